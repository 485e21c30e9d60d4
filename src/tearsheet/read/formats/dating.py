"""When, by its own lines, was a document without markup written, and for which outlet?

A line of its own ("12 июня 2025 года", "The Caspian Review, 11 June 2025") speaks first, then a
dateline, then a date in a short line near the headline. A dateline without a year is of the year
of a date printed near it, else of the last such day before the file was captured.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tearsheet.model import Dated
from tearsheet.press import register
from tearsheet.read.dateline import dateline
from tearsheet.read.language import language_of
from tearsheet.read.metadata.calendar import folded, month_names
from tearsheet.read.metadata.clock import Moment, moment_of, moments

LONGEST_LINE = 120
# What may stand beside a date in its line without being words: a day of the week, "Published:".
_MOST_BESIDE = 12
_DATE_LABEL = re.compile(r"[^\W\d]{3,20}(?:\s[^\W\d]{2,12})?\s?:")
_SENTENCE_END = re.compile(r"[.!?。！？؟]\W*$")
# Whose month names are tried where the text's own language names no date: those we read.
_TONGUES = ("en", "ru", "kk", "tr", "de", "fr", "es", "ar", "zh")
_PARTED = re.compile(r"\s*[,|•·/،，;]\s*|\s+[-–—]\s+|\s*\(")
_MOST_WORDS = 6
_ARTICLES = frozenset({"the", "le", "la", "les", "der", "die", "das", "el", "los", "il"})
_OPENING = re.compile(
    r"\W{0,3}(?P<place>[^\W\d_][^\W\d_'’.\-]*(?:[\s,/]{1,2}[^\W\d_][^\W\d_'’.\-]*){0,3})[,.،，]\s"
)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?\.?\s(?:de\s)?(?P<month>[^\W\d_]+)\.?")
_MONTH_FIRST = re.compile(r"(?P<month>[^\W\d_]+)\.?\s(?P<day>\d{1,2})(?!\d)")
_MONTH_COUNTED = re.compile(r"(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]")
_DATELINE_END = re.compile(r"\s*(?:$|[.:,]|[-–—]|[(/])")
_NEAR = timedelta(days=62)
_FIRST_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is a date: what it says, and the outlet it names beside it."""

    dated: Dated
    outlet: str | None = None


def tongue_of(lines: Sequence[str], declared: str | None) -> str:
    """The language that names the months: as declared, else as the words look, else English."""
    if declared:
        return declared
    found = language_of("", "\n".join(lines), None)
    return "en" if found == "und" else found


def date_line(line: str, language: str) -> DateLine | None:
    """What a line says that is a date and hardly anything else, or an outlet and a date."""
    if len(line) > LONGEST_LINE:
        return None
    moment = _moment_in(line, language)
    if moment is None:
        return None
    before, after = line[: moment.start], line[moment.end :]
    dated = _dated(line, moment)
    if len(_letters(_DATE_LABEL.sub("", before) + after)) <= _MOST_BESIDE:
        return DateLine(dated, _known(before))
    outlet = _outlet_in(before, after)
    return DateLine(dated, _known(outlet) or _called(outlet)) if outlet else None


def date_in_line(line: str, language: str) -> Dated | None:
    """The date in a short line that is no sentence."""
    if len(line) > LONGEST_LINE or _SENTENCE_END.search(line):
        return None
    moment = _moment_in(line, language)
    return _dated(line, moment) if moment else None


def dateline_date(
    text: str, language: str, beside: Sequence[str], captured_at: datetime | None
) -> Dated | None:
    """The day that the dateline of a text names.

    ``beside`` are the lines around the text, in which a date may lend its year; without one the
    last such day before ``captured_at`` is meant, and without that there is none.
    """
    printed = _printed_in_dateline(text, language)
    if not printed:
        return None
    moment = _moment_in(printed, language)
    if moment is not None:
        return Dated(moment.at, moment.precision, "dateline", printed, moment.zoned)
    day = _day_of_year(printed, language)
    if day is None:
        return None
    lines = [*text.split("\n", _FIRST_PARAGRAPHS)[:_FIRST_PARAGRAPHS], *beside]
    at = _in_printed_year(day, lines, language) or (captured_at and _before(day, captured_at))
    return Dated(at, "day", "dateline", printed, False) if at else None


def _moment_in(line: str, language: str) -> Moment | None:
    """The first full date in words of the text's language, else of another one we read."""
    for tongue in dict.fromkeys((language, *_TONGUES)):
        moment = moment_of(line, tongue)
        if moment is not None and moment.precision not in ("year", "month"):
            return moment
    return None


def _dated(line: str, moment: Moment) -> Dated:
    evidence = line[moment.start : moment.end]
    return Dated(moment.at, moment.precision, "page", evidence, moment.zoned)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _outlet_in(before: str, after: str) -> str | None:
    """The name beside a date, set apart from it by a mark; None for words of a sentence."""
    parts = [
        part for part in (*_PARTED.split(before), *_PARTED.split(after)) if len(_letters(part)) > 2
    ]
    parted = _PARTED.search(before[-3:]) or _PARTED.match(after)
    if not parts or not parted or len(_letters("".join(parts[1:]))) > 2 * _MOST_BESIDE:
        return None
    name = parts[0].strip(" \"'“”«»:")
    words = name.split()
    named = all(word[0].isupper() or not word[0].isalpha() or len(word) < 4 for word in words)
    return name if 0 < len(words) <= _MOST_WORDS and named else None


def _known(name: str | None) -> str | None:
    """The name if the register knows an outlet by it."""
    name = (name or "").strip(" \"'“”«»:,|–—-")
    return name if name and register().named(name) else None


def _called(name: str) -> str | None:
    """The name if it cannot be a place's: newspapers bear an article, towns hardly ever."""
    words = name.casefold().split()
    return name if len(words) > 1 and words[0] in _ARTICLES else None


def _printed_in_dateline(text: str, language: str) -> str:
    """The date of the dateline as printed, empty if there is none."""
    line = dateline(text, language)
    if line is not None and line.date:
        return line.date
    for paragraph in text.split("\n", _FIRST_PARAGRAPHS)[:_FIRST_PARAGRAPHS]:
        opening = _OPENING.match(paragraph[:LONGEST_LINE])
        if opening is None or not all(word[0].isupper() for word in opening["place"].split()):
            continue
        rest = paragraph[opening.end() : opening.end() + LONGEST_LINE]
        moment = _moment_in(rest, language)
        if moment is not None and moment.start == 0:
            return rest[: moment.end]
        for tongue in dict.fromkeys((language, *_TONGUES)):
            for match in _days(rest, tongue):
                printed = match[0].rstrip(".")
                if match.start() == 0 and _DATELINE_END.match(rest, len(printed)):
                    return printed
    return ""


def _days(text: str, language: str) -> Iterator[re.Match[str]]:
    """Days named by number and month without a year."""
    yield from _MONTH_COUNTED.finditer(text)
    names = month_names(language)
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            if folded(match["month"]) in names:
                yield match


def _day_of_year(printed: str, language: str) -> tuple[int, int] | None:
    """Month and day."""
    for tongue in dict.fromkeys((language, *_TONGUES)):
        for match in _days(printed, tongue):
            month = match["month"]
            number = int(month) if month.isdecimal() else month_names(tongue)[folded(month)]
            return number, int(match["day"])
    return None


def _in_printed_year(day: tuple[int, int], lines: Sequence[str], language: str) -> datetime | None:
    """The day in the year of a date printed beside it that lies near it."""
    for line in lines:
        for moment in moments(line, language):
            for year in (moment.at.year, moment.at.year - 1, moment.at.year + 1):
                at = _at(year, day)
                if at is not None and abs(at - moment.at) <= _NEAR:
                    return at
    return None


def _before(day: tuple[int, int], captured_at: datetime) -> datetime | None:
    """The last such day before the capture; the day after it is today somewhere on Earth."""
    latest = captured_at.astimezone(UTC) + timedelta(days=1)
    days = (_at(year, day) for year in range(latest.year, latest.year - 9, -1))
    return next((at for at in days if at is not None and at <= latest), None)


def _at(year: int, day: tuple[int, int]) -> datetime | None:
    try:
        return datetime(year, *day, tzinfo=UTC)
    except ValueError:
        return None
