"""Which days do the words of a time mean?"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tearsheet.annotate.times.calendars import from_jalali
from tearsheet.model.annotation import MomentBasis
from tearsheet.model.article import Precision

Tense = Literal["past", "future", ""]
_JALALI = range(1250, 1473)


@dataclass(frozen=True, slots=True)
class Reference:
    """The day a text speaks from, and whether its dateline or its publication gives it."""

    day: date
    basis: MomentBasis


@dataclass(frozen=True, slots=True)
class Meant:
    """The days meant, both included; ``relative`` says that they rest on the reference."""

    first: date
    last: date
    precision: Precision
    relative: bool


def of_day(
    day: int, month: int, year: int | None, reference: Reference | None, tense: Tense
) -> Meant | None:
    """One day; without a year the one nearest to the reference, or the coming one."""
    if year is not None:
        return of_date(day, month, year)
    if reference is None:
        return None
    base = reference.day.year - (_SOLAR_YEARS if month > 12 else 0)
    around = [calendar_day(y, month, day) for y in (base - 1, base, base + 1)]
    found = _nearest([d for d in around if d], reference.day, tense)
    return None if found is None else Meant(found, found, "day", relative=True)


def of_date(day: int, month: int, year: int) -> Meant | None:
    """A day that is printed whole, None if there is no such day."""
    found = calendar_day(year, month, day)
    return None if found is None else Meant(found, found, "day", relative=False)


def of_month(
    month: int, year: int | None, reference: Reference | None, tense: Tense
) -> Meant | None:
    """One month; without a year the one nearest to the reference, or the coming one."""
    if year is not None:
        return _whole_month(year, month, relative=False)
    if reference is None:
        return None
    base = reference.day.year - (_SOLAR_YEARS if month > 12 else 0)
    months = [m for y in (base - 1, base, base + 1) if (m := _whole_month(y, month, relative=True))]
    if not tense:
        return min(months, key=lambda m: (_away(m, reference.day), m.first), default=None)
    day = _nearest([m.last for m in months], reference.day, tense)
    return next((m for m in months if day == m.last), None)


_SOLAR_YEARS = 621


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, by the Solar Hijri calendar for months 13 to 24 or years of it; None if none."""
    try:
        if month > 12:
            return from_jalali(year, month - 12, day)
        if year in _JALALI:
            return from_jalali(year, month, day)
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _whole_month(year: int, month: int, *, relative: bool) -> Meant | None:
    first = calendar_day(year, month, 1)
    if first is None:
        return None
    if month > 12:
        last = next(d for n in (31, 30, 29) if (d := calendar_day(year, month, n)))
    else:
        last = date(first.year, first.month, monthrange(first.year, first.month)[1])
    return Meant(first, last, "month", relative)


def _away(meant: Meant, day: date) -> int:
    """How many days lie between a day and a period, none inside it."""
    return max((meant.first - day).days, (day - meant.last).days, 0)


def _nearest(days: list[date], reference: date, tense: Tense) -> date | None:
    if tense == "future":
        days = [day for day in days if day >= reference] or days
    if tense == "past":
        days = [day for day in days if day <= reference] or days
    return min(days, key=lambda day: (abs((day - reference).days), day), default=None)


def of_years(first: int, last: int) -> Meant | None:
    """From one year to another; of the Solar Hijri calendar, if they are years of it."""
    if first > last:
        return None
    begins, ends = calendar_day(first, 1, 1), calendar_day(last + 1, 1, 1)
    if begins is None or ends is None:
        return None
    return Meant(begins, ends - timedelta(days=1), "year", relative=False)


def of_part(year: int | None, part: int, parts: int, reference: Reference | None) -> Meant | None:
    """A quarter or half of a year; without a year the last one that had begun."""
    if not 1 <= part <= parts:
        return None
    length = 12 // parts
    relative = year is None
    if year is None:
        if reference is None:
            return None
        year = reference.day.year
        year -= date(year, 1 + length * (part - 1), 1) > reference.day
    if not 1 < year < 9999:
        return None
    first = date(year, 1 + length * (part - 1), 1)
    end = length * part
    return Meant(first, date(year, end, monthrange(year, end)[1]), "month", relative)


def of_weekday(weekday: int, reference: Reference | None, way: str, tense: Tense) -> Meant | None:
    """A day of the week: the last one not after the reference, or the one that is coming."""
    if reference is None:
        return None
    since = (reference.day.weekday() - weekday) % 7
    match way:
        case "past":
            day = _shifted(reference.day, -(since or 7))
        case "next":
            day = _shifted(reference.day, 7 - since)
        case "this" | "past_week" | "next_week":
            weeks = {"this": 0, "past_week": -1, "next_week": 1}[way]
            day = _shifted(reference.day, weekday - reference.day.weekday() + 7 * weeks)
        case _ if tense == "future":
            day = _shifted(reference.day, (7 - since) % 7)
        case _:
            day = _shifted(reference.day, -since)
    return None if day is None else Meant(day, day, "day", relative=True)


def of_period(unit: str, shift: int, reference: Reference | None) -> Meant | None:
    """A day, week (Monday to Sunday), month or year, so many of them after the reference."""
    if reference is None:
        return None
    try:
        return _PERIODS[unit](reference.day, shift)
    except (ValueError, OverflowError):
        return None


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _day(day: date, shift: int) -> Meant:
    day += timedelta(days=shift)
    return Meant(day, day, "day", relative=True)


def _week(day: date, shift: int) -> Meant:
    first = day + timedelta(days=7 * shift - day.weekday())
    return Meant(first, first + timedelta(days=6), "day", relative=True)


def _weekend(day: date, shift: int) -> Meant:
    first = day + timedelta(days=7 * shift - day.weekday() + 5)
    return Meant(first, first + timedelta(days=1), "day", relative=True)


def _month(day: date, shift: int) -> Meant:
    years, month = divmod(day.month - 1 + shift, 12)
    year = day.year + years
    first = date(year, month + 1, 1)
    return Meant(
        first, date(year, month + 1, monthrange(year, month + 1)[1]), "month", relative=True
    )


def _quarter(day: date, shift: int) -> Meant:
    years, quarter = divmod((day.month - 1) // 3 + shift, 4)
    first = date(day.year + years, 3 * quarter + 1, 1)
    end = 3 * quarter + 3
    return Meant(
        first, date(first.year, end, monthrange(first.year, end)[1]), "month", relative=True
    )


def _year(day: date, shift: int) -> Meant:
    year = day.year + shift
    return Meant(date(year, 1, 1), date(year, 12, 31), "year", relative=True)


_PERIODS: dict[str, Callable[[date, int], Meant]] = {
    "day": _day,
    "week": _week,
    "weekend": _weekend,
    "month": _month,
    "quarter": _quarter,
    "year": _year,
}
