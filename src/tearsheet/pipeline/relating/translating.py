"""Translations as they come: among the articles of the days around, by vectors and credits."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from tearsheet.model import Link
from tearsheet.pipeline.relating.desk import Desk
from tearsheet.pipeline.relating.meaning import Meaning
from tearsheet.relate.translations import Side, link_of, passages_of, side_of
from tearsheet.relate.vectors.encoder import Vectors
from tearsheet.relate.vectors.means import LanguageMeans
from tearsheet.store import relations
from tearsheet.store.relations import Related

AROUND = 5
"""Days before and after an article on which its translations are looked for."""
CLOSE = 0.5
DAYS = 15
"""Days kept at hand."""


@dataclass(slots=True)
class _Day:
    """What has been related of one day, and the centred vectors of those that have one."""

    related: list[Related] = field(default_factory=list)
    with_vectors: list[Related] = field(default_factory=list)
    rows: list[Vectors] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Translating:
    """Looks for the translations of an article among those that came before it."""

    version: str
    desk: Desk
    meaning: Meaning
    means: LanguageMeans
    _days: dict[date, _Day] = field(default_factory=dict)
    _sides: dict[str, Side] = field(default_factory=dict)

    @classmethod
    def open(cls, meaning: Meaning, desk: Desk, version: str) -> "Translating":
        """Nothing is fetched before an article of the days around comes."""
        encoder = meaning.encoder
        dimensions = encoder.dimensions if encoder else 0
        return cls(version, desk, meaning, LanguageMeans.shipped(meaning.name, dimensions))

    def add(self, arrived: Related) -> list[Link]:
        """The links of an article with its translations among those before it, now on file."""
        near = sorted(set(self._candidates(arrived)))
        self._enter(arrived)
        if not near:
            return []
        self._prepare([arrived.article_key, *near])
        side = self._sides[arrived.article_key]
        found = [link for key in near if (link := link_of(side, self._sides[key]))]
        relations.file_links(found)
        return found

    def tidy(self) -> None:
        """Let go of days and articles looked at first; between batches."""
        while len(self._days) > DAYS:
            del self._days[next(iter(self._days))]
        self._sides.clear()

    def _candidates(self, arrived: Related) -> Iterator[str]:
        for away in range(-AROUND, AROUND + 1):
            day = self._day(arrived.day + timedelta(days=away))
            for one in day.related:
                if one.language != arrived.language and _credit(one, arrived):
                    yield one.article_key
            if arrived.vector and day.rows:
                cosines = np.vstack(day.rows) @ self._centred(arrived)
                for at in np.flatnonzero(cosines >= CLOSE).tolist():
                    if day.with_vectors[at].language != arrived.language:
                        yield day.with_vectors[at].article_key

    def _day(self, wanted: date) -> _Day:
        if wanted not in self._days:
            self._days[wanted] = _Day()
            for one in relations.related_on(self.version, wanted):
                self._enter(one)
        return self._days[wanted]

    def _enter(self, one: Related) -> None:
        day = self._day(one.day)
        day.related.append(one)
        if one.vector:
            day.with_vectors.append(one)
            day.rows.append(self._centred(one))

    def _centred(self, one: Related) -> Vectors:
        row = np.frombuffer(one.vector, "<f2").astype(np.float32)
        centred: Vectors = self.means.centred(row[None], [one.language])[0]
        return centred

    def _prepare(self, keys: Collection[str]) -> None:
        """Make ready for comparison what is not, the passages of all in one go."""
        wanted = [key for key in keys if key not in self._sides]
        self.desk.fetch(wanted)
        known = [self.desk.known(key) for key in wanted]
        passages = [passages_of(one.article) for one in known]
        rows = self.meaning.rows([text for texts in passages for text in texts])
        for one, texts in zip(known, passages, strict=True):
            rows_of, rows = rows[: len(texts)], rows[len(texts) :]
            self._sides[one.article.key] = side_of(one.article, rows_of, self.means, one.outlet)


def _credit(one: Related, other: Related) -> bool:
    """Whether either credits the other's outlet, or one outlet prints both."""
    return one.outlet == other.outlet or one.outlet in other.credits or other.outlet in one.credits
