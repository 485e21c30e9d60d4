"""Whatever the text, spans lie inside it, and a heap of marks takes no time."""

from itertools import pairwise
from random import Random
from time import perf_counter, process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.annotate.quotes import headline_quotes, quotes_in
from tearsheet.annotate.review import review_items
from tearsheet.press import Register

LANGUAGES = ["en", "ru", "de", "fr", "es", "tr", "kk", "ar", "zh", "uk", "uz", "pl"]
MARKS = [*"“”\"«»„‘’'「」()é \n", ", ", ". ", ": ", " — ", "? ", "l’"]
WORDS = [
    "said Ann Frost",
    "Ann Frost",
    "she said",
    "according to",
    "the ambassador",
    "сказал Зимин",
    "по словам",
    "sagte er",
    "so Eva Roth",
    "a dit Jean Roux",
    "dijo Ana",
    "dedi",
    "– деді ол",
    "قال",
    "الرئيس عمر",
    "李明说",
    "王芳",
    "We open",
    "Feb. 12",
    "told the Global Times",
]
PIECES = st.sampled_from([*MARKS, *WORDS])
TEXTS = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_spans_lie_in_the_text(text: str, language: str) -> None:
    quotes = quotes_in(text, language, lambda name: False)
    spans = [span for quote in quotes for span in quote.spans]
    assert all(span.of(text) for span in spans)
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for quote in quotes:
        for span in (quote.cue, quote.attribution, quote.speaker and quote.speaker.mention):
            assert span is None or span.end <= len(text)
        if quote.speaker:
            assert 0 < quote.speaker.confidence <= 1
            assert quote.speaker.name
            assert quote.speaker.person
            assert quote.speaker.basis
    for item in review_items(text, language, quotes, Register(())):
        assert item.headline.of(text)
        assert item.outlet.of(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "piece", ['"', "“", "« ", '"a," said Ann. ', "«а», — сказал Олег. ", "“啊，”李明说。", "a\n“"]
)
def test_a_megabyte_of_marks(piece: str, language: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = perf_counter()
    quotes_in(text, language, lambda name: False)
    # Generous for a busy machine; quadratic work would take minutes.
    assert perf_counter() - start < 10


ALTERNATING = [
    "“”", "„“", "«»", "‹›", "「」", "『』", "‘’", "\"“", "”\"", "\"\n", "“\n", "—\n",
    "“a” \"b\" «c» ",
    "‹a› ‘b’ ", "“a „b «c ", "— Да, — сказал он. — Нет.\n", "Ann said “a,” she said “b.” ",
    "said ", "(“", "“A.”\n— Ann Berg\n", "BERG: A?\nROTH: B.\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", ALTERNATING)
def test_marks_of_every_kind_take_time_by_their_number(piece: str) -> None:
    """A megabyte of marks is looked at within two seconds of a quiet machine's time."""
    text = piece * (1_000_000 // len(piece))
    start = process_time()
    quotes_in(text, "en", lambda name: False)
    # Room for a busy machine; quadratic work would take minutes.
    assert process_time() - start < (6 if set(piece) <= set(LONE_MARKS) else 12)


LONE_MARKS = "\"“”„‟«»‹›'‘’「」『』—–-(\n"
ALPHABET = [
    *"\"“”„«»‹›'‘’「」『』()—–-.,:;?!…。，：？！؟،।\n\n  ",
    *"aZéßж Ұқعن中文の한हि0①\u200f\u0301\U0001f600",
    *WORDS, "said", "told", "сказал", "Q: ", "A: ", "问：", "答：",
    "(@a)", "— Ann Berg", "laut", "says Ann",
]  # fmt: skip


def fuzz(count: int, seed: int) -> None:
    """``count`` random short texts of marks, letters of all scripts, line feeds and cue words."""
    random = Random(seed)
    for _ in range(count):
        text = "".join(random.choices(ALPHABET, k=random.randrange(1, 30)))
        language = random.choice(EVERY_LANGUAGE)
        quotes = quotes_in(text, language, lambda name: False)
        spans = [span for quote in quotes for span in quote.spans]
        assert all(0 <= span.start < span.end <= len(text) for span in spans), (language, text)
        assert all(a.end <= b.start for a, b in pairwise(spans)), (language, text)
        title = headline_quotes(text, text, language, quotes)
        assert all(span.end <= len(text) for one in title for span in one.spans), (language, text)


EVERY_LANGUAGE = [
    "en", "de", "ru", "kk", "zh", "ar", "fr", "es", "tr", "pt", "it",
    "uk", "uz", "fa", "ja", "ko", "pl", "hi",
]  # fmt: skip


def test_random_texts() -> None:
    fuzz(1_500, 4)


@pytest.mark.nightly
def test_a_hundred_thousand_random_texts() -> None:
    fuzz(100_000, 20261122)


def test_a_language_without_a_lexicon_has_no_quotations() -> None:
    assert quotes_in("“Já,” sagði Anna.", "is", lambda name: False) == ()
