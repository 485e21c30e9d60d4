"""Articles that belong together: copies of one text, reports of one event."""

from dataclasses import dataclass
from typing import Literal

CopyRelation = Literal["original", "exact", "edited", "excerpt", "translated"]


@dataclass(frozen=True, slots=True)
class Copy:
    """One member of a copy group, how it relates to the original, and the evidence in words."""

    article_key: str
    relation: CopyRelation
    evidence: str


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """One text and all its printings, the original first."""

    key: str
    copies: tuple[Copy, ...]

    @property
    def original(self) -> str:
        """The article key of the original, or of the earliest printing we have."""
        return self.copies[0].article_key


@dataclass(frozen=True, slots=True)
class Story:
    """One event in all its articles (keys in time order).

    ``independent_outlets`` counts each copy group once.
    """

    key: str
    article_keys: tuple[str, ...]
    independent_outlets: int
