"""Through whose hands did the words come? "told the Global Times", "Xinhua reported"."""

import re
from collections.abc import Callable

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import names
from tearsheet.annotate.quotes.words import words_of
from tearsheet.model import Span


def relay_in(
    text: str, stretch: Span, lexicon: Lexicon, is_outlet: Callable[[str], bool]
) -> str | None:
    """The carrier a stretch of the article's own words names, as printed."""

    if lexicon.script == "han":
        return _in_han(text, stretch)

    def carries(name: str) -> bool:
        return is_carrier(name, lexicon) or is_outlet(name)

    return _told(text, stretch, lexicon, carries) or _reported(text, stretch, lexicon, carries)


_FEW_WORDS = 3
_HAN = re.compile(
    "(?:对|向|告诉|接受|据|對|據)《(?P<paper>[^》]{2,16})》|据(?P<agency>[一-鿿]{1,8}社)|"
    "(?P<who>[一-鿿]{1,6}社)(?:记者|報道|报道)"
)


def _in_han(text: str, stretch: Span) -> str | None:
    """对《…》记者说, 据…社报道."""
    match = _HAN.search(text, stretch.start, stretch.end)
    return None if match is None else match["paper"] or match["agency"] or match["who"]


def _told(text: str, stretch: Span, lexicon: Lexicon, carries: Callable[[str], bool]) -> str | None:
    for verb in lexicon.told.find(text, stretch.start, stretch.end):
        carrier = _carrier_at(text, verb.end, stretch.end, lexicon, carries)
        if carrier:
            return carrier
    for phrase in lexicon.relayed.find(text, stretch.start, stretch.end):
        carrier = _carrier_at(text, phrase.end, stretch.end, lexicon, carries)
        if carrier:
            return carrier
    return None


def _carrier_at(
    text: str, start: int, end: int, lexicon: Lexicon, carries: Callable[[str], bool]
) -> str | None:
    """The carrier named right after ``start``."""
    words = words_of(text, start, min(end, start + 80), lexicon)
    for mention in names(text, words, lexicon):
        if mention.name is None or not carries(mention.span.of(text)):
            continue
        if len(text[start : mention.span.start].split()) <= _FEW_WORDS:
            return mention.span.of(text)
    return None


def _reported(
    text: str, stretch: Span, lexicon: Lexicon, carries: Callable[[str], bool]
) -> str | None:
    """NAME reported, reported NAME."""
    words = words_of(text, stretch.start, stretch.end, lexicon)
    verbs = [word for word in words if word.base in lexicon.reported]
    if not verbs:
        return None
    for mention in names(text, words, lexicon):
        printed = mention.span.of(text)
        if not carries(printed):
            continue
        for verb in verbs:
            if 0 < verb.start - mention.span.end <= 2 or 0 < mention.span.start - verb.end <= 5:
                return printed
    return None


def is_carrier(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is that of an outlet, by its words or its capitals (TASS, CNN)."""
    if lexicon.carriers.first(name, 0, len(name)):
        return True
    return name.isupper() and 2 <= len(name) <= 6
