"""What hosts say about time, and how long we wait."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.collect.fetch.times import BACKOFF_MOST, backoff, freshness, http_date, retry_after

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120),
        ("Sunday, 01-Mar-26 12:02:00 GMT", 120),
        ("Sun Mar  1 12:02:00 2026", 120),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        ("9" * 400, 999_999_999),
    ],
)
def test_retry_after(text: str, seconds: float | None):
    assert retry_after((("Retry-After", text),), NOW) == seconds


def test_no_retry_after():
    assert retry_after((("Date", "Sun, 01 Mar 2026 12:02:00 GMT"),), NOW) is None


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"cache-control": "MAX-AGE=600", "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600", "Age": "700"}, 0),
        ({"Cache-Control": 'max-age="60"'}, 60),
        ({"Cache-Control": "no-cache, max-age=600"}, 0),
        ({"Cache-Control": "no-store"}, 0),
        ({"Cache-Control": "max-age=x", "Expires": "Sun, 01 Mar 2026 13:00:00 GMT"}, 3600),
        ({"Expires": "0"}, 0),
        (
            {
                "Expires": "Sun, 01 Mar 2026 10:10:00 GMT",
                "Date": "Sun, 01 Mar 2026 10:00:00 GMT",
            },
            600,
        ),
        ({"Expires": "Sun, 01 Mar 2026 10:10:00 GMT"}, 0),
        ({"Server": "x"}, None),
    ],
)
def test_freshness(headers: dict[str, str], fresh: int | None):
    found = freshness(tuple(headers.items()), NOW)
    assert found == (None if fresh is None else timedelta(seconds=fresh))


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_is_not(text: str):
    found = http_date(text)
    assert found is None or found.utcoffset() == timedelta(0)
    freshness((("Expires", text), ("Cache-Control", text), ("Age", text)), NOW)


def test_waits_grow_with_jitter_and_are_bounded():
    waits = [
        [backoff(failures, random.Random(seed)) for failures in range(1, 9)] for seed in range(50)
    ]
    assert all(0.5 <= one[0] <= 1.5 for one in waits)
    assert all(2 <= one[2] <= 6 for one in waits)
    assert all(one[-1] <= BACKOFF_MOST * 1.5 for one in waits)
    assert len({one[0] for one in waits}) > 40
    assert backoff(10**6, random.Random(1)) <= BACKOFF_MOST * 1.5
