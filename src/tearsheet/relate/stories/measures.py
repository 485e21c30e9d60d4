"""How much have two reports in common, one measure after the other?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import log, log1p, sqrt
from typing import Protocol

from tearsheet.relate.stories.report import Report, Vector

ANY = ""
"""In place of a language, for what languages share: names, places and figures."""
_TITLE = 2
"""How many times a word of the title counts."""
_DAY = timedelta(days=1)
_ROUGH = frozenset(["day", "month", "year"])


class Statistics(Protocol):
    """What is common in the stream: `Stream` keeps it, a benchmark may count its own texts."""

    def idf(self, term: str, language: str) -> float:
        """How rare a term is in a language: the logarithm of texts for each text that has it.

        Of names, places and figures the language is empty: all together.
        """

    def centred(self, vector: Vector, language: str) -> Vector:
        """A vector without what all texts of its language have in common, of unit length."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A report with the weights its words have now. ``words`` and ``title`` are of length 1."""

    report: Report
    words: Mapping[str, float]
    title: Mapping[str, float]
    names: Mapping[str, float]
    places: Mapping[str, float]
    figures: Mapping[str, float]
    vector: Vector | None
    title_vector: Vector | None


def seen(report: Report, statistics: Statistics) -> Seen:
    """A report as the statistics of the moment weigh it; worth keeping for several pairs."""
    language = report.language
    title = Counter(report.title)
    words = Counter(report.lead)
    for term, count in title.items():
        words[term] += _TITLE * count
    return Seen(
        report,
        _unit({t: (1 + log(count)) * statistics.idf(t, language) for t, count in words.items()}),
        _unit({t: statistics.idf(t, language) for t in title}),
        {name: statistics.idf(name, ANY) for name in report.names},
        {place: statistics.idf(place, ANY) for place in report.places},
        {figure: statistics.idf(figure, ANY) for figure in report.figures},
        _centred(report.vector, language, statistics),
        _centred(report.title_vector, language, statistics),
    )


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """Of weights of length 1; None where one is empty."""
    if not one or not other:
        return None
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(small[term] * large[term] for term in sorted(small.keys() & large.keys()))


def overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """What two sets share by rarity, as part of what each has (the geometric mean of both)."""
    a, b = sum(one.values()), sum(other.values())
    if not a or not b:
        return None
    return sum(sorted(one[term] for term in one.keys() & other.keys())) / sqrt(a * b)


def told_in(title: Mapping[str, float], words: Mapping[str, float]) -> float | None:
    """How much of a title (squared weights) the words of another article have."""
    if not title or not words:
        return None
    return sum(sorted(title[term] ** 2 for term in title.keys() & words.keys()))


def angle(one: Vector | None, other: Vector | None) -> float | None:
    """The cosine of two centred vectors."""
    return None if one is None or other is None else float(one @ other)


def mean(values: Iterable[float | None]) -> float | None:
    """Of those there are."""
    known = sorted(value for value in values if value is not None)
    return sum(known) / len(known) if known else None


def apart(one: Report, other: Report) -> timedelta | None:
    """The time between two reports; a bare day is compared by days."""
    if one.at is None or other.at is None:
        return None
    if one.precision in _ROUGH or other.precision in _ROUGH:
        return abs(one.at.date() - other.at.date())
    return abs(one.at - other.at)


def delay(gap: timedelta | None) -> float | None:
    """A time between reports that grows ever slower: 0 at once, about 0.7 after a day."""
    return None if gap is None else log1p(gap / _DAY)


def unlike_lengths(one: Report, other: Report) -> float | None:
    """The logarithm of how many times the longer text is longer."""
    if not one.length or not other.length:
        return None
    return abs(log(one.length) - log(other.length))


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


def _centred(vector: Vector | None, language: str, statistics: Statistics) -> Vector | None:
    return None if vector is None else statistics.centred(vector, language)
