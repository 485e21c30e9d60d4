"""Which wire's house style does a text show? Sign-offs, standing phrases, a distributor's links."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from tearsheet.model import Credit, Span
from tearsheet.read.signatures import Wire, wires
from tearsheet.read.wire.credits import Page, credit_of

_LONGEST_LINE = 1500
_SIGNOFF_LINES, _LONGEST_SIGNOFF = 3, 40
_MOST_HITS = 20


def told(text: str, tail: str, page: Page) -> Iterator[Credit]:
    """The wires whose marks stand in the text or below it, each with the line that tells."""
    for lines, is_text in ((text, True), (tail, False)):
        for wire, line in _tells_in(lines):
            span = line if is_text else None
            yield from credit_of(wire, wire.name, line.of(lines), page, span)
    yield from _signed_off(text, page)


def _tells_in(text: str) -> Iterator[tuple[Wire, Span]]:
    """Each wire that a line tells of, with the line."""
    if not text:
        return
    # The one capital whose small form is longer would move all that follows.
    small = text.replace("İ", "I").lower()
    searcher, tells = _searcher()
    tries: dict[int, int] = {}
    for number, start, end in searcher.find_matches_as_indexes(small, overlapping=True):
        tries[number] = tries.get(number, 0) + 1
        if tries[number] > _MOST_HITS:
            continue
        wire, pattern = tells[number]
        first = max(
            text.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1, start - _LONGEST_LINE, 0
        )
        last = text.find("\n", end, end + _LONGEST_LINE)
        last = min(len(text), end + _LONGEST_LINE) if last < 0 else last
        if pattern.search(text[first:last]):
            yield wire, Span(first, last)


def _signed_off(text: str, page: Page) -> Iterator[Credit]:
    """A line of initials at the end."""
    end = len(text)
    for line in reversed(text[-500:].split("\n")[-_SIGNOFF_LINES:]):
        said = line.strip()
        if 0 < len(said) <= _LONGEST_SIGNOFF:
            for wire, pattern in _signoffs():
                if pattern.fullmatch(said):
                    yield from credit_of(wire, wire.name, said, page, Span(end - len(line), end))
        end -= len(line) + 1


@lru_cache(maxsize=1)
def _searcher() -> tuple[AhoCorasick, tuple[tuple[Wire, re.Pattern[str]], ...]]:
    tells = [(wire, tell) for wire in wires() for tell in wire.tells]
    patterns = tuple((wire, re.compile(tell.line, re.IGNORECASE)) for wire, tell in tells)
    return AhoCorasick([tell.holds for _, tell in tells]), patterns


@lru_cache(maxsize=1)
def _signoffs() -> tuple[tuple[Wire, re.Pattern[str]], ...]:
    return tuple((wire, re.compile("|".join(wire.signoffs))) for wire in wires() if wire.signoffs)
