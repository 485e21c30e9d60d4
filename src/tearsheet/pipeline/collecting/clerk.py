"""The one hand that puts fetched pages away: archived, then on file, then acknowledged."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ParamSpec, TypeVar

from django.db import transaction

from tearsheet.archive import Archive
from tearsheet.model import Arrival, Change, Kept, Outcome, Skipped
from tearsheet.pipeline import changes
from tearsheet.store import pages, queries, writes
from tearsheet.store.database import close_store
from tearsheet.store.pages import Looked

BATCH = 64  # pages made durable with one fsync and filed in one transaction
WAITING = 256  # pages that may lie in memory before no further one is asked for
FULL_PAUSE = 0.05  # seconds between two looks whether there is room again

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Delivery:
    looked: Looked | None
    outcome: Outcome[Arrival]
    done: "asyncio.Future[Outcome[str]]"


class Clerk:
    """Works in a thread of its own, because archive and database keep everybody waiting.

    `put_away` returns when the page is safe. `ask` runs any question to the store in the same
    thread, so that the archive and the connection belong to one thread alone. ``changes`` are
    pages found to be gone.
    """

    def __init__(self, archive: Archive, now: Callable[[], datetime]) -> None:
        self.changes: list[Change] = []
        self._archive = archive
        self._now = now
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="clerk")
        self._inbox: asyncio.Queue[_Delivery] = asyncio.Queue(WAITING)

    @classmethod
    @asynccontextmanager
    async def at_work(cls, archive: Archive, now: Callable[[], datetime]) -> AsyncIterator["Clerk"]:
        """A clerk until the block ends; a page it still holds then was not acknowledged."""
        clerk = cls(archive, now)
        work = asyncio.create_task(clerk._work())
        try:
            yield clerk
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            await clerk.ask(close_store)
            clerk._thread.shutdown()

    async def free(self) -> None:
        """Wait until there is room for another page, so that few of them lie in memory."""
        while self._inbox.full():
            await asyncio.sleep(FULL_PAUSE)

    async def ask(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``question`` answers, asked in the clerk's thread."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, lambda: question(*args, **kwargs)
        )

    async def put_away(self, outcome: Outcome[Arrival], looked: Looked | None) -> Outcome[str]:
        """The key of the capture that a page became, once it is safe; else why it was none.

        ``looked`` is what the store is to remember of the page, None for one no source named.
        """
        done: asyncio.Future[Outcome[str]] = asyncio.get_running_loop().create_future()
        await self._inbox.put(_Delivery(looked, outcome, done))
        return await done

    async def _work(self) -> None:
        while True:
            batch = [await self._inbox.get()]
            while len(batch) < BATCH and not self._inbox.empty():
                batch.append(self._inbox.get_nowait())
            try:
                results = await asyncio.shield(self._asked(batch))
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - those who wait for the pages are told
                for one in batch:
                    if not one.done.done():  # its visit may have ended meanwhile
                        one.done.set_exception(error)
                continue
            for one, result in zip(batch, results, strict=True):
                if not one.done.done():
                    one.done.set_result(result)

    def _asked(self, batch: list[_Delivery]) -> "asyncio.Task[list[Outcome[str]]]":
        """The batch on its way; what breaks it after the round has ended is told already."""
        asked = asyncio.create_task(self.ask(self._put_away, batch))
        asked.add_done_callback(lambda done: done.cancelled() or done.exception())
        return asked

    def _put_away(self, batch: list[_Delivery]) -> list[Outcome[str]]:
        arrivals = [one.outcome.value for one in batch if isinstance(one.outcome, Kept)]
        known = queries.known_captures(arrival.key for arrival in arrivals)
        with self._archive.writing():
            captures = self._archive.append_all(arrivals) if arrivals else []
            with transaction.atomic():
                writes.file_captures(captures)
                pages.file_looks(_looked(one) for one in batch if one.looked is not None)
                self.changes += changes.note_gone(_gone(batch), self._now())
        return [_result(one.outcome, known) for one in batch]


def _gone(batch: list[_Delivery]) -> list[str]:
    """The pages that were there once and are no more."""
    return [one.looked.url_key for one in batch if one.looked and one.looked.state == "gone"]


def _looked(delivery: _Delivery) -> Looked:
    looked = delivery.looked
    assert looked is not None
    if isinstance(delivery.outcome, Kept):
        return replace(looked, capture_key=delivery.outcome.value.key)
    return looked


def _result(outcome: Outcome[Arrival], known: set[str]) -> Outcome[str]:
    if not isinstance(outcome, Kept):
        return outcome
    key = outcome.value.key
    return Skipped("already archived", outcome.value.url) if key in known else Kept(key)
