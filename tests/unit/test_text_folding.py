"""The ladder forgives typography and nothing else, and its offsets lead back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text import LADDER, folded

# Arbitrary Unicode, with more of what the ladder is about than chance would bring.
TYPOGRAPHY = st.sampled_from("“”„«»‘’'\"…\u00a0\u200b\u00ad\u2011 \n\te\u0301\u1100\u1161\u11a8ʼ.")
TEXT = st.text(TYPOGRAPHY | st.characters(exclude_categories=["Cs"]), max_size=60)


@given(TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = folded(text).text
    assert folded(once).text == once


@given(TEXT)
def test_every_folded_character_comes_from_inside_the_text(text: str) -> None:
    result = folded(text)
    assert len(result.text) == len(result.offsets) == len(result.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(result.offsets, result.ends, strict=True))
    assert list(result.offsets) == sorted(result.offsets)
    assert list(result.ends) == sorted(result.ends)


@given(TEXT, st.data())
def test_a_piece_of_the_text_is_found_with_its_own_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    needle = text[start:end]
    found = folded(text).find(needle)
    if found is not None:
        assert folded(found.of(text)).text.strip() == folded(needle).text.strip()


@given(st.text(st.sampled_from("abc déЖ中 “”'"), max_size=30), st.text("abЖ中", min_size=1))
def test_a_plain_needle_is_always_found(around: str, needle: str) -> None:
    text = f"{around}{needle}{around}"
    found = folded(text).find(needle)
    assert found is not None
    assert found.of(text) == needle


@given(TEXT)
def test_it_is_in_normal_form_c(text: str) -> None:
    assert unicodedata.is_normalized("NFC", folded(text).text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“He isn’t here,”", '"He isn\'t here,"'),
        ("«Да»", "„Да“"),
        ("5\u00a0000\u2009km", "5 000 km"),
        ("caf\u00e9", "cafe\u0301"),
        ("hand\u00adbook", "handbook"),
        ("ни\u200bчего", "ничего"),
        ("a\n\nb", "a b"),
        ("state\u2011owned", "state-owned"),
        ("wait…", "wait..."),
        ("\ud55c", "\u1112\u1161\u11ab"),
    ],
)
def test_these_are_the_same_words(one: str, other: str) -> None:
    assert folded(one).text == folded(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Not", "not"),
        ("5,000", "5.000"),
        ("10²", "102"),
        ("ё", "е"),
        ("й", "и"),
        ("1-2", "1–2"),
        ("5'", '5"'),
        ("2025", "２０２５"),
        ("ال", "أل"),
        ("a b", "ab"),
        ("-", "—"),
        ("\u202e12", "12"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert folded(one).text != folded(other).text


def test_found_spans_are_of_the_original() -> None:
    text = "Он\u00a0 сказал: «Мы гото\u00adвы…» – и ушёл"
    found = folded(text).find('"Мы готовы..."')
    assert found is not None
    assert found.of(text) == "«Мы гото\u00adвы…»"


def test_the_search_starts_where_it_is_told() -> None:
    text = "so “so” so"
    assert [folded(text).find("so", at) for at in (0, 1, 5, 9)] == [
        folded(text).original(0, 2),
        folded(text).original(4, 6),
        folded(text).original(8, 10),
        None,
    ]


def test_an_empty_needle_is_nowhere() -> None:
    assert folded("words").find(" \u200b ") is None


def test_every_rung_says_why() -> None:
    assert len({rung.name for rung in LADDER}) == len(LADDER)
    assert all(rung.why for rung in LADDER)
