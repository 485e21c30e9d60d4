"""``python -m benchmarks.learn_indirect``: learn which words bring in retold speech.

From the training half of PolNeAR, whose licence is not stated: nothing is kept but shares of
words that were cues several times and the weights of named features. First it is tested on
articles it has not seen (each quarter by the others), then learned from all and written beside
``tearsheet.annotate.indirect`` as ``en.cues.toml`` and ``en.weights.toml``.
"""

import argparse
import os
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cue_shares import Table, shares_of
from benchmarks.descent import Numbers, descended
from benchmarks.words.attribution import Document, matches, no_outlet, polnear
from tearsheet.annotate.indirect.candidates import WAYS, Candidate, ends
from tearsheet.annotate.indirect.cues import Cues, read_cues
from tearsheet.annotate.indirect.features import (
    END_QUESTIONS,
    NUMBERS,
    QUESTIONS,
    answers,
    end_answers,
    numbers,
)
from tearsheet.annotate.indirect.retold import MENTIONS, kind_of, mention_of
from tearsheet.annotate.indirect.weighed import Marks, Passage, candidates, sentence_passages
from tearsheet.annotate.indirect.weights import Weights, read_weights
from tearsheet.annotate.indirect.words import Words, kinds_for
from tearsheet.annotate.lexicon import lexicon_for
from tearsheet.annotate.quotes import quotes_in
from tearsheet.model import Quote

FOLDER = Path(__file__).resolve().parents[1] / "src" / "tearsheet" / "annotate" / "indirect"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"
# A feature is kept that occurs this often and weighs this much. Tuned on the training half,
# each quarter of it by the others, 2026-11-22.
SEEN, WEIGHS = 150, 0.1
PENALTY, END_PENALTY, STEPS = 5.0, 5.0, 250
FOLDS, LEAST_SURE, EVEN = 5, (0.3, 0.35, 0.4, 0.45, 0.5), 0.003
MATCHES, TENTHS, PARTS, UNSEEN = 0.3, 10, 4, 0.632
_SIGNS = frozenset({",", ":", "dash", "bracket", "mark", "end", "sign"})

Places = NDArray[np.int64]
Feature = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A candidate, whether it is an attribution, and the words of the one it is."""

    candidate: Candidate
    right: bool
    gold: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One article: its words, printed quotations, attributions, sources and all candidates."""

    words: Words
    quotes: tuple[Quote, ...]
    marks: Marks
    gold: list[frozenset[int]]
    sources: list[frozenset[int]]
    sentences: list[list[Row]]

    @property
    def rows(self) -> Iterator[Row]:
        """The candidates of all sentences."""
        return (row for sentence in self.sentences for row in sentence)


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Features of many rows, sparse: row, column and value of each; ``right`` by row."""

    rows: Places
    columns: Places
    values: Numbers
    right: Numbers


def main() -> None:
    """Test each quarter on the others, then learn from all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("TEARSHEET_CORPORA", BESIDE))
    )
    corpora = parser.parse_args().corpora
    documents = polnear(corpora / "quotes" / "polnear" / "train.jsonl.gz")
    lessons = [lesson(document) for document in documents]
    least, unseen = tested(lessons)
    table, weights = table_of(lessons), learned(lessons)
    seen = Sources()
    believed = read_weights({**weights, "least": least})
    for one in lessons:
        seen.count(one, _passages(one, read_cues(table), believed))
    sources = {
        mention: _between(unseen.shares(mention), seen.shares(mention)) for mention in MENTIONS
    }
    write(FOLDER, table, {"least": least, "source": sources, **weights})


def _between(unseen: list[float], seen: list[float]) -> list[float]:
    """Shares between those of articles not learned from and learned from.

    The .632 estimator of Efron (1983, *Estimating the Error Rate of a Prediction Rule*).
    """
    return [round(UNSEEN * a + (1 - UNSEEN) * b, 2) for a, b in zip(unseen, seen, strict=True)]


def lesson(document: Document) -> Lesson:
    """An article with every word taken for a possible cue."""
    kinds = kinds_for("en")
    assert kinds is not None
    words = Words(document.text, "en", kinds)
    quotes = quotes_in(document.text, "en", no_outlet)
    marks = Marks(words, quotes)
    gold = [_touched(words, item.content) for item in document.gold]
    by_cue = defaultdict[int, list[frozenset[int]]](list)
    for item, content in zip(document.gold, gold, strict=True):
        for number in _touched(words, item.cue):
            by_cue[number].append(content)
    sentences = [
        [_row(words, candidate, by_cue.get(candidate.at, [])) for candidate in made]
        for made in candidates(words, marks, lambda _: WAYS)
    ]
    sources = [_touched(words, item.source) for item in document.gold]
    return Lesson(words, quotes, marks, gold, sources, sentences)


def _touched(words: Words, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The numbers of the words that spans of the text touch, marks left out."""
    ranges = ((bisect_right(words.ends, a), bisect_left(words.starts, b)) for a, b in spans)
    return _words(words, ranges)


def _words(words: Words, ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(
        number
        for first, last in ranges
        for number in range(first, last)
        if words.kinds[number] not in _SIGNS
    )


def _row(words: Words, candidate: Candidate, golds: list[frozenset[int]]) -> Row:
    options = _options(words, candidate).values()
    likes = [
        (_alike(_words(words, (option,)), gold), number)
        for number, gold in enumerate(golds)
        for option in options
    ]
    like, number = max(likes, default=(0.0, 0))
    right = like >= MATCHES
    return Row(candidate, right, golds[number] if right else frozenset())


def _options(words: Words, candidate: Candidate) -> dict[str, tuple[int, int]]:
    first, last = candidate.content[0]
    if candidate.way != "right":
        return {"all": (first, last)}
    return {name: (first, end) for name, end in ends(words, first, last).items()}


def _alike(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))


def table_of(lessons: Sequence[Lesson]) -> Table:
    """The shares of words that were cues."""
    return shares_of(
        (row.candidate, one.words.lower[row.candidate.at], row.right)
        for one in lessons
        for row in one.rows
    )


def matrix(lessons: Sequence[Lesson], cues: Cues, names: dict[Feature, int]) -> Matrix:
    """The features of all candidates whose words are in the table; ``names`` grows."""
    rows, columns, values, right = list[int](), list[int](), list[float](), list[float]()
    for one in lessons:
        for row in one.rows:
            for name, value in _features(one, row.candidate, cues):
                rows.append(len(right))
                columns.append(names.setdefault(name, len(names)))
                values.append(value)
            right.append(float(row.right))
    return Matrix(np.array(rows), np.array(columns), np.array(values), np.array(right))


def _features(one: Lesson, candidate: Candidate, cues: Cues) -> Iterator[tuple[Feature, float]]:
    """The features of a candidate by name; none if its word is in no table."""
    way = candidate.way
    word = one.words.lower[candidate.at]
    if way not in cues.ways_of(word):
        return
    cue = cues.of(way, word)
    yield (way, "base"), 1.0
    for name, value in zip(NUMBERS, numbers(candidate, cue), strict=True):
        yield (way, name), value
    given = answers(one.words, candidate, one.marks.beside(one.words, candidate))
    for question, answer in zip(QUESTIONS, given, strict=True):
        if answer:
            yield (way, question, answer), 1.0


def crossed(lessons: Sequence[Lesson], names: dict[Feature, int]) -> Matrix:
    """As `matrix`, the table of each article learned from the other folds."""
    parts = list[Matrix]()
    for fold in range(FOLDS):
        others = [one for number, one in enumerate(lessons) if number % FOLDS != fold]
        own = [one for number, one in enumerate(lessons) if number % FOLDS == fold]
        parts.append(matrix(own, read_cues(table_of(others)), names))
    offsets = np.cumsum([0, *(len(part.right) for part in parts[:-1])])
    return Matrix(
        np.concatenate([part.rows + at for part, at in zip(parts, offsets, strict=True)]),
        np.concatenate([part.columns for part in parts]),
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.right for part in parts]),
    )


def fitted(made: Matrix, count: int, kept: NDArray[np.bool_]) -> Numbers:
    """Weights of a logistic regression with a quadratic penalty; those not kept are nothing."""
    use = kept[made.columns]
    rows, columns, values = made.rows[use], made.columns[use], made.values[use]
    total = len(made.right)
    scored = np.zeros(total, bool)
    scored[made.rows] = True

    def gradient(weights: Numbers) -> Numbers:
        sums = np.bincount(rows, values * weights[columns], total)
        errors = (1 / (1 + np.exp(-sums)) - made.right) * scored
        pulled = np.bincount(columns, values * errors[rows], count) + PENALTY * weights
        return np.asarray(pulled / scored.sum())

    return descended(gradient, count, STEPS)


def fitted_ends(lessons: Sequence[Lesson], names: dict[Feature, int]) -> Numbers:
    """Weights by which the best end is chosen among those of a candidate (a softmax)."""
    rows, columns, groups, target = list[int](), list[int](), list[int](), list[float]()
    for one in lessons:
        for row in one.rows:
            options = _options(one.words, row.candidate)
            if not row.right or len(options) < 2:
                continue
            likes = [_alike(_words(one.words, (place,)), row.gold) for place in options.values()]
            best = [float(like >= max(likes) - 1e-9) for like in likes]
            group = groups[-1] + 1 if groups else 0
            for (name, place), share in zip(options.items(), best, strict=True):
                given = end_answers(one.words, row.candidate, place[1])
                for question, answer in zip(END_QUESTIONS, given, strict=True):
                    if answer:
                        rows.append(len(target))
                        key = ("end", name, question, answer)
                        columns.append(names.setdefault(key, len(names)))
                groups.append(group)
                target.append(share / sum(best))
    column, row_of = np.array(columns), np.array(rows)
    use = (np.bincount(column) >= SEEN)[column]
    column, row_of = column[use], row_of[use]
    group_of, wanted = np.array(groups), np.array(target)
    count, total = len(names), len(target)

    def gradient(weights: Numbers) -> Numbers:
        sums = np.exp(np.bincount(row_of, weights[column], total))
        shares = sums / np.bincount(group_of, sums)[group_of]
        pulled = np.bincount(column, (shares - wanted)[row_of], count)
        return np.asarray((pulled + END_PENALTY * weights) / (group_of[-1] + 1))

    return descended(gradient, count, STEPS)


def learned(lessons: Sequence[Lesson]) -> dict[str, Any]:
    """The weights of features, as nested tables."""
    names = dict[Feature, int]()
    made = crossed(lessons, names)
    kept = np.bincount(made.columns, minlength=len(names)) >= SEEN
    kept &= np.abs(fitted(made, len(names), kept)) >= WEIGHS
    weights = fitted(made, len(names), kept)
    end_names = dict[Feature, int]()
    end_weights = fitted_ends(lessons, end_names)
    tables: dict[str, Any] = {}
    for known, found in ((names, weights), (end_names, end_weights)):
        for name, weight in sorted(zip(known, found.tolist(), strict=True)):
            if abs(weight) >= WEIGHS:
                place = tables
                for part in name[:-1]:
                    place = place.setdefault(part, {})
                place[name[-1]] = round(weight, 2)
    return tables


def tested(lessons: Sequence[Lesson]) -> tuple[float, "Sources"]:
    """From how sure on a candidate is believed, and the sources then; by articles not seen."""
    parts = [[one for n, one in enumerate(lessons) if n % PARTS == part] for part in range(PARTS)]
    counts = {least: np.zeros(3) for least in LEAST_SURE}
    sources = {least: Sources() for least in LEAST_SURE}
    for others in parts:
        own = [one for part in parts if part is not others for one in part]
        cues, weights = read_cues(table_of(own)), learned(own)
        for least in LEAST_SURE:
            believed = read_weights({**weights, "least": least})
            for one in others:
                passages = list(_passages(one, cues, believed))
                counts[least] += _counted(one, passages)
                sources[least].count(one, passages)
    scores = dict[float, float]()
    for least, (matched, predicted, gold) in counts.items():
        scores[least] = 2 * matched / (predicted + gold)
        print(
            f"believed from {least}: P {matched / predicted:.3f} R {matched / gold:.3f} "
            f"F1 {scores[least]:.4f}"
        )
    # Where it makes no difference to the F1, precision is worth more to a reader.
    best = max(least for least, score in scores.items() if score >= max(scores.values()) - EVEN)
    return best, sources[best]


def _passages(one: Lesson, cues: Cues, weights: Weights) -> Iterator[Passage]:
    for sentence in one.sentences:
        candidates_of = (row.candidate for row in sentence)
        made = [c for c in candidates_of if c.way in cues.ways_of(one.words.lower[c.at])]
        yield from sentence_passages(one.words, made, one.marks, cues, weights)


def _counted(one: Lesson, passages: Sequence[Passage]) -> NDArray[np.float64]:
    """Matched, predicted and gold attributions of an article, those in marks among them."""
    found = [_words(one.words, passage.content) for passage in passages]
    printed = [_touched(one.words, ((s.start, s.end) for s in q.spans)) for q in one.quotes]
    found += [
        words for words in printed if not any(len(words & f) >= 0.8 * len(words) for f in found)
    ]
    matched = len(list(matches(one.gold, found, MATCHES)))
    return np.array([matched, len(found), len(one.gold)], float)


class Sources:
    """How many sources there are and how many are right: by kind of mention and by tenths of how
    sure the candidate is.
    """

    def __init__(self) -> None:
        self._seen = Counter[tuple[str, int]]()
        self._right = Counter[tuple[str, int]]()

    def count(self, one: Lesson, passages: Iterable[Passage]) -> None:
        """Count those of an article."""
        lexicon = lexicon_for("en")
        assert lexicon is not None
        for passage in passages:
            if passage.source is None:
                continue
            span = one.words.span(*passage.source)
            mention = mention_of(one.words.text, span, lexicon)
            content = _words(one.words, passage.content)
            likes = [(_alike(content, gold), number) for number, gold in enumerate(one.gold)]
            like, number = max(likes, default=(0.0, 0))
            touched = _touched(one.words, ((mention.span.start, mention.span.end),))
            key = kind_of(mention), min(TENTHS - 1, int(passage.sure * TENTHS))
            self._seen[key] += 1
            self._right[key] += like >= MATCHES and bool(touched & one.sources[number])

    def shares(self, mention: str) -> list[float]:
        """The shares that are right of one kind of mention, by tenths."""
        keys = [(mention, tenth) for tenth in range(TENTHS)]
        return [(self._right[key] + 1) / (self._seen[key] + 2) for key in keys]


def write(folder: Path, cues: Table, weights: Mapping[str, Any]) -> None:
    """Write the table and the weights as TOML."""
    head = "# Written by `python -m benchmarks.learn_indirect`; what the fields mean is in"
    lines = [f"{head} `cues.py`.", ""]
    for way, parts in cues.items():
        for name, entries in parts.items():
            lines.append(f"[{way}.{name}]")
            lines += [f"{_key(key)} = {_value(value)}" for key, value in entries.items()]
            lines.append("")
    (folder / "en.cues.toml").write_text("\n".join(lines), "utf-8")
    lines = [f"{head} `features.py`.", "", f"least = {weights['least']}", ""]
    for name, table in weights.items():
        if isinstance(table, dict):
            lines += _tables(name, table)
    (folder / "en.weights.toml").write_text("\n".join(lines), "utf-8")


def _tables(name: str, table: Mapping[str, Any]) -> list[str]:
    """A table with the tables in it, the plain values first."""
    plain = {key: value for key, value in table.items() if not isinstance(value, dict)}
    lines = [f"[{name}]", *(f"{_key(key)} = {value}" for key, value in plain.items()), ""]
    for key, inner in table.items():
        if key not in plain:
            lines += _tables(f"{name}.{_key(key)}", inner)
    return lines


def _key(name: str) -> str:
    return name if name.isascii() and name.isalpha() else '"' + name.replace('"', '\\"') + '"'


def _value(value: object) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_value(entry)}" for key, entry in value.items())
        return "{" + f" {inner} " + "}"
    return str(value)


if __name__ == "__main__":
    main()
