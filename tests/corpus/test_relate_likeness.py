"""Likeness on labelled pages and texts: a sample without vectors here, all of it nightly."""

import numpy as np
import pytest
from benchmarks.stories import events, pairs
from benchmarks.stories.regression import chances, odds

from tearsheet.relate.stories.likeness import table_for
from tests.corpora import corpora_or_skip
from tests.models import e5_folder

pytestmark = pytest.mark.corpus


def test_likeness_follows_what_people_found_without_vectors():
    corpora_or_skip("stories/semeval22-pairs-half.jsonl.gz")
    read = pairs.pairs(corpora_or_skip())[::12]
    judged = pairs.judged(read, pairs.reports_of(read, None))
    found = chances(odds(table_for("pages"), pairs.MEASURES, judged.rows))
    assert np.corrcoef(found, judged.right)[0, 1] >= 0.55


def test_texts_of_one_event_come_together_without_vectors():
    corpora_or_skip(events.FILE)
    read = [text for text in events.texts(corpora_or_skip()) if text.topic <= 6]
    for side in events.both_sides(read, None):
        scores = events.clustered(side, table_for("texts"), events.THRESHOLDS)
        assert max(score.f1 for score in scores.values()) >= 0.7


@pytest.mark.nightly
def test_likeness_reaches_its_bars():
    corpora = corpora_or_skip("stories").parent
    e5_folder()
    for figure in (*pairs.measure(corpora), *events.measure(corpora)):
        if figure.unit != "pairs/s":
            assert figure.passes, figure
