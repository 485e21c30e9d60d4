"""Real web archives, good and bad, and whole folders of real pages: every one is accounted for."""

import tarfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tearsheet.archive import Archive, Damaged
from tearsheet.collect import arrivals
from tearsheet.collect.kinds import is_warc
from tearsheet.model import Arrival, Kept, Outcome, Tally
from tests.corpora import corpora_or_skip

pytestmark = pytest.mark.corpus
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LIMIT = 20 << 20


def collected(*paths: Path) -> list[Outcome[Arrival]]:
    return list(arrivals([str(one) for one in paths], NOW, limit_bytes=LIMIT))


def unpacked(name: str, folder: Path) -> Path:
    with tarfile.open(corpora_or_skip(f"warc/{name}.tar.gz")) as file:
        file.extractall(folder, filter="data")
    return folder


def by_file(folder: Path) -> dict[str, Tally]:
    found = sorted(one for one in folder.rglob("*") if is_warc(one.name))
    return {one.name: Tally.of(collected(one)) for one in found}


def test_archives_of_other_tools_are_read_whole_or_their_faults_told(tmp_path: Path):
    tallies = by_file(unpacked("warcio-testdata", tmp_path))
    pages = {name: tally.kept for name, tally in tallies.items()}
    for name in ("example.arc", "example.arc.gz"):
        assert pages[name] == 1, name
    for name in ("example.warc", "example.warc.gz"):  # a page, and a visit that found it the same
        assert pages[name] == 2, name
    assert pages["example-iana.org-chunked.warc"] == 1
    assert pages["example-bad-non-chunked.warc.gz"] == 2  # one member for all records: readable
    faults = {name: dict(tally.failed) for name, tally in tallies.items() if tally.failed}
    assert faults == {
        "bad.arc": {"a broken record": 3},
        "example-space-in-url.arc": {"a torn end": 1},
        "example-trunc.warc": {"broken compression": 1, "a broken record": 1},
    }


def test_a_library_s_archives_give_the_same_pages_in_every_form(tmp_path: Path):
    folder = unpacked("ukwa-warc", tmp_path)
    (small,) = folder.rglob("small-arcs-and-warcs")
    of = {
        one.name.removeprefix("IAH-20080430204825-00000-blackbook-truncated"): [
            (found.value.url, found.value.payload_sha256, found.value.captured_at)
            for found in collected(one)
            if isinstance(found, Kept)
        ]
        for one in small.glob("IAH-2008*")
    }
    assert of[".warc"] == of[".warc.gz"]
    assert of[".arc"] == of[".arc.gz"]
    assert set(of[".arc"]) <= {*of[".warc"]}
    assert not any(tally.failed for tally in by_file(folder).values())


@pytest.mark.parametrize("name", ["pages/aeb", "pages/fundus"])
def test_every_file_of_a_folder_is_accounted_for_and_comes_back(name: str, tmp_path: Path):
    folder = corpora_or_skip(name)
    outcomes = collected(folder)
    files = [one for one in folder.rglob("*") if one.is_file()]
    html = [one for one in files if one.name.endswith(".html.gz")]
    tally = Tally.of(outcomes)
    assert tally.arrived == len(files)
    assert tally.kept == len(html)
    assert tally.skipped == Counter({"not a page": len(files) - len(html)})
    pages = [one.value for one in outcomes if isinstance(one, Kept)]
    with Archive.open(tmp_path, rotate_bytes=4 << 20) as archive:
        captures = archive.append_all(pages)
        assert [archive.payload(one) for one in captures] == [one.payload for one in pages]
        assert list(archive.scan()) == list({one.key: one for one in captures}.values())
        assert not [one for one in archive.check() if isinstance(one, Damaged)]
