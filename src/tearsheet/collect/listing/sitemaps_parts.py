"""Which parts of a sitemap index are worth a fetch?"""

import re
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from urllib.parse import unquote, urlsplit

from tearsheet.model import Listing

MOST_FRESH = 8
"""Parts fetched on one visit unless the caller says otherwise: a news part, this month's and last
month's, and a few whose age nobody tells."""

_SLACK = timedelta(days=1)  # a day without an hour may be any moment of it, in any zone
_MONTH = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_BETWEEN = re.compile(r"(?<=\d)&\w{1,12}=")  # `yyyy=2026&mm=11` is a month, too
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Words:
    current: frozenset[str]
    articles: frozenset[str]
    other: frozenset[str]


def newest_first(
    parts: Iterable[tuple[str, datetime | None]],
) -> tuple[tuple[str, datetime | None], ...]:
    """Parts (address, when last changed) in the order in which they are worth a fetch.

    By name what is news, then articles or unnamed, then what is no article (authors, images);
    within each the newest by its date, else by the month in its name, else the highest number.
    """
    return tuple(sorted(parts, key=_worth, reverse=True))


def fresh_parts(
    index: Listing,
    since: datetime | None = None,
    seen: Collection[str] = (),
    most: int = MOST_FRESH,
) -> tuple[str, ...]:
    """Which of an index's parts may hold pages that were not there at ``since``; best first.

    ``since`` is the last successful visit (aware), None before the first; ``seen`` are addresses
    that are not to be fetched again in this visit, so that a loop ends. A part is fresh where its
    date is later than ``since`` (a day's slack for dates without an hour), where it has no date
    but its name says news or a month not yet over at ``since``, or where nothing tells its age.
    Parts of other things than articles count only where the index has nothing else.
    """
    renewed = dict(zip(index.further, index.renewed, strict=False))
    parts = newest_first((part, renewed.get(part)) for part in dict.fromkeys(index.further))
    articles = [part for part in parts if _kind(part[0]) >= 0] or list(parts)
    dated = any(at is not None for _, at in articles)
    fresh = [part for part, at in articles if part not in seen and _is_fresh(part, at, since)]
    if since is not None and not dated:
        fresh = _edges(fresh)
    return tuple(fresh[:most])


def _edges(parts: list[str]) -> list[str]:
    """Parts that nothing dates: numbered runs grow at one end, the first or the last of them."""
    runs: dict[str, list[str]] = {}
    for part in parts:
        runs.setdefault(_NUMBER.sub("#", part), []).append(part)
    ends = {end for run in runs.values() for end in (run[0], run[-1])}
    return [part for part in parts if part in ends]


def _is_fresh(part: str, at: datetime | None, since: datetime | None) -> bool:
    if since is None:
        return True
    if at is not None:
        return at > since - _SLACK
    over = _over(part)
    return over is None or over > since - _SLACK or _kind(part) > 0


def _worth(part: tuple[str, datetime | None]) -> tuple[int, float, int, int, str]:
    address, at = part
    kind = _kind(address)
    at = at or _over(address)
    number = max((int(digits[:12]) for digits in _NUMBER.findall(_name(address))), default=0)
    return kind, at.timestamp() if at else float("-inf"), _is_named(address), number, address


def _kind(address: str) -> int:
    """1 for what is new, -1 for what is no article, 0 for the rest."""
    words = _in_name(address)
    known = _words()
    if not words.isdisjoint(known.current):
        return 1
    return 0 if words.isdisjoint(known.other) or not words.isdisjoint(known.articles) else -1


def _is_named(address: str) -> bool:
    return not _in_name(address).isdisjoint(_words().articles)


def _in_name(address: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+|\d+h", _name(address).lower()))


def _name(address: str) -> str:
    """The path and query of an address: what its site calls it."""
    parts = urlsplit(address)
    return _BETWEEN.sub("-", unquote(f"{parts.path}?{parts.query}"))


def _over(address: str) -> datetime | None:
    """The end of the month, day or year that a part's name gives; None if it gives none."""
    name = _name(address)
    if found := list(_MONTH.finditer(name)):
        year, month, day = (int(group or 0) for group in found[-1].groups())
        first = datetime(year, month, 1, tzinfo=UTC)
        if day:
            return first + timedelta(days=day)
        return (first + timedelta(days=32)).replace(day=1)
    if years := _YEAR.findall(name):
        return datetime(int(years[-1]) + 1, 1, 1, tzinfo=UTC)
    return None


@cache
def _words() -> _Words:
    file = resources.files("tearsheet.collect.listing") / "sitemaps.toml"
    table = tomllib.loads(file.read_text("utf-8"))
    return _Words(**{name: frozenset(words) for name, words in table.items()})
