"""What an edition is chosen from, and what was chosen."""

from dataclasses import dataclass
from datetime import date

from tearsheet.edit.match import Match
from tearsheet.model import (
    Annotations,
    Article,
    CopyGroup,
    CopyRelation,
    Outlet,
    Story,
    Suggestion,
    Telling,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One article with all that is known of it.

    ``group`` is the copy group it belongs to, ``story`` the event it tells and ``telling`` what
    that shows; None where it stands alone.
    """

    article: Article
    outlet: Outlet
    annotations: Annotations
    match: Match
    group: CopyGroup | None = None
    story: Story | None = None
    telling: Telling | None = None

    @property
    def key(self) -> str:
        """The article's key."""
        return self.article.key

    @property
    def relation(self) -> CopyRelation:
        """What it is to the original of its text; itself ``original`` where it stands alone."""
        copies = self.group.copies if self.group else ()
        return next((one.relation for one in copies if one.article_key == self.key), "original")

    @property
    def independent_outlets(self) -> int:
        """How many tell its event on their own, itself among them."""
        if self.telling:
            return len(self.telling.outlets)
        return self.story.independent_outlets if self.story else 1

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
