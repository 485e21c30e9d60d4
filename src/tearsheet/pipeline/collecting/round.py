"""One round over the sources that are due."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError

from tearsheet.archive import ArchiveError
from tearsheet.collect.fetch import Fetcher, Manners
from tearsheet.model import Outcome, Tally, Visit
from tearsheet.pipeline.collecting.claims import Collector
from tearsheet.pipeline.collecting.clerk import Clerk
from tearsheet.pipeline.collecting.reading import Reader
from tearsheet.pipeline.collecting.visiting import Errand, broken, visit
from tearsheet.pipeline.ingest import Progress
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.settings import Settings
from tearsheet.store import pages, sources, writes
from tearsheet.store.sources import Held

VISITS = 400  # visits under way at once; nearly all of their time is waiting for a host's turn
RENEWAL = sources.LEASE.total_seconds() / 4


@dataclass(frozen=True, slots=True)
class Scope:
    """Which sources a round visits.

    ``keys`` names them, None for all; ``when_due`` leaves out those that are not due, or paused.
    With ``read`` False pages are archived only, and read by whoever reads next.
    """

    keys: tuple[str, ...] | None = None
    when_due: bool = True
    read: bool = True


@dataclass(slots=True)
class Collected:
    """What a round brought: its visits, the pages it fetched, and what was read meanwhile."""

    visits: list[Visit] = field(default_factory=list)
    pages: Tally = field(default_factory=Tally)
    read: Tally = field(default_factory=Tally)


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
) -> Collected:
    """Visit every source in scope that no other collector is at, and read what came.

    ``fetched`` and ``read`` are called after each page. Ctrl-C stops at once: what was
    acknowledged is on disk, and a visit that was cut short is made again.
    """
    started = now()
    collected = Collected()
    reader = Reader(room, now, read) if scope.read else None
    with Collector.begin(room.settings.home) as collector:
        try:
            with reader or nullcontext():
                asyncio.run(_round(room, scope, collector, now, collected, fetched))
        except ExceptionGroup as group:  # of visits that ended for one and the same reason
            raise group.exceptions[0] from group
        finally:
            pages.release(collector.name)
            sources.release(collector.name)
            if reader:
                collected.read = reader.tally
            writes.record_run("collect", started, now(), collected.pages)
    return collected


async def _round(
    room: Newsroom,
    scope: Scope,
    collector: Collector,
    now: Callable[[], datetime],
    collected: Collected,
    progress: Progress,
) -> None:
    def counted(outcome: Outcome[str]) -> None:
        collected.pages.count(outcome)
        progress(collected.pages)

    async with Clerk.at_work(room.archive) as clerk, Fetcher(manners(room.settings)) as fetcher:
        claimants = await clerk.ask(lambda: sources.claimants() | pages.claimants())
        dead = tuple(collector.dead_of(claimants))
        errand = Errand(fetcher, clerk, collector.name, dead, now, counted)
        keys = scope.keys if scope.keys is not None else tuple(await clerk.ask(_due, scope, now()))
        renewing = asyncio.create_task(_renew(clerk, collector.name, now))
        try:
            places = asyncio.Semaphore(VISITS)
            async with asyncio.TaskGroup() as visits:
                for key in keys:
                    await places.acquire()
                    visits.create_task(_visited(errand, key, scope, collected, places))
        finally:
            renewing.cancel()


def _due(scope: Scope, now: datetime) -> list[str]:
    if scope.when_due:
        return sources.due(now)
    return [one.key for one in sources.sources() if not one.paused]


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
        await clerk.ask(sources.renew, collector, now())
