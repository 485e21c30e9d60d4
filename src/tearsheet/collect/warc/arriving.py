"""A web archive's pages become arrivals; every other record is counted with its reason."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from tearsheet.collect import http, kinds
from tearsheet.collect.bounded import BrokenError, TooLargeError
from tearsheet.collect.files.file import modified, printable
from tearsheet.collect.files.listed import Found
from tearsheet.collect.http import Response
from tearsheet.collect.warc.records import Broken, Raw, records
from tearsheet.model import Arrival, Failed, Headers, Kept, Outcome, Skipped

HEAD_BYTES = 1 << 18  # room for an HTTP head beside the payload
# What crawlers file about themselves under a URL of its own (Heritrix, wget).
NEVER_PAGES = ("dns:", "whois:", "filedesc:", "metadata:", "warcinfo:")
REASONS = {"revisit": "a revisit", "request": "a request", "warcinfo": "about the archive itself"}


def arrivals(found: Found, now: datetime, *, limit_bytes: int) -> Iterator[Outcome[Arrival]]:
    """One outcome for each record of a WARC or ARC file; one for a file without any.

    Taken are responses with status 200 and resources that are pages, at the URL and time the
    record gives; where it gives no time that can be read, at the file's. Bodies come freed of
    their transfer and content codings, headers as they were.
    """
    shown = printable(found.listed.shown)
    try:
        status = found.listed.path.stat()
        file_time = modified(status.st_mtime, now)
        if status.st_size == 0:
            yield Skipped("empty", shown)
        for record in records(found.listed.path, limit_bytes + HEAD_BYTES):
            yield _outcome(record, shown, file_time, limit_bytes)
    except OSError as error:
        yield Failed("cannot be read", shown, error.strerror or str(error))


def _outcome(record: Raw | Broken, shown: str, at: datetime, limit: int) -> Outcome[Arrival]:
    place = f"{shown}@{record.offset}"
    if isinstance(record, Broken):
        reason = "a torn end" if record.torn else "a broken record"
        return Failed(reason, place, record.why)
    if record.kind not in ("response", "resource"):
        return Skipped(REASONS.get(record.kind, "not a page"), place, record.kind)
    if record.block is None:
        return Skipped("too large", place, record.url)
    if record.missing:
        return Failed("a torn end", place, f"{record.missing} bytes are missing")
    if record.truncated:
        return Skipped("cut short by its crawler", place, record.truncated)
    if not record.url:
        return Failed("a broken record", place, "it names no URL")
    try:
        return _page(record, record.block, place, at, limit)
    except TooLargeError:
        return Skipped("too large", place, record.url)
    except BrokenError as error:
        return Failed("broken compression", place, str(error))


def _page(record: Raw, block: bytes, place: str, at: datetime, limit: int) -> Outcome[Arrival]:
    over_http = record.kind == "response" and record.url.lower().startswith(("http:", "https:"))
    response = http.parsed(block) if over_http else None
    if over_http and response is None:
        return Failed("a broken record", place, "no HTTP response in it")
    if reason := _no_page(record.url, response):
        return Skipped(reason, place, record.url)
    payload = block if response is None else response.payload(limit)
    if len(payload) > limit:
        raise TooLargeError
    if not payload:
        return Skipped("empty", place, record.url)
    claimed = _bare(record.content_type) if response is None else response.media_type
    media_type = kinds.settled(claimed, payload[: kinds.SNIFFED])
    if media_type not in kinds.PAGES:
        return Skipped("not a page", place, media_type or "")
    status, headers = _answer(response)
    return Kept(
        Arrival(
            url=record.url,
            requested_url=record.url,
            captured_at=_time(record.date) or at,
            status=status,
            headers=headers,
            media_type=media_type,
            payload=payload,
            source=f"warc:{place}",
        )
    )


def _answer(response: Response | None) -> tuple[int, Headers]:
    return (0, ()) if response is None else (response.status, response.headers)


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
