"""When is a source due, and when an article's page? Pure: the same history gives the same time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import takewhile
from math import sqrt

from tearsheet.collect.fetch import reasons
from tearsheet.collect.rhythm import HOUR, WEEK_HOURS, Rhythm, rhythm_of
from tearsheet.model import Source, Visit

LEAST = timedelta(minutes=5)
MOST = timedelta(hours=24)
# Leads to be expected at a visit: one from a source that prints at least hourly (where such a
# visit finds any, it finds 1.6 on average), fewer from rarer ones, by the square root: what
# keeps the mean delay of all least for a number of requests. benchmarks/schedule.py, 2026-11-22:
# a fixed 1.0 makes two articles a day wait for seven hours.
MOST_EXPECTED = 1.0
LEAST_EXPECTED = 0.2
HOURLY = 1.0
# Beyond this, a hint yields where the source would drop leads before we saw them.
HINT_ALWAYS_KEPT = HOUR
# The spread lengthens an interval by at most this share, so that no two sources march in step.
SPREAD = 0.1
# How fast the present outweighs the rhythm learned, and how many moments it has to outweigh.
RECENT = timedelta(hours=6)
RECENT_DOUBT = 3.0
# First interval after a failure; each further one doubles it.
PASSING = timedelta(minutes=15)
UNWELCOME = timedelta(hours=2)
BACKOFF = {
    reasons.SLOW_DOWN: UNWELCOME,
    reasons.FORBIDDEN: UNWELCOME,
    reasons.ROBOTS: UNWELCOME,
    reasons.ROBOTS_UNREACHABLE: HOUR,
    reasons.NOT_FOUND: MOST,
    reasons.GONE: MOST,
    reasons.PRIVATE: MOST,
    reasons.SCHEME: MOST,
    reasons.BAD_URL: MOST,
}
LOOKS = tuple(timedelta(hours=1) * hours for hours in (1, 6, 24, 3 * 24, 10 * 24, 30 * 24))
# A look at this share of its time counts for it: late ones are not followed by another at once.
NEAR = 0.8
LAST_LOOK = timedelta(days=45)


def next_visit(source: Source, visits: Sequence[Visit], now: datetime) -> datetime:
    """When the source is due (aware); in the past where it is due already.

    ``visits`` are its latest, newest first; a hundred tell its pace, a few weeks of them its
    hours. Due times lie 5 minutes to 24 hours after the newest visit: as soon as a new lead
    is to be expected, by the hours of the week at which leads appeared and by how lively it
    was of late; not sooner than its own hints; later and later while visits fail. A source
    without a visit is due at once. The result depends on ``now`` only where a visit lies in the
    future (a clock set back).
    """
    if not visits:
        return min(source.added_at, now)
    last = min(visits[0].at, now)
    wanted = _after_failures(visits) or _until_something_is_expected(visits)
    spread = 1 + SPREAD * _share(source.key)
    return last + min(max(wanted * spread, LEAST), MOST)


def next_look(first_seen: datetime, looks: Sequence[datetime], now: datetime) -> datetime | None:
    """When to look again whether an article's page has changed; None once it is left alone.

    About 1 hour, 6 hours, 1, 3, 10 and 30 days after it was first seen; a look that comes late
    stands for all that should have come before it.
    """
    if now - first_seen > LAST_LOOK:
        return None
    age = max((look - first_seen for look in looks), default=timedelta(0))
    return next((first_seen + step for step in LOOKS if age < step * NEAR), None)


def _share(key: str) -> float:
    """A number in [0, 1) that is always the same for the same key."""
    return int.from_bytes(sha256(key.encode()).digest()[:4], "big") / 2**32


def _after_failures(visits: Sequence[Visit]) -> timedelta | None:
    """The interval while the newest visits fail; None where the newest succeeded."""
    run = sum(1 for _ in takewhile(lambda visit: visit.result == "failed", visits))
    if not run:
        return None
    first = BACKOFF.get(visits[0].reason, PASSING)
    wanted = min(first * (1 << min(run - 1, 16)), MOST)
    return max(wanted, min(visits[0].hint or LEAST, MOST))


def _until_something_is_expected(visits: Sequence[Visit]) -> timedelta:
    rhythm = rhythm_of(visits)
    if rhythm is None:
        return HOUR
    liveliness = _liveliness(rhythm)
    wanted = min(_awaited(rhythm, liveliness), _trial(visits))
    return max(wanted, _hint(visits, rhythm, liveliness))


def _awaited(rhythm: Rhythm, liveliness: float) -> timedelta:
    """How long until so many moments are to be expected that a visit is worth its while."""
    share = sqrt(sum(rhythm.hours) / WEEK_HOURS / HOURLY)
    enough = min(max(share, LEAST_EXPECTED), MOST_EXPECTED)
    expected, start = 0.0, rhythm.until
    while start < rhythm.until + MOST:
        end = start.replace(minute=0, second=0, microsecond=0) + HOUR
        rate = rhythm.at(start) * liveliness
        gain = rate * ((end - start) / HOUR)
        if expected + gain >= enough:
            return start + (enough - expected) / rate * HOUR - rhythm.until
        expected, start = expected + gain, end
    return MOST


def _liveliness(rhythm: Rhythm) -> float:
    """How much more happened of late than its rhythm led to expect, 1 where just as much."""
    seen = sum(_fading(rhythm.until - moment) for moment in rhythm.moments)
    awaited, end = 0.0, rhythm.until
    while end > rhythm.since and rhythm.until - end < 8 * RECENT:
        start = max(end - HOUR, rhythm.since)
        middle = start + (end - start) / 2
        awaited += rhythm.at(middle) * ((end - start) / HOUR) * _fading(rhythm.until - middle)
        end = start
    return (seen + RECENT_DOUBT) / (awaited + RECENT_DOUBT)


def _fading(age: timedelta) -> float:
    return float(0.5 ** (age / RECENT))


def _trial(visits: Sequence[Visit]) -> timedelta:
    """The longest interval for a source that we hardly know: it doubles with each visit."""
    known = sum(visit.result != "failed" for visit in visits)
    return min(HOUR * (1 << min(max(known - 1, 0), 8)), MOST)


def _hint(visits: Sequence[Visit], rhythm: Rhythm, liveliness: float) -> timedelta:
    """The least interval that the source asks for, so far as nothing is missed by it."""
    hints = (visit.hint for visit in visits if visit.hint is not None)
    whole = (visit.hint for visit in visits if visit.result in ("new", "nothing new"))
    asked = max(next(hints, None) or LEAST, next(whole, None) or LEAST)
    listed = next((visit.listed for visit in visits if visit.listed), 0)
    rate = max(rhythm.hours) * max(liveliness, 1.0)
    if listed and rate > 0:
        asked = min(asked, max(HINT_ALWAYS_KEPT, HOUR * min(listed / 2 / rate, 24)))
    return min(asked, MOST)
