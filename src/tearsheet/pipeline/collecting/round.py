"""One round over the sources that are due."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError

from tearsheet.archive import ArchiveError
from tearsheet.collect.fetch import Fetcher, Manners
from tearsheet.model import Change, Outcome, Tally, Visit
from tearsheet.pipeline.collecting.claims import Collector
from tearsheet.pipeline.collecting.clerk import Clerk
from tearsheet.pipeline.collecting.push import ask_hubs
from tearsheet.pipeline.collecting.reading import Reader
from tearsheet.pipeline.collecting.visiting import Errand, broken, visit
from tearsheet.pipeline.ingest import Progress
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.pipeline.stopping import Stopped
from tearsheet.settings import Settings
from tearsheet.store import pages, sources, writes
from tearsheet.store.sources import Held

VISITS = 400  # visits under way at once; nearly all of their time is waiting for a host's turn
LOOK = 0.2  # seconds between two looks whether a round is to stop
RENEWAL = sources.LEASE.total_seconds() / 4


@dataclass(frozen=True, slots=True)
class Scope:
    """Which sources a round visits.

    ``keys`` names them, None for all; ``when_due`` leaves out those that are not due, or paused.
    With ``read`` False pages are archived only, and read by whoever reads next. ``callback`` is
    the public address at which hubs reach us, empty where nobody would hear them.
    """

    keys: tuple[str, ...] | None = None
    when_due: bool = True
    read: bool = True
    callback: str = ""


@dataclass(slots=True)
class Collected:
    """What a round brought: its visits, the pages it fetched, and what was read meanwhile.

    ``changes`` are pages that are no longer what they were. ``hubs`` counts the hubs that were
    asked to call, ``calls`` the calls heard until now, by what they were worth.
    """

    visits: list[Visit] = field(default_factory=list)
    pages: Tally = field(default_factory=Tally)
    read: Tally = field(default_factory=Tally)
    changes: list[Change] = field(default_factory=list)
    hubs: Tally = field(default_factory=Tally)
    calls: dict[str, int] = field(default_factory=dict)


def manners(settings: Settings) -> Manners:
    """How we behave as guests, as the settings say."""
    return Manners(
        contact=settings.contact,
        host_seconds=settings.host_seconds,
        host_connections=settings.host_connections,
        connections=settings.connections,
        seconds=settings.fetch_seconds,
        tries=settings.fetch_tries,
        payload_bytes=settings.payload_megabytes * 1_000_000,
        open_hosts=settings.open_hosts,
        proxy=settings.proxy,
    )


def collect(
    room: Newsroom,
    scope: Scope,
    now: Callable[[], datetime],
    fetched: Progress = lambda tally: None,
    read: Progress = lambda tally: None,
    told_to_stop: Callable[[], bool] = lambda: False,
) -> Collected:
    """Visit every source in scope that no other collector is at, and read what came.

    ``fetched`` and ``read`` are called after each page. Ctrl-C, or ``told_to_stop`` where a
    thread collects, stops at once: what was acknowledged is on disk, and a visit that was cut
    short is made again. Raises `Stopped` in the second case.
    """
    collected = Collected()
    with begun(room, "collect", collected, now, read if scope.read else None) as collector:
        asyncio.run(_unless(told_to_stop, _round(room, scope, collector, now, collected, fetched)))
    return collected


async def _unless(told_to_stop: Callable[[], bool], work: Coroutine[None, None, None]) -> None:
    """Do the work, and give it up as soon as we are told to stop. Raises `Stopped`."""
    task = asyncio.ensure_future(work)
    try:
        while not (await asyncio.wait({task}, timeout=LOOK))[0]:
            if told_to_stop():
                raise Stopped
    finally:
        task.cancel()
        await asyncio.wait({task})
    await task


@contextmanager
def begun(
    room: Newsroom,
    command: str,
    collected: Collected,
    now: Callable[[], datetime],
    read: Progress | None,
) -> Iterator[Collector]:
    """A collector until the block ends; meanwhile what is archived is read, if ``read`` is given.

    Whatever ends it, its claims are let go of and the run is on record.
    """
    started = now()
    reader = Reader(room, now, read) if read else None
    with Collector.begin(room.settings.home) as collector:
        try:
            with reader or nullcontext():
                yield collector
        except ExceptionGroup as group:  # of visits that ended for one and the same reason
            raise group.exceptions[0] from group
        finally:
            pages.release(collector.name)
            sources.release(collector.name)
            if reader:
                collected.read = reader.tally
                collected.changes += reader.changes
            writes.record_run(command, started, now(), collected.pages)


async def _round(
    room: Newsroom,
    scope: Scope,
    collector: Collector,
    now: Callable[[], datetime],
    collected: Collected,
    progress: Progress,
) -> None:
    async with at_work(room, collector, now, collected, progress) as errand:
        wanted = scope.keys
        keys = wanted if wanted is not None else await errand.clerk.ask(_due, scope, now())
        places = asyncio.Semaphore(VISITS)
        async with asyncio.TaskGroup() as visits:
            for key in keys:
                await places.acquire()
                visits.create_task(_visited(errand, key, scope, collected, places))
        if scope.callback:
            collected.hubs = Tally.of(await ask_hubs(errand, scope.callback))


@asynccontextmanager
async def at_work(
    room: Newsroom,
    collector: Collector,
    now: Callable[[], datetime],
    collected: Collected,
    progress: Progress,
) -> AsyncIterator[Errand]:
    """A collector's tools: a fetcher, a clerk, claims that are renewed; pages are counted."""

    def counted(outcome: Outcome[str]) -> None:
        collected.pages.count(outcome)
        progress(collected.pages)

    async with (
        Clerk.at_work(room.archive, now) as clerk,
        Fetcher(manners(room.settings)) as fetcher,
    ):
        claimants = await clerk.ask(lambda: sources.claimants() | pages.claimants())
        dead = tuple(collector.dead_of(claimants))
        renewing = asyncio.create_task(_renew(clerk, collector.name, now))
        try:
            yield Errand(fetcher, clerk, collector.name, dead, now, counted)
        finally:
            renewing.cancel()
            collected.changes += clerk.changes


def _due(scope: Scope, now: datetime) -> tuple[str, ...]:
    if scope.when_due:
        return tuple(sources.due(now))
    return tuple(one.key for one in sources.sources() if not one.paused)


async def _visited(
    errand: Errand, key: str, scope: Scope, collected: Collected, places: asyncio.Semaphore
) -> None:
    """One visit, if nobody else is at the source; its place is free again afterwards."""
    try:
        held = await errand.clerk.ask(
            sources.claim,
            key,
            errand.collector,
            errand.now(),
            errand.dead,
            when_due=scope.when_due,
        )
        if held is not None:
            collected.visits.append(await _safely(errand, held))
    finally:
        places.release()


async def _safely(errand: Errand, held: Held) -> Visit:
    """The visit; what breaks in it is this source's failure, unless our own disk is at fault."""
    try:
        return await visit(errand, held)
    except (ArchiveError, DatabaseError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - one source never stops a round; it is counted
        return await broken(errand, held, f"{type(error).__name__}: {error}")


async def _renew(clerk: Clerk, collector: str, now: Callable[[], datetime]) -> None:
    while True:
        await asyncio.sleep(RENEWAL)
        with suppress(DatabaseError):  # busy for long: the next renewal comes before the lease ends
            await clerk.ask(sources.renew, collector, now())
