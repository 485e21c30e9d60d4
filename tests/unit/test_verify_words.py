"""Which differences between quoted and printed words the gate lets pass, and what it says."""

import pytest

from tearsheet.edit.cues import cues
from tearsheet.edit.verify.edges import cuts_word, dropped_qualifier
from tearsheet.edit.verify.words import compared
from tearsheet.model import Span
from tearsheet.text import sentences

PRINTED = "The pier could open in May, but only if the dredging ends, the minister said in Lissa."


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("It’s “ready”", 'It\'s "ready"'),
        ("one  two\nthree", "one two three"),
        ("cafe\u0301", "café"),
        ("co\u00adoperate", "cooperate"),
        ("well\u2011known", "well-known"),
        ("the pier … in Lissa.", "the pier opens soon in Lissa."),
        ("the pier [...] in Lissa.", "the pier opens soon in Lissa."),
        ("he [Varnas] opened it", "he opened it"),
    ],
)
def test_typography_and_marked_changes_pass(quoted: str, printed: str) -> None:
    assert compared(quoted, printed).difference == ""


@pytest.mark.parametrize(
    ("quoted", "printed"),
    [
        ("could", "would"),
        ("the pier opens", "the Pier opens"),
        ("a – b", "a - b"),
        ("42", "43"),
        ("the pier in Lissa", "the pier opens in Lissa"),
        ("soon … the pier", "the pier opens soon"),
        ("the pie … Lissa", "the pier in Lissa"),
        ("he [Varnas] it", "he opened it"),
        ("said it", "said it twice"),
        ("said it twice", "said it"),
        ("the pier opens …", "pier opens in May"),
    ],
)
def test_other_changes_do_not(quoted: str, printed: str) -> None:
    assert compared(quoted, printed).difference


def test_the_first_difference_is_told_in_plain_words() -> None:
    told = compared("The pier would open", "The pier could open").difference
    assert told == "The edition says ‘would’; the page says ‘could’"


def test_a_difference_in_unspaced_writing_is_told_shortly() -> None:
    told = compared("卫星重" * 20 + "二", "卫星重" * 20 + "三").difference
    assert "二" in told
    assert len(told) < 80


def test_a_marked_cut_tells_what_it_left_out() -> None:
    assert compared("open … in Lissa", "open not now in Lissa").removed == ("not now",)


def test_words_in_brackets_are_told() -> None:
    assert compared("he [the mayor] came", "he came").inserted == ("the mayor",)


@pytest.mark.parametrize(
    ("language", "text", "quoted", "cue"),
    [
        ("en", PRINTED, "The pier could open in May", "but"),
        ("en", PRINTED, "the dredging ends, the minister said in Lissa.", "only if"),
        ("en", "It will not rain in Lissa today.", "rain in Lissa today.", "not"),
        ("en", "“We agree,” he said, “unless the price rises.”", "We agree", "unless"),
        ("ru", "Мост откроют, хотя деньги кончились.", "Мост откроют", "хотя"),
        ("ru", "Министр не говорил о цене.", "говорил о цене.", "не"),
        ("zh", "政府不会提高税收。", "会提高税收。", "不"),
        ("de", "Der Hafen öffnet, aber nicht im Mai.", "Der Hafen öffnet", "aber nicht"),
    ],
)
def test_a_dropped_qualifier_is_found(language: str, text: str, quoted: str, cue: str) -> None:
    start = text.index(quoted)
    span = Span(start, start + len(quoted))
    found = dropped_qualifier(text, span, sentences(text, language), cues(language))
    assert found
    assert found in cue


@pytest.mark.parametrize(
    "quoted", [PRINTED, "the minister said in Lissa.", "The pier could open in May, but only if"]
)
def test_a_clean_cut_drops_nothing(quoted: str) -> None:
    start = PRINTED.index(quoted)
    span = Span(start, start + len(quoted))
    bounds = sentences(PRINTED, "en")
    assert dropped_qualifier(PRINTED, span, bounds, cues("en")) in ("", "if")


def test_the_next_sentence_is_no_part_of_the_cut() -> None:
    text = "The pier opened. But the railway waits."
    assert dropped_qualifier(text, Span(0, 16), sentences(text, "en"), cues("en")) == ""


@pytest.mark.parametrize(
    ("text", "span", "cuts"),
    [
        ("unconstitutional", Span(2, 16), True),
        ("cost 43.8 million", Span(5, 7), True),
        ("cost 43.8 million", Span(8, 9), True),
        ("cost 43 million", Span(5, 7), False),
        ("in May, but", Span(3, 6), False),
        ("马罗维亚首都利萨", Span(0, 4), False),
        ("in 1988.", Span(3, 7), False),
        ("Việtnam", Span(0, 4), True),
    ],
)
def test_an_edge_inside_a_word_or_number_is_found(text: str, span: Span, cuts: bool) -> None:
    assert cuts_word(text, span) is cuts
