"""What the page says may be told shorter; who claims it and what is denied may not be left out."""

from dataclasses import replace

import pytest

from tearsheet.edit.revise.retelling import retold
from tests.editions import ENGLISH

PRESS = {
    "en": (
        "The ministry, which opened in May, counts 92,000 seals in the northern sea. "
        "The minister denied that he had sold the islands. "
        "The port will close on Monday, officials said. "
        "If the water falls, the islands will be gone. "
        "The bridge, he claimed, had cost 12 million crowns. "
        "Traders may use the new pier, but not the old one."
    ),
    "ru": (
        "Республика с 1 июля вводит единый билет на поезда, сообщило министерство транспорта. "
        "Мост, открытый в мае, закрыли на ремонт. "
        "По словам министра, порт откроют весной."
    ),
    "kk": (
        "Жаңа көпір, мамырда ашылған, жөндеуге жабылды. "
        "Порт көктемде ашылады, деп хабарлады үкімет."
    ),
    "de": "Der Hafen, der im Mai eröffnet wurde, schließt am Montag.",
}


def tells(words: str, language: str = "en") -> bool:
    article = replace(ENGLISH.article, title="", text=PRESS[language], language=language)
    return retold(words, article) is not None


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The ministry counts 92,000 seals in the northern sea", "en"),
        ("the ministry counts 92 000 seals in northern sea.", "en"),
        ("Мост закрыли на ремонт.", "ru"),
        ("Жаңа көпір жөндеуге жабылды.", "kk"),
        ("Der Hafen, der im Mai eröffnet wurde, schließt am Montag", "de"),
    ],
)
def test_a_clause_beside_the_news_may_go(words: str, language: str) -> None:
    assert tells(words, language)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The minister had sold the islands.", "en"),
        ("He had sold the islands", "en"),
        ("The port will close on Monday.", "en"),
        ("The islands will be gone.", "en"),
        ("The bridge had cost 12 million crowns.", "en"),
        ("The bridge had cost 13 million crowns, he claimed.", "en"),
        ("Traders may use the new pier", "en"),
        ("Traders use the new pier, but not the old one.", "en"),
        ("The ministry counts seals in the northern sea", "en"),
        ("Seals count 92,000 in the northern sea", "en"),
        ("The islands", "en"),
        ("Республика с 1 июля вводит единый билет на поезда.", "ru"),
        ("Порт откроют весной.", "ru"),
        ("Порт көктемде ашылады.", "kk"),
        ("Der Hafen schließt am Montag", "de"),
    ],
)
def test_what_the_rest_cannot_stand_without_may_not(words: str, language: str) -> None:
    assert not tells(words, language)
