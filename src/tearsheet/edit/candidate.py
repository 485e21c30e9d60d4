"""What an edition is chosen from, and what was chosen."""

from dataclasses import dataclass
from datetime import date

from tearsheet.edit.match import Match
from tearsheet.model import Annotations, Article, CopyGroup, Outlet, Story, Suggestion


@dataclass(frozen=True, slots=True)
class Candidate:
    """One article with all that is known of it.

    ``group`` is the copy group it belongs to, ``story`` the event it tells; None where it
    stands alone.
    """

    article: Article
    outlet: Outlet
    annotations: Annotations
    match: Match
    group: CopyGroup | None = None
    story: Story | None = None

    @property
    def key(self) -> str:
        """The article's key."""
        return self.article.key

    @property
    def printed(self) -> date | None:
        """The day it was published; None where the page does not say the day."""
        published = self.article.published
        if published is None or published.precision in ("month", "year"):
            return None
        return published.at.date()


@dataclass(frozen=True, slots=True)
class Selection:
    """The choice: ``chosen`` in edition order, ``passed_over`` with a plain reason each."""

    chosen: tuple[Suggestion, ...]
    passed_over: tuple[Suggestion, ...]
