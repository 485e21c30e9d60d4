"""What is kept of each distinct text: its keys, its runs, and what tells how many are enough."""

from bisect import insort
from collections.abc import Sequence

import numpy as np

from tearsheet.relate.copies.fingerprints import ONE_IN, Fingerprint, limit
from tearsheet.relate.copies.postings import Runs
from tearsheet.relate.copies.words import Marked, Numbers, Places

_LEAST_SHARED = 2
_LEAST_SHARE = 0.08
"""Of the runs of the smaller sample. On corpora/copies (2026-11-22) the labelled copy that shares
least has half as many again."""
_LIMITS = np.array([limit(one_in) for one_in in ONE_IN], dtype=np.uint64)


class Nodes:
    """What is kept of each distinct text, by its number; numbers of dropped ones are used again."""

    def __init__(self) -> None:
        self.first = list[str]()
        """The smallest of each text's keys; nothing is told by it of a dropped one."""
        self._others = dict[int, list[str]]()
        """Its other keys, rising."""
        self.runs = list[bytes]()
        self.digests: Numbers = np.zeros(64, dtype=np.uint64)
        self.paired: Marked = np.zeros(64, dtype=np.bool_)
        """Whether a pair with the node may have been told that was not made void since."""
        self._density = np.zeros(64, dtype=np.uint8)
        """Its place in `ONE_IN`."""
        self._sizes = np.zeros((64, len(ONE_IN)), dtype=np.uint32)
        """How many of its runs a sample of each density holds."""
        self._free = list[int]()

    @property
    def size(self) -> int:
        """One more than the largest number in use."""
        return len(self.first)

    def keys(self, node: int) -> list[str]:
        """All keys of a text, rising."""
        return [self.first[node], *self._others.get(node, ())]

    def add(self, fingerprint: Fingerprint, keys: Sequence[str]) -> int:
        """A number for a new text with at least one key."""
        node = self._free.pop() if self._free else len(self.first)
        if node == len(self.first):
            self.first.append(keys[0])
            self.runs.append(fingerprint.runs)
            if node == len(self.digests):
                self._grow()
        self.first[node], self.runs[node] = keys[0], fingerprint.runs
        self.name(node, keys[1:])
        self.digests[node] = fingerprint.digest
        self.paired[node] = False
        self._density[node] = ONE_IN.index(fingerprint.one_in)
        self._sizes[node] = np.searchsorted(fingerprint.numbers, _LIMITS)
        return node

    def name(self, node: int, keys: Sequence[str]) -> None:
        """Gives a text further keys."""
        for key in keys:
            smaller, larger = sorted((self.first[node], key))
            self.first[node] = smaller
            insort(self._others.setdefault(node, []), larger)

    def unname(self, node: int, keys: Sequence[str]) -> bool:
        """Takes keys from a text; whether it has one left."""
        gone = set(keys)
        left = [key for key in self.keys(node) if key not in gone]
        self._others.pop(node, None)
        if left:
            self.first[node] = left[0]
        if left[1:]:
            self._others[node] = left[1:]
        return bool(left)

    def drop(self, node: int) -> None:
        """Forgets a text that has no keys any more."""
        self.first[node], self.runs[node] = "", b""
        self._free.append(node)

    def fingerprint(self, node: int) -> Fingerprint:
        """As it was added; that of a text without words for -1."""
        if node < 0:
            return Fingerprint(0, 1, b"")
        return Fingerprint(int(self.digests[node]), ONE_IN[self._density[node]], self.runs[node])

    def runs_of(self, nodes: Places) -> tuple[Runs, Places]:
        """The runs of ``nodes`` one after another, and how many each has."""
        each = [self.runs[node] for node in nodes.tolist()]
        sizes = np.fromiter(map(len, each), dtype=np.int64, count=len(each)) // 4
        return np.frombuffer(b"".join(each), dtype="<u4"), sizes

    def is_enough(self, ones: Places, others: Places, shared: Places) -> Marked:
        """Whether each pair shares so many runs that it is worth a comparison."""
        sparser = np.maximum(self._density[ones], self._density[others])
        smaller = np.minimum(self._sizes[ones, sparser], self._sizes[others, sparser])
        enough: Marked = shared >= np.maximum(_LEAST_SHARED, _LEAST_SHARE * smaller)
        return enough

    def _grow(self) -> None:
        self.digests = np.concatenate((self.digests, np.zeros_like(self.digests)))
        self.paired = np.concatenate((self.paired, np.zeros_like(self.paired)))
        self._density = np.concatenate((self._density, np.zeros_like(self._density)))
        self._sizes = np.concatenate((self._sizes, np.zeros_like(self._sizes)))
