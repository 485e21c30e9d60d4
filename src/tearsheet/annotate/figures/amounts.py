"""A number with its scale and unit: "$43.8 billion", "35 %", "3–5 млн тонн"."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from tearsheet.annotate.figures.language import Numerals
from tearsheet.annotate.figures.numbers import Number, digits_at, han_value
from tearsheet.model.annotation import FigureKind

_GAPS = " \u00a0\u202f\u2009"
_TENTHS = re.compile(r"([一二三四五六七八九])(?![一-龥])|(\d)分")
_BEFORE = 24  # characters before a number in which its currency stands


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in the making; ``number`` is what is printed of it without scale and unit.

    ``scale`` is 1 where there is none; ``led`` says that the unit stands before the number.
    """

    start: int
    end: int
    number: Number
    value: Decimal
    kind: FigureKind
    unit: str
    scale: Decimal
    led: bool
    upper: Decimal | None = None


def amount_at(text: str, number: Number, numerals: Numerals, after: int = 0) -> Amount:
    """The number with all that belongs to it, none of it before ``after``."""
    start, unit = number.start, ""
    kind: FigureKind = "count"
    prefix = numerals.prefix.search(text, max(after, start - _BEFORE), start)
    if prefix:
        start = prefix.start()
        if prefix.lastgroup == "share":
            unit, kind = "%", "share"
        else:
            unit, kind = currency(prefix[0], numerals), "money"
    value, scale, end = _scaled(text, number, numerals, money=kind == "money")
    led = bool(unit)
    suffix = numerals.suffix.match(text, end)
    if suffix and suffix.lastgroup and not led:
        unit, kind, share = _unit(suffix, numerals)
        value, end = value * share, suffix.end()
        if suffix.lastgroup == "tenths":
            value, end = _hundredths(text, value, end)
    elif suffix and suffix.lastgroup == "cur" and kind == "money":
        end = suffix.end()
    ending = numerals.endings.match(text, end)
    if ending:
        end = ending.end()
    return _signed(text, Amount(start, end, number, value, kind, unit, scale, led), numerals, after)


def _hundredths(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """八成五, 3割5分: what follows the tenths."""
    more = _TENTHS.match(text, end)
    if more is None:
        return value, end
    return value + (han_value(more[1]) if more[1] else Decimal(int(more[2]))), more.end()


def _unit(suffix: re.Match[str], numerals: Numerals) -> tuple[str, FigureKind, int]:
    """The unit behind a number, its kind, and what a number before it counts in that unit."""
    match suffix.lastgroup:
        case "pp":
            return "pp", "share", 1
        case "pct":
            return "%", "share", 1
        case "tenths":
            return "%", "share", 10
        case "cur":
            return currency(suffix["cur"], numerals), "money", 1
        case _:
            return measure(suffix["unit"], numerals), "measure", 1


def currency(printed: str, numerals: Numerals) -> str:
    """The ISO 4217 code of a currency as printed."""
    return numerals.currencies.value(printed.strip()) or ""


def measure(printed: str, numerals: Numerals) -> str:
    """The symbol of a unit as printed."""
    return numerals.units.value(printed.strip()) or ""


def _signed(text: str, amount: Amount, numerals: Numerals, after: int) -> Amount:
    """The amount with the minus that stands before it."""
    said = numerals.minus.search(text, max(after, amount.start - _BEFORE), amount.start)
    if said:
        return replace(amount, start=said.start(), value=-amount.value)
    if amount.start <= after or text[amount.start - 1] not in "-−":
        return amount
    before = text[amount.start - 2] if amount.start > 1 else " "
    if before.isalnum() or before in ")]»”\"'%°":
        return amount
    return replace(amount, start=amount.start - 1, value=-amount.value)


def _scaled(
    text: str, number: Number, numerals: Numerals, *, money: bool
) -> tuple[Decimal, Decimal, int]:
    """The value with its scales, the first of them, and where they end: 3億2000万."""
    if number.scale > 1:
        return number.value, number.scale, number.end
    found = _scale(text, number.end, numerals)
    if found is None and money:
        found = _glued(text, number.end, numerals)
    if found is None:
        return number.value, Decimal(1), number.end
    first, end = found
    total, last = number.value * first, first
    while True:
        at = _behind(text, end, numerals)
        apart = at > end
        more = digits_at(text, at, numerals) if text[at : at + 1].isdecimal() else None
        if more is None:
            return total, first, end
        further = _scale(text, more.end, numerals)
        if further is None:
            if not _adds_up(more.value, last, apart=apart, spaced=numerals.spaced):
                return total, first, end
            return total + more.value, Decimal(1), more.end
        if further[0] > last and not (apart or numerals.spaced):
            return (total + more.value) * further[0], Decimal(1), further[1]  # 6천400만
        if further[0] >= last:
            return total, first, end
        total, last, end = total + more.value * further[0], further[0], further[1]
        first = Decimal(1)


def _adds_up(value: Decimal, scale: Decimal, *, apart: bool, spaced: bool) -> bool:
    """Whether a number goes on behind a scale: 4万5000, "4 bin 200"."""
    if apart or spaced:
        return apart and spaced and scale == 1000 and 100 <= value < 1000
    return value < scale


def _behind(text: str, end: int, numerals: Numerals) -> int:
    """Where a number may go on: past a space, or past "and" where digits are joined by it."""
    joined_by = numerals.joined.match(text, end)
    if joined_by:
        return joined_by.end()
    return end + (end < len(text) and text[end] in _GAPS)


def _scale(text: str, at: int, numerals: Numerals) -> tuple[Decimal, int] | None:
    gap = at + 1 if at < len(text) and text[at] in _GAPS else at
    match = numerals.scale.match(text, gap)
    if match is None:
        return None
    scale = numerals.scales.value(_bare(match[0])) or Decimal(1)
    more = None if numerals.spaced else numerals.scale.match(text, match.end())
    if more is None:
        return scale, match.end()
    # 5천만: a thousand ten-thousands.
    return scale * (numerals.scales.value(more[0]) or Decimal(1)), more.end()


def _bare(scale: str) -> str:
    """A scale without the full stop of a short form."""
    return scale.strip(" \u00a0\u202f.-")


def _glued(text: str, at: int, numerals: Numerals) -> tuple[Decimal, int] | None:
    """A letter for a scale right behind an amount of money: "$5m"."""
    match = numerals.glued_letter.match(text, at)
    return (numerals.glued.value(match[0]) or Decimal(1), match.end()) if match else None


def joined(text: str, one: Amount, other: Amount, numerals: Numerals) -> Amount | None:
    """Two amounts as the ends of a range ("3–5 million", "from 3 to 5 %"), None if they are not.

    Words between them part two figures where the first has a unit of its own ("from 3 % to 5 %").
    """
    parted = numerals.to.fullmatch(text, one.end, other.start)
    if parted is None or one.upper is not None or other.value < 0:
        return None
    own = bool(one.unit) and not one.led
    if parted.lastgroup == "word" and own:
        return None
    if one.unit and other.unit and one.unit != other.unit:
        return None
    if one.kind == "count" and other.led:
        return None
    value = one.value
    if one.scale == 1 and other.scale > 1 and value * other.scale < other.value:
        value *= other.scale
    if value >= other.value or (one.number.worded != other.number.worded):
        return None
    unit = other.unit or one.unit
    kind = other.kind if other.unit else one.kind
    return replace(
        other, start=one.start, value=value, upper=other.value, unit=unit, kind=kind, led=one.led
    )
