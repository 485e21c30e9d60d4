"""Words, their places and samples of runs: the same alone and together, on every machine."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import Span
from tearsheet.relate.copies.fingerprints import fingerprint_of, fingerprints
from tearsheet.relate.copies.words import words_of

TEXTS = st.text(st.characters(), max_size=300) | st.text("aeit nßİ é'’.\n京都の한국मे", max_size=900)
NUMBERED = " ".join(f"word{number} and its fellow" for number in range(200))


def _words(text):
    words = words_of([text])
    return [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two boats, 240 seats.", ["Two", "boats", "240", "seats"]),
        ("Straße 7b_c", ["Straße", "7b", "c"]),
        ("東京は2024年", ["東", "京", "は", "2024", "年"]),
        ("한국 신문", ["한국", "신문"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("می\u200cروم به خانه", ["می\u200cروم", "به", "خانه"]),
        ("… — !", []),
        ("", []),
    ],
)
def test_words_stand_where_they_are_read(text, words):
    assert _words(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("STRASSE", "Straße"),
        ("naïve", "nai\u0308ve"),
        ("Ёлка", "елка"),
        ("ﬁne", "fine"),
        ("كِتَاب", "كتاب"),
        ("Ａ１", "a1"),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_what_differs_only_in_form_is_one_word(one, other):
    assert words_of([one]).numbers.tolist() == words_of([other]).numbers.tolist()


def test_numbers_are_the_same_on_every_machine_and_in_every_version():
    """Stored fingerprints stay true: these numbers were written down on 2026-11-22."""
    assert words_of(["Ferry"]).numbers.tolist() == [18383809033823166090]
    found = fingerprint_of(NUMBERED)
    assert (found.digest, found.one_in) == (10380595933528382143, 6)
    assert found.numbers[:3].tolist() == [381035, 1549682, 6191169]


@given(st.lists(TEXTS, max_size=8))
def test_a_text_has_the_same_fingerprint_alone_and_among_others(texts):
    assert fingerprints(texts) == [fingerprint_of(text) for text in texts]


@given(TEXTS)
def test_words_lie_in_their_text_in_order(text):
    words = words_of(["x y", text, "z"])
    own = slice(words.bounds[1], words.bounds[2])
    starts, ends = words.starts[own], words.ends[own]
    assert (starts < ends).all()
    # One sign may stand for two words (¼ for 1 and 4).
    assert (starts[1:] >= starts[:-1]).all()
    assert not len(ends) or ends[-1] <= len(text)


@given(TEXTS)
def test_runs_are_distinct_and_below_their_bound(text):
    found = fingerprint_of(text)
    numbers = found.numbers.astype(int)
    assert (numbers[1:] > numbers[:-1]).all()
    assert not len(numbers) or numbers[-1] < 2**32 // found.one_in
    assert (found.digest == 0) == (not _words(text))


@given(TEXTS)
def test_composition_does_not_matter(text):
    if any("\u1100" <= one <= "\u11ff" or "\uac00" <= one <= "\ud7ff" for one in text):
        return
    spelt = unicodedata.normalize("NFD", text)
    assert fingerprint_of(spelt) == fingerprint_of(unicodedata.normalize("NFC", spelt))


def test_what_is_left_out_does_not_count_and_closes_up():
    first, aside, last = (
        "The boats leave at seven. ",
        "Read also our letter. ",
        "One sails at noon.",
    )
    whole = first + aside + last
    left_out = [Span(len(first), len(first + aside))]
    assert fingerprint_of(whole, left_out) == fingerprint_of(first + last)
    assert fingerprints([whole, last], [left_out, []]) == [
        fingerprint_of(first + last),
        fingerprint_of(last),
    ]


def test_a_sparse_sample_lies_in_the_dense_one_of_a_part():
    part = " ".join(NUMBERED.split()[:200])
    dense, sparse = fingerprint_of(part), fingerprint_of(NUMBERED)
    assert dense.one_in < sparse.one_in
    bound = 2**32 // sparse.one_in
    assert {run for run in dense.numbers.tolist() if run < bound} <= set(sparse.numbers.tolist())


def test_a_text_longer_than_the_powers_kept_ready_has_the_words_of_its_parts():
    part = "ab cd efg " * 100
    numbers = words_of([part]).numbers.tolist()
    assert words_of([part * 400]).numbers.tolist() == numbers * 400
