"""Whom a pronoun means, and when it is better to say that nobody knows."""

import pytest

from tests.unit.annotate_said import found, said

CASES = [
    # A sub-heading names nobody.
    (
        "Costs rose.\nRiver Matters\nThe finance minister, Ada Quist, kept calm. "
        "“We waited a year,” she said.",
        "Ada Quist",
    ),
    # A thing named nearer is no person.
    (
        "Ada Quist, who is 78, left for the Sorrel Bridge.\n“It is on time,” she said.",
        "Ada Quist",
    ),
    # A given name tells a woman from a man.
    (
        "Inspector Peter Vane checked the ticket that Anna Ross held. “It says one way,” he said.",
        "Peter Vane",
    ),
    # An apposition between commas is a subject too.
    (
        "Mr Hale spoke first. Norland’s prime minister, Igor Lund, was asked what he gave. "
        "“Water,” he said.",
        "Igor Lund",
    ),
    # Sentences that go on about a person keep them.
    (
        "Senator Anna Ross came late. She sat down. She took off her hat. “We go on,” she said.",
        "Anna Ross",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), CASES)
def test_a_pronoun_means_the_topic(text: str, speaker: str) -> None:
    assert [name for _, name in said(text, "en")] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "It rained on the Sorrel Bridge. “We waited,” she said.",
        "Senator Peter Vane left. “We waited,” she said.",
        "Anna Ross met Lisa Gray; Anna Ross and Lisa Gray left. “We waited,” she said.",
    ],
)
def test_a_pronoun_for_nobody_stays_one(text: str) -> None:
    (quote,) = found(text, "en")
    assert quote.speaker is not None
    assert quote.speaker.name == "she"
    assert quote.speaker.confidence < 0.5
    assert "nobody" in quote.speaker.basis
