"""What an address asks of the inbox, and which address asks it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal, Protocol, get_args
from urllib.parse import urlencode

from tearsheet.model import Choice, Flag, InboxOrder, Wanted

LISTS: Mapping[str, str] = {
    "language": "languages",
    "country": "countries",
    "outlet": "outlets",
    "kind": "kinds",
    "flag": "flags",
}
"""For each name in an address the field of `Wanted` it fills; each may stand several times."""
CHOICES: tuple[Choice, ...] = get_args(Choice)
FLAGS: tuple[Flag, ...] = get_args(Flag)
_ORDERS: tuple[InboxOrder, ...] = get_args(InboxOrder)
_MOST_WORDS = 500  # characters: more than anybody searches for, less than would take long
_MOST_VALUES = 50
WEEK = timedelta(days=7)


class Query(Protocol):
    """What Django's QueryDict knows: a value or all values of a name."""

    def get(self, key: str, default: str, /) -> str:
        """The last value of that name."""

    def getlist(self, key: str, /) -> list[str]:
        """All values of that name."""


def wanted_of(query: Query, usual: tuple[date, date]) -> Wanted:
    """What an address asks for; ``usual`` is the period it means where it names none.

    What cannot be understood is as if it were not there: an address is not a form to correct.
    """
    first, last = _day(query.get("from", "")), _day(query.get("to", ""))
    if first is None and last is None:
        first, last = usual
    if first and last and first > last:
        first, last = last, first
    return Wanted(
        first=first,
        last=last,
        choice=_choice(query.get("choice", "")),
        languages=_values(query, "language"),
        countries=_values(query, "country"),
        outlets=_values(query, "outlet"),
        kinds=_values(query, "kind"),
        flags=tuple(flag for flag in FLAGS if flag in query.getlist("flag")),
        words=query.get("q", "").replace("\0", " ").strip()[:_MOST_WORDS],
        order=next((one for one in _ORDERS if one == query.get("order", "")), "suggested"),
        upto=_moment(query.get("upto", "")),
    )


def address_of(wanted: Wanted, **more: str | Sequence[str]) -> str:
    """The query that asks for it, from the question mark on; ``more`` are further names."""
    pairs: list[tuple[str, str | Sequence[str]]] = [
        ("from", wanted.first.isoformat() if wanted.first else ""),
        ("to", wanted.last.isoformat() if wanted.last else ""),
        ("choice", wanted.choice if wanted.choice != "new" else ""),
        *((name, getattr(wanted, field)) for name, field in LISTS.items()),
        ("q", wanted.words),
        ("order", wanted.order if wanted.order != "suggested" else ""),
        ("upto", wanted.upto.isoformat() if wanted.upto else ""),
        *more.items(),
    ]
    return "?" + urlencode([pair for pair in pairs if pair[1]], doseq=True)


def moved(wanted: Wanted, weeks: Literal[-1, 1]) -> Wanted | None:
    """The same of the period before or after, as long as this one; None where that has no end."""
    if wanted.first is None or wanted.last is None:
        return None
    length = wanted.last - wanted.first + timedelta(days=1)
    try:
        first, last = wanted.first + weeks * length, wanted.last + weeks * length
    except OverflowError:
        return None
    return replace(wanted, first=first, last=last, upto=None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _choice(text: str) -> Choice | Literal["all"]:
    if text == "all":
        return "all"
    return next((choice for choice in CHOICES if choice == text), "new")


def _values(query: Query, name: str) -> tuple[str, ...]:
    found = (value.replace("\0", "").strip() for value in query.getlist(name)[:_MOST_VALUES])
    return tuple(dict.fromkeys(value for value in found if value))
