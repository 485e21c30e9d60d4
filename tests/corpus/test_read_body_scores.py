"""The body figures hold on a sample of real pages."""

from itertools import islice
from statistics import mean

import pytest
from benchmarks import pages
from benchmarks.captures import captured

from tearsheet.model import Kept
from tearsheet.read import read
from tests.corpora import corpora_or_skip


def text_of(page: pages.RealPage) -> str:
    outcome = read(captured(page.url, page.payload), page.payload)
    return outcome.value.text if isinstance(outcome, Kept) else ""


@pytest.mark.corpus
def test_news_pages_of_many_countries() -> None:
    sample = islice(pages.fundus(corpora_or_skip()), 0, None, 6)
    assert mean(pages.token_f1(page.truth, text_of(page)) for page in sample) > 0.95


@pytest.mark.corpus
def test_english_news_pages() -> None:
    sample = islice(pages.aeb(corpora_or_skip()), 40)
    assert pages.aeb_f1([(page.truth, text_of(page)) for page in sample]) > 0.95
