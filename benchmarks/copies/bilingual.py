"""Articles in two languages of which it is known whether one translates the other.

Translations: MEANTIME, one Wikinews article in four languages, whole and with sentences left out
or moved. None: its other articles, two thirds of another article with a third of the translation
in it, a translation whose every figure is another (as in the market's report of another day), and
SemEval's pairs of reports, whole and their first three sentences: those in two languages, and, as
the hardest, those in one language that tell one event in other words.
"""

import gzip
import json
import random
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.words.ledger import joined
from tearsheet.model import Article, ExtractionReport
from tearsheet.relate.translations import Side, passages_of, side_of
from tearsheet.relate.vectors.encoder import Encoder
from tearsheet.relate.vectors.means import LanguageMeans

SEED = 3
_ONE_EVENT = 2.0
"""SemEval's "overall" of reports of one event: 1 is the same story, 4 an unrelated one."""
_COMMON = 0.04
_MANY = 8
"""Figures that make a report one of figures."""


@dataclass(frozen=True, slots=True)
class Case:
    """Two sides, whether one translates the other, and of which ``kind`` the pair is.

    ``half`` is 0 or 1 by what they tell, None where the two are of different halves.
    """

    name: str
    kind: str
    translated: bool
    half: int | None
    one: Side
    other: Side


def cases(corpora: Path, encoder: Encoder, means: LanguageMeans) -> Iterator[Case]:
    """All of them; every pair of MEANTIME's articles in two languages is among them."""
    told = meantime(corpora / "stories" / "meantime-half.jsonl.gz")
    reports = _semeval(corpora / "stories" / "semeval22-pairs-half.jsonl.gz")
    every = [article for _, article in told]
    every += [article for _, _, pair in reports for article in pair]
    side = dict(zip([one.key for one in every], sides(every, encoder, means), strict=True))
    chance = random.Random(SEED)
    for (one, first), (other, second) in combinations(told, 2):
        if first.language != second.language:
            a, b = side[first.key], side[second.key]
            halves = {_half(one), _half(other)}
            half = halves.pop() if len(halves) == 1 else None
            name = f"{one}/{first.language} {other}/{second.language}"
            if one == other:
                yield Case(name, "whole", True, half, a, b)
                yield from _edited(name, half, a, b, chance)
                strange = chance.choice(
                    [c for at, c in told if c.language == second.language and at != other]
                )
                yield Case(name, "mixed", False, half, a, _mixed(side[strange.key], b, chance))
                if min(_figures(a), _figures(b)) >= _MANY:
                    yield Case(name, "other figures", False, half, a, _other_figures(b))
            else:
                yield Case(name, "another article", False, half, a, b)
    for name, overall, (first, second) in reports:
        kind = (
            "same event"
            if overall <= _ONE_EVENT
            else "near event"
            if overall <= 3
            else "another event"
        )
        if first.language == second.language:
            kind += " in one language"
        a, b = side[first.key], side[second.key]
        yield Case(f"{name} {overall:.1f}", kind, False, _half(name), a, b)
        leads = part(a, range(min(3, size(a)))), part(b, range(min(3, size(b))))
        yield Case(f"{name} {overall:.1f}", f"{kind}, leads", False, _half(name), *leads)


def sides(articles: Sequence[Article], encoder: Encoder, means: LanguageMeans) -> list[Side]:
    """Each article's side, with vectors of ``encoder``."""
    passages = [passages_of(article) for article in articles]
    rows = encoder.encode([text for found in passages for text in found])
    ends = np.cumsum([len(found) for found in passages])[:-1]
    return [
        side_of(article, vectors, means)
        for article, vectors in zip(articles, np.split(rows, ends), strict=True)
    ]


def size(side: Side) -> int:
    """How many passages it has."""
    return len(side.anchors)


def part(side: Side, places: Sequence[int]) -> Side:
    """The article with only these of its passages, in this order."""
    rows = list(places)
    return replace(
        side,
        vectors=side.vectors[rows],
        lengths=side.lengths[rows],
        anchors=tuple(side.anchors[at] for at in rows),
    )


def _edited(name: str, half: int | None, a: Side, b: Side, chance: random.Random) -> Iterator[Case]:
    whole = size(b)
    for kind, share in (("30 % left out", 0.7), ("half left out", 0.5)):
        kept = sorted(chance.sample(range(whole), max(1, round(whole * share))))
        yield Case(name, kind, True, half, a, part(b, kept))
    yield Case(name, "first half", True, half, a, part(b, range(max(1, round(whole / 2)))))
    moved = list(range(whole))
    for _ in range(max(1, whole // 4)):
        moved.insert(chance.randrange(whole), moved.pop(chance.randrange(whole)))
    yield Case(name, "moved", True, half, a, part(b, moved))
    first = part(a, range(min(3, size(a)))), part(b, range(min(3, whole)))
    yield Case(name, "first three", True, half, *first)


def _mixed(strange: Side, side: Side, chance: random.Random) -> Side:
    """Two thirds of another article, a third of this one behind it."""
    few = max(1, min(size(side), size(strange)) // 3)
    ours = part(side, sorted(chance.sample(range(size(side)), few)))
    theirs = part(strange, range(min(size(strange), 2 * few)))
    return replace(
        ours,
        vectors=np.concatenate([theirs.vectors, ours.vectors]),
        lengths=np.concatenate([theirs.lengths, ours.lengths]),
        anchors=theirs.anchors + ours.anchors,
    )


def _figures(side: Side) -> int:
    return sum(len(anchors.figures) for anchors in side.anchors)


def _other_figures(side: Side) -> Side:
    """The same with a figure of its own in the place of each."""
    anchors = (
        replace(one, figures=frozenset(f"{figure} of another day" for figure in one.figures))
        for one in side.anchors
    )
    return replace(side, anchors=tuple(anchors))


def _half(name: str) -> int:
    return zlib.crc32(name.encode()) % 2


def meantime(path: Path) -> list[tuple[str, Article]]:
    """Each article with the name of what it tells, the same in four languages."""
    return [
        (record["article"], article(record["id"], record["language"], *_headed(record["text"])))
        for record in records(path)
    ]


def _headed(text: str) -> tuple[str, str]:
    title, _, rest = joined(text).partition("\n")
    return title, rest


def _semeval(path: Path) -> list[tuple[str, float, tuple[Article, Article]]]:
    return [
        (record["pair_id"], float(record["overall"]), (one, other))
        for record in records(path)
        for one, other in [_pair(record)]
        if one.language != other.language
        or (float(record["overall"]) <= _ONE_EVENT and _common(one.text, other.text) <= _COMMON)
    ]


def _pair(record: Mapping[str, str]) -> tuple[Article, Article]:
    return (
        article(record["pair_id"] + "/1", record["lang1"], "", record["text1"]),
        article(record["pair_id"] + "/2", record["lang2"], "", record["text2"]),
    )


def _common(one: str, other: str) -> float:
    """Which share of the shorter text's runs of five words the other has."""
    here, there = _runs(one), _runs(other)
    return len(here & there) / max(1, min(len(here), len(there)))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(words[at:] for at in range(5)), strict=False))


def records(path: Path) -> Iterator[Mapping[str, str]]:
    """The lines of a corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def article(key: str, language: str, title: str, text: str) -> Article:
    """An article of a corpus, its paragraphs as ours are."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    joined_lines = "\n".join(line for line in lines if line)
    url = f"https://example.org/{key}"
    return Article(key, url, title, joined_lines, language, ExtractionReport("corpus"))
