"""Imaginary sources that publish in the ways real ones do, and the visits a schedule pays them.

Everything comes from a seed, so that two schedules see the same year.
"""

import random
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tearsheet.model import Source, Visit

START = datetime(2025, 1, 6, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
REMEMBERED = 200  # visits that the store keeps for each source
LISTED = 50
Due = Callable[[Source, Sequence[Visit], datetime], datetime]
Rate = Callable[[datetime], float]  # articles an hour

# Days on which an office-hours source of our invention does not print.
HOLIDAYS = frozenset(
    {(1, 1), (4, 18), (4, 21), (5, 1), (5, 29), (10, 3), (12, 24), (12, 25), (12, 26)}
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way of publishing: its ``rate`` at a time; ``batch`` articles come at once on average."""

    name: str
    rate: Rate
    batch: int = 1


def steady(a_day: float) -> Rate:
    return lambda _: a_day / 24


def diurnal(a_day: float) -> Rate:
    """Busy by day, seldom at night, half as much on Saturdays and Sundays."""
    hours = (
        [0.1] * 6
        + [1.0, 1.6, 2.0, 2.0, 1.8, 1.6, 1.5, 1.5, 1.6, 1.6, 1.4, 1.2, 1.0, 0.9]
        + [0.6, 0.5, 0.3, 0.2]
    )
    scale = a_day / sum(hours)
    return lambda at: hours[at.hour] * scale * (0.5 if at.weekday() > 4 else 1.0)


def office(a_day: float) -> Rate:
    """From 7 to 17 UTC on workdays that are no holidays."""

    def rate(at: datetime) -> float:
        works = at.weekday() < 5 and (at.month, at.day) not in HOLIDAYS and 7 <= at.hour < 17
        return a_day / 10 if works else 0.0

    return rate


def bursts(a_day: float, seed: int) -> Rate:
    """Quiet for days, then one busy day in eight."""
    busy = random.Random(seed)
    days = [busy.random() < 0.125 for _ in range(800)]
    return lambda at: (a_day * 4 if days[(at - START).days % 800] else a_day * 0.5) / 24


PATTERNS = (
    Pattern("wire, 400 a day", diurnal(400)),
    Pattern("daily paper, 80 a day", diurnal(80)),
    Pattern("daily paper in batches, 40 a day", diurnal(40), batch=8),
    Pattern("steady, 24 a day", steady(24)),
    Pattern("office hours, 12 a day", office(12)),
    Pattern("office hours, 3 a day", office(3)),
    Pattern("bursts, 5 a day", bursts(5, 7)),
    Pattern("two a day", diurnal(2)),
    Pattern("one a week", office(0.2)),
    Pattern("one a month", steady(1 / 30)),
)


def published(pattern: Pattern, start: datetime, end: datetime, seed: int = 1) -> list[datetime]:
    """When its articles come out: a Poisson process whose rate is drawn hour by hour."""
    chance = random.Random(f"{pattern.name}{seed}")
    times: list[datetime] = []
    at = start
    while at < end:
        expected = pattern.rate(at) / pattern.batch
        moment = chance.expovariate(expected) if expected > 0 else 2.0
        while moment < 1.0:
            count = 1 if pattern.batch == 1 else chance.randint(1, 2 * pattern.batch - 1)
            times += [at + HOUR * moment] * count
            moment += chance.expovariate(expected)
        at += HOUR
    return sorted(time for time in times if start <= time < end)


def source_of(name: str) -> Source:
    return Source(name, f"https://{name}.example/feed", "feed", name, START)


def visits_paid(
    times: Sequence[datetime],
    due: Due,
    start: datetime,
    end: datetime,
    source: Source,
    remembered: int = REMEMBERED,
) -> Iterator[Visit]:
    """The visits that a schedule pays to a source that prints at these times, oldest first."""
    history: deque[Visit] = deque(maxlen=remembered)
    at, seen = start, 0
    while at < end:
        upto = bisect_right(times, at)
        fresh = times[seen:upto] if history else times[max(0, upto - LISTED) : upto]
        seen = upto
        visit = Visit(
            source.key,
            at,
            "new" if fresh else "unchanged",
            status=200 if fresh else 304,
            listed=min(upto, LISTED) if fresh else 0,
            fresh=len(fresh),
            kept=len(fresh),
            appeared=tuple(fresh[-50:]),
            seconds=0.3,
        )
        history.appendleft(visit)
        yield visit
        at = max(due(source, tuple(history), at), at + timedelta(minutes=1))
