"""WebSub: what was asked of which hub, what it said, and what its calls set in motion."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from tearsheet.model import Visit
from tearsheet.store.records import thawed
from tearsheet.store.rows import SourceRow, SubscriptionRow, VisitRow

# A hub that has not confirmed is asked again after an hour, one that said no after a day.
UNANSWERED = timedelta(hours=1)
DENIED = timedelta(days=1)
# However often a hub calls: between two visits for its sake lies a minute at least.
PAUSE = timedelta(minutes=1)
MOST_ASKED = 60  # in one round; a large hub is asked one subscription at a time
BYTES = 32  # of chance in a token and in a secret


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription on file; ``is_asked`` while the hub may verify what we asked of it."""

    source: str
    hub: str
    topic: str
    secret: str
    token: str
    until: datetime | None
    is_asked: bool


def offered(source: str, hub: str, topic: str, now: datetime) -> None:
    """Note the hub that a source names (none: empty). Another one than before is to be asked.

    A source that names no hub any more has no subscription, and calls for it are unknown.
    """
    rows = SubscriptionRow.objects.filter(source_id=source)
    if rows.filter(hub=hub, topic=topic).exists() or not (hub or rows.exists()):
        return
    with transaction.atomic():
        rows.delete()
        if hub and SourceRow.objects.filter(key=source).exists():
            SubscriptionRow.objects.create(
                source_id=source,
                hub=hub,
                topic=topic,
                secret=secrets.token_hex(BYTES),
                token=secrets.token_hex(BYTES),
                ask_at=now,
            )


@transaction.atomic
def take_due(now: datetime) -> list[Subscribed]:
    """The subscriptions to ask for now, new or to be renewed; nobody else asks for them."""
    rows = SubscriptionRow.objects.filter(ask_at__lte=now, source__paused=False)
    due = list(rows.order_by("ask_at", "source_id")[:MOST_ASKED])
    for row in due:
        row.state, row.why, row.asked_at, row.ask_at = "asked", "", now, now + UNANSWERED
        row.save(update_fields=["state", "why", "asked_at", "ask_at"])
    return [_subscribed(row, now) for row in due]


def failed(source: str, why: str) -> None:
    """The hub could not be asked; it will be asked again when it was to be asked again anyway."""
    SubscriptionRow.objects.filter(source_id=source, state="asked").update(state="failed", why=why)


def called(token: str, now: datetime) -> Subscribed | None:
    """The subscription whose address ends in ``token``."""
    row = SubscriptionRow.objects.filter(token=token).first()
    return _subscribed(row, now) if row else None


def confirm(token: str, until: datetime, ask_at: datetime) -> None:
    """The hub has verified: it calls until ``until`` and is asked again at ``ask_at``."""
    SubscriptionRow.objects.filter(token=token).update(
        state="confirmed", why="", until=until, ask_at=ask_at
    )


def deny(token: str, why: str, now: datetime) -> None:
    """The hub will not call, or no longer."""
    SubscriptionRow.objects.filter(token=token).update(
        state="denied", why=why, until=None, ask_at=now + DENIED
    )


@transaction.atomic
def make_due(token: str, now: datetime) -> datetime | None:
    """When the source is due because its hub called: now, or a pause after the call before.

    None where the source is paused, or is being left alone because its last visit failed: a hub
    does not speak for a host that asked for rest. A visit that is under way does not undo it
    (`settled_due`).
    """
    row = SubscriptionRow.objects.filter(token=token, source__paused=False).first()
    if row is None or _has_failed(row.source_id):
        return None
    at = now
    if row.called_for is not None:
        at = row.called_for if row.called_for > now else max(now, row.called_for + PAUSE)
    SubscriptionRow.objects.filter(pk=row.pk).update(called_for=at)
    SourceRow.objects.filter(pk=row.pk, due_at__gt=at).update(due_at=at)
    return at


def settled_due(visit: Visit, due_at: datetime) -> datetime:
    """When a source is due after a visit: before ``due_at`` if its hub called since it began."""
    if visit.result == "failed":
        return due_at
    row = SubscriptionRow.objects.filter(source_id=visit.source, called_for__gt=visit.at).first()
    return min(due_at, row.called_for) if row and row.called_for else due_at


def states() -> dict[str, int]:
    """How many subscriptions are in each state."""
    counted = SubscriptionRow.objects.values_list("state").annotate(count=Count("source_id"))
    return dict(counted)


def _has_failed(source: str) -> bool:
    last = VisitRow.objects.filter(source_id=source).order_by("-at", "-id").first()
    return last is not None and thawed(Visit, last.noun).result == "failed"


def _subscribed(row: SubscriptionRow, now: datetime) -> Subscribed:
    asked = row.state in ("asked", "confirmed") and row.asked_at is not None
    return Subscribed(
        row.source_id,
        row.hub,
        row.topic,
        row.secret,
        row.token,
        row.until,
        asked and row.asked_at is not None and now - row.asked_at < UNANSWERED,
    )
