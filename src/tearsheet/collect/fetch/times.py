"""Times that hosts name in their headers, and how long to wait before another try. Pure."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tearsheet.model import Headers

BACKOFF_SECONDS = 1.0
"""The mean wait before the second try; it doubles with each."""
BACKOFF_MOST = 30.0


def backoff(failures: int, chance: random.Random) -> float:
    """Seconds to wait after so many failures in a row (1 and up): doubling, half of it jitter."""
    most = min(BACKOFF_SECONDS * (1 << min(failures - 1, 10)), BACKOFF_MOST)
    return most * chance.uniform(0.5, 1.5)


def http_date(text: str) -> datetime | None:
    """An HTTP date in any of its three forms (RFC 9110, section 5.6.7), UTC; None if it is none."""
    try:
        at = parsedate_to_datetime(text.strip()[:100])
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    try:
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def retry_after(headers: Headers, now: datetime) -> float | None:
    """The seconds from ``now`` that a Retry-After asks for, none below 0; None if there is none.

    RFC 9110, section 10.2.3: seconds or a date.
    """
    text = _first(headers, "retry-after")
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    at = http_date(text) if text else None
    return None if at is None else max(0.0, (at - now).total_seconds())


def freshness(headers: Headers, now: datetime) -> timedelta | None:
    """How long an answer stays fresh (RFC 9111, section 4.2.1); None where nothing says so.

    ``max-age`` less ``Age``, else ``Expires`` less ``Date`` (less ``now`` where it has none);
    ``no-store`` and ``no-cache`` are no time at all.
    """
    directives = _directives(headers)
    if "no-store" in directives or "no-cache" in directives:
        return timedelta(0)
    seconds = directives.get("max-age", "").strip('"')
    if seconds.isascii() and seconds.isdecimal():
        age = _first(headers, "age")
        passed = int(age[:9]) if age.isascii() and age.isdecimal() else 0
        return timedelta(seconds=max(0, int(seconds[:9]) - passed))
    expires = _first(headers, "expires")
    if not expires:
        return None
    until = http_date(expires)
    since = http_date(_first(headers, "date")) or now
    return max(timedelta(0), until - since) if until else timedelta(0)


def _directives(headers: Headers) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in headers:
        if key.lower() == "cache-control":
            for part in value.split(","):
                name, _, argument = part.partition("=")
                found.setdefault(name.strip().lower(), argument.strip())
    return found


def _first(headers: Headers, name: str) -> str:
    return next((value.strip() for key, value in headers if key.lower() == name), "")
