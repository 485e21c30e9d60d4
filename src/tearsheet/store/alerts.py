"""What people want to be told of, what they were told, and what is still to be sent."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from tearsheet.model import Alert, Notice, Sending
from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import AccountRow, AlertRow, NoticeRow, RelatedRow, ToldRow


@dataclass(frozen=True, slots=True)
class Looking:
    """An alert, and the last place in the order of arrival that it has looked at."""

    alert: Alert
    upto: int


def last_place() -> int:
    """Where the order of arrival ends now."""
    return RelatedRow.objects.aggregate(last=Max("pk"))["last"] or 0


def arrived_after(place: int, most: int) -> list[tuple[int, str]]:
    """The next articles in the order of arrival: place and key."""
    rows = RelatedRow.objects.filter(pk__gt=place).exclude(version="").order_by("pk")
    return list(rows.values_list("pk", "article_key")[:most])


def save_alert(alert: Alert) -> None:
    """Keep an alert; one of the same key is replaced and goes on from where it was.

    A new one begins with what arrives from now on.
    """
    owner = AccountRow.objects.get(name=alert.owner)
    changed = {
        "watch_id": alert.watch_key,
        "owner": owner,
        "secret": alert.secret,
        "paused": alert.paused,
        "noun": frozen(alert),
    }
    AlertRow.objects.update_or_create(
        key=alert.key, defaults=changed, create_defaults={**changed, "upto": last_place()}
    )


def drop_alert(key: str) -> None:
    """Forget an alert and what it told."""
    AlertRow.objects.filter(key=key).delete()


def alert(key: str) -> Alert | None:
    """The alert of that key."""
    row = AlertRow.objects.filter(key=key).first()
    return thawed(Alert, row.noun) if row else None


def alert_of_secret(secret: str) -> Alert | None:
    """The alert whose feed that is; a paused one has none."""
    row = AlertRow.objects.filter(secret=secret, paused=False).first()
    return thawed(Alert, row.noun) if row else None


def alerts() -> list[Alert]:
    """All alerts, the oldest first."""
    found = [thawed(Alert, row.noun) for row in AlertRow.objects.all()]
    return sorted(found, key=lambda one: (one.made_at, one.key))


def looking() -> list[Looking]:
    """The alerts that are not paused, of people who still work here."""
    rows = AlertRow.objects.filter(paused=False, owner__is_active=True).order_by("key")
    return [Looking(thawed(Alert, row.noun), row.upto) for row in rows]


def told(alert_key: str, article_keys: Collection[str]) -> set[str]:
    """Those of the articles whose story the alert has told."""
    rows = ToldRow.objects.filter(alert_id=alert_key, article_key__in=list(article_keys))
    return set(rows.values_list("article_key", flat=True))


def file_notice(
    alert_key: str, since: int, upto: int, notice: Notice | None, told: Iterable[str], *, send: bool
) -> bool:
    """Put down that an alert has looked from ``since`` to ``upto``, and what it found, if anything.

    ``told`` are the articles whose stories are not to be told again. False, with nothing changed,
    where somebody else has looked meanwhile, or the alert is gone.
    """
    with transaction.atomic():
        moved = AlertRow.objects.filter(key=alert_key, upto=since).update(upto=upto)
        if not moved:
            return False
        if notice is not None:
            NoticeRow.objects.create(
                key=notice.key,
                alert_id=alert_key,
                at=notice.at,
                state="waiting" if send else "sent",
                next_at=notice.at if send else None,
                noun=frozen(notice),
            )
        rows = [ToldRow(alert_id=alert_key, article_key=key) for key in told]
        ToldRow.objects.bulk_create(rows, ignore_conflicts=True)
    return True


def notices(alert_key: str, most: int = 50) -> list[Sending]:
    """What an alert told, the newest first, and how it fares on its way."""
    rows = NoticeRow.objects.filter(alert_id=alert_key).order_by("-at", "key")
    return [_sending(row) for row in rows[:most]]


def claim_due(now: datetime, until: datetime, most: int = 20) -> list[tuple[Alert, Sending]]:
    """Notices that are to be sent now; until ``until`` they are nobody else's."""
    due = NoticeRow.objects.filter(state="waiting", next_at__lte=now).select_related("alert")
    claimed = list[tuple[Alert, Sending]]()
    for row in due.order_by("next_at", "key")[:most]:
        mine = NoticeRow.objects.filter(Q(key=row.key, state="waiting", next_at=row.next_at))
        if mine.update(next_at=until, tries=row.tries + 1):
            row.tries += 1
            claimed.append((thawed(Alert, row.alert.noun), _sending(row)))
    return claimed


def settle(notice_key: str, state: str, next_at: datetime | None, why: str) -> None:
    """Put down what came of sending a notice."""
    NoticeRow.objects.filter(key=notice_key).update(state=state, next_at=next_at, why=why)


def send_again(notice_key: str, now: datetime) -> None:
    """Send a notice that was given up once more."""
    rows = NoticeRow.objects.filter(key=notice_key, state="failed")
    rows.update(state="waiting", tries=0, next_at=now)


def _sending(row: NoticeRow) -> Sending:
    return Sending(thawed(Notice, row.noun), row.state, row.tries, row.next_at, row.why)
