"""A run over web archives that is stopped anywhere loses no page and goes on where it was."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from tearsheet.archive import Archive
from tearsheet.collect.warc import http_file
from tearsheet.edit import organisation_watch
from tearsheet.model import Arrival, Failed, Kept, Outcome, Skipped
from tearsheet.pipeline import crawls
from tearsheet.pipeline.crawls import READ_BEFORE
from tearsheet.settings import Settings
from tearsheet.store import crawls as store
from tearsheet.store import queries, writes
from tearsheet.store.database import close_store, open_store
from tests.warc_making import Shelf, packed, pages, served

COUNT = 50
BATCH = 4


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Settings]:
    settings = Settings(home=tmp_path / "home", open_hosts=("127.0.0.1",))
    open_store(settings.store)
    yield settings
    close_store()


def now() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _note_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawls, "KEEP_SECONDS", 0.0)
    monkeypatch.setattr(http_file, "WAIT", 0.0)


class KilledError(BaseException):
    """What ends a run at once."""


def archived(archive: Archive, outcomes: Iterator[Outcome[Arrival]], most: int) -> int:
    """Archive pages as `pipeline.ingest` does, batch by batch; killed after ``most`` outcomes."""
    fresh = seen = 0
    while batch := list(islice(outcomes, BATCH)):
        arrivals = {one.value.key: one.value for one in batch if isinstance(one, Kept)}
        known = queries.known_captures(arrivals)
        new = [one for key, one in arrivals.items() if key not in known]
        seen += len(batch)
        if seen >= most:
            raise KilledError
        writes.file_captures(archive.append_all(new))
        fresh += len(new)
    return fresh


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_random_moments_nothing_is_lost_and_nothing_twice(
    desk: Settings, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    half = COUNT // 2
    for name, part in (("a", pages(COUNT)[:half]), ("b", pages(COUNT)[half:])):
        (tmp_path / f"{name}.warc.gz").write_bytes(packed(part))
    starts = []
    with Archive.open(desk.archive, rotate_bytes=1 << 30) as archive:
        for _ in range(200):
            begun = sum(one.seen for one in store.crawls())
            starts.append(begun)
            run = crawls._Run(now, desk, None, False, lambda crawl: None)
            outcomes = run.outcomes([str(tmp_path / "*.warc.gz")])
            try:  # as a kill would: nobody settles
                archived(archive, outcomes, chance.randrange(3, 24))
            except KilledError:
                continue
            run.settle()
            break
    assert sorted(starts) == starts
    assert len(set(starts)) > 2
    captures = queries.unread_captures()
    assert sorted(int(one.url.rpartition("/")[2]) for one in captures) == list(range(COUNT))
    assert [(one.done, one.seen, one.kept) for one in store.crawls()] == [(True, half, half)] * 2


def test_a_file_read_to_its_end_is_not_read_again_unless_it_changed(
    desk: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(pages(3)))

    def run(again: bool = False) -> list[Outcome[Arrival]]:
        with (
            Archive.open(desk.archive, rotate_bytes=1 << 30) as archive,
            crawls.arrivals([str(path)], now, desk, again=again) as coming,
        ):
            outcomes = list(coming)
            fresh = [one.value for one in outcomes if isinstance(one, Kept)]
            known = queries.known_captures(one.key for one in fresh)
            writes.file_captures(archive.append_all([o for o in fresh if o.key not in known]))
        return outcomes

    assert len(run()) == 3
    assert run() == [Skipped(READ_BEFORE, str(path))]
    assert len(run(again=True)) == 3
    path.write_bytes(b"".join(pages(5)))
    assert len(run()) == 5


def test_each_subject_has_its_own_place_in_a_file(desk: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed([*pages(3), *pages(6, "Velmar is far")[3:]]))
    sought = crawls.matcher(organisation_watch("Velmar", "velmar"))
    with crawls.arrivals([str(path)], now, desk, sought=sought) as coming:
        outcomes = list(coming)
    assert [type(one) for one in outcomes] == [Skipped] * 3 + [Kept] * 3
    assert {one.reason for one in outcomes[:3] if isinstance(one, Skipped)} == {
        "does not name the subject"
    }
    # Nothing was archived: the next run is given the same pages, and only those.
    with crawls.arrivals([str(path)], now, desk, sought=sought) as coming:
        assert list(coming) == outcomes[3:]
    with crawls.arrivals([str(path)], now, desk) as coming:
        assert len(list(coming)) == 6


def test_a_lost_line_is_taken_up_by_the_next_run(desk: Settings) -> None:
    shelf = Shelf()
    shelf.files["/a.warc.gz"] = packed(pages(60))
    shelf.ranges = False  # so that it can only begin anew
    with served(shelf) as address, Archive.open(desk.archive, rotate_bytes=1 << 30) as archive:
        shelf.breaks = 9000
        with crawls.arrivals([f"{address}/a.warc.gz"], now, desk) as coming:
            outcomes = list(coming)
            fresh = [one.value for one in outcomes if isinstance(one, Kept)]
            writes.file_captures(archive.append_all(fresh))
        assert isinstance(outcomes[-1], Failed)
        assert 0 < len(fresh) < 60
        (crawl,) = store.crawls()
        assert not crawl.done
        shelf.breaks = 0
        with crawls.arrivals([f"{address}/a.warc.gz"], now, desk) as coming:
            rest = [one.value.url for one in coming if isinstance(one, Kept)]
    assert len(set(rest) | {one.url for one in fresh}) == 60
    assert len(rest) + len(fresh) <= 61
