"""``python -m benchmarks.learn_stories``: learn what tells that two threads are one story.

A logistic regression (ridge) over the named features of `relate.stories.merging.compared`, one
table for each kind of pair, on the shared half of OG2021 (headlines of nine languages). The stream
runs over the headlines in time order; every pair of strands that it compares is one example, which
counts by the share of its pairs of headlines that people put in one story; the stream runs again
with what was learned. Then what joins languages is moved by what makes the stories best on the same
headlines (``SHIFTS``). Written to ``src/tearsheet/relate/stories/joining.toml``.
"""

import argparse
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tests.models import models_folder

from benchmarks.stories.headlines import (
    Headline,
    across,
    b_cubed,
    headlines,
    lived,
    lived_apart,
    two_fold,
    without_vectors,
)
from tearsheet.relate.stories.merging import (
    Judge,
    Surroundings,
    Tables,
    compared,
    crowd_of,
    kind_of,
    largest,
)
from tearsheet.relate.stories.window import Strand, Thread
from tearsheet.relate.vectors.e5 import E5

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src/tearsheet/relate/stories/joining.toml"
BESIDE = ROOT.parent / "shared" / "corpora"
# Chosen by two folds over the clusters, 2026-11-22. An example counts as the square root of the
# pairs of headlines it stands for.
RIDGE, STEPS, ROUNDS, FEWEST, MOST, SEED = 1.0, 25, 2, 100, 40000, 3
SHIFTS = (0.0, 0.4)
FEATURES = {
    "one language": (
        "bias", "time between", "silence between", "reports", "both grown", "words", "names",
        "vectors", "mean of pairs", "grown", "grown vectors", "above the crowd",
    ),
    "two languages": (
        "bias", "time between", "reports", "names", "vectors", "mean of pairs", "grown",
        "grown vectors", "above the crowd", "names and vectors",
    ),
    "one language, no vectors": (
        "bias", "time between", "silence between", "both grown", "words", "names",
    ),
    "two languages, no vectors": ("bias", "time between", "reports", "names", "figures"),
}  # fmt: skip
START: Tables = {
    "one language": {
        "bias": -6.0, "silence between": -0.5, "words": 6.0, "vectors": 7.0, "names": 2.0,
    },
    "two languages": {
        "bias": -6.0, "silence between": -0.5, "vectors": 10.0, "names": 3.0,
    },
    "one language, no vectors": {
        "bias": -3.0, "silence between": -0.5, "words": 10.0, "names": 2.0,
    },
    "two languages, no vectors": {"bias": -4.0, "silence between": -0.5, "names": 10.0},
}  # fmt: skip
"""Cautious weights by hand: what they part is as much to learn from as what they join."""


class Examples(Judge):
    """Judges as told, and keeps what it saw with what people say of it."""

    def __init__(
        self, tables: Tables, stories: Mapping[str, str], seen: dict[str, list[list[float]]]
    ) -> None:
        super().__init__(tables)
        self._stories = stories
        self._seen = seen

    def odds(self, one: Thread, other: Thread, around: Surroundings) -> float:
        """As any judge."""
        for a in largest(one):
            for b in largest(other):
                near = around.get(a.language, {})
                crowd = crowd_of(near, b.language, one.number, other.number)
                found, kind = compared(a, b, crowd), kind_of(a, b)
                told = [found.get(name, 0.0) for name in FEATURES[kind]]
                self._seen[kind].append([*told, self._same(a, b), a.size * b.size])
        return super().odds(one, other, around)

    def _same(self, one: Strand, other: Strand) -> float:
        """The share of pairs that are of one story."""
        a, b = (Counter(self._stories[m.key] for m in strand.members) for strand in (one, other))
        return sum(count * b[story] for story, count in a.items()) / (a.total() * b.total())


def learned(items: Sequence[Headline]) -> Tables:
    """Weights learned from headlines, with and without vectors."""
    tables = START
    stories = {item.report.key: item.story for item in items}
    for told in (items, without_vectors(items)):
        seen: dict[str, list[list[float]]] = {kind: [] for kind in FEATURES}
        lived_apart(told, Examples(tables, stories, seen))
        for _ in range(ROUNDS):
            lived(told, Examples(tables, stories, seen))
            tables = {
                kind: _fitted(kind, np.array(rows)) if len(rows) > FEWEST else tables[kind]
                for kind, rows in seen.items()
            }
        tables = _moved(told, tables)
    return tables


def _fitted(kind: str, seen: NDArray[np.float64]) -> dict[str, float]:
    """The weights of a ridge logistic regression, by Newton's steps."""
    if len(seen) > MOST:
        seen = seen[np.random.default_rng(SEED).permutation(len(seen))[:MOST]]
    rows, same, counts = seen[:, :-2], seen[:, -2], np.sqrt(seen[:, -1])
    counts /= counts.mean()
    spread = rows.std(0)
    spread[spread == 0] = 1.0
    scaled = rows / spread
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        gradient = scaled.T @ (counts * (same - chances)) - RIDGE * weights
        curve = (scaled.T * (counts * chances * (1 - chances))) @ scaled
        weights += np.linalg.solve(curve + RIDGE * np.eye(len(weights)), gradient)
    return dict(zip(FEATURES[kind], (weights / spread).tolist(), strict=True))


def _moved(items: Sequence[Headline], tables: Tables) -> Tables:
    """Across languages joining more readily, as far as it makes the stories better."""
    with_vectors = items[0].report.vector is not None
    kinds = [
        kind
        for kind in tables
        if kind.startswith("two") and kind.endswith("no vectors") != with_vectors
    ]

    def moved(shift: float) -> Tables:
        return {
            kind: {**table, "bias": table["bias"] + (shift if kind in kinds else 0.0)}
            for kind, table in tables.items()
        }

    return moved(max(SHIFTS, key=lambda shift: _goodness(items, moved(shift))))


def _goodness(items: Sequence[Headline], tables: Tables) -> float:
    """B-cubed F1 and F1 of the pairs across languages, together."""
    found, gold = lived(items, Judge(tables)), [item.story for item in items]
    languages = [item.report.language for item in items]
    return b_cubed(found, gold).f1 + across(found, gold, languages)


def main() -> None:
    """Test by two folds, then learn from all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("TEARSHEET_CORPORA", BESIDE))
    )
    options = parser.parse_args()
    told = headlines(options.corpora, None)
    rows = E5.open(models_folder()).encode([item.title for item in told])
    items = [item.with_vector(row) for item, row in zip(told, rows, strict=True)]
    scores = two_fold(items, learned)
    print(scores)
    tables = learned(items)
    head = [
        "# What speaks for two threads telling one event, in log odds: see `merging.compared`.",
        "# Learned by python -m benchmarks.learn_stories from the shared half of OG2021 (headlines",
        "# of nine languages), 2026-11-22. On clusters not learned from (two folds): B-cubed F1",
        f"# {scores.mono:.3f} within languages, {scores.all:.3f} across all, F1 of pairs across",
        f"# languages {scores.across:.3f}; without vectors {scores.mono_words:.3f},"
        f" {scores.all_words:.3f}, {scores.across_words:.3f}.",
    ]
    lines = list[str]()
    for kind, table in tables.items():
        lines += ["", f'["{kind}"]', *(f'"{name}" = {w:.2f}' for name, w in table.items())]
    TARGET.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
