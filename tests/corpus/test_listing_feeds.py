"""Real feeds and feedparser's own cases: nothing that feedparser finds is lost."""

import gzip
import warnings

import pytest
from benchmarks.feed_readers import Served, by_feedparser, ours
from benchmarks.feeds import cases, judged, real_agreement

from tests.corpora import corpora_or_skip

pytestmark = pytest.mark.corpus
LARGEST = 60_000  # bytes: feedparser is slow, and the benchmark takes them all


def test_small_real_feeds_lose_nothing():
    folder = corpora_or_skip("feeds/real")
    documents = [
        Served(path.stem, payload)
        for path in sorted(folder.glob("*.gz"))
        if len(payload := gzip.decompress(path.read_bytes())) < LARGEST
    ]
    assert documents
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        truth = [by_feedparser(one) for one in documents]
    _, differing = real_agreement(documents, truth, [ours(one) for one in documents])
    assert differing == []


def test_feedparsers_own_cases():
    folder = corpora_or_skip("feeds")
    all_cases = list(cases(folder))
    assert len(all_cases) > 1000
    met, asked, differing, crashes = judged(ours, all_cases)
    assert crashes == []
    assert met / asked >= 0.98, differing
