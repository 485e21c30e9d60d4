"""The links of a page, each with its text and its place."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import lxml.html

from tearsheet.collect.listing.addresses import absolute
from tearsheet.collect.listing.pages import base_of, plain
from tearsheet.collect.listing.sections.words import words

MOST_LINKS = 20_000
_MOST_LEVELS = 40
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {"div", "p", "li", "ul", "ol", "section", "article", "figure", "figcaption"}
_SILENT = frozenset({"script", "style", "svg", "noscript", "template", "button", "time"})
_OTHER_TAGS = frozenset({"nav", "footer", "form", "menu", "dialog"})
_OTHER_RELS = frozenset({"author", "tag", "category", "license", "sponsored", "prev", "next"})
_MENU_LINKS = 4  # links that make a list
_MENU_LETTERS = 14  # median letters of a menu's links: below it, most are a word or two
_WORDS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Link:
    """One link: where it leads, what it says, and where it stands.

    ``text`` is the heading inside the link or around it where there is one (``is_heading``), else
    all its text, else its picture's alternative text (``is_picture``). ``elsewhere`` is a menu, a
    footer and the like by their marks; ``in_menu`` a list whose links are mostly a word or two.
    ``element`` is its element in the tree.
    """

    url: str
    text: str
    is_heading: bool
    is_picture: bool
    elsewhere: bool
    in_menu: bool
    element: lxml.html.HtmlElement


def links(tree: lxml.html.HtmlElement, url: str) -> Iterator[Link]:
    """Every web link of the page at ``url`` in its order, at most `MOST_LINKS`."""
    base = base_of(tree, url)
    anchors = [one for _, one in zip(range(MOST_LINKS), tree.iter("a"), strict=False)]
    texts = [_text(anchor) for anchor in anchors]
    menus = _menus(anchors, [len(text) for text, *_ in texts])
    places: dict[lxml.html.HtmlElement, bool] = {}
    for anchor, (text, is_heading, is_picture) in zip(anchors, texts, strict=True):
        href = anchor.get("href") or ""
        if not href or href.startswith("#"):
            continue
        rels = set((anchor.get("rel") or "").lower().split())
        found = absolute(base, href)
        if found and rels.isdisjoint(_OTHER_RELS):
            elsewhere = _is_elsewhere(anchor, places)
            in_menu = anchor in menus
            yield Link(found, text, is_heading, is_picture, elsewhere, in_menu, anchor)


def _text(anchor: lxml.html.HtmlElement) -> tuple[str, bool, bool]:
    """The link's text, whether it is a heading's, whether it is a picture's."""
    for heading in anchor.iter(*_HEADINGS):
        if text := _said(heading):
            return text, True, False
    if text := _said(anchor):
        around = [one for _, one in zip(range(2), anchor.iterancestors(), strict=False)]
        return text, any(one.tag in _HEADINGS for one in around), False
    for name in ("aria-label", "title"):
        if text := plain(anchor.get(name) or ""):
            return text, False, False
    for picture in anchor.iter("img"):
        if text := plain(picture.get("alt") or ""):
            return text, False, True
    return "", False, False


def _said(element: lxml.html.HtmlElement) -> str:
    """The visible text below an element; blocks part words, inline marks do not."""
    pieces: list[str] = []
    _gather(element, pieces, 0)
    return plain("".join(pieces))


def _gather(element: lxml.html.HtmlElement, pieces: list[str], level: int) -> None:
    if level > _MOST_LEVELS:
        return
    pieces.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SILENT:
            edge = " " if child.tag in _BLOCKS or child.tag == "br" else ""
            pieces.append(edge)
            _gather(child, pieces, level + 1)
            pieces.append(edge)
        pieces.append(child.tail or "")


def _menus(
    anchors: list[lxml.html.HtmlElement], letters: list[int]
) -> frozenset[lxml.html.HtmlElement]:
    """The links that stand in a list of mostly short links.

    A link's list is the smallest element around it that holds `_MENU_LINKS` links with text.
    """
    counts = Counter[lxml.html.HtmlElement]()
    for anchor, length in zip(anchors, letters, strict=True):
        if length:
            counts.update(_around(anchor))
    lists: dict[lxml.html.HtmlElement, list[int]] = {}
    where: list[tuple[lxml.html.HtmlElement, lxml.html.HtmlElement]] = []
    for anchor, length in zip(anchors, letters, strict=True):
        holder = next((one for one in _around(anchor) if counts[one] >= _MENU_LINKS), None)
        if holder is not None:
            where.append((anchor, holder))
            if length:
                lists.setdefault(holder, []).append(length)
    short = {holder for holder, lengths in lists.items() if median(lengths) < _MENU_LETTERS}
    return frozenset(anchor for anchor, holder in where if holder in short)


def _around(anchor: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    for _, element in zip(range(_MOST_LEVELS), anchor.iterancestors(), strict=False):
        yield element


def _is_elsewhere(anchor: lxml.html.HtmlElement, known: dict[lxml.html.HtmlElement, bool]) -> bool:
    for element in _around(anchor):
        if element.tag in ("body", "html"):
            return False
        if element not in known:
            known[element] = _is_other_place(element)
        if known[element]:
            return True
    return False


def _is_other_place(element: lxml.html.HtmlElement) -> bool:
    if element.tag in _OTHER_TAGS:
        return True
    marks = " ".join(element.get(name) or "" for name in ("class", "id", "role")).lower()
    return not words().other_places.isdisjoint(_WORDS.findall(marks))
