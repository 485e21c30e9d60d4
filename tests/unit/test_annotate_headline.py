"""A headline that quotes: whose words are they?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.annotate.quotes import headline_quotes, quotes_in

SAID = '"We will open the harbour in May," said Anna Berg, the harbour director.'
CASES = [
    (
        "en",
        "'We will open the harbour in May'",
        SAID,
        [("We will open the harbour in May", "Anna Berg", "direct")],
    ),
    ("en", "Harbour to open “in May”, director says", SAID, [("in May", "Anna Berg", "mixed")]),
    (
        "en",
        "Berg: We will open the harbour in May",
        SAID,
        [("We will open the harbour in May", "Anna Berg", "direct")],
    ),
    ("en", "Berg: harbour nearly ready", SAID, [("harbour nearly ready", "Anna Berg", "indirect")]),
    (
        "en",
        "Harbour nearly ready, says Berg",
        SAID,
        [("Harbour nearly ready", "Anna Berg", "indirect")],
    ),
    (
        "en",
        "Harbour nearly ready, director says",
        SAID,
        [("Harbour nearly ready", "Anna Berg", "indirect")],
    ),
    ("en", "“No more delays,” says Tom Hill", SAID, [("No more delays,", "Tom Hill", "direct")]),
    ("en", "Football: Berg plays on Sunday", SAID, []),
    ("en", "Crowds at the “Harbour Light” festival", SAID, []),
    (
        "de",
        "„Wir öffnen im Mai“",
        "„Wir öffnen im Mai“, sagte Eva Roth.",
        [("Wir öffnen im Mai", "Eva Roth", "direct")],
    ),
    (
        "de",
        "Roth: Hafen bald fertig",
        "„Wir öffnen im Mai“, sagte Eva Roth.",
        [("Hafen bald fertig", "Eva Roth", "indirect")],
    ),
    (
        "ru",
        "Зимин: порт откроют в мае",
        "«Порт откроют в мае», — сказал Олег Зимин.",
        [("порт откроют в мае", "Олег Зимин", "direct")],
    ),
    (
        "ru",
        "Порт почти готов — Зимин",
        "«Порт откроют в мае», — сказал Олег Зимин.",
        [("Порт почти готов", "Олег Зимин", "indirect")],
    ),
    (
        "fr",
        "« Le port ouvrira en mai »",
        "« Le port ouvrira en mai », a dit Jean Roux.",
        [("Le port ouvrira en mai", "Jean Roux", "direct")],
    ),
    (
        "tr",
        "Kaya: Liman mayısta açılacak",
        "“Liman mayısta açılacak” diyen Selin Kaya, sözlerini tamamladı.",
        [("Liman mayısta açılacak", "Selin Kaya", "direct")],
    ),
    (
        "zh",
        "王芳：港口五月开放",
        "王芳说：“港口五月开放，我们准备好了。”",
        [("港口五月开放", "王芳", "direct")],
    ),
]


@pytest.mark.parametrize(("language", "title", "text", "expected"), CASES)
def test_a_headline_that_quotes(
    language: str, title: str, text: str, expected: list[tuple[str, str, str]]
) -> None:
    quotes = quotes_in(text, language, lambda name: False)
    found = headline_quotes(title, text, language, quotes)
    assert [
        (
            "|".join(span.of(title) for span in quote.spans),
            quote.speaker and quote.speaker.name,
            quote.form,
        )
        for quote in found
    ] == expected
    for quote in found:
        assert quote.part == "title"
        assert quote.speaker is not None
        assert quote.speaker.mention is None
        persons = {one.speaker.person for one in quotes if one.speaker}
        assert quote.speaker.person in persons or "only" in quote.speaker.basis


def test_no_lexicon_no_quotations() -> None:
    assert headline_quotes("“Yes”", "“Yes,” said Ann.", "tlh", ()) == ()


PIECES = st.sampled_from(
    ["Berg: ", "says Berg", "“", "”", "'", " — ", "Anna Berg", "We open", ", ", "：", "王芳"]
)
TITLES = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=20).map("".join)


@settings(max_examples=150, deadline=None)
@given(TITLES, TITLES, st.sampled_from(["en", "de", "ru", "fr", "ar", "zh", "tr"]))
def test_spans_lie_in_the_title(title: str, text: str, language: str) -> None:
    quotes = quotes_in(text, language, lambda name: False)
    for quote in headline_quotes(title, text, language, quotes):
        assert all(span.of(title) and span.end <= len(title) for span in quote.spans)
