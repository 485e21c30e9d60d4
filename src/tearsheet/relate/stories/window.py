"""What the stream remembers: weighed reports, the strands they make in a language, and threads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from math import log, sqrt
from typing import TypeAlias, cast

import numpy as np

from tearsheet.relate.stories.report import Report, Vector
from tearsheet.relate.stories.statistics import ANY, Statistics

Weights: TypeAlias = Mapping[str, float]
"""Terms with weights."""
_TITLE = 2
"""How many times a word of the title counts."""
_MOST = 500
"""Terms that a strand is known by; the lightest are forgotten when there are twice as many."""
_AT_HAND = 8192
"""Bags and rows that are at hand unpacked, the latest asked for: some 40 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """Terms with weights, or sums of them, and their length as a vector.

    Half a million are held: ``packed`` are the weights as little-endian float32, in the order of
    ``terms``.
    """

    terms: tuple[str, ...]
    packed: bytes
    length: float

    @classmethod
    def of(cls, weights: Weights) -> "Bag":
        """The weights made into a vector of length 1; empty ones stay so."""
        whole = sqrt(sum([weight * weight for weight in weights.values()]))
        if not whole:
            return NOTHING
        return cls(tuple(weights), _float32([weight / whole for weight in weights.values()]), 1.0)

    @property
    def weights(self) -> Weights:
        """The terms with their weights."""
        return _weights(self)

    def plus(self, other: "Bag") -> "Bag":
        """What both hold; of very many terms only the heaviest stay."""
        if not self.terms or not other.terms:
            return self if self.terms else other
        both = dict(self.weights)
        square = self.length**2 + other.length**2 + 2 * dot(both, other.weights)
        for term, weight in other.weights.items():
            both[term] = both.get(term, 0.0) + weight
        if len(both) > 2 * _MOST:
            kept = sorted(both, key=lambda term: (-both[term], term))[:_MOST]
            both = {term: both[term] for term in kept}
            square = sum([weight * weight for weight in both.values()])
        return Bag(tuple(both), _float32(list(both.values())), sqrt(square))

    def cosine(self, other: "Bag") -> float:
        """How alike two are; 0 if one is empty."""
        if not self.terms or not other.terms:
            return 0.0
        product = dot(self.weights, other.weights)
        return product / (self.length * other.length) if product else 0.0


NOTHING = Bag((), b"", 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A report by the statistics of the moment it came.

    ``number`` counts the reports of the stream, ``at`` is hours since 1970 (of an undated one,
    when it came). ``said``, ``named`` and ``counted`` are its words, names and figures, of length
    1 or empty; ``row`` is the centred vector as little-endian float16, empty if there is none.
    ``copy_of`` is the article whose text it prints, if that was there before.
    """

    key: str
    number: int
    at: float
    dated: bool
    language: str
    outlet: str
    copy_of: str
    said: Bag
    named: Bag
    counted: Bag
    row: bytes

    @property
    def words(self) -> Weights:
        """Its words."""
        return self.said.weights

    @property
    def names(self) -> Weights:
        """Its names."""
        return self.named.weights

    @property
    def figures(self) -> Weights:
        """Its figures."""
        return self.counted.weights

    @property
    def vector(self) -> Vector | None:
        """Its centred vector, of length 1, or None."""
        return _unpacked(self.row, "<f2") if self.row else None


def weighed(
    report: Report, number: int, at: float, copy_of: str, statistics: Statistics
) -> Weighed:
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
        copy_of=copy_of,
        said=Bag.of(
            {
                term: (1 + log(count)) * statistics.rarity(language, term)
                for term, count in counts.items()
            }
        ),
        named=Bag.of({name: statistics.rarity(ANY, name) for name in report.names}),
        counted=Bag.of({name: statistics.rarity(ANY, name) for name in report.figures}),
        row=b"" if vector is None else statistics.centred(vector, language).astype("<f2").tobytes(),
    )


@dataclass(slots=True, eq=False)
class Strand:
    """The reports of a story in one language: sums of what they say, copies left out.

    ``row`` is the sum of ``vectors`` unit vectors as little-endian float32; of a single one it is
    the report's own, as float16. ``hours`` is the sum of the times.
    """

    language: str
    members: list[Weighed]
    size: int
    words: Bag
    names: Bag
    figures: Bag
    row: bytes
    vectors: int
    first: float
    last: float
    hours: float

    @classmethod
    def of(cls, report: Weighed) -> "Strand":
        """A strand of one report; it shares the report's weights until a second one comes."""
        return cls(
            language=report.language,
            members=[report],
            size=1,
            words=report.said,
            names=report.named,
            figures=report.counted,
            row=report.row,
            vectors=int(bool(report.row)),
            first=report.at,
            last=report.at,
            hours=report.at,
        )

    @property
    def vector(self) -> Vector | None:
        """The sum of the vectors, None if there are none."""
        return _unpacked(self.row, "<f4" if self.vectors > 1 else "<f2") if self.row else None

    @property
    def middle(self) -> float:
        """The mean time of its reports."""
        return self.hours / self.size

    def take(self, other: "Strand") -> None:
        """Everything that another strand of the language holds."""
        in_order = other.members[0].number > self.members[-1].number
        self.members += other.members
        if not in_order:
            self.members.sort(key=lambda one: one.number)
        self.size += other.size
        self.words = self.words.plus(other.words)
        self.names = self.names.plus(other.names)
        self.figures = self.figures.plus(other.figures)
        one, two = self.vector, other.vector
        if one is None:
            self.row = other.row
        elif two is not None:
            self.row = (one + two).astype("<f4").tobytes()
        self.vectors += other.vectors
        self.first = min(self.first, other.first)
        self.last = max(self.last, other.last)
        self.hours += other.hours

    def carry(self, copy: Weighed) -> None:
        """A copy of a text that is in already: it is listed and adds nothing."""
        self.members.append(copy)
        self.last = max(self.last, copy.at)


@dataclass(slots=True, eq=False)
class Thread:
    """A story in the making: one strand for each language; ``key`` is its first report's.

    ``examined`` is how large it was when others were last looked for that tell the same.
    """

    key: str
    number: int
    strands: dict[str, Strand] = field(default_factory=dict)
    examined: int = 0

    @classmethod
    def of(cls, reports: Iterable[Weighed]) -> "Thread":
        """The thread of reports in the order they came, at least one."""
        ordered = list(reports)
        made = cls(ordered[0].key, ordered[0].number)
        for report in ordered:
            made.add(report)
        return made

    @property
    def first(self) -> float:
        """When its earliest report is dated (hours)."""
        return min([strand.first for strand in self.strands.values()])

    @property
    def last(self) -> float:
        """When its latest report is dated (hours)."""
        return max([strand.last for strand in self.strands.values()])

    @property
    def size(self) -> int:
        """Its reports, copies left out."""
        return sum([strand.size for strand in self.strands.values()])

    def members(self) -> list[Weighed]:
        """Its reports in the order they came."""
        every = [one for strand in self.strands.values() for one in strand.members]
        return sorted(every, key=lambda one: one.number)

    def add(self, report: Weighed) -> None:
        """One more report; a copy speaks only for a language that nothing else speaks for."""
        strand = self.strands.get(report.language)
        if strand is None:
            self.strands[report.language] = Strand.of(report)
        elif report.copy_of:
            strand.carry(report)
        else:
            strand.take(Strand.of(report))

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
    if small.keys().isdisjoint(large):
        return 0.0
    return sum([weight * large[term] for term, weight in small.items() if term in large])


def _float32(weights: Sequence[float]) -> bytes:
    return np.array(weights, "<f4").tobytes()


@lru_cache(_AT_HAND)
def _weights(bag: Bag) -> Weights:
    weights = cast("list[float]", np.frombuffer(bag.packed, "<f4").tolist())
    return dict(zip(bag.terms, weights, strict=True))


@lru_cache(_AT_HAND)
def _unpacked(row: bytes, form: str) -> Vector:
    vector: Vector = np.frombuffer(row, form).astype(np.float32)
    vector.flags.writeable = False
    return vector
