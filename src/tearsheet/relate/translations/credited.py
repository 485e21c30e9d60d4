"""Without vectors: a translation is one whose credits say so and whose facts agree."""

from collections.abc import Collection

from tearsheet.model import Link
from tearsheet.relate.translations.side import Anchors, Side

_LEAST = {
    "says it is translated": 0.5,
    "credits its source": 0.5,
    "same outlet in another language": 0.6,
}
"""Share of the facts of the poorer of two that the other has, by who says that it is a translation.
With the two below 98 in 100 translations of stories/meantime-half (2026-11-22) agree so much, and
one in 24,000 other pairs; but the figures and names of a short text are few."""
_BOTH_WAYS = 0.4
"""Least share of the figures (else names) of the richer one that the other has."""
_LENGTH = 0.7
"""Least ratio of their counts of sentences."""
_FEWEST = 3
_CONFIDENCE = 0.9


def credited(one: Side, other: Side, said: Collection[str]) -> Link | None:
    """The link of two sides of which it is ``said`` that one translates the other, by whom.

    Its shares are those of the figures and names that either has of the other's.
    """
    if one.hands.told and other.hands.told:
        return None
    here, there = _facts(one), _facts(other)
    figures, names = here.figures & there.figures, here.names & there.names
    if len(figures) + len(names) < _FEWEST or not _alike(one, other):
        return None
    parts = [
        len(shared) / min(sizes)
        for shared, sizes in (
            (figures, (len(here.figures), len(there.figures))),
            (names, (len(here.names), len(there.names))),
        )
        if min(sizes) >= _FEWEST - 1
    ]
    agreement = sum(parts) / len(parts) if parts else 0.0
    able = [basis for basis, least in _LEAST.items() if basis in said and agreement >= least]
    if not able:
        return None
    evidence = (
        f"{'; '.join(able)}; shares {len(figures)} figures and {len(names)} names "
        f"({agreement:.0%}); no vectors were at hand"
    )
    return Link(one.key, other.key, "translated", agreement, agreement, _CONFIDENCE, evidence)


def _facts(side: Side) -> Anchors:
    return Anchors(
        frozenset[str]().union(*(anchors.figures for anchors in side.anchors)),
        frozenset[str]().union(*(anchors.names for anchors in side.anchors)),
    )


def _alike(one: Side, other: Side) -> bool:
    """Whether neither says much more than the other: a report of one's own mostly does."""
    here, there = _facts(one), _facts(other)
    lengths = sorted((len(one.anchors), len(other.anchors)))
    few = min(len(here.figures), len(there.figures)) < _FEWEST - 1
    ours, theirs = (here.names, there.names) if few else (here.figures, there.figures)
    shared = len(ours & theirs)
    return lengths[0] >= _LENGTH * lengths[1] and shared >= _BOTH_WAYS * max(len(ours), len(theirs))
