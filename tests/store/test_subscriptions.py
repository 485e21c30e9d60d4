"""What is asked of hubs, and what their calls set in motion."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from tearsheet.model import Source, Visit
from tearsheet.store import sources, subscriptions
from tearsheet.store.sources import Learned

pytestmark = pytest.mark.usefixtures("store")

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
KEY, URL = "ledger.example", "https://ledger.example/feed"
HUB = "https://hub.example/"


@pytest.fixture
def token(store):
    """The token of a subscription that was asked for, of a source that is due in an hour."""
    sources.add_source(Source(KEY, URL, "feed", "The Ledger", NOW))
    settle(NOW)
    subscriptions.offered(KEY, HUB, URL, NOW)
    (asked,) = subscriptions.take_due(NOW)
    return asked.token


def settle(at, due_at=NOW + HOUR, result="unchanged"):
    """A visit that began at ``at`` and leaves the source due at ``due_at``."""
    assert sources.claim(KEY, "we", at, (), when_due=False)
    sources.settle("we", Learned(Visit(KEY, at, result), URL, "", "", due_at))


def confirm(token, until=NOW + 2 * HOUR, ask_at=NOW + HOUR):
    subscriptions.confirm(token, until, ask_at)


def test_the_migrations_are_what_the_rows_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_hub_is_asked_once_until_it_had_its_time(token):
    assert subscriptions.take_due(NOW + HOUR / 2) == []
    (again,) = subscriptions.take_due(NOW + HOUR)
    assert again.token == token
    assert len(again.secret) == 64
    assert again.secret != token


def test_a_lease_is_renewed_when_it_is_time(token):
    confirm(token)
    assert subscriptions.take_due(NOW + HOUR - timedelta(seconds=1)) == []
    (renewed,) = subscriptions.take_due(NOW + HOUR)
    assert (renewed.token, renewed.until) == (token, NOW + 2 * HOUR)


def test_only_what_we_asked_for_lately_may_be_verified(token):
    assert subscriptions.called(token, NOW).is_asked
    assert not subscriptions.called(token, NOW + HOUR).is_asked
    subscriptions.deny(token, "no", NOW)
    assert not subscriptions.called(token, NOW).is_asked


def test_a_hub_that_says_no_is_left_alone_for_a_day(token):
    confirm(token)
    subscriptions.deny(token, "not here", NOW)
    assert subscriptions.called(token, NOW).until is None
    assert subscriptions.take_due(NOW + 23 * HOUR) == []
    assert subscriptions.take_due(NOW + 24 * HOUR)


def test_another_hub_is_another_subscription_and_no_hub_is_none(token):
    subscriptions.offered(KEY, HUB, URL, NOW)
    assert subscriptions.called(token, NOW)
    subscriptions.offered(KEY, "https://other.example/", URL, NOW)
    assert subscriptions.called(token, NOW) is None
    assert subscriptions.states() == {"offered": 1}
    subscriptions.offered(KEY, "", "", NOW)
    assert subscriptions.states() == {}


def test_a_call_makes_the_source_due_and_many_calls_do_no_more(token):
    assert sources.due(NOW) == []
    assert subscriptions.make_due(token, NOW) == NOW
    assert sources.due(NOW) == [KEY]
    settle(NOW)
    second = timedelta(seconds=1)
    due_at = NOW + subscriptions.PAUSE
    assert [subscriptions.make_due(token, NOW + n * second) for n in (1, 2, 3)] == [due_at] * 3
    assert sources.next_due() == due_at


def test_a_call_during_a_visit_is_not_lost(token):
    assert sources.claim(KEY, "we", NOW, (), when_due=False)
    called_at = NOW + timedelta(seconds=1)
    subscriptions.make_due(token, called_at)
    sources.settle("we", Learned(Visit(KEY, NOW, "unchanged"), URL, "", "", NOW + HOUR))
    assert sources.due(called_at) == [KEY]
    settle(called_at, called_at + HOUR)
    assert sources.next_due() == called_at + HOUR


def test_a_call_does_not_break_the_rest_that_follows_a_failure(token):
    settle(NOW, result="failed")
    assert subscriptions.make_due(token, NOW + HOUR / 2) is None
    assert sources.next_due() == NOW + HOUR
    settle(NOW + HOUR, NOW + 2 * HOUR)
    assert subscriptions.make_due(token, NOW + HOUR) == NOW + HOUR
    settle(NOW + HOUR - timedelta(seconds=1), NOW + 3 * HOUR, result="failed")
    assert sources.next_due() == NOW + 3 * HOUR


def test_a_paused_source_is_left_alone(token):
    sources.pause([sources.source(KEY)], paused=True)
    assert subscriptions.make_due(token, NOW) is None
    assert subscriptions.take_due(NOW + HOUR) == []


def test_a_source_that_is_removed_takes_its_subscription_along(token):
    sources.remove_source(KEY)
    assert subscriptions.called(token, NOW) is None
    subscriptions.offered(KEY, HUB, URL, NOW)
    assert subscriptions.states() == {}


def test_a_failure_is_on_record_and_asked_again(token):
    subscriptions.failed(KEY, "no such host")
    assert subscriptions.states() == {"failed": 1}
    assert subscriptions.take_due(NOW + HOUR)
    assert subscriptions.states() == {"asked": 1}
