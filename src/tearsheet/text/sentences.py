"""Where do sentences lie? Rules with exact offsets; languages are files in `abbreviations`."""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from tearsheet.model import Span
from tearsheet.text.marks import quoted
from tearsheet.text.paragraphs import paragraphs

_OPENERS = "\"'“‘„«»‹([¿¡「『【《（-–—•"
_WIDE = "。！？｡．"
# Arabic, Urdu, Devanagari, Canadian, Ethiopic, Khmer, Burmese, Armenian, Tibetan, Mongolian.
_OTHERS = "؟۔।॥᙮።፧፨។៕။։།༎᠃"
# German closes with “, which opens elsewhere: it closes where no word follows it.
_CLOSER = r"(?:[\"'”’»›)\]」』】》）〉]|“(?=\s|$|[.,;:!?)]))"
_END = re.compile(
    # A class comes first, which the engine skips to; it does not skip to a repeated one.
    f"[.!?…{_WIDE}{_OTHERS}][.!?…{_WIDE}{_OTHERS}]*"
    rf"(?P<closers>{_CLOSER}*(?:[ \u00a0\u202f]»)?)(?=(?P<gap>\s*))"
)
_TOKEN = re.compile(r"[^\s(\[«“„\"'‘—–/]+$")
_NEXT_WORD = re.compile(r"[\w'’]+")
_INITIAL = re.compile(r"(?:\w\.-?)*\w", re.UNICODE)
_ROMAN = re.compile(r"[IVXLC]{1,5}")
_FIGURE = re.compile(r"\d[^\S\n]?\Z")
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a language knows about full stops; the fields are explained in ``en.toml``."""

    never_end: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    ends: frozenset[str]
    tails: tuple[str, ...]
    starters: frozenset[str]
    ordinals: bool
    continues: re.Pattern[str] | None


@cache
def _rules(language: str) -> _Rules:
    """The language's rules; a language without a file gets the Latin ones all share."""
    folder = resources.files("tearsheet.text") / "abbreviations"
    file = folder / f"{language}.toml"
    if not file.is_file():
        file = folder / "und.toml"
    table = tomllib.loads(file.read_text("utf-8"))
    continues = table.get("continues")
    return _Rules(
        frozenset(word.casefold() for word in table.get("never_end", ())),
        frozenset(word.casefold() for word in table.get("before_number", ())),
        frozenset(word.casefold() for word in table.get("may_end", ())),
        frozenset(word.casefold() for word in table.get("ends", ())),
        tuple(table.get("tails", ())),
        frozenset(table.get("starters", ())),
        bool(table.get("ordinals", False)),
        re.compile(continues) if continues else None,
    )


def sentences(text: str, language: str) -> list[Span]:
    """The sentences of a text, in order, without white space around them.

    No sentence crosses a line feed. Closing marks belong to the sentence they close; a quotation
    that is opened and closed in its paragraph is not cut, so "…" with its ending is one
    sentence. ``language`` is BCP 47 or ``und``.
    """
    return list(_sentences(text, language))


@lru_cache(maxsize=4)
def _sentences(text: str, language: str) -> tuple[Span, ...]:
    """As `sentences`; one article is asked for them by everyone who annotates it."""
    rules = _rules(language.split("-")[0].lower())
    return tuple(
        sentence
        for paragraph in paragraphs(text)
        for sentence in _of_paragraph(text, paragraph, rules)
    )


def _of_paragraph(text: str, paragraph: Span, rules: _Rules) -> list[Span]:
    if not _END.search(text, paragraph.start, paragraph.end):
        return [paragraph]
    whole = [
        (part.whole.start, part.whole.end)
        for part in quoted(text, paragraph)
        if part.depth == 0 and part.opened and part.closed
    ]
    starts = [start for start, _ in whole]
    found, start = list[Span](), paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        end = match.end("closers")
        if end <= start or end >= paragraph.end:
            continue
        inside = bisect_right(starts, end - 1) - 1
        if inside >= 0 and end < whole[inside][1]:
            continue
        if _ends_here(text, match, paragraph.end, rules):
            found.append(Span(start, end))
            start = match.end("gap")
    if start < paragraph.end:
        found.append(Span(start, paragraph.end))
    return found


def _ends_here(text: str, match: re.Match[str], limit: int, rules: _Rules) -> bool:
    """Whether a sentence ends at a terminator that something follows."""
    terminator, closers, gap = match[0], match["closers"], match["gap"]
    mark = terminator[0]
    at = match.end("gap")
    following = text[at : at + 1]
    if mark in _WIDE:
        return following not in "，、；,;" and not _goes_on(text, at, closers, rules)
    if mark == "।" and _goes_on(text, at, closers, rules):
        return False
    if not gap and not (mark in "؟۔।॥።។" or (closers and following in _OPENERS)):
        return False
    if following in ",;:)]}—–" or (following == "-" and text[at + 1 : at + 2] == " "):
        return False
    word = _NEXT_WORD.match(text, _skip(text, at, limit), limit)
    first = word[0][0] if word else ""
    if first.islower() and first.title() != first:  # Georgian has no capitals
        return False
    plain = terminator == "."
    return not (plain and _is_abbreviation(text, match.start(), word[0] if word else "", rules))


def _goes_on(text: str, at: int, closers: str, rules: _Rules) -> bool:
    """Whether a sentence goes on after a quotation that ends in a wide full stop: 。”他说。"""
    return bool(closers and rules.continues and rules.continues.match(text, at))


def _skip(text: str, at: int, limit: int) -> int:
    """Past opening marks, to where the next word begins."""
    while at < limit and text[at] in _OPENERS:
        at += 1
    return at


def _is_abbreviation(text: str, stop: int, following: str, rules: _Rules) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it."""
    token = _TOKEN.search(text[max(0, stop - _LOOK_BACK) : stop])
    if not token or not following:
        return False
    word = token[0].lstrip("-").casefold()
    always = word in rules.never_end or (rules.tails and word.endswith(rules.tails))
    if word in rules.may_end and _FIGURE.search(text, max(0, stop - _LOOK_BACK), stop - len(word)):
        always = False  # "в 2024 г.", not "г. Тула"
    if following[0].isdigit():
        return bool(always) or word in rules.before_number
    if always:
        return True
    starts = following in rules.starters
    if word in rules.ends:
        return False
    if word in rules.may_end:
        return not starts
    if _INITIAL.fullmatch(token[0]) and not token[0][0].isdigit():
        # An initial before a name; a dotted acronym (U.S.) unless a usual opening word follows.
        single = len(token[0]) == 1
        letter = token[0][-1]
        caseless = single and letter.isalpha() and not (letter.isupper() or letter.islower())
        return (letter.isupper() or caseless or "." in word) and not (starts and not single)
    if rules.ordinals:
        ordinal = (word.isdigit() and len(word) <= 2) or _ROMAN.fullmatch(token[0]) is not None
        return ordinal and not starts
    return False
