"""What commands on articles have in common: the store, which article is meant, who decides."""

from collections.abc import Callable
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tearsheet.cli.console import Voice, home_option, json_option, settings_at, voice
from tearsheet.model import CopyRelation, Precision

if TYPE_CHECKING:
    from tearsheet.store.queries import Known


COPY: dict[CopyRelation, str] = {
    "original": "original",
    "exact": "copy",
    "edited": "edited copy",
    "excerpt": "excerpt",
    "translated": "translation",
}
"""What a printing is to the original of its text, in words."""


def shown_time(
    at: datetime | None, precision: Precision | None = None, *, zoned: bool = True
) -> str:
    """When something was printed, as far as its page says, in sixteen characters and a mark.

    In UTC; the mark ``~`` stands where the page names no zone.
    """
    if at is None:
        return "undated          "
    if precision not in ("second", "minute"):
        return f"{at:%Y-%m-%d}       "
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}{' ' if zoned else '~'}"


def one_article(wanted: str, *, several: bool = False) -> "Known":
    """The article meant by the start of a key, an address or words.

    With ``several`` the first of those that match will do; a decision needs the very one. Raises
    click.ClickException that says what to do.
    """
    from tearsheet.store import queries

    found = queries.find_articles(wanted, most=2)
    if not found:
        raise click.ClickException(f"no article for {wanted!r}; try `tearsheet search`")
    if len(found) > 1 and not several:
        raise click.ClickException(
            f"several articles for {wanted!r}; give more of its key, "
            "which `tearsheet search` prints"
        )
    return found[0]


def opened(home: Path | None, as_json: bool) -> Voice:
    """A voice, once the store is open."""
    from tearsheet.store.database import open_store

    open_store(settings_at(home, there=True).store)
    return voice(as_json)


def with_decision(function: Callable[..., None]) -> Callable[..., None]:
    """``--who`` and ``--reason``, ``--home`` and ``--json``, the same on every decision."""
    for option in (
        json_option,
        home_option,
        click.option("--reason", default="", help="Why, for those who ask later."),
        click.option("--who", default=getuser, help="Who decides [else: your login]."),
    ):
        function = option(function)
    return function
