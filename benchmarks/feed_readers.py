"""What ours, feedparser and fastfeedparser make of a feed, in one form that can be compared."""

import html
import io
import re
from calendar import timegm
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib.util import find_spec
from urllib.parse import urljoin

import feedparser
import lxml.html

from tearsheet.collect.listing import feeds
from tearsheet.model import Kept


@dataclass(slots=True)
class Seen:
    """One entry as a reader gives it; times in seconds since 1970, None where it gives none."""

    link: str = ""
    title: str = ""
    published: int | None = None
    updated: int | None = None
    summary: str = ""


@dataclass(slots=True)
class Document:
    """A feed as a reader gives it."""

    title: str = ""
    link: str = ""
    entries: list[Seen] = field(default_factory=list)
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Served:
    """A feed as it comes over the wire."""

    name: str
    payload: bytes
    url: str = ""
    media_type: str = ""
    charset: str = ""


Reader = Callable[[Served], Document]


def ours(served: Served) -> Document:
    outcome = feeds.read(served.payload, served.url, served.media_type, served.charset)
    if not isinstance(outcome, Kept):
        return Document()
    feed = outcome.value
    return Document(
        feed.title,
        feed.home,
        [
            Seen(one.link, one.title, _seconds(one.published), _seconds(one.updated), one.summary)
            for one in feed.entries
        ],
        feed.reader,
    )


def by_feedparser(served: Served) -> Document:
    headers = {}
    if served.url:
        charset = f"; charset={served.charset}" if served.charset else ""
        headers = {
            "content-type": f"{served.media_type}{charset}",
            "content-location": served.url,
        }
    parsed = feedparser.parse(io.BytesIO(served.payload), response_headers=headers)
    return Document(
        _by_type(parsed.feed, "title"),
        parsed.feed.get("link") or "",
        [
            Seen(
                one.get("link") or "",
                _by_type(one, "title"),
                timegm(one.published_parsed) if one.get("published_parsed") else None,
                timegm(updated) if (updated := dict(one).get("updated_parsed")) else None,
                _by_type(one, "summary"),
            )
            for one in parsed.entries
        ],
    )


def by_fastfeedparser(served: Served) -> Document:
    import fastfeedparser

    try:
        parsed = fastfeedparser.parse(served.payload)
    except ValueError:  # its way to say that it finds no feed
        return Document()
    return Document(
        parsed.feed.get("title") or "",
        parsed.feed.get("link") or "",
        [
            Seen(
                urljoin(served.url, one.get("link") or ""),
                one.get("title") or "",
                _seconds(one.get("published") and datetime.fromisoformat(one["published"])),
                _seconds(one.get("updated") and datetime.fromisoformat(one["updated"])),
                one.get("description") or "",
            )
            for one in parsed.entries
        ],
    )


READERS: dict[str, Reader] = {"feedparser": by_feedparser}
if find_spec("fastfeedparser"):
    READERS["fastfeedparser"] = by_fastfeedparser


def _seconds(at: datetime | None) -> int | None:
    return int(at.timestamp()) if at else None


def _by_type(fields: feedparser.FeedParserDict, name: str) -> str:
    """A field in the words a person would read, by the type feedparser gives it."""
    value = fields.get(name) or ""
    detail = fields.get(f"{name}_detail") or {}
    return value if detail.get("type") == "text/plain" else words_of(value)


def words_of(markup: str) -> str:
    """The words that markup shows, by another way than the one measured."""
    if "<" not in markup:
        return html.unescape(markup)
    try:
        tree = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (lxml.etree.LxmlError, ValueError):
        return html.unescape(re.sub(r"<[^>]*>", " ", markup))
    for unseen in tree.xpath(".//script | .//style"):
        unseen.drop_tree()
    return str(tree.text_content())
