"""Headlines of nine languages in stories, online: OG2021.

Titles and times alone, in time order, a window of seven days. ``mono`` clusters inside each
language, gold is (language, cluster), pooled over the items; ``all`` clusters the nine together.
B-cubed P, R, F1 = mean over items of ``|C∩G|/|C|``, ``|C∩G|/|G|``, F1 of the two means; ``across``
is the F1 over pairs of items in two languages. What is learned is learned from one half of the
clusters and scored on the other, and the reverse.
"""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.stories.merging import Judge, Tables
from tearsheet.relate.stories.report import Report, report_from_text
from tearsheet.relate.stories.stream import Stream
from tearsheet.relate.vectors.means import LanguageMeans

WINDOW = timedelta(days=7)
EVEN = 1.0
"""What a wrong merge costs here, as much as a missed one: F1 holds both alike."""
FILE = "stories/og2021-half.jsonl.gz"
LANGUAGES = {
    "eng": "en", "por": "pt", "spa": "es", "fra": "fr", "deu": "de", "rus": "ru", "slv": "sl",
    "ara": "ar", "zho": "zh",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Headline:
    """One title as the stream gets it, and the story that people put it in."""

    report: Report
    title: str
    story: str

    def with_vector(self, vector: NDArray[np.float32] | None) -> "Headline":
        """The same headline with the vector of its title."""
        return replace(self, report=self.report.with_vectors(vector))


def headlines(corpora: Path, vectors: NDArray[np.float32] | None) -> list[Headline]:
    """All titles in time order."""
    with gzip.open(corpora / FILE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    read = [
        Headline(
            report_from_text(
                row["article_id"],
                row["title"],
                "",
                LANGUAGES.get(row["lang"], row["lang"]),
                at=datetime.fromisoformat(row["published"]).replace(tzinfo=UTC),
                vector=None if vectors is None else vectors[at],
            ),
            row["title"],
            row["cluster"],
        )
        for at, row in enumerate(rows)
    ]
    return sorted(read, key=lambda one: (one.report.at, one.report.key))


def folds(items: Sequence[Headline]) -> tuple[list[Headline], list[Headline]]:
    """Two halves of the clusters: every second by name."""
    names = sorted({item.story for item in items})
    first = set(names[::2])
    return (
        [item for item in items if item.story in first],
        [item for item in items if item.story not in first],
    )


@dataclass(frozen=True, slots=True)
class Score:
    """B-cubed precision, recall, F1; F1 of pairs."""

    precision: float
    recall: float
    f1: float
    pairs: float


def b_cubed(found: Sequence[Hashable], gold: Sequence[Hashable]) -> Score:
    """Of items in found and gold clusters."""
    both = Counter(zip(found, gold, strict=True))
    f, g = Counter(found), Counter(gold)
    n = max(1, len(found))
    precision = sum(c * c / f[a] for (a, _), c in both.items()) / n
    recall = sum(c * c / g[b] for (_, b), c in both.items()) / n
    tp, fp, fn = _pairs(both.values()), _pairs(f.values()), _pairs(g.values())
    return Score(
        precision, recall, 2 * precision * recall / (precision + recall), 2 * tp / max(1, fp + fn)
    )


def across(found: Sequence[Hashable], gold: Sequence[Hashable], languages: Sequence[str]) -> float:
    """F1 over the pairs of items in two languages."""

    def between(keys: Iterable[Hashable]) -> int:
        keys = list(keys)
        whole = Counter(keys)
        inside = Counter(zip(keys, languages, strict=True))
        return _pairs(whole.values()) - _pairs(inside.values())

    tp = between(zip(found, gold, strict=True))
    return 2 * tp / max(1, between(found) + between(gold))


def _pairs(counts: Iterable[int]) -> int:
    return sum(c * (c - 1) // 2 for c in counts)


def lived(items: Sequence[Headline], judge: Judge | None = None, cost: float = EVEN) -> list[str]:
    """The story of each headline at the end of the stream."""
    means = LanguageMeans.shipped("e5-small-2 query 128", 384)
    stream = Stream(window=WINDOW, wrong_merge_cost=cost, judge=judge, means=means)
    where = dict[str, str]()
    for item in items:
        for assignment in stream.add(item.report):
            where[assignment.article_key] = assignment.story_key
    return [where[item.report.key] for item in items]


def lived_apart(
    items: Sequence[Headline], judge: Judge | None = None, cost: float = EVEN
) -> list[str]:
    """The same with a stream for each language."""
    where = dict[str, str]()
    for language in sorted({item.report.language for item in items}):
        own = [item for item in items if item.report.language == language]
        where |= dict(zip((item.report.key for item in own), lived(own, judge, cost), strict=True))
    return [where[item.report.key] for item in items]


def without_vectors(items: Sequence[Headline]) -> list[Headline]:
    """The same headlines, known by their words alone."""
    return [item.with_vector(None) for item in items]


@dataclass(frozen=True, slots=True)
class Scores:
    """B-cubed F1 in each language and in all, F1 of pairs across; the same by words alone."""

    mono: float
    all: float
    across: float
    mono_words: float
    all_words: float
    across_words: float


def two_fold(items: Sequence[Headline], learned: Callable[[Sequence[Headline]], Tables]) -> Scores:
    """The means over the two halves of the clusters, each scored by what the other taught."""
    found = list[tuple[float, ...]]()
    one, other = folds(items)
    for taught, scored in ((one, other), (other, one)):
        judge = Judge(learned(taught))
        found.append((*scores_of(scored, judge), *scores_of(without_vectors(scored), judge)))
    return Scores(*(sum(pair) / 2 for pair in zip(*found, strict=True)))


def scores_of(
    items: Sequence[Headline], judge: Judge, cost: float = EVEN
) -> tuple[float, float, float]:
    """B-cubed F1 in each language and in all, F1 of pairs across."""
    languages = [item.report.language for item in items]
    gold = [item.story for item in items]
    apart = list(zip(languages, lived_apart(items, judge, cost), strict=True))
    together = lived(items, judge, cost)
    return (
        b_cubed(apart, list(zip(languages, gold, strict=True))).f1,
        b_cubed(together, gold).f1,
        across(together, gold, languages),
    )
