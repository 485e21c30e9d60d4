"""Web archives in, from wherever they lie; a stopped run goes on where it was.

How far an archive has been read is kept only once everything before that place is archived, so
that no page is lost whatever stops a run; what a crash lets arrive twice is one capture all the
same, by its key.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from time import monotonic

from tearsheet.collect.warc.arriving import Step, steps_in, unopened
from tearsheet.collect.warc.matching import Matcher, Needle
from tearsheet.collect.warc.places import Place, places, required
from tearsheet.collect.warc.reach import Reach
from tearsheet.collect.warc.roads import Roads
from tearsheet.edit.subjects.forms import clues
from tearsheet.model import Arrival, Kept, Outcome, Skipped, Watch
from tearsheet.settings import Settings
from tearsheet.store import crawls as store
from tearsheet.store import queries
from tearsheet.store.crawls import Crawl

KEEP_SECONDS = 2.0  # between two notes of how far we are: what a killed run reads again
READ_BEFORE = "read to its end before"


Progress = Callable[[Crawl], None]


def matcher(watch: Watch) -> Matcher:
    """Looks for the names of a watch, in every form that `edit.match` knows, in raw pages."""
    names = [clues(name) for name in watch.names]
    return Matcher.of(
        [Needle(clue.spellings, clue.begins, clue.ends) for clue in name] for name in names
    )


def roads(settings: Settings) -> Roads:
    """How far machines are reached, as the settings say."""
    return Roads(
        contact=settings.contact,
        seconds=settings.fetch_seconds,
        tries=max(5, settings.fetch_tries),
        open_hosts=settings.open_hosts,
        proxy=settings.proxy,
    )


@contextmanager
def arrivals(
    wheres: Iterable[str],
    now: Callable[[], datetime],
    settings: Settings,
    *,
    sought: Matcher | None = None,
    again: bool = False,
    progress: Progress = lambda crawl: None,
) -> Iterator[Iterator[Outcome[Arrival]]]:
    """A context whose value yields one outcome for every record of the web archives at ``wheres``.

    Give them to `pipeline.ingest` inside the context; at its end, however it ends, what has been
    archived by then is noted, and the next run begins behind it. Places are as in
    `collect.warc.places`. With ``sought`` only pages that may name the subject arrive, and each
    subject has its own place in a file. An archive that was read to its end is not read again,
    unless it changed or ``again`` says so. ``progress`` is called after each record.

    Raises `MissingPartError` at once where S3 is named and cannot be read here.
    """
    listed = list(wheres)
    required(listed)
    run = _Run(now, settings, sought, again, progress)
    try:
        yield run.outcomes(listed)
    finally:
        run.settle()


class _Run:
    """One run over web archives, and what of it is safe."""

    def __init__(
        self,
        now: Callable[[], datetime],
        settings: Settings,
        sought: Matcher | None,
        again: bool,
        progress: Progress,
    ) -> None:
        self._now, self._settings, self._sought = now, settings, sought
        self._again, self._progress = again, progress
        self._limit = settings.payload_megabytes * 1_000_000
        # Pages given out, by key, each with the place to begin at if it is not archived; between
        # them, without a key, the ends of archives.
        self._open: deque[tuple[str, Crawl]] = deque()
        self._place: Crawl | None = None
        self._due = monotonic() + KEEP_SECONDS

    def outcomes(self, wheres: Iterable[str]) -> Iterator[Outcome[Arrival]]:
        for place in places(wheres, roads(self._settings)):
            if isinstance(place, Place):
                yield from self._archive(place)
            else:
                yield place

    def _archive(self, place: Place) -> Iterator[Outcome[Arrival]]:
        try:
            with place.open() as reach:
                yield from self._steps(reach)
        except OSError as error:
            yield unopened(place, error).outcome

    def _steps(self, reach: Reach) -> Iterator[Outcome[Arrival]]:
        crawl = self._known(reach)
        if crawl.done:
            yield Skipped(READ_BEFORE, reach.shown)
            return
        lost = False
        for step in steps_in(
            reach,
            self._now(),
            limit_bytes=self._limit,
            matches=self._sought,
            start=crawl.offset,
        ):
            lost = step.lost
            crawl = self._arrived(step, crawl)
            yield step.outcome
        whole = replace(crawl, done=True, offset=max(0, reach.length))
        end = self._place if lost else whole
        if end is not None:
            self._open.append(("", end))
        self._place = None

    def _known(self, reach: Reach) -> Crawl:
        """How far this very file was read for what is sought; from the start if it is new."""
        sought = self._sought.digest if self._sought else ""
        fresh = Crawl(reach.shown, sought, reach.version, reach.length)
        known = None if self._again else store.crawl(reach.shown, sought)
        same = known and (known.version, known.length) == (reach.version, reach.length)
        return known if known and same else fresh

    def _arrived(self, step: Step, crawl: Crawl) -> Crawl:
        """The counts with one more record; now and then, how far we are is noted."""
        before = replace(crawl, offset=step.offset)
        kept = 0
        if isinstance(step.outcome, Kept):
            kept = 1
            self._open.append((step.outcome.value.key, before))
        self._place = before
        if monotonic() >= self._due:
            self.settle()
            self._due = monotonic() + KEEP_SECONDS
        after = replace(before, seen=before.seen + 1, kept=before.kept + kept)
        self._progress(after)
        return after

    def settle(self) -> None:
        """Note how far everything is archived."""
        archived = queries.known_captures({key for key, _ in self._open if key})
        while self._open and (not self._open[0][0] or self._open[0][0] in archived):
            key, place = self._open.popleft()
            if not key:
                store.save_crawl(place, self._now())
        safe = self._open[0][1] if self._open else self._place
        if safe is not None:
            store.save_crawl(safe, self._now())
