"""Stories of headlines as they come, beside TF-IDF, vectors and two stages: OG2021.

Data, metrics and folds are in `headlines`; what the weights are learned from is never what they are
scored on (`learn_stories`, two folds over the clusters). ``words`` are the figures without vectors.
"""

from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import numpy as np
from tests.models import models_folder

from benchmarks.figures import Figure
from benchmarks.learn_stories import learned
from benchmarks.stories import peers
from benchmarks.stories.headlines import (
    Headline,
    across,
    b_cubed,
    folds,
    headlines,
    scores_of,
    two_fold,
)
from tearsheet.relate.stories.merging import WRONG_MERGE_COST, Judge
from tearsheet.relate.vectors.e5 import E5

PASS, MERGE = (0.15, 0.2, 0.25, 0.3, 0.34, 0.4), (0.35, 0.4, 0.45)
Scores = tuple[float, float, float]


def measure(corpora: Path) -> list[Figure]:
    """B-cubed F1 in each language and across all, F1 of the pairs across languages."""
    told = headlines(corpora, None)
    rows = E5.open(models_folder()).encode([item.title for item in told])
    items = [item.with_vector(row) for item, row in zip(told, rows, strict=True)]
    found, beside = two_fold(items, learned), _peers(items)
    shipped = scores_of(items, Judge())
    careful = scores_of(items, Judge(), WRONG_MERGE_COST)
    note = f"shipped weights, all clusters at once, at costs 1 and {WRONG_MERGE_COST:g}: "
    names = ("mono", "all", "across")
    bars = (0.78, 0.74, 0.58)
    return [
        Figure(
            f"stories.online.{name}",
            getattr(found, name),
            "F1",
            bar,
            "high",
            {peer: scores[at] for peer, scores in beside.items()},
            f"{note}{shipped[at]:.3f}, {careful[at]:.3f}",
        )
        for at, (name, bar) in enumerate(zip(names, bars, strict=True))
    ] + [
        Figure(f"stories.online.words.{name}", getattr(found, f"{name}_words"), "F1")
        for name in names
    ]


def _peers(items: Sequence[Headline]) -> dict[str, Scores]:
    """The peers' means over the two halves, thresholds from the other half."""
    one, other = folds(items)
    tried = [_tried(one, other), _tried(other, one)]
    found = dict[str, Scores]()
    for peer in tried[0]:
        chosen = list[Scores]()
        for scored, taught in ((0, 1), (1, 0)):
            best = [
                max(tried[taught][peer], key=lambda how: tried[taught][peer][how][at])
                for at in range(3)
            ]
            mono, whole, across = (tried[scored][peer][how][at] for at, how in enumerate(best))
            chosen.append((mono, whole, across))
        first, second = chosen
        found[peer] = (
            mean((first[0], second[0])),
            mean((first[1], second[1])),
            mean((first[2], second[2])),
        )
    return found


def _tried(
    items: Sequence[Headline], other: Sequence[Headline]
) -> dict[str, dict[tuple[float, ...], Scores]]:
    """The scores of each peer by its thresholds."""
    at, rows = peers.hours(items), peers.centred(items, other)
    languages = [item.report.language for item in items]
    same = np.array([[one == two for two in languages] for one in languages])
    words, vectors = peers.words(items, [*items, *other]), rows @ rows.T
    mixed = 0.3 * words + 0.7 * vectors
    found: dict[str, dict[tuple[float, ...], Scores]] = {"TF-IDF": {}, "e5": {}, "two stages": {}}
    for least in PASS:
        for peer, alike in (("TF-IDF", words), ("e5", vectors)):
            found[peer][least,] = _scores(
                items,
                peers.single_pass(alike, at, least, same),
                peers.single_pass(alike, at, least),
            )
        if least < 0.3:
            continue
        apart = peers.single_pass(mixed, at, least, same)
        for merge in MERGE:
            together = peers.merged(apart, languages, rows, at, merge)
            found["two stages"][least, merge] = _scores(items, apart, together)
    return found


def _scores(items: Sequence[Headline], apart: Sequence[int], together: Sequence[int]) -> Scores:
    languages = [item.report.language for item in items]
    gold = [item.story for item in items]
    own = list(zip(languages, apart, strict=True))
    return (
        b_cubed(own, list(zip(languages, gold, strict=True))).f1,
        b_cubed(together, gold).f1,
        across(together, gold, languages),
    )
