"""Retold speech and thought: what is said, by whom, and what is nobody's."""

import pytest

from tearsheet.annotate.quotes import quotes_in
from tests.unit.annotate_retold import found, retold

ENGLISH = [
    (
        "The harbour master, Ann Frost, said on Monday that the old pier would be closed in May.",
        [("that the old pier would be closed in May", "Ann Frost")],
    ),
    (
        "Mayor Tom Hale said the bridge would reopen before the winter.",
        [("the bridge would reopen before the winter", "Tom Hale")],
    ),
    (
        "The bridge would reopen before the winter, Mayor Tom Hale said.",
        [("The bridge would reopen before the winter", "Tom Hale")],
    ),
    (
        "According to the ministry, three villages were cut off by the flood.",
        [("three villages were cut off by the flood", "the ministry")],
    ),
    (
        "Three villages were cut off by the flood, according to the ministry.",
        [("Three villages were cut off by the flood", "the ministry")],
    ),
    (
        "Ann Frost denied that the port had lost any money.",
        [("that the port had lost any money", "Ann Frost")],
    ),
    (
        "Ann Frost believes that the harbour can be saved.",
        [("that the harbour can be saved", "Ann Frost")],
    ),
    ("The pier was painted green and the lamps were lit at nine.", []),
    ("Snow fell on the northern villages for three days.", []),
]
OTHERS = [
    (
        "ru",
        "Министр Иван Зимин заявил, что мост закроют в мае.",
        [("что мост закроют в мае", "Иван Зимин")],
    ),
    (
        "ru",
        "Дорогу починят к осени, сообщил мэр Олег Ким.",
        [("Дорогу починят к осени", "Олег Ким")],
    ),
    (
        "ru",
        "По словам директора Анны Беловой, ремонт продлится год.",
        [("ремонт продлится год", "Анны Беловой")],
    ),
    ("ru", "Снег шёл три дня, и дороги занесло.", []),
    (
        "de",
        "Der Bürgermeister Karl Roth sagte am Montag, dass die Brücke gesperrt werde.",
        [("dass die Brücke gesperrt werde", "Karl Roth")],
    ),
    ("de", "Die Brücke wurde gestern gesperrt.", []),
    (
        "fr",
        "La ministre Claire Roux a déclaré que le pont rouvrirait en mai.",
        [("que le pont rouvrirait en mai", "Claire Roux")],
    ),
    (
        "es",
        "La ministra Ana Robledo dijo a los periodistas que el puente abrirá en mayo.",
        [("que el puente abrirá en mayo", "Ana Robledo")],
    ),
    (
        "zh",
        "外交部发言人李明表示，中方愿意与各方加强合作，共同发展经济。",
        [("中方愿意与各方加强合作，共同发展经济", "李明")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert retold(text, "en") == expected


@pytest.mark.parametrize(("language", "text", "expected"), OTHERS)
def test_other_languages(language: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert retold(text, language) == expected


def test_a_frame_holds_its_mixed_quotation() -> None:
    text = "Tom Hale said that the plan was “a very bad joke” and would cost the town dearly."
    mixed = quotes_in(text, "en", lambda name: False)
    frames = found(text, "en")
    assert [quote.form for quote in mixed] == ["mixed"]
    assert len(frames) == 1
    frame, words = frames[0].spans[0], mixed[0].spans[0]
    assert frame.start < words.start < words.end < frame.end


def test_the_mood_of_reported_speech_needs_no_verb_of_saying() -> None:
    text = "Die Sprecherin Eva Roth sagte, das Feuer sei gelöscht. Niemand sei verletzt. Es regnet."
    assert retold(text, "de") == [
        ("das Feuer sei gelöscht", "Eva Roth"),
        ("Niemand sei verletzt", "Eva Roth"),
    ]
    first, further = (quote.speaker for quote in found(text, "de"))
    assert first is not None
    assert further is not None
    assert further.confidence < first.confidence


def test_who_is_told_is_no_part_of_it() -> None:
    assert retold("Ann Frost told Reuters the two sides were close to a deal.", "en") == [
        ("the two sides were close to a deal", "Ann Frost")
    ]


def test_direct_speech_is_not_retold() -> None:
    assert retold("“The pier will be closed in May,” said Ann Frost.", "en") == []
    assert retold("Ann Frost said: “The pier will be closed in May.”", "en") == []


def test_what_stands_in_marks_is_not_searched() -> None:
    text = "“He said that the pier would be closed and nobody told us,” said Ann Frost."
    assert retold(text, "en") == []


def test_pronouns_are_resolved_and_less_sure_than_names() -> None:
    text = (
        "The minister, Ann Frost, said that the bridge would close. She said that it would "
        "reopen in May."
    )
    named, pronoun = (quote.speaker for quote in found(text, "en"))
    assert named is not None
    assert pronoun is not None
    assert pronoun.name == "Ann Frost"
    assert pronoun.mention is not None
    assert pronoun.mention.of(text) == "She"
    assert pronoun.confidence < named.confidence


def test_a_language_without_a_lexicon_has_none() -> None:
    assert retold("Ann Frost sanoi, että silta suljetaan.", "fi") == []
