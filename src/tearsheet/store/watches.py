"""Watches as people keep them: added, changed, removed, with the journal saying who."""

from collections import Counter

from django.db import transaction
from django.db.models import Count, F

from tearsheet.model import Decision, Watch
from tearsheet.store.decisions import append_decision
from tearsheet.store.inbox import drop_cards_of
from tearsheet.store.queries import Known, current_readings, known_of
from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import ArticleRow, CardMemberRow, EditionRow, WatchRow


class WatchTakenError(ValueError):
    """A watch of that key is there, or is no longer what was looked at."""


def save(watch: Watch, before: Watch | None, decision: Decision) -> None:
    """Keep a watch in place of the one that a person saw (None: it is new).

    Raises WatchTakenError where another stands there by now.
    """
    with transaction.atomic():
        row = WatchRow.objects.select_for_update().filter(key=watch.key).first()
        there = thawed(Watch, row.noun) if row else None
        if there != before:
            raise WatchTakenError(watch.key)
        WatchRow.objects.update_or_create(key=watch.key, defaults={"noun": frozen(watch)})
        append_decision(decision)


def remove(key: str, decision: Decision) -> bool:
    """Forget a watch and its cards; False, and nothing is done, where it has editions."""
    with transaction.atomic():
        if EditionRow.objects.filter(watch_id=key).exists():
            return False
        drop_cards_of(key)
        WatchRow.objects.filter(key=key).delete()
        append_decision(decision)
    return True


def editions_by_watch() -> Counter[str]:
    """How many editions each watch has, by key."""
    return Counter(EditionRow.objects.order_by().values_list("watch_id", flat=True))


def latest_articles(most: int) -> list[Known]:
    """The latest articles on file, newest first, those without a date last."""
    rows = current_readings().order_by(F("published_at").desc(nulls_last=True), "key")
    return [known_of(row) for row in rows[:most]]


def outlets_in_inbox(key: str) -> dict[str, int]:
    """How many articles each outlet has in the stories of a watch's inbox, by outlet key."""
    members = CardMemberRow.objects.filter(card__watch_key=key)
    rows = ArticleRow.objects.filter(key__in=members.values("article_key"))
    return dict(rows.values_list("outlet_id").annotate(count=Count("*")).order_by())
