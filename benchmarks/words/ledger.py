"""The ledger across languages, on MEANTIME: one article in English, Spanish and Italian.

Gold: in two languages of one article that have as many printed quotations, the first of one and
the first of the other are one utterance, and so on (the translators kept the order). Ours: the
two are wordings of one utterance. Quotations of other articles are in the same ledger, so that
wrong joints count. Speakers are joined by the register of people, as `tearsheet quotes` does.
"""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from time import process_time

from benchmarks.figures import Figure
from tearsheet.annotate import annotate
from tearsheet.model import Annotations, Article, ExtractionReport, PersonName
from tearsheet.press import register
from tearsheet.relate.ledger import Statement, statements_of, utterances
from tearsheet.relate.people import people
from tearsheet.text.names import likeness

LANGUAGES = ("en", "es", "it")
DAY = datetime(2026, 3, 2, tzinfo=UTC)
Pair = frozenset[tuple[str, int]]


def measure(corpora: Path) -> list[Figure]:
    """F1 of pairs of quotations in two languages, and how fast a ledger of 612 articles is made."""
    found = [
        (article, annotate(article, register()))
        for article in _meantime(corpora / "stories" / "meantime-half.jsonl.gz")
    ]
    gold, ours = set(_gold(found)), set(_ours(_statements(found)))
    within = {pair for pair in ours if _is_across(pair)}
    right = len(gold & within)
    f1 = 2 * right / max(1, len(gold) + len(within))
    precision, recall = right / max(1, len(within)), right / max(1, len(gold))
    note = f"{len(gold)} pairs; P {precision:.3f} R {recall:.3f}; names and figures, no vectors"
    return [
        Figure("words.ledger.across", f1, "F1", None, "high", {}, note),
        _speed(corpora / "copies" / "helsinki-612.jsonl.gz"),
    ]


def _speed(path: Path) -> Figure:
    found = [(article, annotate(article, register())) for article in _helsinki(path)]
    statements = _statements(found)
    start = process_time()
    made = utterances(statements, lambda _: (frozenset(), frozenset()), likeness)
    rate = len(statements) / (process_time() - start)
    note = f"{len(statements)} quotations of 612 articles on one summit, {len(made)} utterances"
    return Figure("words.ledger.speed", rate, "quotations/s", None, "high", {}, note)


def _statements(found: Sequence[tuple[Article, Annotations]]) -> list[Statement]:
    names = {
        PersonName(quote.speaker.name, article.language, 1)
        for article, annotations in found
        for quote in annotations.printed_quotes
        if quote.speaker
    }
    ordered = sorted(names, key=lambda name: (name.text, name.language))
    key_of = {name.text: one.key for one in people(ordered) for name in one.names}
    return [
        statement
        for number, (article, annotations) in enumerate(found)
        for statement in statements_of(
            article,
            annotations,
            article.url,
            DAY + timedelta(minutes=number),
            lambda name: key_of.get(name, name),
        )
    ]


def _gold(found: Sequence[tuple[Article, Annotations]]) -> Iterator[Pair]:
    told = defaultdict[str, list[tuple[Article, list[int]]]](list)
    for article, annotations in found:
        starts = [
            quote.spans[0].start
            for quote in annotations.printed_quotes
            if quote.speaker and any(letter.isalnum() for letter in quote.spans[0].of(article.text))
        ]
        told[article.title].append((article, starts))
    for readings in told.values():
        for (one, ours), (other, theirs) in combinations(readings, 2):
            if len(ours) == len(theirs):
                for a, b in zip(ours, theirs, strict=True):
                    yield frozenset({(one.key, a), (other.key, b)})


def _ours(statements: Sequence[Statement]) -> Iterator[Pair]:
    for one in utterances(statements, lambda _: (frozenset(), frozenset()), likeness):
        places = [(wording.article_key, wording.spans[0].start) for wording in one.wordings]
        for pair in combinations(places, 2):
            yield frozenset(pair)


def _is_across(pair: Pair) -> bool:
    return len({article for article, _ in pair}) == 2


def _meantime(path: Path) -> Iterator[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["language"] in LANGUAGES:
                text = joined(record["text"])
                yield _article(record["id"], record["article"], text, record["language"])


def _helsinki(path: Path) -> Iterator[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record["text"].replace(" ### ", "\n").strip()
            yield _article(record["id"], record["id"], text, "en")


def _article(key: str, title: str, text: str, language: str) -> Article:
    return Article(
        key, f"https://example.org/{key}", title, text, language, ExtractionReport("test")
    )


def joined(tokens: str) -> str:
    """Text of tokens parted by spaces, as a paper would print it."""
    text = re.sub(r"(?:``|'') ?(.*?) ?''", r"“\1”", tokens, flags=re.DOTALL)
    text = re.sub(r" ([.,;:!?%)\]’”])", r"\1", text)
    text = re.sub(r"([(\[“«]) ", r"\1", text)
    return re.sub(r" ('s|n't|'m|'re|'ve|'ll|'d)\b", r"\1", text).replace(" »", "»")
