"""No labelled copy escapes the search for candidates, which suggests few pairs besides."""

import pytest
from benchmarks.copies.labelled import articles, pairs

from tearsheet.relate.copies.boilerplate import boilerplate_in, boilerplate_of
from tearsheet.relate.copies.fingerprints import fingerprints
from tearsheet.relate.copies.index import CopyIndex
from tests.corpora import corpora_or_skip


@pytest.mark.corpus
def test_every_labelled_copy_is_a_candidate_with_boilerplate_and_without():
    corpora = corpora_or_skip("copies").parent
    printed = articles(corpora)
    houses = {}
    for key, article in printed.items():
        houses.setdefault(article.url, {})[key] = article.text
    known = {url: boilerplate_of(texts) for url, texts in houses.items()}
    left_out = [boilerplate_in(one.text, known[one.url]) for one in printed.values()]
    every = sum(len(article.text) for article in printed.values())
    assert 0.005 < sum(map(len, (span for spans in left_out for span in spans))) / every < 0.04
    texts = [article.text for article in printed.values()]
    for found in (fingerprints(texts), fingerprints(texts, left_out)):
        first = {}
        for key, one in zip(printed, found, strict=True):
            first[one.digest] = min(key, first.get(one.digest, key))
        under = {key: first[one.digest] for key, one in zip(printed, found, strict=True)}
        candidates = CopyIndex().add_all(zip(printed, found, strict=True)).pairs
        met = {frozenset((pair.one, pair.other)) for pair in candidates}
        assert len(met) < 30 * len(printed)
        for pair in pairs(corpora):
            if pair.is_copy:
                one, other = under[pair.a], under[pair.b]
                assert one == other or frozenset((one, other)) in met
