"""Finds the dateline that opens a text."""

import re
from dataclasses import dataclass, replace

from tearsheet.model import Dateline, Span
from tearsheet.press import register
from tearsheet.read.dateline.styles import NAME, Script, Style, not_places, styles_of
from tearsheet.read.metadata.calendar import folded, month_names
from tearsheet.read.signatures import signatures_in, wire_signed

# A standfirst and a byline may stand before it; below a masthead only what is unmistakable counts.
_FIRST_LINES, _LINES = 3, 40
_DEEPEST = 8000
_REACH = 160
_MOST_WORDS = 9
_MOST_CASELESS, _MOST_ALONE = 4, 4
_ABBREVIATED = re.compile(r"\.\w\.$|,\s\w{2,5}\.$")
_MARKS = re.compile(r"[(\[/|\-–—―=:.,،]")
_UNMARKED = re.compile(r"[^(\[/|\-–—―=:\d]*")
_CALLED = re.compile(r"^(?:(?:корр|corr)\.\s|агентство\s|agencia\s|agence\s)", re.IGNORECASE)
_EQUALS = re.compile(r"[=＝]")
_JAPANESE_DATE = re.compile(r"(?:\d{1,2}月)?\d{1,2}日(?:発)?")
# Small words inside a place's name: Frankfurt am Main, Rio de Janeiro, Stratford-upon-Avon.
_SMALL = frozenset(
    {"am", "an", "der", "den", "ob", "im", "in", "de", "del", "la", "las", "los", "du", "des"}
    | {"le", "les", "do", "da", "dos", "das", "di", "of", "upon", "sur", "sous", "bei", "al", "el"}
    | {"and", "und", "et", "y", "e", "и", "та", "және", "ve", "va", "i", "the", "na", "nad"}
)
_NEXT_IS_A_DATE = re.compile(r"\s?(?:[A-Z]{3,9}\.?\s\d{1,2}|\d{1,2}\s[A-Z]{3,9})(?:,?\s\d{4})?:")


@dataclass(frozen=True, slots=True)
class _Found:
    place: str
    date: str
    agency: str
    end: int


def dateline(text: str, language: str) -> Dateline | None:
    """The dateline that opens one of the first lines, None if there is none.

    The span covers place, date, agency and the dash or stop that closes them. ``language``
    (BCP 47) names the months. A place alone counts only in capitals before a dash, and below the
    third line only one that names an agency.
    """
    start = 0
    for number, line in enumerate(text[:_DEEPEST].split("\n", _LINES)[:_LINES]):
        found = _in(line[:_REACH], language, deep=number >= _FIRST_LINES)
        if found is not None:
            span = Span(start, start + found.end)
            return Dateline(found.place, found.date, found.agency, span)
        start += len(line) + 1
    return None


def _in(head: str, language: str, *, deep: bool) -> _Found | None:
    scripts = _scripts(head)
    if not scripts:
        return None
    signs = [sign.span for sign in signatures_in(head)]
    for script in scripts:
        for style in styles_of(script, deep):
            found = _styled(style, head, signs, language)
            if found is not None and (found.agency or not deep):
                return found
    return None


def _styled(style: Style, head: str, signs: list[Span], language: str) -> _Found | None:
    """What a style finds; a bare name is looked for where a signature stands."""
    if not style.is_bare:
        match = style.pattern.match(head)
        return _read(match, style, head, language) if match else None
    for sign in signs:
        marked = head[: sign.start] + NAME + head[sign.end :]
        match = style.pattern.match(marked)
        if match is not None and match.start("agency") == sign.start:
            found = _read(match, style, marked, language)
            if found is not None:
                longer = sign.end - sign.start - len(NAME)
                return replace(found, agency=sign.of(head), end=found.end + longer)
    return None


def _scripts(head: str) -> tuple[Script, ...]:
    """The scripts whose styles are worth a try, by the first letter."""
    first = next((one for one in head if one.isalnum()), "")
    if not first:
        return ()
    if "\u0590" <= first <= "\u0e7f":
        return ("caseless",) if _MARKS.search(head) else ()
    if "\uac00" <= first <= "\ud7a3":
        return ("korean",) if head[0] in "([【" else ()
    if first >= "\u3040" or head[0] in "【［＜":
        held = head[0] in "【[［＜<"
        return ("korean", "japanese", "chinese") if held else ("chinese",)
    if not (first.isupper() or first.isdigit() or head[0] in "([/") or not _may_open(head):
        return ()
    return ("japanese", "cased") if head[0] in "［[" else ("cased",)


def _may_open(head: str) -> bool:
    """Whether the words up to the first mark or figure can be places, as they seldom can."""
    before = _UNMARKED.match(head)
    if before is None or before.end() == len(head):
        return False
    words = before[0].replace(",", " ").replace(".", " ").split()
    return len(words) <= _MOST_WORDS + 1 and all(
        not word[0].islower() or word in _SMALL for word in words
    )


def _read(match: re.Match[str], style: Style, head: str, language: str) -> _Found | None:
    groups = match.groupdict()
    place = (groups.get("place") or "").strip(" ,،-–—")
    place = place if _ABBREVIATED.search(place) else place.rstrip(".")
    date = (groups.get("date") or "").strip()
    agency = (groups.get("agency") or groups.get("slashed") or "").strip()
    agency = _CALLED.sub("", agency)
    end = len(match[0].rstrip())
    if style.known and agency and agency != NAME and wire_signed(agency) is None:
        return None
    if style.script == "japanese":
        return _japanese(groups, end)
    if style.script == "korean":
        is_reporter = agency.endswith(("기자", "특파원"))
        return None if is_reporter else _Found(place, "", agency, end)
    if style.script == "chinese":
        return _Found(place, date, "" if agency.startswith("本") else agency, end)
    if style.script == "cased":
        alone = not (date or agency)
        if not head[match.end() :].strip() and alone:
            return None
        if alone and (place in not_places() or _NEXT_IS_A_DATE.match(head, match.end())):
            return None
        if place and not _is_place(place):
            return None
        if style.short and " " in place and not place.isupper():
            return None
        if not place and not (agency and style.known):
            return None
        if place and not _is_closed(place, date, agency, language):
            return None
        if date and not _is_date(date, language):
            return None
        return _Found(place, date.rstrip("."), agency, end)
    if date and not _is_date(date, language):
        return None
    is_short = len(place.split()) <= _MOST_CASELESS
    return _Found(place, date, agency, end) if agency and is_short else None


def _is_closed(place: str, date: str, agency: str, language: str) -> bool:
    """Whether date and agency make a dateline of a place; a place alone must stand in capitals."""
    if date and not _is_date(date, language):
        return False
    if agency == NAME:
        return True
    if agency:
        return _is_agency(agency, place) or (bool(date) and agency[0].isupper())
    if len(place) < 2:
        return False
    if place.isupper():
        return bool(date) or (len(place) > 2 and len(place.split()) <= _MOST_ALONE)
    return bool(date) and any(character.isalpha() for character in date)


def _is_place(place: str) -> bool:
    words = [word for word in re.split(r"[\s,/&·]+", place) if word]
    return (
        len(place) > 1
        and 0 < len(words) <= _MOST_WORDS
        and all(word[0].isupper() or word in _SMALL for word in words)
    )


def _is_date(date: str, language: str) -> bool:
    words = re.findall(r"[^\W\d_][^\s\d.,،/()–—\-]+", date)
    if not words:
        return True
    names = month_names(language)
    return any(folded(word) in names for word in words)


def _is_agency(agency: str, place: str) -> bool:
    """Whether brackets hold an agency: one we know, or a name after a place in capitals."""
    if wire_signed(agency):
        return True
    words = agency.split()
    town = place.partition(",")[0]
    if town.isupper() and 0 < len(words) <= 4 and all(word[0].isupper() for word in words):
        return True
    return len(words) == 1 and agency.isupper() and register().named(agency) is not None


def _japanese(groups: dict[str, str | None], end: int) -> _Found | None:
    """Brackets that hold a place and a correspondent, or a place, a date and an agency."""
    held = groups.get("held")
    if held is None:
        who = groups.get("who") or ""
        return _Found(groups.get("place") or "", "", who if wire_signed(who) else "", end)
    day = _JAPANESE_DATE.search(held)
    date = day[0].rstrip("発") if day else ""
    rest = (held[: day.start()] + " " + held[day.end() :] if day else held).strip(" \u3000=＝")
    for size in range(len(rest)):
        agency = rest[size:].strip(" \u3000=＝、")
        if wire_signed(_EQUALS.split(agency)[0]):
            place = rest[:size].strip(" \u3000=＝、")
            return _Found(place, date, agency, end)
    return None
