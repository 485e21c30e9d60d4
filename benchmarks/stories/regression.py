"""Weights of named measures, learned from pairs: a ridge logistic regression that stays readable.

What was not measured counts as the middle of what was. A measure that would speak the wrong way
round (what is alike against one event) only corrects for another one; it is left out, the loudest
first, so that each weight may be shown to people as a reason.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.stories.likeness import PRIOR, Weight

Array = NDArray[np.float64]

AGAINST = frozenset(["time", "outlet"])
"""Measures of which more speaks against one event."""
STEPS, SMALLEST = 40, 1e-7


def learned(
    names: Sequence[str],
    seen: Array,
    right: Array,
    ridge: float,
    caps: Mapping[str, float] | None = None,
) -> dict[str, Weight]:
    """A table of weights from measures (pairs in rows, NaN what was not taken) and their truth.

    ``right`` runs from 0 to 1, halves of a truth too. ``caps`` are values above which a measure
    says no more.
    """
    most = np.array([(caps or {}).get(name, np.inf) for name in names])
    capped = np.minimum(seen, most)
    kept = [at for at in range(len(names)) if np.isfinite(capped[:, at]).any()]
    while True:
        middle, spread, weights, prior = _fitted(capped[:, kept], right, ridge)
        wrong = [
            (-abs(weight), at)
            for at, weight in zip(kept, weights, strict=True)
            if weight * (-1 if names[at] in AGAINST else 1) <= 0
        ]
        if not wrong:
            break
        kept.remove(min(wrong)[1])
    return {PRIOR: Weight(round(prior, 2))} | {
        names[at]: Weight(round(float(w / s), 2), round(float(m), 2), float(most[at]))
        for at, m, s, w in zip(kept, middle, spread, weights, strict=True)
    }


def odds(table: Mapping[str, Weight], names: Sequence[str], seen: Array) -> Array:
    """The log-odds of each pair, as `likeness` would add them up."""
    total = np.full(len(seen), table[PRIOR].weight)
    for name, weight in table.items():
        if name != PRIOR:
            told = np.minimum(seen[:, names.index(name)], weight.most) - weight.neutral
            total += np.where(np.isnan(told), 0.0, told * weight.weight)
    return total


def chances(log_odds: Array) -> Array:
    """As probabilities."""
    return 1 / (1 + np.exp(-log_odds))


def rows(measures: Sequence[Mapping[str, float]], names: Sequence[str]) -> Array:
    """Measures of pairs as a table, NaN where one was not taken."""
    return np.array([[one.get(name, np.nan) for name in names] for one in measures], np.float64)


def _fitted(seen: Array, right: Array, ridge: float) -> tuple[Array, Array, Array, float]:
    """Middles, spreads and weights for each spread of the measures, and the prior."""
    middle, spread = np.nanmean(seen, axis=0), np.nanstd(seen, axis=0) + 1e-9
    scaled = np.where(np.isnan(seen), 0.0, (seen - middle) / spread)
    scaled = np.column_stack([np.ones(len(seen)), scaled])
    penalty = ridge * np.eye(scaled.shape[1])
    penalty[0, 0] = SMALLEST
    weights = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        found = chances(scaled @ weights)
        gradient = scaled.T @ (right - found) - penalty @ weights
        curve = (scaled.T * (found * (1 - found))) @ scaled + penalty
        step = np.linalg.solve(curve, gradient)
        weights += step
        if np.abs(step).max() < SMALLEST:
            break
    return middle, spread, weights[1:], float(weights[0])
