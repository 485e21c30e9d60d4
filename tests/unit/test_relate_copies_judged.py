"""Two texts, one decision: copies in any wording, and what two reporters merely share."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import Article, Credit, ExtractionReport, Provenance
from tearsheet.relate.copies import judged, printing_of
from tearsheet.relate.copies.comparison import Comparison
from tearsheet.relate.copies.judgement import confidence_of, reasons
from tests.unit.relate_rewordings import ENGLISH, TEXTS

SENTENCES = [line for texts in TEXTS.values() for text in texts for line in text.split("\n")]
TALK = (
    "We have waited eleven years for this morning and we will not wait another hour for the boat "
    "to leave the quay, with or without the band. The islands have paid for the ships, the yard "
    "has built them well, and nobody in this council can say that we were not warned about the "
    "strait. I ask you to remember the winter when the doctor could not cross."
)


def _printing(text, key="a", language="en", writer=""):
    credits_ = (Credit("originator", writer, "dateline"),) if writer else ()
    return printing_of(
        Article(
            key, f"https://{key}.example/", "", text, language, ExtractionReport("1"),
            provenance=Provenance(credits=credits_),
        )
    )  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_reworded_by_its_agency_is_an_edited_copy(language):
    first, again, _ = TEXTS[language]
    link = judged(_printing(first, language=language), _printing(again, "b", language))
    assert link is not None
    assert link.relation == "edited"
    assert link.confidence > 0.8


@pytest.mark.parametrize("language", TEXTS)
def test_another_report_of_the_event_is_another_text(language):
    first, again, other = TEXTS[language]
    for text in (first, again):
        assert judged(_printing(text), _printing(other, "b")) is None


@pytest.mark.parametrize("language", TEXTS)
def test_the_first_paragraphs_are_an_excerpt(language):
    text = TEXTS[language][0]
    top = "\n".join(text.split("\n")[:2])
    link = judged(_printing(text, "b"), _printing(top, "a"))
    one, other = sorted((_printing(text, "b"), _printing(top, "a")), key=lambda one: one.key)
    assert link is not None
    assert link.relation == "excerpt"
    assert (link.one, link.other) == (one.key, other.key)
    small, large = sorted((link.one_in_other, link.other_in_one))
    assert small < 0.6
    assert large > 0.9
    assert (link.one_in_other > link.other_in_one) == (len(one) < len(other))


@pytest.mark.parametrize(
    "spoken",
    [
        "“{}”",
        "INA HOLM: {}\nMODERATOR: Thank you.\nINA HOLM: Thank you all.\nMODERATOR: Questions?",
    ],
)
def test_one_speech_in_two_reports_makes_no_copy(spoken):
    one = f"{ENGLISH[0].split(chr(10))[0]}\nAt the quay the chair spoke:\n“{TALK}”"
    other = f"{ENGLISH[2]}\n{spoken.format(TALK)}"
    assert judged(_printing(one), _printing(other, "b")) is None


def test_one_post_in_two_reports_makes_no_copy():
    post = f"{TALK[:240]}\n— Ina Holm (@inaholm) June 16, 2025"
    one = f"{ENGLISH[0].split(chr(10))[0]}\n{post}"
    other = f"{ENGLISH[2].split(chr(10))[0]}\n{post}"
    assert judged(_printing(one), _printing(other, "b")) is None


def test_a_whole_transcript_printed_twice_is_one_text():
    turns = [f"INA HOLM: {line}\nMODERATOR: And then?" for line in TALK.split(". ")]
    text = "\n".join(turns)
    link = judged(_printing(text), _printing(f"{text}\nShare this page", "b"))
    assert link is not None
    assert link.relation == "exact"


def test_stock_phrases_scattered_over_a_long_text_are_no_excerpt():
    words = [line for line in SENTENCES if line.isascii()]
    phrases = [" ".join(line.split()[at : at + 4]) for line in words for at in (0, 5)][:10]
    blurb = ", ".join(phrases)
    long = "\n".join(f"{phrase} {TALK}" for phrase in phrases)
    assert judged(_printing(blurb), _printing(long, "b")) is None


def test_credits_to_different_writers_speak_against_one_text():
    one, other, same = (
        _printing(ENGLISH[0], writer="Coastwire"),
        _printing(ENGLISH[1], "b", writer="Hillwire"),
        _printing(ENGLISH[1], "b", writer="Coastwire"),
    )
    assert confidence_of(Comparison.of(one, other)) < confidence_of(Comparison.of(one, same))


def test_what_a_release_says_retold_under_a_byline_is_a_report():
    release, retold, _ = TEXTS["en"]
    page = printing_of(
        Article(
            "a", "https://a.example/", "", release, "en", ExtractionReport("1"),
            provenance=Provenance("press release"),
        )
    )  # fmt: skip
    signed = Article(
        "b", "https://b.example/", "", retold, "en", ExtractionReport("1"), authors=("Ina Holm",)
    )
    unsigned = replace(signed, authors=())
    link = judged(page, printing_of(unsigned))
    assert link is not None
    assert "told in order" in link.evidence
    assert judged(page, printing_of(signed)) is None
    same = judged(page, printing_of(replace(signed, text=release)))
    assert same is not None
    assert same.relation == "exact"


def test_the_reasons_add_up_to_the_confidence():
    comparison = Comparison.of(_printing(ENGLISH[0]), _printing(ENGLISH[1], "b"))
    odds = sum(reason.share for reason in reasons(comparison))
    assert odds == pytest.approx(0) or (odds > 0) == (confidence_of(comparison) > 0.5)
    assert {reason.name for reason in reasons(comparison)} > set(comparison.features)
    assert all(0 <= value <= 1 for value in comparison.features.values())


texts = st.one_of(
    st.text(max_size=300), st.lists(st.sampled_from(SENTENCES), max_size=9).map("\n".join)
)


@given(texts, texts)
def test_the_decision_is_the_same_from_both_sides(one, other):
    first, second = _printing(one), _printing(other, "b")
    link = judged(first, second)
    assert link == judged(_printing(other, "b"), _printing(one))
    if link is not None:
        assert link.one < link.other
        assert {link.one, link.other} == {first.key, second.key}
        assert 0.5 <= link.confidence <= 1
        assert min(link.one_in_other, link.other_in_one) >= 0
        assert max(link.one_in_other, link.other_in_one) <= 1
