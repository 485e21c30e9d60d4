"""The sources as a list that people look at: how they fare, searched, counted, a page at a time."""

from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from tearsheet.collect.health import WORST_FIRST
from tearsheet.model import Condition, Health, Source
from tearsheet.press.register import folded_name
from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import SourceRow


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sources are asked for: ``words`` of name, key or address, a ``condition`` (empty for
    any), those of these ``outlets`` (keys; None for all).
    """

    words: str = ""
    condition: str = ""
    outlets: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some sources with how they fare, how many are asked for, and how many fare how."""

    lines: tuple[tuple[Source, Health], ...]
    total: int
    by_condition: dict[Condition, int]


def page(asked: Asked, start: int, most: int) -> Page:
    """Sources with how they fare, those first that need a hand most, from ``start`` on.

    ``by_condition`` counts under what else is asked for.
    """
    rows = _rows(asked)
    counted = dict(rows.values_list("condition").annotate(count=Count("*")).order_by())
    if asked.condition:
        rows = rows.filter(condition=asked.condition)
    urgency = Case(
        *(When(Q(condition=one), then=Value(place)) for place, one in enumerate(WORST_FIRST)),
        default=Value(len(WORST_FIRST)),
        output_field=IntegerField(),
    )
    shown = rows.alias(urgency=urgency).order_by("urgency", "since", "key")[start : start + most]
    return Page(
        tuple((thawed(Source, row.noun), _health(row)) for row in shown),
        counted.get(asked.condition, 0) if asked.condition else sum(counted.values()),
        {one: counted[one] for one in WORST_FIRST if counted.get(one)},
    )


def not_looked_at(most: int) -> list[Source]:
    """Sources of which nobody knows how they fare."""
    return [thawed(Source, row.noun) for row in SourceRow.objects.filter(condition="")[:most]]


def appraise(fares: Health) -> None:
    """Keep how a source fares."""
    SourceRow.objects.filter(key=fares.source).update(
        condition=fares.condition, since=fares.since, health=frozen(fares)
    )


def outlets() -> tuple[str, ...]:
    """The keys of all outlets that a source is known to be of."""
    keys = SourceRow.objects.exclude(outlet="").order_by("outlet").values_list("outlet", flat=True)
    return tuple(keys.distinct())


def _rows(asked: Asked) -> QuerySet[SourceRow]:
    rows = SourceRow.objects.all()
    if asked.outlets is not None:
        rows = rows.filter(outlet__in=asked.outlets)
    for word in folded_name(asked.words).split():
        rows = rows.filter(Q(words__contains=word))
    return rows


def _health(row: SourceRow) -> Health:
    if not row.health:
        return Health(row.key, "new", None, "", "")
    return thawed(Health, row.health)
