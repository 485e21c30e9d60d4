"""Is a text one of the house's lines, and what stands in its slots?"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from tearsheet.edit.phrasing import SLOTS, Phrases
from tearsheet.text import folded
from tearsheet.text.folding import DOUBLE, SINGLE

_SLOT = re.compile(r"\{(\w+)\}")
_LOOSE = "(.+?)"
_DOUBLES = f'[{DOUBLE}"]'
_SINGLES = f"[{SINGLE}']"
_MOST_WAYS = 5_000
"""A text in which a line's words stand so often is no line of the house (measured 2026-11-22: 200
times ``said`` between marks took half a minute to be found none)."""
Wordings = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Read:
    """A text read as a line: ``slots`` are the line's in order, ``said`` what stands in them."""

    line: str
    slots: tuple[str, ...]
    said: tuple[str, ...]


def read_as(
    text: str, phrases: Phrases, tables: Sequence[str], wordings: Wordings
) -> Iterator[Read]:
    """Every way to read the text as a line of these tables; those whose facts are right first.

    ``wordings`` gives what a slot for a fact may hold. White space and the style of quotation marks
    do not count.
    """
    flat = folded(text).text.strip()
    near = [line for line in lines_of(phrases, tuple(tables)) if _may_be(line, flat)]
    for strictly in (True, False):
        for line in near:
            found = _pattern(line, strictly, wordings).fullmatch(text.strip())
            if found:
                yield Read(line, tuple(_SLOT.findall(line)), found.groups())


@cache
def lines_of(phrases: Phrases, tables: tuple[str, ...]) -> tuple[str, ...]:
    """Every line of the tables, with every form of outlet and of theme."""
    lines = {template.text: None for template in phrases.under(*tables)}
    for slot in ("outlet", "theme"):
        forms = [form.text for form in phrases.templates(f"{slot}.forms")] or [f"{{{slot}}}"]
        lines = {one: None for line in lines for one in _unfolded(line, f"{{{slot}}}", forms)}
    return tuple(lines)


def _unfolded(line: str, slot: str, forms: Sequence[str]) -> Iterator[str]:
    first, *rest = line.split(slot)
    for choice in product(forms, repeat=len(rest)):
        yield first + "".join(form + piece for form, piece in zip(choice, rest, strict=True))


@lru_cache(maxsize=8192)
def _literals(line: str) -> tuple[str, ...]:
    return tuple(folded(piece).text.strip() for piece in _SLOT.split(line)[::2])


def _may_be(line: str, flat: str) -> bool:
    """Whether the line's own words stand in the text, in order, and not in too many ways."""
    at, ways = 0, 1
    for piece in _literals(line):
        ways *= max(1, flat.count(piece)) if piece else 1
        if ways > _MOST_WAYS:
            return False
        at = flat.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def _pattern(line: str, strictly: bool, wordings: Wordings) -> re.Pattern[str]:
    pieces = list[str]()
    for number, piece in enumerate(_SLOT.split(line)):
        if number % 2 == 0:
            pieces.append(_typed(piece))
            continue
        fact = SLOTS[piece]
        opens = number == 1 and not pieces[0]
        known = _worded(wordings(piece), opens and fact != "outlet") if fact and strictly else ""
        pieces.append(known or (_LOOSE if fact is None or not strictly else "(?!)()"))
    return re.compile("".join(pieces), re.DOTALL)


def _worded(known: Sequence[str], may_open: bool) -> str:
    forms = dict.fromkeys(known)
    if may_open:
        forms |= dict.fromkeys(one[:1].upper() + one[1:] for one in known)
    longest_first = sorted(forms, key=len, reverse=True)
    return f"({'|'.join(_typed(one) for one in longest_first)})" if forms else ""


@lru_cache(maxsize=8192)
def _typed(piece: str) -> str:
    """A pattern for words however they are typed: any white space, any style of marks."""
    letters = list[str]()
    for letter in piece:
        if letter in DOUBLE or letter == '"':
            letters.append(_DOUBLES)
        elif letter in SINGLE or letter == "'":
            letters.append(_SINGLES)
        elif letter.isspace():
            letters.append(r"\s+")
        else:
            letters.append(re.escape(letter))
    return "".join(letters)
