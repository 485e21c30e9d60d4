"""How a language writes numbers and what they count: one TOML file for each, read once."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import get_args

from ahocorasick_rs import AhoCorasick

from tearsheet.annotate.times.forms import Forms
from tearsheet.annotate.times.template import GAP, LETTER, leading, one_of, written
from tearsheet.model.annotation import Comparison

_COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)


@dataclass(frozen=True, slots=True, eq=False)
class Numerals:
    """One language's numbers; the fields of a file are explained in ``en.toml``.

    ``words`` are values of number words, ``scales`` what a number is multiplied with; both are
    in lower case. ``starts`` finds where a number in words may begin. ``suffix`` matches what
    follows a number, ``prefix`` a currency right before one.
    """

    language: str
    spaced: bool
    decimal: str
    group: str
    words: Mapping[str, Decimal]
    scales: Forms[Decimal]
    alone: frozenset[str]
    joins: frozenset[str]
    joined: re.Pattern[str]
    clitics: frozenset[str]
    endings: re.Pattern[str]
    units_first: bool
    teens_apart: bool
    ordinals: bool
    starts: AhoCorasick | None
    suffix: re.Pattern[str]
    prefix: re.Pattern[str]
    scale: re.Pattern[str]
    glued: Forms[Decimal]
    glued_letter: re.Pattern[str]
    to: re.Pattern[str]
    units: Forms[str]
    currencies: Forms[str]
    comparisons: Forms[Comparison]
    compared: re.Pattern[str]
    labels: re.Pattern[str]
    never: re.Pattern[str]
    counters: re.Pattern[str] | None
    counted: re.Pattern[str]
    minus: re.Pattern[str]
    determiners: frozenset[str]
    stops: frozenset[str]
    of: frozenset[str]
    links: re.Pattern[str]


@cache
def numerals_for(language: str) -> Numerals | None:
    """The numbers of a BCP 47 language, None if there is no file for it."""
    primary = language.split("-")[0].lower()
    file = resources.files(__package__ or "") / f"{primary}.toml"
    if not (primary.isascii() and primary.isalpha() and file.is_file()):
        return None
    return _read(primary, tomllib.loads(file.read_text("utf-8")))


def _read(language: str, table: Mapping[str, object]) -> Numerals:
    spaced = bool(table.get("spaced", True))
    words = _words(table)
    scales = Forms(_valued(_table(table, "scales")))
    glued = Forms(_valued(_table(table, "glued")))
    shared = _shared()
    units = Forms(shared.units | _kinds(_table(table, "units")))
    currencies = Forms(shared.money | _kinds(_table(table, "currencies")))
    comparisons = Forms(_comparisons(table))
    counters = _listed(table, "counters")
    starts = written(leading([*words, *_listed(table, "alone")]))
    return Numerals(
        language=language,
        spaced=spaced,
        decimal=str(table.get("decimal", ".")),
        group=str(table.get("group", ",")),
        words=words,
        scales=scales,
        alone=frozenset(_listed(table, "alone")),
        joins=frozenset(_listed(table, "joins")),
        joined=re.compile(rf"{GAP}{one_of(_listed(table, 'joins_digits'))}{GAP}(?=\d)"),
        clitics=frozenset(_listed(table, "clitics")),
        endings=re.compile(_whole(one_of(_listed(table, "endings")), spaced, before=False)),
        units_first=bool(table.get("units_first", False)),
        teens_apart=len(_listed(table, "units_words")) == 10,
        ordinals=bool(table.get("ordinals", False)),
        starts=AhoCorasick(sorted(starts)) if words else None,
        suffix=_suffix(table, spaced),
        prefix=_prefix(table, spaced),
        scale=re.compile(
            _whole(scales.pattern, spaced, before=False) + r"(?:\.(?=[^\S\n]?[^\W\d_]))?"
        ),
        glued=glued,
        glued_letter=re.compile(_whole(glued.pattern, spaced, before=False)),
        to=re.compile(_to(table, spaced)),
        units=units,
        currencies=currencies,
        comparisons=comparisons,
        compared=re.compile(_whole(comparisons.pattern, spaced)),
        labels=re.compile(
            rf"{_before(spaced)}{one_of(_listed(table, 'labels'))}\.?[^\S\n]?[№#]?\Z"
        ),
        never=re.compile(_whole(one_of(_listed(table, "never")), spaced)),
        counters=re.compile(one_of(counters)) if counters else None,
        counted=re.compile(
            rf"{one_of(counters)}?+([^\W\d_ぁ-ん的了在和与及将被由向是为以]{{1,6}})"
        ),
        minus=re.compile(rf"{_before(spaced)}{one_of(_listed(table, 'minus'))}[^\S\n]?\Z"),
        determiners=frozenset(_listed(table, "determiners")),
        stops=frozenset(_listed(table, "stops")),
        of=frozenset(_listed(table, "of")),
        links=re.compile(_whole(one_of(_listed(table, "links")), spaced)),
    )


def _comparisons(table: Mapping[str, object]) -> dict[str, Comparison]:
    forms = _table(table, "comparisons")
    unknown = set(forms) - set(_COMPARISONS)
    if unknown:
        raise ValueError(f"no comparisons: {', '.join(sorted(unknown))}")
    return {form: name for name in _COMPARISONS for form in _listed(forms, name)}


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every language writes alike: signs and codes of money, symbols of units."""

    money: dict[str, str]
    units: dict[str, str]


@cache
def _shared() -> _Shared:
    file = resources.files(__package__ or "") / "und.toml"
    table = tomllib.loads(file.read_text("utf-8"))
    codes = {code: code for code in _listed(_table(table, "codes"), "ISO")}
    return _Shared(_kinds(_table(table, "signs")) | codes, _kinds(_table(table, "units")))


def _suffix(table: Mapping[str, object], spaced: bool) -> re.Pattern[str]:
    """What follows a number and its scale: a share, a currency or a unit."""
    of = "".join(
        f"(?:{GAP}{one_of([word])}{'' if word[-1] in _ELISION else GAP})?"
        for word in _listed(table, "of_unit")
    )
    names = {
        "pp": _listed(table, "points"),
        "pct": _listed(table, "percent"),
        "tenths": _listed(table, "tenths"),
        "cur": list(_kinds(_table(table, "currencies"))),
        "unit": list(_kinds(_table(table, "units"))),
    }
    said = {name: _whole(one_of(forms), spaced, before=False) for name, forms in names.items()}
    end = f"(?!{LETTER}|['’])" if spaced else "(?![A-Za-z])"
    return re.compile(
        rf"{of}[^\S\n]{{0,2}}-?(?:(?P<pp>{said['pp']})|(?P<pct>[%٪％]|{said['pct']})"
        rf"|(?P<tenths>{said['tenths']})"
        rf"|(?P<cur>{said['cur']}|(?:{_either(_shared().money)})(?![A-Za-z]))"
        rf"|(?P<unit>{said['unit']}|(?:{_either(_shared().units)}){end}))"
    )


_ELISION = "'’"


def _prefix(table: Mapping[str, object], spaced: bool) -> re.Pattern[str]:
    """What stands right before a number: a currency, or what says that it is a share."""
    share = one_of(["%", *_listed(table, "percent_before")])
    words = _before(spaced) + one_of(_listed(table, "currency_before"))
    return re.compile(
        rf"(?:(?P<share>{_before(spaced)}{share})|(?P<cur>"
        rf"(?<![A-Za-z])(?:{_either(_shared().money)})|{words}))[^\S\n]?\Z"
    )


def _either(signs: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(signs, key=len, reverse=True)))


def _to(table: Mapping[str, object], spaced: bool) -> str:
    """What parts the ends of a range; words are in the group ``word``."""
    gap = GAP if spaced else r"[^\S\n]?"
    words = f"(?P<word>{gap}{one_of(_listed(table, 'to'))}{gap})"
    return rf"[^\S\n]?[-–—~～〜−][^\S\n]?|{words}"


def _before(spaced: bool) -> str:
    return rf"(?<!{LETTER})" if spaced else ""


def _whole(pattern: str, spaced: bool, *, before: bool = True) -> str:
    """The pattern as whole words."""
    if not spaced:
        return pattern
    return f"{_before(spaced) if before else ''}{pattern}(?!{LETTER})"


def _words(table: Mapping[str, object]) -> dict[str, Decimal]:
    """Number words: units from 1, tens from 20, hundreds from 100, and others by value."""
    units, tens = _listed(table, "units_words"), _listed(table, "tens")
    hundreds = _listed(table, "hundreds")
    made = _counted(units, 1, 1) | _counted(tens, 20, 10) | _counted(hundreds, 100, 100)
    made |= _valued(_table(table, "numbers"))
    match table.get("compounds"):
        case "de":
            made |= _german(made)
        case "it":
            made |= _italian(made)
        case _:
            pass
    return made


def _counted(listed: Iterable[str], first: int, step: int) -> dict[str, Decimal]:
    return {
        form.replace("_", " "): Decimal(first + step * place)
        for place, forms in enumerate(listed)
        for form in forms.split()
    }


def _german(words: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Fünfundzwanzig, dreihundert, viertausend."""
    small = {w: v for w, v in words.items() if v < 10}
    tens = {w: v for w, v in words.items() if 20 <= v < 100}
    below = {f"{u}und{t}": uv + tv for u, uv in small.items() for t, tv in tens.items()}
    below |= {w: v for w, v in words.items() if v < 100}
    hundreds = {f"{u}hundert": v * 100 for u, v in small.items()} | {"hundert": Decimal(100)}
    hundreds |= {h + w: hv + v for h, hv in hundreds.items() for w, v in below.items()}
    thousands = {f"{w}tausend": v * 1000 for w, v in below.items()} | {"tausend": Decimal(1000)}
    return below | hundreds | thousands


def _italian(words: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Venticinque, trecento, duemila."""
    small = {w: v for w, v in words.items() if v < 10}
    tens = {w: v for w, v in words.items() if 20 <= v < 100}
    below = {
        (t[:-1] if u[0] in "uo" else t) + u: tv + uv
        for t, tv in tens.items()
        for u, uv in small.items()
    }
    below |= {t + "tré": tv + 3 for t, tv in tens.items()}
    below |= {w: v for w, v in words.items() if v < 100}
    hundreds = {f"{u}cento": v * 100 for u, v in small.items() if v > 1} | {"cento": Decimal(100)}
    hundreds |= {h + w: hv + v for h, hv in hundreds.items() for w, v in below.items() if v > 9}
    thousands = {f"{w}mila": v * 1000 for w, v in (below | hundreds).items() if v > 1}
    return below | hundreds | thousands | {"mille": Decimal(1000)}


def _valued(table: Mapping[str, object]) -> dict[str, Decimal]:
    """A table of values and their forms: ``"1e6" = ["million"]``."""
    return {form: Decimal(value) for value in table for form in _listed(table, value)}


def _kinds(table: Mapping[str, object]) -> dict[str, str]:
    return {form: name for name in table for form in _listed(table, name)}


def _listed(table: Mapping[str, object], key: str) -> list[str]:
    found = table.get(key, [])
    if not isinstance(found, list):
        raise TypeError(f"{key} is not a list in a file of figures")
    return [str(word) for word in found]


def _table(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise TypeError(f"{key} is not a table in a file of figures")
    return found
