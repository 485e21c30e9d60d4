"""What speaks for two threads telling one event? A sum of named features, learned and readable.

Threads are compared strand by strand: within a language by words and vectors, across languages by
vectors, names and figures. Each pair of strands has its log-odds by ``joining.toml``; those of two
threads are the mean over the pairs, heavier where the strands are larger.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log, log1p, sqrt

import numpy as np

from tearsheet.model.digest import Feature
from tearsheet.relate.stories.window import Strand, Thread, Weights, dot, length

WRONG_MERGE_COST = 1.0
"""A wrong merge costs so many times what a missed one costs."""
_STRANDS = 4
"""The largest strands of a thread that speak for it."""
_PLACES = 4
"""Decimals that similarities are rounded to, so that no machine's last bit decides."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whether two threads tell one event: log-odds, and the features that they are the sum of."""

    odds: float
    features: tuple[Feature, ...]


Tables = Mapping[str, Mapping[str, float]]
"""Weights of named features, by the kind of pair: see ``joining.toml``."""


@cache
def learned() -> Tables:
    """The weights that came with the package."""
    text = (files("tearsheet.relate.stories") / "joining.toml").read_text("utf-8")
    return {
        kind: {name: float(weight) for name, weight in table.items()}
        for kind, table in tomllib.loads(text).items()
    }


def least_odds(wrong_merge_cost: float) -> float:
    """The log-odds from which joining costs less than parting: p / (1 - p) >= cost."""
    return log(wrong_merge_cost)


def probability(odds: float) -> float:
    """Of log-odds."""
    return 1 / (1 + exp(-max(-50.0, min(50.0, odds))))


class Judge:
    """Weighs what speaks for two threads being one."""

    def __init__(self, tables: Tables | None = None) -> None:
        self._tables = learned() if tables is None else tables

    def evidence(self, one: Thread, other: Thread, crowd: float) -> Evidence:
        """Log-odds and reasons; ``crowd`` is how near others are that may be meant instead."""
        whole = 0.0
        values: dict[tuple[str, str], float] = {}
        for a in _largest(one):
            for b in _largest(other):
                heavy = sqrt(a.size * b.size)
                whole += heavy
                kind = kind_of(a, b)
                for name, value in compared(a, b, crowd).items():
                    place = (kind, name)
                    values[place] = values.get(place, 0.0) + heavy * value
        features = tuple(
            Feature(f"{name}, {kind}", round(value / whole, _PLACES), self._tables[kind][name])
            for (kind, name), value in values.items()
            if name in self._tables[kind]
        )
        return Evidence(round(sum(feature.share for feature in features), _PLACES), features)


def kind_of(one: Strand, other: Strand) -> str:
    """Which table two strands are weighed by."""
    where = "one language" if one.language == other.language else "two languages"
    return where if one.vectors and other.vectors else f"{where}, no vectors"


def compared(one: Strand, other: Strand, crowd: float) -> dict[str, float]:
    """The named features of two strands."""
    pairs = one.size * other.size
    gap = max(0.0, one.first - other.last, other.first - one.last)
    found = {
        "bias": 1.0,
        "hours apart": log1p(gap),
        "reports": log(pairs),
        "crowd": crowd,
    }
    if one.language == other.language:
        found |= _alike("words", one.words, other.words, pairs)
    found |= _alike("names", one.names, other.names, pairs)
    found |= _alike("figures", one.figures, other.figures, pairs)
    found["other figures"] = float(
        bool(one.figures) and bool(other.figures) and not found["figures"]
    )
    if one.vector is not None and other.vector is not None:
        product = float(np.dot(one.vector, other.vector))
        lengths = sqrt(float(np.dot(one.vector, one.vector))) * sqrt(
            float(np.dot(other.vector, other.vector))
        )
        found["vectors"] = round(product / (one.vectors * other.vectors), _PLACES)
        found["middle of vectors"] = round(product / lengths, _PLACES) if lengths else 0.0
    return found


def _alike(name: str, one: Weights, other: Weights, pairs: int) -> dict[str, float]:
    product = dot(one, other)
    if not product:
        return {name: 0.0, f"middle of {name}": 0.0}
    return {
        name: round(product / pairs, _PLACES),
        f"middle of {name}": round(product / (length(one) * length(other)), _PLACES),
    }


def _largest(thread: Thread) -> Sequence[Strand]:
    strands = list(thread.strands.values())
    if len(strands) <= _STRANDS:
        return strands
    return sorted(strands, key=lambda strand: (-strand.size, strand.language))[:_STRANDS]
