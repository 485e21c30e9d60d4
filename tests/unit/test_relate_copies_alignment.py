"""Shared passages: the same words on both sides, in order, none twice."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.relate.copies import shared_passages
from tearsheet.relate.copies.words import words_of
from tests.unit.relate_rewordings import ARABIC, CHINESE, ENGLISH, RUSSIAN

SENTENCES = [line for texts in (ENGLISH, RUSSIAN, CHINESE, ARABIC) for line in texts[0].split("\n")]
pieces = st.lists(
    st.one_of(st.sampled_from(SENTENCES), st.sampled_from(["and", "the", "船", "on Monday"])),
    max_size=12,
).map(" ".join)


def _words(text):
    return words_of([text]).numbers.tolist()


def _is_sound(one, other, least):
    found = shared_passages(one, other, least)
    for passage in found:
        here, there = passage.here.of(one), passage.there.of(other)
        assert _words(here) == _words(there)
        assert len(_words(here)) >= least
    assert all(a.here.end <= b.here.start for a, b in pairwise(found))
    there = sorted(passage.there for passage in found)
    assert all(a.end <= b.start for a, b in pairwise(there))
    return found


@given(pieces, pieces, st.integers(1, 9))
def test_both_sides_have_the_same_words_and_none_is_shared_twice(one, other, least):
    _is_sound(one, other, least)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_characters_will_do(one, other):
    _is_sound(one, one + other, 1)


@given(pieces)
def test_a_text_shares_all_of_itself_in_one_passage(text):
    words = words_of([text])
    found = shared_passages(text, text, 1)
    if len(words.numbers) > 1:
        assert [(one.here.start, one.here.end) for one in found] == [
            (int(words.starts[0]), int(words.ends[-1]))
        ]


def test_what_was_changed_stands_between_the_passages():
    old = "Two boats will carry 240 passengers each and leave at seven every morning."
    new = "TWO BOATS WILL CARRY 240 guests each, and leave at seven every morning!"
    first, second = shared_passages(old, new, 4)
    assert (first.here.of(old), first.there.of(new)) == (
        "Two boats will carry 240",
        "TWO BOATS WILL CARRY 240",
    )
    assert second.here.of(old) == "each and leave at seven every morning"
    assert second.there.of(new) == "each, and leave at seven every morning"


def test_a_paragraph_that_was_moved_is_found_where_it_went():
    one, two = ENGLISH[0].split("\n")[1:3]
    found = shared_passages(f"{one}\n{two}", f"{two}\n{one}")
    assert [passage.here.of(f"{one}\n{two}") for passage in found] == [one[:-1], two[:-1]]


def test_a_phrase_repeated_without_end_is_aligned_in_order():
    text = "again and again " * 4_000
    (passage,) = shared_passages(text, text)
    assert passage.here == passage.there
    assert len(passage.here) == len(text) - 1


def test_words_are_compared_and_not_their_marks():
    (passage,) = shared_passages("قَالَت رئيسة المجلس إينا هولم", "قالت رئيسة المجلس إينا هولم")
    assert len(passage.here) > len(passage.there)


def test_a_passage_has_words():
    with pytest.raises(ValueError, match="0 words"):
        shared_passages("", "", 0)
