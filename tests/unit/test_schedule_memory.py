"""Fewer visits that tell the same rhythm."""

from datetime import UTC, datetime, timedelta

from tearsheet.collect.rhythm import condensed, rhythm_of
from tearsheet.collect.schedule import next_visit
from tearsheet.model import Source, Visit

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)  # a Monday
STEP = timedelta(minutes=20)
SOURCE = Source("ledger.example", "https://ledger.example/feed", "feed", "Ledger", NOW)


def visits(weeks):
    """Every 20 minutes, a source that prints one in that time from 8 to 18 UTC on workdays."""
    found = []
    for number in range(weeks * 7 * 72):
        at = NOW - number * STEP
        prints = at.weekday() < 5 and 8 <= (at - STEP / 2).hour < 18
        appeared = (at - STEP / 2,) if prints else ()
        result = "new" if prints else "unchanged"
        found.append(Visit("s", at, result, listed=20, fresh=len(appeared), appeared=appeared))
    return found


def test_weeks_of_visits_become_few_and_tell_the_same_hours():
    whole = visits(6)
    few = condensed(whole)
    assert len(few) < 300
    assert few[:100] == whole[:100]
    assert sum(one.fresh for one in few) == sum(one.fresh for one in whole)
    assert rhythm_of(few).moments == rhythm_of(whole).moments
    full, short = rhythm_of(whole).hours, rhythm_of(few).hours
    assert max(abs(one - two) for one, two in zip(full, short, strict=True)) < 0.01
    assert next_visit(SOURCE, few, NOW) - NOW > timedelta(hours=2)  # it sleeps until 8


def test_condensing_twice_changes_nothing():
    once = condensed(visits(6))
    assert condensed(once) == once


def test_short_pasts_and_none_stay():
    assert condensed([]) == []
    assert condensed(visits(1)[:80]) == visits(1)[:80]
