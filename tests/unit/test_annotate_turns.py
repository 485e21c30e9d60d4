"""Words without a verb of saying: answers of an interview, signed words, embedded posts."""

import pytest

from tests.unit.annotate_said import Case, said

Row = tuple[str, str, list[tuple[str, str | None]]]

INTERVIEWS: list[Row] = [
    (
        "en",
        "Anna Berg, who runs the harbour, spoke to us.\n\nQ: When will it open?\n\n"
        "A: We open in May.\n\nQ: And the price?\n\nA: The same as before.",
        [("We open in May.", "Anna Berg"), ("The same as before.", "Anna Berg")],
    ),
    (
        "en",
        "Anna Berg, who runs the harbour, spoke to the Valley Post.\n\n"
        "VALLEY POST: When will it open?\n\nBERG: We open in May.\n\n"
        "VALLEY POST: And the price?\n\nBERG: The same as before.",
        [("We open in May.", "Anna Berg"), ("The same as before.", "Anna Berg")],
    ),
    (
        "en",
        "Anna Berg, the harbour director, answered our questions.\n\nWhen will it open?\n\n"
        "We open in May.\n\nWhat will it cost?\n\nThe same as before.\n\nWho pays?\n\nThe city.",
        [
            ("We open in May.", "Anna Berg"),
            ("The same as before.", "Anna Berg"),
            ("The city.", "Anna Berg"),
        ],
    ),
    (
        "de",
        "Eva Roth leitet den Hafen.\n\nFrage: Wann öffnen Sie?\n\nRoth: Wir öffnen im Mai.\n\n"
        "Frage: Und der Preis?\n\nRoth: Der bleibt gleich.",
        [("Wir öffnen im Mai.", "Eva Roth"), ("Der bleibt gleich.", "Eva Roth")],
    ),
    (
        "ru",
        "Олег Зимин руководит портом.\n\nВ.: Когда откроется порт?\n\nО.: Мы откроемся в мае.\n\n"
        "В.: А цена?\n\nО.: Цена не изменится.",
        [("Мы откроемся в мае.", "Олег Зимин"), ("Цена не изменится.", "Олег Зимин")],
    ),
    (
        "zh",
        "陈刚是港口主任。\n\n问：港口什么时候开放？\n\n答：我们五月开放。\n\n问：价格呢？\n\n答：和以前一样。",
        [("我们五月开放。", "陈刚"), ("和以前一样。", "陈刚")],
    ),
    (
        "es",
        "Ana Ruiz dirige el puerto.\n\nP: ¿Cuándo abren?\n\nR: Abrimos en mayo.\n\n"
        "P: ¿Y el precio?\n\nR: El mismo.",
        [("Abrimos en mayo.", "Ana Ruiz"), ("El mismo.", "Ana Ruiz")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), INTERVIEWS)
def test_answers_of_an_interview(
    language: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert said(text, language) == expected


SIGNED: list[Case] = [
    (
        "“We will rebuild every house.”\n— Anna Berg, mayor of Salt Bay",
        [("We will rebuild every house.", "Anna Berg")],
    ),
    (
        "“We will rebuild every house.” — Anna Berg, mayor of Salt Bay\nThe talks went on.",
        [("We will rebuild every house.", "Anna Berg")],
    ),
    (
        "Tom Hill, the governor, spoke on Monday.\n\n"
        '"We will rebuild every house."\n\n- Anna Berg.\n\nNobody laughed.',
        [("We will rebuild every house.", "Anna Berg")],
    ),
    (
        "Talks failed.\n“We will rebuild every house.\nAnna Berg, Institute of Seas”\nThey ended.",
        [("We will rebuild every house.", "Anna Berg")],
    ),
    (
        "She posted on Monday:\nWe will rebuild every house. — Anna Berg (@aberg) March 3, 2026\n"
        "The post was shared widely.",
        [("We will rebuild every house.", "Anna Berg")],
    ),
    (
        "“We will rebuild every house.”\n— The talks went on until noon.",
        [("We will rebuild every house.", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SIGNED)
def test_signed_words(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "en") == expected


@pytest.mark.parametrize(
    ("language", "text", "words", "name"),
    [
        (
            "de",
            "„Wir bauen jedes Haus auf.“\n– Eva Roth, Bürgermeisterin",
            "Wir bauen jedes Haus auf.",
            "Eva Roth",
        ),
        (
            "ru",
            "«Мы восстановим каждый дом.»\n— Олег Зимин, мэр города",
            "Мы восстановим каждый дом.",
            "Олег Зимин",
        ),
        (
            "fr",
            "« Nous rebâtirons chaque maison. »\n— Jean Roux, maire",
            "Nous rebâtirons chaque maison.",
            "Jean Roux",
        ),
    ],
)
def test_signed_words_in_other_languages(language: str, text: str, words: str, name: str) -> None:
    assert said(text, language) == [(words, name)]
