"""The strongest of what stands on a story's articles stands, however the marks are told."""

from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import Standing
from tearsheet.pipeline.inbox.standing import standing_of
from tearsheet.store.triage import Mark, Marked
from tests.nouns import NOON

STRENGTH = {"new": 0, "dropped": 1, "not about us": 1, "later": 2, "taken": 3}


def marked(choice, step, who="edda"):
    return Marked(Mark("velmaria", f"{step}", choice), step, who, NOON, "")


MARKS = st.lists(
    st.builds(
        marked,
        st.sampled_from(["new", "taken", "later", "dropped", "not about us"]),
        st.integers(1, 9),
        st.sampled_from(["edda", "cleo"]),
    ),
    max_size=6,
    unique_by=lambda one: one.step,
)


def test_what_nobody_decided_on_is_new():
    assert standing_of([]) == Standing()


def test_of_two_as_strong_the_later_stands_and_each_choice_is_told_once():
    marks = [marked("dropped", 4), marked("not about us", 7, "cleo"), marked("dropped", 2)]

    stands = standing_of(marks)

    assert (stands.choice, stands.who, stands.step) == ("not about us", "cleo", 7)
    assert [(one.choice, one.step) for one in stands.beside] == [("dropped", 4)]


@given(MARKS, st.randoms())
def test_the_order_in_which_marks_are_told_is_all_one(marks, random):
    stands = standing_of(marks)
    random.shuffle(marks)

    assert standing_of(marks) == stands
    assert stands.choice in {one.mark.choice for one in marks} | {"new"}
    assert all(STRENGTH[one.mark.choice] <= STRENGTH[stands.choice] for one in marks)
    assert {one.mark.choice for one in marks} == (
        {stands.choice, *(one.choice for one in stands.beside)} if marks else set()
    )
