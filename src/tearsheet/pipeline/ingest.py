"""Pages in: archived first, then read, then on file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile
from typing import TypeVar

from django.db import transaction

from tearsheet.archive import ArchiveError
from tearsheet.model import Arrival, Capture, Change, Failed, Filed, Kept, Outcome, Skipped, Tally
from tearsheet.pipeline import changes
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.pipeline.reading import Readers, Understood
from tearsheet.store import queries, writes
from tearsheet.store.writes import Reading

# Captures made durable with one fsync, and readings written in one transaction. Small enough
# that a killed run has little to read again.
BATCH = 16
READ_AT_ONCE = 500  # captures looked up at a time, while more may be arriving

T = TypeVar("T")
Progress = Callable[[Tally], None]
Changed = Callable[[Change], None]


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run reads with, and whom it tells: of each page, and of each page that changed."""

    room: Newsroom
    readers: Readers
    now: Callable[[], datetime]
    tally: Tally
    progress: Progress
    changed: Changed


def ingest(
    room: Newsroom,
    arrivals: Iterable[Outcome[Arrival]],
    now: Callable[[], datetime],
    progress: Progress = lambda tally: None,
    changed: Changed = lambda change: None,
) -> Tally:
    """Archive, read and file everything that arrives; the tally counts each arrival once.

    What an earlier run archived but did not read is read first, and counted too. ``progress``
    is called after each page, ``changed`` for each page found to be no longer what it was.
    Ctrl-C stops between pages: what was acknowledged is on disk and the next run goes on from
    there.
    """
    started = now()
    tally = Tally()
    with Readers.start(room.settings, room.register) as readers:
        run = _Run(room, readers, now, tally, progress, changed)
        try:
            _file_all(run, _payloads(run, queries.unread_captures()))
            _file_all(run, _archived(room, arrivals, tally))
        finally:
            writes.record_run("ingest", started, now(), tally)
    return tally


def read_unread(
    room: Newsroom,
    now: Callable[[], datetime],
    tally: Tally,
    progress: Progress = lambda tally: None,
    changed: Changed = lambda change: None,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Read and file whatever is archived and not read yet, until nothing is left of it.

    Counts into ``tally``; ``stopped`` is asked between pages. The rest as in `ingest`.
    """
    if not queries.counts()["unread"]:
        return
    with Readers.start(room.settings, room.register) as readers:
        run = _Run(room, readers, now, tally, progress, changed)
        while not stopped() and (waiting := queries.unread_captures(READ_AT_ONCE)):
            _file_all(run, takewhile(lambda _: not stopped(), _payloads(run, waiting)))


def _payloads(run: _Run, captures: Iterable[Capture]) -> Iterator[tuple[Capture, bytes]]:
    """The bytes of captures; one that cannot be read back is counted, and costs no other."""
    for capture in captures:
        try:
            payload = run.room.archive.payload(capture)
        except ArchiveError as error:
            lost = Failed("cannot be read back", capture.source, str(error))
            writes.file_readings([(capture.key, lost)])
            run.tally.count(lost)
            run.progress(run.tally)
        else:
            yield capture, payload


def _archived(
    room: Newsroom, arrivals: Iterable[Outcome[Arrival]], tally: Tally
) -> Iterator[tuple[Capture, bytes]]:
    """New captures with their bytes, once they are on disk and on file; the rest is counted."""
    for batch in _batches(arrivals, BATCH):
        came: list[tuple[str, Arrival]] = []
        for outcome in batch:
            if isinstance(outcome, Kept):
                came.append((outcome.value.key, outcome.value))
            else:
                tally.count(outcome)
        known = queries.known_captures(key for key, _ in came)
        fresh: dict[str, Arrival] = {}
        for key, arrival in came:
            if key in known or key in fresh:
                tally.count(Skipped("already archived", arrival.source))
            else:
                fresh[key] = arrival
        captures = room.archive.append_all(list(fresh.values()))
        writes.file_captures(captures)
        for capture in captures:
            yield capture, fresh[capture.key].payload


def _file_all(run: _Run, pages: Iterable[tuple[Capture, bytes]]) -> None:
    """Read pages and put what came of them on file, batch by batch."""
    for batch in _batches(run.readers.read(pages), BATCH):
        for change in _file(run.room, batch, run.now()):
            run.changed(change)
        for _, outcome in batch:
            run.tally.count(outcome)
            if isinstance(outcome, Kept):
                run.tally.lacking.update(outcome.value.lacking)
            run.progress(run.tally)


def _file(
    room: Newsroom, batch: list[tuple[Capture, Outcome[Understood]]], now: datetime
) -> list[Change]:
    """Text into the archive, durable; then article and outcome into the store.

    Gives what the new readings tell of earlier ones: a page changed, a text was taken back.
    """
    there = queries.text_locations(
        outcome.value.article.key for _, outcome in batch if isinstance(outcome, Kept)
    )
    readings: list[tuple[str, Outcome[Reading]]] = []
    with room.archive.writing():
        for capture, outcome in batch:
            if not isinstance(outcome, Kept):
                readings.append((capture.key, outcome))
                continue
            article = outcome.value.article
            location = there.get(article.key) or room.archive.append_text(article, capture)
            outlet = room.register.outlet_for(article.url, article.site_name, article.language)
            readings.append(
                (
                    capture.key,
                    Kept(Reading(Filed(article, location), outlet, outcome.value.annotations)),
                )
            )
    with transaction.atomic():
        writes.file_readings(readings)
        kept = [outcome.value.filed.article for _, outcome in readings if isinstance(outcome, Kept)]
        return changes.note(room, kept, now)


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch


def explain(tally: Tally) -> str:
    """The summary line of a run: in = kept + skipped + failed, each reason counted."""

    def reasons(counted: Iterable[tuple[str, int]]) -> str:
        listed = ", ".join(f"{count} {reason}" for reason, count in counted)
        return f" ({listed})" if listed else ""

    lacking = ", ".join(f"{count} with {what}" for what, count in tally.lacking.most_common())
    return (
        f"{tally.arrived} in = {tally.kept} kept{f' ({lacking})' if lacking else ''}"
        f" + {tally.skipped.total()} skipped{reasons(tally.skipped.most_common())}"
        f" + {tally.failed.total()} failed{reasons(tally.failed.most_common())}"
    )
