"""The journal of decisions as it is read: newest first, a page at a time, filtered."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from tearsheet.model import Decision
from tearsheet.store.records import beginning
from tearsheet.store.rows import ArticleRow, DecisionRow

_CHUNK = 400  # keys in one question


@dataclass(frozen=True, slots=True)
class Asked:
    """Which decisions are asked for: of subjects that begin so (any of them; all if empty), not
    those of ``without``, of one person, in days of UTC (both included).
    """

    prefixes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    who: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A decision and its place in the journal; a later one has a higher number."""

    number: int
    decision: Decision


def page(asked: Asked, before: int | None, most: int) -> tuple[list[Numbered], int | None]:
    """Decisions, the latest first, from below the number ``before``; and where the next page
    begins, None on the last.
    """
    rows = _rows(asked)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = [_numbered(row) for row in rows[: most + 1]]
    return found[:most], found[most - 1].number if len(found) > most else None


def every(asked: Asked, most: int) -> Iterator[Decision]:
    """So many decisions, the latest first."""
    return (_numbered(row).decision for row in _rows(asked)[:most].iterator())


def everybody() -> list[str]:
    """Who has ever decided anything, by name."""
    return sorted(set(DecisionRow.objects.order_by().values_list("who", flat=True).distinct()))


def titles(article_keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """Title and language of these articles, as far as they are on file."""
    keys: Sequence[str] = sorted(article_keys)
    return {
        key: (title, language)
        for start in range(0, len(keys), _CHUNK)
        for key, title, language in ArticleRow.objects.filter(
            key__in=keys[start : start + _CHUNK]
        ).values_list("key", "title", "language")
    }


def _rows(asked: Asked) -> QuerySet[DecisionRow]:
    rows = DecisionRow.objects.order_by("-pk")
    if asked.prefixes:
        rows = rows.filter(_begins(asked.prefixes))
    if asked.without:
        rows = rows.exclude(_begins(asked.without))
    if asked.who:
        rows = rows.filter(who=asked.who)
    if asked.first:
        rows = rows.filter(at__gte=_midnight(asked.first))
    if asked.last and asked.last < date.max:
        rows = rows.filter(at__lt=_midnight(asked.last + timedelta(days=1)))
    return rows


def _begins(prefixes: Sequence[str]) -> Q:
    begins = Q()
    for prefix in prefixes:
        begins |= beginning("subject", prefix)
    return begins


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _numbered(row: DecisionRow) -> Numbered:
    decision = Decision(row.subject, row.verdict, row.who, row.at, row.reason)
    return Numbered(row.pk, decision)
