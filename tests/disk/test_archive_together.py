"""Several writers at one archive: nothing lost, nothing twice, the chain whole."""

import random
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tearsheet.archive import Archive, Damaged
from tearsheet.model import Capture
from tests.disk.archive_writers import ROTATE, acknowledged, start
from tests.fakes import write_pages
from tests.unit.archive_arrivals import article, page

MANY = 1 << 30


def keys(archive: Archive) -> Counter[str]:
    """How often each capture and text stands in the archive."""
    return Counter(
        one.key if isinstance(one, Capture) else one.article_key for one in archive.scan()
    )


def problems(folder: Path) -> list[Damaged]:
    return [one for one in Archive.reading(folder).check() if isinstance(one, Damaged)]


def test_four_processes_write_at_once(tmp_path: Path):
    folder = tmp_path / "archive"
    told = [tmp_path / f"told-{number}" for number in range(4)]
    writers = [start(folder, one, 1_000_000 * (number + 1), 200) for number, one in enumerate(told)]
    while any(one.is_alive() for one in writers):
        assert problems(folder) == []  # beside them, a reader sees nothing wrong
        time.sleep(0.05)
    assert [one.exitcode for one in writers] == [0] * 4
    assert not list(tmp_path.glob("*.mended"))
    there = keys(Archive.reading(folder))
    assert set(there.values()) == {1}
    assert set(there) == {key for one in told for key in acknowledged(one)}
    assert len(there) == 2 * (4 * 160 + 40)  # captures and texts: their own, and the shared once
    assert problems(folder) == []
    with Archive.open(folder, rotate_bytes=ROTATE) as archive:
        assert archive.recovered == ()


def kill_among_others(tmp_path: Path, moments: int, seed: int = 20261122) -> None:
    """At each moment one writer of three is killed and another begun in its place."""
    chance = random.Random(seed)
    folder = tmp_path / "archive"
    told = [tmp_path / f"told-{number}" for number in range(moments + 3)]
    begun = 0
    writers = []
    for moment in range(moments):
        while len(writers) < 3:
            writers.append(start(folder, told[begun], 100_000 * (begun + 1)))
            begun += 1
        patience = time.monotonic() + 20
        while not all(acknowledged(one) for one in told[begun - 3 : begun]):
            assert time.monotonic() < patience, "a writer does not get its turn"
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.06))
        victim = writers.pop(chance.randrange(3))
        victim.kill()
        victim.join()
        if moment % 5 == 4:
            assert_nothing_is_lost(folder, told)
    for one in writers:
        one.kill()
        one.join()
    assert_nothing_is_lost(folder, told)
    with Archive.open(folder, rotate_bytes=ROTATE) as archive:
        archive.append(page(1))
    assert_nothing_is_lost(folder, told)
    assert problems(folder) == []


def assert_nothing_is_lost(folder: Path, told: list[Path]) -> None:
    known = {key for one in told for key in acknowledged(one)}
    there = keys(Archive.reading(folder))
    assert known <= set(there)
    assert set(there.values()) == {1}


def test_a_writer_killed_among_others_costs_nothing(tmp_path: Path):
    kill_among_others(tmp_path, 10)


@pytest.mark.nightly
def test_fifty_writers_killed_among_others_cost_nothing(tmp_path: Path):
    for seed in range(5):
        kill_among_others(tmp_path / str(seed), 50, seed)


def test_a_tail_torn_by_another_is_set_aside_by_the_next(tmp_path: Path):
    with (
        Archive.open(tmp_path, rotate_bytes=MANY) as archive,
        Archive.open(tmp_path, rotate_bytes=MANY) as other,
    ):
        first = archive.append(page(1))
        second = other.append(page(2))
        path = tmp_path / first.location.file
        whole = path.read_bytes()
        torn = whole[second.location.offset : -20]
        with path.open("ab") as file:
            file.write(torn)
        third = archive.append(page(3))
        assert third.location.offset == len(whole)
        (words,) = archive.recovered
        assert f"{len(torn)} bytes of an unfinished write at byte {len(whole)}" in words
        assert next(tmp_path.glob("*.torn")).read_bytes() == torn
        assert other.append(page(3)) == third
        assert other.recovered == ()
        assert problems(tmp_path) == []


def test_records_that_nobody_listed_are_learned(tmp_path: Path):
    """A writer killed behind its last record: whole, but its list lags."""
    with (
        Archive.open(tmp_path, rotate_bytes=MANY) as archive,
        Archive.open(tmp_path, rotate_bytes=MANY) as other,
    ):
        archive.append(page(1))
        path = tmp_path / "tearsheet-000001.list"
        listed = path.read_bytes()
        second = other.append(page(2))
        whole = path.read_bytes()
        for lagging in (listed, whole[:-9], b""):
            path.write_bytes(lagging)
            with Archive.open(tmp_path, rotate_bytes=MANY) as later:
                assert later.append(page(2)) == second
                assert path.read_bytes() == whole
        path.write_bytes(listed)
        assert archive.append(page(2)) == second
        assert path.read_bytes() == whole
        assert archive.recovered == ()
        assert problems(tmp_path) == []


@pytest.mark.parametrize("what", ["*.warc.gz", "*"])
def test_files_taken_away_under_a_writer_are_not_relied_on(tmp_path: Path, what: str):
    with Archive.open(tmp_path, rotate_bytes=MANY) as archive:
        first = archive.append(page(1))
        for file in tmp_path.glob(what):
            file.unlink()
        archive.append(page(2))
        assert "is not the file it was" in archive.recovered[0]
        assert archive.append(page(1)).key == first.key
        with Archive.open(tmp_path, rotate_bytes=MANY) as other:
            other.append(page(3))
            archive.append(page(3))
        assert len(keys(Archive.reading(tmp_path))) == 3
        assert problems(tmp_path) == []


def test_an_archive_put_back_from_a_copy_is_learned_anew(tmp_path: Path):
    folder, copy = tmp_path / "archive", tmp_path / "copy"
    with Archive.open(folder, rotate_bytes=MANY) as archive:
        first = archive.append(page(1))
        shutil.copytree(folder, copy)
        archive.append(page(2))
        shutil.rmtree(folder)
        copy.rename(folder)
        second = archive.append(page(2))
        assert list(Archive.reading(folder).scan()) == [first, second]
        assert problems(folder) == []


def test_a_thread_may_write_with_an_archive_that_another_opened(tmp_path: Path):
    with Archive.open(tmp_path, rotate_bytes=3000) as archive:

        def write() -> None:
            for number in range(50):
                capture = archive.append(page(number))
                archive.append_text(article(capture), capture)

        with Archive.open(tmp_path, rotate_bytes=3000) as other:
            thread = threading.Thread(target=write)
            thread.start()
            for number in range(100, 150):
                other.append(page(number))
            thread.join()
        assert len(keys(archive)) == 150
        assert problems(tmp_path) == []


def test_two_ingests_share_one_home(tmp_path: Path):
    write_pages(tmp_path / "first", 12, seed=1)
    write_pages(tmp_path / "second", 12, seed=2)
    for shared in sorted((tmp_path / "first").glob("*"))[:6]:
        (tmp_path / "second" / f"also-{shared.name}").write_bytes(shared.read_bytes())
    home = tmp_path / "home"
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tearsheet", "ingest", tmp_path / one, "--home", home],
            stdout=subprocess.DEVNULL,
        )
        for one in ("first", "second")
    ]
    assert [one.wait(timeout=120) for one in running] == [0, 0]
    checked = subprocess.run(
        [sys.executable, "-m", "tearsheet", "check", "--home", home],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    assert "24 captures, 24 articles" in checked.stdout
    assert set(keys(Archive.reading(home / "archive")).values()) == {1}
