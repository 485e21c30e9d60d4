"""Names across spellings and scripts, on pairs of real names."""

import pytest
from benchmarks.words import names

from tests.corpora import corpora_or_skip


@pytest.mark.corpus
def test_names_that_are_one_are_told_from_those_that_are_not() -> None:
    figure = names.bench(corpora_or_skip("names/name_bench.csv").parents[1])
    assert figure.value >= 0.85, figure


@pytest.mark.corpus
@pytest.mark.nightly
@pytest.mark.parametrize("script", names.SCRIPTS)
def test_the_right_latin_name_comes_first_among_a_thousand(script: str) -> None:
    corpora = corpora_or_skip(f"names/netranslit-{script}.tsv").parents[1]
    for figure in names.first_of_many(corpora, script):
        assert figure.passes, figure
