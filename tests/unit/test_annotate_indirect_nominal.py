"""Retold clauses that end in a noun made of their verb, before a verb of saying that comes last."""

import pytest

from tearsheet.annotate.quotes import quotes_in
from tests.unit.annotate_retold import retold

NOMINAL = [
    ("tr", "Vali Serkan Er, yolun yarın açılacağını söyledi.", "yolun yarın açılacağını"),
    (
        "tr",
        "Yolun yarın açılacağını belirten Vali Serkan Er, sabır istedi.",
        "Yolun yarın açılacağını",
    ),
    ("kk", "Әкім Серік Омаров жолдың ертең ашылатынын айтты.", "жолдың ертең ашылатынын"),
    ("kk", "Әкім Серік Омаров жол ертең ашылады деп есептейді.", "жол ертең ашылады"),
    (
        "kk",
        "Жол ертең таңертең ашылады, деп хабарлады әкім Серік Омаров.",
        "Жол ертең таңертең ашылады",
    ),
    ("uz", "Hokim Sardor Umarov yo‘l ertaga ochilishini aytdi.", "yo‘l ertaga ochilishini"),
    ("uz", "Hokim Sardor Umarov yo‘l ertaga ochiladi, deb hisoblaydi.", "yo‘l ertaga ochiladi"),
]


@pytest.mark.parametrize(("language", "text", "content"), NOMINAL)
def test_the_clause_and_its_speaker(language: str, text: str, content: str) -> None:
    name = {"tr": "Serkan Er", "kk": "Серік Омаров", "uz": "Sardor Umarov"}[language]
    assert retold(text, language) == [(content, name)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "Serkan Er elindeki kitabı açtı ve okumaya başladı."),
        ("kk", "Серік Омаров жаңа жолдың құрылысын бастады."),
        ("uz", "Sardor Umarov yo‘l qurilishini boshladi."),
    ],
)
def test_a_noun_without_a_verb_of_saying_retells_nothing(language: str, text: str) -> None:
    assert retold(text, language) == []


def test_whose_view_a_phrase_says_itself() -> None:
    text = "Radna Alina Czyż zabrała głos. Jej zdaniem najpierw trzeba podnieść płace."
    assert retold(text, "pl") == [("najpierw trzeba podnieść płace", "Alina Czyż")]


def test_retold_speech_before_a_quotation_of_the_same_speaker() -> None:
    text = "Burmistrz Jan Sroka przypomniał, że plan wykonano. „Wolę tramwaj niż obietnicę”."
    assert retold(text, "pl") == [("że plan wykonano", "Jan Sroka")]


def test_speech_after_a_dash_that_follows_a_sentence() -> None:
    text = "Droga jest zamknięta. – Woda przyszła w dwadzieścia minut – opowiada sołtys Jan Gnatek."
    (quote,) = quotes_in(text, "pl", lambda _: False)
    assert quote.spans[0].of(text) == "Woda przyszła w dwadzieścia minut"
    assert quote.speaker is not None
    assert quote.speaker.name == "Jan Gnatek"
