"""A hub that calls when a feed has news: what to send it, what to believe of it. Pure.

W3C WebSub, Recommendation of 23 January 2018. Who listens for the hub, and keeps secrets and
leases, is the caller's business.
"""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import parse_qs, urlencode, urljoin

from tearsheet.model import Headers

FORM = "application/x-www-form-urlencoded"
LEASE = timedelta(days=10)
# A lease is renewed when a tenth of it is left, a day before its end at the latest.
LEFT = 0.1
LEAST_LEASE = timedelta(minutes=10)
MOST_LEASE = timedelta(days=60)
LONGEST_URL = 2000  # characters
MOST_LINKS, LONGEST_LINK = 10, 4000  # Link headers that are read, characters of each
LONGEST_SECRET = 200  # bytes; section 5.1
# Section 7.1 names four; SHA-1 stays because many hubs know no other. As an HMAC it is unbroken
# (RFC 6194), and all that a forged call could win is a visit a little early.
METHODS = ("sha512", "sha384", "sha256", "sha1")

Mode = Literal["subscribe", "unsubscribe"]

_LINK = re.compile(r'<([^<>]*)>((?:[^<>,"]|"[^"]*")*)')
_RELATION = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;"]+))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What we ask of a hub: to call ``callback`` when ``topic`` changes.

    ``callback`` is an unguessable address of ours, one for each subscription; ``secret`` signs
    the deliveries and is shown to the hub alone.
    """

    hub: str
    topic: str
    callback: str
    secret: str
    lease: timedelta = LEASE


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The hub's challenge is ours to answer: 200 with ``challenge`` as the body, as text.

    ``until`` is when the lease ends (None when a subscription was given up).
    """

    challenge: str
    until: datetime | None


def request_form(subscription: Subscription, mode: Mode = "subscribe") -> bytes:
    """The body of the POST to the hub (media type `FORM`); section 5.1.

    Raises ValueError for a secret that is empty or too long.
    """
    secret = subscription.secret
    if not 0 < len(secret.encode()) < LONGEST_SECRET:
        raise ValueError(f"a secret has 1 to {LONGEST_SECRET - 1} bytes")
    fields = {
        "hub.mode": mode,
        "hub.topic": subscription.topic,
        "hub.callback": subscription.callback,
    }
    if mode == "subscribe":
        fields["hub.lease_seconds"] = str(int(subscription.lease.total_seconds()))
        fields["hub.secret"] = secret
    return urlencode(fields).encode()


def confirmed(
    query: str, subscription: Subscription, wanted: Mode, now: datetime
) -> Confirmed | None:
    """The answer to a hub that verifies a request (``query`` of its GET); section 5.3.

    None, to be answered with 404, where it is not what we asked for: another topic or mode, no
    challenge, a lease that is no number. A lease is believed between 10 minutes and 60 days.
    """
    given = _fields(query)
    challenge = given.get("hub.challenge", "")
    if given.get("hub.topic") != subscription.topic or not challenge:
        return None
    if given.get("hub.mode") != wanted:
        return None
    if wanted == "unsubscribe":
        return Confirmed(challenge, None)
    seconds = given.get("hub.lease_seconds", "")
    if not (seconds.isascii() and seconds.isdigit()):
        return None
    most = int(MOST_LEASE.total_seconds())
    lease = timedelta(seconds=min(int(seconds[:12]), most))
    return Confirmed(challenge, now + max(lease, LEAST_LEASE))


def denied(query: str, subscription: Subscription) -> str | None:
    """The reason why a hub denies or ends our subscription, None where it does not; section 5.2."""
    given = _fields(query)
    if given.get("hub.mode") != "denied" or given.get("hub.topic") != subscription.topic:
        return None
    return " ".join(given.get("hub.reason", "").split())[:200] or "no reason given"


class Proof:
    """Whether a delivery is proven, told while it arrives, so that nobody has to keep it.

    ``signature`` is its ``X-Hub-Signature``; section 7.1. A delivery without a proof is answered
    with 200 like any other and left unread, so that nobody learns anything by guessing; section 8.
    """

    def __init__(self, signature: str, secret: str) -> None:
        method, equals, digest = signature.strip().partition("=")
        known = equals and method.lower() in METHODS and digest.isascii()
        self._digest = digest.strip().lower()
        self._ours = hmac.new(secret.encode(), digestmod=method.lower()) if known else None

    def add(self, part: bytes) -> None:
        """The next bytes of the delivery."""
        if self._ours is not None:
            self._ours.update(part)

    @property
    def holds(self) -> bool:
        """Whether the signature is that of all bytes so far."""
        return self._ours is not None and hmac.compare_digest(self._ours.hexdigest(), self._digest)


def renew_at(since: datetime, until: datetime) -> datetime:
    """When a lease that runs from ``since`` to ``until`` is to be asked for again."""
    left = max((until - since) * LEFT, min(timedelta(days=1), (until - since) / 2))
    return until - left


def is_offered(hub: str, topic: str, schemes: Iterable[str] = ("http", "https")) -> bool:
    """Whether a listing offers a hub that can be asked: it names both, on the web."""
    return all(
        len(url) <= LONGEST_URL and url.partition("://")[0].lower() in schemes
        for url in (hub, topic)
    )


def linked(headers: Headers, url: str) -> tuple[str, str]:
    """The hub and the topic that Link headers name, absolute, each empty where none does.

    Section 4 and RFC 8288; of several the first counts. ``url`` is the page's own.
    """
    there = {"hub": "", "self": ""}
    values = [value for name, value in headers if name.lower() == "link"][:MOST_LINKS]
    for value in values:
        for target, parameters in _LINK.findall(value[:LONGEST_LINK]):
            relation = _RELATION.search(parameters)
            for word in (relation[1] or relation[2]).lower().split() if relation else ():
                if there.get(word) == "":
                    there[word] = _joined(url, target.strip())
    return there["hub"], there["self"]


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:  # an authority that cannot be read
        return ""


def _fields(query: str) -> dict[str, str]:
    """The fields of a query that are given once; one given twice is no field."""
    try:
        given = parse_qs(query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return {}
    return {name: values[0] for name, values in given.items() if len(values) == 1}
