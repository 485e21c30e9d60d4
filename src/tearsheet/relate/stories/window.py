"""What the stream remembers: weighed reports, the strands they make in a language, and threads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.stories.report import Report, Vector
from tearsheet.relate.stories.statistics import ANY, Statistics

Weights = Mapping[str, float]
"""Terms with weights."""
_TITLE = 2
"""How many times a word of the title counts."""
_FOREVER = 2000
"""Terms that a strand is known by; the lightest are forgotten when there are twice as many."""


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A report by the statistics of the moment it came.

    ``number`` counts the reports of the stream, ``at`` is hours since 1970 (of an undated one,
    when it came). ``words``, ``names`` and ``figures`` have length 1 or are empty; ``vector`` is
    centred, of length 1, or None. ``twin`` says that its text was there before.
    """

    key: str
    number: int
    at: float
    dated: bool
    language: str
    outlet: str
    twin: bool
    words: Weights
    names: Weights
    figures: Weights
    vector: Vector | None


def weighed(report: Report, number: int, at: float, twin: bool, statistics: Statistics) -> Weighed:
    """The report, its terms weighed by how rare they are, its vector centred."""
    counts: dict[str, int] = {}
    for term in report.title:
        counts[term] = counts.get(term, 0) + _TITLE
    for term in report.lead:
        counts[term] = counts.get(term, 0) + 1
    language = report.language
    vector = report.vector
    return Weighed(
        key=report.key,
        number=number,
        at=at,
        dated=report.at is not None,
        language=language,
        outlet=report.outlet,
        twin=twin,
        words=_unit(
            {
                term: (1 + log(count)) * statistics.rarity(language, term)
                for term, count in counts.items()
            }
        ),
        names=_unit({name: statistics.rarity(ANY, name) for name in report.names}),
        figures=_unit({name: statistics.rarity(ANY, name) for name in report.figures}),
        vector=None if vector is None else statistics.centred(vector, language),
    )


@dataclass(slots=True, eq=False)
class Strand:
    """The reports of a story in one language: sums of what they say, copies left out."""

    language: str
    members: list[Weighed]
    size: int
    words: Weights
    names: Weights
    figures: Weights
    vector: NDArray[np.float32] | None
    vectors: int
    first: float
    last: float

    @classmethod
    def of(cls, report: Weighed) -> "Strand":
        """A strand of one report; it shares the report's weights until a second one comes."""
        return cls(
            report.language,
            [report],
            1,
            report.words,
            report.names,
            report.figures,
            report.vector,
            int(report.vector is not None),
            report.at,
            report.at,
        )

    def take(self, other: "Strand") -> None:
        """Everything that another strand of the language holds."""
        self.members = sorted([*self.members, *other.members], key=lambda one: one.number)
        self.size += other.size
        self.words = _total(self.words, other.words)
        self.names = _total(self.names, other.names)
        self.figures = _total(self.figures, other.figures)
        if other.vector is not None:
            self.vector = other.vector if self.vector is None else self.vector + other.vector
        self.vectors += other.vectors
        self.first = min(self.first, other.first)
        self.last = max(self.last, other.last)

    def carry(self, copy: Weighed) -> None:
        """A copy of a text that is in already: it is listed and adds nothing."""
        self.members.append(copy)
        self.last = max(self.last, copy.at)


@dataclass(slots=True, eq=False)
class Thread:
    """A story in the making: one strand for each language; ``key`` is its first report's."""

    key: str
    number: int
    strands: dict[str, Strand] = field(default_factory=dict)

    @property
    def first(self) -> float:
        """When its earliest report is dated (hours)."""
        return min(strand.first for strand in self.strands.values())

    @property
    def last(self) -> float:
        """When its latest report is dated (hours)."""
        return max(strand.last for strand in self.strands.values())

    def members(self) -> list[Weighed]:
        """Its reports in the order they came."""
        every = [one for strand in self.strands.values() for one in strand.members]
        return sorted(every, key=lambda one: one.number)

    def take(self, other: "Thread") -> None:
        """Everything that another thread holds."""
        for language, strand in other.strands.items():
            if language in self.strands:
                self.strands[language].take(strand)
            else:
                self.strands[language] = strand


def hours_of(at: datetime) -> float:
    """Hours since 1970; without a zone it is UTC."""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() / 3600


def dot(one: Weights, other: Weights) -> float:
    """The sum of products over the terms of both."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum([weight * large[term] for term, weight in small.items() if term in large])


def length(weights: Weights) -> float:
    """The length as a vector."""
    return sqrt(sum([weight * weight for weight in weights.values()]))


def _unit(weights: dict[str, float]) -> Weights:
    whole = length(weights)
    return {term: weight / whole for term, weight in weights.items()} if whole else {}


def _total(one: Weights, other: Weights) -> Weights:
    both = dict(one)
    for term, weight in other.items():
        both[term] = both.get(term, 0.0) + weight
    if len(both) > 2 * _FOREVER:
        kept = sorted(both, key=lambda term: (-both[term], term))[:_FOREVER]
        both = {term: both[term] for term in kept}
    return both
