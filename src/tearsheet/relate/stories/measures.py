"""How much have two reports in common, one measure after the other?"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import log, log1p, sqrt
from typing import Protocol

from tearsheet.relate.stories.report import Report, Vector

ANY = ""
"""In place of a language, for what languages share: names, places and figures."""
_TITLE = 2
"""How many times a word of the title counts."""
_RAREST = 3
_UNSEEN = "\0"
"""A term that no text has: what is rarest."""
_DAY = timedelta(days=1)
_ROUGH = frozenset(["day", "month", "year"])


class Statistics(Protocol):
    """What is common in the stream; `statistics.Statistics` is one."""

    def rarity(self, language: str, term: str) -> float:
        """How rare a term is in a language: the logarithm of texts for each text that has it.

        Of names, places and figures the language is empty: all together.
        """

    def centred(self, vector: Vector, language: str) -> Vector:
        """A vector without what all texts of its language have in common, of unit length."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A report with the weights its words have now.

    ``words`` (of everything) and ``headline`` (title and address) are TF-IDF vectors of length 1,
    ``title`` that of the title alone. ``rarity`` of words, and the rarity that ``names``,
    ``places`` and ``figures`` map to, is 1 of what was never seen. ``printed`` are the spellings
    of the names.
    """

    report: Report
    words: Mapping[str, float]
    title: Mapping[str, float]
    headline: Mapping[str, float]
    rarity: Mapping[str, float]
    names: Mapping[str, float]
    printed: Mapping[str, str]
    places: Mapping[str, float]
    figures: Mapping[str, float]
    vector: Vector | None
    title_vector: Vector | None


def seen(report: Report, statistics: Statistics) -> Seen:
    """A report as the statistics of the moment weigh it; worth keeping for several pairs.

    The vector of a bare headline is that of its title too.
    """
    language = report.language
    counts = Counter(report.lead)
    counts.update(report.address)
    for term in report.title:
        counts[term] += _TITLE
    rarity = _rarities(counts, language, statistics)
    whole = _centred(report.vector, language, statistics)
    title = _centred(report.title_vector, language, statistics)
    if not report.length:
        whole = title = whole if title is None else title
    return Seen(
        report,
        _unit({term: (1 + log(count)) * rarity[term] for term, count in counts.items()}),
        _unit({term: rarity[term] for term in report.title}),
        _unit({term: rarity[term] for term in (*report.title, *report.address)}),
        rarity,
        _rarities(report.names, ANY, statistics),
        dict(zip(report.names, report.printed, strict=True)),
        _rarities(report.places, ANY, statistics),
        _rarities(report.figures, ANY, statistics),
        whole,
        title,
    )


def measured(one: Seen, other: Seen, names: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Those of the named measures that can be taken of a pair, the same whichever comes first."""
    for name in names:
        value = MEASURES[name](one, other)
        if value is not None:
            yield name, value


def apart(one: Report, other: Report) -> timedelta | None:
    """The time between two reports; a bare day is compared by days."""
    if one.at is None or other.at is None:
        return None
    if one.precision in _ROUGH or other.precision in _ROUGH:
        return abs(one.at.date() - other.at.date())
    return abs(one.at - other.at)


def _words(one: Seen, other: Seen) -> float | None:
    return _cosine(one.words, other.words) if _one_language(one, other) else None


def _rare_words(one: Seen, other: Seen) -> float | None:
    return _rarest(one.rarity, other.rarity) if _one_language(one, other) else None


def _title_words(one: Seen, other: Seen) -> float | None:
    return _cosine(one.title, other.title) if _one_language(one, other) else None


def _title_in_text(one: Seen, other: Seen) -> float | None:
    if not _one_language(one, other):
        return None
    return _either_way(_told_in(one.headline, other.words), _told_in(other.headline, one.words))


def _title_meant_in_text(one: Seen, other: Seen) -> float | None:
    return _either_way(
        _angle(one.title_vector, other.vector), _angle(other.title_vector, one.vector)
    )


def _time(one: Seen, other: Seen) -> float | None:
    """Grows ever slower: 0 at once, about 0.7 after a day, 2 after a week."""
    gap = apart(one.report, other.report)
    return None if gap is None else log1p(gap / _DAY)


def _outlet(one: Seen, other: Seen) -> float | None:
    a, b = one.report.outlet, other.report.outlet
    return float(a == b) if a and b else None


MEASURES: Mapping[str, Callable[[Seen, Seen], float | None]] = {
    "words": _words,
    "rare words": _rare_words,
    "title words": _title_words,
    "title in text": _title_in_text,
    "meaning": lambda one, other: _angle(one.vector, other.vector),
    "title meaning": lambda one, other: _angle(one.title_vector, other.title_vector),
    "title meant in text": _title_meant_in_text,
    "names": lambda one, other: _overlap(one.names, other.names),
    "rare names": lambda one, other: _rarest(one.names, other.names),
    "places": lambda one, other: _overlap(one.places, other.places),
    "figures": lambda one, other: _overlap(one.figures, other.figures),
    "time": _time,
    "outlet": _outlet,
}
"""By name, what may be measured of a pair; None where it cannot be taken."""


def _one_language(one: Seen, other: Seen) -> bool:
    return one.report.language == other.report.language


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """Of weights of length 1; None where one is empty."""
    if not one or not other:
        return None
    return sum(one[term] * other[term] for term in sorted(one.keys() & other.keys()))


def _overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """What two sets share by rarity, as part of what each has (the geometric mean of both)."""
    a, b = sum(one.values()), sum(other.values())
    if not a or not b:
        return None
    return sum(sorted(one[term] for term in one.keys() & other.keys())) / sqrt(a * b)


def _rarest(one: Mapping[str, float], other: Mapping[str, float]) -> float | None:
    """The rarity of the three rarest that both have; None where one has nothing."""
    if not one or not other:
        return None
    shared = sorted((one[term] for term in one.keys() & other.keys()), reverse=True)
    return sum(shared[:_RAREST])


def _told_in(title: Mapping[str, float], words: Mapping[str, float]) -> float | None:
    """How much of a title (squared weights) the words of another article have."""
    if not title or not words:
        return None
    return sum(sorted(title[term] ** 2 for term in title.keys() & words.keys()))


def _angle(one: Vector | None, other: Vector | None) -> float | None:
    """The cosine of two centred vectors."""
    return None if one is None or other is None else float(one @ other)


def _either_way(one: float | None, other: float | None) -> float | None:
    """The mean of a measure taken both ways, as far as it could be."""
    if one is None or other is None:
        return other if one is None else one
    return (one + other) / 2


def _rarities(terms: Iterable[str], language: str, statistics: Statistics) -> dict[str, float]:
    most = statistics.rarity(language, _UNSEEN) or 1.0
    return {term: statistics.rarity(language, term) / most for term in terms}


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


def _centred(vector: Vector | None, language: str, statistics: Statistics) -> Vector | None:
    return None if vector is None else statistics.centred(vector, language)
