"""RSS, RDF and Atom 1.0, read from well-formed (or mended) UTF-8 in one pass of bounded memory."""

import io
import re
from dataclasses import dataclass, field, replace
from datetime import timedelta

from lxml import etree

from tearsheet.collect.listing.feeds.entry import MOST_ENTRIES, Entry, Feed, Reader, cut_at
from tearsheet.collect.listing.feeds.fields import Fields, base_of, resolved, words
from tearsheet.collect.listing.feeds.vocabulary import PERIODS, entry_role, feed_role, name_of
from tearsheet.collect.listing.feeds.wording import LONGEST_TITLE

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ATOM = "{http://www.w3.org/2005/Atom}"
_ROOTS = frozenset({"rss", "feed", "rdf:rdf"})
_ENTRIES = frozenset({"item", "entry"})
_HTML = frozenset({"", "html", "text/html", "xhtml", "application/xhtml+xml"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NUMBER = re.compile(r"\s*(\d{1,7})\b")
_LONGEST_INTERVAL = timedelta(days=31)  # who asks for less than a visit a month made a slip


class NotReadError(Exception):
    """No feed of these formats, or not well-formed (``broken``); ``feed`` is what was had."""

    def __init__(self, broken: str, feed: Feed | None = None) -> None:
        super().__init__(broken or "no feed")
        self.broken = broken
        self.feed = feed


def read(content: bytes, url: str, reader: Reader, *, lenient: bool = False) -> Feed:
    """The feed that UTF-8 ``content`` without a DOCTYPE spells; raises `NotReadError`.

    ``lenient`` takes what can be had of a document that is not well-formed.
    """
    document = _Document(url, has_bases=b"base=" in content)
    parsed = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag=("{*}item", "{*}entry"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        recover=lenient,
        collect_ids=False,
    )
    broken = ""
    try:
        for _, element in parsed:
            if not document.take(element):
                break
    except etree.LxmlError as error:
        broken = str(error)
    root: etree._Element | None = document.root
    if root is None:
        root = getattr(parsed, "root", None)  # set once the document has ended
    if root is None or name_of(str(root.tag)) not in _ROOTS:
        raise NotReadError(broken)
    feed = document.feed(root, reader, content)
    if broken:
        raise NotReadError(broken, feed)
    return feed


@dataclass(slots=True)
class _Document:
    """A document while it is read: its entries so far."""

    url: str
    has_bases: bool
    entries: list[Entry] = field(default_factory=list)
    root: etree._Element | None = None
    is_full: bool = False

    def take(self, element: etree._Element) -> bool:
        """Read an entry that has just ended and free it; False where the limit is reached."""
        if name_of(element.tag) not in _ENTRIES:
            return True
        if self.root is None:
            self.root = element.getroottree().getroot()
        if len(self.entries) >= MOST_ENTRIES:
            self.is_full = True
            return False
        is_atom = element.tag.startswith(_ATOM)
        fields = Fields(is_atom, self._base if is_atom else self._stated_base)
        for child in element:
            if role := entry_role(child.tag):
                fields.take(role, child)
        self.entries.append(fields.entry(element))
        element.clear()
        return True

    def feed(self, root: etree._Element, reader: Reader, content: bytes) -> Feed:
        """What the document says of itself, with the entries read."""
        head = _Head((root.get(_LANG) or "").replace("_", "-"))
        for child in root:
            name = name_of(child.tag)
            if name == "channel":
                for part in child:
                    self._take_head(head, part)
            elif name not in _ENTRIES:
                self._take_head(head, child)
        cut = ""
        if self.is_full:
            cut = cut_at(MOST_ENTRIES, content.count(b"<item") + content.count(b"<entry"))
        return Feed(
            entries=tuple(self._placed(entry, head.home) for entry in self.entries),
            reader=reader,
            title=head.title,
            language=head.language,
            home=head.home,
            further=tuple(dict.fromkeys(head.further)),
            interval=head.interval(),
            hub=head.hub,
            topic=head.topic,
            cut=cut,
        )

    def _take_head(self, head: "_Head", element: etree._Element) -> None:
        if role := feed_role(element.tag):
            head.take(role, element, self._base(element))

    def _placed(self, entry: Entry, home: str) -> Entry:
        """An entry of RSS whose relative link has no stated base: the site's, as readers do."""
        if not entry.link or _SCHEME.match(entry.link):
            return entry
        base = home if _SCHEME.match(home) else self.url
        return replace(entry, link=resolved(base, entry.link))

    def _stated_base(self, element: etree._Element) -> str:
        return base_of(element, "") if self.has_bases else ""

    def _base(self, element: etree._Element) -> str:
        return base_of(element, self.url) if self.has_bases else self.url


@dataclass(slots=True)
class _Head:
    """What a feed says of itself."""

    language: str
    title: str = ""
    home: str = ""
    topic: str = ""
    hub: str = ""
    further: list[str] = field(default_factory=list)
    minutes: int = 0
    period: int = 0
    frequency: int = 1

    def take(self, role: str, element: etree._Element, base: str) -> None:
        """Take in one element; of several titles the first counts, of other things the last."""
        text = (element.text or "").strip()
        match role:
            case "title":
                atom = element.tag.startswith(_ATOM)
                self.title = self.title or words(element, "text/plain", LONGEST_TITLE, atom=atom)
            case "link":
                self._link(element, base, text)
            case "language" if text:
                self.language = text.replace("_", "-")[:35]
            case "minutes to live":
                self.minutes = _number(text)
            case "period":
                self.period = PERIODS.get(text.lower(), 0)
            case "frequency":
                self.frequency = _number(text) or 1

    def _link(self, element: etree._Element, base: str, text: str) -> None:
        href = element.get("href")
        if not href:
            self.home = resolved(base, text) if text else self.home
            return
        address = resolved(base, href)
        match (element.get("rel") or "alternate").strip().lower():
            case "alternate" if (element.get("type") or "").lower() in _HTML:
                self.home = address
            case "self":
                self.topic = self.topic or address
            case "hub":
                self.hub = self.hub or address
            case "next" | "prev-archive":  # RFC 5005, sections 3 and 4
                self.further.append(address)

    def interval(self) -> timedelta | None:
        """How often the feed asks to be read at most; the longer of its two ways to say it."""
        asked = timedelta(
            seconds=max(self.minutes * 60, self.period // self.frequency),
        )
        return asked if timedelta(0) < asked <= _LONGEST_INTERVAL else None


def _number(text: str) -> int:
    found = _NUMBER.match(text)
    return int(found[1]) if found else 0
