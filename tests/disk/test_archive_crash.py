"""Cut off anywhere, killed at any moment: what was acknowledged is there."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from tearsheet.archive import Archive, Damaged
from tearsheet.archive.listing import beside
from tearsheet.model import Capture
from tests.disk.archive_writers import ROTATE, acknowledged, start
from tests.unit.archive_arrivals import page

MANY = 1 << 30


def keys(archive: Archive) -> list[str]:
    return [one.key if isinstance(one, Capture) else one.article_key for one in archive.scan()]


def is_whole(archive: Archive) -> bool:
    return not [one for one in archive.check() if isinstance(one, Damaged)]


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, list[Capture]]:
    """An archive of three captures in one file."""
    folder = tmp_path / "three"
    with Archive.open(folder, rotate_bytes=MANY) as archive:
        return folder, archive.append_all([page(1), page(2), page(3)])


@pytest.mark.parametrize("listed", ["lists all", "lists two", "is torn", "is gone"])
def test_a_torn_tail_is_cut_wherever_it_is_torn(
    three: tuple[Path, list[Capture]], tmp_path: Path, listed: str
):
    folder, written = three
    last = written[-1].location
    whole = (folder / last.file).read_bytes()
    lines = beside(folder / last.file).read_bytes().splitlines(keepends=True)
    lists = {"lists all": lines, "lists two": lines[:3], "is torn": [*lines[:2], lines[2][:30]]}
    step = 3 if listed == "is gone" else 11
    for cut in range(last.offset + 1, len(whole), step):
        torn = tmp_path / str(cut)
        torn.mkdir()
        (torn / last.file).write_bytes(whole[:cut])
        if listed in lists:
            beside(torn / last.file).write_bytes(b"".join(lists[listed]))
        with Archive.open(torn, rotate_bytes=MANY) as archive:
            assert any(f"at byte {last.offset}" in words for words in archive.recovered)
            assert keys(archive) == [one.key for one in written[:2]]
            (aside,) = torn.glob("*.torn")
            assert aside.read_bytes() == whole[last.offset : cut]
            again = archive.append(page(3))
            assert again.location.offset == last.offset
            assert keys(archive) == [one.key for one in written]
        with Archive.open(torn, rotate_bytes=MANY) as archive:
            assert archive.recovered == ()
            assert is_whole(archive)
        shutil.rmtree(torn)


def test_acknowledged_records_that_are_missing_are_spoken_of(three: tuple[Path, list[Capture]]):
    folder, written = three
    os.truncate(folder / written[1].location.file, written[1].location.offset)
    with Archive.open(folder, rotate_bytes=MANY) as archive:
        (words,) = archive.recovered
        assert "2 acknowledged records are missing" in words
        assert keys(archive) == [written[0].key]


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("listed", [True, False])
def test_damage_among_acknowledged_records_is_never_cut(
    three: tuple[Path, list[Capture]], number: int, listed: bool
):
    folder, written = three
    at = written[number].location
    content = bytearray((folder / at.file).read_bytes())
    content[at.offset + 30] ^= 1
    (folder / at.file).write_bytes(content)
    if not listed:
        beside(folder / at.file).unlink()
    with Archive.open(folder, rotate_bytes=MANY) as archive:
        if listed:
            assert archive.recovered == ()
            assert (folder / at.file).read_bytes() == content
        elif number == 2:  # without a list, damage at the very end cannot be told from a torn write
            assert "kept in" in archive.recovered[0]
            assert next(folder.glob("*.torn")).read_bytes() == content[at.offset :]
        else:
            assert "nothing was cut" in archive.recovered[0]
            assert (folder / at.file).read_bytes() == content
        new = archive.append(page(4))
        assert archive.payload(new) == page(4).payload
        assert not is_whole(archive) or number == 2


def test_an_empty_newest_file_is_used(three: tuple[Path, list[Capture]]):
    folder, written = three
    (folder / "tearsheet-000002.warc.gz").touch()
    with Archive.open(folder, rotate_bytes=MANY) as archive:
        assert archive.recovered == ()
        new = archive.append(page(4))
        assert new.location.file == "tearsheet-000002.warc.gz"
        assert keys(archive) == [*(one.key for one in written), new.key]
        assert is_whole(archive)


def test_a_file_torn_in_its_opening_is_begun_again(three: tuple[Path, list[Capture]]):
    folder, written = three
    with Archive.open(folder, rotate_bytes=1) as archive:
        archive.append(page(4))
    newest = folder / "tearsheet-000002.warc.gz"
    whole = newest.read_bytes()
    for cut in range(1, whole.rfind(b"\x1f\x8b\x08\x00"), 7):
        newest.write_bytes(whole[:cut])
        beside(newest).unlink()
        with Archive.open(folder, rotate_bytes=1) as archive:
            assert "unfinished write at byte 0" in archive.recovered[0]
            assert keys(archive) == [one.key for one in written]
            new = archive.append(page(4))
            assert new.location.file == newest.name
            assert keys(archive) == [*(one.key for one in written), new.key]
            assert is_whole(archive)


# A file that was being opened when the signal came is closed by Python, which warns of it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_append_broken_off_by_hand_leaves_no_part(three: tuple[Path, list[Capture]]):
    """A real signal at real moments; every moment by itself: test_archive_interrupted."""
    folder, written = three
    broken_off = 0
    with Archive.open(folder, rotate_bytes=MANY) as archive:
        size = (folder / written[0].location.file).stat().st_size
        previous = signal.signal(signal.SIGALRM, _interrupt)
        try:
            for turn in range(1, 40):
                pages = [page(turn * 1000 + n, os.urandom(60_000)) for n in range(30)]
                try:
                    signal.setitimer(signal.ITIMER_REAL, turn / 8000)
                    for start in range(0, 30, 3):
                        archive.append_all(pages[start : start + 3])
                except KeyboardInterrupt:
                    broken_off += 1
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
        finally:
            signal.signal(signal.SIGALRM, previous)
        assert broken_off > 20
        new = archive.append(page(7))
        assert new.location.offset >= size
        assert is_whole(archive)
    with Archive.open(folder, rotate_bytes=MANY) as archive:
        assert archive.recovered == ()
        assert {one.key for one in written} | {new.key} <= set(keys(archive))


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_zeros_after_a_power_cut_are_cut(three: tuple[Path, list[Capture]]):
    folder, written = three
    with (folder / written[0].location.file).open("ab") as file:
        file.write(bytes(5000))
    with Archive.open(folder, rotate_bytes=MANY) as archive:
        assert "5000 bytes of an unfinished write" in archive.recovered[0]
        assert keys(archive) == [one.key for one in written]


def test_a_list_is_made_again(three: tuple[Path, list[Capture]]):
    folder, written = three
    path = beside(folder / written[0].location.file)
    before = path.read_bytes()
    for damaged in (
        b"",
        b"nonsense\n" + before,
        before[:-7],
        before.replace(b"response", b"resource"),
    ):
        path.write_bytes(damaged)
        with Archive.open(folder, rotate_bytes=MANY) as archive:
            assert archive.recovered == ()
            assert archive.append(page(2)) == written[1]
        assert path.read_bytes() == before


def kill_often(tmp_path: Path, times: int, seed: int = 20261121) -> None:
    """Kill a writer that has begun, so many times, at random moments."""
    chance = random.Random(seed)
    folder = tmp_path / "archive"
    known: set[str] = set()
    for turn in range(times):
        told = tmp_path / f"told-{turn}"
        writer = start(folder, told, 100_000 * (turn + 1))
        while not acknowledged(told):
            assert writer.is_alive()
            time.sleep(0.001)
        time.sleep(chance.uniform(0.0, 0.15))
        writer.kill()
        writer.join()
        known |= set(acknowledged(told))
        with Archive.open(folder, rotate_bytes=ROTATE) as archive:
            found = keys(archive)
            assert len(found) == len(set(found))
            assert known <= set(found)
    assert is_whole(Archive.reading(folder))
    assert len(known) > times


def test_nothing_acknowledged_is_lost_in_twenty_kills(tmp_path: Path):
    kill_often(tmp_path, 20)


@pytest.mark.nightly
def test_nothing_acknowledged_is_lost_in_three_hundred_kills(tmp_path: Path):
    for archive in range(15):
        kill_often(tmp_path / str(archive), 20, seed=archive)
        shutil.rmtree(tmp_path / str(archive))
