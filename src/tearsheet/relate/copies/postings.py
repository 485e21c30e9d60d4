"""Which texts hold a run? Sorted arrays that are merged as they grow (a log-structured tree)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.copies.words import Marked, Numbers, Places

Runs: TypeAlias = NDArray[np.uint32]
_Place = TypeVar("_Place", np.int32, np.int64)

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_ALL = np.uint64(2**64 - 1)
_LARGEST = 1 << 25
"""Postings in a segment that is merged no more, so that merging needs little memory at once."""


_STEP = 1 << 20
"""Postings rewritten at once, for the same reason."""
_NEXT = 3
"""Postings looked at before the last one of a run is looked for."""
_MANY = 4_096
"""Numbers looked for from which on it pays to look for all of them step by step, so that the
processor waits for many places in memory at a time."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """``postings`` are ``run << 32 | place``, rising; by place, ``digests`` (rising) and ``nodes``.

    So the holders of a run stand together, and in the order of their digests. ``heads`` says
    where the postings begin that have each possible beginning, of as many bits as ``bits``.
    """

    postings: Numbers
    digests: Numbers
    nodes: Places
    bits: int
    heads: NDArray[np.int32]

    def merged(self, other: "_Segment") -> "_Segment":
        digests = np.concatenate((self.digests, other.digests))
        order = np.argsort(digests, kind="stable")
        place = np.empty(len(order), dtype=np.uint64)
        place[order] = np.arange(len(order), dtype=np.uint64)
        cut = len(self.postings)
        postings = np.empty(cut + len(other.postings), dtype=np.uint64)
        _replace(self.postings, place[: len(self.digests)], postings[:cut])
        _replace(other.postings, place[len(self.digests) :], postings[cut:])
        postings.sort()
        return _segment(postings, digests[order], np.concatenate((self.nodes, other.nodes))[order])

    def without(self, gone: Marked) -> "_Segment":
        """Without the nodes that are marked, by node number."""
        kept = ~gone[self.nodes]
        if kept.all():
            return self
        place = (np.cumsum(kept) - 1).astype(np.uint64)
        places = self.postings & _LOW
        staying = kept.take(places)
        postings = (self.postings[staying] & ~_LOW) | place.take(places[staying])
        return _segment(postings, self.digests[kept], self.nodes[kept])

    def first(self, runs: Numbers) -> Places:
        """Where the postings of each run begin, or would."""
        return self._at(runs << _HALF)

    def last(self, runs: Numbers, first: Places) -> Places:
        """Where those end that begin, or would, at ``first``."""
        last = first.copy()
        there = np.arange(len(first))
        # Most runs are held by one or two; where there are more, the end is looked for.
        for _ in range(_NEXT):
            there = there[last[there] < len(self.postings)]
            there = there[self.postings[last[there]] >> _HALF == runs[there]]
            last[there] += 1
        last[there] = self._at((runs[there] << _HALF) | _LOW)
        return last

    def _at(self, sought: Numbers) -> Places:
        beginning = (sought >> np.uint64(64 - self.bits)).astype(np.int64)
        low, high = self.heads[beginning], self.heads[beginning + 1]
        return _bisected(self.postings, sought, low, high)


def _segment(postings: Numbers, digests: Numbers, nodes: Places) -> _Segment:
    bits = max(1, len(postings).bit_length() - 3)
    beginnings = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
    heads = np.append(np.searchsorted(postings, beginnings), len(postings)).astype(np.int32)
    return _Segment(postings, digests, nodes, bits, heads)


def _replace(postings: Numbers, place: Numbers, into: Numbers) -> None:
    """Writes ``postings`` with other places, by place."""
    for at in range(0, len(postings), _STEP):
        part = postings[at : at + _STEP]
        into[at : at + _STEP] = (part & ~_LOW) | place.take(part & _LOW)


def _bisected(
    rising: Numbers, sought: Numbers, low: NDArray[_Place], high: NDArray[_Place]
) -> Places:
    """Where each number stands or would, somewhere from ``low`` to ``high``."""
    if len(sought) < _MANY:
        return np.searchsorted(rising, sought)
    first, last = low.astype(np.int64), high.astype(np.int64)
    left: Places = np.flatnonzero(first < last)
    while len(left):
        start, end = first[left], last[left]
        middle = (start + end) >> 1
        before = rising[middle] < sought[left]
        first[left] = start = np.where(before, middle + 1, start)
        last[left] = end = np.where(before, end, middle)
        left = left[start < end]
    return first


class Postings:
    """For each run the nodes that hold it, a node being a number of the caller's."""

    def __init__(self) -> None:
        self._segments = list[_Segment]()

    def add(self, nodes: Places, digests: Numbers, runs: Runs, sizes: Places) -> None:
        """Files new ``nodes``, each with so many of ``runs`` as its size says.

        No two nodes have one digest.
        """
        order = np.argsort(digests)
        place = np.empty(len(order), dtype=np.uint64)
        place[order] = np.arange(len(order), dtype=np.uint64)
        postings = (runs.astype(np.uint64) << _HALF) | np.repeat(place, sizes)
        postings.sort()
        self._segments.append(_segment(postings, digests[order], nodes[order]))
        while len(self._segments) > 1 and self._is_worth_merging(*self._segments[-2:]):
            last = self._segments.pop()
            self._segments[-1] = self._segments[-1].merged(last)

    def remove(self, gone: Marked) -> None:
        """Forgets the nodes that are marked, by node number; takes time with all postings."""
        parts = [segment.without(gone) for segment in self._segments]
        self._segments = [part for part in parts if len(part.nodes)]

    def nodes_with(self, digests: Numbers) -> Places:
        """The node of each digest, -1 where there is none."""
        found = np.full(len(digests), -1, dtype=np.int64)
        for segment in self._segments:
            at = np.searchsorted(segment.digests, digests)
            at[at == len(segment.digests)] = 0
            here = segment.digests[at] == digests
            found[here] = segment.nodes[at[here]]
        return found

    def holders(self, runs: Numbers) -> "Holders":
        """Who holds each of ``runs``."""
        first = [one.first(runs) for one in self._segments]
        last = [one.last(runs, at) for one, at in zip(self._segments, first, strict=True)]
        return Holders(self._segments, runs, first, last)

    @staticmethod
    def _is_worth_merging(one: _Segment, other: _Segment) -> bool:
        return (
            len(one.postings) < 2 * len(other.postings)
            and len(one.postings) + len(other.postings) <= _LARGEST
        )


class Holders:
    """The nodes that hold each of some runs; a run goes by its position among those asked for."""

    def __init__(
        self,
        segments: Sequence[_Segment],
        runs: Numbers,
        first: Sequence[Places],
        last: Sequence[Places],
    ) -> None:
        self._segments, self._runs, self._first, self._last = segments, runs, first, last
        each = [end - start for start, end in zip(first, last, strict=True)]
        self.count: Places = np.sum([np.zeros(len(runs), dtype=np.int64), *each], axis=0)

    def of(self, runs: Places, bounds: Numbers | None = None) -> tuple[Places, Places]:
        """How many nodes are told of each of ``runs`` (positions), and these, run after run.

        With ``bounds``, for each of ``runs`` only those with digests up to its bound.
        """
        counts = [
            (last[runs] if bounds is None else self._up_to(segment, first, last, runs, bounds))
            - first[runs]
            for segment, first, last in zip(self._segments, self._first, self._last, strict=True)
        ]
        whole: Places = np.sum([np.zeros(len(runs), dtype=np.int64), *counts], axis=0)
        nodes = np.empty(int(whole.sum()), dtype=np.int64)
        at = np.cumsum(whole) - whole
        for segment, first, count in zip(self._segments, self._first, counts, strict=True):
            if count.any():
                places = segment.postings[stretches(first[runs], count)] & _LOW
                nodes[stretches(at, count)] = segment.nodes.take(places)
                at = at + count
        return whole, nodes

    def _up_to(
        self, segment: _Segment, first: Places, last: Places, runs: Places, bounds: Numbers
    ) -> Places:
        """Where the postings of each run end whose digests lie within its bound."""
        ends = last[runs]
        bound = np.flatnonzero((bounds < _ALL) & (first[runs] < ends))
        place = np.searchsorted(segment.digests, bounds[bound], side="right").astype(np.uint64)
        at = runs[bound]
        wanted = (self._runs[at] << _HALF) | place
        ends[bound] = _bisected(segment.postings, wanted, first[at], last[at])
        return ends


def stretches(first: Places, count: Places) -> Places:
    """The positions ``first, first + 1, …``, ``count`` of them, for each one after another."""
    ends = np.cumsum(count)
    whole = int(ends[-1]) if len(ends) else 0
    return np.arange(whole) + np.repeat(first - ends + count, count)
