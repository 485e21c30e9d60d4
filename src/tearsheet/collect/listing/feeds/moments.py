"""When? The dates that feeds print, as aware times to the second.

The two common forms are read here, the others (asctime, Greek, Hungarian and Korean habits,
swapped days and months) by feedparser's parser, which knows them.
"""

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta, timezone

from feedparser.datetimes import _parse_date as parse_rarely  # type: ignore[import-untyped]

_LONGEST = 100
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
    r"\s?(?:([Zz]|UTC|GMT)|([+-])(\d\d):?(\d\d))?)?",
    re.ASCII,
)
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},? )?(\d\d?) ([A-Za-z]{3})[a-z]{0,6} (\d{4}) (\d\d?):(\d\d)(?::(\d\d))?"
    r" ?(?:(GMT|UTC|UT|Z)|([+-])(\d\d):?(\d\d))",
    re.ASCII,
)
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name.lower(): number for number, name in enumerate(_ENGLISH, 1)}


def moment(text: str) -> datetime | None:
    """The time that ``text`` prints, in its own zone, UTC if it names none; None if it is none."""
    text = " ".join(text[: _LONGEST + 1].split())
    if not text or len(text) > _LONGEST:
        return None
    try:
        if found := _ISO.fullmatch(text):
            return _at(found[1], int(found[2]), *found.groups()[2:])
        if (found := _MAIL.fullmatch(text)) and found[2].lower() in _MONTHS:
            day, month, year, *rest = found.groups()
            return _at(year, _MONTHS[month.lower()], day, *rest)
    except (ValueError, OverflowError):
        return None
    return _rare(text)


def _at(
    year: str,
    month: int,
    day: str,
    hour: str | None,
    minute: str | None,
    second: str | None,
    utc: str | None,
    sign: str | None,
    hours: str | None,
    minutes: str | None,
) -> datetime:
    zone = UTC
    if hours and minutes:
        east = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(-east if sign == "-" else east)
    at = datetime(
        int(year),
        month,
        int(day),
        int(hour or 0),
        int(minute or 0),
        min(int(second or 0), 59),  # a leap second
        tzinfo=zone,
    )
    at.astimezone(UTC)  # OverflowError at the ends of time
    return at


def _rare(text: str) -> datetime | None:
    try:
        parts = parse_rarely(text)
        return datetime.fromtimestamp(timegm(parts), UTC) if parts else None
    except (ValueError, OverflowError, LookupError, TypeError, AttributeError):
        return None
