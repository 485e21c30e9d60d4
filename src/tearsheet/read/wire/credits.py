"""Who wrote and who carried a text, by its dateline, its byline and the lines at its edges."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tearsheet.model import Credit, Dateline, Role, Span
from tearsheet.press import register
from tearsheet.read.signatures import Signed, Wire, signatures_in, wire_signed
from tearsheet.read.wire.edges import Line
from tearsheet.read.wire.naming import is_same, key_of
from tearsheet.read.wire.phrases import NAME, any_of, byline, listed

_LONGEST_BASIS = 160
_LONGEST_BYLINE = 160
# American stations sign so what is their own (47 CFR 73.3550).
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}(?:-TV|-FM)?")
_DISTRIBUTOR = re.compile(r"\b(?:news|press|business|pr)\s?-?wire\b", re.IGNORECASE)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|[年月日]|\bago\b")
_BY = re.compile(r"\W*(?:by|von|par|por|di|przez|автор:?)\s+", re.IGNORECASE)
_SEPARATED = re.compile(r"[\s,&|/•·–—-]+")
_BESIDE_NAMES = frozenset(
    {"and", "und", "et", "y", "e", "и", "the", "de", "van", "von", "da", "al"}
)
_MOST_WORDS = 16
_PICTURE = re.compile(
    r"\b(?:photos?|pictures?|image|file|foto|fotos|bild|video|media|graphic|via|pool|caption)\b|фото",
    re.IGNORECASE,
)
_POSTED_BY = re.compile(
    rf"\b(?:by|von|par|por|от|автор) (?:the )?{NAME}\s*(?:$|[|,•·–—-])", re.IGNORECASE
)
# Printed with a capital it is part of the name.
_ARTICLE = "The "
_FEW_SIGNS = 6


@dataclass(frozen=True, slots=True)
class Page:
    """The page a text stands on: what its outlet is called (empty if unknown), its host, and the
    register's key for it.
    """

    own: str
    host: str
    key: str | None


def signed(
    text: str, dateline: Dateline | None, authors: tuple[str, ...], page: Page
) -> Iterator[Credit]:
    """Agencies in the dateline and in the byline that the page declares."""
    if dateline and dateline.agency:
        wire = wire_signed(dateline.agency)
        at = dateline.span.of(text).find(dateline.agency)
        start = dateline.span.start + max(at, 0)
        span = Span(start, start + len(dateline.agency)) if at >= 0 else dateline.span
        if wire is not None:
            yield from credit_of(wire, dateline.agency, "dateline", page, span)
        else:
            yield from _unlisted(dateline.agency, page, span)
    for author in authors:
        wire = wire_signed(author)
        if wire is not None:
            yield from credit_of(wire, author, f"byline: {author}", page, None)


def lined(lines: Iterable[Line], page: Page) -> Iterator[tuple[Credit, bool]]:
    """Credits in the lines around a text, each with whether the agency gave only a part of it."""
    lines = tuple(lines)
    for at, line in enumerate(lines):
        if line.edge in ("foot", "tail"):
            yield from _source(line, page)
        below = lines[at + 1 : at + 3]
        if line.edge in ("above", "head") or not below:
            yield from _byline(line, below, page)
        if line.edge in ("foot", "tail"):
            yield from _noted(line, page)


def republished(lines: Iterable[Line], page: Page) -> Iterator[tuple[Credit, Line]]:
    """The outlets that printed the text first, each with the line that says so."""
    for line in lines:
        said, start = _reach(line)
        for pattern in listed("republications"):
            match = pattern.search(said)
            if match is None:
                continue
            first, last = match.span("who")
            if said[max(0, first - len(_ARTICLE)) : first] == _ARTICLE:
                first -= len(_ARTICLE)
            who = said[first:last].rstrip()
            is_name = who[0].isupper() or not who[0].isascii() or register().named(who)
            if is_name and not is_same(who, page.own):
                span = line.within(start + first, start + first + len(who))
                basis = match[0][:_LONGEST_BASIS]
                yield Credit("originator", who, basis, key_of(who), span), line
            break


def _source(line: Line, page: Page) -> Iterator[tuple[Credit, bool]]:
    """The one that a SOURCE line names: the originator, unless it is the publisher's own."""
    said = line.text.strip()
    if len(said) >= _LONGEST_BASIS:
        return
    for pattern in listed("source_lines"):
        match = pattern.search(said)
        if match is None:
            continue
        who = match["who"].strip(" .<>*")
        wire = wire_signed(who)
        if wire is not None and wire.role == "distributor":
            yield from ((credit, False) for credit in credit_of(wire, who, said, page, line.span))
        elif who and (key_of(who) is None or key_of(who) != key_of(page.own)):
            yield Credit("originator", who, said, key_of(who), line.span), False


def _byline(line: Line, below: tuple[Line, ...], page: Page) -> Iterator[tuple[Credit, bool]]:
    """A line that is an agency's byline, or people's with their agency behind them."""
    said = line.text.strip()
    if not said or len(said) > _LONGEST_BYLINE or said[-1] in ":：?!":
        return
    for sign in _signs(line.text):
        rest = _named(line.text, sign).strip()
        people, _, after = rest.partition(NAME)
        whole = byline().fullmatch(rest) and not (
            line.edge == "foot" and _is_shouted(sign, line.text)
        )
        if (
            whole
            or (_DATED.search(said) and _POSTED_BY.search(rest))
            or (
                byline().fullmatch(NAME + after)
                and _are_names(people)
                and not _PICTURE.search(people)
                and (_BY.match(people) or _signs_off(people, line, below))
            )
        ):
            name = sign.span.of(line.text)
            span = line.within(sign.span.start, sign.span.end)
            for credit in credit_of(sign.wire, name, f"byline: {said}", page, span):
                yield credit, False
            return


def _are_names(people: str) -> bool:
    """Whether the words before an agency can be its writers' names."""
    words = [word for word in _SEPARATED.split(_BY.sub("", people, count=1)) if word]
    return 0 < len(words) <= _MOST_WORDS and all(
        word[0].isupper() or word in _BESIDE_NAMES for word in words
    )


def _is_shouted(sign: Signed, line: str) -> bool:
    """Whether a name of several words stands in capitals, as it does below pictures."""
    name = sign.span.of(line)
    return " " in name and name.isupper()


def _signs_off(people: str, line: Line, below: tuple[Line, ...]) -> bool:
    """Whether names before an agency are writers': in capitals, above the date, or at the end.

    A photographer stands like that too, but above or below a caption.
    """
    names = [word for word in people.split() if len(word) > 3]
    if all(map(str.isupper, names)):
        return True
    if line.edge == "foot":
        return not below and "(" not in line.text
    return any(len(one.text) < _LONGEST_BYLINE / 2 and _DATED.search(one.text) for one in below)


def _noted(line: Line, page: Page) -> Iterator[tuple[Credit, bool]]:
    """A line at the foot that credits an agency with the text, or with a part of it."""
    said, start = _reach(line)
    signs = list(_signs(said))[:_FEW_SIGNS]
    closing = len(said) == len(line.text) or start > 0
    for sign in signs:
        rest = _named(said, sign)
        if line.edge == "foot" and _is_shouted(sign, said) and len(said) < _LONGEST_BYLINE / 4:
            continue
        is_part = bool(any_of("contributions").search(rest))
        whole = len(line.text) < _LONGEST_BASIS and (
            any_of("credits").search(rest) or (not sign.is_weak and any_of("lone").search(rest))
        )
        if not (is_part or whole or (closing and any_of("closings").search(rest))):
            continue
        span = line.within(start + sign.span.start, start + sign.span.end)
        for credit in credit_of(sign.wire, sign.span.of(said), said, page, span):
            yield credit, is_part


def _signs(text: str) -> Iterator[Signed]:
    return signatures_in(text)


def _named(text: str, sign: Signed) -> str:
    return text[: sign.span.start] + NAME + text[sign.span.end :]


def _reach(line: Line) -> tuple[str, int]:
    """The part of a line that may hold a note, and where it begins: a paragraph's end."""
    if len(line.text) <= 4 * _LONGEST_BASIS:
        return line.text, 0
    if line.edge == "head":
        return line.text[: 4 * _LONGEST_BASIS], 0
    start = len(line.text) - 4 * _LONGEST_BASIS
    return line.text[start:], start


def credit_of(wire: Wire, name: str, basis: str, page: Page, span: Span | None) -> Iterator[Credit]:
    """A wire's credit, unless the page is the agency's own."""
    keys = {page.key, key_of(page.own)} - {None}
    if (wire_signed(page.own) == wire or key_of(wire.name) in keys) and wire.role == "agency":
        return
    role: Role = "distributor" if wire.role == "distributor" else "originator"
    shown = wire.name if wire.role == "distributor" else name
    yield Credit(role, shown, basis.strip()[:_LONGEST_BASIS], key_of(wire.name), span)


def _unlisted(name: str, page: Page, span: Span) -> Iterator[Credit]:
    """A dateline's agency that the list of wires has not: a distributor if it is called one."""
    outlet = register().named(name)
    key = outlet.key if outlet else None
    if is_same(name, page.own) or (key and key == key_of(page.own)):
        return
    if name.casefold() in page.host.split(".") or _CALL_SIGN.fullmatch(name):
        return
    distributes = _DISTRIBUTOR.search(name) or (outlet and outlet.kind == "wire distributor")
    yield Credit("distributor" if distributes else "originator", name, "dateline", key, span)
