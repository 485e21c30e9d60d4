"""What was found at an address, kept for the page that offers it."""

from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction

from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import LookRow

KEPT = timedelta(days=7)
T = TypeVar("T")


def keep(noun: object, now: datetime) -> int:
    """Keep what was found for a week; its number."""
    with transaction.atomic():
        LookRow.objects.filter(at__lt=now - KEPT).delete()
        number: int = LookRow.objects.create(at=now, noun=frozen(noun)).pk
    return number


def found(kind: type[T], number: int) -> T | None:
    """What was found, a ``kind``; None where it is kept no more."""
    row = LookRow.objects.filter(pk=number).first()
    return thawed(kind, row.noun) if row else None
