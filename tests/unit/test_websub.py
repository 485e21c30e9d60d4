"""Subscribing to a hub: what is sent, what is believed (W3C WebSub)."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.collect.websub import (
    Proof,
    Subscription,
    confirmed,
    denied,
    is_offered,
    linked,
    renew_at,
    request_form,
)

NOW = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
TOPIC = "https://ledger.example/feed?a=1&b=ä"
OURS = Subscription("https://hub.example/", TOPIC, "https://we.example/call/8f3a", "s3cret")


def challenge(**changes):
    fields = {"mode": "subscribe", "topic": TOPIC, "challenge": "x+y z", "lease_seconds": "864000"}
    fields |= changes
    return urlencode({f"hub.{name}": value for name, value in fields.items() if value is not None})


def test_the_form_says_what_the_recommendation_asks_for():
    assert parse_qs(request_form(OURS).decode()) == {
        "hub.mode": ["subscribe"],
        "hub.topic": [TOPIC],
        "hub.callback": [OURS.callback],
        "hub.lease_seconds": ["864000"],
        "hub.secret": ["s3cret"],
    }
    assert b"secret" not in request_form(OURS, "unsubscribe")


@pytest.mark.parametrize("secret", ["", "ä" * 100])
def test_a_secret_has_its_bounds(secret):
    with pytest.raises(ValueError, match="secret"):
        request_form(Subscription("h", "t", "c", secret))


def test_our_own_request_is_confirmed():
    found = confirmed(challenge(), OURS, "subscribe", NOW)
    assert (found.challenge, found.until) == ("x+y z", NOW + timedelta(days=10))
    given_up = confirmed(challenge(mode="unsubscribe"), OURS, "unsubscribe", NOW)
    assert given_up.until is None


@pytest.mark.parametrize(
    "query",
    [
        challenge(topic="https://other.example/feed"),
        challenge(mode="unsubscribe"),
        challenge(challenge=None),
        challenge(challenge=""),
        challenge(lease_seconds=None),
        challenge(lease_seconds="-5"),
        challenge(lease_seconds="٣"),
        challenge() + "&hub.topic=" + "https://other.example/feed",
        "&".join(["a=1"] * 100),
        "",
    ],
)
def test_what_we_did_not_ask_for_is_not_confirmed(query):
    assert confirmed(query, OURS, "subscribe", NOW) is None


@pytest.mark.parametrize(
    ("seconds", "lease"),
    [("1", timedelta(minutes=10)), ("9" * 40, timedelta(days=60))],
)
def test_a_lease_is_believed_within_bounds(seconds, lease):
    found = confirmed(challenge(lease_seconds=seconds), OURS, "subscribe", NOW)
    assert found.until == NOW + lease


def test_a_denial_gives_its_reason():
    assert denied(challenge(mode="denied", reason="no room"), OURS) == "no room"
    assert denied(challenge(mode="denied", topic="x"), OURS) is None
    assert denied(challenge(), OURS) is None


def is_signed(payload: bytes, signature: str, secret: str) -> bool:
    proof = Proof(signature, secret)
    for at in range(0, len(payload), 50):
        proof.add(payload[at : at + 50])
    return proof.holds


@given(st.binary(max_size=200), st.sampled_from(["sha1", "sha256", "sha384", "sha512"]))
def test_a_delivery_is_proven_by_its_signature(payload, method):
    digest = hmac.new(b"s3cret", payload, getattr(hashlib, method)).hexdigest()
    assert is_signed(payload, f"{method}={digest}", "s3cret")
    assert is_signed(payload, f"{method.upper()}={digest.upper()}", "s3cret")
    assert not is_signed(payload + b"x", f"{method}={digest}", "s3cret")
    assert not is_signed(payload, f"{method}={digest}", "another")


@pytest.mark.parametrize("signature", ["", "sha256", "sha256=", "md5=00", "sha256=é", "=", "x=y=z"])
def test_no_proof(signature):
    assert not is_signed(b"news", signature, "s3cret")


@given(st.timedeltas(timedelta(minutes=10), timedelta(days=60)))
def test_a_lease_is_renewed_within_it(lease):
    assert NOW < renew_at(NOW, NOW + lease) < NOW + lease


def test_a_hub_is_offered_on_the_web_only():
    assert is_offered(OURS.hub, TOPIC)
    assert not is_offered("", TOPIC)
    assert not is_offered("file:///etc/passwd", TOPIC)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (
            ['<https://hub.example/>; rel="hub", </feed>; rel="self"'],
            ("https://hub.example/", "https://ledger.example/feed"),
        ),
        (['<h?a=1,2>; title="a, b"; REL=hub; x=y', "<s>;rel=self"], ("h?a=1,2", "s")),
        (['<https://one.example/>; rel="hub self"'], ("https://one.example/",) * 2),
        (
            ["<https://a.example/>; rel=hub", "<https://b.example/>; rel=hub"],
            ("https://a.example/", ""),
        ),
        (['<https://a.example/>; rel="preload"', "<nothing", "", "rel=hub", "<>"], ("", "")),
        (["<http://[/>; rel=hub"], ("", "")),
        (["<" * 100_000 + '"' * 100_000], ("", "")),
        (["x"] * 10 + ["<https://late.example/>; rel=hub"], ("", "")),
    ],
)
def test_headers_name_hub_and_topic(values, found):
    there = linked([("Link", value) for value in values], "https://ledger.example/")
    assert there == tuple(urljoin("https://ledger.example/", one) if one else "" for one in found)
