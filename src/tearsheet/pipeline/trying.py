"""Looking at a source without keeping anything: what is there, and does its newest page read?"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from tearsheet.collect.fetch import Answer, Fetcher, Request
from tearsheet.collect.listing import listing
from tearsheet.collect.listing.discover import Discovery, Page, discover
from tearsheet.collect.listing.sitemaps import fresh_parts
from tearsheet.model import (
    Article,
    Capture,
    Failed,
    Kept,
    Lead,
    Listing,
    Location,
    Outcome,
    Source,
    capture_key,
)
from tearsheet.pipeline.collecting.round import manners
from tearsheet.pipeline.collecting.visiting import arrival, charset_of
from tearsheet.read import read
from tearsheet.settings import Settings

LOOK_SECONDS = 10.0  # that a person waits for one document at most
NOWHERE = Location("", 0, 0, "")


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial of a source found: its document, what it lists, and its newest page as read.

    ``page`` is None where the source lists nothing.
    """

    source: Source
    moved_to: str
    seconds: float
    listing: Listing
    page: Outcome[Article] | None


def discovered(settings: Settings, url: str, now: datetime) -> Discovery:
    """What can be followed at this address: feeds, sitemaps, the page itself."""

    usual = manners(settings)
    hasty = replace(usual, tries=1, seconds=min(LOOK_SECONDS, usual.seconds))

    async def look() -> Discovery:
        async with Fetcher(hasty) as fetcher:
            return await discover(url, _pages(fetcher), now)

    return asyncio.run(look())


def tried(settings: Settings, source: Source) -> Outcome[Tried]:
    """Fetch the source and the newest page it names; nothing is archived."""

    async def look() -> Outcome[Tried]:
        async with Fetcher(manners(settings)) as fetcher:
            return await _tried(fetcher, source)

    return asyncio.run(look())


def _pages(fetcher: Fetcher) -> Callable[[str], Awaitable[Outcome[Page]]]:
    async def page(url: str) -> Outcome[Page]:
        outcome = await fetcher.get(Request(url))
        if not isinstance(outcome, Kept):
            return outcome
        answer = outcome.value
        return Kept(Page(answer.url, answer.payload, answer.media_type))

    return page


async def _tried(fetcher: Fetcher, source: Source) -> Outcome[Tried]:
    outcome = await fetcher.get(Request(source.url))
    if not isinstance(outcome, Kept):
        return outcome
    answer = outcome.value
    found = _listing(source, answer)
    if not isinstance(found, Kept):
        return found
    listed = found.value
    parts = fresh_parts(listed, None)[:1] if not listed.leads else ()
    for part in parts:
        inner = await fetcher.get(Request(part))
        more = _listing(source, inner.value) if isinstance(inner, Kept) else None
        if isinstance(more, Kept):
            listed = more.value
    page = await _read(fetcher, _newest(listed.leads)) if listed.leads else None
    return Kept(Tried(source, answer.moved_to, answer.seconds, listed, page))


def _listing(source: Source, answer: Answer) -> Outcome[Listing]:
    return listing(source.kind, answer.payload, answer.url, answer.media_type, charset_of(answer))


def _newest(leads: tuple[Lead, ...]) -> Lead:
    dated = [lead for lead in leads if lead.published or lead.updated]
    return max(dated, key=_when) if dated else leads[0]


def _when(lead: Lead) -> float:
    at = lead.published or lead.updated
    return at.timestamp() if at else 0.0


async def _read(fetcher: Fetcher, lead: Lead) -> Outcome[Article]:
    outcome = await fetcher.get(Request(lead.url))
    if not isinstance(outcome, Kept):
        return outcome
    page = arrival(outcome.value, "trial", outcome.value.at)
    capture = Capture(
        key=capture_key(page.url, page.payload_sha256),
        url=page.url,
        requested_url=page.requested_url,
        captured_at=page.captured_at,
        status=page.status,
        headers=page.headers,
        media_type=page.media_type,
        payload_sha256=page.payload_sha256,
        payload_length=len(page.payload),
        location=NOWHERE,
        source=page.source,
        reserved=page.reserved,
    )
    try:
        return read(capture, page.payload)
    except Exception as error:  # noqa: BLE001 - a page that breaks the reader is what we look for
        return Failed("broke the reader", page.url, f"{type(error).__name__}: {error}")
