"""Faults of simulated sources are found within one interval, and healthy ones are left in peace.

Months of ten ways of publishing, weekends and holidays among them, visited by our own schedule.
"""

from collections import deque
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from benchmarks.publishing import DAY, HOUR, PATTERNS, START, published, source_of, visits_paid

from tearsheet.collect.fetch import reasons
from tearsheet.collect.health import Reading, health, silence_of_note
from tearsheet.collect.rhythm import rhythm_of
from tearsheet.collect.schedule import next_visit

REMEMBERED = 200
LIVELY = [one for one in PATTERNS if one.name not in ("one a week", "one a month")]
# The wire is visited 130 times a day: in the daily run it is left to the nightly one.
BUSY = PATTERNS[:1]
HEALTHY = [pytest.param(one, marks=pytest.mark.nightly) if one in BUSY else one for one in PATTERNS]
SPAN = 18 * DAY
FAULT = START + SPAN + 10.3 * HOUR
named = {"ids": lambda pattern: getattr(pattern, "name", None)}


@cache
def past_of(pattern):
    """The visits of a healthy source, newest first."""
    start = FAULT - 3 * DAY if pattern in BUSY else START
    times = published(pattern, start - 10 * DAY, FAULT)
    paid = visits_paid(times, next_visit, start, FAULT, source_of("source"))
    return tuple(deque(paid, REMEMBERED))[::-1]


def past(pattern):
    """A source, its visits newest first, and when the next one is due."""
    source, visits = source_of("source"), past_of(pattern)
    return source, deque(visits, REMEMBERED), next_visit(source, visits, visits[0].at)


def read(visits):
    """The pages of these visits, all of them read."""
    return [Reading(one.at, True) for one in visits for _ in range(one.kept)][:50]


@pytest.mark.parametrize("pattern", [PATTERNS[1], PATTERNS[4], PATTERNS[7], PATTERNS[8]], **named)
def test_whatever_a_visit_meets_is_found_at_the_first_one(pattern):
    source, visits, due = past(pattern)
    met = {
        "failing": {"result": "failed", "reason": reasons.SERVER_ERROR},
        "blocked": {"result": "failed", "reason": reasons.FORBIDDEN},
        "moved": {"result": "new", "moved_to": "https://new.example/feed"},
    }
    for condition, changes in met.items():
        visit = replace(visits[0], at=due, appeared=(), fresh=0, **changes)
        assert health(source, (visit, *visits), read(visits), due).condition == condition


@pytest.mark.parametrize("pattern", LIVELY, **named)
def test_pages_that_stopped_extracting_are_found_at_the_first_page(pattern):
    source, visits, due = past(pattern)
    broken = [Reading(due, False, "no text"), *read(visits)]
    fares = health(source, tuple(visits), broken, due)
    assert (fares.condition, fares.since) == ("unreadable", due)


@pytest.mark.parametrize("pattern", LIVELY, **named)
def test_silence_is_found_within_one_interval_of_being_one(pattern):
    """Silence begins to be one when it is far longer than what the source is known for."""
    source, visits, due = past(pattern)
    while (found := health(source, tuple(visits), read(visits), visits[0].at)).condition == "well":
        before = visits[0].at
        visits.appendleft(
            replace(visits[0], at=due, result="unchanged", appeared=(), fresh=0, kept=0)
        )
        due = next_visit(source, tuple(visits), due)
        assert visits[0].at - FAULT < 20 * DAY
    assert found.condition == "silent"
    rhythm = rhythm_of(tuple(visits))
    at_least = silence_of_note(rhythm)
    interval = visits[0].at - before
    # What its rhythm led to expect has to be missed as well, which may take half as long again.
    assert at_least <= rhythm.until - found.since <= 1.5 * at_least + interval


@pytest.mark.parametrize("pattern", HEALTHY, **named)
def test_healthy_sources_are_left_in_peace(pattern):
    """Weeks around Easter: two holidays beside a weekend."""
    source = source_of("source")
    start, end = START + 84 * DAY, START + 108 * DAY
    times = published(pattern, start - 10 * DAY, end)
    visits, false = deque(maxlen=REMEMBERED), []
    for number, visit in enumerate(visits_paid(times, next_visit, start, end, source)):
        visits.appendleft(visit)
        if visit.at - start > timedelta(days=2) and number % 10 == 0:
            fares = health(source, tuple(visits), read(list(visits)[:50]), visit.at)
            if fares.condition not in ("well", "new"):
                false.append((visit.at, fares))
    assert false == []
