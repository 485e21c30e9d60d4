"""How a language names days and periods: one TOML file for each, read once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ahocorasick_rs import AhoCorasick

from tearsheet.annotate.times.forms import Forms
from tearsheet.annotate.times.template import (
    DIGITS,
    GAP,
    LETTER,
    Slot,
    one_of,
    pattern_of,
    slot,
    starts_of,
    written,
)

_SECTIONS = ("dates", "quarters", "halves", "decades", "ago", "ahead", "days", "periods", "years")
_UNITS = ("day", "week", "month", "year", "quarter", "weekend")
# How a word beside a weekday shifts it: "last Monday", "Monday of last week".
WAYS = ("past", "next", "this", "past_week", "next_week")
# Words that must stand before a rule of their own: "in May", "в среду".
_LEAD = re.compile(r"(\[)?\{(near|on|from)\} (?(1)\])(.*)")
_STOP = r"(?:\.(?=[^\S\n]?\d))?"  # of a short form: "Feb. 12"
# After a month that has none: "in May", not "of Feb. 5".
_NO_DAY = r"(?!\.?[^\S\n]?(?:[012]?\d|3[01])(?![\d%]))"
_YEAR = r"(?P<y_@>\d{4})(?!\d)"
Period = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of naming a time: of what kind, and what must stand before it, if anything."""

    section: str
    lead: re.Pattern[str] | None
    leads: bool


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """One language's ways of naming a time; the fields of a file are explained in ``en.toml``.

    ``starts`` finds every place where a time may begin; the pattern of the same number in
    ``reads`` matches it there, and the name of its last group is ``r`` and its rule's number.
    """

    starts: AhoCorasick
    reads: tuple[re.Pattern[str], ...]
    rules: tuple[Rule, ...]
    months: Forms[int]
    weekdays: Forms[int]
    periods: Forms[Period]
    units: Forms[str]
    numbers: Forms[int]
    ordinals: Forms[int]
    future: re.Pattern[str]
    done: re.Pattern[str]
    until: re.Pattern[str]
    month_first: bool
    spaced: bool
    solar: bool


@dataclass(frozen=True, slots=True)
class _Words:
    months: Forms[int]
    weekdays: Forms[int]
    periods: Forms[Period]
    units: Forms[str]
    numbers: Forms[int]
    ordinals: Forms[int]


@cache
def grammar_for(language: str) -> Grammar | None:
    """The grammar of a BCP 47 language, None if there is no file for it."""
    primary = language.split("-")[0].lower()
    file = resources.files(__package__ or "") / f"{primary}.toml"
    if not (primary.isascii() and primary.isalpha() and file.is_file()):
        return None
    return _read(tomllib.loads(file.read_text("utf-8")))


def _read(table: Mapping[str, object]) -> Grammar:
    capital = bool(table.get("capitals", False))
    spaced = bool(table.get("spaced", True))
    words = _Words(
        Forms(
            _numbered([*_listed(table, "months"), *_listed(table, "jalali")], 1), capital=capital
        ),
        Forms(_numbered(_listed(table, "weekdays"), 0), capital=capital),
        Forms(_periods(_table(table, "periods"))),
        Forms({f: unit for unit in _UNITS for f in _listed(_table(table, "units"), unit)}),
        Forms(_numbered(_listed(table, "small"), 1)),
        Forms(_numbered(_listed(table, "ordinals"), 1)),
    )
    slots = _slots(table, words)
    patterns, rules, starts = list[str](), list[Rule](), dict[str, list[int]]()
    for section in _SECTIONS:
        for template in sorted(_templates(table, section), key=_needs_lead):
            rule, rest = _rule(section, template, table)
            number = len(rules)
            patterns.append(f"(?P<r{number}>{pattern_of(rest, slots, number)})")
            for start in written(starts_of(rest, slots)):
                starts.setdefault(start, []).append(number)
            rules.append(rule)
    clitics = _listed(table, "clitics")
    return Grammar(
        AhoCorasick(list(starts)),
        _readers(starts, patterns, *_bounds(spaced, clitics)),
        tuple(rules),
        words.months,
        words.weekdays,
        words.periods,
        words.units,
        words.numbers,
        words.ordinals,
        _cue(_listed(table, "future"), spaced),
        _cue(_listed(table, "done"), spaced),
        _cue(_listed(table, "until"), spaced),
        table.get("numeric") == "mdy",
        spaced and not clitics,
        bool(_listed(table, "jalali")),
    )


def _readers(
    starts: Mapping[str, list[int]], patterns: list[str], before: str, after: str
) -> tuple[re.Pattern[str], ...]:
    """For each start the rules that may begin with it, and with a shorter start of it."""
    made = dict[tuple[int, ...], re.Pattern[str]]()
    readers = list[re.Pattern[str]]()
    for start in starts:
        rules = {n for length in range(len(start)) for n in starts.get(start[: length + 1], ())}
        key = tuple(sorted(rules))
        if key not in made:
            made[key] = re.compile(f"{before}(?:{'|'.join(patterns[n] for n in key)}){after}")
        readers.append(made[key])
    return tuple(readers)


def _rule(section: str, template: str, table: Mapping[str, object]) -> tuple[Rule, str]:
    """A rule, and its template without the words that stand before it."""
    match = _LEAD.fullmatch(template)
    if not match:
        return Rule(section, None, leads=False), _without_day(template)
    words = one_of(_listed(_table(table, "words"), match[2]))
    spaced = bool(table.get("spaced", True))
    gap = GAP if spaced else r"[^\S\n]{0,3}"
    lead = re.compile(rf"{f'(?<!{LETTER})' if spaced else ''}{words}{gap}\Z")
    return Rule(section, lead, leads=match[1] is None), _without_day(match[3])


def _needs_lead(template: str) -> bool:
    """Whether it is a rule of last resort: alone it would be found everywhere."""
    match = _LEAD.fullmatch(template)
    return match is not None and match[1] is None


def _without_day(template: str) -> str:
    return template + "{no_day}" if template.endswith("{m}") and "{d}" not in template else template


def _bounds(spaced: bool, clitics: list[str]) -> tuple[str, str]:
    """What may not stand before and after; ``clitics`` are words written onto the next."""
    if not spaced:
        return "(?<![0-9０-９A-Za-z.,年])", "(?![0-9０-９A-Za-z])"
    bound = rf"(?<!{LETTER})"
    if clitics:
        bound = f"(?:{bound}|{'|'.join(rf'(?<=(?<!{LETTER}){clitic})' for clitic in clitics)})"
    return rf"{bound}(?!(?<=[.,/:$€£¥₽₸-])\d)", f"(?!{LETTER})"


def _templates(table: Mapping[str, object], section: str) -> list[str]:
    match section:
        case "periods":
            return ["{period}"]
        case "days" if "days" not in table:
            return ["{past} {w}", "{next} {w}", "{this} {w}", "{w}"]
        case "dates":
            return [*_listed(table, section), "{numeric}", "{iso}"]
        case _:
            return _listed(table, section)


def _slots(table: Mapping[str, object], words: _Words) -> dict[str, Slot]:
    """The places of a template."""
    year = str(table.get("year", "#"))
    years, eras = _forms_of("year", table), [*_listed(table, "eras"), *DIGITS]
    day = rf"\d{{1,2}}(?!\d){table.get('ordinal', '')}"
    months, numbers, ordinals = words.months, words.numbers, words.ordinals
    weekday = f"{words.weekdays.pattern}{table.get('suffix', '')}"
    of_month = _forms_of("month", table)
    given = {
        name: slot(
            one_of(_listed(_table(table, "words"), name)), _listed(_table(table, "words"), name)
        )
        for name in _table(table, "words")
    }
    ways = {
        name: slot(f"(?P<{name}_@>{one_of(forms)})", forms)
        for name in WAYS
        if (forms := _listed(_table(table, "words"), name))
    }
    none = {name: slot(f"(?P<{name}_@>(?!))", ["\0"]) for name in WAYS}
    return (
        given
        | none
        | ways
        | {
            "d": slot(f"(?P<d_@>{day})"),
            "d2": slot(f"(?P<d2_@>{day})"),
            "m": slot(f"(?P<m_@>{months.pattern}){_STOP}", months),
            "m2": slot(f"(?P<m2_@>{months.pattern}){_STOP}", months),
            "mb": slot(f"(?P<m_@>{months.pattern}){table.get('bare_month', '(?!)')}", months),
            "also": slot(months.pattern, months),
            "mn": slot(r"(?P<m_@>\d{1,2})"),
            "mn2": slot(r"(?P<m2_@>\d{1,2})"),
            "mo": slot(f"(?P<mo_@>{one_of(of_month)})", of_month),
            "no_day": slot(_NO_DAY if _has_days_after(table) else ""),
            "y": slot(f"(?:(?P<yr_@>{one_of(years)})|{year.replace('#', _YEAR)})", [*years, *eras]),
            "Y": slot(_YEAR),
            "Y2": slot(r"(?P<y2_@>\d{4}|\d{2})(?!\d)"),
            "w": slot(f"(?P<w_@>{weekday})", words.weekdays),
            "n": slot(rf"(?P<n_@>\d{{1,3}}(?!\d)|{numbers.pattern})", [*numbers, *DIGITS]),
            "o": slot(rf"(?P<o_@>[1-4１-４](?!\d)|{ordinals.pattern})", [*ordinals, *DIGITS]),
            "u": slot(f"(?P<u_@>{words.units.pattern})", words.units),
            "to": slot(_to(table), ["-"]),
            "period": slot(f"(?P<period_@>{words.periods.pattern})", words.periods),
            "numeric": slot(
                r"(?P<nd_@>\d{1,2}(?P<ns_@>[./])\d{1,2}(?P=ns_@)(?:\d{4}|\d{2}))(?!\d|[./]\d)"
            ),
            "iso": slot(r"(?P<iso_@>\d{4}(?P<is_@>[-./])\d{1,2}(?P=is_@)\d{1,2})(?!\d)"),
        }
    )


def _has_days_after(table: Mapping[str, object]) -> bool:
    """Whether a day may follow its month: *March 5*, but *im März 65 Kunden*."""
    return any("{m} {d" in template for template in _listed(table, "dates"))


def _to(table: Mapping[str, object]) -> str:
    """What parts the ends of a range: a dash, or one of the language's words."""
    gap = GAP if table.get("spaced", True) else r"[^\S\n]?"
    words = "".join(f"|{gap}{one_of([word])}{gap}" for word in _listed(table, "to"))
    return rf"(?:[^\S\n]?[-–—~～〜−][^\S\n]?{words})"


def _forms_of(unit: str, table: Mapping[str, object]) -> list[str]:
    """The words for periods of one unit."""
    return [form for form, (of, _) in _periods(_table(table, "periods")).items() if of == unit]


def _forms(forms: str) -> list[str]:
    """Forms parted by spaces; an underscore stands for a space in one of them."""
    return [form.replace("_", " ") for form in forms.split()]


def _numbered(listed: list[str], first: int) -> dict[str, int]:
    return {form: number for number, forms in enumerate(listed, first) for form in _forms(forms)}


def _periods(table: Mapping[str, object]) -> dict[str, Period]:
    found = dict[str, Period]()
    for key in table:
        unit, shift = key.split()
        if unit not in _UNITS:
            raise ValueError(f"{key!r} is no period: use one of {', '.join(_UNITS)}")
        for form in _listed(table, key):
            found[form] = (unit, int(shift))
    return found


def _cue(forms: list[str], spaced: bool) -> re.Pattern[str]:
    pattern = one_of(forms)
    return re.compile(rf"(?<!{LETTER}){pattern}(?!{LETTER})" if spaced else pattern)


def _listed(table: Mapping[str, object], key: str) -> list[str]:
    found = table.get(key, [])
    if not isinstance(found, list):
        raise TypeError(f"{key} is not a list in a file of times")
    return [str(word) for word in found]


def _table(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise TypeError(f"{key} is not a table in a file of times")
    return found
