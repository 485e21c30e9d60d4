"""Where does a text name a day or period, and which one is it?"""

import re
from dataclasses import replace
from datetime import date

from tearsheet.annotate.times.calendars import jalali_year, year_of_era
from tearsheet.annotate.times.language import WAYS, Grammar, Period, grammar_for
from tearsheet.annotate.times.resolve import (
    Meant,
    Reference,
    Tense,
    calendar_day,
    of_date,
    of_day,
    of_month,
    of_part,
    of_period,
    of_weekday,
    of_years,
)
from tearsheet.annotate.times.template import is_within_word
from tearsheet.annotate.times.tense import tense_at
from tearsheet.model import Moment, Span

_BARE_YEARS = range(1700, 2100)
_JALALI_YEARS = range(1300, 1450)
_LIKELY_YEARS = range(1900, 2060)
_CENTURY = 100
_MONTH = 30
_MOST = 20_000  # places of a text where a time may begin that are looked at; prose has hundreds
_LEAD = 24  # characters before a time in which the word that must lead it stands
_COUNTED = re.compile(
    r"[^\S\n]?[%‰$€£¥₽₸°]|[^\S\n](?:%|percent|per cent|[kmcKMG][mgWhH]\b)|\.\d|,\d"
)


def moments_in(
    text: str, language: str, published: date | None, dateline: date | None
) -> tuple[Moment, ...]:
    """The days and periods that a text names, in order, none overlapping another.

    What needs a day to count from ("on Monday", "June 3") is resolved against the dateline's
    day, else that of publication; without either it is left out. Linear in the text's length.
    """
    grammar = grammar_for(language)
    if grammar is None:
        return ()
    reference = None
    if dateline:
        reference = Reference(dateline, "dateline")
    elif published:
        reference = Reference(published, "publication")
    found, end, before, last = list[Moment](), 0, "", -1
    starts = grammar.starts.find_matches_as_indexes(text, overlapping=True)
    for number, at, _ in sorted(starts[:_MOST], key=_longest_first):
        if at < end or at == last or (grammar.spaced and is_within_word(text, at)):
            continue
        last = at
        match = grammar.reads[number].match(text, at)
        if match is None:
            continue
        reading = _Reading(text, match, grammar, reference)
        meant = reading.meant
        if meant is None:
            continue
        end = match.end()
        basis = reference.basis if meant.relative and reference else "printed"
        moment = Moment(reading.span, meant.first, meant.last, meant.precision, basis)
        if found and (before == "days") != (reading.section == "days"):
            moment = _joined(text, found, moment, weekday_first=before == "days")
        before = reading.section
        found.append(moment)
    return tuple(found)


def _longest_first(found: tuple[int, int, int]) -> tuple[int, int]:
    """The longest start at a place knows all rules of the shorter ones."""
    _, start, end = found
    return start, -end


_BETWEEN = re.compile(r"[^\w\n]{0,3}(?:\w{1,3}[^\S\n])?[（(]?")


def _joined(text: str, found: list[Moment], after: Moment, *, weekday_first: bool) -> Moment:
    """A weekday and a date beside it as one day ("Monday, June 16"), taken from those found."""
    before = found[-1]
    if before.first != before.last or after.first != after.last:
        return after
    if before.first.weekday() != after.first.weekday():
        return after
    if not _BETWEEN.fullmatch(text, before.span.end, after.span.start):
        return after
    found.pop()
    dated = after if weekday_first else before
    return replace(dated, span=Span(before.span.start, after.span.end))


def _nearest_month(day: int, today: int, tense: Tense) -> int:
    """In which month the nearest such day lies: the present one, or one beside it."""
    if tense == "future":
        return int(day < today)
    if tense == "past":
        return -int(day > today)
    if day > today:
        # The press looks back: a day ahead must be clearly nearer than the same one behind.
        return -1 if (day - today) * 3 > (_MONTH - day + today) * 2 else 0
    return int((_MONTH - today + day) * 3 < (today - day) * 2)


class _Reading:
    """One match of a language's grammar, read."""

    def __init__(
        self, text: str, match: re.Match[str], grammar: Grammar, reference: Reference | None
    ) -> None:
        self._text = text
        self._match = match
        self._grammar = grammar
        self._reference = reference
        self._number = (match.lastgroup or "r0")[1:]
        self._rule = grammar.rules[int(self._number)]
        self.section = self._rule.section
        lead = self._rule.lead
        self._lead = lead and lead.search(text, max(0, match.start() - _LEAD), match.start())

    @property
    def span(self) -> Span:
        """Where it stands, with the word before it that makes it a time: "in May"."""
        return Span(self._lead.start() if self._lead else self._match.start(), self._match.end())

    @property
    def meant(self) -> Meant | None:
        """The days it means, None if none."""
        if self._rule.leads and not self._lead:
            return None
        meant = self._meant()
        if meant and self._said("yr"):
            return replace(meant, relative=True)
        return meant

    def _meant(self) -> Meant | None:
        match self.section:
            case "dates":
                return self._date()
            case "quarters" | "halves":
                part = self._ordinal()
                parts = 4 if self.section == "quarters" else 2
                return of_part(self._year(), part, parts, self._reference)
            case "decades":
                return self._decade()
            case "periods":
                period = self._grammar.periods.value(self._said("period"))
                return self._period(*period) if period else None
            case "ago" | "ahead":
                return self._away(-1 if self.section == "ago" else 1)
            case "days":
                return self._weekday()
            case _:
                return self._years()

    def _said(self, slot: str) -> str | None:
        """The words of a slot, None if its rule has none."""
        name = f"{slot}_{self._number}"
        return self._match[name] if name in self._match.re.groupindex else None

    def _int(self, slot: str) -> int | None:
        said = self._said(slot)
        digits = "".join(c for c in said if c.isdigit()) if said else ""
        return int(digits) if digits.isdecimal() else None

    def _tense(self) -> Tense:
        if self._said("past"):
            return "past"
        if self._said("next"):
            return "future"
        return tense_at(self._text, self._match.start(), self._match.end(), self._grammar)

    def _year(self) -> int | None:
        """The year that is said, or that "last year" means."""
        year = self._int("y")
        era = self._said("era")
        if era:
            told = self._said("ey") or ""
            return year_of_era(era, 1 if told == "元" else int(told))
        if year is None:
            period = self._grammar.periods.value(self._said("yr"))
            return self._year_of(period) if period else None
        return year

    def _year_of(self, period: Period) -> int | None:
        """The year that "last year" means, of the calendar of the month beside it."""
        if self._reference and self._grammar.solar and (self._month("m") or 0) > 12:
            return jalali_year(self._reference.day) + period[1]
        meant = of_period(*period, self._reference)
        return meant.first.year if meant else None

    def _period(self, unit: str, shift: int) -> Meant | None:
        """The days of a period; where years begin in spring, "this year" does too."""
        if unit == "year" and self._grammar.solar and self._reference:
            year = jalali_year(self._reference.day) + shift
            meant = of_years(year, year)
            return replace(meant, relative=True) if meant else None
        return of_period(unit, shift, self._reference)

    def _date(self) -> Meant | None:
        if self._said("iso"):
            return self._numeric(*re.split(r"[-./]", self._said("iso") or ""))
        if self._said("nd"):
            one, two, year = re.split(r"[./]", self._said("nd") or "")
            if self._grammar.month_first and int(one) <= 12:
                one, two = two, one
            return self._numeric(year if len(year) == 4 else f"20{year}", two, one)
        day, day2, month, month2 = (
            self._int("d"),
            self._int("d2"),
            self._month("m"),
            self._month("m2"),
        )
        year, tense = self._year(), self._tense()
        if month is not None and tense == "past" and not self._said("past"):
            # "said on 12 March that" tells of the speech: a date is the nearest one.
            tense = ""
        first = self._point(day, month if month or day is None else month2, year, tense)
        if first is None or (day2 is None and month2 is None):
            return first
        last = self._point(day2, month2 or month, year, tense)
        if last is None or last.last < first.first:
            return first
        return Meant(first.first, last.last, first.precision, first.relative)

    def _point(
        self, day: int | None, month: int | None, year: int | None, tense: Tense
    ) -> Meant | None:
        """A day of a month, a month, or a day of the present one."""
        if month is not None:
            if day is None:
                return of_month(month, year, self._reference, tense)
            return of_day(day, month, year, self._reference, tense)
        if day is None or self._reference is None:
            return None
        return self._of_this_month(day, tense)

    def _of_this_month(self, day: int, tense: Tense) -> Meant | None:
        """ "16日": the nearest such day, or the coming one."""
        if self._reference is None:
            return None
        today = self._reference.day
        period = self._grammar.periods.value(self._said("mo"))
        shift = period[1] if period else _nearest_month(day, today.day, tense)
        month = of_period("month", shift, self._reference)
        found = month and calendar_day(month.first.year, month.first.month, day)
        return Meant(found, found, "day", relative=True) if found else None

    def _numeric(self, year: str, month: str, day: str) -> Meant | None:
        return of_date(int(day), int(month), int(year))

    def _month(self, slot: str) -> int | None:
        said = self._said(slot)
        if said is None:
            return None
        return int(said) if said.isdecimal() else self._grammar.months.value(said)

    def _ordinal(self) -> int:
        said = self._said("o") or ""
        return int(said) if said.isdecimal() else self._grammar.ordinals.value(said) or 0

    def _decade(self) -> Meant | None:
        year = self._int("y")
        if year is None:
            short = self._int("y2")
            year = None if short is None else short + (1900 if short >= 30 else 2000)
        if year is None or year % 10:
            return None
        return of_years(year, year + 9)

    def _away(self, sign: int) -> Meant | None:
        said = self._said("n") or ""
        number = int(said) if said.isdecimal() else self._grammar.numbers.value(said)
        unit = self._grammar.units.value(self._said("u"))
        return of_period(unit, sign * number, self._reference) if unit and number else None

    def _weekday(self) -> Meant | None:
        said = self._said("w")
        weekday = self._grammar.weekdays.value(said)
        if weekday is None and said:
            weekday = self._grammar.weekdays.value(re.split(r"[\s(（]", said)[0])
        if weekday is None:
            return None
        way = next((way for way in WAYS if self._said(way)), "")
        return of_weekday(weekday, self._reference, way, "" if way else self._tense())

    def _years(self) -> Meant | None:
        first, last = self._year(), self._int("y2")
        if first is None or not (first in _BARE_YEARS or first in _JALALI_YEARS):
            return None
        if self._said("yr") or (
            not self._lead and self._match[0].isdigit() and not self._is_year(first)
        ):
            return None
        if last is not None and last < _CENTURY:
            last += first // _CENTURY * _CENTURY
        return of_years(first, last or first)

    def _is_year(self, number: int) -> bool:
        """Whether four digits alone are a year rather than a count."""
        likely = number in _LIKELY_YEARS and number % _CENTURY != 0
        return (likely or number in _JALALI_YEARS) and not _COUNTED.match(
            self._text, self._match.end()
        )
