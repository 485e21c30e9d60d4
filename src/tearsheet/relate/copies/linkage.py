"""Which wordings hold together as a set? By average linkage, so that no chain of weak links does.

The two clusters that agree best on average are joined first, as long as any two agree by half
(UPGMA, Sokal and Michener 1958). Where nothing ties two wordings they agree by nothing. Of a large
cluster its heads are asked, the wordings that the most and surest ties meet in: the members of a
family of a thousand are each tied to its elders only.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from tearsheet.relate.copies.wordings import Ties, Wording

HALF = 0.5
_HEADS = 12
"""Fewer than the elders of the index, through which all of a large family meet."""


@dataclass(eq=False, slots=True)
class Cluster:
    """Wordings that are together.

    ``heads`` are those of them that speak for all, ``writers`` all whom any article credits,
    ``parted`` the articles that an editor has parted from one of its own.
    """

    wordings: list[Wording]
    heads: list[Wording]
    writers: frozenset[str]
    parted: frozenset[str]

    @classmethod
    def of(cls, wording: Wording) -> "Cluster":
        """Of one wording alone."""
        return cls([wording], [wording], wording.writers, wording.parted)

    @property
    def name(self) -> str:
        """The least name of its wordings."""
        return min(one.name for one in self.wordings)

    def is_parted_from(self, other: "Cluster") -> bool:
        """Whether an editor has parted any article of the one from any of the other."""
        return any(not self.parted.isdisjoint(one.keys) for one in other.wordings)

    def contradicts(self, other: "Cluster") -> bool:
        """Whether both credit writers, and none in common."""
        return bool(self.writers and other.writers) and self.writers.isdisjoint(other.writers)

    def absorb(self, other: "Cluster") -> None:
        """Takes in the other's wordings."""
        self.wordings += other.wordings
        self.heads = sorted([*self.heads, *other.heads], key=_standing)[:_HEADS]
        self.writers |= other.writers
        self.parted |= other.parted


def _standing(wording: Wording) -> tuple[float, str]:
    return -wording.weight, wording.name


class Homes:
    """The cluster of each wording (by name), while clusters join."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._of = {one.name: cluster for cluster in clusters for one in cluster.wordings}

    def of(self, name: str) -> Cluster:
        """Where the wording is."""
        return self._of[name]

    def join(self, one: Cluster, other: Cluster) -> None:
        """Makes one of two clusters."""
        large, small = sorted((one, other), key=lambda cluster: -len(cluster.wordings))
        large.absorb(small)
        for wording in small.wordings:
            self._of[wording.name] = large

    def all(self) -> list[Cluster]:
        """Every cluster, by name."""
        return sorted(
            {id(cluster): cluster for cluster in self._of.values()}.values(),
            key=lambda cluster: cluster.name,
        )


def joined(clusters: Iterable[Cluster], ties: Ties) -> list[Cluster]:
    """``clusters``, disjoint, joined as long as any two agree by half on average.

    Only where two wordings are exact or edited copies two clusters may join; how well they agree
    is asked of all. Where they credit different writers, only the same words count.
    """
    homes = Homes(clusters)
    while _pass(homes, ties):
        pass
    return homes.all()


def _pass(homes: Homes, ties: Ties) -> bool:
    """Joins, the best first, what agrees; whether anything was joined."""
    heap = [
        (-tie.confidence, one, other)
        for one, others in ties.items()
        for other, tie in others.items()
        if one < other and tie.relation in {"exact", "edited"}
    ]
    heapq.heapify(heap)
    any_joined = False
    while heap:
        before, one, other = heapq.heappop(heap)
        here, there = homes.of(one), homes.of(other)
        if here is there or here.is_parted_from(there):
            continue
        agreement = _agreement(here, there, ties)
        if agreement < HALF:
            continue
        if agreement < -before:
            # It was better before one of the two grew: others come first now.
            heapq.heappush(heap, (-agreement, one, other))
            continue
        homes.join(here, there)
        any_joined = True
    return any_joined


def _agreement(one: Cluster, other: Cluster, ties: Ties) -> float:
    same_words_only = one.contradicts(other)
    total = 0.0
    for here in one.heads:
        near = ties[here.name]
        for there in other.heads:
            tie = near.get(there.name)
            if tie is None or tie.relation == "translated":
                continue
            if tie.relation == "exact" or not same_words_only:
                total += tie.confidence
    return total / (len(one.heads) * len(other.heads))
