"""What stands near the headline, and what just below the last paragraph?

Dates, bylines and labels of *this* article stand there; elsewhere on a page stand those of other
articles. Everything is worked out once, when first asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

import lxml.html

from tearsheet.read.metadata.tags import one_line
from tearsheet.read.page import Page

Elements = Sequence[lxml.html.HtmlElement]

# How many elements before and after the headline, and after the last paragraph, are looked at.
_ABOVE, _BELOW, _AFTER = 40, 200, 25
_LABELS_ABOVE, _LABELS_BELOW = 8, 6
_LONGEST_LABEL = 40
_MENU = 4
_MOST = 3_000
# So many characters make a heading one that stands for no other.
_DISTINCT = 20
_LONGEST_LINE = 200
_PARAGRAPH = 150
_LINE_TAGS = frozenset(
    {"p", "span", "div", "li", "a", "h2", "h3", "h4", "h5", "h6", "address", "strong", "em", "i"}
    | {"b", "time", "td", "small", "dd", "font"}
)
_ELSEWHERE = re.compile(
    r"comment|related|caption|credit|copyright|social|share|teaser|recommend|newsletter|sidebar"
    r"|most-read|popular|trending",
    re.IGNORECASE,
)
_UNSEEN = frozenset(
    {"meta", "script", "style", "noscript", "img", "svg", "button", "input", "link"}
)
_ASIDE = frozenset({"figure", "figcaption", "footer", "nav", "aside", "form", "select"})


@dataclass(frozen=True, slots=True)
class Line:
    """An element and its text, a line feed between the pieces of text in it."""

    element: lxml.html.HtmlElement
    text: str


class Places:
    """The neighbourhood of a page's headline."""

    def __init__(self, page: Page, headline: str) -> None:
        self._page = page
        self._headline = headline

    @cached_property
    def above(self) -> Elements:
        """The elements before the headline, in page order."""
        return self._axis("preceding", _ABOVE)[::-1]

    @cached_property
    def below(self) -> Elements:
        """The elements after the headline, in page order; a page's first where it has none."""
        return self._axis("following", _BELOW)

    @cached_property
    def lines_above(self) -> tuple[Line, ...]:
        """Short lines before the headline."""
        return lines_in(self.above)

    @cached_property
    def lines_below(self) -> tuple[Line, ...]:
        """Short lines after the headline."""
        return lines_in(self.below)

    @cached_property
    def labels_above(self) -> tuple[str, ...]:
        """The short texts right above the headline that are no menu's."""
        return _labels_in(self._axis("preceding", _LABELS_ABOVE))

    @cached_property
    def labels_below(self) -> tuple[str, ...]:
        """The short texts right below the headline that are no menu's."""
        return _labels_in(self._axis("following", _LABELS_BELOW))

    @cached_property
    def paragraphs(self) -> Elements:
        """All ``p`` of the page that are no caption, comment or teaser."""
        return [element for element in self._page.tree.iter("p") if not is_elsewhere(element)]

    @cached_property
    def foot(self) -> Elements:
        """The last long paragraph and the elements after it."""
        running = [element for element in self.paragraphs if is_running(element)]
        if not running:
            return []
        return [running[-1], *running[-1].iterdescendants(), *_following(running[-1], _AFTER)]

    def owns(self, element: lxml.html.HtmlElement) -> bool:
        """Whether an element is not in another ``article`` element than the headline."""
        place = next(element.iterancestors("article"), None)
        return place is None or self._article is None or place is self._article

    @cached_property
    def _article(self) -> lxml.html.HtmlElement | None:
        return None if self._heading is None else next(self._heading.iterancestors("article"), None)

    @cached_property
    def everything(self) -> Elements:
        """The elements of the page in order, the first few thousand."""
        return list(islice(self._page.tree.iter(*_LINE_TAGS), _MOST))

    @cached_property
    def _heading(self) -> lxml.html.HtmlElement | None:
        """The highest heading that says the headline, else the first ``h1``."""
        headings = list(self._page.tree.iter("h1", "h2", "h3", "h4"))
        saying = [element for element in headings if self._says_headline(element)]
        first = [element for element in headings if element.tag == "h1"][:1]
        return min(
            (*saying, *first),
            key=lambda element: (element not in saying, element.tag),
            default=None,
        )

    def _says_headline(self, element: lxml.html.HtmlElement) -> bool:
        said, headline = one_line(element.text_content()), self._headline
        return bool(said) and (
            said == headline
            or (len(said) > _DISTINCT and len(said) * 2 > len(headline) and said in headline)
            or (len(headline) > _DISTINCT and said.endswith(headline))
        )

    def _axis(self, name: str, most: int) -> list[lxml.html.HtmlElement]:
        if self._heading is not None:
            return _following(self._heading, most, name)
        if name == "preceding":
            return []
        found: list[lxml.html.HtmlElement] = []
        for element in self._page.tree.iter("*"):
            if len(found) >= _ABOVE + _BELOW:
                break
            found.append(element)
        return found


def lines_in(elements: Elements) -> tuple[Line, ...]:
    """The lines of elements that hold a short text, captions and teasers left out."""
    lines: list[Line] = []
    for element in elements:
        if element.tag in _LINE_TAGS:
            text = pieces_of(element, _LONGEST_LINE)
            if text and not is_elsewhere(element):
                lines.append(Line(element, text))
    return tuple(lines)


def _labels_in(elements: Elements) -> tuple[str, ...]:
    near = [element for element in elements if not _is_in_menu(element)]
    return tuple(line.text for line in lines_in(near) if len(line.text) <= _LONGEST_LABEL)


def pieces_of(element: lxml.html.HtmlElement, longest: int) -> str:
    """Its text, a line for each piece, so that neighbours without a comma stay apart.

    Empty where the text is longer than ``longest``.
    """
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        said = " ".join(piece.split())
        if said:
            length += len(said) + 1
            if length > longest:
                return ""
            pieces.append(said)
    if len(pieces) > 1 and all(" " not in piece for piece in pieces):
        return " ".join(pieces)
    return "\n".join(pieces)


def is_running(element: lxml.html.HtmlElement) -> bool:
    """Whether an element holds a paragraph of running text."""
    length = 0
    for piece in element.itertext():
        length += len(piece)
        if length >= _PARAGRAPH:
            return True
    return False


def is_elsewhere(element: lxml.html.HtmlElement) -> bool:
    """Whether it stands in a caption, a comment or a list of other articles."""
    if element.tag in _UNSEEN:
        return True
    place: lxml.html.HtmlElement | None = element
    while place is not None and place.tag not in ("body", "html", "main", "article"):
        marks = f"{place.get('class') or ''} {place.get('id') or ''}"
        if place.tag in _ASIDE or (marks != " " and _marks_elsewhere(marks)):
            return True
        place = place.getparent()
    return False


def _is_in_menu(element: lxml.html.HtmlElement) -> bool:
    """Whether it is an item of a list or one of several links beside one another."""
    place: lxml.html.HtmlElement | None = element
    for _ in range(3):
        if place is None:
            return False
        if place.tag in ("li", "ul", "ol", "nav", "menu"):
            return True
        house = place.getparent()
        if house is not None and len(list(islice(house.iterchildren("a"), _MENU))) >= _MENU:
            return True
        place = place.getparent()
    return False


@lru_cache(maxsize=8_192)
def _marks_elsewhere(marks: str) -> bool:
    return bool(_ELSEWHERE.search(marks))


def _following(
    element: lxml.html.HtmlElement, most: int, axis: str = "following"
) -> list[lxml.html.HtmlElement]:
    found = element.xpath(f"{axis}::*[position()<={most}]")
    nodes = [node for node in found if isinstance(node, lxml.html.HtmlElement)]
    return nodes[::-1] if axis == "preceding" else nodes
