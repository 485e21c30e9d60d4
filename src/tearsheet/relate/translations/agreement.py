"""How do two articles in two languages agree? Their sentences in order, their facts, their credits.

Every finding is a number between 0 and about 1, the larger the more it speaks for a translation,
but for ``uneven``, ``contradicted`` and ``days``; so the weights in ``judgement.toml`` can be read.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp

import numpy as np

from tearsheet.relate.translations.alignment import FLOOR, Alignment, Matrix, aligned
from tearsheet.relate.translations.side import Anchors, Side

_FIGURE, _NAME = 0.1, 0.05
"""What a figure or a name in both sentences adds to their cosine while they are aligned."""
_UNEVEN = 0.5
_FEW = 4.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two sides held against one another: the alignment and what is counted over it.

    ``figures`` and ``names`` are how many the aligned sentences share, ``of_figures`` and
    ``of_names`` how many the poorer of the two has in them.
    """

    alignment: Alignment
    cosine: float
    weakest: float
    lift: float
    order: float
    whole: float
    uneven: float
    figures: int
    of_figures: int
    names: int
    of_names: int

    @property
    def findings(self) -> dict[str, float]:
        """Named for the judgement."""
        shares = self.alignment.shares
        return {
            "covered": max(shares),
            "covered both ways": min(shares),
            "length": 1.0 - exp(-len(self.alignment.beads) / _FEW),
            "nearness": self.cosine,
            "weakest": self.weakest,
            "lift": self.lift,
            "order": self.order,
            "whole": self.whole,
            "figures": _share(self.figures, self.of_figures),
            "names": _share(self.names, self.of_names),
            "uneven": self.uneven,
            "contradicted": _contradicted(self.figures, self.of_figures),
        }

    @property
    def why(self) -> str:
        """In words."""
        done, sizes = self.alignment.counterparts, self.alignment.sizes
        shorter = 0 if sizes[0] <= sizes[1] else 1
        return (
            f"{done[shorter]} of {_counted(sizes[shorter], 'sentence')} have a counterpart in "
            f"order; {_counted(self.figures, 'figure')} and {_counted(self.names, 'name')} agree"
        )


def agreement(one: Side, other: Side) -> Agreement:
    """The agreement of two sides, the same whichever comes first but for the order of pairs."""
    cosines = one.vectors @ other.vectors.T
    figures = _shared([a.figures for a in one.anchors], [a.figures for a in other.anchors])
    names = _shared([a.names for a in one.anchors], [a.names for a in other.anchors])
    bonus = _FIGURE * np.minimum(figures, 1.0) + _NAME * np.minimum(names, 2.0)
    found = aligned(one.vectors, other.vectors, bonus)
    beads = found.beads
    cosine = sum(bead.cosine for bead in beads) / max(1, len(beads))
    kept = [_kept(one.anchors[slice(*b.one)], other.anchors[slice(*b.other)]) for b in beads]
    (shared_figures, of_figures), (shared_names, of_names) = (
        (sum(counts[at][0] for counts in kept), sum(counts[at][1] for counts in kept))
        for at in (0, 1)
    )
    return Agreement(
        found,
        cosine,
        _weakest(found),
        cosine - (float(cosines.mean()) if cosines.size else 0.0),
        _order(found, cosines),
        _cosine(one.vectors.sum(axis=0), other.vectors.sum(axis=0)),
        _uneven(found, one, other),
        shared_figures,
        of_figures,
        shared_names,
        of_names,
    )


def _shared(one: list[frozenset[str]], other: list[frozenset[str]]) -> Matrix:
    """How many the sentences have in common, shape (m, n)."""
    places = defaultdict[str, list[int]](list)
    for column, found in enumerate(other):
        for anchor in found:
            places[anchor].append(column)
    shared = np.zeros((len(one), len(other)))
    for row, found in enumerate(one):
        for anchor in found:
            shared[row, places.get(anchor, [])] += 1
    return shared


def _kept(one: Iterable[Anchors], other: Iterable[Anchors]) -> tuple[tuple[int, int], ...]:
    """Of figures and of names: how many a bead's two ends share, of how many at the poorer."""
    ours = [frozenset[str]().union(*found) for found in zip(*map(_both, one), strict=True)]
    theirs = [frozenset[str]().union(*found) for found in zip(*map(_both, other), strict=True)]
    return tuple((len(a & b), min(len(a), len(b))) for a, b in zip(ours, theirs, strict=True))


def _both(anchors: Anchors) -> tuple[frozenset[str], frozenset[str]]:
    return anchors.figures, anchors.names


def _weakest(found: Alignment) -> float:
    """Mean cosine of the weaker third of the beads: sequels share only their background."""
    cosines = sorted(bead.cosine for bead in found.beads)
    third = cosines[: (len(cosines) + 2) // 3]
    return sum(third) / max(1, len(third))


def _order(found: Alignment, cosines: Matrix) -> float:
    """What the order keeps of the likeness that sentences could have in any order, 0 to 1."""
    if not found.beads:
        return 0.0
    free = sum(float(np.maximum(cosines.max(axis=axis) - FLOOR, 0.0).sum()) for axis in (0, 1))
    kept = sum(
        (bead.cosine - FLOOR) * (bead.one[1] - bead.one[0] + bead.other[1] - bead.other[0])
        for bead in found.beads
    )
    return min(1.0, max(0.0, kept / free)) if free > 0 else 0.0


def _uneven(found: Alignment, one: Side, other: Side) -> float:
    """How unsteadily lengths go together: the deviation of the log of their ratio over beads."""
    ratios = [
        np.log(one.lengths[slice(*bead.one)].sum() / other.lengths[slice(*bead.other)].sum())
        for bead in found.beads
    ]
    return float(min(1.0, np.std(ratios))) if len(ratios) > 1 else _UNEVEN


def _contradicted(shared: int, of: int) -> float:
    """How far less than half of the figures agree, where there are some: reports in set words."""
    return max(0.0, of - 2 * shared) / (of + _FEW)


def _share(shared: int, of: int) -> float:
    """The share, drawn towards a half where there is little to go by."""
    return (shared + 0.5) / (of + 1)


def _cosine(one: Matrix, other: Matrix) -> float:
    length = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / length if length else 0.0


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
