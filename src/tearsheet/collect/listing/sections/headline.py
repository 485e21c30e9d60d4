"""Does the text of a link read like a headline?"""

import re
from functools import cache
from typing import Literal

from tearsheet.collect.listing.sections.words import words
from tearsheet.text import script_of

Reading = Literal["headline", "short", "none"]

_UNSPACED = frozenset({"Hani", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
_LONGEST = 300
_LONGEST_EMPTY = 40
_SHORT_WORDS = 7  # letters: "more" and "home" begin many a headline
_COUNTED = 400  # code points looked at
_NOT_WORDS = re.compile(r"[\W\d_]+")
_LEADING = re.compile(r"^(?:\d{1,2}:\d\d\b|[•·|»>–—-])\s*")  # `12:30 Headline`


def reading(text: str) -> Reading:
    """How a link's text reads.

    ``headline``: four words and sixteen letters, or nine letters where a script has no spaces
    (six and three in Korean, whose words are short in letters). ``short``: some words, as of
    a menu or a short headline. ``none``: nothing, a number, or words such as "read more".
    """
    text = " ".join(text[:_COUNTED].split())
    letters = sum(mark.isalpha() for mark in text)
    if letters < 2 or _is_empty(text):
        return "none"
    script = script_of(text)
    if script in _UNSPACED:
        return "headline" if letters >= 9 else "short"
    count = len(_NOT_WORDS.sub(" ", text).split())
    if script == "Kore":
        return "headline" if count >= 3 and letters >= 8 else "short"
    return "headline" if count >= 4 and letters >= 16 else "short"


def trimmed(text: str) -> str:
    """The text as a title: on one line, without a clock or a dash before it, within bounds."""
    line = _LEADING.sub("", " ".join(text.split()), count=1)
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0]


def _is_empty(text: str) -> bool:
    """Whether it is, or begins like, what stands on every link; short ones only."""
    folded = text[:_LONGEST_EMPTY].casefold().strip(" .…:>»→›[]()")
    if folded in words().empty_words:
        return True
    return len(text) < _LONGEST_EMPTY and bool(_openings().match(folded))


@cache
def _openings() -> re.Pattern[str]:
    long_ones = (one for one in words().empty_words if len(one) > _SHORT_WORDS)
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(long_ones)))})(?!\w)")
