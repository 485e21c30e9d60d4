"""What an editor decided of a quotation holds, whatever was found."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tearsheet.annotate.corrections import BASIS, corrected
from tearsheet.model import Annotations, Correction, Figure, Quote, Span, Speaker

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ORR = Speaker("Ann Orr", "mayor", Span(30, 37), "Ann Orr", "verb and subject after", 0.9)
FIRST = Quote((Span(1, 20),), "direct", speaker=ORR)
SECOND = Quote((Span(50, 70), Span(80, 95)), "direct", speaker=ORR)
FIGURE = Figure(Span(82, 84), "count", Decimal(40), quote=1)
FOUND = Annotations("a", (FIRST, SECOND), figures=(FIGURE,))


def decided(start: int, end: int, speaker: str, hours: int = 0) -> Correction:
    return Correction(Span(start, end), speaker, "M. Editor", NOON + timedelta(hours=hours))


def test_another_speaker() -> None:
    made = corrected(FOUND, [decided(50, 70, "Bo Dahl")])
    assert made.quotes[0] == FIRST
    said = made.quotes[1].speaker
    assert said is not None
    assert (said.name, said.basis, said.confidence, said.mention) == ("Bo Dahl", BASIS, 1.0, None)
    assert made.quotes[1].spans == SECOND.spans


def test_a_known_speaker_keeps_the_role() -> None:
    unsaid = Annotations("a", (FIRST, Quote((Span(50, 70),), "direct")))
    said = corrected(unsaid, [decided(50, 70, "Ann Orr")]).quotes[1].speaker
    assert said is not None
    assert said.role == "mayor"


def test_no_quotation_and_its_figures() -> None:
    made = corrected(FOUND, [decided(1, 20, "")])
    assert made.quotes == (SECOND,)
    assert made.figures[0].quote == 0
    assert corrected(FOUND, [decided(60, 62, "")]).figures[0].quote is None


def test_the_later_decision_holds() -> None:
    later, earlier = decided(1, 20, "Cy Ek", 2), decided(1, 20, "Bo Dahl", 1)
    said = corrected(FOUND, [later, earlier]).quotes[0].speaker
    assert said is not None
    assert said.name == "Cy Ek"


def test_what_overlaps_nothing_is_left_over() -> None:
    assert corrected(FOUND, [decided(200, 210, "Bo Dahl")]) == FOUND
    assert corrected(FOUND, []) is FOUND


def test_what_is_retold_around_it_is_left_alone() -> None:
    frame = Quote((Span(0, 45),), "indirect", speaker=ORR)
    nested = Annotations("a", (frame, FIRST))
    assert corrected(nested, [decided(0, 45, "")]).quotes == (FIRST,)
    assert corrected(nested, [decided(1, 20, "")]).quotes == (frame,)
