"""Which texts tell one event, without headlines and dates? ECB+: 982 texts, 86 events.

Average linkage over the probabilities that `likeness` gives to pairs. B-cubed F1 (see
`benchmarks.stories.headlines`):

- *b3*: weights and threshold learned from the odd topics and used on the even ones, and the
  reverse; the mean of both.
- *shipped*: by the weights that ship, at even odds; learned from all topics, so that it shows no
  more than that they are the same.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tests.models import models_folder

from benchmarks.figures import Figure
from benchmarks.stories.headlines import Score, b_cubed
from benchmarks.stories.regression import Array, chances, learned, odds
from tearsheet.annotate import annotate
from tearsheet.model import Article, ExtractionReport
from tearsheet.press import register
from tearsheet.relate.stories.likeness import Table, table_for
from tearsheet.relate.stories.measures import measured, seen
from tearsheet.relate.stories.report import Report, Vector, report_of, wording
from tearsheet.relate.stories.statistics import Statistics
from tearsheet.relate.vectors.e5 import E5
from tearsheet.relate.vectors.encoder import Encoder

FILE = "stories/ecbplus.jsonl.gz"
MEASURES = ("meaning", "words", "rare words", "names", "rare names", "figures", "places")
RIDGE, EASY = 10.0, 5
"""One pair in five of those from two topics is learned from, and all pairs of one topic: there lie
the events that are easily confused."""
THRESHOLDS = tuple(float(at) for at in np.arange(0.05, 0.96, 0.02))
_PEERS = {"e5 average linkage": 0.901, "TF-IDF": 0.870}


@dataclass(frozen=True, slots=True)
class Text:
    """One text, the event it tells, and its topic: two events of one kind."""

    article: Article
    event: str
    topic: int


@dataclass(frozen=True, slots=True)
class Side:
    """Texts with every pair of them: rows of measures, texts times texts."""

    texts: tuple[Text, ...]
    rows: Array


def measure(corpora: Path) -> list[Figure]:
    """All figures of events."""
    sides = both_sides(texts(corpora), E5.open(models_folder()))
    carried = [_carried(*sides), _carried(*reversed(sides))]
    f1 = float(np.mean([score.f1 for score in carried]))
    note = "; ".join(
        f"{score.precision:.3f}/{score.recall:.3f}/{score.f1:.3f}" for score in carried
    )
    table = table_for("texts")
    even = [clustered(side, table, [0.5])[0.5].f1 for side in sides]
    return [
        Figure("stories.events.b3", f1, "F1", 0.91, "high", _PEERS, f"P/R/F1 of the two: {note}"),
        Figure("stories.events.shipped", float(np.mean(even)), "F1", None, "high", _PEERS),
    ]


def texts(corpora: Path) -> list[Text]:
    """Every text of the file."""
    with gzip.open(corpora / FILE, "rt", encoding="utf-8") as file:
        return [
            Text(
                Article(row["id"], "", "", row["text"], "en", ExtractionReport("0")),
                row["event"],
                int(row["topic"]),
            )
            for row in map(json.loads, file)
        ]


def both_sides(read: Sequence[Text], encoder: Encoder | None) -> tuple[Side, Side]:
    """The odd topics and the even ones, measured; what is common is counted over all."""
    known = register()
    vectors: Sequence[Vector | None] = [None] * len(read)
    if encoder is not None:
        vectors = list(encoder.encode([wording("", text.article.text)[0] for text in read]))
    reports = [
        report_of(text.article, annotate(text.article, known), vector)
        for text, vector in zip(read, vectors, strict=True)
    ]
    statistics = Statistics()
    for report in reports:
        statistics.see(report, 0.0)
    odd, even = ([at for at, text in enumerate(read) if text.topic % 2 == side] for side in (1, 0))
    return (
        _side([read[at] for at in odd], [reports[at] for at in odd], statistics),
        _side([read[at] for at in even], [reports[at] for at in even], statistics),
    )


def _side(read: Sequence[Text], reports: Sequence[Report], statistics: Statistics) -> Side:
    known = [seen(report, statistics) for report in reports]
    table = np.full((len(read), len(read), len(MEASURES)), np.nan)
    for at, one in enumerate(known):
        for other in range(at):
            found = dict(measured(one, known[other], MEASURES))
            table[at, other] = table[other, at] = [found.get(name, np.nan) for name in MEASURES]
    return Side(tuple(read), table)


def lessons(side: Side) -> tuple[Array, Array]:
    """Pairs to learn from, and whether they tell one event."""
    events = np.array([text.event for text in side.texts])
    topics = np.array([text.topic for text in side.texts])
    one, other = np.tril_indices(len(events), -1)
    near = topics[one] == topics[other]
    kept = near | (np.arange(len(one)) % EASY == 0)
    one, other = one[kept], other[kept]
    return side.rows[one, other], (events[one] == events[other]).astype(float)


def clustered(side: Side, table: Table, thresholds: Sequence[float]) -> dict[float, Score]:
    """How well average linkage does at each threshold."""
    count = len(side.texts)
    found = chances(odds(table, MEASURES, side.rows.reshape(count * count, -1)))
    gold = [text.event for text in side.texts]
    linked = average_linkage(found.reshape(count, count), thresholds)
    return {at: b_cubed(labels, gold) for at, labels in linked.items()}


def average_linkage(alike: Array, thresholds: Sequence[float]) -> dict[float, list[int]]:
    """Clusters of those most alike on average, joined down to each threshold."""
    alike = alike.copy()
    np.fill_diagonal(alike, -np.inf)
    size, label = np.ones(len(alike)), np.arange(len(alike))
    found = dict[float, list[int]]()
    for threshold in sorted(thresholds, reverse=True):
        while True:
            one, other = np.unravel_index(int(alike.argmax()), alike.shape)
            if not alike[one, other] >= threshold:
                break
            row = (alike[one] * size[one] + alike[other] * size[other]) / (size[one] + size[other])
            alike[one] = alike[:, one] = row
            alike[one, one] = -np.inf
            alike[other] = alike[:, other] = -np.inf
            size[one] += size[other]
            label[label == other] = one
        found[threshold] = label.tolist()
    return found


def _carried(learnt: Side, used: Side) -> Score:
    """On one side, with weights and threshold from the other."""
    table = learned(MEASURES, *lessons(learnt), RIDGE)
    there = clustered(learnt, table, THRESHOLDS)
    best = max(THRESHOLDS, key=lambda at: there[at].f1)
    return clustered(used, table, [best])[best]
