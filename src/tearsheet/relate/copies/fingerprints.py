"""A sample of a text's runs of words, small enough to keep a million of and fast to make.

A run is three words, or six characters of a script written without spaces. Which runs stand for a
text is chosen by their number alone (FracMinHash, Irber et al. 2022): a run that two texts share
is in both samples or in neither. Short texts are sampled more densely, and a dense sample holds
the sparse one, so that two of different density can be compared at the sparser.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tearsheet.model import Span
from tearsheet.relate.copies.words import Numbers, Places, Words, mixed, words_of

WORDS = 3
CHARACTERS = 6
ONE_IN = (1, 2, 4, 6)
"""How densely a text may be sampled: one run in so many. With the last and the bounds of
`CopyIndex`, corpora/copies (2026-11-22) loses no labelled copy; with 8 it loses 2 of 87."""
_ENOUGH = 64
"""Runs, repeated ones counted, that a sample should hold before it is made sparser."""
_TOGETHER = 32_768
"""Characters cut into words at once: as many as the arrays of which fit a core's cache."""
_FACTORS = tuple(int(n) | 1 for n in mixed(np.arange(1, CHARACTERS + 1, dtype=np.uint64)))

_NONE = np.uint64(2**64 - 1)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text's sample of runs.

    ``digest`` is a number for all its words in order: equal in two texts that differ in nothing
    but case, marks, punctuation and white space, 0 for a text without words. One run in
    ``one_in`` (of `ONE_IN`) was taken. ``runs`` are unsigned numbers of 4 bytes, little end
    first, rising and distinct; all lie below `limit` of ``one_in``.
    """

    digest: int
    one_in: int
    runs: bytes

    @property
    def numbers(self) -> NDArray[np.uint32]:
        """The runs as numbers."""
        return np.frombuffer(self.runs, dtype="<u4")


def limit(one_in: int) -> int:
    """Above every number of a sample of one run in so many."""
    return (1 << 32) // one_in


_LIMITS = np.array([limit(one_in) for one_in in ONE_IN], dtype=np.uint64)
_CROWDED = np.array([_ENOUGH * one_in for one_in in ONE_IN[:-1]])


def fingerprint_of(text: str, left_out: Sequence[Span] = ()) -> Fingerprint:
    """The fingerprint of one text; words that begin in a span of ``left_out`` do not count."""
    return fingerprints([text], [left_out])[0]


def fingerprints(
    texts: Sequence[str], left_out: Sequence[Sequence[Span]] = ()
) -> list[Fingerprint]:
    """The fingerprint of each text, the same as alone; in time linear in the texts.

    ``left_out`` has for each text the spans whose words do not count; empty, all count.
    """
    return [
        one
        for first, last in _portions(texts)
        for one in sampled(
            words_of(texts[first:last]).without(left_out[first:last])
            if any(left_out[first:last])
            else words_of(texts[first:last])
        )
    ]


def _portions(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = size = 0
    for at, text in enumerate(texts):
        if size and size + len(text) > _TOGETHER:
            yield first, at
            first, size = at, 0
        size += len(text)
    if first < len(texts):
        yield first, len(texts)


def sampled(words: Words) -> list[Fingerprint]:
    """The fingerprint of each text that was cut into ``words``."""
    digests = words.whole().tolist()
    runs, text = runs_of(words)
    count = np.bincount(text, minlength=len(digests))
    density = np.searchsorted(_CROWDED, count)
    taken = runs >> np.uint64(32)
    kept = taken < _LIMITS[density][text]
    found = np.sort((text[kept].astype(np.uint64) << np.uint64(32)) | taken[kept])
    found = found[np.diff(found, prepend=_NONE) != 0]
    bounds = np.searchsorted(found >> np.uint64(32), np.arange(len(digests) + 1))
    sample = (found & np.uint64(0xFFFFFFFF)).astype("<u4").tobytes()
    at = pairwise((4 * bounds).tolist())
    return [
        Fingerprint(digest, ONE_IN[each], sample[first:last])
        for digest, each, (first, last) in zip(digests, density.tolist(), at, strict=True)
    ]


def runs_of(words: Words) -> tuple[Numbers, Places]:
    """Every run as a number, in order, and which text it is of; no run reaches into the next.

    A text with words too few for a run has one run of all of them.
    """
    numbers = words.numbers
    text = np.repeat(np.arange(len(words.bounds) - 1), np.diff(words.bounds))
    left = words.bounds[text + 1] - np.arange(len(numbers))
    short = _sum(numbers, 0, WORDS)
    if not words.alone.any():
        whole = left >= WORDS
        runs = short
    else:
        longer = words.alone
        runs = np.where(longer, short + _sum(numbers, WORDS, CHARACTERS), short)
        whole = left >= np.where(longer, CHARACTERS, WORDS)
    return _with_shortest(words, mixed(runs[whole]), text[whole])


def _sum(numbers: Numbers, first: int, last: int) -> Numbers:
    """For each word the weighted sum of the words ``first`` up to ``last`` places on."""
    total = np.zeros(len(numbers), dtype=np.uint64)
    for at in range(first, min(last, len(numbers))):
        total[: len(numbers) - at] += numbers[at:] * np.uint64(_FACTORS[at])
    return total


def _with_shortest(words: Words, runs: Numbers, text: Places) -> tuple[Numbers, Places]:
    bare = np.bincount(text, minlength=len(words.bounds) - 1) == 0
    bare &= np.diff(words.bounds) > 0
    if not bare.any():
        return runs, text
    at: Places = np.flatnonzero(bare)
    return np.concatenate((runs, words.whole()[at])), np.concatenate((text, at))
