"""Headlines of nine languages become stories as they come."""

import pytest
from benchmarks.stories.headlines import across, b_cubed, headlines, lived, lived_apart

from tearsheet.relate.vectors.e5 import E5
from tests.corpora import corpora_or_skip
from tests.models import e5_folder

pytestmark = pytest.mark.corpus
SAMPLE = 500


def _sample():
    corpora_or_skip("stories/og2021-half.jsonl.gz")
    return headlines(corpora_or_skip(), None)[:SAMPLE]


def test_headlines_are_told_apart_by_their_words_alone():
    items = _sample()
    languages = [item.report.language for item in items]
    found = list(zip(languages, lived_apart(items), strict=True))
    gold = [(item.report.language, item.story) for item in items]
    assert b_cubed(found, gold).f1 >= 0.78


def test_vectors_join_the_languages():
    items = _sample()
    rows = E5.open(e5_folder()).encode([item.title for item in items])
    told = [item.with_vector(row) for item, row in zip(items, rows, strict=True)]
    found, gold = lived(told), [item.story for item in items]
    assert b_cubed(found, gold).f1 >= 0.74
    assert across(found, gold, [item.report.language for item in items]) >= 0.45
