"""Translations told from reports of one event: MEANTIME, SemEval, Kazakh and English sentences.

Weights are learned from one half of the articles and judge the other, both ways; only the Kazakh
pairs, which no weight has seen, are judged as shipped. MEANTIME's F1 is over all pairs of articles
in two languages of a half, ``left_out`` what is found of its translations when they lack so many
sentences, ``reports`` which share of different reports of one event is taken for translations.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from time import process_time

from tests.models import models_folder

from benchmarks.copies.bilingual import Case, article, cases, meantime, records, sides
from benchmarks.figures import Figure
from benchmarks.learn_translations import Row, learned, logit
from tearsheet.model import Article
from tearsheet.relate.translations import Side, Window, facts_fit, head_of, link_of
from tearsheet.relate.translations.agreement import agreement
from tearsheet.relate.translations.bulk import LEAD
from tearsheet.relate.translations.judgement import judgement
from tearsheet.relate.translations.traits import traits_of
from tearsheet.relate.vectors.e5 import E5
from tearsheet.relate.vectors.encoder import Encoder
from tearsheet.relate.vectors.means import LanguageMeans

_SENTENCES, _ARTICLES = 8, 60
_TIMED = 1000
_PEERS = {"TF-IDF words": 0.939, "whole-text vectors": 0.984}


def measure(corpora: Path) -> list[Figure]:
    """F1 and recall of translations, false ones, what the window lets through, and the speed."""
    return measured(corpora, E5.open(models_folder()))


def measured(corpora: Path, encoder: Encoder) -> list[Figure]:
    """The figures with this encoder."""
    means = LanguageMeans.shipped(encoder.name, encoder.dimensions)
    every = list(cases(corpora, encoder, means))
    return [
        *_judged(every),
        _window(meantime(corpora / "stories" / "meantime-half.jsonl.gz"), encoder, means),
        _kazakh(corpora / "languages" / "kk-en-news.jsonl.gz", encoder, means),
        _speed(every),
    ]


def _judged(every: Sequence[Case]) -> Iterator[Figure]:
    """By weights of the other half; the threshold is the shipped one."""
    rows = [Row.of(case) for case in every]
    least = logit(judgement().least)
    found = list[tuple[Row, bool]]()
    halves = list[float]()
    for half in (0, 1):
        model = learned([row for row in rows if row.half == half])
        judged = [(row, model.score(row) >= least) for row in rows if row.half == 1 - half]
        halves.append(_f1([one for one in judged if one[0].kind in {"whole", "another article"}]))
        found += judged
    note = f"the halves {halves[0]:.3f} and {halves[1]:.3f}; peers as measured before"
    yield Figure("copies.translations.meantime", sum(halves) / 2, "F1", 0.985, "high", _PEERS, note)
    for kind, bar, name in (
        ("same event", 0.03, "reports"),
        ("same event in one language", None, "reports_in_one_language"),
    ):
        wrong = [row.name for row, taken in found if row.kind == kind and taken]
        count = sum(row.kind == kind for row, _ in found)
        share = len(wrong) / max(1, count)
        note = f"{len(wrong)} of {count} pairs of SemEval" + "".join(f"; {name}" for name in wrong)
        yield Figure(f"copies.translations.{name}", share, "share", bar, "low", {}, note)
    for kind, name in (
        ("30 % left out", "left_out_30"),
        ("half left out", "left_out_50"),
        ("first half", "first_half"),
        ("moved", "moved"),
    ):
        hits = [taken for row, taken in found if row.kind == kind]
        note = f"{len(hits)} pairs of MEANTIME"
        yield Figure(
            f"copies.translations.{name}", sum(hits) / len(hits), "recall", None, "high", {}, note
        )


def _f1(judged: Sequence[tuple[Row, bool]]) -> float:
    hits = sum(row.translated and taken for row, taken in judged)
    return 2 * hits / max(1, sum(row.translated + taken for row, taken in judged))


def _window(told: Sequence[tuple[str, Article]], encoder: Encoder, means: LanguageMeans) -> Figure:
    """Which share of translations the window offers, and how many other pairs."""
    rows = encoder.encode([f"{one.title}\n{one.text[:LEAD]}" for _, one in told])
    heads = [head_of(one, row, means) for (_, one), row in zip(told, rows, strict=True)]
    window = Window(encoder.dimensions)
    for head in heads:
        window.add(head)
    near = {head.key: set(window.near(head)) for head in heads}
    traits = {one.key: traits_of(one) for _, one in told}
    offered = {True: 0, False: 0}
    pairs = {True: 0, False: 0}
    for (one, first), (other, second) in combinations(told, 2):
        if first.language != second.language:
            fits = facts_fit(traits[first.key], traits[second.key])
            pairs[one == other] += 1
            offered[one == other] += second.key in near[first.key] and fits
    share = offered[True] / pairs[True]
    note = f"of {pairs[False]} other pairs {offered[False]} are offered too"
    return Figure("copies.translations.candidates", share, "recall", 0.99, "high", {}, note)


def _kazakh(path: Path, encoder: Encoder, means: LanguageMeans) -> Figure:
    lines = [line for line, _ in zip(records(path), range(_SENTENCES * _ARTICLES), strict=False)]
    parts = [lines[at : at + _SENTENCES] for at in range(0, len(lines), _SENTENCES)]
    made = [
        sides(
            [
                article(f"{number}/{language}", language, "", "\n".join(x[language] for x in part))
                for number, part in enumerate(parts)
            ],
            encoder,
            means,
        )
        for language in ("kk", "en")
    ]
    taken = [[link_of(one, other) is not None for other in made[1]] for one in made[0]]
    hits = sum(row[number] for number, row in enumerate(taken))
    every = sum(map(sum, taken))
    note = (
        f"{len(parts)} articles of {_SENTENCES} sentence pairs; {hits} found, {every - hits} wrong "
        f"of {len(parts) * (len(parts) - 1)}"
    )
    f1 = 2 * hits / max(1, len(parts) + every)
    return Figure("copies.translations.kazakh", f1, "F1", None, "high", {}, note)


def _speed(every: Sequence[Case]) -> Figure:
    pairs: list[tuple[Side, Side]] = [
        (case.one, case.other) for case in every if case.kind == "whole"
    ]
    pairs += [(case.one, case.other) for case in every if case.kind == "another article"][:_TIMED]
    start = process_time()
    for one, other in pairs:
        agreement(one, other)
    rate = len(pairs) / (process_time() - start)
    note = f"{len(pairs)} pairs whose vectors are there"
    return Figure("copies.translations.speed", rate, "pairs/s", 200.0, "high", {}, note)
