"""Translations as they come: among the articles of the days around, by vectors or credits."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from tearsheet.model import Link
from tearsheet.pipeline.relating.desk import Desk
from tearsheet.pipeline.vectors.meaning import Meaning
from tearsheet.relate.translations import (
    Head,
    Side,
    Window,
    facts_fit,
    link_of,
    passages_of,
    side_of,
)
from tearsheet.relate.vectors.means import LanguageMeans
from tearsheet.store import relations
from tearsheet.store.relations import Related

AROUND = 5
"""Days before and after an article on which its translations are looked for."""
DAYS = 15
"""Days kept at hand."""


@dataclass(frozen=True, slots=True)
class _Day:
    """What has been related of one day; the window holds those that have a vector."""

    related: list[Related]
    window: Window


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
        return cls(version, desk, meaning, meaning.means)

    def add(self, arrived: Related) -> list[Link]:
        """The links of an article with its translations among those before it, now on file."""
        near = sorted(set(self._candidates(arrived)))
        self._enter(arrived, self._day(arrived.day))
        near = list(self._fitting(arrived.article_key, near))
        if not near:
            return []
        self._prepare([arrived.article_key, *near])
        side = self._sides[arrived.article_key]
        found = [link for key in near if (link := link_of(side, self._sides[key]))]
        relations.file_links(found)
        return found

    def foresee(self, arriving: Iterable[Related]) -> None:
        """Keep on file the vectors that adding these articles will ask for."""
        keys = set[str]()
        for one in arriving:
            near = set(self._fitting(one.article_key, set(self._candidates(one))))
            keys |= near | {one.article_key} if near else set()
        passages = (passages_of(self.desk.known(key).article) for key in sorted(keys))
        self.meaning.rows([text for texts in passages for text in texts])

    def tidy(self) -> None:
        """Let go of days and articles looked at first; between batches."""
        while len(self._days) > DAYS:
            del self._days[next(iter(self._days))]
        self._sides.clear()

    def _candidates(self, arrived: Related) -> Iterator[str]:
        head = self._head(arrived)
        for away in range(-AROUND, AROUND + 1):
            day = self._day(arrived.day + timedelta(days=away))
            if head:
                yield from day.window.near(head)
            for one in day.related:
                if one.language != arrived.language and _credit(one, arrived):
                    yield one.article_key

    def _fitting(self, key: str, near: Collection[str]) -> Iterator[str]:
        self.desk.fetch({key, *near})
        for other in near:
            if facts_fit(self.desk.traits(key), self.desk.traits(other)):
                yield other

    def _day(self, wanted: date) -> _Day:
        if wanted not in self._days:
            self._days[wanted] = day = _Day([], Window(self.meaning.dimensions))
            for one in relations.related_on(self.version, wanted):
                self._enter(one, day)
        return self._days[wanted]

    def _enter(self, one: Related, day: _Day) -> None:
        day.related.append(one)
        if head := self._head(one):
            day.window.add(head)

    def _head(self, one: Related) -> Head | None:
        """What it is about; its day is looked up beside it."""
        if not one.vector:
            return None
        row = np.frombuffer(one.vector, "<f2").astype(np.float32)
        (centred,) = self.means.centred(row[None], [one.language])
        return Head(one.article_key, one.language, None, centred)

    def _prepare(self, keys: Collection[str]) -> None:
        """Make ready for comparison what is not yet, the passages of all in one go."""
        known = [self.desk.known(key) for key in keys if key not in self._sides]
        passages = [passages_of(one.article) for one in known]
        rows = self.meaning.rows([text for texts in passages for text in texts])
        for one, texts in zip(known, passages, strict=True):
            own, rows = rows[: len(texts)], rows[len(texts) :]
            self._sides[one.article.key] = side_of(one.article, own, self.means, one.outlet)


def _credit(one: Related, other: Related) -> bool:
    """Whether either says that it is a translation, of the other or of whomever; one outlet's two
    languages may be, unsaid.
    """
    if one.translated != other.translated or one.outlet == other.outlet:
        return True
    return one.outlet in other.credits or other.outlet in one.credits
