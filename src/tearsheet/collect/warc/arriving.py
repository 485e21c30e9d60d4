"""A web archive's pages become arrivals; every other record is counted with its reason."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from tearsheet.collect import http, kinds
from tearsheet.collect.bounded import BrokenError, TooLargeError
from tearsheet.collect.files.file import printable
from tearsheet.collect.files.listed import Found
from tearsheet.collect.http import Response
from tearsheet.collect.warc.places import Place, from_disk
from tearsheet.collect.warc.reach import LostError, Reach
from tearsheet.collect.warc.records import Broken, Lost, Raw, records
from tearsheet.model import Arrival, Failed, Headers, Kept, Outcome, Skipped

HEAD_BYTES = 1 << 18  # room for an HTTP head beside the payload
# What crawlers file about themselves under a URL of its own (Heritrix, wget).
NEVER_PAGES = ("dns:", "whois:", "filedesc:", "metadata:", "warcinfo:")
REASONS = {
    "request": "a request",
    "warcinfo": "about the archive itself",
    "metadata": "about another record",
}
NOT_SOUGHT = "does not name the subject"
UNREACHABLE = "cannot be reached"
# Bytes of pages that a later revisit record may stand for, and how many of them.
REMEMBERED_BYTES = 16 << 20
REMEMBERED = 500

Matches = Callable[[bytes, str], bool]
"""Whether a page (its payload, its media type) may name what is sought."""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of the record at ``offset``; everything before it has had its own step.

    ``lost`` says that the rest of the file cannot be had now: there is no step behind it, and a
    later run may begin at ``offset`` again.
    """

    outcome: Outcome[Arrival]
    offset: int
    lost: bool = False


def arrivals(found: Found, now: datetime, *, limit_bytes: int) -> Iterator[Outcome[Arrival]]:
    """One outcome for each record of a WARC, ARC or WACZ file; one for a file without any.

    Taken are responses with status 200 and resources that are pages, at the URL and time the
    record gives; where it gives no time that can be read, at the file's. Bodies come freed of
    their transfer and content codings, headers as they were. A revisit is the page it names
    where that is a little before it in the same file.
    """
    for place in from_disk(found.listed):
        if isinstance(place, Place):
            yield from (step.outcome for step in steps(place, now, limit_bytes=limit_bytes))
        else:
            yield place


def steps(
    place: Place,
    now: datetime,
    *,
    limit_bytes: int,
    matches: Matches | None = None,
) -> Iterator[Step]:
    """One step for each record of a web archive, as `arrivals`; opens it and closes it."""
    try:
        with place.open() as reach:
            yield from steps_in(reach, now, limit_bytes=limit_bytes, matches=matches)
    except OSError as error:
        yield unopened(place, error)


def unopened(place: Place, error: OSError) -> Step:
    """The step of a web archive that could not be opened at all."""
    reason = UNREACHABLE if isinstance(error, LostError) else "cannot be read"
    return Step(Failed(reason, place.shown, error.strerror or str(error)), 0, lost=True)


def steps_in(
    reach: Reach,
    now: datetime,
    *,
    limit_bytes: int,
    matches: Matches | None = None,
    start: int = 0,
) -> Iterator[Step]:
    """One step for each record of an open web archive from byte ``start`` on.

    With ``matches`` a page that it turns down is skipped before anything of it is read.
    """
    if reach.length == 0:
        yield Step(Skipped("empty", reach.shown), 0)
        return
    reader = _Reader(reach.shown, min(reach.at or now, now), limit_bytes, matches)
    for record in records(reach, limit_bytes + HEAD_BYTES, start):
        yield Step(reader.outcome(record), record.offset, isinstance(record, Lost))


class _Reader:
    """Records to outcomes; remembers a few pages for the revisits behind them."""

    def __init__(self, shown: str, at: datetime, limit: int, matches: Matches | None) -> None:
        self._shown, self._at, self._limit, self._matches = shown, at, limit, matches
        self._memory = _Memory()

    def outcome(self, record: Raw | Broken | Lost) -> Outcome[Arrival]:
        place = f"{self._shown}@{record.offset}"
        if isinstance(record, Lost):
            return Failed(UNREACHABLE, place, record.why)
        if isinstance(record, Broken):
            reason = "a torn end" if record.torn else "a broken record"
            return Failed(reason, place, record.why)
        if record.kind not in ("response", "resource", "revisit"):
            return Skipped(REASONS.get(record.kind, "not a page"), place, record.kind)
        if record.block is None:
            return Skipped("too large", place, record.url)
        if record.missing:
            return Failed("a torn end", place, f"{record.missing} bytes are missing")
        if record.kind == "revisit":
            return self._revisited(record, record.block, place)
        if record.truncated:
            return Skipped("cut short by its crawler", place, record.truncated)
        if not record.url:
            return Failed("a broken record", place, "it names no URL")
        return self._page(record, record.block, place)

    def _page(self, record: Raw, block: bytes, place: str) -> Outcome[Arrival]:
        over_http = _over_http(record)
        response = http.parsed(block) if over_http else None
        if over_http and response is None:
            return Failed("a broken record", place, "no HTTP response in it")
        if reason := _no_page(record.url, response):
            return Skipped(reason, place, record.url)
        try:
            payload = block if response is None else response.payload(self._limit)
        except TooLargeError:
            return Skipped("too large", place, record.url)
        except BrokenError as error:
            return Failed("broken compression", place, str(error))
        if len(payload) > self._limit:
            return Skipped("too large", place, record.url)
        if not payload:
            return Skipped("empty", place, record.url)
        claimed = _bare(record.content_type) if response is None else response.media_type
        media_type = kinds.settled(claimed, payload[: kinds.SNIFFED])
        if media_type not in kinds.PAGES:
            return Skipped("not a page", place, media_type or "")
        headers = () if response is None else response.headers
        page = _Page(0 if response is None else response.status, headers, media_type, payload)
        if record.digest:
            self._memory.keep(record.digest, page)
        return self._sought(record, page, place)

    def _revisited(self, record: Raw, block: bytes, place: str) -> Outcome[Arrival]:
        """The page that had the same payload before, under this record's own URL and time."""
        page = self._memory.of(record.digest)
        response = http.parsed(block)
        status = 200 if response is None else response.status
        if page is None or status not in (200, 304) or not record.url:
            return Skipped("a revisit", place, record.url)
        if reason := _no_page(record.url, None):
            return Skipped(reason, place, record.url)
        if response is not None and status == 200:
            page = _Page(200, response.headers, page.media_type, page.payload)
        return self._sought(record, page, place)

    def _sought(self, record: Raw, page: "_Page", place: str) -> Outcome[Arrival]:
        if self._matches is not None and not self._matches(page.payload, page.media_type):
            return Skipped(NOT_SOUGHT, place, record.url)
        url = printable(record.url)
        return Kept(
            Arrival(
                url=url,
                requested_url=url,
                captured_at=_time(record.date) or self._at,
                status=page.status,
                headers=page.headers,
                media_type=page.media_type,
                payload=page.payload,
                source=f"warc:{place}",
            )
        )


@dataclass(frozen=True, slots=True)
class _Page:
    status: int
    headers: Headers
    media_type: str
    payload: bytes


class _Memory:
    """The last pages by their digests, bounded in bytes and in number."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, _Page] = OrderedDict()
        self._bytes = 0

    def keep(self, digest: str, page: _Page) -> None:
        before = self._pages.pop(digest, None)
        self._bytes += len(page.payload) - (len(before.payload) if before else 0)
        self._pages[digest] = page
        while self._bytes > REMEMBERED_BYTES or len(self._pages) > REMEMBERED:
            _, oldest = self._pages.popitem(last=False)
            self._bytes -= len(oldest.payload)

    def of(self, digest: str) -> _Page | None:
        return self._pages.get(digest) if digest else None


def _over_http(record: Raw) -> bool:
    return record.kind == "response" and record.url.lower().startswith(("http:", "https:"))


def _no_page(url: str, response: Response | None) -> str:
    """Why it is not a page before one looks at the bytes; empty if it may be one."""
    if url.lower().startswith(NEVER_PAGES):
        return "not a page"
    if _path(url) == "/robots.txt":
        return "robots.txt"
    if response is None or response.status == 200:
        return ""
    if 300 <= response.status < 400:
        return "a redirect"
    return f"status {response.status}"


def _path(url: str) -> str:
    if "robots.txt" not in url:
        return ""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _bare(content_type: str) -> str | None:
    return content_type.split(";", 1)[0].strip() or None


def _time(date: str) -> datetime | None:
    """A WARC-Date, or the fourteen digits of an ARC; None if it is neither."""
    try:
        if date.isdecimal():
            return datetime.strptime(date[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        at = datetime.fromisoformat(date)
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
