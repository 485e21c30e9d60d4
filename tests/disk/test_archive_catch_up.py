"""The store is brought up to the archive exactly, wherever the gap lies."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tearsheet.archive import Archive
from tearsheet.model import Capture, Location
from tearsheet.pipeline.recover import catch_up
from tearsheet.store import queries, writes
from tearsheet.store.database import close_store, open_store
from tests.unit.archive_arrivals import article, page


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Path]:
    """A folder for an archive, and an empty store."""
    open_store(tmp_path / "tearsheet.sqlite3")
    yield tmp_path / "archive"
    close_store()


def written(archive: Archive, numbers: range) -> list[tuple[Capture, Location]]:
    """Pages with their texts, archived and not yet on file."""
    with archive.writing():
        captures = archive.append_all([page(n, os.urandom(300)) for n in numbers])
        return [(one, archive.append_text(article(one), one)) for one in captures]


def file(pages: list[tuple[Capture, Location]]) -> None:
    writes.file_captures(capture for capture, _ in pages)
    writes.file_texts((article(one).key, one.key, location) for one, location in pages)


def is_on_file(pages: list[tuple[Capture, Location]]) -> bool:
    there = {one.key: one for one in queries.unread_captures()}
    texts = queries.text_locations(article(one).key for one, _ in pages)
    return all(
        there.get(one.key) == one and texts.get(article(one).key) == text for one, text in pages
    )


@pytest.mark.parametrize("rotate_bytes", [2000, 1 << 30])
def test_a_gap_in_the_middle_is_filled(room: Path, rotate_bytes: int):
    with Archive.open(room, rotate_bytes=rotate_bytes) as archive:
        first, lost, last = (written(archive, range(n, n + 4)) for n in (0, 10, 20))
        file(first)
        file(last)
        assert catch_up(archive) == ("8 archived records were put back on file",)
        assert is_on_file(first + lost + last)
        assert catch_up(archive) == ()
    with Archive.open(room, rotate_bytes=rotate_bytes) as archive:
        assert catch_up(archive) == ()


def test_a_store_that_is_gone_is_made_again(room: Path):
    with Archive.open(room, rotate_bytes=20_000) as archive:
        pages = written(archive, range(600))
        assert catch_up(archive) == ("1200 archived records were put back on file",)
        assert is_on_file(pages)


def test_another_that_writes_meanwhile_does_not_confuse(room: Path):
    with (
        Archive.open(room, rotate_bytes=3000) as archive,
        Archive.open(room, rotate_bytes=3000) as other,
    ):
        ours = written(archive, range(3))
        theirs = written(other, range(10, 20))
        file(ours)
        file(theirs[:5])
        assert catch_up(archive) == ()  # theirs are theirs to file, until we know of them
        archive.append(page(1))
        assert catch_up(archive) == ("11 archived records were put back on file",)
        file(theirs)
        assert catch_up(archive) == catch_up(other) == ()
        assert is_on_file(ours + theirs)


def test_a_damaged_record_is_spoken_of_and_passed_by(room: Path):
    with Archive.open(room, rotate_bytes=1 << 30) as archive:
        pages = written(archive, range(3))
        at = pages[1][0].location
        with (room / at.file).open("r+b") as warc:
            warc.seek(at.offset + 40)
            warc.write(b"?")
        told, added = catch_up(archive)
        assert told.startswith(f"cannot be read and is passed by: {at.file} at byte {at.offset}:")
        assert added == "5 archived records were put back on file"
        assert is_on_file([pages[0], pages[2]])
