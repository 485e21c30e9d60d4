"""What was printed about a watch over a time, in columns rather than in articles."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tearsheet.model import Outlet, PersonName
from tearsheet.store.records import thawed
from tearsheet.store.rows import (
    ArticleRow,
    CaptureRow,
    CardMemberRow,
    CardRow,
    GroupMemberRow,
    MatchRow,
    NamedRow,
    NameRow,
    OutletRow,
)

MOST_NAMES = 300
# When an article was out: nobody looks at its capture where its page says so itself.
_OUT = (
    f"COALESCE(a.published_at, (SELECT c.captured_at FROM {CaptureRow._meta.db_table} c "
    "WHERE c.key = a.capture_id))"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """An article about a watch: the day it was out (UTC), in which copy group it is (empty for
    none)."""

    article_key: str
    day: date
    outlet_key: str
    language: str
    group: str


class _About(msgspec.Struct):
    about: bool


def printed(watch_key: str, first: date, last: date) -> list[Printed]:
    """The articles about a watch that were out in a period (days included), oldest first."""
    columns = f"a.key, CAST({_OUT} AS TEXT), a.outlet_id, a.language, g.group_id, m.noun"
    joined = (
        f"JOIN {MatchRow._meta.db_table} m ON m.article_key = a.key "
        f"LEFT JOIN {GroupMemberRow._meta.db_table} g ON g.article_key = a.key"
    )
    about, day_of = _about(watch_key), cache(date.fromisoformat)
    rows = {row[0]: row for row in _asked(columns, joined, watch_key, first, last) if about(row[5])}
    return [
        Printed(key, day_of(out[:10]), outlet, language.partition("-")[0].lower(), group or "")
        for key, out, outlet, language, group, _ in sorted(rows.values(), key=_in_time)
    ]


def outlets_of(keys: Collection[str]) -> dict[str, Outlet]:
    """Outlets by their keys."""
    rows = OutletRow.objects.filter(key__in=list(keys)).values_list("key", "noun")
    return {key: thawed(Outlet, noun) for key, noun in rows}


def quoted(watch_key: str, first: date, last: date) -> list[tuple[PersonName, frozenset[str]]]:
    """Who is quoted most in a watch's articles of a period: printed names, and by which outlets.

    At most `MOST_NAMES`, the most often quoted first.
    """
    joined = f"JOIN {NamedRow._meta.db_table} n ON n.article_id = a.key AND n.speaks"
    grouped = "GROUP BY n.name_id, a.outlet_id"
    columns = "n.name_id, a.outlet_id, COUNT(DISTINCT a.key)"
    times, outlets = Counter[int](), defaultdict[int, set[str]](set)
    for name, outlet, count in _asked(columns, joined, watch_key, first, last, grouped):
        times[name] += count
        outlets[name].add(outlet)
    often = sorted(times, key=lambda name: (-times[name], name))[: 2 * MOST_NAMES]
    named = NameRow.objects.filter(pk__in=often).values_list("pk", "text", "language")
    found = sorted(named, key=lambda one: (-times[one[0]], one[1]))[:MOST_NAMES]
    return [
        (PersonName(text, language, times[name], times[name]), frozenset(outlets[name]))
        for name, text, language in found
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


def _asked(
    columns: str, joined: str, watch_key: str, first: date, last: date, grouped: str = ""
) -> list[tuple[Any, ...]]:
    """What is asked of the articles in a watch's cards that were out in a period, in one go.

    In plain SQL: Django cannot join by a key that is no foreign one, and asks for the same
    articles again with every condition.
    """
    start, end = datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {CardRow._meta.db_table} d "
            f"JOIN {CardMemberRow._meta.db_table} i ON i.card_id = d.id "
            f"JOIN {ArticleRow._meta.db_table} a ON a.key = i.article_key {joined} "
            "WHERE d.watch_key = %s AND d.last_day >= %s AND d.first_day <= %s "
            f"AND {_OUT} BETWEEN %s AND %s {grouped}",
            [
                watch_key,
                connection.ops.adapt_datefield_value(first),
                connection.ops.adapt_datefield_value(last),
                connection.ops.adapt_datetimefield_value(start),
                connection.ops.adapt_datetimefield_value(end),
            ],
        )
        return cursor.fetchall()


def _in_time(row: tuple[Any, ...]) -> tuple[str, str]:
    return row[1], row[0]


def _about(watch_key: str) -> Callable[[bytes], bool]:
    """Tells of what is kept of an article whether it is about the watch, as it was last asked."""
    read = msgspec.json.Decoder(
        msgspec.defstruct(
            "_Asked", [("of", tuple[str, _About] | None, None)], rename={"of": watch_key}
        )
    )

    def about(noun: bytes) -> bool:
        (asked,) = msgspec.structs.astuple(read.decode(noun))
        return bool(asked and asked[1].about)

    return about
