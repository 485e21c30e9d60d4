"""Other calendars' days as ours."""

from datetime import date, timedelta

_ERAS = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "明治": 1867,
    "民國": 1911,
    "民国": 1911,
}
_BREAKS = (1, 5, 9, 13, 17, 22, 26, 30)  # leap years of the 33-year cycle
_CYCLE = 33
_FIRST_HALF = 6


def year_of_era(era: str, year: int) -> int:
    """The year of a Japanese era (or of the Republic of China). Raises KeyError for another."""
    return _ERAS[era] + year


def from_jalali(year: int, month: int, day: int) -> date:
    """The day of the Solar Hijri calendar as ours, by the 33-year cycle (exact 1244 to 1472).

    Raises ValueError for a month or day that is none.
    """
    if not (1 <= month <= 12 and 1 <= day <= _month_length(year, month)):
        raise ValueError(f"not a Jalali day: {year}-{month}-{day}")
    before = (month - 1) * 31 - max(0, month - _FIRST_HALF - 1)
    return _new_year(year) + timedelta(days=before + day - 1)


def jalali_year(day: date) -> int:
    """The year of the Solar Hijri calendar that a day lies in."""
    year = day.year - 621
    return year if day >= _new_year(year) else year - 1


def _new_year(year: int) -> date:
    """The first of Farvardin, counted from 21 March 2020 (1 Farvardin 1399 was 20 March)."""
    known = 1399
    days = sum(365 + _is_leap(y) for y in range(min(year, known), max(year, known)))
    return date(2020, 3, 20) + timedelta(days=days if year >= known else -days)


def _is_leap(year: int) -> bool:
    return year % _CYCLE in _BREAKS


def _month_length(year: int, month: int) -> int:
    if month <= _FIRST_HALF:
        return 31
    return 30 if month < 12 or _is_leap(year) else 29
