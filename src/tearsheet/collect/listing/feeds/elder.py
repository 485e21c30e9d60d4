"""What feedparser makes of a document: old formats (Atom 0.3, CDF, RSS 0.9), and broken XML.

It knows every format there was and reads what is not XML at all, but takes a hundred times as
long; so it is asked last, and for a bounded stretch.
"""

import io
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from time import struct_time

import feedparser  # type: ignore[import-untyped]

from tearsheet.collect.listing.feeds.entry import MOST_ENTRIES, Entry, Feed, cut_at
from tearsheet.collect.listing.feeds.vocabulary import PERIODS
from tearsheet.collect.listing.feeds.wording import LONGEST_SUMMARY, LONGEST_TITLE, literal, plain

MOST_BYTES, MOST_BROKEN_BYTES = 1_000_000, 100_000
"""Bytes handed to feedparser, well-formed or not: it reads a million a second (2026-11-22), but
elements that never close take it the square of their number."""
_LONGEST_INTERVAL = timedelta(days=31)


def read(content: bytes, url: str, most: int) -> Feed | None:
    """The feed that feedparser finds in UTF-8 ``content`` without DOCTYPE; None if it finds none.

    No more than ``most`` bytes are handed over, as a stream: of a bare string feedparser would
    make a file name or an address and open it.
    """
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        parsed = feedparser.parse(
            io.BytesIO(content[:most]),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError) as error:
        del error  # any of these is how it says that it cannot make sense of the bytes
        return None
    except (TypeError, ValueError):
        return None
    head = parsed.feed
    if not parsed.entries and not (head and (parsed.version or head.get("title"))):
        return None
    return Feed(
        entries=tuple(_entry(entry) for entry in parsed.entries[:MOST_ENTRIES]),
        reader="feedparser",
        title=_words(head, "title", LONGEST_TITLE),
        language=str(head.get("language") or "")[:35],
        home=str(head.get("link") or ""),
        further=tuple(_links(head, "next") + _links(head, "prev-archive")),
        interval=_interval(head),
        hub=next(iter(_links(head, "hub")), ""),
        topic=next(iter(_links(head, "self")), ""),
        cut=_cut(len(content), most, len(parsed.entries)),
    )


def _entry(entry: Mapping[str, object]) -> Entry:
    return Entry(
        link=str(entry.get("link") or "").strip(),
        title=_words(entry, "title", LONGEST_TITLE),
        published=_moment(entry, "published_parsed"),
        updated=_moment(entry, "updated_parsed"),
        summary=_words(entry, "summary", LONGEST_SUMMARY),
    )


def _words(fields: Mapping[str, object], name: str, longest: int) -> str:
    """A field as plain text, by the type that feedparser says it has."""
    value = fields.get(name)
    detail = fields.get(f"{name}_detail")
    if detail is None and isinstance(contents := fields.get("content"), list) and contents:
        detail = contents[0]  # a summary taken from the content
    kind = detail.get("type") if isinstance(detail, dict) else "text/html"
    text = value if isinstance(value, str) else ""
    return literal(text, longest) if kind == "text/plain" else plain(text, longest)


def _moment(fields: Mapping[str, object], name: str) -> datetime | None:
    if name not in fields:  # feedparser answers "published" when asked for a missing "updated"
        return None
    parts = fields[name]
    try:
        if isinstance(parts, struct_time):
            return datetime(*parts[:6], tzinfo=UTC)
    except ValueError:
        pass
    return None


def _links(head: Mapping[str, object], rel: str) -> list[str]:
    links = head.get("links")
    found = links if isinstance(links, list) else []
    return [str(one["href"]) for one in found if one.get("rel") == rel and one.get("href")]


def _interval(head: Mapping[str, object]) -> timedelta | None:
    minutes = str(head.get("ttl") or "").strip()[:7]
    frequency = str(head.get("sy_updatefrequency") or "1").strip()[:7]
    period = PERIODS.get(str(head.get("sy_updateperiod") or "").strip().lower(), 0)
    asked = timedelta(
        seconds=max(
            int(minutes) * 60 if minutes.isdecimal() else 0,
            period // max(1, int(frequency) if frequency.isdecimal() else 1),
        )
    )
    return asked if timedelta(0) < asked <= _LONGEST_INTERVAL else None


def _cut(size: int, most: int, entries: int) -> str:
    if entries > MOST_ENTRIES:
        return cut_at(MOST_ENTRIES, entries)
    return f"read the first {most:,} bytes" if size > most else ""
