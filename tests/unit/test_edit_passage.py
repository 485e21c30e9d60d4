"""Which words of an article are quoted: on its subject, and by whoever surely said them."""

from dataclasses import replace
from datetime import date

from tearsheet.edit.passage import Passage, Passages
from tearsheet.model import Annotations, Speaker
from tests.unit.draft_press import Printed, outlet

FRIEND = (
    "I have known the publisher for over thirty years, and he never asked the party for anything "
    "at all. He is one of the most decent people that you could ever hope to meet in this town."
)
WAR = (
    "Nobody in that country will accept a border drawn with guns, but somebody has to say aloud "
    "what an armistice would cost, and I would rather it were said before winter than after it."
)
INTERVIEW = Printed(
    outlet("standard.example", "Evening Lantern", "GB"),
    "en",
    "Old premier: Marovia war must end with an armistice",
    "The old premier has opinions on most things, and Marovia is the first of them this week.\n"
    f"“{WAR}” Alan Birch said when asked for his advice to Marovia and to its neighbours.\n"
    + "\n".join(
        f"His rooms on floor {number} are full of books, photographs and letters from friends who "
        "once held office and now write memoirs about each other."
        for number in range(1, 8)
    )
    + f"\n“{FRIEND}” Peter Waldo said, pouring the tea.\n"
    "The rest of the afternoon went by with talk of football, the price of houses and a nephew "
    "who plays the cello in a provincial orchestra.",
    date(2025, 6, 12),
    kind="interview",
    said=((WAR, "Alan Birch", "the old premier"), (FRIEND, "Peter Waldo", None)),
)


def best(printed: Printed, confidence: float = 0.9) -> Passage | None:
    candidate = printed.candidate()
    quotes = tuple(
        replace(quote, speaker=replace(quote.speaker, confidence=confidence))
        for quote in candidate.annotations.quotes
        if isinstance(quote.speaker, Speaker)
    )
    mentions = [one.span for one in candidate.match.mentions if one.part == "text"]
    return Passages(candidate.article, Annotations(candidate.key, quotes), mentions).best()


def words(printed: Printed, passage: Passage | None) -> str:
    assert passage is not None
    return " ".join(span.of(printed.text) for span in passage.spans)


def test_a_passage_is_about_the_subject_even_if_the_other_reads_better() -> None:
    assert words(INTERVIEW, best(INTERVIEW)) == WAR
    other = replace(INTERVIEW, said=INTERVIEW.said[1:])
    assert "decent people" not in words(other, best(other))


def test_a_passage_far_from_every_mention_may_take_up_the_headline() -> None:
    on_it = FRIEND.replace("the party for anything", "for an armistice with the premier")
    told = replace(
        INTERVIEW, text=f"“{on_it}” said Peter Waldo.", said=((on_it, "Peter Waldo", None),)
    )
    untold = replace(INTERVIEW, text=f"“{FRIEND}” said Peter Waldo.", said=INTERVIEW.said[1:])
    assert words(told, best(told)) == on_it
    assert best(untold) is None


def test_nothing_is_quoted_where_nothing_is_on_the_subject() -> None:
    tea = "The tea was strong, the biscuits were plain and the garden had been left to the moles."
    printed = replace(INTERVIEW, title="An afternoon", text="\n".join([tea] * 3), said=())
    assert best(printed) is None


def test_a_doubtful_speaker_is_not_said_to_speak() -> None:
    assert best(INTERVIEW, 0.6) is not None
    sure, doubtful = best(INTERVIEW, 0.6), best(INTERVIEW, 0.59)
    assert sure is not None
    assert doubtful is not None
    assert sure.manner == "said"
    assert doubtful.manner == "article"
