"""Which texts, of all there are, share enough runs with a new one to be compared with it?

What the index says is a function of the texts in it, never of their order or of batches:

* Texts with the same words are one node; its keys are paired with the smallest of them, and the
  node meets others under that key.
* Two nodes are a pair if they share enough of the runs that they may meet through: a run that few
  nodes hold brings all of them together; one that many hold (a release printed a thousand times,
  a standing phrase) brings each of them together only with its elders, the few whose texts have
  digests below a bound. The bound halves as often as the holders double. So a family of a
  thousand printings is a star of pairs, not a square.

When a bound halves, elders are displaced, and a new key can become the smallest of its node; then
pairs found before no longer hold, and the index says of whose.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from tearsheet.relate.copies.fingerprints import Fingerprint
from tearsheet.relate.copies.nodes import Nodes
from tearsheet.relate.copies.postings import Holders, Postings, stretches
from tearsheet.relate.copies.words import Numbers, Places

FEW = 160
"""Where no more nodes than these hold a run, all of them meet. On corpora/copies (2026-11-22) every
two texts of 60 runs or more meet of which one has .3 of its runs in the other, and .984 with those
of a few lines; the rest have an elder in common."""
ELDERS = 32
"""Nodes through which the many that hold another run meet: on average between half as many and
so many."""
_TOGETHER = 2_000
"""Texts looked up at once."""
_REBUILT = 50_000
"""Texts filed at once where nothing is looked up."""
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """Two keys, the smaller first, whose texts share so many sampled runs that both may hold."""

    one: str
    other: str
    shared: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a change of the index brings.

    First, every pair found earlier with a key of ``void`` is so no more; then ``pairs`` are, those
    found earlier with the count given now.
    """

    pairs: tuple[Candidate, ...] = ()
    void: frozenset[str] = frozenset()


class CopyIndex:
    """Fingerprints by key, and the pairs among them that are worth a comparison.

    Time for a text does not depend on how many others there are, but for the logarithm; a
    removal takes time with the whole index, however many keys it removes. A million articles of
    500 words take about 1.5 GB. Not safe for several threads.
    """

    def __init__(self, few: int = FEW, elders: int = ELDERS) -> None:
        self._few = few
        self._bound = np.array(
            [max(0, (elders << 64 >> power) - 1) % (1 << 64) for power in range(len(_POWERS))],
            dtype=np.uint64,
        )
        self._node_of = dict[str, int]()
        self._nodes = Nodes()
        self._postings = Postings()

    @classmethod
    def of(
        cls,
        rows: Iterable[tuple[str, Fingerprint]],
        held: Iterable[str] | None = None,
        few: int = FEW,
        elders: int = ELDERS,
    ) -> "CopyIndex":
        """The index of texts by key that were added before, at the cost of filing them alone.

        ``held`` are the keys of the pairs that still matter to the reader, None if all may; no
        other is made void later.
        """
        index = cls(few, elders)
        every = iter(rows)
        while batch := list(islice(every, _REBUILT)):
            index._file(index._placed(batch).new)
        index._nodes.paired[:] = held is None
        for key in held or ():
            index._nodes.paired[index._node_of[key]] = True
        return index

    def __len__(self) -> int:
        return len(self._node_of)

    def __contains__(self, key: str) -> bool:
        return key in self._node_of

    def add_all(self, batch: Iterable[tuple[str, Fingerprint]]) -> Candidates:
        """Adds texts by key and returns the pairs they bring, with one another and with others.

        A key that is known with the same words changes nothing; one known with others is
        replaced. A text without words is known but is nobody's candidate.
        """
        changes = list[Candidates]()
        rows = dict(batch)
        stale = [
            key
            for key, fingerprint in rows.items()
            if key in self._node_of and self._digest_of(key) != fingerprint.digest
        ]
        if stale:
            changes.append(self.remove_all(stale))
        fresh = [(key, found) for key, found in rows.items() if key not in self._node_of]
        changes.extend(
            self._add(fresh[at : at + _TOGETHER]) for at in range(0, len(fresh), _TOGETHER)
        )
        return _in_turn(changes)

    def remove_all(self, keys: Iterable[str]) -> Candidates:
        """Forgets texts and returns the pairs that others make in their place.

        Raises KeyError for a key that is not in the index.
        """
        void = frozenset(keys)
        if unknown := sorted(void - self._node_of.keys()):
            raise KeyError(unknown[0])
        touched = defaultdict[int, list[str]](list)
        for key in sorted(void):
            node = self._node_of.pop(key)
            if node >= 0:
                touched[node].append(key)
        gone, renamed = set[int](), set[int]()
        for node, leaving in touched.items():
            before = self._nodes.first[node]
            if not self._nodes.unname(node, leaving):
                gone.add(node)
            elif self._nodes.first[node] != before:
                renamed.add(node)
        pairs = self._pairs(sorted(renamed | self._without(gone)))
        return Candidates((*pairs, *self._same_words(renamed)), void)

    def candidates_of(self, key: str) -> tuple[Candidate, ...]:
        """Every pair that holds now and has ``key``, which must be in the index."""
        node = self._node_of[key]
        if node < 0:
            return ()
        pairs = (*self._pairs([node]), *self._same_words([node]))
        return tuple(pair for pair in pairs if key in (pair.one, pair.other))

    def rows(self) -> Iterator[tuple[str, Fingerprint]]:
        """Every key with its fingerprint, by key; adding them to an empty index rebuilds it."""
        for key, node in sorted(self._node_of.items()):
            yield key, self._nodes.fingerprint(node)

    def _digest_of(self, key: str) -> int:
        node = self._node_of[key]
        return int(self._nodes.digests[node]) if node >= 0 else 0

    def _add(self, batch: Sequence[tuple[str, Fingerprint]]) -> Candidates:
        """Adds keys that are not yet known."""
        placed = self._placed(batch)
        self._file(placed.new)
        search = self._search(np.array([*placed.new, *placed.renamed], dtype=np.int64))
        displaced = self._displaced(search, len(placed.new)) - {*placed.new, *placed.renamed}
        void = placed.void | {self._nodes.first[node] for node in displaced}
        pairs = [*self._told(search), *self._pairs(sorted(displaced)), *placed.same]
        pairs.extend(self._same_words({*placed.renamed, *displaced}))
        return Candidates(tuple(pairs), frozenset(void))

    def _placed(self, batch: Iterable[tuple[str, Fingerprint]]) -> "_Placed":
        """Gives each key its node."""
        texts = dict[int, Fingerprint]()
        keys = dict[int, list[str]]()
        for key, fingerprint in batch:
            if fingerprint.digest:
                texts.setdefault(fingerprint.digest, fingerprint)
                keys.setdefault(fingerprint.digest, []).append(key)
            else:
                self._node_of[key] = -1
        known = self._postings.nodes_with(np.fromiter(texts, dtype=np.uint64, count=len(texts)))
        placed = _Placed()
        for (digest, fingerprint), node in zip(texts.items(), known.tolist(), strict=True):
            if node < 0:
                node = self._nodes.add(fingerprint, keys[digest])
                placed.new.append(node)
                placed.same.extend(self._same(node, keys[digest]))
            else:
                before = self._nodes.first[node]
                self._nodes.name(node, keys[digest])
                if self._nodes.first[node] == before:
                    placed.same.extend(self._same(node, keys[digest]))
                else:
                    placed.void.add(before)
                    placed.renamed.append(node)
            self._node_of.update(dict.fromkeys(keys[digest], node))
        return placed

    def _file(self, new: Sequence[int]) -> None:
        """Files the runs of new nodes."""
        if new:
            nodes = np.array(new, dtype=np.int64)
            runs, sizes = self._nodes.runs_of(nodes)
            self._postings.add(nodes, self._nodes.digests[nodes], runs, sizes)

    def _search(self, asked: Places) -> "_Search":
        """Who holds the runs of the nodes ``asked``."""
        runs, sizes = self._nodes.runs_of(asked)
        every, run = np.unique(runs, return_inverse=True)
        asker = np.repeat(np.arange(len(asked)), sizes)
        return _Search(asked, asker, run, self._postings.holders(every.astype(np.uint64)))

    def _displaced(self, search: "_Search", new: int) -> set[int]:
        """Those that cease to be elders by the ``new`` nodes asked first, if they have pairs."""
        count = search.holders.count
        fresh = np.bincount(search.run[search.asker < new], minlength=len(count))
        before, after = self._bounds(count - fresh), self._bounds(count)
        narrowed = np.flatnonzero(after < before)
        count, held = search.holders.of(narrowed, before[narrowed])
        lost = self._nodes.digests[held] > np.repeat(after[narrowed], count)
        return set(held[lost & self._nodes.paired[held]].tolist())

    def _without(self, gone: set[int]) -> set[int]:
        """Forgets nodes; those that become elders in their place."""
        if not gone:
            return set()
        nodes = self._nodes
        leaving = np.array(sorted(gone), dtype=np.int64)
        every = np.unique(nodes.runs_of(leaving)[0]).astype(np.uint64)
        before = self._bounds(self._postings.holders(every).count)
        marked = np.zeros(nodes.size, dtype=np.bool_)
        marked[leaving] = True
        self._postings.remove(marked)
        holders = self._postings.holders(every)
        after = self._bounds(holders.count)
        widened = np.flatnonzero(after > before)
        count, held = holders.of(widened, after[widened])
        risen = held[nodes.digests[held] > np.repeat(before[widened], count)]
        for node in leaving.tolist():
            nodes.drop(node)
        return set(risen.tolist())

    def _bounds(self, count: Places) -> Numbers:
        """The largest digest of an elder of each run, by how many nodes hold it."""
        return np.where(count > self._few, self._bound[np.searchsorted(_POWERS, count)], _LAST)

    def _pairs(self, asked: Sequence[int]) -> Iterator[Candidate]:
        """The pairs of the nodes ``asked`` with all others."""
        for at in range(0, len(asked), _TOGETHER):
            yield from self._told(self._search(np.array(asked[at : at + _TOGETHER])))

    def _told(self, search: "_Search") -> Iterator[Candidate]:
        nodes = self._nodes
        ones, others, shared = self._met(search)
        enough = nodes.is_enough(ones, others, shared)
        ones, others, shared = ones[enough], others[enough], shared[enough]
        nodes.paired[search.asked] = False
        nodes.paired[ones] = nodes.paired[others] = True
        for one, other, count in zip(ones.tolist(), others.tolist(), shared.tolist(), strict=True):
            yield _candidate(nodes.first[one], nodes.first[other], count)

    def _met(self, search: "_Search") -> tuple[Places, Places, Places]:
        """Asked node, other node and the number of runs, at least two, that they meet through.

        Each pair stands there once.
        """
        nodes, holders = self._nodes, search.holders
        asked, asker, run = search.asked, search.asker, search.run
        bounds = self._bounds(holders.count)
        # To all who hold a rare run, and to the elders of a common one.
        met = [_expanded(asker, run, *holders.of(np.arange(len(bounds)), bounds))]
        # An elder to all the others as well.
        as_elder = (bounds[run] != _LAST) & (nodes.digests[asked[asker]] <= bounds[run])
        if as_elder.any():
            wide = np.unique(run[as_elder])
            count, held = holders.of(wide)
            far = nodes.digests[held] > np.repeat(bounds[wide], count)
            count = np.bincount(np.repeat(np.arange(len(wide)), count)[far], minlength=len(wide))
            at = np.searchsorted(wide, run[as_elder])
            met.append(_expanded(asker[as_elder], at, count, held[far]))
        pairs = np.concatenate(met)
        pairs.sort()
        # Nearly all meet once, and none that do is a pair.
        pairs, again = np.unique(pairs[1:][pairs[1:] == pairs[:-1]], return_counts=True)
        ones, others = asked[(pairs >> _HALF).astype(np.int64)], (pairs & _LOW).astype(np.int64)
        is_asked = np.zeros(nodes.size, dtype=np.bool_)
        is_asked[asked] = True
        once = (ones < others) | (~is_asked[others] & (ones != others))
        return ones[once], others[once], again[once] + 1

    def _same_words(self, nodes: Iterable[int]) -> Iterator[Candidate]:
        return (pair for node in nodes for pair in self._same(node, self._nodes.keys(node)))

    def _same(self, node: int, keys: Iterable[str]) -> Iterator[Candidate]:
        """The pairs of ``keys`` of a node with its smallest key."""
        first, shared = self._nodes.first[node], len(self._nodes.runs[node]) // 4
        return (Candidate(first, key, shared) for key in keys if key != first)


_LAST = np.uint64(2**64 - 1)
_POWERS = np.array([1 << power for power in range(63)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Search:
    """Nodes, the position of one and that of one of its runs, row by row, and who holds each."""

    asked: Places
    asker: Places
    run: Places
    holders: Holders


@dataclass(frozen=True, slots=True)
class _Placed:
    """New nodes; known ones whose smallest key changed, and their smallest key before; the pairs
    with the same words that new keys of the others make."""

    new: list[int] = field(default_factory=list)
    renamed: list[int] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    same: list[Candidate] = field(default_factory=list)


def _candidate(one: str, other: str, shared: int) -> Candidate:
    return Candidate(one, other, shared) if one < other else Candidate(other, one, shared)


def _in_turn(changes: Sequence[Candidates]) -> Candidates:
    """Several changes, one after another, as one."""
    void, kept = set[str](), list[Candidate]()
    for change in reversed(changes):
        kept.extend(
            pair for pair in change.pairs if pair.one not in void and pair.other not in void
        )
        void |= change.void
    return Candidates(tuple(sorted(set(kept))), frozenset(void))


def _expanded(asker: Places, run: Places, count: Places, held: Places) -> Numbers:
    """``asker << 32 | node`` for every asker of a run and each of the nodes told of it."""
    first = np.cumsum(count) - count
    others = held.astype(np.uint64)[stretches(first[run], count[run])]
    return (np.repeat(asker.astype(np.uint64), count[run]) << _HALF) | others
