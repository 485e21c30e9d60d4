"""Which articles may translate one another, by what they are about? Candidates, to save time.

Whether two are candidates depends on the two alone: on the cosine of the vectors of title and lead,
on their days, and on the facts they have in common. So neither order nor batches change a thing.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from tearsheet.model import Article
from tearsheet.relate.translations.judgement import WITHIN
from tearsheet.relate.translations.side import language_of
from tearsheet.relate.translations.traits import Traits
from tearsheet.relate.vectors.encoder import Vectors
from tearsheet.relate.vectors.means import LanguageMeans

NEAR = 0.45
_FACTS = 0.25
_FEWEST = 3
"""On stories/meantime-half (2026-11-22) every translation has a cosine above .56 and half of its
facts in common; of pairs of other articles on the same four subjects 17 in 1,000 pass."""
_DIFFER = 0.4
"""Share of the dimensions whose signs may differ, looked at first since it is quick: of the
translations of stories/meantime-half (2026-11-22) at most a third do, of other articles half."""
_ROWS = 4096
_UNKNOWN = -1
_LENGTH = WITHIN.total_seconds()


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """What an article is about: the centred vector of its title and lead, of unit length.

    ``time`` is when it was published or else seen; None where nobody knows.
    """

    key: str
    language: str
    time: datetime | None
    vector: NDArray[np.float32]


def head_of(
    article: Article, vector: Vectors, means: LanguageMeans, seen: datetime | None = None
) -> Head:
    """The head of an article whose title and lead have this ``vector``, as an encoder gave it.

    ``means`` are those that are shipped. ``seen`` stands in for a date that the page lacks.
    """
    language = language_of(article)
    (row,) = means.centred(np.asarray(vector).reshape(1, -1), [language])
    return Head(article.key, language, article.published.at if article.published else seen, row)


class Window:
    """The heads of some days: two bytes a dimension and article, 75 MB for 100,000."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._blocks = list[_Block]()
        self._codes = dict[str, int]()
        self._known = set[str]()

    def add(self, head: Head) -> None:
        """Put an article in; one that is there already stays as it is."""
        if head.key in self._known:
            return
        if not self._blocks or len(self._blocks[-1].keys) == _ROWS:
            self._blocks.append(_Block.empty(self._dimensions))
        self._blocks[-1].add(head, self._code(head))
        self._known.add(head.key)

    def near(self, head: Head) -> tuple[str, ...]:
        """The keys of those that may translate it, sorted."""
        if head.language == "und":
            return ()
        at, code = _moment(head), self._code(head)
        return tuple(
            sorted(
                key
                for block in self._blocks
                for key in block.near(head.vector, at, code)
                if key != head.key
            )
        )

    def _code(self, head: Head) -> int:
        if head.language == "und":
            return _UNKNOWN
        return self._codes.setdefault(head.language, len(self._codes))


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Up to so many rows."""

    rows: NDArray[np.float16]
    signs: NDArray[np.uint64]
    times: NDArray[np.float64]
    languages: NDArray[np.int32]
    keys: list[str]

    @classmethod
    def empty(cls, dimensions: int) -> "_Block":
        return cls(
            np.zeros((_ROWS, dimensions), np.float16),
            np.zeros((len(_signs(np.zeros(dimensions))), _ROWS), np.uint64),
            np.zeros(_ROWS),
            np.full(_ROWS, _UNKNOWN, np.int32),
            [],
        )

    def add(self, head: Head, language: int) -> None:
        at = len(self.keys)
        self.rows[at] = head.vector
        self.signs[:, at] = _signs(head.vector)
        self.times[at] = _moment(head)
        self.languages[at] = language
        self.keys.append(head.key)

    def near(self, vector: NDArray[np.float32], at: float, language: int) -> list[str]:
        """Keys of the rows in another known language, within days and near."""
        able = (self.languages != language) & (self.languages != _UNKNOWN)
        # An undated article has no number for a time, and no difference is beyond the days.
        able &= ~(np.abs(self.times - at) > _LENGTH)
        differ = np.bitwise_count(self.signs ^ _signs(vector)[:, None]).sum(axis=0, dtype=np.int16)
        places = np.flatnonzero(able & (differ <= _DIFFER * len(vector)))
        if not len(places):
            return []
        cosines = self.rows[places].astype(np.float32) @ vector.astype(np.float16).astype(
            np.float32
        )
        return [self.keys[place] for place in places[cosines >= NEAR]]


def facts_fit(one: Traits, other: Traits) -> bool:
    """Whether two articles have a quarter of the figures and names of the poorer in common.

    Two that have next to none, as in scripts whose names are not read, fit.
    """
    least = min(len(one.figures) + len(one.names), len(other.figures) + len(other.names))
    shared = len(one.figures & other.figures) + len(one.names & other.names)
    return least < _FEWEST or shared >= _FACTS * least


def _signs(vector: NDArray[np.floating]) -> NDArray[np.uint64]:
    """Which dimensions are above nought, 64 in a number: the signs of near vectors agree."""
    bits = np.packbits(vector > 0)
    return np.pad(bits, (0, -len(bits) % 8)).view(np.uint64)


def _moment(head: Head) -> float:
    return float("nan") if head.time is None else head.time.timestamp()
