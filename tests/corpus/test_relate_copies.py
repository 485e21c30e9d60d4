"""Copies among real articles that people have read side by side."""

import pytest
from benchmarks.copies.labelled import articles, pairs

from tearsheet.relate import copy_groups
from tearsheet.relate.copies import judged, printing_of
from tests.corpora import corpora_or_skip


@pytest.mark.corpus
def test_pairs_read_by_people_are_told_apart():
    """Runs of five words and the best cut reach .945; pairs a reader was unsure of are left out."""
    corpora = corpora_or_skip("copies").parent
    printings = {key: printing_of(article) for key, article in articles(corpora).items()}
    hits = found = wanted = 0
    for pair in pairs(corpora):
        if pair.is_decided:
            copied = judged(printings[pair.a], printings[pair.b]) is not None
            hits += copied and pair.is_copy
            found += copied
            wanted += pair.is_copy
    assert 2 * hits / (found + wanted) >= 0.975


@pytest.mark.corpus
def test_copies_are_grouped_and_others_kept_apart():
    corpora = corpora_or_skip("copies").parent
    read = {key for pair in pairs(corpora) for key in (pair.a, pair.b)}
    known = {key: article for key, article in articles(corpora).items() if key in read}
    groups = copy_groups(list(known.values()))
    group_of = {copy.article_key: at for at, group in enumerate(groups) for copy in group.copies}
    assert sorted(group_of) == sorted(article.key for article in known.values())
    together = {True: 0, False: 0}
    count = {True: 0, False: 0}
    for pair in pairs(corpora):
        if pair.is_decided:
            count[pair.is_copy] += 1
            one, other = group_of[known[pair.a].key], group_of[known[pair.b].key]
            together[pair.is_copy] += one == other
    assert together[True] / count[True] >= 0.85
    assert together[False] / count[False] <= 0.02
