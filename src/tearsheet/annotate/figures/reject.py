"""Is a number a figure, or does it name, order or time something?"""

import re

from tearsheet.annotate.figures.amounts import Amount
from tearsheet.annotate.figures.language import Numerals
from tearsheet.annotate.times.template import LETTER

_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}(?!\d)")
_ADDRESS = re.compile(r"://|www\.|@|\.\w{2,4}/|\.(?:com|org|net|html?)\b")
_NEXT = re.compile(rf"[^\S\n]{{1,2}}[\"“«„(]?({LETTER}+)")
_LAST = re.compile(rf"({LETTER}+)[^\S\n]{{1,2}}\Z")
_LABEL = 24
_WORD = 40
_JOINERS = "-‐#№_@/=\\&~^"
_LONGEST_PLAIN = 6  # digits without separators in a number that is counted with


def is_figure(text: str, amount: Amount, numerals: Numerals) -> bool:
    """Whether the amount tells how much or how many."""
    if _touches(text, amount, numerals):
        return False
    if numerals.never.match(text, _past_gap(text, amount.end)):
        return False
    if amount.unit:
        return not (amount.number.worded and amount.value < 0)
    if numerals.labels.search(text, max(0, amount.start - _LABEL), amount.start):
        return False
    return _is_count(text, amount, numerals)


def _past_gap(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in (" ", "\u00a0", "\u202f", "-", "‐") else at


def _touches(text: str, amount: Amount, numerals: Numerals) -> bool:
    """Whether it is part of a word, an address, a time, a score or an ordinal."""
    before, after = text[amount.start - 1 : amount.start], text[amount.end : amount.end + 1]
    further = text[amount.end + 1 : amount.end + 2]
    if before and not amount.led:
        if before in _JOINERS or (before in ".,:：٫" and text[amount.start - 2].isdigit()):
            return True
        if numerals.spaced and before.isalpha() and before not in numerals.clitics:
            return True
        if not numerals.spaced and (before.isascii() and before.isalpha()):
            return True
        if before == "." and amount.start > 1 and text[amount.start - 2].isalnum():
            return True
        if before == "第" or (before == "+" and not amount.unit):
            return True
    if after and after in ":：" and further.isdigit():
        return True
    if after and after in "/=_@" and further.isalnum() and not amount.unit:
        return True
    if after in ".,-/" and further.isdigit() and not amount.unit:
        return True
    if numerals.spaced and (after.isalpha() or (after in "-‐" and further.isalpha())):
        return bool(after) and not (amount.unit and after in "-‐")
    if not numerals.spaced and after.isascii() and after.isalpha() and not amount.unit:
        return True
    return _is_address(text, amount)


def _is_address(text: str, amount: Amount) -> bool:
    """Whether it stands in a web or mail address."""
    around = text[amount.start - 1 : amount.start] + text[amount.end : amount.end + 1]
    if not any(mark in "/.?=&@%" for mark in around):
        return False
    left = max(text.rfind(" ", max(0, amount.start - 120), amount.start), amount.start - 120, 0)
    word = text[left : amount.end + _WORD].split(" ")
    return any(_ADDRESS.search(part) for part in word[:2])


def _is_count(text: str, amount: Amount, numerals: Numerals) -> bool:
    """Whether a number without a unit counts something."""
    number = amount.number
    printed = text[number.start : number.end]
    following, preceding = _following(text, amount.end), _preceding(text, amount.start)
    if numerals.counters is not None and number.worded:
        counted = numerals.counters.match(text, amount.end)
        return (bool(counted) and amount.value >= 2) or amount.scale >= 10_000
    if number.worded:
        ends = text[amount.end : amount.end + 1] == "."
        return _counts_in_words(amount, following, preceding, numerals, ends=ends)
    if _is_in_series(text, amount):
        return False
    if numerals.ordinals and _is_ordinal(text, amount, following):
        return False
    if len(printed) > _LONGEST_PLAIN and printed.isdecimal() and amount.scale == 1:
        return False
    if amount.upper is not None and amount.upper < 10 and not _is_noun(following, numerals):
        return False
    if numerals.counters is not None and not numerals.spaced:
        return amount.scale > 1 or bool(numerals.counters.match(text, _past_gap(text, amount.end)))
    if preceding[:1].isupper() and amount.scale == 1 and printed.isdecimal():
        return _starts_sentence(text, amount.start, preceding) or _is_noun(following, numerals)
    return True


def _is_in_series(text: str, amount: Amount) -> bool:
    """Whether bare numbers follow one another, as in a telephone number."""
    before, after = text[max(0, amount.start - 2) : amount.start], text[amount.end : amount.end + 2]
    return (before[:1].isdecimal() and before[1:] in (" ", "-", ")")) or (
        after[1:].isdecimal() and after[:1] in " -"
    )


def _counts_in_words(
    amount: Amount, following: str, preceding: str, numerals: Numerals, *, ends: bool
) -> bool:
    """Whether a number in words tells how many; one that ends its sentence has no noun."""
    if amount.scale > 1:
        return amount.value >= 10
    said = preceding.casefold()
    if amount.value < 2 or said in numerals.determiners:
        return False
    return _is_noun(following, numerals) and not (ends and said in numerals.stops)


def _is_noun(word: str, numerals: Numerals) -> bool:
    """Whether a word may be what is counted: no function word."""
    return bool(word) and word.casefold() not in numerals.stops


def _is_ordinal(text: str, amount: Amount, following: str) -> bool:
    """ "3. Platz": a full stop and a word after a small number."""
    return text[amount.end : amount.end + 1] == "." and bool(following) and amount.value < 100


def _starts_sentence(text: str, start: int, preceding: str) -> bool:
    at = text.rfind(preceding, max(0, start - _WORD), start)
    before = text[max(0, at - 2) : at].rstrip(" \"“«„'‘(")
    return at <= 0 or not before or before[-1] in ".!?…\n:;–—"


def _following(text: str, end: int) -> str:
    """The word right behind."""
    stop = end + 1 if text[end : end + 1] == "." else end
    match = _NEXT.match(text, stop)
    return match[1] if match else ""


def _preceding(text: str, start: int) -> str:
    """The word right before."""
    match = _LAST.search(text, max(0, start - _WORD), start)
    return match[1] if match else ""
