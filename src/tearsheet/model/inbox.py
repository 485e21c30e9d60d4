"""What an editor finds in the morning: a story's card, why it is proposed, what was decided."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tearsheet.model.digest import Feature
from tearsheet.model.outlet import OwnershipKind

Choice = Literal["new", "taken", "later", "dropped", "not about us"]
"""What was decided of a story for a watch; ``new`` is what nobody has decided on."""
Flag = Literal[
    "press release",
    "agency copy",
    "translated copy",
    "opinion",
    "state-owned outlet",
    "doubtful date",
    "changed since",
    "used",
]


@dataclass(frozen=True, slots=True)
class CardOutlet:
    """Who tells a story; ``copies`` counts what they print of others' texts."""

    key: str
    name: str
    country: str | None
    language: str
    ownership: OwnershipKind = "unknown"
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """One story in the inbox of one watch.

    ``headline`` and ``line`` are words of the article ``article_key`` in ``language``.
    ``independent`` counts each copy group once, ``copies`` the printings of others' texts.
    ``used_in`` are numbers of editions that rest on one of its articles. The score is the sum of
    the features. ``arrived_at`` is when it first came to this inbox, ``grown_at`` when an
    article was last added.
    """

    watch_key: str
    story_key: str
    article_key: str
    headline: str
    line: str
    language: str
    outlets: tuple[CardOutlet, ...]
    articles: int
    independent: int
    copies: int
    first_seen: datetime
    last_seen: datetime
    arrived_at: datetime
    grown_at: datetime
    flags: tuple[Flag, ...] = ()
    used_in: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    features: tuple[Feature, ...] = ()

    @property
    def score(self) -> float:
        """The sum of what each feature adds."""
        return sum(feature.share for feature in self.features)
