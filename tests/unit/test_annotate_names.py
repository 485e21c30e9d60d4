"""Persons, organisations and places of an article."""

from itertools import count, islice
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.annotate.names import names_in
from tearsheet.annotate.quotes import quotes_in
from tearsheet.model import Name

LANGUAGES = (
    *("en", "de", "ru", "kk", "zh", "ar", "fr", "es", "tr"),
    *("pt", "it", "uk", "uz", "fa", "ja", "ko", "pl", "hi"),
)


def found(text: str, language: str) -> tuple[Name, ...]:
    return names_in(text, language, quotes_in(text, language, lambda _: False))


def texts(text: str, language: str, kind: str) -> list[str]:
    return [name.text for name in found(text, language) if name.kind == kind]


def test_a_title_makes_a_person_and_the_surname_alone_is_a_mention() -> None:
    text = "Minister Pavel Nuryshev spoke on Monday. Later Nuryshev left for Ankara."
    (person,) = (name for name in found(text, "en") if name.kind == "person")
    assert person.text == "Pavel Nuryshev"
    assert [span.of(text) for span in person.mentions] == ["Pavel Nuryshev", "Nuryshev"]
    assert person.role == "Minister"


def test_two_spellings_of_one_man_are_one_name() -> None:
    text = "Ambassador Pavel Nuryshhev arrived. In the evening Ambassador Pavel Nuryshev spoke."
    (person,) = (name for name in found(text, "en") if name.kind == "person")
    assert len(person.mentions) == 2


def test_known_places_have_their_country() -> None:
    names = {name.text: name for name in found("He flew from Astana to Turkey.", "en")}
    assert (names["Astana"].country, names["Turkey"].country) == ("KZ", "TR")


@pytest.mark.parametrize(
    ("text", "language", "kind", "expected"),
    [
        ("The Ministry of Ports was closed.", "en", "organisation", "Ministry of Ports"),
        ("Работы ведёт завод «Северный ключ».", "ru", "organisation", "Северный ключ"),
        ("Он прилетел в Германию вчера.", "ru", "place", "Германия"),
        ("Le ministère des Ports a fermé.", "fr", "organisation", "ministère des Ports"),
        ("外交部发言人梁晓文表示：“我们欢迎。”", "zh", "person", "梁晓文"),
        ("وصل الوزير إلى أنقرة يوم الاثنين.", "ar", "place", "أنقرة"),
        ("東京で会議が開かれた。", "ja", "place", "東京"),
    ],
)  # fmt: skip
def test_names_of_many_languages(text: str, language: str, kind: str, expected: str) -> None:
    assert expected in texts(text, language, kind)


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert found("Nobody came. However, everything was ready.", "en") == ()


def test_a_language_without_words_has_no_names() -> None:
    assert names_in("Pavel Nuryshev spoke.", "xx", ()) == ()


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.text(alphabet="Aa Bб«».\n,Ministry of Анкара 东京大学 وزارة ", max_size=200),
    ),
    st.sampled_from(LANGUAGES),
)
def test_mentions_lie_in_the_text_and_never_overlap_in_one_name(text: str, language: str) -> None:
    for name in names_in(text, language, ()):
        assert name.text
        assert 0 <= name.confidence <= 1
        ends = 0
        for span in name.mentions:
            assert ends <= span.start < span.end <= len(text)
            ends = span.end


@pytest.mark.parametrize("language", ["en", "ru", "zh", "ar", "ja"])
def test_time_is_linear(language: str) -> None:
    """Four times as much takes about four times as long, and not sixteen times."""
    for unit in ("Aa Bb ", "大学东京", "Ministry of A ", "«Ab» завод "):
        times = list[float]()
        for length in (40_000, 160_000):
            start = process_time()
            names_in(unit * (length // len(unit)), language, ())
            times.append(process_time() - start)
        assert times[1] < 8 * times[0] + 1, unit


LONG = 1_000_000  # characters


@pytest.mark.nightly
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", ["the same names", "other names each time", "persons"])
def test_a_million_characters_take_no_two_seconds(language: str, kind: str) -> None:
    many = (
        f"{chr(65 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}o" for n in count()
    )
    text = {
        "the same names": "Aa, Bb. " * (LONG // 8),
        "other names each time": ", ".join(islice(many, LONG // 6)),
        "persons": " said. ".join(f"Minister {name} {name}" for name in islice(many, LONG // 25)),
    }[kind]
    names_in("Minister Ab Cd came to Berlin.", language, ())  # what is loaded once for a language
    start = process_time()
    names_in(text, language, ())
    assert process_time() - start < 2


def test_names_far_down_a_long_text_are_mentions_too() -> None:
    text = "Minister Pavel Nuryshev spoke. " + "Pavel Nuryshev came, and nobody else. " * 6_000
    (person,) = (name for name in found(text, "en") if name.kind == "person")
    assert len(person.mentions) == 6_001


@pytest.mark.parametrize(
    "text",
    [
        "The Amber Road was long. On the Amber Road they met.",
        "The Marrin Cooperation Year opened. Nobody knew why the Year was cold.",
        "They spoke of the Harbour Initiative and of the National Growth Plan until noon.",
        "The film “Ways Beyond Hills” was shown.",
        "He was asked by South Asian countries, and by Uzbek students in Kazakh schools.",
    ],
)
def test_a_run_of_capitals_alone_is_nobody(text: str) -> None:
    assert texts(text, "en", "person") == []


@pytest.mark.parametrize(
    "text", ["They danced in Chapan all night.", "A Turkish-made bus in Uzbek colours came."]
)
def test_a_preposition_alone_makes_no_place(text: str) -> None:
    assert texts(text, "en", "place") == []


def test_a_preposition_and_a_country_make_a_place() -> None:
    assert "Borvik" in texts("She was born in Borvik, Norway, long ago.", "en", "place")


def test_a_paper_that_reports_is_nobody() -> None:
    text = "The port was closed for a week, Dispatch reported on Monday. “It is late,” it said."
    assert texts(text, "en", "person") == []


def test_an_acronym_of_a_thing_is_no_body() -> None:
    assert texts("Growth of GDP pleased the VIP guests of the OSCE.", "en", "organisation") == [
        "OSCE"
    ]
