"""How fast everything is found: articles a second on one core, everything of `annotate` together.

English on PolNeAR dev (760 words on average). In every other language our own articles are laid
together to 760 words, or 1,500 letters of a script that does not part its words; the bar is half
of the English one.
"""

import gc
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.figures import Figure
from benchmarks.words.written import languages, written
from tearsheet.annotate import annotate
from tearsheet.model import Article
from tearsheet.press import register

WORDS, LETTERS = 760, 1500
UNSPACED = frozenset({"zh", "ja"})
RUNS = 3
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def measure(corpora: Path) -> list[Figure]:
    """English first, then each language."""
    english = _polnear(corpora / "quotes" / "polnear" / "dev.jsonl.gz")
    made = [
        Figure(
            "words.speed.en", rate(english), "articles/s", 100, "high",
            {"Citron": 3.0, "textacy": 7.6, "regex": 1000},
            "processor time, PolNeAR dev; peers find quotations only",
        )
    ]  # fmt: skip
    for language in languages():
        articles = list(laid_together(language))
        if language != "en" and articles:
            made.append(
                Figure(f"words.speed.{language}", rate(articles), "articles/s", 50, "high", {}, "")
            )
    return made


def rate(articles: Sequence[Article]) -> float:
    """Articles a second of processor time, median of three runs.

    As in a reading process, the garbage collector leaves alone what was loaded before.
    """
    known = register()
    annotate(articles[0], known)  # what is loaded once for a language
    gc.collect()
    gc.freeze()
    rates = list[float]()
    for _ in range(RUNS):
        start = process_time()
        for article in articles:
            annotate(article, known)
        rates.append(len(articles) / (process_time() - start))
    gc.unfreeze()
    return median(rates)


def laid_together(language: str) -> Iterator[Article]:
    """Articles of a usual length, made of our short ones in order, each with its own dateline."""
    unspaced = language in UNSPACED
    texts, length = list[str](), 0
    for one in written(language):
        texts.append(one.text)
        length += len(one.text) if unspaced else len(_WORD.findall(one.text))
        if length >= (LETTERS if unspaced else WORDS):
            yield replace(one.article, text="\n".join(texts))
            texts, length = [], 0


def _polnear(path: Path) -> list[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    model = written("en")[0].article
    return [replace(model, capture_key=str(number), text=text) for number, text in enumerate(texts)]
