"""Does a clause speak of what is to come, or of what is over?"""

import re

from tearsheet.annotate.times.language import Grammar
from tearsheet.annotate.times.resolve import Tense

_BREAK = re.compile(r"[.!?…。！？؟۔।;；:：\n\"“”„«»—]|,(?=\s)|[，、]|،")
_REACH = 90  # characters of a clause that are looked at on either side


def tense_at(text: str, start: int, end: int, grammar: Grammar) -> Tense:
    """``future`` or ``past`` by the nearest telling word in the clause of ``[start, end)``.

    Empty where none tells. What the clause says before the time weighs as what it says after.
    "Until" tells of what is to come where no verb tells otherwise: *she sang until Friday*.
    """
    left, right = max(0, start - _REACH), min(len(text), end + _REACH)
    for breaks in _BREAK.finditer(text, left, start):
        left = breaks.end()
    stop = _BREAK.search(text, end, right)
    right = stop.start() if stop else right
    future = _distance(grammar.future, text, (left, start), (end, right))
    done = _distance(grammar.done, text, (left, start), (end, right))
    if future == done:
        return "future" if _distance(grammar.until, text, (left, start), (end, end)) < done else ""
    return "future" if future < done else "past"


def _distance(
    cue: re.Pattern[str], text: str, before: tuple[int, int], after: tuple[int, int]
) -> int:
    """How many characters away the nearest cue stands; more than there are, if there is none."""
    away = [before[1] - found.end() for found in cue.finditer(text, *before)][-1:]
    next_ = cue.search(text, *after)
    if next_:
        away.append(next_.start() - after[0])
    return min(away, default=2 * _REACH)
