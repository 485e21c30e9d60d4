"""``python -m benchmarks.learn_translations``: learn what speaks for a translation.

From `benchmarks.copies.bilingual`: a logistic model over the findings of an agreement, kept near
nought (ridge), so that it can be read. Kinds of cases weigh alike, and translations as much as the
rest. A finding whose weight would speak against its meaning is left out. First it is tested:
learned from one half of the articles, judged on the other; then learned from all and written to
``src/tearsheet/relate/translations/judgement.toml``; what is set there by hand is kept.
"""

import argparse
import os
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from tests.models import models_folder

from benchmarks.copies.bilingual import Case, cases
from tearsheet.relate.translations.agreement import agreement
from tearsheet.relate.translations.judgement import Judgement, Weights
from tearsheet.relate.vectors.e5 import E5
from tearsheet.relate.vectors.encoder import Encoder
from tearsheet.relate.vectors.means import LanguageMeans
from tearsheet.relate.vectors.table import Table

TARGET = Path(__file__).resolve().parents[1] / "src/tearsheet/relate/translations/judgement.toml"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"
ENCODERS: dict[str, Callable[[Path], Encoder]] = {"e5-small": E5.open, "e5-table": Table.open}
RIDGE = 1.0
AGAINST = frozenset({"uneven", "contradicted"})
ALIKE = 0.35
HEAD = """\
# What speaks for a translation, in log-odds for each unit of a finding (`agreement.py` says what
# each is). [learned] for each encoder by python -m benchmarks.learn_translations, 2026-11-22, from
# MEANTIME and SemEval-22 task 8 (benchmarks/copies/bilingual.py); ``judged`` is the share of pairs
# judged right by what was learned from the other half of the articles, of the worst kind of pairs.
#
# No corpus has credits or times, so that [by_hand] is set by hand: of a page that says what it is
# the sentences need to agree a little less, and every day makes a translation less likely.
# least: a wrong joint hides an independent report and costs about twenty missed ones.
"""


def main() -> None:
    """Test on halves, then learn from all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("TEARSHEET_CORPORA", BESIDE))
    )
    parser.add_argument("--models", type=Path, default=models_folder())
    parser.add_argument("--encoder", choices=ENCODERS, default="e5-small")
    options = parser.parse_args()
    encoder = ENCODERS[options.encoder](options.models)
    means = LanguageMeans.shipped(encoder.name, encoder.dimensions)
    rows = [Row.of(case) for case in cases(options.corpora, encoder, means)]
    now = msgspec.convert(tomllib.loads(TARGET.read_text("utf-8")), Judgement)
    judged = tested(rows, now.least)
    print("\n".join(f"{kind}: {share:.4f}" for kind, share in judged.items()))
    found = learned(rows)
    weights = Weights(
        round(found.intercept, 2),
        found.rounded,
        round(min(share for kind, share in judged.items() if kind != "first three"), 3),
    )
    TARGET.write_text(HEAD + _written(now, now.learned | {options.encoder: weights}), "utf-8")


def tested(rows: Sequence["Row"], least: float) -> dict[str, float]:
    """By kind of case the share judged right by what was learned from the other half."""
    right = defaultdict[str, list[bool]](list)
    for half in (0, 1):
        model = learned([row for row in rows if row.half == half])
        for row in rows:
            if row.half == 1 - half:
                right[row.kind].append((model.score(row) >= logit(least)) == row.translated)
    return {kind: sum(found) / len(found) for kind, found in right.items()}


def logit(probability: float) -> float:
    """Its log-odds."""
    return log(probability / (1 - probability))


def _written(now: Judgement, learned_by: Mapping[str, Weights]) -> str:
    lines = [f"least = {now.least}", "", "[by_hand]"]
    lines += [f'"{name}" = {weight}' for name, weight in now.by_hand.items()]
    for encoder, found in sorted(learned_by.items()):
        lines += ["", f"[learned.{encoder}]"]
        lines += [f"intercept = {found.intercept}", f"judged = {found.judged}"]
        lines += ["", f"[learned.{encoder}.weights]"]
        lines += [f'"{name}" = {weight}' for name, weight in found.weights.items()]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One case: what was found, and whether it is a translation."""

    name: str
    kind: str
    translated: bool
    half: int | None
    findings: dict[str, float]

    @classmethod
    def of(cls, case: Case) -> "Row":
        """What is found of a case."""
        found = agreement(case.one, case.other).findings
        return cls(case.name, case.kind, case.translated, case.half, found)


@dataclass(frozen=True, slots=True)
class Model:
    """What each finding weighs."""

    intercept: float
    weights: dict[str, float]

    @property
    def rounded(self) -> dict[str, float]:
        """The weights to two digits."""
        return {name: round(weight, 2) for name, weight in self.weights.items()}

    def score(self, row: Row) -> float:
        """The log-odds that it is a translation."""
        return self.intercept + sum(
            weight * row.findings[name] for name, weight in self.weights.items()
        )


def learned(rows: Sequence[Row]) -> Model:
    """The model of these rows, findings that speak against their meaning left out."""
    names = list(rows[0].findings)
    telling = [row for row in rows if _tells(row)]
    while True:
        found = _fitted(telling, names)
        wrong = [
            name
            for name, weight in found.weights.items()
            if (weight > 0) == (name in AGAINST) or abs(weight) < 1e-3
        ]
        if not wrong:
            return found
        names.remove(max(wrong, key=lambda name: abs(found.weights[name])))


def _tells(row: Row) -> bool:
    """Whether anything is learned from it.

    Of MEANTIME's pairs of two articles most have nothing in common. Three sentences that agree are
    no proof: two briefs on one release agree as well.
    """
    if row.kind == "another article":
        return row.findings["whole"] > ALIKE
    return row.kind != "first three"


def _fitted(rows: Sequence[Row], names: Sequence[str]) -> Model:
    """By Newton's method over standardised findings."""
    values = np.array([[row.findings[name] for name in names] for row in rows])
    truth = np.array([row.translated for row in rows], dtype=float)
    weight = _weights(rows)
    mean = np.average(values, axis=0, weights=weight)
    spread = np.sqrt(np.average((values - mean) ** 2, axis=0, weights=weight)) + 1e-9
    design = np.column_stack([np.ones(len(rows)), (values - mean) / spread])
    ridge = RIDGE * np.diag([0.0] + [1.0] * len(names))
    at = np.zeros(len(names) + 1)
    for _ in range(30):
        guess = 1 / (1 + np.exp(-np.clip(design @ at, -30, 30)))
        slope = design.T @ (weight * (guess - truth)) + ridge @ at
        curve = (design * (weight * guess * (1 - guess))[:, None]).T @ design + ridge
        at = at - np.linalg.solve(curve, slope)
    scaled = at[1:] / spread
    return Model(float(at[0] - scaled @ mean), dict(zip(names, map(float, scaled), strict=True)))


def _weights(rows: Sequence[Row]) -> NDArray[np.float64]:
    """Kinds alike, those that are translations together as much as those that are none."""
    count = Counter(row.kind for row in rows)
    kinds = Counter(translated for translated, _ in {(row.translated, row.kind) for row in rows})
    half = len(rows) / 2
    return np.array([half / kinds[row.translated] / count[row.kind] for row in rows])


if __name__ == "__main__":
    main()
