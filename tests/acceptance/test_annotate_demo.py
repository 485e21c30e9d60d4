"""Every quotation in the demo press is found, and with the speaker its author meant."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from unicodedata import normalize

import pytest

from tearsheet.annotate import annotate
from tearsheet.demo import TruePage, TrueQuote, truth
from tearsheet.model import Quote, Speaker
from tearsheet.press import register
from tests.acceptance.test_demo_reading import ARTICLES, article

NAMES = {person.key: person.names for person in truth().people}


@dataclass(frozen=True, slots=True)
class Floor:
    """Of one language: true quotations, at least so many found and right, at most extra ones."""

    true: int
    found: int
    right: int
    extra: int


def words(text: str) -> list[str]:
    return re.findall(r"\w+", normalize("NFKC", text).casefold())


def is_same_word(one: str, other: str) -> bool:
    """One word, whatever case it is declined in."""
    shortest, longest = sorted((len(one), len(other)))
    stem = max(3, longest - 3)
    return one == other or (stem <= shortest and one[:stem] == other[:stem])


def is_name(found: str, true: str) -> bool:
    """The same name word for word: neither a word less nor one more."""
    here, there = words(found), words(true)
    return len(here) == len(there) and all(map(is_same_word, here, there))


def is_right(speaker: Speaker | None, true: TrueQuote) -> bool:
    names = (true.speaker, *NAMES.get(true.person, ()))
    return speaker is not None and any(is_name(speaker.name, name) for name in names)


def holds(quote: Quote, text: str, part: str) -> bool:
    """Whether the words printed are those of the truth, punctuation at their edges apart."""
    printed = [words(span.of(text)) for span in quote.spans]
    return words(part) in printed or words(part) == list(chain.from_iterable(printed))


@cache
def found(page: TruePage) -> tuple[str, tuple[Quote, ...]]:
    """The text of a page as it is read, and its quotations."""
    read = article(page)
    assert read is not None
    return read.text, annotate(read, register()).printed_quotes


@cache
def judged(page: TruePage) -> tuple[tuple[TrueQuote, Quote | None], ...]:
    """Each direct quotation of a page beside the one found, if any."""
    text, quotes = found(page)
    return tuple(
        (true, next((q for q in quotes if any(holds(q, text, p) for p in true.words)), None))
        for true in page.quotes
        if not true.answer
    )


# Measured 2026-11-22: quotations found, speakers right, quotations nobody meant (direct ones).
FLOORS = {
    "ar": Floor(7, 7, 6, 1),
    "de": Floor(14, 14, 14, 0),
    "en": Floor(83, 83, 83, 0),
    "es": Floor(14, 14, 10, 0),
    "fr": Floor(4, 3, 3, 1),
    "kk": Floor(7, 7, 7, 0),
    "ru": Floor(21, 21, 20, 0),
    "tr": Floor(10, 10, 10, 0),
    "zh": Floor(6, 5, 4, 0),
}


def pages(language: str) -> list[TruePage]:
    return [page for page in ARTICLES if page.language == language]


@pytest.mark.parametrize("language", FLOORS)
def test_quotations_are_found_with_their_speakers(language: str) -> None:
    both = [pair for page in pages(language) for pair in judged(page)]
    floor = FLOORS[language]
    assert len(both) >= floor.true
    missed = [true.words[0] for true, quote in both if quote is None]
    assert len(both) - len(missed) >= floor.found, missed
    wrong = [
        (true.words[0], true.speaker, quote.speaker and quote.speaker.name)
        for true, quote in both
        if quote and not is_right(quote.speaker, true)
    ]
    assert len(both) - len(missed) - len(wrong) >= floor.right, wrong


@pytest.mark.parametrize("language", FLOORS)
def test_no_wrong_person_is_given_as_a_fact(language: str) -> None:
    """One who is not the speaker may be shown only as doubtful; a description is no name."""
    given = [
        (true.speaker, quote.speaker.name)
        for page in pages(language)
        for true, quote in judged(page)
        if quote and quote.speaker and not is_right(quote.speaker, true)
        if quote.speaker.confidence >= 0.5 and not quote.speaker.basis.startswith("as printed")
    ]
    assert given == []


@pytest.mark.parametrize("language", FLOORS)
def test_what_nobody_says_is_no_direct_quotation(language: str) -> None:
    extra = [
        quote.spans[0].of(text)
        for page in pages(language)
        for text, quotes in [found(page)]
        for quote in quotes
        if quote.form == "direct"
        if not any(holds(quote, text, part) for true in page.quotes for part in true.words)
    ]
    assert len(extra) <= FLOORS[language].extra, extra
