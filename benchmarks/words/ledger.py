"""The ledger across languages, on MEANTIME: one article in English, Spanish and Italian.

The translators kept to the lines: an article has one line a sentence, as many in each language
(where it has not, it is left out). Gold: two quotations that begin in the same line, each the only
one there, are one utterance. Ours: the two are wordings of one utterance; it is wrong where they
begin in different lines or stand in different articles. Quotations of all articles are in one
ledger, on one day, so that wrong joints count; of neighbouring lines nobody knows, since a
quotation may begin a line earlier in one language. Speakers are joined by the register of people,
as `tearsheet quotes` does.
"""

import gzip
import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from time import process_time

from tests.models import models_folder

from benchmarks.figures import Figure
from tearsheet.annotate import annotate
from tearsheet.model import Annotations, Article, ExtractionReport, PersonName
from tearsheet.press import register
from tearsheet.relate.ledger import Meanings, Statement, statements_of, utterances
from tearsheet.relate.people import people
from tearsheet.relate.vectors.e5 import E5
from tearsheet.relate.vectors.encoder import Encoder
from tearsheet.text.names import likeness

LANGUAGES = ("en", "es", "it")
DAY = datetime(2026, 3, 2, tzinfo=UTC)
Pair = frozenset[tuple[str, int]]


def measure(corpora: Path) -> list[Figure]:
    """F1 of pairs of quotations in two languages, and how fast a ledger of 612 articles is made."""
    return measured(corpora, E5.open(models_folder()))


def measured(corpora: Path, encoder: Encoder) -> list[Figure]:
    """The figures with this encoder, and without any."""
    pages = list(_pages(corpora / "stories" / "meantime-half.jsonl.gz"))
    annotated = [(page.article, annotate(page.article, register())) for page in pages]
    statements = _statements(annotated)
    places = {page.article.key: page for page in pages}
    meanings = Meanings(statements, encoder)
    return [
        _across("words.ledger.across", statements, places, meanings, 0.73),
        _across("words.ledger.across_without_vectors", statements, places, None, None),
        _speed(corpora / "copies" / "helsinki-612.jsonl.gz"),
    ]


def _across(
    name: str,
    statements: Sequence[Statement],
    pages: Mapping[str, "_Page"],
    meanings: Meanings | None,
    bar: float | None,
) -> Figure:
    gold = set(_gold(statements, pages))
    found = {pair for pair in _ours(statements, meanings) if _is_across(pair)}
    right = len(gold & found)
    wrong = sum(_is_wrong(pair, pages) for pair in found)
    precision, recall = right / max(1, right + wrong), right / max(1, len(gold))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    note = f"{len(gold)} pairs; P {precision:.3f} R {recall:.3f}, {wrong} wrong"
    return Figure(name, f1, "F1", bar, "high", {}, note)


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


def _gold(statements: Sequence[Statement], pages: Mapping[str, "_Page"]) -> Iterator[Pair]:
    in_line = defaultdict[tuple[str, int, str], list[tuple[str, int]]](list)
    for statement in statements:
        page, start = pages[statement.article_key], statement.quote.spans[0].start
        if page.is_kept:
            line = page.line_of(start)
            in_line[page.tells, line, statement.language].append((statement.article_key, start))
    alone = {place: found[0] for place, found in in_line.items() if len(found) == 1}
    for (tells, line, language), one in alone.items():
        for other_language in LANGUAGES:
            other = alone.get((tells, line, other_language))
            if other is not None and language < other_language:
                yield frozenset({one, other})


def _is_wrong(pair: Pair, pages: Mapping[str, "_Page"]) -> bool:
    """Whether two places cannot be one utterance: of other articles, or lines apart."""
    (one, here), (other, there) = pair
    if pages[one].tells != pages[other].tells:
        return True
    lines = pages[one].line_of(here), pages[other].line_of(there)
    return pages[one].is_kept and abs(lines[0] - lines[1]) > 1


def _ours(statements: Sequence[Statement], meanings: Meanings | None) -> Iterator[Pair]:
    for one in utterances(statements, lambda _: (frozenset(), frozenset()), likeness, meanings):
        places = [(wording.article_key, wording.spans[0].start) for wording in one.wordings]
        for pair in combinations(places, 2):
            yield frozenset(pair)


def _is_across(pair: Pair) -> bool:
    return len({article for article, _ in pair}) == 2


@dataclass(frozen=True, slots=True)
class _Page:
    """An article, what it tells (the same in every language) and where its lines begin.

    ``is_kept`` tells that it has as many lines in every language.
    """

    article: Article
    tells: str
    starts: tuple[int, ...]
    is_kept: bool

    def line_of(self, start: int) -> int:
        """The number of the line that holds an offset."""
        return bisect_right(self.starts, start)


def _pages(path: Path) -> Iterator[_Page]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines]
    records = [record for record in every if record["language"] in LANGUAGES]
    sizes = defaultdict[str, set[int]](set)
    for record in records:
        sizes[record["article"]].add(record["text"].count("\n"))
    for record in records:
        text, starts = _unbroken(marked(record["text"]).split("\n"))
        found = _article(record["id"], record["article"], text, record["language"])
        yield _Page(found, record["article"], starts, len(sizes[record["article"]]) == 1)


def _unbroken(lines: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """The lines as one text, and where each begins; no line ends inside a quotation."""
    text, starts = "", list[int]()
    for line in lines:
        text += "" if not text else " " if text.count("“") > text.count("”") else "\n"
        starts.append(len(text))
        text += line
    return text, tuple(starts)


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


def marked(tokens: str) -> str:
    """`joined` text whose straight quotation marks open and close in turn."""
    opens, parts = False, list[str]()
    for part in re.split("(``|''|\")", tokens):
        if part in ("``", "''", '"'):
            opens = part == "``" or (part == '"' and not opens)
            part = "“" if opens else "”"
        parts.append(part)
    text = re.sub("“ ", "“", re.sub(" ”", "”", "".join(parts)))
    return joined(text)


def joined(tokens: str) -> str:
    """Text of tokens parted by spaces, as a paper would print it."""
    text = re.sub(r"(?:``|'') ?(.*?) ?''", r"“\1”", tokens, flags=re.DOTALL)
    text = re.sub(r" ([.,;:!?%)\]’”])", r"\1", text)
    text = re.sub(r"([(\[“«]) ", r"\1", text)
    return re.sub(r" ('s|n't|'m|'re|'ve|'ll|'d)\b", r"\1", text).replace(" »", "»")
