"""Which sentences of one text tell what a sentence of another tells, in the same order?

An agency that rewords its text keeps the names, the figures and the rare words of a sentence, and
the order of the sentences; two reporters of one event choose both for themselves.
"""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.copies.printing import Printing, Told
from tearsheet.relate.copies.words import Places

Weights = NDArray[np.float64]

_ALIKE = 0.35
"""Overlap (Dice) of two sentences, words weighed by rarity, from which on they are counterparts. On
corpora/copies/pairs-half.jsonl (2026-11-22) texts that an agency reworded have .43 and more of
their sentences so, reports that share a speech at most .32; cuts from .3 to .36 do equally well."""
_MOST = 12
"""Times a word may stand in a text; what stands there more often tells no sentence from another."""


@dataclass(frozen=True, slots=True)
class Counterparts:
    """``share`` of one's sentences, by the weight of their words, that have one in the other."""

    share: float
    matched: int
    sentences: int


def counterparts(one: Printing, other: Printing) -> Counterparts:
    """How much of what ``one`` tells in its own words ``other`` tells in its own, in order."""
    here, there = one.told, other.told
    whole = float(here.telling.sum())
    if not whole or not len(there.words):
        return Counterparts(0.0, 0, 0)
    left, right, shared = _overlaps(here, there)
    likeness = shared / (here.weight[left] + there.weight[right])
    good = likeness >= _ALIKE
    left, right = left[good], right[good]
    chain = _in_order(left, right, likeness[good] * here.telling[left])
    matched = left[chain]
    share = float(here.telling[matched].sum()) / whole
    return Counterparts(share, len(matched), int(np.count_nonzero(here.telling)))


def _overlaps(here: Told, there: Told) -> tuple[Places, Places, Weights]:
    """Pairs of sentences with words in common, and the sum of those words' rarity in both."""
    first = np.searchsorted(there.words, here.words, "left")
    found = np.flatnonzero(there.words[np.minimum(first, len(there.words) - 1)] == here.words)
    first = first[found]
    times = there.times[first]
    found, first, times = (some[times <= _MOST] for some in (found, first, times))
    at = np.repeat(np.arange(len(times)), times)
    matches = first[at] + np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times)
    at = found[at]
    broad = len(there.weight)
    pairs, where = np.unique(
        here.sentence[at] * broad + there.sentence[matches], return_inverse=True
    )
    rarity = here.rarity[at] + there.rarity[matches]
    shared: Weights = np.bincount(where, rarity, len(pairs)).astype(np.float64)
    return pairs // broad, pairs % broad, shared


def _in_order(left: Places, right: Places, gain: Weights) -> list[int]:
    """The positions of the heaviest chain of pairs that rises on both sides."""
    ends, sums, tips = list[int](), list[float](), list[int]()
    before = [-1] * len(left)
    order = np.lexsort((-right, left)).tolist()
    rights, gains = right.tolist(), gain.tolist()
    for at in order:
        place = bisect_left(ends, rights[at])
        best = sums[place - 1] if place else 0.0
        before[at] = tips[place - 1] if place else -1
        total = best + gains[at]
        # Only what ends later and weighs more is kept: ends and sums both rise.
        if place < len(ends) and ends[place] == rights[at] and sums[place] >= total:
            continue
        ends.insert(place, rights[at])
        sums.insert(place, total)
        tips.insert(place, at)
        while place + 1 < len(ends) and sums[place + 1] <= total:
            del ends[place + 1], sums[place + 1], tips[place + 1]
    chain = list[int]()
    at = tips[-1] if tips else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]
