"""What time do these characters name?

Dates stand on pages in ISO 8601, in the forms of RFC 2822 and of JavaScript, in figures, and in
words of every language. `moments` finds them all in a string, in order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from tearsheet.model import Precision
from tearsheet.read.metadata.calendar import folded, month_names, zone_of

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])"
_HOUR = r"(?P<hour>[01]?\d|2[0-3])"
_SECOND = r"(?P<second>[0-5]\d)(?:[.,]\d+)?"
_HALF = r"(?:\s?(?P<half>[ap]\.?m\b\.?))?"
_ZONE = (
    r"(?P<zone>(?:(?:GMT|UTC)\s?)?[+\-\u2212](?:0\d|1[0-4]):?[0-5]\d\b"
    r"|(?:GMT|UTC)\s?[+\-]\d{1,2}\b|[A-ZМСК]{1,4}\b)"
)
_CLOCK = rf"{_HOUR}[:.h](?P<minute>[0-5]\d)(?![\d.])(?::{_SECOND})?{_HALF}"
# What may stand between a date and its time of day: marks, a short word (at, um, à las), or the
# day of the week in brackets.
_BETWEEN = r"[\s,|·•–—\-/@]{0,4}(?:[^\W\d]{1,6}\.?\s|\(\S{1,9}\)\s?)?"
_TIME_AFTER = rf"(?:{_BETWEEN}{_CLOCK}(?:\s?(?:Uhr|h|hrs|น\.|ч\.?)(?!\w))?(?:\s?\(?{_ZONE}\)?)?)?"

_ISO = re.compile(
    rf"(?<![\d\-/]){_YEAR}(?P<mark>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=mark){_DAY}(?!\d)"
    rf"(?:(?:[T_]|\s?,?\s{{0,3}}(?:\(\S{{1,4}}\)\s)?){_HOUR}[:.](?P<minute>[0-5]\d)"
    rf"(?:[:.]{_SECOND})?{_HALF}(?:\s?{_ZONE})?)?",
    re.IGNORECASE,
)
_BASIC = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    rf"(?:T(?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d):?(?:{_SECOND})?{_ZONE}?)?(?!\d)",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?<![\d./\-])(?P<first>0?[1-9]|[12]\d|3[01])(?P<mark>[./\-_])\s?"
    r"(?P<other>0?[1-9]|[12]\d|3[01])(?P=mark)\s?"
    rf"(?P<year>(?:19|20)\d\d|\d\d(?!\d|[:.]\d))(?!\d){_TIME_AFTER}",
    re.IGNORECASE,
)
_HAN = re.compile(
    rf"{_YEAR}\s?[年년]\s?(?P<month>1[0-2]|0?[1-9])\s?[月월]\s?{_DAY}\s?[日일號号]"
    r"(?:\s*(?:[(（][^)）]{1,4}[)）]|星期.|[^\W\d]曜日?)?\s*"
    rf"(?P<half>上午|下午|午前|午後|오전|오후)?\s*{_HOUR}(?::|：|時|时|點|点|시\s?)"
    rf"(?P<minute>[0-5]\d)(?:[:：](?P<second>[0-5]\d)|分|분)?(?:\s?{_ZONE})?)?"
)
_MONTH_ALONE = re.compile(r"\s*(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])\s*")
_YEAR_ALONE = re.compile(r"\s*(?P<year>(?:19|20)\d\d)\s*")
_OTHER_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯"
_DIGITS = str.maketrans(_OTHER_DIGITS, "0123456789" * (len(_OTHER_DIGITS) // 10))
_AFTERNOON = ("p", "下午", "午後", "오후")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time named in a string: characters ``[start, end)`` of it.

    ``at`` is aware; without a zone in the string it stands in UTC and ``zoned`` is False.
    """

    at: datetime
    precision: Precision
    zoned: bool
    start: int
    end: int


def moments(text: str, language: str = "en") -> tuple[Moment, ...]:
    """Every date (with its time of day, if one stands beside it) in ``text``, in order.

    ``language`` (BCP 47) chooses the month names beside English ones, and whether 4/5/2025 is
    April (``en`` and ``en-US``) or May. Dates that cannot be (31 June) are left out.
    """
    plain = text.translate(_DIGITS)
    found: list[Moment] = []
    for moment in _candidates(plain, language):
        if all(moment.end <= other.start or other.end <= moment.start for other in found):
            found.append(moment)
    return tuple(sorted(found, key=lambda moment: moment.start))


def moment_of(text: str, language: str = "en") -> Moment | None:
    """The first date in ``text``, or the month or year that is all of it."""
    found = moments(text, language)
    if found:
        return found[0]
    plain = text.translate(_DIGITS)
    month = _MONTH_ALONE.fullmatch(plain)
    if month:
        at = datetime(int(month["year"]), int(month["month"]), 1, tzinfo=UTC)
        return Moment(at, "month", False, *month.span())
    year = _YEAR_ALONE.fullmatch(plain)
    if year:
        return Moment(datetime(int(year["year"]), 1, 1, tzinfo=UTC), "year", False, *year.span())
    return None


def _candidates(text: str, language: str) -> Iterator[Moment]:
    for pattern in (_ISO, _BASIC, _HAN):
        for match in pattern.finditer(text):
            yield from _moment(match, int(match["month"]), int(match["day"]))
    for match in _FIGURES.finditer(text):
        first, other = int(match["first"]), int(match["other"])
        american = match["mark"] == "/" and language.lower() in ("en", "en-us")
        month, day = (first, other) if american else (other, first)
        yield from _moment(match, *((day, month) if month > 12 else (month, day)))
    names = month_names(language)
    for pattern in _worded(language):
        for match in pattern.finditer(text):
            yield from _moment(match, names[folded(match["month"])], int(match["day"]))


def _moment(match: re.Match[str], month: int, day: int) -> Iterator[Moment]:
    groups = match.groupdict()
    year = int(groups["year"])
    if year < 100:
        year += 2000
    precision: Precision = "day"
    hour = minute = second = 0
    if groups.get("hour") is not None:
        hour = _hour_of_day(int(groups["hour"]), groups.get("half"))
        minute, second = int(groups["minute"]), int(groups.get("second") or 0)
        precision = "second" if groups.get("second") else "minute"
    zone = zone_of(groups.get("zone"))
    foreign = groups.get("zone") and zone is None and match.end("zone") == match.end()
    end = match.start("zone") if foreign else match.end()
    end = match.start() + len(match.string[match.start() : end].rstrip(" \n\t\r("))
    try:
        at = datetime(year, month, day, hour, minute, second, tzinfo=zone or UTC)
    except ValueError:
        return
    yield Moment(at, precision, zone is not None, match.start(), end)


def _hour_of_day(hour: int, half: str | None) -> int:
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half.lower().startswith(_AFTERNOON) else 0)


@lru_cache(maxsize=128)
def _worded(language: str) -> tuple[re.Pattern[str], ...]:
    """Patterns for dates with a month in words of ``language`` or English."""
    names = sorted(month_names(language), key=len, reverse=True)
    month = rf"(?P<month>{'|'.join(map(re.escape, names))})(?!\w)\.?"
    year_after = r"(?:\s?(?:г|р|ж)\b\.?|\s(?:года|року|жылы|жыл))?"
    orders = (
        # 16 June 2025, 16. Juni 2025, 16 de junio de 2025, 16 июня 2025 г.
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|º|ª)?\.?[\s\-]{{0,2}}(?:of\s|de\s|d[’'])?{month}"
        rf"[\s,\-]{{0,3}}(?:del?\s)?{_YEAR}(?!\d){year_after}{_TIME_AFTER}",
        # June 16, 2025
        rf"(?<!\w){month}\s?{_DAY}(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}(?!\d){_TIME_AFTER}",
        # JavaScript's and C's: Apr 28 2023 17:40:08 GMT+0000, Apr 28 17:40:08 UTC 2023
        rf"(?<!\w){month}\s{{1,2}}{_DAY}\s{_CLOCK}\s(?:{_ZONE}\s)?{_YEAR}(?!\d)",
        # Kazakh, Hungarian, Lithuanian, Latvian: 2025 жылғы 16 маусым, 2025. június 16.
        rf"(?<!\d){_YEAR}\.?\s?(?:жылғы|жылы|ж\.|m\.|gada)?\s?{_DAY}\.?[\s\-]{month}{_TIME_AFTER}",
        rf"(?<!\d){_YEAR}\.?\s?(?:m\.|gada)?\s?{month}\s{_DAY}(?!\d)\.?(?:\sd\.)?{_TIME_AFTER}",
    )
    return tuple(re.compile(order, re.IGNORECASE) for order in orders)
