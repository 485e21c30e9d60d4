"""Is an article a press review, and what does it report?

A press review is a row of items: a line that looks like a headline, then a paragraph that
credits an outlet with a publishing verb and a date ("OUTLET published an article on Feb. 12",
"…, OUTLET reported on Feb. 10", "in an interview with OUTLET, published on Feb. 3").
"""

import re
from dataclasses import dataclass
from functools import cache

from tearsheet.annotate.lexicon import Found, Lexicon, lexicon_for
from tearsheet.annotate.quotes.words import words_of
from tearsheet.model import Quote, ReviewItem, Span
from tearsheet.press import Register
from tearsheet.text import paragraphs, sentences

_FEWEST_ITEMS = 3
_LONGEST_HEADLINE = 220
_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class _Credit:
    outlet: Span
    date: Span


def review_items(
    text: str, language: str, quotes: tuple[Quote, ...], register: Register
) -> tuple[ReviewItem, ...]:
    """The items of a press review in order, none if the article is not one."""
    lexicon = lexicon_for(language)
    if lexicon is None or not lexicon.months:
        return ()
    lines = paragraphs(text)
    found = list[tuple[int, _Credit]]()
    for number in range(1, len(lines)):
        if not _is_headline(text, lines[number - 1]):
            continue
        credit = _credit(text, lines[number], language, lexicon)
        if credit:
            found.append((number, credit))
    if len(found) < _FEWEST_ITEMS:
        return ()
    items = list[ReviewItem]()
    for index, (number, credit) in enumerate(found):
        last = found[index + 1][0] - 1 if index + 1 < len(found) else len(lines)
        body = Span(lines[number].start, lines[last - 1].end)
        items.append(_item(text, lines[number - 1], credit, body, quotes, register))
    return tuple(items)


def _item(
    text: str,
    headline: Span,
    credit: _Credit,
    body: Span,
    quotes: tuple[Quote, ...],
    register: Register,
) -> ReviewItem:
    outlet = register.named(credit.outlet.of(text))
    inside = (span for quote in quotes for span in quote.spans if body.contains(span))
    return ReviewItem(
        headline, credit.outlet, outlet.key if outlet else None, credit.date, tuple(inside)
    )


def _is_headline(text: str, line: Span) -> bool:
    """Short, without a full stop at its end, and not a quotation or a label's line."""
    words = line.of(text)
    return (
        len(words) <= _LONGEST_HEADLINE
        and words[-1] not in '.:;,。：؛،»”"'
        and words[0] not in '"“«„'
        and len(words.split()) > 1
    )


def _credit(text: str, paragraph: Span, language: str, lexicon: Lexicon) -> _Credit | None:
    """The outlet and date a paragraph credits, in one of its first sentences."""
    dates = _dates(lexicon)
    if dates.search(text, paragraph.start, paragraph.end) is None:
        return None
    for sentence in sentences(paragraph.of(text), language)[:2]:
        stretch = sentence.shifted(paragraph.start)
        printed = [
            Span(*date.span("date")) for date in dates.finditer(text, stretch.start, stretch.end)
        ]
        named = [
            (abs(verb.start - date.start), outlet, date)
            for date in printed
            for verb in lexicon.review_verbs.find(text, stretch.start, stretch.end)
            if (outlet := _outlet(text, stretch, verb, lexicon))
        ]
        if named:
            return _Credit(*min(named)[1:])
    return None


def _outlet(text: str, sentence: Span, verb: Found, lexicon: Lexicon) -> Span | None:
    """The outlet of a publishing verb: its subject, or the name after "by" or "with"."""
    return (
        _subject(text, sentence, verb, lexicon)
        or _follower(text, sentence, verb, lexicon)
        or _companion(text, sentence, verb, lexicon)
    )


def _subject(text: str, sentence: Span, verb: Found, lexicon: Lexicon) -> Span | None:
    """OUTLET published: all between the comma before and the verb, if it is a name."""
    start = max(text.rfind(mark, sentence.start, verb.start) for mark in ",–—(")
    return _name(text, max(start + 1, sentence.start), verb.start, lexicon)


def _follower(text: str, sentence: Span, verb: Found, lexicon: Lexicon) -> Span | None:
    """…, reported OUTLET on Feb. 10."""
    words = words_of(text, verb.end, sentence.end, lexicon)[:_LONGEST_NAME]
    end = next(
        (
            index
            for index, word in enumerate(words)
            if index and (word.base in _SMALL or word.base[0].isdigit())
        ),
        len(words),
    )
    return _name(text, verb.end, words[end - 1].end, lexicon) if end and words else None


# "on Feb. 10" ends a name that follows its verb.
_SMALL = frozenset(["on", "in", "at", "that", "earlier", "this"])


def _companion(text: str, sentence: Span, verb: Found, lexicon: Lexicon) -> Span | None:
    """Published on Feb. 3 by OUTLET; an interview with OUTLET, published on Feb. 3."""
    words = words_of(text, sentence.start, sentence.end, lexicon)
    near = [
        word
        for word in words
        if word.base in lexicon.review_before and abs(word.start - verb.start) < 120
    ]
    for word in sorted(near, key=lambda word: abs(word.start - verb.start)):
        stop = re.compile(r"[,.;:–—(]\s|[,.;:]$|$").search(text, word.end, sentence.end)
        found = _name(text, word.end, stop.start() if stop else sentence.end, lexicon)
        if found and found.start < verb.start + 120:
            return found
    return None


def _name(text: str, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """The stretch as a name: few words, the first and last with capitals, no date."""
    words = words_of(text, start, end, lexicon)
    while words and words[-1].base in lexicon.between and not words[-1].capital:
        words.pop()
    # "state agency Trend": what stands before the name in small letters is no part of it.
    while words and not words[0].capital:
        words.pop(0)
    if not words or len(words) > _LONGEST_NAME or not words[-1].capital:
        return None
    span = Span(words[0].start, words[-1].end)
    if any(mark in span.of(text) for mark in ',;:“”"') or words[0].base in lexicon.months:
        return None
    small = [word for word in words if not word.capital and word.base not in lexicon.prepositions]
    return None if small or words[-1].base in lexicon.pronouns else span


@cache
def _dates(lexicon: Lexicon) -> re.Pattern[str]:
    """Feb. 12, 12 February 2026, 12 февраля."""
    months = "|".join(sorted(map(re.escape, lexicon.months), key=len, reverse=True))
    month = rf"(?:{months})(?!\w)(?:\.(?=\s*\d))?"
    return re.compile(
        rf"(?<!\w)(?P<date>(?:{month}\s\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th|\.)?\s{month})(?:,?\s\d{{4}})?)(?!\w)",
        re.IGNORECASE,
    )
