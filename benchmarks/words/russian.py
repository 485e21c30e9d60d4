"""Who says what in Russian and Czech sentences: ADAQ, tokens tagged source, cue or content.

A token counts as ours if a quotation's words, its cue or its speaker's mention touch it; F1 over
the tokens of all sentences, for each of the three. Each sentence stands by itself, so that nobody
outside it can be meant. Peers are those of the thesis the set comes with, on the same sentences:
rules, and a learned model.
"""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.words.attribution import quotations

TAGS = ("source", "cue", "content")
_LANGUAGES = {"ru": "Russian", "cs": "Czech"}
_BARS = {"ru": (0.50, 0.75, 0.79), "cs": (0.50, 0.80, 0.76)}
_RULES = {"ru": (0.30, 0.47, 0.69), "cs": (0.21, 0.38, 0.56)}
_LEARNED = {"ru": (0.50, 0.75, 0.79), "cs": (0.50, 0.88, 0.76)}
Span = tuple[int, int]


@dataclass(frozen=True)
class Sentence:
    """A sentence, the places of its tokens in order, and the tag of each."""

    text: str
    tokens: tuple[Span, ...]
    tags: tuple[str, ...]


def measure(corpora: Path) -> list[Figure]:
    """The figures of Russian."""
    return list(_measured(corpora, "ru"))


def _measured(corpora: Path, language: str) -> Iterator[Figure]:
    found = scores(list(sentences(corpora / "quotes" / "adaq", language)), language)
    for number, tag in enumerate(TAGS):
        precision, recall, f1 = found[tag]
        yield Figure(
            f"words.{language}.adaq.{tag}", f1, "F1", _BARS[language][number], "high",
            {"rules": _RULES[language][number], "learned": _LEARNED[language][number]},
            f"{_LANGUAGES[language]} tokens of ADAQ; P {precision:.3f} R {recall:.3f}",
        )  # fmt: skip


def scores(given: list[Sentence], language: str) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each tag over all tokens."""
    made = dict[str, tuple[float, float, float]]()
    ours = [tagged(sentence, language) for sentence in given]
    for tag in TAGS:
        right = predicted = gold = 0
        for sentence, found in zip(given, ours, strict=True):
            truth = {number for number, name in enumerate(sentence.tags) if name == tag}
            right += len(truth & found[tag])
            predicted += len(found[tag])
            gold += len(truth)
        made[tag] = (
            right / max(1, predicted),
            right / max(1, gold),
            2 * right / max(1, predicted + gold),
        )
    return made


def tagged(sentence: Sentence, language: str) -> dict[str, set[int]]:
    """The tokens that we take for each tag."""
    found: dict[str, set[int]] = {tag: set() for tag in TAGS}
    starts = [start for start, _ in sentence.tokens]
    ends = [end for _, end in sentence.tokens]

    def touched(start: int, end: int) -> range:
        return range(bisect_right(ends, start), bisect_left(starts, end))

    for quote in quotations(sentence.text, language):
        for span in quote.spans:
            found["content"].update(touched(span.start, span.end))
        if quote.cue:
            found["cue"].update(touched(quote.cue.start, quote.cue.end))
        if quote.speaker and quote.speaker.mention:
            mention = quote.speaker.mention
            found["source"].update(touched(mention.start, mention.end))
    return found


def sentences(folder: Path, language: str) -> Iterator[Sentence]:
    """The sentences of a language with their tokens in place."""
    texts = {row["sentence_id"]: row["sentences"] for row in _rows(folder, language, "sentences")}
    tokens: dict[str, list[tuple[str, str]]] = {}
    for row in _rows(folder, language, "tokens"):
        tokens.setdefault(row["sentence_num"], []).append((row["text"], row["tags"]))
    for key, held in tokens.items():
        text, at, places = texts.get(key, ""), 0, list[Span]()
        for token, _ in held:
            start = text.find(token, at)
            if start < 0:
                break
            at = start + len(token)
            places.append((start, at))
        if len(places) < len(held):
            # Tokens that are not in the sentence as printed: they stand for it, spaced.
            text = " ".join(token for token, _ in held)
            places = list(_spaced(held))
        yield Sentence(text, tuple(places), tuple(tag for _, tag in held))


def _spaced(held: list[tuple[str, str]]) -> Iterator[Span]:
    at = 0
    for token, _ in held:
        yield at, at + len(token)
        at += len(token) + 1


def _rows(folder: Path, language: str, table: str) -> Iterator[dict[str, str]]:
    with (folder / f"{language}_{table}.tsv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t")
