"""Nothing printed may break `annotate`: texts put together at random, and heaps of one thing.

``python -m benchmarks.words.fuzz [COUNT] [SEED]`` runs COUNT texts (100,000 if not given); the
benchmark itself a share of them that takes seconds. A text is pieces of language, marks, digits,
cue words and odd characters of every script, in one of the languages that have a lexicon.

*heap*: seconds of processor time for one megabyte of one piece, through all of `annotate`.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from benchmarks.figures import Figure
from tearsheet.annotate import annotate
from tearsheet.model import (
    Annotations,
    Article,
    Dated,
    Dateline,
    ExtractionReport,
    Provenance,
    Span,
)
from tearsheet.press import register

LANGUAGES = (
    "en", "de", "ru", "kk", "zh", "ar", "fr", "es", "tr",
    "pt", "it", "uk", "uz", "fa", "ja", "ko", "pl", "hi",
)  # fmt: skip
COUNT = 100_000
SAMPLE = 1_000  # texts of the benchmark, about ten seconds
MEGABYTE = 1_000_000
HEAPS = {
    "quotation marks": '"',
    "curly marks": "“",
    "guillemets": "« ",
    "digits": "1",
    "digits apart": "1 ",
    "cue words": "said ",
    "capitals": "Ann ",
    "capitals together": "A",
    "attributions": '"a," said Ann. ',
    "number words": "two hundred ",
    "weekdays": "on Monday ",
    "full stops": ". ",
    "Han": "说",
    "line feeds": "a\n",
}
BARRED = {"quotation marks", "curly marks", "digits", "digits apart", "cue words", "capitals"}
_MARKS = "\"“”„‟«»‹›‘’'「」『』《》〈〉（）()[]—–-…,.;:!?。，、؟،؛।%$€№/\\@#*+=<>&|"
_SPACES = " \n\n\t\u00a0\u200c\u202f\u0301"
_PIECES = (
    "said", "Ann Frost", "she", "according to", "told the Valley Post", "the ambassador", "Mr.",
    "U.S.", "сказал", "Иван Зимин", "по словам", "он", "министр", "в среду", "sagte", "Eva Roth",
    "laut", "am Montag", "деді", "Айдос Сәрсен", "президент", "表示", "李明", "说", "据新华社报道",
    "当地时间16日", "قال", "الرئيس", "عمر", "وأضاف", "a déclaré", "Jean Roux", "selon", "dijo",
    "según", "Ana Gil", "dedi", "göre", "disse", "segundo", "ha detto", "Luca Riva", "заявив",
    "за словами", "dedi Aziz", "deb", "گفت", "به گزارش", "と述べた", "氏は", "말했다", "대변인은",
    "powiedział", "Jan Kos", "ने कहा", "राम", "$43.8 billion", "3–5 млн", "35 %", "1,234.5", "12月",
    "2024", "June 3", "last week", "yüzde 5", "३ लाख", "۱۴۰۴", "/TASS/", "(Reuters)", "BEIJING,",
    "http://x.org/1", "👩‍👩‍👧", "\ufeff", "\u202e", "\u0000", "ﷺ", "Å", "ǅ", "İ", "ß", "ﬁ", "𝟙𝟚",
)  # fmt: skip


def texts(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """So many texts with their language, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield _text(chance), chance.choice(LANGUAGES)


def _text(chance: random.Random) -> str:
    parts = list[str]()
    for _ in range(chance.randrange(1, 60)):
        kind = chance.random()
        if kind < 0.45:
            parts.append(chance.choice(_PIECES))
        elif kind < 0.9:
            parts.append(chance.choice(_MARKS + _SPACES))
        else:
            parts.append(chr(_code_point(chance)))
        if chance.random() < 0.5:
            parts.append(" ")
    return "".join(parts)


def _code_point(chance: random.Random) -> int:
    """Any character but a surrogate, half of them from the scripts of the press."""
    point = chance.randrange(0x3000) if chance.random() < 0.5 else chance.randrange(0x110000)
    return 0x20 if 0xD800 <= point < 0xE000 else point


def article_of(text: str, language: str) -> Article:
    """An article of the text, with a title and a dateline of its own words."""
    return Article(
        "fuzz",
        "https://example.org/",
        text[:80].replace("\n", " "),
        text,
        language,
        ExtractionReport("fuzz"),
        published=Dated(datetime(2026, 3, 4, tzinfo=UTC), "day", "page", "2026-03-04"),
    )


def broken(text: str, language: str) -> str | None:
    """What is wrong with the annotations of a text, a crash or a span outside; None if nothing."""
    article = article_of(text, language)
    if text:
        dateline = Dateline(text[:5], text[:20], "", Span(0, 1))
        article = replace(article, provenance=Provenance(dateline=dateline))
    try:
        found = annotate(article, register())
    except Exception as error:  # noqa: BLE001  # any crash is what is looked for
        return f"{type(error).__name__}: {error}"
    outside = [span for span in _spans(found) if span.end > len(text)]
    return f"{outside[0]} lies outside {len(text)} characters" if outside else None


def _spans(found: Annotations) -> Iterator[Span]:
    for quote in found.quotes:
        if quote.part == "text":
            yield from quote.spans
    for name in found.names:
        yield from name.mentions
    for moment in found.moments:
        yield moment.span
    for figure in found.figures:
        yield figure.span
        if figure.counts:
            yield figure.counts


def run(count: int, seed: int = 1) -> list[tuple[str, str, str]]:
    """The texts that broke, with their language and what was wrong."""
    return [
        (language, text, wrong)
        for text, language in texts(count, seed)
        if (wrong := broken(text, language)) is not None
    ]


def heap_seconds(piece: str, language: str = "en") -> float:
    """Processor time of one megabyte of a piece."""
    article = article_of(piece * (MEGABYTE // len(piece)), language)
    annotate(article_of(piece, language), register())
    start = process_time()
    annotate(article, register())
    return process_time() - start


def measure(corpora: Path) -> list[Figure]:
    """Texts that break, of a sample, and the time of each heap; the corpora are not needed."""
    start = process_time()
    wrong = len(run(SAMPLE))
    rate = SAMPLE / (process_time() - start)
    made = [
        Figure("words.fuzz.broken", wrong, "texts", 0, "low", {}, f"of {SAMPLE} at random"),
        Figure("words.fuzz.rate", rate, "texts/s", None, "high", {}, ""),
    ]
    for name, piece in HEAPS.items():
        made.append(
            Figure(
                f"words.heap.{name.replace(' ', '-')}",
                heap_seconds(piece, "zh" if name == "Han" else "en"),
                "s",
                2.0 if name in BARRED else None,
                "low",
                {},
                f"1 MB of {piece!r}",
            )
        )
    return made


def main() -> None:
    """Run so many texts and print those that broke; 1 if any did."""
    given = [int(argument) for argument in sys.argv[1:]]
    count, seed = (*given, *(COUNT, 1)[len(given) :])
    wrong = run(count, seed)
    for language, text, why in wrong[:20]:
        print(f"{language} {text!r}: {why}")
    print(f"{count} texts, {len(wrong)} broken")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
