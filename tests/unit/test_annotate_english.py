"""English: who says what."""

import pytest

from tests.unit.annotate_said import Case, found, said

CASES: list[Case] = [
    ('"We open in May," said Anna Berg, the harbour director.', [("We open in May,", "Anna Berg")]),
    (
        "“We open in May,” Anna Berg said. “Tickets are free.”",
        [("We open in May,|Tickets are free.", "Anna Berg")],
    ),
    ('Mayor Tom Hill said: "The bridge is safe."', [("The bridge is safe.", "Tom Hill")]),
    ('The plan, Hill said, was "bold and costly."', [("bold and costly.", "Hill")]),
    (
        '"The road," said Tom Hill, "is closed for good."',
        [("The road,|is closed for good.", "Tom Hill")],
    ),
    (
        'According to Lena Moss, a biologist, "the lake is recovering fast."',
        [("the lake is recovering fast.", "Lena Moss")],
    ),
    (
        "“The first stage is done.\n“The second begins in June,” said engineer Paul Reed.",
        [("The first stage is done.|The second begins in June,", "Paul Reed")],
    ),
    (
        "Paul Reed, chief engineer at the dam, told reporters that the work would last a "
        'year.\n"We will finish on time."',
        [("We will finish on time.", "Paul Reed")],
    ),
    (
        "Sara Lind, the ambassador to Norland, arrived on Monday. "
        '"I am glad to be here," the ambassador said.',
        [("I am glad to be here,", "Sara Lind")],
    ),
    (
        "Vice Minister Omar Saidi opened the fair. Later Jan Bok, a baker, spoke. "
        '"Trade doubles every year," said the official.',
        [("Trade doubles every year,", "Omar Saidi")],
    ),
    (
        "Nina Wolf, director of the Institute of Seas, wrote a report. "
        '"Fish are coming back," said the scholar.',
        [("Fish are coming back,", "Nina Wolf")],
    ),
    (
        'Ambassador Serik Baimukhanov met the press. "We are ready," said Ambassador Baimuhanov.',
        [("We are ready,", "Serik Baimukhanov")],
    ),
    ('The film "Silver River" opens the "Harbour Light Festival" in "Cinema Year."', []),
    ('His "friends" left the "open" market early.', []),
    (
        "“He said ‘never again,’ and left,” Mary Cole recalled.",
        [("He said ‘never again,’ and left,", "Mary Cole")],
    ),
    ('“It rained all day," said Mary Cole.', [("It rained all day,", "Mary Cole")]),
    (
        "“We won,” said Mark Hale. Senator Paul Reed told reporters he was glad.\n"
        "“It was time,” he said.",
        [("We won,", "Mark Hale"), ("It was time,", "Paul Reed")],
    ),
    (
        "Ruth Gray, a farmer, lost her herd. She said the spring was dry. "
        "“We had no hay left,” she added.",
        [("We had no hay left,", "Ruth Gray")],
    ),
    (
        "“The reform is a turning point,” reads the article.",
        [("The reform is a turning point,", "the article")],
    ),
    ("'We will go,' said Ann Frost. 'It isn't far.'", [("We will go,|It isn't far.", "Ann Frost")]),
    ('"Is it over?" Ann Frost asked.', [("Is it over?", "Ann Frost")]),
    (
        "“He told me, ‘Never again,’” Mary Cole said.",
        [("He told me, ‘Never again,’", "Mary Cole")],
    ),
    ('"We open in May," crowed Tom Hill.', [("We open in May,", "Tom Hill")]),
    ('"We open in May," Tom Hill crowed.', [("We open in May,", "Tom Hill")]),
    ('"Boats are late," Lena Kelly said.', [("Boats are late,", "Lena Kelly")]),
    (
        'Lena Kelly runs the port. "Boats are late," Kelly said.',
        [("Boats are late,", "Lena Kelly")],
    ),
    (
        'Lena Moss argued that Tom Hill said the plan was "bold and costly."',
        [("bold and costly.", "Lena Moss")],
    ),
    (
        'Tom Hill told the Valley Post, "The plan is dead."',
        [("The plan is dead.", "Tom Hill")],
    ),
    (
        '"Boats are slow to come in winter" Tom Hill said on Monday.',
        [("Boats are slow to come in winter", "Tom Hill")],
    ),
    (
        "Tom Hill, the mayor, waved at the crowd. “I am back for good.”",
        [("I am back for good.", "Tom Hill")],
    ),
    (
        '"It rained all day," said one farmer. "We had no hay," added another.',
        [("It rained all day,", "one farmer"), ("We had no hay,", "another")],
    ),
    (
        '"Fish return," said State Department spokesman Tom Hill.',
        [("Fish return,", "Tom Hill")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_direct_speech(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "en") == expected


def test_a_role_is_kept_as_printed() -> None:
    text = (
        'Kazora\'s Ambassador to Norland, Sara Lind, told the Global Times that trade "will grow."'
    )
    (quote,) = found(text, "en")
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.role) == ("Sara Lind", "Ambassador to Norland")
    assert quote.relay == "Global Times"
    assert quote.form == "mixed"


def test_an_agency_carries_the_words() -> None:
    (quote,) = found('"We agree," said Minister Ali Can, Xinhua reported.', "en")
    assert quote.relay == "Xinhua"
    assert quote.speaker is not None
    assert quote.speaker.name == "Ali Can"


def test_what_is_not_said_is_told() -> None:
    (named,) = found('"Yes," said Ann Frost.', "en")
    first, second = found(
        'Ann Frost, a nurse, came. "Yes, we came," she said.\n"It was late at night."', "en"
    )
    assert named.speaker is not None
    assert first.speaker is not None
    assert second.speaker is not None
    assert named.speaker.confidence > first.speaker.confidence > second.speaker.confidence
    assert second.speaker.mention is None
    assert "pronoun" in first.speaker.basis
