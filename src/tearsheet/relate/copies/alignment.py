"""Which words do two texts share, and where do they stand in each?"""

import heapq
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tearsheet.model import Passage, Span
from tearsheet.relate.copies.printing import joined_words
from tearsheet.relate.copies.words import Numbers, Places, Words, words_of

_LEAST = 5
"""Words of a passage: fewer are phrases that anyone uses."""
_CHARACTERS = 2
"""Characters of an unspaced script that count as a word."""
_OFTEN = 16
"""Pairs of places that one run is looked at in; what both texts say more often than that is
aligned first with first, second with second."""


def shared_passages(one: str, other: str, least: int = _LEAST) -> tuple[Passage, ...]:
    """The passages of at least so many words that stand in both, word for word.

    Words are folded: case, marks, punctuation and white space do not matter. The passages come as
    they stand in ``one`` (``here``), and share no word in either text; the longest are found
    first. Time grows with the lengths of the texts. Raises ValueError for ``least`` below 1.
    """
    if least < 1:
        raise ValueError(f"no passage has {least} words")
    here, there = words_of([one]), words_of([other])
    mostly_alone = 2 * int(here.alone.sum()) > len(here.numbers)
    length = least * _CHARACTERS if mostly_alone else least
    if min(len(here.numbers), len(there.numbers)) < length:
        return ()
    borders, borders_there = _borders(here), _borders(there)
    found = list[Passage]()
    for at, at_there, size in sorted(
        _longest_first(_matches(here.numbers, there.numbers, length), length)
    ):
        whole = np.flatnonzero(
            borders[at : at + size + 1] & borders_there[at_there : at_there + size + 1]
        )
        first, end = (int(whole[0]), int(whole[-1])) if len(whole) else (0, 0)
        if end - first >= length:
            found.append(
                Passage(
                    _span(here, at + first, end - first),
                    _span(there, at_there + first, end - first),
                )
            )
    return tuple(found)


def _borders(words: Words) -> NDArray[np.bool_]:
    """Before which words, and after the last, a passage may be cut: not inside of one character.

    "¼" is three characters when folded, and two words.
    """
    apart: NDArray[np.bool_] = words.starts[1:] >= words.ends[:-1]
    return np.concatenate([[True], apart, [True]])


def _matches(here: Numbers, there: Numbers, length: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of words that agree and cannot be made longer: where in either, how many."""
    left, right = _anchors(joined_words(here, length), joined_words(there, length))
    order = np.lexsort((left, right - left))
    left, right = left[order], right[order]
    apart = np.flatnonzero((np.diff(right - left) != 0) | (np.diff(left) != 1)) + 1
    firsts = np.concatenate([[0], apart]).tolist() if len(left) else []
    ends = [*firsts[1:], len(left)]
    for first, end in zip(firsts, ends, strict=False):
        yield int(left[first]), int(right[first]), end - first + length - 1


def _anchors(here: Numbers, there: Numbers) -> tuple[Places, Places]:
    """Places of equal runs: all pairs of them, or where a run comes often, in their order."""
    by_number = np.argsort(there, kind="stable")
    in_order = there[by_number]
    first = np.searchsorted(in_order, here, "left")
    times = np.searchsorted(in_order, here, "right") - first
    own = _times(here)
    often = times * own > _OFTEN
    rank = _rank(here)
    single = often & (rank < times)
    times = np.where(often, single.astype(np.int64), times)
    first = first + np.where(single, rank, 0)
    left = np.repeat(np.arange(len(here)), times)
    within = np.arange(len(left)) - np.repeat(np.cumsum(times) - times, times)
    return left, by_number[first[left] + within]


def _times(runs: Numbers) -> Places:
    """How often each run comes."""
    _, which, count = np.unique(runs, return_inverse=True, return_counts=True)
    times: Places = count[which]
    return times


def _rank(runs: Numbers) -> Places:
    """How often each run has come before."""
    by_number = np.argsort(runs, kind="stable")
    in_order = runs[by_number]
    rank = np.empty(len(runs), dtype=np.int64)
    rank[by_number] = np.arange(len(runs)) - np.searchsorted(in_order, in_order, "left")
    return rank


def _longest_first(
    matches: Iterator[tuple[int, int, int]], length: int
) -> list[tuple[int, int, int]]:
    """Of matches that overlap in either text the longest, and what is left of the others."""
    heap = [(-size, at, at_other) for at, at_other, size in matches]
    heapq.heapify(heap)
    ends = [at + size for size, at, _ in ((-one[0], one[1], one[2]) for one in heap)]
    ends_other = [one[2] - one[0] for one in heap]
    taken = np.zeros(max(ends, default=0), dtype=np.bool_)
    taken_other = np.zeros(max(ends_other, default=0), dtype=np.bool_)
    found = list[tuple[int, int, int]]()
    while heap:
        size, at, at_other = heapq.heappop(heap)
        size = -size
        busy = taken[at : at + size] | taken_other[at_other : at_other + size]
        if not busy.any():
            taken[at : at + size] = True
            taken_other[at_other : at_other + size] = True
            found.append((at, at_other, size))
            continue
        for start, end in _free(busy):
            if end - start >= length:
                heapq.heappush(heap, (start - end, at + start, at_other + start))
    return found


def _free(busy: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.diff(np.concatenate([[True], busy, [True]]).astype(np.int8))
    yield from zip(
        np.flatnonzero(edges == -1).tolist(), np.flatnonzero(edges == 1).tolist(), strict=True
    )


def _span(words: Words, at: int, size: int) -> Span:
    return Span(int(words.starts[at]), int(words.ends[at + size - 1]))
