"""Which sources does an OPML file name, and how are ours written as one?

Source: http://opml.org/spec2.opml (OPML 2.0; version 1 reads alike).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

import lxml.etree

from tearsheet.collect.listing.addresses import absolute
from tearsheet.collect.listing.tags import read_tags
from tearsheet.model import Source, SourceKind

MOST_BYTES = 20 * 1024 * 1024
MOST_ENTRIES = 20_000
_MOST_OUTLINES = 200_000
_MOST_DEPTH = 100
# `feed://host/…` and `feed:https://host/…`, which feed readers registered for themselves.
_FEED_SCHEME = re.compile(r"^feed:(?://)?(?:(?=https?:)|(?<=//)(\b))", re.IGNORECASE)
# What XML 1.0 has no way to say (section 2.2).
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OWN = "/tearsheet/"
# The file's own words for our kinds: `type` is free text for other readers but for "rss", which
# they need in order to see a feed.
_TYPES: Mapping[SourceKind, str] = {"feed": "rss", "sitemap": "sitemap", "section": "section"}
_KINDS: Mapping[str, SourceKind] = {
    "rss": "feed",
    "atom": "feed",
    "feed": "feed",
    "sitemap": "sitemap",
    "section": "section",
}


class OpmlError(ValueError):
    """A file that is no OPML; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class OpmlEntry:
    """One source that a file names.

    ``url`` is what to fetch, ``home`` the site it belongs to (empty if the file does not say).
    ``folder`` holds the names of the outlines around it, the outermost first. ``outlet`` and
    ``paused`` are known only of files that we wrote.
    """

    url: str
    title: str = ""
    home: str = ""
    folder: tuple[str, ...] = ()
    kind: SourceKind = "feed"
    outlet: str | None = None
    paused: bool = False


def read_opml(payload: bytes) -> tuple[OpmlEntry, ...]:
    """The sources of an OPML file in its order, each address once, at most `MOST_ENTRIES`.

    Outlines without a web address are folders. Broken XML is read as far as it goes; no entity
    is resolved. Raises `OpmlError` for a file that is none, or that is beyond `MOST_BYTES`.
    """
    if len(payload) > MOST_BYTES:
        raise OpmlError(f"too large: {len(payload)} bytes, at most {MOST_BYTES} are read")
    if not payload.strip():
        raise OpmlError("the file is empty")
    reader = _Reader()
    broken = read_tags(payload.lstrip(), reader)
    if reader.root != "opml":
        found = f"it begins with <{reader.root}>" if reader.root else broken or "it is no XML"
        raise OpmlError(f"not an OPML file: {found}")
    return tuple(reader.entries.values())


def write_opml(
    sources: Iterable[Source],
    title: str = "Sources",
    at: datetime | None = None,
    homes: Mapping[str, str] | None = None,
) -> bytes:
    """The sources as an OPML 2.0 file (UTF-8), in their order, one outline each.

    ``at`` (aware) says when it was made; ``homes`` the site's address by source key, where known.
    Feeds have ``type="rss"`` as every reader expects; other kinds their own name, and every
    outline says kind, outlet and whether it is paused in ``category`` (``/tearsheet/feed``),
    which other readers leave alone.
    """
    root = lxml.etree.Element("opml", version="2.0")
    head = lxml.etree.SubElement(root, "head")
    lxml.etree.SubElement(head, "title").text = _sayable(title)
    if at is not None:
        lxml.etree.SubElement(head, "dateCreated").text = format_datetime(at)
    body = lxml.etree.SubElement(root, "body")
    for source in sources:
        outline = lxml.etree.SubElement(body, "outline")
        for name, value in _attributes(source, (homes or {}).get(source.key, "")):
            outline.set(name, _sayable(value))
    written: bytes = lxml.etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )
    return written


def _attributes(source: Source, home: str) -> Iterator[tuple[str, str]]:
    yield "type", _TYPES[source.kind]
    yield "text", source.name
    yield "title", source.name
    yield "xmlUrl", source.url
    if home:
        yield "htmlUrl", home
    categories = [f"/tearsheet/{source.kind}"]
    if source.outlet:
        categories.append(f"/tearsheet/outlet/{source.outlet.replace(',', '')}")
    if source.paused:
        categories.append("/tearsheet/paused")
    yield "category", ",".join(categories)


def _sayable(text: str) -> str:
    return _UNSAYABLE.sub("\ufffd", text)


class _Reader:
    """What lxml tells of each outline, put together into entries."""

    def __init__(self) -> None:
        self.root = ""
        self.entries: dict[str, OpmlEntry] = {}
        self._folders: list[str] = []
        self._outlines = 0

    @property
    def is_done(self) -> bool:
        """Whether a limit is reached, or it is another kind of file."""
        full = len(self.entries) >= MOST_ENTRIES or self._outlines > _MOST_OUTLINES
        return full or self.root not in ("", "opml")

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.lower()
        self.root = self.root or name
        if name != "outline":
            return
        given = {key.lower(): " ".join(value.split()) for key, value in attributes.items()}
        self._outlines += 1
        entry = _entry(given, tuple(filter(None, self._folders[:_MOST_DEPTH])))
        if entry and not self.is_done:
            self.entries.setdefault(entry.url, entry)
        self._folders.append(_title(given))

    def closed(self, tag: str) -> None:
        if tag.lower() == "outline" and self._folders:
            self._folders.pop()

    def said(self, text: str) -> None:
        """OPML says everything in attributes."""


def _entry(given: Mapping[str, str], folder: tuple[str, ...]) -> OpmlEntry | None:
    """The entry that an outline's attributes (names in lower case) make; None for a folder."""
    kind = _KINDS.get(given.get("type", "").lower())
    # Some readers write the feed's address as `url`, which elsewhere is an inclusion or a link.
    address = given.get("xmlurl") or (given.get("url") if kind else "") or ""
    url = absolute(
        "", _FEED_SCHEME.sub(lambda found: "" if found[1] is None else "http://", address)
    )
    if not url:
        return None
    own, others = _categories(given.get("category", ""))
    named = next((_KINDS[mark] for mark in own if mark in _KINDS), None)
    return OpmlEntry(
        url,
        title=_title(given),
        home=absolute("", given.get("htmlurl", "")),
        folder=folder or others,
        kind=named or kind or "feed",
        outlet=next((m.removeprefix("outlet/") for m in own if m.startswith("outlet/")), None),
        paused="paused" in own,
    )


def _categories(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Our own marks without their prefix, and the way of the first category of another's."""
    own: list[str] = []
    others: list[str] = []
    for category in filter(None, map(str.strip, text.split(","))):
        if category.startswith(_OWN):
            own.append(category.removeprefix(_OWN))
        else:
            others.append(category.strip("/"))
    return tuple(own), tuple(others[0].split("/")) if others else ()


def _title(given: Mapping[str, str]) -> str:
    return given.get("title") or given.get("text") or ""
