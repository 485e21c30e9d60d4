"""When a source is due: bounds, hints, failures, quiet hours, spread."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.collect.fetch import reasons
from tearsheet.collect.schedule import LEAST, MOST, next_look, next_visit
from tearsheet.model import Source, Visit

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SOURCE = Source("ledger.example", "https://ledger.example/feed", "feed", "Ledger", NOW - 90 * DAY)
ALL_REASONS = sorted(
    value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str)
)


def visit(at, result="nothing new", **rest):
    return Visit(source=SOURCE.key, at=at, result=result, **rest)


def steady(every, until=NOW, visits=60, visited=HOUR):
    """Visits an hour apart of a source in which a lead appears ``every`` so often."""
    found = []
    appeared = until - visits * visited - 12 * every
    for number in range(visits):
        at = until - (visits - 1 - number) * visited
        fresh = []
        while appeared < at:
            fresh.append(appeared)
            appeared += every
        found.append(
            visit(at, "new" if fresh else "nothing new", fresh=len(fresh), listed=20,
                  appeared=tuple(fresh[-50:]))
        )  # fmt: skip
    return found[::-1]


moments = st.datetimes(datetime(2025, 11, 1), datetime(2026, 3, 9), timezones=st.just(UTC))
visits_of_any_kind = st.lists(
    st.builds(
        Visit,
        source=st.just(SOURCE.key),
        at=moments,
        result=st.sampled_from(["new", "nothing new", "unchanged", "failed"]),
        reason=st.sampled_from(
            ["", reasons.TIMEOUT, reasons.GONE, reasons.SLOW_DOWN, "not a feed"]
        ),
        listed=st.integers(0, 2000),
        fresh=st.integers(0, 2000),
        appeared=st.lists(moments, max_size=50).map(tuple),
        hint=st.none() | st.timedeltas(timedelta(0), timedelta(days=4000)),
    ),
    max_size=12,
).map(lambda visits: sorted(visits, key=lambda one: one.at, reverse=True))


@settings(max_examples=150, deadline=None)
@given(visits_of_any_kind, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_due_times_keep_their_bounds_and_do_not_drift(visits, later):
    now = max([NOW, *(one.at for one in visits)])
    due = next_visit(SOURCE, visits, now)
    if visits:
        assert LEAST <= due - visits[0].at <= MOST
    else:
        assert due <= now
    assert next_visit(SOURCE, visits, now + later) == due


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ALL_REASONS),
    st.integers(1, 12),
)
def test_more_failures_never_make_it_sooner(reason, run):
    def after(failures):
        failed = [visit(NOW - n * HOUR, "failed", reason=reason) for n in range(failures)]
        return next_visit(SOURCE, [*failed, visit(NOW - 20 * HOUR)], NOW)

    assert after(run) <= after(run + 1)


def test_a_new_source_is_due_at_once():
    assert next_visit(replace(SOURCE, added_at=NOW), [], NOW) == NOW
    assert next_visit(replace(SOURCE, added_at=NOW + DAY), [], NOW) == NOW


@pytest.mark.parametrize("minutes", [10, 30, 60, 240])
def test_a_visit_finds_about_one_or_two_leads(minutes):
    every = timedelta(minutes=minutes)
    due = next_visit(SOURCE, steady(every), NOW)
    assert 0.3 * every <= due - NOW <= 2 * every


def test_a_hint_is_kept_and_a_hint_of_a_year_hides_nothing():
    busy = steady(timedelta(minutes=10))
    for hint in (timedelta(minutes=20), timedelta(minutes=45)):
        asked = [replace(busy[0], hint=hint), *busy[1:]]
        assert next_visit(SOURCE, asked, NOW) - NOW >= hint
    forever = [replace(busy[0], hint=timedelta(days=365)), *busy[1:]]
    assert next_visit(SOURCE, forever, NOW) - NOW <= timedelta(hours=2)
    seldom = steady(timedelta(hours=5))
    daily = [replace(seldom[0], hint=DAY), *seldom[1:]]
    assert next_visit(SOURCE, daily, NOW) - NOW == DAY


def test_failures_wait_by_their_kind():
    def wait(reason, hint=None):
        return next_visit(SOURCE, [visit(NOW, "failed", reason=reason, hint=hint)], NOW) - NOW

    assert wait(reasons.TIMEOUT) < 20 * timedelta(minutes=1)
    assert wait(reasons.SLOW_DOWN) >= 2 * HOUR
    assert wait(reasons.SLOW_DOWN, 5 * HOUR) >= 5 * HOUR
    assert wait(reasons.GONE) == wait(reasons.NOT_FOUND) == DAY


def office_hours(weeks):
    """Visits every two hours for weeks of a source that prints from 8 to 18 UTC on workdays."""
    found = []
    for number in range(weeks * 7 * 12):
        at = NOW - number * 2 * HOUR
        appeared = tuple(
            time
            for minute in (15, 45, 75, 105)
            if (time := at - timedelta(minutes=minute)).weekday() < 5 and 8 <= time.hour < 18
        )
        found.append(visit(at, "new" if appeared else "nothing new", appeared=appeared))
    return found


def test_quiet_hours_are_left_alone():
    history = office_hours(6)
    evening = [one for one in history if one.at <= NOW - 18 * HOUR]  # Sunday 18:00
    due = next_visit(SOURCE, evening, evening[0].at)
    assert NOW.replace(hour=7) <= due <= NOW.replace(hour=10)


def test_sources_do_not_fall_due_together():
    history = steady(timedelta(hours=2))
    dues = {
        next_visit(replace(SOURCE, key=f"paper-{number}.example"), history, NOW)
        for number in range(300)
    }
    assert len({due.replace(second=0, microsecond=0) for due in dues}) > 5
    assert len(dues) > 295


def test_a_clock_set_back_does_not_put_a_source_off():
    ahead = [visit(NOW + 100 * DAY)]
    assert next_visit(SOURCE, ahead, NOW) <= NOW + MOST


def test_a_page_is_looked_at_six_times_and_then_left_alone():
    looks, ages = [], []
    while (due := next_look(NOW, looks, max(looks, default=NOW))) is not None:
        looks.append(due)
        ages.append((due - NOW) / HOUR)
    assert ages == [1, 6, 24, 72, 240, 720]


def test_a_late_look_stands_for_those_missed():
    assert next_look(NOW, [NOW + 5 * DAY], NOW + 5 * DAY) == NOW + 10 * DAY
    assert next_look(NOW, [NOW + 5.5 * HOUR], NOW + 5.5 * HOUR) == NOW + DAY
    assert next_look(NOW, [], NOW + 400 * DAY) is None


@given(st.lists(st.timedeltas(timedelta(0), timedelta(days=60)), max_size=8))
def test_a_look_is_always_ahead_of_the_last(ages):
    looks = [NOW + age for age in ages]
    due = next_look(NOW, looks, max([NOW, *looks]))
    assert due is None or due > max([NOW, *looks])
