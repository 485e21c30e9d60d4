"""Which agency or distributor signs here?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from tearsheet.model import Span

_SPACED = re.compile(
    "[A-Za-z0-9\u00aa\u00b5\u00ba\u00c0-\u02af\u0370-\u052f\u0531-\u0587\u0900-\u097f\u10a0-\u10ff\u1e00-\u1fff]"
)
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
# Particles that Arabic writes together with the name they stand before, the article among them.
_ARABIC_PARTICLE = re.compile(
    "(?<![\u0620-\u064a\u066e-\u06d3])[\u0648\u0641]?[\u0644\u0628\u0643]?(?:\u0627\u0644|\u0644\u0644)?$"
)
_PARTED = re.compile(
    r"\s*[/,;&+|=＝・、]\s*|\s+(?:and|und|et|y|e|и|та|және|ve|va|و|i|및)\s+|\s+[-–—]\s+"
)
# A shorter name takes no ending: "APA" is no case of "AP".
_LEAST_BENT = 5
_EDGES = ' \t.,:;()[]/©«»"“”„*_|•–—-【】（）<>=#'


@dataclass(frozen=True, slots=True)
class Tell:
    """A mark of house style: what a line holds in small letters, and the pattern in it."""

    holds: str
    line: str


@dataclass(frozen=True, slots=True)
class Wire:
    """An agency that writes, or a distributor that carries; one entry of ``wire.toml``."""

    name: str
    role: Literal["agency", "distributor"]
    signatures: tuple[str, ...]
    weak: tuple[str, ...] = ()
    tells: tuple[Tell, ...] = ()
    signoffs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature in a text. A ``is_weak`` one may be a word."""

    span: Span
    wire: Wire
    is_weak: bool


@dataclass(frozen=True, slots=True)
class _Wires:
    endings: tuple[str, ...]
    wire: tuple[Wire, ...]


@lru_cache(maxsize=1)
def _known() -> _Wires:
    data = resources.files("tearsheet.read").joinpath("wire.toml").read_bytes()
    return msgspec.toml.decode(data, type=_Wires)


def wires() -> tuple[Wire, ...]:
    """All we know."""
    return _known().wire


@lru_cache(maxsize=1)
def _ending() -> re.Pattern[str]:
    endings = sorted(_known().endings, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(endings)})(?![^\W_])")


@lru_cache(maxsize=4096)
def wire_signed(text: str) -> Wire | None:
    """The wire whose signature ``text`` is, or the first of several (``AP/Reuters``)."""
    whole = _wire_called(text.strip(_EDGES))
    if whole:
        return whole
    for part in _PARTED.split(text.strip(_EDGES)):
        found = _by_signature().get(part) or (_wire_called(part) if len(part) > 3 else None)
        if found:
            return found
    return None


def signatures_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Signed]:
    """Every signature that stands as a word of its own in a stretch, the longest at each place.

    Spans are places in ``text``. Where words are not parted by spaces, any place will do.
    """
    stretch = text[start:end] if start or end is not None else text
    longest: dict[int, tuple[int, int]] = {}
    for number, first, last in _searcher().find_matches_as_indexes(stretch, overlapping=True):
        known = longest.get(first)
        if (known is None or last > known[0]) and is_apart(stretch, first, last):
            longest[first] = last, number
    reached = 0
    for first in sorted(longest):
        last, number = longest[first]
        if first >= reached:
            reached = last
            sign = _signs()[number]
            wire = _by_signature()[sign]
            yield Signed(Span(start + first, start + last), wire, sign in wire.weak)


def is_apart(text: str, start: int, end: int) -> bool:
    """Whether no letter of a script that parts its words by spaces runs on at either side.

    A case ending may stand after a name of five letters or more, as many languages have it.
    """
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before and _SPACED.match(before) and _SPACED.match(text[start]):
        return False
    runs_on = before and _ARABIC.match(before) and _ARABIC.match(text[start])
    if runs_on and not _ARABIC_PARTICLE.search(text, max(0, start - 6), start):
        return False
    if after and _ARABIC.match(after) and _ARABIC.match(text[end - 1]):
        return False
    if not after or not _SPACED.match(after) or not _SPACED.match(text[end - 1]):
        return True
    return suffix_end(text, Span(start, end)) > end


def suffix_end(text: str, span: Span) -> int:
    """Where a name ends with its case ending, as in ``Интерфаксу``."""
    match = _ending().match(text, span.end) if span.end - span.start >= _LEAST_BENT else None
    return match.end() if match else span.end


def _wire_called(text: str) -> Wire | None:
    return _by_signature().get(text) or _by_folded().get(text.casefold())


@lru_cache(maxsize=1)
def _signs() -> tuple[str, ...]:
    return tuple(_by_signature())


@lru_cache(maxsize=1)
def _searcher() -> AhoCorasick:
    """All signatures, looked for at once: there are more than a thousand."""
    return AhoCorasick(_signs(), matchkind=MatchKind.Standard)


@lru_cache(maxsize=1)
def _by_signature() -> Mapping[str, Wire]:
    return {sign: wire for wire in reversed(wires()) for sign in (*wire.signatures, *wire.weak)}


@lru_cache(maxsize=1)
def _by_folded() -> Mapping[str, Wire]:
    names = {wire.name.casefold(): wire for wire in reversed(wires()) if wire.name not in wire.weak}
    return names | {
        sign.casefold(): wire
        for sign, wire in _by_signature().items()
        if len(sign) > 3 and sign not in wire.weak
    }
