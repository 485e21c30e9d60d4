"""What a hub's call is answered and what it changes, before anything is done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from tearsheet.pipeline.collecting.listener import Said
from tearsheet.pipeline.collecting.push import UNKNOWN, Decision, delivery, verification
from tearsheet.store.subscriptions import Subscribed

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TOPIC = "https://ledger.example/feed"
ASKED = Subscribed("ledger.example", "https://hub.example/", TOPIC, "s", "t", None, is_asked=True)
LIVE = replace(ASKED, until=NOW + HOUR, is_asked=False)


def query(**changes: str) -> str:
    fields = {"mode": "subscribe", "topic": TOPIC, "challenge": "c%", "lease_seconds": "3600"}
    return urlencode({f"hub.{name}": value for name, value in (fields | changes).items()})


def test_what_we_asked_for_is_answered_with_the_challenge():
    assert verification(query(), ASKED, NOW) == Decision(
        Said(200, b"c%"), "confirmed", until=NOW + HOUR
    )


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        (query(), LIVE),
        (query(mode="unsubscribe"), ASKED),
        (query(topic="https://other.example/"), ASKED),
        (query(lease_seconds="soon"), ASKED),
        ("", ASKED),
    ],
)
def test_anything_else_is_unknown(asked, known):
    decision = verification(asked, known, NOW)
    assert decision == Decision(UNKNOWN, "not asked for")


def test_a_hub_may_say_no_at_any_time_and_only_of_its_own_topic():
    no = query(mode="denied", reason="too many")
    assert verification(no, LIVE, NOW) == Decision(Said(200), "denied", denied="too many")
    other = query(mode="denied", topic="https://other.example/")
    assert verification(other, LIVE, NOW).denied == ""


def test_only_a_signed_delivery_within_the_lease_is_news():
    assert delivery(LIVE, NOW, signed=True).rings
    silent = [
        delivery(LIVE, NOW, signed=False),
        delivery(LIVE, NOW + HOUR, signed=True),
        delivery(ASKED, NOW, signed=True),
    ]
    assert not any(one.rings for one in silent)
    assert {one.said for one in silent} == {delivery(LIVE, NOW, signed=True).said}
