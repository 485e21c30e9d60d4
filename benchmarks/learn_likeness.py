"""``python -m benchmarks.learn_likeness``: learn what tells that two reports tell one event.

Three ridge logistic regressions over the named measures of `tearsheet.relate.stories.measures`:
*pages* (headline, text, mostly a date) from SemEval-2022 task 8, *texts* (neither headline nor
date) from ECB+, *headlines* within and between languages from OG2021. Each is tested on what it was
not learned from; then learned from all and written to
``src/tearsheet/relate/stories/likeness.toml``.
"""

import argparse
import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from tests.models import models_folder

from benchmarks.stories import events, pairs
from benchmarks.stories.headlines import Headline, headlines
from benchmarks.stories.regression import Array, chances, learned, odds, rows
from benchmarks.stories.semeval import pairs as read_pairs
from tearsheet.relate.stories.likeness import Table, Weight
from tearsheet.relate.stories.measures import measured, seen
from tearsheet.relate.stories.statistics import Statistics
from tearsheet.relate.vectors.e5 import E5
from tearsheet.relate.vectors.encoder import Encoder

TARGET = Path(__file__).resolve().parents[1] / "src/tearsheet/relate/stories/likeness.toml"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"
MEASURES = ("title meaning", "title words", "rare names", "time")
RIDGE, WEEK, SEED = 1.0, 7 * 86400.0, 2
NEAREST, SAME, OTHER = 5, 5, 8
"""Of each headline: pairs with the nearest by vector, with some of its story and with any other."""
HEAD = """\
# What speaks for two reports telling one event, in log odds for each unit above "neutral"; what is
# above "most" says no more. Learned by python -m benchmarks.learn_likeness, 2026-11-22.
# - pages: SemEval-2022 task 8. Pearson's r on pairs not learned from: {pages:.3f}.
# - texts: ECB+. F1 of pairs of topics not learned from: {texts:.3f}.
# - headlines, headlines abroad: OG2021. F1 of pairs of stories not learned from: {headlines:.3f}
#   and {abroad:.3f}.
"""


def main() -> None:
    """Test, then learn from all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("TEARSHEET_CORPORA", BESIDE))
    )
    parser.add_argument("--models", type=Path, default=models_folder())
    options = parser.parse_args()
    TARGET.write_text(taught(options.corpora, E5.open(options.models)), encoding="utf-8")


def taught(corpora: Path, encoder: Encoder) -> str:
    """The file of weights, with how well they do on what they were not learned from."""
    read = read_pairs(corpora)
    judged = pairs.judged(read, pairs.reports_of(read, encoder))
    pages = learned(pairs.MEASURES, judged.rows, judged.right, pairs.RIDGE, pairs.CAPS)
    odd, even = (events.lessons(s) for s in events.both_sides(events.texts(corpora), encoder))
    told = _with_vectors(headlines(corpora, None), encoder)
    of_headlines = {abroad: _headlines(told, abroad) for abroad in (False, True)}
    scores = {
        "pages": pairs.twofold(judged),
        "texts": _carried(events.MEASURES, [odd, even], events.RIDGE),
        "headlines": _carried(MEASURES, of_headlines[False], RIDGE),
        "abroad": _carried(MEASURES, of_headlines[True], RIDGE),
    }
    print(", ".join(f"{name} {score:.3f}" for name, score in scores.items()))
    tables = {
        "pages": pages,
        "texts": learned(events.MEASURES, *_joined([odd, even]), events.RIDGE),
        "headlines": learned(MEASURES, *_joined(of_headlines[False]), RIDGE),
        "headlines abroad": learned(MEASURES, *_joined(of_headlines[True]), RIDGE),
    }
    written = "\n".join(_written(kind, table) for kind, table in tables.items())
    return f"{HEAD.format(**scores)}\n{written}"


Lesson = tuple[Array, Array]


def _with_vectors(told: Sequence[Headline], encoder: Encoder) -> list[Headline]:
    vectors = encoder.encode([headline.title for headline in told])
    return [
        replace(headline, report=headline.report.with_vectors(vector))
        for headline, vector in zip(told, vectors, strict=True)
    ]


def _headlines(told: Sequence[Headline], abroad: bool) -> list[Lesson]:
    """Pairs of headlines of at most a week, of one half of the stories and of the other."""
    statistics = Statistics()
    for headline in told:
        statistics.see(headline.report, 0.0)
    stories = sorted({headline.story for headline in told})
    first = set(stories[::2])
    lessons = list[Lesson]()
    for side in (True, False):
        here = [headline for headline in told if (headline.story in first) == side]
        known = [seen(headline.report, statistics) for headline in here]
        chosen = _chosen(here, np.array([one.vector for one in known]), abroad)
        found = [dict(measured(known[a], known[b], MEASURES)) for a, b in chosen]
        right = [here[a].story == here[b].story for a, b in chosen]
        lessons.append((rows(found, MEASURES), np.array(right, np.float64)))
    return lessons


def _chosen(told: Sequence[Headline], vectors: Array, abroad: bool) -> list[tuple[int, int]]:
    rng = random.Random(SEED)
    times = np.array([one.report.at.timestamp() if one.report.at else np.nan for one in told])
    languages = np.array([one.report.language for one in told])
    chosen = set[tuple[int, int]]()
    for at, headline in enumerate(told):
        fits = (np.abs(times - times[at]) < WEEK) & ((languages != languages[at]) == abroad)
        near = [int(other) for other in np.flatnonzero(fits) if other != at]
        same = [other for other in near if told[other].story == headline.story]
        alike = vectors[near] @ vectors[at]
        picked = [
            *(near[rank] for rank in np.argsort(-alike, kind="stable")[:NEAREST]),
            *rng.sample(same, min(SAME, len(same))),
            *rng.sample(near, min(OTHER, len(near))),
        ]
        chosen |= {(min(at, other), max(at, other)) for other in picked}
    return sorted(chosen)


def _carried(names: Sequence[str], lessons: Sequence[Lesson], ridge: float) -> float:
    """F1 of "one event" at even odds: learned from each lesson, tested on the other."""
    scores = list[float]()
    for learnt, (seen_pairs, right) in zip(lessons, reversed(lessons), strict=True):
        said = chances(odds(learned(names, *learnt, ridge), names, seen_pairs)) >= 0.5
        scores.append(float(2 * (said & (right > 0)).sum() / (said.sum() + right.sum())))
    return float(np.mean(scores))


def _joined(lessons: Sequence[Lesson]) -> Lesson:
    return np.concatenate([a for a, _ in lessons]), np.concatenate([b for _, b in lessons])


def _written(kind: str, table: Table) -> str:
    lines = [f'["{kind}"]' if " " in kind else f"[{kind}]"]
    for name, weight in table.items():
        lines.append(f"{_quoted(name)} = {{ {', '.join(_told(weight))} }}")
    return "\n".join([*lines, ""])


def _told(weight: Weight) -> list[str]:
    values: Mapping[str, float] = {
        "weight": weight.weight,
        "neutral": weight.neutral,
        "most": weight.most,
    }
    return [
        f"{name} = {value:.2f}"
        for name, value in values.items()
        if name == "weight" or value not in (0.0, float("inf"))
    ]


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


if __name__ == "__main__":
    main()
