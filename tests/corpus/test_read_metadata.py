"""Real pages say who wrote them and when; the bars are those of the benchmark."""

from itertools import islice

import pytest
from benchmarks.read_metadata import fundus_cases, measure, trafilatura_cases

from tearsheet.read.metadata import metadata
from tearsheet.read.page import parse
from tests.corpora import corpora_or_skip

pytestmark = pytest.mark.corpus


def test_the_bars_hold():
    corpora_or_skip("pages/fundus")
    figures = {figure.figure: figure for figure in measure(corpora_or_skip())}
    for name in ("read.fundus.date", "read.fundus.authors", "read.fundus.language"):
        assert figures[name].passes, figures[name]


@pytest.mark.parametrize("folder", ["fundus", "trafilatura-half"])
def test_all_evidence_can_be_found_again(folder):
    path = corpora_or_skip(f"pages/{folder}")
    cases = fundus_cases(path) if folder == "fundus" else trafilatura_cases(path)
    for case in islice(cases, 150):
        page = parse(case.url, case.payload)
        told = metadata(page)
        for dated in (told.published, told.updated):
            if dated is not None:
                place = page.url if dated.basis == "url" else page.markup
                assert dated.evidence in place, case.name
        assert "\n" not in told.title
        assert told.title == told.title.strip()
