"""Where do excerpts and translations belong, once whole texts have found together?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tearsheet.relate.copies.linkage import HALF, Cluster, Homes
from tearsheet.relate.copies.wordings import Ties, Wording

_ROUND_UP = 3
"""A text that holds so many unrelated articles is a round-up, not the original of them all."""
_ARTICLE = 150
"""Words below which a text is a teaser: many teasers of one article make no round-up of it."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """A wording that holds (most of) the wordings of a cluster, the best first when sorted."""

    share: float
    confidence: float
    name: str


def with_excerpts(clusters: Sequence[Cluster], ties: Ties) -> list[Cluster]:
    """Each cluster of excerpts joined to the cluster of the wording that holds most of it.

    Not to a round-up of many, and not where other writers are credited with it.
    """
    homes = Homes(clusters)
    held = _held(clusters, ties, homes)
    wanted = [
        (holder, cluster.name)
        for cluster in clusters
        for holder in _holders(cluster, ties, homes)
        if _unrelated(map(homes.of, held[holder.name]), ties) < _ROUND_UP
    ]
    settled = set[str]()
    wanted.sort(key=lambda one: (-one[0].share, -one[0].confidence, one[0].name, one[1]))
    for holder, name in wanted:
        here, there = homes.of(name), homes.of(holder.name)
        if name not in settled and _may_join(here, there):
            homes.join(here, there)
            settled.add(name)
    return homes.all()


def with_translations(clusters: Sequence[Cluster], ties: Ties) -> list[Cluster]:
    """Clusters of different languages joined where they translate one another.

    The surest first; two clusters of one language come together through a third one only if
    they agree themselves.
    """
    homes = Homes(clusters)
    sure = sorted(
        (-tie.confidence, one, other)
        for one, others in ties.items()
        for other, tie in others.items()
        if one < other and tie.relation == "translated" and tie.confidence >= HALF
    )
    for _, one, other in sure:
        here, there = homes.of(one), homes.of(other)
        if _may_join(here, there) and _translate(here, there, ties):
            homes.join(here, there)
    return homes.all()


def _may_join(one: Cluster, other: Cluster) -> bool:
    return one is not other and not one.is_parted_from(other) and not one.contradicts(other)


def _held(clusters: Iterable[Cluster], ties: Ties, homes: Homes) -> defaultdict[str, set[str]]:
    """By wording the clusters (their names) of which it holds a whole article."""
    held = defaultdict[str, set[str]](set)
    for cluster in clusters:
        for wording, holder in _held_by_others(cluster, ties, homes):
            if wording.words >= _ARTICLE:
                held[holder].add(cluster.name)
    return held


def _unrelated(clusters: Iterable[Cluster], ties: Ties) -> int:
    """How many of the clusters have nothing to do with those counted before."""
    counted, related = 0, set[str]()
    for cluster in sorted(clusters, key=lambda one: one.name):
        names = {wording.name for wording in cluster.wordings}
        counted += related.isdisjoint(names)
        related |= names.union(*(ties[name] for name in names))
    return counted


def _holders(cluster: Cluster, ties: Ties, homes: Homes) -> Iterator[_Holder]:
    """The wordings that on average hold those of the cluster."""
    by_holder = defaultdict[str, list[str]](list)
    heads = {wording.name for wording in cluster.heads}
    for wording, holder in _held_by_others(cluster, ties, homes):
        if wording.name in heads:
            by_holder[holder].append(wording.name)
    for holder, names in sorted(by_holder.items()):
        found = [ties[name][holder] for name in names]
        if sum(tie.confidence for tie in found) >= HALF * len(heads):
            best = max((tie.inside, tie.confidence) for tie in found)
            yield _Holder(*best, holder)


def _held_by_others(cluster: Cluster, ties: Ties, homes: Homes) -> Iterator[tuple[Wording, str]]:
    for wording in cluster.wordings:
        for other, tie in ties[wording.name].items():
            is_excerpt = tie.relation == "excerpt" and tie.inside > tie.around
            if is_excerpt and homes.of(other) is not cluster:
                yield wording, other


def _translate(one: Cluster, other: Cluster, ties: Ties) -> bool:
    """Whether the two agree by half, where they are tied or of one language."""
    worth = list[float]()
    for here in one.heads:
        for there in other.heads:
            tie = ties[here.name].get(there.name)
            if tie is not None:
                worth.append(tie.confidence)
            elif here.language == there.language:
                worth.append(0.0)
    return sum(worth) >= HALF * len(worth)
