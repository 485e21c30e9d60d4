"""Letters in: each archived with the pages attached to it, the articles it links to fetched."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice

from tearsheet.collect.mail import ImapPlace, Letter, MailboxState, letters, place_of
from tearsheet.model import Arrival, Kept, Outcome
from tearsheet.pipeline.collecting.round import Collected, at_work, begun
from tearsheet.pipeline.collecting.visiting import AGAIN, Errand, fetch_pages
from tearsheet.pipeline.ingest import Progress
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.press.url_key import url_key
from tearsheet.store import mailboxes, pages
from tearsheet.store.pages import Wanted

LABEL = 300  # characters of what says where a page came from
BATCH = 20  # letters after which we remember how far we came


def collect_mail(
    room: Newsroom,
    where: str,
    password: str,
    now: Callable[[], datetime],
    fetched: Progress = lambda tally: None,
    read: Progress = lambda tally: None,
) -> Collected:
    """Take in every letter of a mailbox that is new, and what it brings; then read it all.

    ``where`` as in `collect.mail.letters`. How far a mailbox was read is remembered only once
    its letters are safe and the articles they link to were asked for.
    """
    collected = Collected()
    with begun(room, "ingest --mailbox", collected, now, read) as collector:

        async def take() -> None:
            async with at_work(room, collector, now, collected, fetched) as errand:
                await _taken(errand, room, where, password)

        asyncio.run(take())
    return collected


async def _taken(errand: Errand, room: Newsroom, where: str, password: str) -> None:
    settings = room.settings
    key, label = _names(where, settings.open_hosts)
    state = await errand.clerk.ask(mailboxes.state, key, MailboxState)
    coming = letters(
        where,
        state,
        errand.now(),
        password=password,
        limit_bytes=settings.payload_megabytes * 1_000_000,
        seconds=settings.fetch_seconds,
        open_hosts=settings.open_hosts,
    )
    left = await errand.clerk.ask(
        pages.take_due, label, (), errand.collector, errand.now(), errand.dead, AGAIN
    )
    await fetch_pages(errand, left, label)
    while batch := await asyncio.to_thread(_some, coming):
        await asyncio.gather(*(_letter(errand, one, label) for one in batch))
        read = [one.value.state for one in batch if isinstance(one, Kept)]
        if read:
            await errand.clerk.ask(mailboxes.remember, key, read[-1])


def _names(where: str, open_hosts: tuple[str, ...]) -> tuple[str, str]:
    """Under which key a mailbox is remembered, and how it is shown: its user stands in neither."""
    place = place_of(where, open_hosts)
    if isinstance(place, ImapPlace):
        whose = sha256(f"{place.user}@{place.shown}".encode()).hexdigest()
        return f"imap:{whose}", f"mail:{place.shown}"[:LABEL]
    shown = where.rpartition("@")[2]
    return shown, f"mail:{shown}"[:LABEL]


def _some(coming: Iterator[Outcome[Letter]]) -> list[Outcome[Letter]]:
    return list(islice(coming, BATCH))


async def _letter(errand: Errand, outcome: Outcome[Letter], label: str) -> None:
    """One letter put away, with what is attached to it and the articles it links to."""
    if not isinstance(outcome, Kept):
        errand.counted(outcome)
        return
    letter = outcome.value
    for left_out in letter.left_out:
        errand.counted(left_out)
    await asyncio.gather(*(_safe(errand, one) for one in (letter.arrival, *letter.attached)))
    wanted = [Wanted(url_key(lead.url), lead.url) for lead in letter.leads]
    new = await errand.clerk.ask(pages.take_new, wanted, label, errand.collector, errand.now())
    await fetch_pages(errand, new, label)


async def _safe(errand: Errand, arrival: Arrival) -> None:
    errand.counted(await errand.clerk.put_away(Kept(arrival), None))
