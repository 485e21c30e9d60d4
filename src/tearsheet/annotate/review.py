"""Is an article a press review, and what does it report?"""

from typing import Protocol

from tearsheet.model import Outlet, Quote, ReviewItem


class Named(Protocol):
    """A register that knows outlets by name."""

    def named(self, name: str) -> Outlet | None:
        """The outlet of that name, None if it is not known."""
        ...


def review_items(
    text: str, language: str, quotes: tuple[Quote, ...], register: Named
) -> tuple[ReviewItem, ...]:
    """The items of a press review, none if the article is not one."""
    return ()
