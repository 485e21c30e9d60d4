"""``python -m benchmarks.learn_indirect``: learn which words bring in retold speech.

From the training half of PolNeAR, whose licence is not stated: nothing is kept but shares of
words that were cues at least `LEAST` times and the weights of named features. First it is tested
on articles it has not seen (folds by article), then learned from all and written beside
``tearsheet.annotate.indirect`` as ``en.cues.toml`` and ``en.weights.toml``.
"""

import argparse
import math
import os
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.words.attribution import Document, matches, no_outlet, polnear
from tearsheet.annotate.indirect.candidates import Candidate, ends
from tearsheet.annotate.indirect.cues import Cues, expected, log_odds, read_cues, stem
from tearsheet.annotate.indirect.features import end_features, features
from tearsheet.annotate.indirect.weighed import Marks, Weights, candidates, sentence_passages
from tearsheet.annotate.indirect.words import Words, kinds_for
from tearsheet.annotate.quotes import quotes_in
from tearsheet.model import Quote

FOLDER = Path(__file__).resolve().parents[1] / "src" / "tearsheet" / "annotate" / "indirect"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"
# A word is kept that was a cue this often; a share beside it that was seen this often.
LEAST, LEAST_BESIDE = 5, 5
# How many occurrences the expectation counts as; how far (in log-odds) a share must depart.
PRIOR, DEPARTS = 4, 0.4
# A feature is kept that occurs this often and weighs this much. Tuned by five folds over the
# articles, 2026-11-22.
SEEN, WEIGHS = 150, 0.1
PENALTY, END_PENALTY, STEPS = 5.0, 5.0, 250
FOLDS, LEAST_SURE = 5, (0.3, 0.35, 0.4, 0.45, 0.5)
MATCHES = 0.3
EVEN = 0.003
_SIGNS = frozenset({",", ":", "dash", "bracket", "mark", "end", "sign"})

Gradient = Callable[["Numbers"], "Numbers"]
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Table = dict[str, dict[str, dict[str, object]]]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A candidate, whether it is an attribution, and the words of the one it is."""

    candidate: Candidate
    right: bool
    gold: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One article: its words, its printed quotations, its attributions and all candidates."""

    words: Words
    quotes: tuple[Quote, ...]
    marks: Marks
    gold: list[frozenset[int]]
    rows: list[list[Row]]


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Features of many rows, sparse: row, column and value of each; ``right`` by row."""

    rows: Places
    columns: Places
    values: Numbers
    right: Numbers


def main() -> None:
    """Test by folds, then learn from all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("TEARSHEET_CORPORA", BESIDE))
    )
    corpora = parser.parse_args().corpora
    documents = polnear(corpora / "quotes" / "polnear" / "train.jsonl.gz")
    lessons = [lesson(document) for document in documents]
    least = tested(lessons)
    table, weights = learned(lessons)
    write(FOLDER, table, weights, least)


def lesson(document: Document) -> Lesson:
    """An article with every word taken for a possible cue."""
    kinds = kinds_for("en")
    assert kinds is not None
    words = Words(document.text, "en", kinds)
    quotes = quotes_in(document.text, "en", no_outlet)
    marks = Marks(words, quotes)
    gold = [numbers(words, item.content) for item in document.gold]
    by_cue = defaultdict[int, list[frozenset[int]]](list)
    for item, content in zip(document.gold, gold, strict=True):
        for number in numbers(words, item.cue):
            by_cue[number].append(content)
    rows = [
        [_row(words, candidate, by_cue.get(candidate.at, [])) for candidate in made]
        for made in candidates(words, marks, lambda _: True)
    ]
    return Lesson(words, quotes, marks, gold, rows)


def numbers(words: Words, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The numbers of the words that spans of the text touch, marks left out."""
    return _words(
        words,
        ((bisect_right(words.ends, a), bisect_left(words.starts, b)) for a, b in spans),
    )


def _words(words: Words, ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(
        number
        for first, last in ranges
        for number in range(first, last)
        if words.kinds[number] not in _SIGNS
    )


def _row(words: Words, candidate: Candidate, golds: list[frozenset[int]]) -> Row:
    options = _options(words, candidate)
    best = max(
        (
            (_alike(_words(words, ((first, last),)), gold), number)
            for number, gold in enumerate(golds)
            for first, last in options.values()
        ),
        default=(0.0, 0),
    )
    right = best[0] >= MATCHES
    return Row(candidate, right, golds[best[1]] if right else frozenset())


def _options(words: Words, candidate: Candidate) -> dict[str, tuple[int, int]]:
    first, last = candidate.content[0]
    if candidate.way != "right":
        return {"all": (first, last)}
    return {name: (first, end) for name, end in ends(words, first, last).items()}


def _alike(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))


def table_of(lessons: Sequence[Lesson]) -> Table:
    """The shares of words that were cues, in the form of ``en.cues.toml``."""
    seen = defaultdict[str, Counter[tuple[str, ...]]](Counter)
    cues = defaultdict[str, Counter[tuple[str, ...]]](Counter)
    for one in lessons:
        for row in (row for made in one.rows for row in made):
            candidate = row.candidate
            word = one.words.lower[candidate.at]
            keys: list[tuple[str, ...]] = [()]
            keys += [("after", candidate.after), ("before", candidate.before)]
            for named in (("words", word), ("stems", stem(word))):
                keys += [named, (*named, "after", candidate.after)]
                keys.append((*named, "before", candidate.before))
            for key in keys:
                seen[candidate.way][key] += 1
                cues[candidate.way][key] += row.right
    return {way: _of_way(seen[way], cues[way]) for way in ("right", "left", "passive") if seen[way]}


def _of_way(
    seen: Counter[tuple[str, ...]], cues: Counter[tuple[str, ...]]
) -> dict[str, dict[str, object]]:
    usual = _share(cues[()], seen[()], 0.5)
    sides: dict[str, dict[str, float]] = {
        side: {
            key[1]: _share(cues[key], count, usual)
            for key, count in sorted(seen.items())
            if len(key) == 2 and key[0] == side
        }
        for side in ("after", "before")
    }
    beside = defaultdict[tuple[str, ...], list[tuple[str, ...]]](list)
    for key in seen:
        if len(key) == 4 and seen[key] >= LEAST_BESIDE:
            beside[key[:2]].append(key)
    made: dict[str, dict[str, object]] = {"stems": {}, "words": {}}
    shares: dict[str, float] = {}
    for kind in ("stems", "words"):
        for key in sorted(key for key in seen if len(key) == 2 and key[0] == kind):
            if cues[key] < LEAST:
                continue
            before = shares.get(stem(key[1]), usual) if kind == "words" else usual
            share = _share(cues[key], seen[key], before)
            if kind == "stems":
                shares[key[1]] = share
            entry: dict[str, object] = {"share": share}
            for side in ("after", "before"):
                found = _departing(seen, cues, sorted(beside[key]), side, share, sides[side], usual)
                if found:
                    entry[side] = found
            made[kind][key[1]] = entry
    return {"usual": {"all": usual}, **{k: dict(v) for k, v in sides.items()}, **made}


def _departing(
    seen: Counter[tuple[str, ...]],
    cues: Counter[tuple[str, ...]],
    keys: list[tuple[str, ...]],
    side: str,
    share: float,
    usually: Mapping[str, float],
    usual: float,
) -> dict[str, float]:
    """The shares beside a kind of word that the two alone do not foretell."""
    found = dict[str, float]()
    for key in keys:
        if key[2] != side:
            continue
        foretold = expected(log_odds(share), log_odds(usually[key[3]]), log_odds(usual))
        own = _share(cues[key], seen[key], 1 / (1 + math.exp(-foretold)))
        if abs(log_odds(own) - foretold) >= DEPARTS:
            found[key[3]] = own
    return found


def _share(cues: int, seen: int, expected_share: float) -> float:
    share = (cues + PRIOR * expected_share) / (seen + PRIOR)
    return min(0.99, max(0.01, round(share, 2 if share > 0.05 else 3)))


def matrix(lessons: Sequence[Lesson], cues: Mapping[str, Cues], names: dict[str, int]) -> Matrix:
    """The features of all candidates whose words are in the table; ``names`` grows."""
    rows, columns, values, right = list[int](), list[int](), list[float](), list[float]()
    for one in lessons:
        for row in (row for made in one.rows for row in made):
            candidate = row.candidate
            known = cues.get(candidate.way)
            cue = known.of(one.words.lower[candidate.at]) if known else None
            if cue is None and candidate.way != "according":
                continue
            beside = one.marks.beside(one.words, candidate)
            for name, value in features(one.words, candidate, cue, beside):
                rows.append(len(right))
                columns.append(names.setdefault(name, len(names)))
                values.append(value)
            right.append(float(row.right))
    return Matrix(np.array(rows), np.array(columns), np.array(values), np.array(right))


def crossed(lessons: Sequence[Lesson], names: dict[str, int]) -> Matrix:
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
    rows, columns, values = made.rows, made.columns, made.values
    use = kept[columns]
    rows, columns, values = rows[use], columns[use], values[use]
    total = len(made.right)

    def gradient(weights: Numbers) -> Numbers:
        sums = np.bincount(rows, values * weights[columns], total)
        errors = 1 / (1 + np.exp(-sums)) - made.right
        pulled = np.bincount(columns, values * errors[rows], count) + PENALTY * weights
        return np.asarray(pulled / total)

    return _descended(gradient, count)


def _descended(gradient: Gradient, count: int) -> Numbers:
    """Adam (Kingma and Ba 2015) with a falling rate."""
    weights, mean, square = np.zeros(count), np.zeros(count), np.zeros(count)
    for step in range(1, STEPS + 1):
        pull = gradient(weights)
        mean = 0.9 * mean + 0.1 * pull
        square = 0.99 * square + 0.01 * pull * pull
        rate = 0.1 * (1 - 0.9 * step / STEPS)
        size = np.sqrt(square / (1 - 0.99**step)) + 1e-9
        weights -= rate * (mean / (1 - 0.9**step)) / size
    return weights


def fitted_ends(lessons: Sequence[Lesson], names: dict[str, int]) -> tuple[Numbers, Counter[str]]:
    """Weights by which the best end is chosen among those of a candidate (a softmax)."""
    rows, columns, groups, target = list[int](), list[int](), list[int](), list[float]()
    seen = Counter[str]()
    for one in lessons:
        for row in (row for made in one.rows for row in made if row.right):
            options = _options(one.words, row.candidate)
            if len(options) < 2:
                continue
            likes = [_alike(_words(one.words, (place,)), row.gold) for place in options.values()]
            best = [float(like >= max(likes) - 1e-9) for like in likes]
            group = groups[-1] + 1 if groups else 0
            for name, share in zip(options, best, strict=True):
                made = end_features(one.words, row.candidate, name, options[name][1])
                seen.update(made)
                rows += [len(target)] * len(made)
                columns += [names.setdefault(feature, len(names)) for feature in made]
                groups.append(group)
                target.append(share / sum(best))
    kept = np.array([seen[name] >= SEEN for name in names])
    column, row_of = np.array(columns), np.array(rows)
    use = kept[column]
    column, row_of = column[use], row_of[use]
    group_of, wanted = np.array(groups), np.array(target)
    count, total = len(names), len(target)

    def gradient(weights: Numbers) -> Numbers:
        sums = np.exp(np.bincount(row_of, weights[column], total))
        shares = sums / np.bincount(group_of, sums)[group_of]
        pulled = np.bincount(column, (shares - wanted)[row_of], count)
        return np.asarray((pulled + END_PENALTY * weights) / (group_of[-1] + 1))

    return _descended(gradient, count), seen


def learned(lessons: Sequence[Lesson], *, folds: bool = True) -> tuple[Table, dict[str, float]]:
    """The table of cues and the weights of features."""
    names = dict[str, int]()
    made = crossed(lessons, names)
    seen = np.bincount(made.columns, minlength=len(names))
    kept = seen >= SEEN
    weights = fitted(made, len(names), kept)
    kept &= np.abs(weights) >= WEIGHS
    weights = fitted(made, len(names), kept)
    ends_names = dict[str, int]()
    ends_weights, _ = fitted_ends(lessons, ends_names)
    kept_weights = {
        name: round(float(weight), 2)
        for known, found in ((names, weights), (ends_names, ends_weights))
        for name, weight in zip(known, found, strict=True)
        if abs(weight) >= WEIGHS
    }
    return table_of(lessons), kept_weights


def tested(lessons: Sequence[Lesson]) -> float:
    """The least probability that does best on articles not learned from; prints all."""
    half = [[one for n, one in enumerate(lessons) if n % 2 == part] for part in (0, 1)]
    counts = {least: [0, 0, 0] for least in LEAST_SURE}
    for part in (0, 1):
        table, weights = learned(half[part])
        cues = read_cues(table)
        for least in LEAST_SURE:
            believed = Weights(weights, math.log(least / (1 - least)))
            for one in half[1 - part]:
                for index, number in enumerate(_counted(one, cues, believed)):
                    counts[least][index] += number
    scores = {}
    for least, (matched, predicted, gold) in counts.items():
        scores[least] = 2 * matched / (predicted + gold)
        print(
            f"believed from {least}: P {matched / predicted:.3f} R {matched / gold:.3f} "
            f"F1 {scores[least]:.4f}"
        )
    # Where it makes no difference to the F1, precision is worth more to a reader.
    return max(least for least, score in scores.items() if score >= max(scores.values()) - EVEN)


def _counted(one: Lesson, cues: Mapping[str, Cues], weights: Weights) -> tuple[int, int, int]:
    """Matched, predicted and gold attributions of an article, those in marks among them."""
    found = [
        _words(one.words, passage.content)
        for made in one.rows
        for passage in sentence_passages(
            one.words, [row.candidate for row in made], one.marks, cues, weights
        )
    ]
    printed = [numbers(one.words, ((s.start, s.end) for s in q.spans)) for q in one.quotes]
    found += [
        words for words in printed if not any(len(words & f) >= 0.8 * len(words) for f in found)
    ]
    return len(list(matches(one.gold, found, MATCHES))), len(found), len(one.gold)


def write(folder: Path, table: Table, weights: Mapping[str, float], least: float) -> None:
    """Write the table and the weights as TOML."""
    head = "# Written by `python -m benchmarks.learn_indirect`; what the fields mean is in"
    lines = [f"{head} `cues.py`.", ""]
    for way, parts in table.items():
        for name, entries in parts.items():
            lines.append(f"[{way}.{name}]")
            lines += [f"{_key(key)} = {_value(value)}" for key, value in entries.items()]
            lines.append("")
    (folder / "en.cues.toml").write_text("\n".join(lines), "utf-8")
    lines = [f"{head} `features.py`.", "", f"least = {least}", "", "[weights]"]
    lines += [f"{_key(name)} = {weights[name]}" for name in sorted(weights)]
    (folder / "en.weights.toml").write_text("\n".join([*lines, ""]), "utf-8")


def _key(name: str) -> str:
    return name if name.isascii() and name.isalpha() else '"' + name.replace('"', '\\"') + '"'


def _value(value: object) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_value(entry)}" for key, entry in value.items())
        return "{" + f" {inner} " + "}"
    return str(value)


if __name__ == "__main__":
    main()
