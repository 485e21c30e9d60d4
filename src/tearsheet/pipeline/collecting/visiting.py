"""One visit of a source: its document, what that lists, and the pages that are new."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tearsheet.collect import schedule, websub
from tearsheet.collect.fetch import Answer, Fetcher, Request, reasons
from tearsheet.collect.listing import listing
from tearsheet.collect.listing.sitemaps import fresh_parts
from tearsheet.collect.rhythm import condensed
from tearsheet.model import (
    Arrival,
    Failed,
    Kept,
    Lead,
    Listing,
    Outcome,
    Skipped,
    Source,
    SourceKind,
    Visit,
)
from tearsheet.pipeline.collecting.clerk import Clerk
from tearsheet.pipeline.sources import health_after
from tearsheet.press.url_key import url_key
from tearsheet.store import pages, sources, subscriptions
from tearsheet.store.pages import Looked, Page, Wanted
from tearsheet.store.sources import Held, Learned

# Most bytes of a source's document; the largest of 106 real feeds has 2.2 MB, and a sitemap may
# have 50 (sitemaps.org protocol 0.90).
DOCUMENT_BYTES: Mapping[SourceKind, int] = {
    "feed": 8_000_000,
    "section": 8_000_000,
    "sitemap": 52_428_800,
}
DEPTH = 3  # levels of documents that name documents
PARTS = 30  # further documents of one visit
PARTS_AT_ONCE = 4  # of them, since each may be large
NEW = 500  # new pages fetched in one visit, so that a long list holds up a round for minutes only
AGAIN = 60  # old pages looked at again in one visit
PAGES_AT_ONCE = 16  # of one visit; nearly all of their time is waiting for a host's turn
CONDENSED_AT = 400  # visits on file, weeks of a quiet source, days of a busy one
TRIES = 5  # visits that try a page which fails
APPEARED = 50
PASSING = frozenset(
    {
        reasons.SERVER_ERROR,
        reasons.SLOW_DOWN,
        reasons.TIMEOUT,
        reasons.CONNECTION,
        reasons.CUT_SHORT,
        reasons.NO_HOST,
        reasons.ROBOTS_UNREACHABLE,
        reasons.TLS,
        reasons.NOT_HTTP,
    }
)
"""Reasons that may be gone at the next try."""
BROKE = "broke the collector"

Counted = Callable[[Outcome[str]], None]


@dataclass(frozen=True, slots=True)
class Errand:
    """What every visit of a round works with. ``dead`` are collectors whose claims are void."""

    fetcher: Fetcher
    clerk: Clerk
    collector: str
    dead: tuple[str, ...]
    now: Callable[[], datetime]
    counted: Counted


@dataclass(frozen=True, slots=True)
class _Read:
    """A source's document as fetched, and all that it and its parts list.

    With ``parts`` the document alone does not tell whether something is new.
    """

    answer: Answer
    listing: Listing
    parts: bool = False


async def visit(errand: Errand, held: Held) -> Visit:
    """Fetch a source that is ours, fetch what is new in it, and settle the visit."""
    at = errand.now()
    outcome = await _document(errand, held)
    if not isinstance(outcome, Kept):
        failed = Visit(held.source.key, at, "failed", outcome.reason, outcome.detail)
        return await _settled(errand, held, failed, held.address, held.etag, held.modified)
    answer = outcome.value.answer
    seen = replace(await _pages(errand, held, outcome.value), at=at)
    address = answer.moved_to or held.address
    if answer.not_modified:
        return await _settled(errand, held, seen, address, held.etag, held.modified)
    await _note_hub(errand, held.source, outcome.value)
    if outcome.value.parts or seen.fresh >= NEW:  # "not modified" would hide what is still to come
        return await _settled(errand, held, seen, address, "", "")
    return await _settled(errand, held, seen, address, answer.etag, answer.modified)


async def broken(errand: Errand, held: Held, detail: str) -> Visit:
    """A visit that our own software broke off: the source waits as after any failure."""
    failed = Visit(held.source.key, errand.now(), "failed", BROKE, detail)
    return await _settled(errand, held, failed, held.address, held.etag, held.modified)


async def _note_hub(errand: Errand, source: Source, found: _Read) -> None:
    """Remember the hub that a feed or its headers name; who hears hubs (`push`) asks it."""
    if source.kind == "feed":
        hub, topic = websub.linked(found.answer.headers, found.answer.url)
        hub, topic = hub or found.listing.hub, topic or found.listing.topic
        if not websub.is_offered(hub, topic):
            hub = topic = ""
        await errand.clerk.ask(subscriptions.offered, source.key, hub, topic, errand.now())


async def _settled(
    errand: Errand, held: Held, seen: Visit, address: str, etag: str, modified: str
) -> Visit:
    """The visit on file, and its source free until it is due again."""
    seen = replace(seen, moved_to="" if address == held.source.url else address)
    before = await errand.clerk.ask(sources.visits, held.source.key)
    due_at = schedule.next_visit(held.source, (seen, *before), errand.now())
    short = tuple(condensed((seen, *before))) if len(before) >= CONDENSED_AT else ()
    fares = await errand.clerk.ask(health_after, held.source, (seen, *before), errand.now())
    learned = Learned(seen, address, etag, modified, due_at, short, fares)
    await errand.clerk.ask(sources.settle, errand.collector, learned)
    return seen


async def _document(errand: Errand, held: Held) -> Outcome[_Read]:
    """The source's own document and what it lists; its parts are followed."""
    most = DOCUMENT_BYTES[held.source.kind]
    request = Request(held.address, etag=held.etag, modified=held.modified, payload_bytes=most)
    outcome = await _got(errand, request)
    if not isinstance(outcome, Kept):
        return outcome
    answer = outcome.value
    if answer.not_modified:
        return Kept(_Read(answer, Listing(())))
    first = await _listed(held, answer)
    if not isinstance(first, Kept):
        return first
    whole = await _with_parts(errand, held, first.value, answer.url)
    if not isinstance(whole, Kept):
        return whole
    parts = held.source.kind == "sitemap" and bool(first.value.further)
    return Kept(_Read(answer, whole.value, parts))


async def _got(errand: Errand, request: Request) -> Outcome[Answer]:
    """What the fetcher answers; what breaks it is this one address's failure."""
    try:
        return await errand.fetcher.get(request)
    except Exception as error:  # noqa: BLE001 - one address never stops a visit; it is counted
        return Failed(BROKE, request.url, f"{type(error).__name__}: {error}")


async def _listed(held: Held, answer: Answer) -> Outcome[Listing]:
    """What a document lists; a long one is read beside the loop."""
    return await asyncio.to_thread(
        listing,
        held.source.kind,
        answer.payload,
        answer.url,
        answer.media_type,
        charset_of(answer),
    )


def charset_of(answer: Answer) -> str:
    """The charset its Content-Type names, empty if none."""
    for name, value in answer.headers:
        if name.lower() == "content-type" and "charset=" in value.lower():
            return value.lower().rpartition("charset=")[2].split(";")[0].strip(" \"'")
    return ""


async def _with_parts(errand: Errand, held: Held, first: Listing, url: str) -> Outcome[Listing]:
    """The leads of a listing and of the documents it points to, each fetched once.

    Where it only points to others and none of them can be had, that is the source's failure.
    """
    seen, leads, left = {url}, list(first.leads), PARTS
    level, lost = [first], list[Skipped | Failed]()
    since = await errand.clerk.ask(_last_success, held.source.key)
    places = asyncio.Semaphore(PARTS_AT_ONCE)
    for _ in range(DEPTH):
        parts = [part for one in level for part in fresh_parts(one, since) if part not in seen]
        parts = list(dict.fromkeys(parts))[:left]
        if not parts:
            break
        seen.update(parts)
        left -= len(parts)
        read = await asyncio.gather(*(_part(errand, held, part, places) for part in parts))
        level = [one.value for one in read if isinstance(one, Kept)]
        lost += [one for one in read if not isinstance(one, Kept)]
        leads += [lead for one in level for lead in one.leads]
    if lost and not leads and len(lost) == len(seen) - 1:
        return lost[0]
    return Kept(replace(first, leads=tuple(leads)))


async def _part(
    errand: Errand, held: Held, part: str, places: asyncio.Semaphore
) -> Outcome[Listing]:
    async with places:
        most = DOCUMENT_BYTES[held.source.kind]
        outcome = await _got(errand, Request(part, payload_bytes=most))
        return await _listed(held, outcome.value) if isinstance(outcome, Kept) else outcome


def _last_success(key: str) -> datetime | None:
    return next((one.at for one in sources.visits(key, 20) if one.result != "failed"), None)


async def _pages(errand: Errand, held: Held, found: _Read) -> Visit:
    """Fetch the pages that are new, and those that are due again; the visit as far as known."""
    leads = found.listing.leads
    now = errand.now()
    wanted = {(key := url_key(lead.url)): Wanted(key, lead.url, lead.updated) for lead in leads}
    listed = tuple(wanted.values())
    key = held.source.key
    ask = errand.clerk.ask
    latest = tuple(wanted[one] for one in _latest_first(leads))
    fresh = await ask(pages.take_new, latest, key, errand.collector, now, NEW)
    again = await ask(pages.take_due, key, listed, errand.collector, now, errand.dead, AGAIN)
    label = f"{held.source.kind}:{key}"
    outcomes = await fetch_pages(errand, (*fresh, *again), label)
    new = {page.url_key for page in fresh}
    times = [lead.published for lead in leads if lead.published]
    answer = found.answer
    return Visit(
        source=key,
        at=now,
        result="unchanged" if answer.not_modified else "new" if fresh else "nothing new",
        status=answer.status,
        listed=len(leads),
        fresh=len(fresh),
        kept=sum(isinstance(one, Kept) for one in outcomes),
        failed=sum(isinstance(one, Failed) for one in outcomes),
        appeared=_appeared(leads, new, now),
        newest=max(times, default=None),
        hint=max(
            (hint for hint in (found.listing.interval, answer.max_age) if hint),
            default=None,
        ),
        seconds=answer.seconds,
    )


def _latest_first(leads: Sequence[Lead]) -> list[str]:
    """The keys of the pages named, the latest first; those without a time after them, in order."""
    at = {url_key(lead.url): lead.published or lead.updated for lead in leads}
    dated = [(time, key) for key, time in at.items() if time is not None]
    later = [key for _, key in sorted(dated, key=lambda one: one[0], reverse=True)]
    return [*later, *(key for key, time in at.items() if time is None)]


def _appeared(leads: Sequence[Lead], new: set[str], now: datetime) -> tuple[datetime, ...]:
    times = [
        min(lead.published or lead.updated or now, now)
        for lead in leads
        if url_key(lead.url) in new
    ]
    return tuple(sorted(times, reverse=True)[:APPEARED])


async def fetch_pages(errand: Errand, wanted: Iterable[Page], label: str) -> list[Outcome[str]]:
    """Fetch these pages, which are ours, and put each away; what became of each, in order."""
    places = asyncio.Semaphore(PAGES_AT_ONCE)

    async def fetched(page: Page) -> Outcome[str]:
        async with places:
            return await _page(errand, page, label)

    return list(await asyncio.gather(*(fetched(page) for page in wanted)))


async def _page(errand: Errand, page: Page, label: str) -> Outcome[str]:
    request = Request(page.url, etag=page.etag, modified=page.modified)
    await errand.clerk.free()
    outcome = await _got(errand, request)
    at = errand.now()
    result: Outcome[str]
    if isinstance(outcome, Kept) and not outcome.value.not_modified:
        answer = outcome.value
        looked = _kept(page, at, answer)
        result = await errand.clerk.put_away(Kept(arrival(answer, label, at)), looked)
    elif isinstance(outcome, Kept):
        looked = _kept(page, at, outcome.value)
        result = await errand.clerk.put_away(Skipped("not changed", page.url), looked)
    else:
        result = await errand.clerk.put_away(outcome, _not_kept(page, at, outcome))
    errand.counted(result)
    return result


def arrival(answer: Answer, label: str, at: datetime) -> Arrival:
    """A fetched page on the doorstep at ``at``, by the clock of the round."""
    return Arrival(
        url=answer.url,
        requested_url=answer.requested_url,
        captured_at=at,
        status=answer.status,
        headers=answer.headers,
        media_type=answer.media_type,
        payload=answer.payload,
        source=label,
        reserved=answer.reserved,
    )


def _kept(page: Page, at: datetime, answer: Answer) -> Looked:
    landed = url_key(answer.url)
    return Looked(
        url_key=page.url_key,
        state="kept",
        at=at,
        look_at=schedule.next_look(page.first_seen, (*page.looks, at), at),
        etag=answer.etag or page.etag,
        modified=answer.modified or page.modified,
        capture_key=page.capture_key,
        landed="" if landed == page.url_key else landed,
    )


def _not_kept(page: Page, at: datetime, outcome: Skipped | Failed) -> Looked:
    """A page that is gone was kept once; one that fails for a passing reason is tried again."""
    gone = outcome.reason in (reasons.GONE, reasons.NOT_FOUND)
    if page.capture_key:
        state = "gone" if gone else "kept"
        look_at = None if gone else schedule.next_look(page.first_seen, (*page.looks, at), at)
    else:
        state = "failed"
        again = outcome.reason in PASSING and page.tries + 1 < TRIES
        look_at = at + timedelta(minutes=5 * 4**page.tries) if again else None
    return Looked(page.url_key, state, at, look_at, reason=outcome.reason)
