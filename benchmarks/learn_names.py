"""``python -m benchmarks.learn_names``: learn what tells that two names are one.

A logistic regression (ridge) over the named features of `tearsheet.text.names.likeness.features`,
once for persons and once for organisations, on ``names/name_bench.csv`` (OpenSanctions, MIT). First
it is tested by five folds, then learned from all and written to
``src/tearsheet/text/names/weights.toml``.
"""

import argparse
import os
import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.words.names import name_bench
from tearsheet.text.names.likeness import features
from tearsheet.text.names.words import name_words

TARGET = Path(__file__).resolve().parents[1] / "src/tearsheet/text/names/weights.toml"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"
# Tuned by five folds, 2026-11-22. Even odds of a match in the bench are no prior of the press.
RIDGE, STEPS, FOLDS, SEED = 1.0, 30, 5, 3

Array = NDArray[np.float64]


def main() -> None:
    """Test by folds, then learn from all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("TEARSHEET_CORPORA", BESIDE))
    )
    options = parser.parse_args()
    rows = name_bench(options.corpora)
    kinds = {"person": [], "organisation": []}
    for row in rows:
        kinds["person" if row["schema"] == "Person" else "organisation"].append(row)
    lines, matched = list[str](), np.zeros(3)
    for kind, of_kind in kinds.items():
        names, seen, right = _seen(of_kind)
        counts = _folds(seen, right)
        matched += counts
        print(
            f"{kind}: {len(of_kind)} pairs, F1 by five folds {2 * counts[0] / counts[1:].sum():.3f}"
        )
        weights = learned(seen, right)
        lines += ["", f"[{kind}]"]
        lines += [f'"{name}" = {weight:.2f}' for name, weight in zip(names, weights, strict=True)]
    f1 = 2 * matched[0] / matched[1:].sum()
    print(f"all: F1 by five folds {f1:.3f}")
    head = [
        "# What speaks for two names being one, in log odds: see `likeness.features`. Learned by",
        "# python -m benchmarks.learn_names from name_bench.csv (OpenSanctions, MIT).",
        f"# F1 on pairs not learned from (five folds): {f1:.3f}.",
    ]
    TARGET.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


def _seen(rows: list[dict[str, str]]) -> tuple[list[str], Array, Array]:
    told = [features(name_words(row["name1"]), name_words(row["name2"])) for row in rows]
    names = list(told[0])
    seen = np.array([[one[name] for name in names] for one in told])
    return names, seen, np.array([row["is_match"] == "true" for row in rows], float)


def learned(seen: Array, right: Array) -> Array:
    """The weights of a ridge logistic regression, by Newton's steps."""
    weights = np.zeros(seen.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-(seen @ weights)))
        gradient = seen.T @ (right - chances) - RIDGE * weights
        curve = (seen.T * (chances * (1 - chances))) @ seen + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, gradient)
    return weights


def _folds(seen: Array, right: Array) -> Array:
    """Both, said and right, summed over folds that were not learned from."""
    fold = np.array(random.Random(SEED).choices(range(FOLDS), k=len(right)))
    total = np.zeros(3)
    for at in range(FOLDS):
        weights = learned(seen[fold != at], right[fold != at])
        said = seen[fold == at] @ weights >= 0
        true = right[fold == at] > 0
        total += [(said & true).sum(), said.sum(), true.sum()]
    return total


if __name__ == "__main__":
    main()
