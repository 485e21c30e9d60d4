"""One visit of a source: its document, what that lists, and the pages that are new."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tearsheet.collect import schedule
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
    SourceKind,
    Visit,
)
from tearsheet.pipeline.collecting.clerk import Clerk
from tearsheet.press.url_key import url_key
from tearsheet.store import pages, sources
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
AGAIN = 60  # old pages looked at again in one visit
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
    """A source's document as fetched, and all that it and its parts list."""

    answer: Answer
    listing: Listing


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
    return await _settled(errand, held, seen, address, answer.etag, answer.modified)


async def broken(errand: Errand, held: Held, detail: str) -> Visit:
    """A visit that our own software broke off: the source waits as after any failure."""
    failed = Visit(held.source.key, errand.now(), "failed", "broke the collector", detail)
    return await _settled(errand, held, failed, held.address, held.etag, held.modified)


async def _settled(
    errand: Errand, held: Held, seen: Visit, address: str, etag: str, modified: str
) -> Visit:
    """The visit on file, and its source free until it is due again."""
    seen = replace(seen, moved_to="" if address == held.source.url else address)
    before = await errand.clerk.ask(sources.visits, held.source.key)
    due_at = schedule.next_visit(held.source, (seen, *before), errand.now())
    short = tuple(condensed((seen, *before))) if len(before) >= CONDENSED_AT else ()
    learned = Learned(seen, address, etag, modified, due_at, short)
    await errand.clerk.ask(sources.settle, errand.collector, learned)
    return seen


async def _document(errand: Errand, held: Held) -> Outcome[_Read]:
    """The source's own document and what it lists; its parts are followed."""
    most = DOCUMENT_BYTES[held.source.kind]
    request = Request(held.address, etag=held.etag, modified=held.modified, payload_bytes=most)
    outcome = await errand.fetcher.get(request)
    if not isinstance(outcome, Kept):
        return outcome
    answer = outcome.value
    if answer.not_modified:
        return Kept(_Read(answer, Listing(())))
    first = await _listed(held, answer)
    if not isinstance(first, Kept):
        return first
    whole = await _with_parts(errand, held, first.value, answer.url)
    return Kept(_Read(answer, whole))


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


async def _with_parts(errand: Errand, held: Held, first: Listing, url: str) -> Listing:
    """The leads of a listing and of the documents it points to, each fetched once."""
    seen, leads, left = {url}, list(first.leads), PARTS
    level, most = [first], DOCUMENT_BYTES[held.source.kind]
    since = await errand.clerk.ask(_last_success, held.source.key)
    for _ in range(DEPTH):
        parts = [part for one in level for part in fresh_parts(one, since) if part not in seen]
        parts = list(dict.fromkeys(parts))[:left]
        if not parts:
            break
        seen.update(parts)
        left -= len(parts)
        asked = (Request(part, payload_bytes=most) for part in parts)
        answers = await asyncio.gather(*(errand.fetcher.get(one) for one in asked))
        read = [await _listed(held, one.value) for one in answers if isinstance(one, Kept)]
        level = [one.value for one in read if isinstance(one, Kept)]
        leads += [lead for one in level for lead in one.leads]
    return replace(first, leads=tuple(leads))


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
    fresh = await ask(pages.take_new, listed, key, errand.collector, now)
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


def _appeared(leads: Sequence[Lead], new: set[str], now: datetime) -> tuple[datetime, ...]:
    times = [
        min(lead.published or lead.updated or now, now)
        for lead in leads
        if url_key(lead.url) in new
    ]
    return tuple(sorted(times, reverse=True)[:APPEARED])


async def fetch_pages(errand: Errand, wanted: Iterable[Page], label: str) -> list[Outcome[str]]:
    """Fetch these pages, which are ours, and put each away; what became of each, in order."""
    tasks = [_page(errand, page, label) for page in wanted]
    return list(await asyncio.gather(*tasks))


async def _page(errand: Errand, page: Page, label: str) -> Outcome[str]:
    request = Request(page.url, etag=page.etag, modified=page.modified)
    outcome = await errand.fetcher.get(request)
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
