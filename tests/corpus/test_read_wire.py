"""Provenance on real texts: the seed, PolNeAR's agencies, the Helsinki copies."""

import pytest
from benchmarks.words.wire import helsinki, polnear, right_by_group, right_by_page, scored

from tearsheet.read.dateline import dateline
from tearsheet.read.wire import provenance
from tests.corpora import corpora_or_skip

pytestmark = pytest.mark.corpus


def test_the_wire_release():
    """Scraped text as it stands, masthead and all: who carried it, who wrote it, who is relayed."""
    lines = corpora_or_skip("seeds/wire-release.md").read_text("utf-8").split("\n")
    text = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
    opening = dateline(text, "en")
    assert opening is not None
    assert (opening.place, opening.date) == ("BEIJING", "June 16, 2025")
    assert opening.agency == "PRNewswire"
    assert opening.span.of(text) == "BEIJING, June 16, 2025 /PRNewswire/ --"
    came = provenance(None, "", text, opening, (), None, "", "")
    assert came.kind == "press release"
    assert [credit.name for credit in came.credited("distributor")] == ["PR Newswire"]
    assert [credit.name for credit in came.credited("originator")] == ["Global Times"]
    assert [credit.name for credit in came.credited("relay")] == ["Xinhua"]
    assert {label.kind for label in came.labels} == {"press release"}
    assert all(credit.span is not None for credit in came.credits)


def test_polnear_s_agencies():
    for half in ("dev", "train"):
        counts = scored(polnear(corpora_or_skip(), half))
        assert counts.f1 >= 0.90, half


def test_the_agencies_of_the_helsinki_copies():
    copies = helsinki(corpora_or_skip())
    assert right_by_page(copies.named.values()) >= 0.90
    assert right_by_group(copies) >= 0.90
