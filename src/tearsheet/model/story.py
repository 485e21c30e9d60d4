"""Articles that belong together: copies of one text, reports of one event."""

from dataclasses import dataclass
from typing import Literal

from tearsheet.model.digest import Feature
from tearsheet.model.provenance import Credit
from tearsheet.model.span import Span

CopyRelation = Literal["original", "exact", "edited", "excerpt", "translated"]
LinkRelation = Literal["exact", "edited", "excerpt", "translated"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two texts share: where they stand in the one and in the other."""

    here: Span
    there: Span


@dataclass(frozen=True, slots=True)
class Link:
    """That two articles print one text; found from the two alone.

    ``one`` and ``other`` are article keys, the smaller first. ``one_in_other`` is the share of
    one's text that stands in the other (0 to 1), ``other_in_one`` the reverse; of a translation,
    the shares of sentences. ``confidence`` is the probability that it is so.
    """

    one: str
    other: str
    relation: LinkRelation
    one_in_other: float
    other_in_one: float
    confidence: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """What an editor decided of two articles (keys): that they belong together, or do not.

    Of two that do not, ``leaves`` is the key of the one that goes; empty where nobody said.
    """

    one: str
    other: str
    together: bool
    leaves: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """One member of a copy group, how it relates to the original, and the evidence in words."""

    article_key: str
    relation: CopyRelation
    evidence: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """One text and all its printings, the original first.

    ``written_by`` is who wrote the text, by the credits of its printings; None where no page
    names anyone.
    """

    key: str
    copies: tuple[Copy, ...]
    written_by: Credit | None = None

    @property
    def original(self) -> str:
        """The article key of the original, or of the earliest printing we have."""
        return self.copies[0].article_key


@dataclass(frozen=True, slots=True)
class Assignment:
    """Why an article is in its story: the sum of the features is the log-odds that it belongs.

    ``near`` is the article it was found next to, empty for the one that opens a story.
    """

    article_key: str
    story_key: str
    features: tuple[Feature, ...] = ()
    near: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A turn of a story that runs for long: its articles in time order, at least one."""

    article_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One event in all its articles (keys in time order).

    ``independent_outlets`` counts each copy group once. ``chapters`` part the articles of a
    story that runs for long; a short one has none.
    """

    key: str
    article_keys: tuple[str, ...]
    independent_outlets: int
    chapters: tuple[Chapter, ...] = ()
