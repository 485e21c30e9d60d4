"""What was printed about a watch over a time, in columns rather than in articles."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import msgspec
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from tearsheet.model import Outlet, PersonName
from tearsheet.store.records import thawed
from tearsheet.store.rows import (
    ArticleRow,
    CardMemberRow,
    GroupMemberRow,
    MatchRow,
    NamedRow,
    OutletRow,
)

MOST_NAMES = 300


@dataclass(frozen=True, slots=True)
class Printed:
    """An article about a watch: when it was out, in which copy group it is (empty for none)."""

    article_key: str
    at: datetime
    outlet_key: str
    language: str
    group: str


class _About(msgspec.Struct):
    about: bool


def printed(watch_key: str, first: date, last: date) -> list[Printed]:
    """The articles about a watch that were out in a period (days included), oldest first."""
    rows = _rows(watch_key, first, last)
    about = _about(watch_key, rows)
    members = GroupMemberRow.objects.filter(article_key__in=rows.values("key"))
    groups = dict(members.values_list("article_key", "group_id"))
    found = [
        Printed(key, at, outlet, language.partition("-")[0].lower(), groups.get(key, ""))
        for key, at, outlet, language in rows.values_list("key", "out", "outlet_id", "language")
        if key in about
    ]
    return sorted(found, key=lambda one: (one.at, one.article_key))


def outlets_of(keys: Collection[str]) -> dict[str, Outlet]:
    """Outlets by their keys."""
    rows = OutletRow.objects.filter(key__in=list(keys)).values_list("key", "noun")
    return {key: thawed(Outlet, noun) for key, noun in rows}


def quoted(watch_key: str, first: date, last: date) -> list[tuple[PersonName, frozenset[str]]]:
    """Who is quoted most in a watch's articles of a period: printed names, and by which outlets.

    At most `MOST_NAMES`, the most often quoted first.
    """
    rows = _rows(watch_key, first, last)
    speaking = NamedRow.objects.filter(speaks=True, article__in=rows.values("key"))
    counted = (
        speaking.values_list("name_id", "name__text", "name__language")
        .annotate(times=Count("article"))
        .order_by("-times", "name__text")[:MOST_NAMES]
    )
    found = list(counted)
    outlets = Counter[tuple[int, str]]()
    told = speaking.filter(name_id__in=[row for row, *_ in found])
    outlets.update(told.values_list("name_id", "article__outlet_id"))
    return [
        (
            PersonName(text, language, times, times),
            frozenset(outlet for name, outlet in outlets if name == row),
        )
        for row, text, language, times in found
    ]


def articles_quoting(
    watch_key: str, first: date, last: date, names: Collection[str], most: int
) -> list[str]:
    """Keys of a watch's articles of a period in which one of these printed names speaks, the
    latest ``most``."""
    rows = _rows(watch_key, first, last).filter(
        named__speaks=True, named__name__text__in=list(names)
    )
    return list(rows.order_by("-out", "key").values_list("key", flat=True).distinct()[:most])


def _rows(watch_key: str, first: date, last: date) -> QuerySet[ArticleRow]:
    members = CardMemberRow.objects.filter(
        card__watch_key=watch_key, card__last_day__gte=first, card__first_day__lte=last
    )
    start, end = datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC)
    return ArticleRow.objects.annotate(out=Coalesce("published_at", "capture__captured_at")).filter(
        Q(out__range=(start, end)), key__in=members.values("article_key")
    )


def _about(watch_key: str, rows: QuerySet[ArticleRow]) -> set[str]:
    """Those of the articles that are about the watch, as it was last asked."""
    read = msgspec.json.Decoder(dict[str, tuple[str, _About]])
    nouns = MatchRow.objects.filter(article_key__in=rows.values("key"))
    return {
        key
        for key, noun in nouns.values_list("article_key", "noun")
        if (found := read.decode(bytes(noun)).get(watch_key)) and found[1].about
    }
