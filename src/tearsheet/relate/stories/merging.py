"""What speaks for two threads telling one event? A sum of named features, learned and readable.

Threads are compared strand by strand: within a language by words and vectors, across languages by
vectors, names and figures. Each pair of strands has its log-odds by ``joining.toml``; those of two
threads are the mean over the pairs, each counted by how many pairs of reports it stands for.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log, log1p, sqrt

import numpy as np

from tearsheet.model import Feature
from tearsheet.relate.stories.grounds import ground
from tearsheet.relate.stories.index import Near
from tearsheet.relate.stories.window import Strand, Thread

WRONG_MERGE_COST = 2.0
"""A wrong merge costs so many times what a missed one costs; the setting says the same."""
_STRANDS = 4
"""The largest strands of a thread that speak for it."""
_NEXT = 3
"""The next nearest whose mean is the crowd."""
_PLACES = 4
"""Decimals that log-odds are rounded to, so that no machine's last bit decides."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whether two threads tell one event: log-odds, and the features that they are the sum of."""

    odds: float
    features: tuple[Feature, ...]


Tables = Mapping[str, Mapping[str, float]]
"""Weights of named features, by the kind of pair: see ``joining.toml``."""
Surroundings = Mapping[str, Near]
"""What lies around a thread: for each language of its strands, the nearest strands."""


@cache
def learned() -> Tables:
    """The weights that came with the package."""
    text = (files("tearsheet.relate.stories") / "joining.toml").read_text("utf-8")
    return {
        kind: {name: float(weight) for name, weight in table.items()}
        for kind, table in tomllib.loads(text).items()
    }


def least_odds(wrong_merge_cost: float) -> float:
    """The log-odds from which joining costs less than parting: p >= cost / (1 + cost).

    Raises ValueError if the cost is not positive.
    """
    if wrong_merge_cost <= 0:
        raise ValueError(f"a wrong merge must cost something, not {wrong_merge_cost}")
    return log(wrong_merge_cost)


class Judge:
    """Weighs what speaks for two threads being one."""

    def __init__(self, tables: Tables | None = None) -> None:
        self._tables = learned() if tables is None else tables

    def odds(self, one: Thread, other: Thread, around: Surroundings) -> float:
        """The log-odds alone; ``around`` is what lies around ``one``."""
        whole, pairs = 0.0, 0
        for heavy, kind, found in _pairs(one, other, around):
            pairs += heavy
            table = self._tables[kind]
            whole += heavy * sum([table[name] * found[name] for name in table if name in found])
        return round(whole / pairs, _PLACES)

    def evidence(self, one: Thread, other: Thread, around: Surroundings) -> Evidence:
        """The log-odds with their reasons."""
        values, pairs = dict[tuple[str, str], float](), 0
        for heavy, kind, found in _pairs(one, other, around):
            pairs += heavy
            for name in self._tables[kind]:
                if name in found:
                    place = (kind, name)
                    values[place] = values.get(place, 0.0) + heavy * found[name]
        return Evidence(
            self.odds(one, other, around),
            tuple(
                ground(name, kind, value / pairs, self._tables[kind][name])
                for (kind, name), value in values.items()
            ),
        )


def _pairs(
    one: Thread, other: Thread, around: Surroundings
) -> Iterator[tuple[int, str, dict[str, float]]]:
    """For each pair of strands: how many pairs of reports, its kind, its features."""
    for a in largest(one):
        near = around.get(a.language, {})
        for b in largest(other):
            crowd = crowd_of(near, b.language, one.number, other.number)
            yield a.size * b.size, kind_of(a, b), compared(a, b, crowd)


def crowd_of(near: Near, language: str, *but: int) -> float:
    """The mean cosine of the next nearest in a language, of other threads than ``but``.

    Where many lie as near, nearness says little: thresholds follow the density.
    """
    others = [cosine for cosine, number in near.get(language, ()) if number not in but][:_NEXT]
    return sum(others) / len(others) if others else 0.0


def kind_of(one: Strand, other: Strand) -> str:
    """Which table two strands are weighed by."""
    where = "one language" if one.language == other.language else "two languages"
    return where if one.vectors and other.vectors else f"{where}, no vectors"


def compared(one: Strand, other: Strand, crowd: float) -> dict[str, float]:
    """The named features of two strands."""
    gap = max(0.0, one.first - other.last, other.first - one.last)
    names = one.names.cosine(other.names)
    pairs = log(one.size * other.size)
    found = {
        "bias": 1.0,
        "time between": log1p(abs(one.middle - other.middle)) ** 2,
        "silence between": log1p(gap),
        "reports": pairs,
        "both grown": min(1.0, log(min(one.size, other.size))),
        "names": names,
        "figures": one.figures.cosine(other.figures),
    }
    if one.language == other.language:
        found["words"] = one.words.cosine(other.words)
    if one.vector is not None and other.vector is not None:
        product = float(np.dot(one.vector, other.vector))
        lengths = _length(one) * _length(other)
        vectors = product / lengths if lengths else 0.0
        grown = 1 - (one.size * other.size) ** -0.25
        found["vectors"] = vectors
        found["mean of pairs"] = product / (one.vectors * other.vectors)
        found["grown"] = grown
        found["grown vectors"] = grown * vectors
        found["above the crowd"] = vectors - crowd
        found["names and vectors"] = vectors * names
    return found


def largest(thread: Thread) -> Sequence[Strand]:
    """The few strands that speak for a thread."""
    strands = list(thread.strands.values())
    if len(strands) <= _STRANDS:
        return strands
    return sorted(strands, key=lambda strand: (-strand.size, strand.language))[:_STRANDS]


def _length(strand: Strand) -> float:
    if strand.vector is None or strand.vectors == 1:
        return 1.0
    return sqrt(float(np.dot(strand.vector, strand.vector)))
