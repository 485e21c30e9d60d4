"""Where do the words of a text stand, and which number has each?

Texts are folded and cut many at a time, by tables over code points: a word is a run of letters,
digits and vowel signs, or one character of a script written without spaces. Words that differ
only in case, in compatibility form, in marks above and below their letters, or in characters
that are not seen have one number. Numbers are the same on every machine and in every process;
they change only with Python's Unicode version, where a character was added.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from tearsheet.model import Span

Numbers: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = NDArray[np.int64]
Marked: TypeAlias = NDArray[np.bool_]

_UNSPACED = ((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))
"""Thai and Lao, Burmese, Khmer, kana, Han of the basic plane."""
_UNSPACED_BEYOND = (0x20000, 0x323AF)
_KNOWN = 0x323B0
"""Code points past this one (tags, variation selectors, private use) are not seen."""
_UNCHANGED = ((0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0x20000, 0x2F7FF), (0x30000, 0x323AF))
"""Ideographs and Hangul syllables, which folding leaves as they are."""
_GAP, _LETTER, _ALONE, _REWRITTEN = range(4)
_MARKS = frozenset(["\u0640", *map(chr, range(0xFE00, 0xFE10))])
"""The Arabic stroke that only lengthens a word, and variation selectors."""

_PLAIN = frozenset(["Cn", "Lo", "So", "Po", "Nd", "Mc", "Co", "Cs"])
"""General categories without case; what has no decomposition either folds to itself."""

_BASE = 0x9E6C63D0876A9A47
_TEXT_BASE = 0xD1B54A32D192ED03
"""Odd, so that multiplying by them can be undone (modulo 2 to the 64th)."""
_STRETCH = 1 << 18
"""Powers kept ready; a longer text has its own made."""
_Number = TypeVar("_Number", np.int64, np.uint64)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text or of several in a row.

    ``numbers`` of the words in order; ``starts`` and ``ends``, half-open, in code points of
    their own text; ``alone`` says which are one character of an unspaced script. The words of
    text ``n`` are those from ``bounds[n]`` up to ``bounds[n + 1]``.
    """

    numbers: Numbers
    starts: Places
    ends: Places
    alone: Marked
    bounds: Places

    def without(self, left_out: Sequence[Sequence[Span]]) -> "Words":
        """Those that begin in none of the spans that ``left_out`` has for their text."""
        kept = np.ones(len(self.numbers), dtype=np.bool_)
        for first, last, spans in zip(
            self.bounds[:-1].tolist(), self.bounds[1:].tolist(), left_out, strict=True
        ):
            starts = self.starts[first:last]
            for span in spans:
                at, end = np.searchsorted(starts, (span.start, span.end)).tolist()
                kept[first + at : first + end] = False
        counted = np.concatenate(([0], np.cumsum(kept)))
        return Words(
            self.numbers[kept],
            self.starts[kept],
            self.ends[kept],
            self.alone[kept],
            counted[self.bounds],
        )

    def whole(self) -> Numbers:
        """A number for all words of each text in their order; 0 for a text without words."""
        powers, undone = _powers(_TEXT_BASE, len(self.numbers) + 1)
        sums = _from_nothing(np.cumsum(self.numbers * powers[: len(self.numbers)]))
        first, last = self.bounds[:-1], self.bounds[1:]
        return np.where(last > first, mixed((sums[last] - sums[first]) * undone[first]), 0)


def words_of(texts: Sequence[str]) -> Words:
    """The words of every text."""
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    # A line feed is no part of a word: no word runs from one text into the next.
    joined = "\n".join(texts)
    at_text = _from_nothing(np.cumsum(lengths + 1))
    codes, places = _folded(joined)
    kinds = _tables().kinds.take(codes)
    letter, alone = kinds == _LETTER, kinds == _ALONE
    begins, ends = letter.copy(), letter.copy()
    begins[1:] &= ~letter[:-1]
    ends[:-1] &= ~letter[1:]
    starts = np.flatnonzero(begins | alone)
    lasts = np.flatnonzero(ends | alone)
    numbers = _numbered(codes, starts)
    apart = alone[starts]
    if places is not None:
        starts, lasts = places[starts], places[lasts]
    bounds = np.searchsorted(starts, at_text)
    offsets = np.repeat(at_text[:-1], np.diff(bounds))
    return Words(numbers, starts - offsets, lasts + 1 - offsets, apart, bounds)


def mixed(numbers: Numbers) -> Numbers:
    """Each number stirred, so that any of its bits may be used for sampling (SplitMix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _numbered(codes: NDArray[np.uint32], starts: Places) -> Numbers:
    """A number for each word: a polynomial over its characters, stirred."""
    if not len(starts):
        return np.zeros(0, dtype=np.uint64)
    powers, undone = _powers(_BASE, len(codes))
    terms = _tables().values.take(codes)
    terms *= powers[: len(codes)]
    return mixed(np.add.reduceat(terms, starts) * undone[starts])


def _folded(text: str) -> tuple[NDArray[np.uint32], Places | None]:
    """Code points ready for the tables, and where each comes from (None: each from its own)."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    if text.isascii():
        return codes, None
    codes = np.minimum(codes, np.uint32(_KNOWN))
    tables = _tables()
    rewritten = np.flatnonzero(tables.kinds.take(codes) == _REWRITTEN)
    if not len(rewritten):
        return codes, None
    before = codes[rewritten]
    lengths = tables.lengths[before]
    counts = np.ones(len(codes), dtype=np.int64)
    counts[rewritten] = lengths
    places = np.repeat(np.arange(len(codes)), counts)
    codes = codes[places]
    first = np.cumsum(lengths) - lengths
    within = np.arange(int(lengths.sum())) - np.repeat(first, lengths)
    at = np.repeat(rewritten + first - np.arange(len(rewritten)), lengths) + within
    codes[at] = tables.spelt[np.repeat(tables.spelt_at[before], lengths) + within]
    return codes, places


@dataclass(frozen=True, slots=True)
class _Tables:
    """By code point: its kind, its value in a word's number (0 in gaps), and, if it is rewritten,
    as how many characters, which stand in ``spelt`` from ``spelt_at`` on."""

    kinds: NDArray[np.uint8]
    values: Numbers
    lengths: Places
    spelt_at: Places
    spelt: NDArray[np.uint32]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    kinds = np.zeros(_KNOWN + 1, dtype=np.uint8)
    folds = np.arange(_KNOWN + 1, dtype=np.uint64)
    lengths = np.ones(_KNOWN + 1, dtype=np.int64)
    spelt_at = np.zeros(_KNOWN + 1, dtype=np.int64)
    spelt = list[int]()
    for first, last in _UNCHANGED:
        kinds[first : last + 1] = _LETTER if first == 0xAC00 else _ALONE
    for code in _changeable():
        fold = _fold(chr(code))
        if len(fold) == 1 or (fold and all(_kind(one) == _GAP for one in fold)):
            folds[code] = ord(fold[0])
            kinds[code] = _kind(fold[0])
        else:
            kinds[code], lengths[code], spelt_at[code] = _REWRITTEN, len(fold), len(spelt)
            spelt.extend(map(ord, fold))
    kinds[_KNOWN], lengths[_KNOWN] = _REWRITTEN, 0
    values = np.where(
        (kinds == _LETTER) | (kinds == _ALONE), mixed(folds + np.uint64(1)), np.uint64(0)
    )
    return _Tables(kinds, values, lengths, spelt_at, np.array(spelt, dtype=np.uint32))


def _changeable() -> Iterable[int]:
    at = 0
    for first, last in _UNCHANGED:
        yield from range(at, first)
        at = last + 1


def _fold(character: str) -> str:
    """The character as it is compared: spelt out, without case and without marks."""
    if (
        unicodedata.category(character) in _PLAIN
        and not unicodedata.decomposition(character)
        and not unicodedata.combining(character)
    ):
        return character
    plain = unicodedata.normalize("NFKD", character)
    plain = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(
        unicodedata.normalize("NFC", one) for one in plain.casefold() if not _unseen(one)
    )


def _unseen(character: str) -> bool:
    return (
        unicodedata.combining(character) != 0
        or character in _MARKS
        or unicodedata.category(character) == "Cf"
    )


def _kind(character: str) -> int:
    if not (character.isalnum() or unicodedata.category(character).startswith("M")):
        return _GAP
    code = ord(character)
    unspaced = any(first <= code <= last for first, last in (*_UNSPACED, _UNSPACED_BEYOND))
    return _ALONE if unspaced else _LETTER


@lru_cache(maxsize=2)
def _kept_powers(base: int) -> tuple[Numbers, Numbers]:
    return _made_powers(base, _STRETCH)


def _made_powers(base: int, size: int) -> tuple[Numbers, Numbers]:
    steps = np.full(size, base, dtype=np.uint64)
    steps[0] = 1
    back = np.full(size, pow(base, -1, 1 << 64), dtype=np.uint64)
    back[0] = 1
    return np.cumprod(steps), np.cumprod(back)


def _powers(base: int, size: int) -> tuple[Numbers, Numbers]:
    """The powers of ``base`` and of its inverse, modulo 2 to the 64th; at least ``size``."""
    return _kept_powers(base) if size <= _STRETCH else _made_powers(base, size)


def _from_nothing(sums: NDArray[_Number]) -> NDArray[_Number]:
    """Running sums with the empty one in front."""
    return np.concatenate((np.zeros(1, dtype=sums.dtype), sums))
