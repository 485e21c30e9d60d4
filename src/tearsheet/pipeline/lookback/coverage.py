"""What was printed about a watch, counted by time, country, language, outlet and ownership."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from tearsheet.model import Count, Coverage, Outlet, Pace
from tearsheet.store import lookback
from tearsheet.store.lookback import Printed

_DAYS, _WEEKS = 45, 400
"""The longest time shown day by day, and week by week."""


def coverage(watch_key: str, first: date, last: date) -> Coverage:
    """The coverage of a watch in a period (days included)."""
    printed = lookback.printed(watch_key, first, last)
    outlets = lookback.outlets_of({one.outlet_key for one in printed})
    own = _own_texts(printed)
    rhythm = rhythm_of(first, last)

    def counts(of: Callable[[Printed], str]) -> Counter[str]:
        return Counter(map(of, printed))

    def texts(of: Callable[[Printed], str]) -> Counter[str]:
        return Counter(map(of, own))

    def listed(
        of: Callable[[Printed], str], names: Mapping[str, str] | None = None
    ) -> tuple[Count, ...]:
        every, first_printed = counts(of), texts(of)
        named = names or {}
        ordered = sorted(every.items(), key=lambda one: (-one[1], one[0]))
        return tuple(
            Count(key, count, first_printed[key], named.get(key, "")) for key, count in ordered
        )

    begin = cache(lambda day: _begin(day, rhythm).isoformat())
    by_day, own_by_day = counts(lambda one: begin(one.day)), texts(lambda one: begin(one.day))
    days = [day.isoformat() for day in periods(first, last, rhythm)]
    return Coverage(
        watch_key,
        first,
        last,
        rhythm,
        len(printed),
        len(own),
        tuple(Count(day, by_day[day], own_by_day[day]) for day in days),
        listed(lambda one: _country(outlets.get(one.outlet_key))),
        listed(lambda one: one.language),
        listed(lambda one: one.outlet_key, {key: one.name for key, one in outlets.items()}),
        listed(lambda one: _ownership(outlets.get(one.outlet_key))),
    )


def rhythm_of(first: date, last: date) -> Pace:
    """By what a time is cut, so that a plot of it can be read."""
    length = (last - first).days + 1
    if length <= _DAYS:
        return "day"
    return "week" if length <= _WEEKS else "month"


def periods(first: date, last: date, rhythm: Pace) -> Iterator[date]:
    """The first day of every period that touches the time; weeks begin on Monday."""
    day = _begin(first, rhythm)
    while day <= last:
        yield day
        day = _next(day, rhythm)


def _begin(day: date, rhythm: Pace) -> date:
    if rhythm == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if rhythm == "month" else day


def _next(day: date, rhythm: Pace) -> date:
    if rhythm == "month":
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day + timedelta(days=7 if rhythm == "week" else 1)


def _own_texts(printed: Sequence[Printed]) -> list[Printed]:
    """Of each text the printing that came first."""
    return list(_first_of_each(printed))


def _first_of_each(printed: Iterable[Printed]) -> Iterator[Printed]:
    seen = set[str]()
    for one in printed:
        text = one.group or one.article_key
        if text not in seen:
            seen.add(text)
            yield one


def _country(outlet: Outlet | None) -> str:
    return (outlet.country if outlet else None) or "unknown"


def _ownership(outlet: Outlet | None) -> str:
    return outlet.ownership.kind if outlet else "unknown"
