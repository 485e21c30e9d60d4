"""What is the value of a number as printed?"""

import re
from dataclasses import dataclass
from decimal import Decimal

from tearsheet.annotate.figures.language import Numerals
from tearsheet.annotate.times.template import LETTER

PRINTED = re.compile(r"\d+(?:[.,'’٬٫·](?=\d)\d+|[\u00a0\u202f\u2009 ](?=\d{3}(?!\d))\d{3})*")
_WORD = re.compile(rf"{LETTER}(?:{LETTER}|['’‘ʻ](?={LETTER}))*")
_BETWEEN = re.compile(r"[^\S\n]{1,2}|[-‐]")
_GROUP = 3
LONGEST = 40  # characters of a number; longer runs of digits are none
_MOST_WORDS = 12
_HAN = dict(zip("〇零一二三四五六七八九", [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], strict=True)) | {
    "两": 2,
    "兩": 2,
}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000}
HAN_NUMBER = re.compile("[〇零一二三四五六七八九两兩十百千]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``[start, end)`` and its value; ``worded`` if it is written out, then
    with its ``scale`` ("two hundred thousand")."""

    start: int
    end: int
    value: Decimal
    worded: bool = False
    scale: Decimal = Decimal(1)


def digits_at(text: str, start: int, numerals: Numerals) -> Number | None:
    """The number in digits that starts there, read by the language's separators."""
    match = PRINTED.match(text, start)
    if match is None:
        return None
    value, length = value_of(match[0], numerals)
    return None if value is None else Number(start, start + length, value)


def value_of(printed: str, numerals: Numerals) -> tuple[Decimal | None, int]:
    """The value of digits with separators, and how many characters of them are one number.

    What stands between groups of three is a separator of thousands, if it comes twice or is the
    language's; a single other one is a decimal mark.
    """
    parts = re.split(r"(\D)", printed)
    groups, marks = parts[::2], parts[1::2]
    whole, used, at = _plain(groups[0]), 1, len(groups[0])
    fraction = ""
    while used < len(groups):
        mark, group = marks[used - 1], groups[used]
        again = used < len(marks) and marks[used] == mark
        before = used > 1 and marks[used - 2] == mark
        grouped = len(group) == _GROUP and len(groups[0]) <= _GROUP and groups[0] != "0"
        lakh = mark == "," and len(group) in (2, _GROUP) and numerals.language in ("hi", "en")
        if fraction:
            break
        grouped = grouped and (mark in numerals.group or again or before or mark in "'’٬")
        if grouped or (lakh and (again or (before and len(group) == _GROUP))):
            whole += _plain(group)
        elif mark in ".,٫·" and (mark in numerals.decimal or mark in "٫·" or not again):
            if mark not in numerals.decimal + "٫·" and len(group) > 2:
                break
            fraction = _plain(group)
        else:
            break
        used, at = used + 1, at + 1 + len(group)
    return Decimal(f"{whole}.{fraction or 0}") if fraction else Decimal(whole), at


def _plain(digits: str) -> str:
    """ASCII digits, whatever the script's are."""
    return str(int(digits)).zfill(len(digits))


def words_at(text: str, start: int, numerals: Numerals) -> Number | None:
    """The number in words that starts there, with its scale: "two hundred thousand"."""
    total = current = last = scale_said = Decimal(0)
    end, at, joined, seen = start, start, False, 0
    while seen < _MOST_WORDS:
        word = _WORD.match(text, at)
        if not word:
            break
        said = word[0].casefold()
        value = numerals.words.get(said)
        scale = numerals.scales.value(said) if value is None else None
        if value is not None and (
            end == start or _follows(last, value, joined or _is_joined(said, numerals), numerals)
        ):
            current, last = _added(current, last, value)
        elif scale is not None and (current or total or said in numerals.alone):
            if total and (not current or scale > last):
                # "dos mil millones": the greater scale multiplies all before it.
                total = (total + current) * scale
            else:
                total += (current or 1) * scale
            current, last, scale_said = Decimal(0), scale, scale
        elif said in numerals.joins and end > start and not joined:
            at, joined = word.end(), True
            gap = _BETWEEN.match(text, at)
            at = gap.end() if gap else at
            continue
        else:
            break
        end, joined, seen = word.end(), False, seen + 1
        gap = _BETWEEN.match(text, end)
        if not gap:
            break
        at = gap.end()
    if end == start:
        return None
    return Number(start, end, total + current, worded=True, scale=scale_said or Decimal(1))


def _added(current: Decimal, last: Decimal, value: Decimal) -> tuple[Decimal, Decimal]:
    """The number with one more word, and the size of what was said last."""
    if value == 100 and 0 < current < 10:
        return current * 100, current * 100
    if value == 20 and current == 4:
        return Decimal(80), Decimal(80)  # quatre-vingts
    return current + value, value


def _is_joined(word: str, numerals: Numerals) -> bool:
    """Whether "and" is written onto the word."""
    return word[:1] in numerals.clitics


def _follows(last: Decimal, value: Decimal, joined: bool, numerals: Numerals) -> bool:
    """Whether a number word goes on with the one before: "twenty" with "five"."""
    if value < 1:
        return joined or numerals.language in ("tr", "kk", "uz", "hi")
    if last < 1:
        return 0 < value < 100
    if value == 20 and last == 4 and numerals.language == "fr":
        return True
    if value == 100 and last < 10:
        return True
    if last >= 1000:
        return value < last
    if last >= 100:
        return value < 100
    if last >= 20 or (last == 10 and numerals.teens_apart):
        return value < 10 or (last in (60, 80) and value < 20)
    return numerals.units_first and joined and last < 10 and value >= 20


def han_value(numeral: str) -> Decimal:
    """The value of a number in Han numerals below ten thousand: 三百二十."""
    total = current = 0
    for character in numeral:
        if character in _HAN:
            current = current * 10 + _HAN[character] if total == 0 and current else _HAN[character]
        else:
            total += (current or 1) * _HAN_SCALES[character]
            current = 0
    return Decimal(total + current)
