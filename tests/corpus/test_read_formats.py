"""The two seeds: a scraped release and a weekly digest."""

import re
from datetime import UTC, date, datetime

import pytest

from tearsheet.model import Capture, Kept, Location, Outcome
from tearsheet.read.dateline import dateline
from tearsheet.read.formats import Material, read_markdown, read_plain
from tearsheet.read.wire import provenance
from tests.corpora import corpora_or_skip

pytestmark = pytest.mark.corpus


def capture() -> Capture:
    return Capture(
        "key", "file:///seed", "file:///seed", datetime(2031, 3, 5, tzinfo=UTC), 200, (), "",
        "0" * 64, 0, Location("a.warc.gz", 0, 0, ""), "file:seed",
    )  # fmt: skip


def material(outcome: Outcome[Material]) -> Material:
    assert isinstance(outcome, Kept)
    return outcome.value


def test_the_wire_release():
    payload = corpora_or_skip("seeds/wire-release.md").read_bytes()
    found = material(read_markdown(capture(), payload))
    headings = [line.strip("# ") for line in payload.decode().split("\n") if line.startswith("##")]
    assert found.title == next(heading for heading in headings if ":" in heading)
    assert found.published is not None
    assert found.published.at.date() == date(2025, 6, 16)
    assert found.url is not None
    assert found.url.startswith("https://www.prnewswire.com/news-releases/")
    for word in ("NETFLIX", "Q4", "WEB SYSTEMS", "Commonwealth", "NEWS RELEASE", "SOURCE"):
        assert word not in found.text
    assert not found.text.endswith("text")
    assert "\\$" not in found.text
    assert {"Fellow travelers", "Strategic crossroads"} <= set(found.text.split("\n"))
    line = dateline(found.text, "en")
    assert line is not None
    assert line.place == "BEIJING"
    came = provenance(None, found.title, found.text, line, (), None, found.url, found.tail)
    assert came.kind == "press release"
    assert [credit.name for credit in came.credited("distributor")] == ["PR Newswire"]
    assert [credit.name for credit in came.credited("originator")] == ["Global Times"]
    assert [credit.name for credit in came.credited("relay")] == ["Xinhua"]


def test_the_media_digest_comes_out_whole():
    payload = corpora_or_skip("seeds/media-digest.txt").read_bytes()
    found = material(read_plain(capture(), payload))
    lines = [" ".join(line.split()) for line in payload.decode().split("\n")]
    said = f"{found.title}\n{found.text}" if found.title else found.text
    assert re.sub(r"\n+", "\n", "\n".join(filter(None, lines))) == said
    line = dateline(found.text, "en")
    assert line is not None
    assert line.place == "ASTANA"
