"""Who waits for the clerk is always answered: with the page's place, or with what broke."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tearsheet.archive import Archive, ArchiveError
from tearsheet.model import Arrival, Kept, Skipped
from tearsheet.pipeline.collecting.clerk import WAITING, Clerk
from tearsheet.store.database import close_store, open_store
from tests.nouns import NOON


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    open_store(tmp_path / "tearsheet.sqlite3")
    opened = Archive.open(tmp_path / "archive", rotate_bytes=1_000_000)
    yield opened
    opened.close()
    close_store()


def a_page(number: int) -> Kept[Arrival]:
    url = f"https://herald.example/{number}"
    return Kept(
        Arrival(
            url=url,
            requested_url=url,
            captured_at=NOON,
            status=200,
            headers=(),
            media_type="text/html",
            payload=f"<p>{number}</p>".encode(),
            source="test",
        )
    )


def test_a_page_is_kept_once_and_other_outcomes_come_back(archive: Archive) -> None:
    async def work() -> list[object]:
        async with Clerk.at_work(archive, lambda: NOON) as clerk:
            first = await clerk.put_away(a_page(1), None)
            again = await clerk.put_away(a_page(1), None)
            skipped = await clerk.put_away(Skipped("not changed", "x"), None)
            return [first, again, skipped]

    first, again, skipped = asyncio.run(work())
    assert first == Kept(a_page(1).value.key)
    assert again == Skipped("already archived", a_page(1).value.url)
    assert skipped == Skipped("not changed", "x")


def test_where_the_archive_breaks_all_who_wait_are_told(archive: Archive) -> None:
    archive.close()

    async def work() -> list[object]:
        async with Clerk.at_work(archive, lambda: NOON) as clerk:
            asked = [clerk.put_away(a_page(number), None) for number in range(2 * WAITING)]
            return await asyncio.gather(*asked, return_exceptions=True)

    told = asyncio.run(asyncio.wait_for(work(), 20))
    assert len(told) == 2 * WAITING
    assert all(isinstance(one, ArchiveError | OSError | ValueError) for one in told), told[0]


def test_one_who_no_longer_waits_stops_nobody(archive: Archive) -> None:
    async def work() -> object:
        async with Clerk.at_work(archive, lambda: NOON) as clerk:
            gone = [
                asyncio.create_task(clerk.put_away(a_page(number), None)) for number in range(9)
            ]
            await asyncio.sleep(0)
            for one in gone:
                one.cancel()
            await asyncio.gather(*gone, return_exceptions=True)
            return await clerk.put_away(a_page(99), None)

    assert asyncio.run(asyncio.wait_for(work(), 20)) == Kept(a_page(99).value.key)


def test_one_who_no_longer_waits_when_the_archive_breaks_stops_nobody(archive: Archive) -> None:
    archive.close()

    async def work() -> object:
        async with Clerk.at_work(archive, lambda: NOON) as clerk:
            gone = asyncio.create_task(clerk.put_away(a_page(1), None))
            await asyncio.sleep(0)
            gone.cancel()
            await asyncio.gather(gone, return_exceptions=True)
            with pytest.raises((ArchiveError, OSError, ValueError)):
                await clerk.put_away(a_page(2), None)
            return await clerk.ask(lambda: "still there")

    assert asyncio.run(asyncio.wait_for(work(), 20)) == "still there"


def test_while_the_clerk_is_behind_nobody_fetches_more(archive: Archive) -> None:
    async def work() -> tuple[bool, bool]:
        clerk = Clerk(archive, lambda: NOON)  # nobody at work: the inbox fills
        waiting = [
            asyncio.create_task(clerk.put_away(a_page(number), None)) for number in range(WAITING)
        ]
        await asyncio.sleep(0)
        free = asyncio.create_task(clerk.free())
        await asyncio.sleep(0.1)
        before = free.done()
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        clerk._inbox.get_nowait()
        await asyncio.wait_for(free, 5)
        return before, free.done()

    assert asyncio.run(work()) == (False, True)
