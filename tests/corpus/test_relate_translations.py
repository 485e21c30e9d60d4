"""Translations and sequels on MEANTIME, by the real encoder and as shipped."""

from itertools import combinations

import pytest
from benchmarks.copies.bilingual import meantime

from tearsheet.relate.translations import links
from tearsheet.relate.vectors.e5 import E5
from tests.corpora import corpora_or_skip
from tests.models import e5_folder

LANGUAGES = {"en", "nl"}
SUBJECT = "corpus_apple"
LONGEST = 2_200
"""Characters of an article, so that the encoder has little to read."""


@pytest.mark.corpus
def test_every_translation_is_found_and_no_sequel():
    """Articles on one subject: all of them share names, many of them background."""
    path = corpora_or_skip("stories/meantime-half.jsonl.gz")
    told = [
        (name, article)
        for name, article in meantime(path)
        if article.language in LANGUAGES and SUBJECT in article.url and len(article.text) <= LONGEST
    ]
    truth = {
        tuple(sorted((first.key, second.key)))
        for (one, first), (other, second) in combinations(told, 2)
        if one == other
    }
    assert len(truth) >= 7
    found = links([article for _, article in told], encoder=E5.open(e5_folder()))
    assert {(link.one, link.other) for link in found} == truth
    assert all(min(link.one_in_other, link.other_in_one) > 0.7 for link in found)
