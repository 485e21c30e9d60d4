"""Where on the page, for readers to see, does it say who wrote it?"""

import re
from collections.abc import Iterator, Sequence

import lxml.html

from tearsheet.read.metadata.clock import moment_of
from tearsheet.read.metadata.names import is_byline, is_person, leads_to_author, names_in
from tearsheet.read.metadata.tags import one_line
from tearsheet.read.page import Page

_LONGEST_BYLINE = 200
_LONGEST_LINE = 120
_PARAGRAPH = 150
# How many elements before and after the chief heading a byline may stand away from it, and how
# many after the last paragraph.
_ABOVE, _BELOW, _AFTER = 40, 200, 25
_MOST_ELEMENTS = 20_000
_MARK = re.compile(
    r"byline|author|autor|auteur|reporter|journalist|writer|redakt|signature", re.IGNORECASE
)
_NO_MARK = re.compile(
    r"btn|button|follow|image|avatar|bio(?:$|[^a-z])|authori[sz]|notauthor", re.IGNORECASE
)
_LINE_TAGS = frozenset(
    {
        "p",
        "span",
        "div",
        "li",
        "a",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "address",
        "strong",
        "em",
        "i",
        "b",
    }
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_STROKE = re.compile(r"(?P<names>[^|·•–—/\d]{4,60})[|·•–—/\s]*[|·•–—][|·•–—/\s]*$")
_INITIALS = re.compile(r"[A-Z]{2,6}$")
_LONGEST_NAMES = 60
_ELSEWHERE = re.compile(
    r"comment|related|caption|credit|copyright|social|share|teaser|recommend|newsletter|sidebar"
    r"|most-read|popular|trending",
    re.IGNORECASE,
)
_UNSEEN = frozenset(
    {"meta", "script", "style", "noscript", "img", "svg", "button", "input", "link"}
)
_ASIDE = frozenset({"figure", "figcaption", "footer", "nav", "aside", "form", "select"})


def visible_bylines(page: Page, headline: str, language: str) -> Iterator[tuple[str, ...]]:
    """The names in elements marked as bylines, then in lines that open as bylines do, then in
    links to authors' pages, then in a bold line of its own above or below the text; best first.

    Only the page's elements near its chief heading and just below its last paragraph count:
    elsewhere stand other articles' bylines.
    """
    around, below, paragraphs = _places(page, headline)
    yield from _marked(around, language)
    yield from _lines(around, language)
    yield from _linked(around, language)
    yield from _signature(paragraphs, language)
    yield from _marked(below, language)
    yield from _lines(below, language)


_Elements = Sequence[lxml.html.HtmlElement]


def _places(page: Page, headline: str) -> tuple[_Elements, _Elements, _Elements]:
    """The elements around the chief heading, those after the last paragraph, all paragraphs."""
    elements = [
        element
        for count, element in enumerate(page.tree.iter())
        if count < _MOST_ELEMENTS and isinstance(element, lxml.html.HtmlElement)
    ]
    heading = _chief_heading(elements, headline)
    around = elements[max(heading - _ABOVE, 0) : heading + _BELOW]
    paragraphs = [
        (at, element)
        for at, element in enumerate(elements)
        if element.tag == "p" and at > heading and not _is_elsewhere(element)
    ]
    running = [at for at, element in paragraphs if _length(element) >= _PARAGRAPH]
    below = elements[running[-1] : running[-1] + _AFTER] if running else []
    return around, below, [element for _, element in paragraphs]


def _chief_heading(elements: _Elements, headline: str) -> int:
    """Where the heading stands that says the headline; else the first ``h1``, else the top."""
    headings = [at for at, element in enumerate(elements) if element.tag in ("h1", "h2")]
    for at in headings:
        said = one_line(elements[at].text_content())
        if said and (said == headline or (len(said) > 20 and said in headline)):
            return at
    return next((at for at in headings if elements[at].tag == "h1"), 0)


def _marked(elements: _Elements, language: str) -> Iterator[tuple[str, ...]]:
    for element in elements:
        marks = " ".join(
            element.get(name) or ""
            for name in ("class", "id", "itemprop", "rel", "data-testid", "data-qa")
        )
        if not _MARK.search(marks) or _NO_MARK.search(marks) or _is_elsewhere(element):
            continue
        text = _pieces(element, _LONGEST_BYLINE)
        names = tuple(name for name in names_in(text, language) if is_person(name)) if text else ()
        if names and (is_byline(text) or sum(map(len, names)) * 2 > len(text)):
            yield names


def _lines(elements: _Elements, language: str) -> Iterator[tuple[str, ...]]:
    for element in elements:
        if element.tag not in _LINE_TAGS:
            continue
        text = _pieces(element, _LONGEST_LINE)
        if len(text) < 4 or not (is_byline(text) or _YEAR.search(text)) or _is_elsewhere(element):
            continue
        names = _opened(text, language) if is_byline(text) else _before_date(text, language)
        if names:
            yield names


def _opened(text: str, language: str) -> tuple[str, ...]:
    """The names of a line like "By Jane Doe" or "By DPA"."""
    return tuple(
        name for name in names_in(text, language) if is_person(name) or _INITIALS.match(name)
    )


def _before_date(text: str, language: str) -> tuple[str, ...]:
    """The names of a line like "Jane Doe | 16.06.2025"."""
    moment = moment_of(text, language)
    if moment is None or not 4 < moment.start <= _LONGEST_NAMES:
        return ()
    head = _STROKE.match(text[: moment.start])
    names = names_in(head["names"], language) if head else ()
    return names if all(name[0].isupper() and is_person(name) for name in names) else ()


def _linked(elements: _Elements, language: str) -> Iterator[tuple[str, ...]]:
    """Links to authors' pages that share the first one's parent."""
    home = None
    found: list[str] = []
    for link in elements:
        if link.tag != "a" or not leads_to_author(link.get("href") or "") or _is_elsewhere(link):
            continue
        text = one_line(link.text_content())
        names = [name for name in names_in(text, language) if is_person(name)]
        if not names or len(text) > _LONGEST_LINE:
            continue
        if home is None:
            home = link.getparent()
        if link.getparent() is home:
            found.extend(names)
    if found:
        yield tuple(dict.fromkeys(found))


def _signature(paragraphs: _Elements, language: str) -> Iterator[tuple[str, ...]]:
    """A name alone in bold before the first long paragraph or after the last."""
    running = [at for at, element in enumerate(paragraphs) if _length(element) >= _PARAGRAPH]
    if len(running) < 2:
        return
    for at in (running[0] - 1, running[-1] + 1):
        if not 0 <= at < len(paragraphs):
            continue
        text = one_line(paragraphs[at].text_content())
        bold = [one_line(part.text_content()) for part in paragraphs[at].iter("strong", "b")]
        if text and bold == [text] and len(text) <= _LONGEST_LINE:
            names = names_in(text, language)
            if names and all(map(is_person, names)):
                yield names


def _length(element: lxml.html.HtmlElement) -> int:
    length = 0
    for piece in element.itertext():
        length += len(piece)
        if length >= _PARAGRAPH * 4:
            break
    return length


def _pieces(element: lxml.html.HtmlElement, longest: int) -> str:
    """Its text, a line for each piece, so that neighbours without a comma stay two names.

    Empty where the text is longer than ``longest``.
    """
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        said = one_line(piece)
        if said:
            length += len(said) + 1
            if length > longest:
                return ""
            pieces.append(said)
    if len(pieces) > 1 and all(" " not in piece for piece in pieces):
        return " ".join(pieces)
    return "\n".join(pieces)


def _is_elsewhere(element: lxml.html.HtmlElement) -> bool:
    """Whether it stands in a caption, a comment or a list of other articles."""
    if element.tag in _UNSEEN:
        return True
    place: lxml.html.HtmlElement | None = element
    while place is not None and place.tag not in ("body", "html", "main", "article"):
        marks = f"{place.get('class') or ''} {place.get('id') or ''}"
        if place.tag in _ASIDE or (marks != " " and _ELSEWHERE.search(marks)):
            return True
        place = place.getparent()
    return False
