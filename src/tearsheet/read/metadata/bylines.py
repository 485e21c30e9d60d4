"""Where on the page, for readers to see, does it say who wrote it?"""

import re
from collections.abc import Iterator

from tearsheet.read.metadata.clock import moment_of
from tearsheet.read.metadata.names import (
    is_byline,
    is_pen_name,
    is_person,
    leads_to_author,
    names_in,
)
from tearsheet.read.metadata.places import (
    Elements,
    Line,
    Places,
    is_elsewhere,
    is_running,
    lines_in,
    pieces_of,
)
from tearsheet.read.metadata.tags import one_line

_LONGEST_BYLINE = 200
_LONGEST_LINE = 120
_LONGEST_NAMES = 60
_MARK = re.compile(
    r"byline|author|autor|auteur|reporter|journalist|writer|redakt|signature", re.IGNORECASE
)
_NO_MARK = re.compile(
    r"btn|button|follow|image|avatar|bio(?:$|[^a-z])|authori[sz]|notauthor", re.IGNORECASE
)
# Marks that stand on an element which holds a name and nothing else (hCard, microdata, rel).
_MADE_FOR_NAMES = re.compile(
    r"(?:^|\s)(?:fn|author|author[-_]?name|byline[-_]?name|authorname|autorname)(?:\s|$)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_DATE = re.compile(r"(?P<names>[^|·•–—/\d]{4,60})[|·•–—/\s]*[|·•–—][|·•–—/\s]*$")
_INITIALS = re.compile(r"[A-Z]{2,6}$")


def visible_bylines(places: Places, language: str) -> Iterator[tuple[str, ...]]:
    """The names in elements marked as bylines, then in lines that open as bylines do, then in
    links to authors' pages, then in a bold line of its own above or below the text; best first.

    Only what stands near the headline and just below the last paragraph counts.
    """
    around = (*places.above, *places.below)
    yield from _marked(around, places, language)
    yield from _lines((*places.lines_above, *places.lines_below), places, language)
    yield from _linked(around, language)
    yield from _signature(places.paragraphs, language)
    yield from _marked(places.foot, places, language)
    yield from _lines(lines_in(places.foot), places, language)


def _marked(elements: Elements, places: Places, language: str) -> Iterator[tuple[str, ...]]:
    for element in elements:
        marks = " ".join(
            element.get(name) or ""
            for name in ("class", "id", "itemprop", "rel", "data-testid", "data-qa")
        )
        if not _MARK.search(marks) or _NO_MARK.search(marks) or is_elsewhere(element):
            continue
        text = pieces_of(element, _LONGEST_BYLINE)
        made_for_it = bool(_MADE_FOR_NAMES.search(marks))
        names = tuple(
            name
            for name in (names_in(text, language) if text else ())
            if is_person(name) or (made_for_it and is_pen_name(name))
        )
        covered = is_byline(text) or sum(map(len, names)) * 2 > len(text)
        if names and covered and places.owns(element):
            yield names


def _lines(lines: tuple[Line, ...], places: Places, language: str) -> Iterator[tuple[str, ...]]:
    for line in lines:
        if not 4 <= len(line.text) <= _LONGEST_LINE:
            continue
        if is_byline(line.text):
            names = _opened(line.text, language)
        elif _YEAR.search(line.text):
            names = _before_date(line.text, language)
        else:
            continue
        if names and places.owns(line.element):
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
    head = _BEFORE_DATE.match(text[: moment.start])
    names = names_in(head["names"], language) if head else ()
    return names if all(name[0].isupper() and is_person(name) for name in names) else ()


def _linked(elements: Elements, language: str) -> Iterator[tuple[str, ...]]:
    """Links to authors' pages that share the first one's parent."""
    home = None
    found: list[str] = []
    for link in elements:
        if link.tag != "a" or not leads_to_author(link.get("href") or "") or is_elsewhere(link):
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


def _signature(paragraphs: Elements, language: str) -> Iterator[tuple[str, ...]]:
    """A name alone in bold before the first long paragraph or after the last."""
    running = [at for at, element in enumerate(paragraphs) if is_running(element)]
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
