"""One entry of RSS or Atom: its elements to words, addresses and times.

Where the formats leave open which of several titles, links, dates or summaries counts, the choice
is feedparser's, whose long experience it keeps: the first title, the last link and date, a
description before a summary before the full text.
"""

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree

from tearsheet.collect.listing.feeds.entry import Entry
from tearsheet.collect.listing.feeds.moments import moment
from tearsheet.collect.listing.feeds.vocabulary import INLINE, UNSEEN, entry_role
from tearsheet.collect.listing.feeds.wording import (
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    guessed,
    literal,
    plain,
)

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_HTML = frozenset({"html", "text/html"})
_XHTML = frozenset({"xhtml", "application/xhtml+xml"})
_TEXT = frozenset({"text", "plain", "text/plain"})
_WEB = re.compile(r"https?://", re.IGNORECASE)
_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*://)/+")
# What each way to sum up holds if it does not say so, and its rank; of two alike the first counts.
_CONTENT = 2
_SUMMARIES = {
    "description": ("text/html", 0),
    "summary": ("text/plain", 0),
    "other description": ("text/html", 1),
    "other summary": ("text/plain", 1),
    "full text": ("text/html", _CONTENT),
    "content": ("text/plain", _CONTENT),
}


def resolved(base: str, reference: str) -> str:
    """``reference`` as an absolute address where ``base`` is one; empty if it is no address."""
    reference = _SLASHES.sub(r"\1", reference.strip())
    try:
        return urljoin(base, reference) if base else reference
    except ValueError:
        return ""


def base_of(element: etree._Element, url: str) -> str:
    """What addresses in ``element`` are relative to (XML Base, and ``base`` for it)."""
    base = url
    for one in [*reversed(list(element.iterancestors())), element]:
        stated = one.get(_BASE) or one.get("base")
        if stated:
            inner = resolved(base, stated)
            base = inner if _WEB.match(inner) or not base else base
    return base


def words(element: etree._Element, holds: str, longest: int, *, atom: bool) -> str:
    """The plain text of an element that ``holds`` a media type unless it names another.

    RSS calls markup text, so that there what looks like markup is; in Atom text is text.
    """
    kind = (element.get("type") or holds).strip().lower()
    if len(element):
        return literal(_inner_text(element, longest), longest)
    text = element.text or ""
    if kind in _HTML:
        return plain(text, longest)
    if "/" in kind and not kind.startswith("text/") and not kind.endswith("xml"):
        return plain(_out_of_base64(text), longest)  # RFC 4287, section 4.1.3.3
    if atom or kind in _XHTML:
        return literal(text, longest)
    return guessed(text, longest)


@dataclass(slots=True)
class Fields:
    """What the elements of one entry say, taken in one after the other.

    ``base_of`` says what addresses in an element are relative to.
    """

    atom: bool
    base_of: Callable[[etree._Element], str]
    title: str = ""
    other_title: str = ""
    link: str = ""
    other_link: str = ""
    identity: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    summaries: list[tuple[str, etree._Element]] = field(default_factory=list)

    def take(self, role: str, element: etree._Element) -> None:
        """Take in one element of the entry."""
        match role:
            case "title":
                self.title = self.title or self._title(element)
            case "other title":
                self.other_title = self.other_title or self._title(element)
            case "link":
                self._link(element)
            case "identity":
                self._identity(element)
            case "published":
                self.published = moment(element.text or "") or self.published
            case "updated":
                self.updated = moment(element.text or "") or self.updated
            case "group":
                self._group(element)
            case _:
                self.summaries.append((role, element))

    def entry(self, element: etree._Element) -> Entry:
        """The entry as far as its elements were taken in."""
        about = element.get(_ABOUT) or ""
        link = self.link or self.identity or self.other_link
        if not link and _WEB.match(about):
            link = about
        return Entry(
            link=link,
            title=self.title or self.other_title,
            published=self.published,
            updated=self.updated,
            summary=self._summary(),
        )

    def _title(self, element: etree._Element) -> str:
        return words(element, "text/plain", LONGEST_TITLE, atom=self.atom)

    def _link(self, element: etree._Element) -> None:
        href = element.get("href") or element.get("url") or element.get("uri")
        if href is None:
            text = (element.text or "").strip()
            if text:
                # Some feeds escape twice; no address holds "&amp;" of its own.
                text = _REFERENCE.sub(r"&\1", text.replace("&amp;", "&"))
                self.link = resolved(self.base_of(element), text)
        elif (element.get("rel") or "alternate").strip().lower() == "alternate":
            kind = (element.get("type") or "text/html").strip().lower()
            if kind in _HTML or kind in _XHTML:
                self.link = resolved(self.base_of(element), href)
            else:
                self.other_link = self.other_link or resolved(self.base_of(element), href)

    def _identity(self, element: etree._Element) -> None:
        """An identity that is a web address leads to the page, unless it says it does not."""
        text = (element.text or "").strip()
        if (element.get("isPermaLink") or "true").lower() == "true" and _WEB.match(text):
            self.identity = text

    def _group(self, element: etree._Element) -> None:
        """Media RSS may put title and description of an entry one or two levels down."""
        for child in element.iterdescendants():
            role = entry_role(str(child.tag))
            if role in ("other title", "other description"):
                self.take(role, child)

    def _summary(self) -> str:
        for role, element in sorted(self.summaries, key=lambda one: _SUMMARIES[one[0]][1]):
            holds, rank = _SUMMARIES[role]
            if rank == _CONTENT and not _is_words(element, holds):
                continue
            if text := words(element, holds, LONGEST_SUMMARY, atom=self.atom):
                return text
        return ""


def _out_of_base64(text: str) -> str:
    """The characters in base64; the text as it is where there are none."""
    try:
        return b64decode(text).decode("utf-8")
    except ValueError:
        return text


def _is_words(element: etree._Element, holds: str) -> bool:
    """Whether an element holds words, not a picture or what lies elsewhere (``src``)."""
    kind = (element.get("type") or holds).strip().lower()
    return kind in _HTML or kind in _XHTML or kind in _TEXT


def _inner_text(element: etree._Element, longest: int) -> str:
    """The text of inline markup, with gaps where blocks end, until there is enough of it."""
    pieces: list[str] = [element.text or ""]
    enough = 4 * longest
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, one in walk:
        if one is element:
            continue
        name = etree.QName(one).localname.lower() if isinstance(one.tag, str) else ""
        gap = "" if name in INLINE else " "
        if event == "end":
            pieces.append(gap + (one.tail or ""))
        elif name in UNSEEN:
            walk.skip_subtree()
        else:
            pieces.append(gap + (one.text or ""))
        enough -= 1 + len(pieces[-1])
        if enough < 0:
            break
    return "".join(pieces)
