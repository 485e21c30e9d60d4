"""How one printing of a text departs from another."""

from tearsheet.pipeline.reading_room.differences import Stretch, differences

LONG = ". ".join(f"On day {n} the gauge at Tolven stood at {n * 7} centimetres" for n in range(200))


def test_long_texts_that_agree_are_the_same_however_long() -> None:
    """They once came out as all left out and all added: too many words to weigh crosswise."""
    assert differences(LONG, f"{LONG}. It rained.") == (
        Stretch("same", f"{LONG}."[:-1]),
        Stretch("added", ". It rained."),
    )


def test_long_texts_with_other_marks_differ_in_their_marks() -> None:
    found = differences(LONG, LONG.replace("Tolven", "TOLVEN"))
    assert "".join(one.text for one in found if one.fate != "left out") == LONG.replace(
        "Tolven", "TOLVEN"
    )
    assert {one.text for one in found if one.fate == "added"} == {"TOLVEN"}
    assert {one.text for one in found if one.fate == "left out"} == {"Tolven"}
