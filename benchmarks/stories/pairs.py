"""How far do two pages tell one story? SemEval-2022 task 8, pairs in seven languages and de-en.

- *pearson*: of the likeness with how alike people found the two, by the weights that ship.
- *twofold*: the same with weights learned from one half of the pairs and used on the other, mean
  over eight ways to halve them.
- *undated*: twofold, with no other time than the day that an address holds.
- *vectorless*: by the weights that ship, without vectors.
- *speed*: pairs a second on one core, each page weighed before.

Pages are read as articles are (headline, text, address), annotated, and their time is that of their
number: Media Cloud numbers pages as it meets them, about 400,000 a day. Peers are measured with the
same texts (see the note).
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import process_time

import numpy as np
from tests.models import models_folder

from benchmarks.figures import Figure
from benchmarks.stories.regression import Array, chances, learned, odds, rows
from benchmarks.stories.semeval import Pair, pairs
from tearsheet.annotate import annotate
from tearsheet.model import Article
from tearsheet.press import register
from tearsheet.relate.stories.likeness import compared, table_for
from tearsheet.relate.stories.measures import measured, seen
from tearsheet.relate.stories.report import Report, Vector, report_of, wording
from tearsheet.relate.stories.statistics import Statistics
from tearsheet.relate.vectors.e5 import E5
from tearsheet.relate.vectors.encoder import Encoder

MEASURES = (
    "meaning",
    "title meant in text",
    "title in text",
    "rare names",
    "places",
    "time",
    "outlet",
)
"""Chosen by eight twofold runs (2026-11-22): words, rare words, figures, days told, lengths and the
likeness of the two headlines add nothing beside these."""
CAPS = {"meaning": 0.6}
"""Texts that are more alike than this are mostly furniture of one site: notices, series."""
RIDGE, TIMES = 5.0, 8
_A_DAY, _FIRST, _FIRST_DAY = 400_000, 1_484_000_000, datetime(2020, 1, 1, tzinfo=UTC)
_PEERS = {"e5 centred": 0.761, "TF-IDF": 0.566}


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs as they were measured: a row for each, and how alike people found them, 0 to 1."""

    rows: Array
    right: Array
    languages: tuple[str, ...]


def measure(corpora: Path) -> list[Figure]:
    """All figures of pairs."""
    read = pairs(corpora)
    reports = reports_of(read, E5.open(models_folder()))
    whole = judged(read, reports)
    pages = {page.capture_key: page for pair in read for page in (pair.one, pair.other)}
    undated = judged(read, {key: _by_address(pages[key], of) for key, of in reports.items()})
    bare = judged(read, {key: report.with_vectors(None) for key, report in reports.items()})
    table = table_for("pages")
    shipped = odds(table, MEASURES, whole.rows)
    told = ", ".join(f"{name} {value:.3f}" for name, value in by_language(whole, shipped))
    note = f"{len(read)} pairs; {told}"
    return [
        Figure("stories.pairs.pearson", _r(shipped, whole), "r", 0.79, "high", _PEERS, note),
        Figure("stories.pairs.twofold", twofold(whole), "r", 0.79, "high", _PEERS),
        Figure("stories.pairs.undated", twofold(undated), "r", None, "high", _PEERS),
        Figure("stories.pairs.vectorless", _r(odds(table, MEASURES, bare.rows), bare), "r"),
        _speed(list(reports.values())),
    ]


def reports_of(read: Sequence[Pair], encoder: Encoder | None) -> dict[str, Report]:
    """Every page as stories see it."""
    known = register()
    articles = [article for pair in read for article in (pair.one, pair.other)]
    wholes: Sequence[Vector | None] = [None] * len(articles)
    titles = wholes
    if encoder is not None:
        worded = [wording(article.title, article.text) for article in articles]
        wholes = list(encoder.encode([whole for whole, _ in worded]))
        titles = list(encoder.encode([title for _, title in worded]))
    return {
        article.capture_key: replace(
            report_of(article, annotate(article, known), whole, title),
            at=_met(article),
            precision="minute",
        )
        for article, whole, title in zip(articles, wholes, titles, strict=True)
    }


def judged(read: Sequence[Pair], reports: dict[str, Report]) -> Judged:
    """What the pairs have in common, by statistics of all their pages."""
    statistics = _counted(reports.values())
    known = {key: seen(report, statistics) for key, report in reports.items()}
    found = [
        dict(measured(known[pair.one.capture_key], known[pair.other.capture_key], MEASURES))
        for pair in read
    ]
    return Judged(
        rows(found, MEASURES),
        np.array([(4 - pair.overall) / 3 for pair in read]),
        tuple(pair.languages for pair in read),
    )


def twofold(told: Judged) -> float:
    """Pearson's r over pairs not learned from."""
    scores = list[float]()
    for seed in range(TIMES):
        sides = [at % 2 for at in range(len(told.right))]
        random.Random(seed).shuffle(sides)
        half = np.array(sides)
        score = np.zeros(len(half))
        for side in (0, 1):
            table = learned(
                MEASURES, told.rows[half != side], told.right[half != side], RIDGE, CAPS
            )
            score[half == side] = odds(table, MEASURES, told.rows[half == side])
        scores.append(_r(score, told))
    return float(np.mean(scores))


def by_language(told: Judged, log_odds: Array) -> list[tuple[str, float]]:
    """Pearson's r for each pair of languages, those with most pairs first."""
    of = np.array(told.languages)
    found = list[tuple[int, str, float]]()
    for language in sorted(set(told.languages)):
        here = of == language
        r = np.corrcoef(chances(log_odds[here]), told.right[here])[0, 1]
        found.append((-int(here.sum()), language, float(r)))
    return [(language, r) for _, language, r in sorted(found)]


def _speed(reports: Sequence[Report]) -> Figure:
    statistics = _counted(reports)
    known = [seen(report, statistics) for report in reports]
    start = process_time()
    for one, other in pairwise(known):
        compared(one, other)
    rate = (len(known) - 1) / (process_time() - start)
    return Figure("stories.pairs.speed", rate, "pairs/s", 15_000, "high", {}, "one core")


def _counted(reports: Iterable[Report]) -> Statistics:
    statistics = Statistics()
    for report in reports:
        statistics.see(report, 0.0)
    return statistics


def _r(log_odds: Array, told: Judged) -> float:
    return float(np.corrcoef(chances(log_odds), told.right)[0, 1])


def _met(article: Article) -> datetime:
    key, at = article.capture_key.split("/")
    number = int(key.split("_")[int(at) - 1])
    return _FIRST_DAY + timedelta(days=(number - _FIRST) / _A_DAY)


def _by_address(article: Article, report: Report) -> Report:
    day = article.published
    return replace(report, at=day.at if day else None, precision=day.precision if day else None)
