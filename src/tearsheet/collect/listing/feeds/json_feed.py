"""JSON Feed 1 and 1.1. Source: https://www.jsonfeed.org/version/1.1/"""

from collections.abc import Mapping

import msgspec

from tearsheet.collect.listing.feeds.entry import MOST_ENTRIES, Entry, Feed, cut_at
from tearsheet.collect.listing.feeds.fields import resolved
from tearsheet.collect.listing.feeds.moments import moment
from tearsheet.collect.listing.feeds.wording import (
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    guessed,
    literal,
    plain,
)


class _Document(msgspec.Struct):
    """The feed, its items still as they stand, so that a million of them cost nothing."""

    items: list[msgspec.Raw] = []
    version: object = ""
    title: object = ""
    home_page_url: object = ""
    feed_url: object = ""
    next_url: object = ""
    language: object = ""
    hubs: object = ()


def read(content: bytes, url: str) -> Feed | None:
    """The JSON feed that UTF-8 ``content`` spells, None if it is none."""
    try:
        document = msgspec.json.decode(content, type=_Document)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return None
    if "jsonfeed.org" not in _text(document.version) and not document.items:
        return None
    base = url or _text(document.feed_url)
    entries = [_entry(item, base) for item in document.items[:MOST_ENTRIES]]
    further = _text(document.next_url)
    return Feed(
        entries=tuple(entry for entry in entries if entry),
        reader="json",
        title=literal(_text(document.title), LONGEST_TITLE),
        language=_text(document.language)[:35],
        home=resolved(base, _text(document.home_page_url)),
        further=(resolved(base, further),) if further else (),
        hub=_hub(document.hubs, base),
        topic=resolved(base, _text(document.feed_url)),
        cut=cut_at(MOST_ENTRIES, len(document.items)) if len(document.items) > MOST_ENTRIES else "",
    )


def _entry(item: msgspec.Raw, base: str) -> Entry | None:
    try:
        fields = msgspec.json.decode(item)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return None
    if not isinstance(fields, dict):
        return None
    link = _first(fields, "url", "external_url")
    if not link and _first(fields, "id").startswith(("http://", "https://")):
        link = _first(fields, "id")
    return Entry(
        link=resolved(base, link) if link else "",
        title=guessed(_first(fields, "title"), LONGEST_TITLE),
        published=moment(_first(fields, "date_published")),
        updated=moment(_first(fields, "date_modified")),
        summary=_summary(fields),
    )


def _summary(fields: Mapping[str, object]) -> str:
    if words := guessed(_first(fields, "summary"), LONGEST_SUMMARY):
        return words
    if words := literal(_first(fields, "content_text"), LONGEST_SUMMARY):
        return words
    return plain(_first(fields, "content_html"), LONGEST_SUMMARY)


def _hub(hubs: object, base: str) -> str:
    if isinstance(hubs, list):
        for hub in hubs:
            if isinstance(hub, dict) and _text(hub.get("type")).lower() == "websub":
                return resolved(base, _text(hub.get("url")))
    return ""


def _first(fields: Mapping[str, object], *names: str) -> str:
    """The first of these fields that holds text; some feeds write null, or a number for an id."""
    return next((text for name in names if (text := _text(fields.get(name)))), "")


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
