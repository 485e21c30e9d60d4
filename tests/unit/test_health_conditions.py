"""Each condition of a source: found, since when, with its evidence and what to do."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.collect.fetch import reasons
from tearsheet.collect.health import WORST_FIRST, Reading, health, worst_first
from tearsheet.model import Condition, Health, Source, Visit

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
URL = "https://ledger.example/feed"
SOURCE = Source("ledger.example", URL, "feed", "Ledger", NOW - 90 * DAY)


def visit(at, result="new", **rest):
    if result == "new":
        rest = {
            "listed": 20,
            "fresh": 1,
            "kept": 1,
            "seconds": 0.4,
            "appeared": (at - HOUR / 2,),
        } | rest
    return Visit(source=SOURCE.key, at=at, result=result, **rest)


WELL = [visit(NOW - HOUR - number * 6 * HOUR) for number in range(100)]
READ = [Reading(one.at, read=True) for one in WELL[:40]]


def found(visits, readings=READ, source=SOURCE, now=NOW):
    return health(source, visits, readings, now)


def test_a_source_that_fares_well_says_how_much_it_prints():
    fares = found(WELL)
    assert (fares.condition, fares.advice) == ("well", "")
    assert "about 4 a day, the last 2 March, 10:30 UTC" in fares.why


def test_new_and_paused():
    assert found([], []).condition == "new"
    assert found(WELL[:1], []).condition == "new"
    paused = found(WELL, source=replace(SOURCE, paused=True))
    assert paused.condition == "paused"
    assert SOURCE.key in paused.advice


@pytest.mark.parametrize(
    ("reason", "condition"),
    [
        (reasons.TIMEOUT, "failing"),
        (reasons.NO_HOST, "failing"),
        (reasons.GONE, "failing"),
        ("not a feed", "failing"),
        (reasons.SLOW_DOWN, "failing"),
        (reasons.FORBIDDEN, "blocked"),
        (reasons.ROBOTS, "blocked"),
    ],
)
def test_one_failed_visit_is_found(reason, condition):
    failed = visit(NOW, "failed", reason=reason, detail="status 599")
    fares = found([failed, *WELL])
    assert (fares.condition, fares.since) == (condition, NOW)
    assert reason in fares.why
    assert "status 599" in fares.why
    assert "tearsheet" in fares.advice


def test_a_run_of_failures_counts_from_its_first():
    run = [visit(NOW - n * HOUR / 4, "failed", reason=reasons.SLOW_DOWN) for n in range(3)]
    fares = found([*run, *WELL])
    assert (fares.condition, fares.since) == ("blocked", run[-1].at)
    assert "the last 3 visits" in fares.why


def test_a_feed_that_is_gone_from_a_site_that_leads_elsewhere_has_moved():
    failed = visit(NOW, "failed", reason=reasons.GONE, moved_to="https://new.example/")
    fares = found([failed, *WELL])
    assert fares.condition == "moved"
    assert fares.advice.endswith("tearsheet source move ledger.example https://new.example/")


def test_an_address_that_was_followed_and_then_fails_is_no_new_one():
    followed = [replace(one, moved_to="https://new.example/feed") for one in WELL]
    failed = visit(NOW, "failed", reason=reasons.GONE, moved_to="https://new.example/feed")
    assert found([failed, *followed]).condition == "failing"


def test_a_permanent_redirect_counts_from_the_first_visit_that_met_it():
    moved = [replace(one, moved_to="https://new.example/feed") for one in WELL[:3]]
    fares = found([*moved, *WELL[3:]])
    assert (fares.condition, fares.since) == ("moved", WELL[2].at)
    assert "https://new.example/feed" in fares.advice


def test_silence_beyond_its_own_rhythm():
    last = datetime(2025, 9, 3, 9, 0, tzinfo=UTC)
    past = [visit(last + HOUR / 2 - n * 6 * HOUR) for n in range(100)]
    now = last + 30 * DAY
    still = [visit(now - n * DAY, "nothing new", listed=20) for n in range(30)]
    fares = found([*still[:-1], *past], now=now)
    assert (fares.condition, fares.since) == ("silent", last)
    assert fares.why == "no new article since 3 Sept; it used to print about 4 a day"


def test_a_collector_that_was_away_does_not_call_a_source_silent():
    assert found(WELL, now=NOW + 60 * DAY).condition == "well"


def test_pages_that_stopped_extracting():
    broken = [Reading(NOW, read=False, reason="no text")]
    fares = found(WELL, [*READ, *broken])
    assert (fares.condition, fares.since) == ("unreadable", NOW)
    assert "no text" in fares.why


def test_a_page_without_text_now_and_then_is_no_alarm():
    seldom = [
        replace(one, read=number % 8 != 0, reason="no text") for number, one in enumerate(READ)
    ]
    assert found(WELL, seldom).condition == "well"


def test_pages_that_are_all_refused_are_a_block():
    refused = [Reading(NOW + HOUR * n, False, reasons.FORBIDDEN) for n in range(3)]
    assert found(WELL, [*READ, *refused]).condition == "blocked"


def test_links_that_all_fail():
    lost = replace(WELL[0], at=NOW, fresh=3, kept=0, failed=3)
    fares = found([lost, *WELL])
    assert (fares.condition, fares.since) == ("unreadable", NOW)


def test_a_document_that_lists_nothing_any_more():
    fares = found([visit(NOW, "nothing new"), *WELL])
    assert fares.condition == "unreadable"
    assert "used to list 20" in fares.why


def test_slow_beside_its_past_and_by_any_measure():
    assert found([replace(WELL[0], seconds=12.0), *WELL[1:]]).condition == "slow"
    assert found([replace(one, seconds=25.0) for one in WELL]).condition == "slow"
    assert found([replace(one, seconds=4.0) for one in WELL]).condition == "well"


def test_the_worst_comes_first_and_the_longest_of_a_kind():
    conditions = [Health("s", one, NOW, "", "") for one in get_args(Condition)]
    older = Health("t", "failing", NOW - DAY, "", "")
    order = worst_first([*conditions, older])
    assert [one.condition for one in order[:3]] == ["blocked", "failing", "failing"]
    assert order[1] is older
    assert order[-1].condition == "well"
    assert set(WORST_FIRST) == set(get_args(Condition))


def test_every_reason_and_condition_in_the_phrases_is_one():
    text = resources.files("tearsheet.collect").joinpath("health.toml").read_text("utf-8")
    known = tomllib.loads(text)
    assert set(known["conditions"]) == set(get_args(Condition))
    listings = {"not a feed", "not a sitemap", "not a page", "not visited yet"}
    fetching = {value for value in vars(reasons).values() if isinstance(value, str)}
    assert set(known["reasons"]) <= fetching | listings


moments = st.datetimes(datetime(2025, 11, 1), datetime(2026, 3, 9), timezones=st.just(UTC))
any_visit = st.builds(
    Visit,
    source=st.just(SOURCE.key),
    at=moments,
    result=st.sampled_from(["new", "nothing new", "unchanged", "failed"]),
    reason=st.sampled_from(["", reasons.TIMEOUT, reasons.GONE, "not a feed", "{odd}"]),
    listed=st.integers(0, 50),
    fresh=st.integers(0, 50),
    kept=st.integers(0, 9),
    failed=st.integers(0, 9),
    appeared=st.lists(moments, max_size=20).map(tuple),
    moved_to=st.sampled_from(["", "https://new.example/{feed}"]),
    seconds=st.floats(0, 60),
)
any_reading = st.builds(Reading, moments, st.booleans(), st.sampled_from(["", "no text"]))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(any_visit, max_size=15),
    st.lists(any_reading, max_size=10),
    st.sampled_from([URL, "http://[", "", "x" * 3000]),
)
def test_any_past_has_a_health_with_its_reason(visits, readings, url):
    visits.sort(key=lambda one: one.at, reverse=True)
    fares = health(replace(SOURCE, url=url), visits, readings, NOW)
    assert fares.why
    fine = fares.condition == "well" or (fares.condition == "new" and visits)
    assert bool(fares.advice) == (not fine)
    assert fares.since is not None
