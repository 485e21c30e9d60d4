"""When does a sitemap say a page was published or changed?"""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

# W3C Date and Time Formats (https://www.w3.org/TR/NOTE-datetime), and what sites write for them:
# a space for the T, no colon in the zone, a comma or no limit in the fraction.
_W3C = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d?)(?:-(?P<day>\d\d?)"
    r"(?:[T ]+(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?)?)?",
    re.IGNORECASE,
)
_USUAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3}|\.\d{6})?(?:Z|[+-]\d\d:\d\d)\Z")
_LONGEST = 64


def time_of(text: str) -> datetime | None:
    """The time that ``text`` gives, aware, in UTC where it names no zone; None if it gives none.

    A day, month or year alone is its first moment. Mail's form (RFC 5322) is understood too.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        if _USUAL.match(text):  # the same at a tenth of the time
            at = datetime.fromisoformat(text)
            at.astimezone(UTC)  # raises OverflowError at the ends of time
            return at
        if found := _W3C.fullmatch(text):
            return _of_parts(found)
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _of_parts(found: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (
        int(found[name] or least)
        for name, least in (
            ("year", 1),
            ("month", 1),
            ("day", 1),
            ("hour", 0),
            ("minute", 0),
            ("second", 0),
        )
    )
    zone = _zone(found["zone"] or "")
    at = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
    at.astimezone(UTC)  # raises OverflowError at the ends of time
    return at


def _zone(text: str) -> timezone:
    if not text or text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(away if text[0] == "+" else -away)
