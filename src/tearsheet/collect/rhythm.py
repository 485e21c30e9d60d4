"""When does a source publish? Learned from what its visits found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from statistics import median

from tearsheet.model import Visit

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK_HOURS = 168
# Leads that appear within one slot need one visit, not several: a batch counts once.
SLOT = timedelta(minutes=5)
LATE = timedelta(seconds=1)
REMEMBERED = timedelta(days=56)
# Most moments that one visit's undated leads stand for: a site rebuilt lists its past as new.
MOST_UNDATED = 8
# Of visits that are condensed: how many of the newest are not, how the others are put together.
AS_THEY_ARE = 100
QUARTER = timedelta(hours=6)
MOST_TIMES = 50
_TELLING = ("new", "nothing new", "unchanged")
# How much the coarser estimate weighs: that of all hours beside an hour of the day, that of the
# day beside an hour of the week. Tuned with benchmarks/schedule.py, 2026-11-22.
DAYS_OF_DOUBT = 2.0
WEEKS_OF_DOUBT = 2.0
# An hour is quiet where nothing ever appeared in it or beside it, over as many days or weeks.
QUIET_DAYS = 10.0
QUIET_WEEKS = 4.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``moments`` are when leads appeared, in order, one for each batch (aware, UTC).

    ``since`` and ``until`` bound the time that the visits tell of. ``hours`` holds the moments
    to expect in each hour of a week that begins on Monday at 00:00 UTC.
    """

    moments: tuple[datetime, ...]
    since: datetime
    until: datetime
    hours: tuple[float, ...]

    def at(self, time: datetime) -> float:
        """Moments to expect in the hour around ``time``."""
        return self.hours[hour_of_week(time)]


def hour_of_week(time: datetime) -> int:
    """0 for Monday 00:00 to 01:00 UTC, up to 167."""
    utc = time.astimezone(UTC)
    return utc.weekday() * 24 + utc.hour


def rhythm_of(visits: Sequence[Visit]) -> Rhythm | None:
    """The rhythm that visits (newest first) show; None where none of them succeeded."""
    went_well = [visit for visit in reversed(visits) if visit.result != "failed"]
    if not went_well:
        return None
    until = went_well[-1].at.astimezone(UTC)
    oldest = until - REMEMBERED
    moments = sorted(
        {_slot(time): time for time in _appeared(went_well) if oldest < time <= until}.values()
    )
    since = min([went_well[0].at.astimezone(UTC), *moments[:1]])
    since = max(since, oldest)
    return Rhythm(tuple(moments), since, until, _expected(moments, since, until))


def _slot(time: datetime) -> int:
    return int(time.timestamp() // SLOT.total_seconds())


def _appeared(visits: Sequence[Visit]) -> Iterator[datetime]:
    """When leads appeared in the source, oldest visit first.

    A lead that claims to be older than the visit before it, when it was not there, came late
    and counts from that visit on; one that claims no time appeared some time between the two.
    The first visit finds the source's past: there, a lead without a time says nothing.
    """
    before: datetime | None = None
    for visit in visits:
        undated = 0
        for time in visit.appeared:
            if _says_only_the_day(time) or time >= visit.at:
                undated += 1
            else:
                yield time if before is None else max(time, before + LATE)
        if before is not None:
            yield from _spread(before, visit.at, min(undated, MOST_UNDATED))
        else:
            yield from _over_their_days(visit)
        before = visit.at


def _says_only_the_day(time: datetime) -> bool:
    return not (time.hour or time.minute or time.second)


def _spread(start: datetime, end: datetime, count: int) -> Iterator[datetime]:
    """``count`` moments evenly between two times."""
    for number in range(count):
        yield start + (end - start) * ((number + 0.5) / count)


def _over_their_days(visit: Visit) -> Iterator[datetime]:
    """The leads of a first visit that name a day only, spread over that day."""
    days = [time for time in visit.appeared if _says_only_the_day(time) and time < visit.at]
    for day in sorted(set(days)):
        yield from _spread(day, min(day + DAY, visit.at), min(days.count(day), MOST_UNDATED))


def _expected(moments: Sequence[datetime], since: datetime, until: datetime) -> tuple[float, ...]:
    """Moments an hour for each hour of the week, the finer the more the past can tell."""
    span = max((until - since) / HOUR, 1.0)
    days, weeks = span / 24, span / WEEK_HOURS
    overall = (len(moments) + 0.5) / (span + 12)
    counts = [0] * WEEK_HOURS
    for time in moments:
        counts[hour_of_week(time)] += 1
    by_day = [sum(counts[hour::24]) for hour in range(24)]
    daily = _finer(by_day, [overall] * 24, days, DAYS_OF_DOUBT, QUIET_DAYS)
    return tuple(_finer(counts, daily * 7, weeks, WEEKS_OF_DOUBT, QUIET_WEEKS))


def _finer(
    counts: Sequence[int], coarser: Sequence[float], times: float, doubt: float, quiet: float
) -> list[float]:
    """Rates of the hours counted ``times`` times each, beside the coarser estimate of each."""
    size = len(counts)
    rates = []
    for hour, rate in enumerate(coarser):
        beside = counts[hour - 1] + counts[(hour + 1) % size]
        smooth = counts[hour] / 2 + beside / 4
        never = smooth == 0 and times >= quiet
        rates.append(0.0 if never else (smooth + doubt * rate) / (times + doubt))
    return rates


def condensed(visits: Sequence[Visit]) -> list[Visit]:
    """What to remember of visits (newest first): the same rhythm in fewer of them.

    The newest hundred stay as they are; older ones that succeeded become one for each quarter
    of a day, with all their leads (at most 50 times of them), and end after eight weeks. So the
    hours of a source that is visited every few minutes are known over weeks, in at most 324
    visits. Condensing twice changes nothing; failures that old are forgotten.
    """
    kept = list(visits[:AS_THEY_ARE])
    quarters: dict[int, list[Visit]] = {}
    for visit in visits[AS_THEY_ARE:]:
        if visit.result != "failed" and visits[0].at - visit.at < REMEMBERED:
            quarter = int(visit.at.timestamp() // QUARTER.total_seconds())
            quarters.setdefault(quarter, []).append(visit)
    return kept + [_merged(quarters[quarter]) for quarter in sorted(quarters, reverse=True)]


def _merged(visits: list[Visit]) -> Visit:
    """Several visits (newest first) as the newest of them, with what all of them found."""
    if len(visits) == 1:
        return visits[0]
    whole = next((one for one in visits if one.listed), visits[0])
    times = sorted(time for one in visits for time in one.appeared)
    step = -(-len(times) // MOST_TIMES) or 1
    return replace(
        visits[0],
        result=min((one.result for one in visits), key=_TELLING.index),
        listed=whole.listed,
        fresh=sum(one.fresh for one in visits),
        kept=sum(one.kept for one in visits),
        failed=sum(one.failed for one in visits),
        appeared=tuple(times[::step]),
        newest=max((one.newest for one in visits if one.newest), default=None),
        seconds=median(one.seconds for one in visits),
    )
