"""``python -m benchmarks.learn_copies``: learn what tells that two articles print one text.

A logistic regression (ridge) over the named features of `tearsheet.relate.copies.comparison` on
``copies/pairs-half.jsonl``; pairs a reader was unsure of are left out. First each pair is judged
by weights that were learned without it, without any other printing of either of its texts, and
without any pair that touches one; then all pairs are learned from and the weights are written to
``src/tearsheet/relate/copies/judgement.toml``.
"""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.copies.labelled import Pair, articles, families, pairs
from tearsheet.relate.copies.comparison import Comparison
from tearsheet.relate.copies.judgement import settled_by
from tearsheet.relate.copies.printing import printing_of

TARGET = Path(__file__).resolve().parents[1] / "src/tearsheet/relate/copies/judgement.toml"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"
# Tuned by leaving families out, 2026-11-22: F1 is the same from 0.05 to 0.3.
RIDGE, STEPS = 0.1, 40

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """A pair, and the probability that weights learned without it give to its being a copy."""

    pair: Pair
    probability: float

    @property
    def is_right(self) -> bool:
        """Whether the more likely of the two is so."""
        return (self.probability >= 0.5) == self.pair.is_copy


def main() -> None:
    """Test by leaving families out, then learn from all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("TEARSHEET_CORPORA", BESIDE))
    )
    corpora = parser.parse_args().corpora
    found = cross_validated(corpora)
    figures = f"F1 {f1(found):.3f}, expected calibration error {calibration_error(found):.3f}"
    print(f"{len(found)} pairs, families left out: {figures}")
    for one in found:
        if not one.is_right:
            print(f"  wrong: {one.pair.a} {one.pair.b} {one.pair.label} {one.probability:.2f}")
    learnable = [pair for pair in pairs(corpora) if pair.is_decided]
    names, seen, copies = _seen(learnable, corpora)
    weighed = np.array([settled_by(one) is None for one in _comparisons(learnable, corpora)])
    bias, *weights = learned(seen[weighed], copies[weighed])
    lines = [
        "# What speaks for two articles printing one text, in log-odds: see `comparison.features`.",
        "# Learned by python -m benchmarks.learn_copies from copies/pairs-half.jsonl,",
        f"# {date.today()}. {len(found)} pairs, each judged without its family: {figures}.",
        "",
        f"bias = {bias:.2f}",
        "",
        "[weights]",
        *(f'"{name}" = {weight:.2f}' for name, weight in zip(names, weights, strict=True)),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def cross_validated(corpora: Path) -> list[Judged]:
    """Every decided pair, judged by what was learned without the families of its two articles."""
    every = pairs(corpora)
    family = families(every)
    found = [pair for pair in every if pair.is_decided]
    touched = [{family[pair.a], family[pair.b]} for pair in found]
    compared = _comparisons(found, corpora)
    _, seen, copies = _seen(found, corpora)
    judged = list[Judged]()
    for at, pair in enumerate(found):
        others = [
            other
            for other, others in enumerate(touched)
            if not others & touched[at] and settled_by(compared[other]) is None
        ]
        weights = learned(seen[others], copies[others])
        settled = settled_by(compared[at])
        weighed = 1 / (1 + exp(-float(weights[0] + seen[at] @ weights[1:])))
        judged.append(Judged(pair, weighed if settled is None else settled))
    return judged


def f1(found: Sequence[Judged]) -> float:
    """Of the copies."""
    hits = sum(one.is_right and one.pair.is_copy for one in found)
    taken = sum(one.probability >= 0.5 for one in found)
    return 2 * hits / max(1, taken + sum(one.pair.is_copy for one in found))


def calibration_error(found: Sequence[Judged]) -> float:
    """Mean distance of probability and share of copies, over ten equal steps of probability."""
    steps = [list[Judged]() for _ in range(10)]
    for one in found:
        steps[min(9, int(10 * one.probability))].append(one)
    return sum(
        abs(sum(one.probability for one in step) - sum(one.pair.is_copy for one in step))
        for step in steps
    ) / max(1, len(found))


def learned(seen: Array, right: Array) -> Array:
    """Bias and weights, by Newton's method; the bias is not drawn to zero."""
    rows = np.column_stack([np.ones(len(seen)), seen])
    weights = np.zeros(rows.shape[1])
    drawn = RIDGE * np.eye(rows.shape[1])
    drawn[0, 0] = 1e-6
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - likely) - drawn @ weights
        bend = (rows.T * (likely * (1 - likely))) @ rows + drawn
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def _comparisons(found: Sequence[Pair], corpora: Path) -> list[Comparison]:
    printings = {key: printing_of(article) for key, article in articles(corpora).items()}
    return [Comparison.of(printings[pair.a], printings[pair.b]) for pair in found]


def _seen(found: Sequence[Pair], corpora: Path) -> tuple[list[str], Array, Array]:
    compared = _comparisons(found, corpora)
    names = list(compared[0].features)
    seen = np.array([[one.features[name] for name in names] for one in compared])
    return names, seen, np.array([float(pair.is_copy) for pair in found])


if __name__ == "__main__":
    main()
