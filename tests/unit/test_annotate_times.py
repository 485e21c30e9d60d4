"""Days and periods that a text names."""

from datetime import UTC, date, datetime
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.annotate.times import moments_in, times_of
from tearsheet.annotate.times.calendars import from_jalali
from tearsheet.model import Article, Dated, Dateline, ExtractionReport, Moment, Provenance, Span
from tests.unit.annotate_times_cases import CASES

WEDNESDAY = date(2026, 3, 4)
LANGUAGES = sorted(CASES)
PIECES = st.sampled_from(
    [words for cases in CASES.values() for words, _ in cases]
    + [" ", ", ", "\n", "2024", "31", "月", "第", "last ", "May", "/", "-"]
)
TEXTS = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=12).map("".join)


def told(moments: tuple[Moment, ...]) -> str:
    return ", ".join(
        f"{moment.first}" if moment.first == moment.last else f"{moment.first}/{moment.last}"
        for moment in moments
    )


@pytest.mark.parametrize(
    ("language", "words", "days"),
    [(language, *case) for language, cases in CASES.items() for case in cases],
)
def test_days_meant(language: str, words: str, days: str) -> None:
    assert told(moments_in(words, language, WEDNESDAY, None)) == days


def test_all_eighteen_languages_have_fifteen_cases() -> None:
    assert len(CASES) == 18
    assert min(map(len, CASES.values())) >= 15


def test_a_whole_date_needs_no_day_to_count_from() -> None:
    (moment,) = moments_in("It began on 3 June 2025, then on Friday.", "en", None, None)
    assert (moment.first, moment.precision, moment.basis) == (date(2025, 6, 3), "day", "printed")


def test_the_dateline_comes_before_publication() -> None:
    (moment,) = moments_in("He said on Monday.", "en", date(2026, 3, 9), date(2026, 3, 6))
    assert (moment.first, moment.basis) == (date(2026, 3, 2), "dateline")


@pytest.mark.parametrize(
    ("words", "precision"),
    [("last week", "day"), ("in May", "month"), ("last quarter", "month"), ("last year", "year")],
)
def test_precision(words: str, precision: str) -> None:
    (moment,) = moments_in(words, "en", WEDNESDAY, None)
    assert (moment.precision, moment.basis) == (precision, "publication")


def test_a_span_holds_the_words() -> None:
    text = "It opens in May, said Ann Frost on Monday, March 2."
    found = moments_in(text, "en", WEDNESDAY, None)
    assert [moment.span.of(text) for moment in found] == ["in May", "Monday, March 2"]


@pytest.mark.parametrize("precision", ["day", "minute", "month"])
def test_an_article_speaks_from_its_dateline_or_publication(precision: str) -> None:
    article = Article(
        "key",
        "https://example.org/a",
        "Title",
        "He left on Monday.",
        "en",
        ExtractionReport("1"),
        published=Dated(datetime(2026, 3, 9, 5, tzinfo=UTC), precision, "page", ""),  # type: ignore[arg-type]  # one of the literals, from the list above
        provenance=Provenance(dateline=Dateline("LISMORE", "March 6", "", Span(0, 2))),
    )
    found = times_of(article).moments
    if precision == "month":
        assert found == ()
    else:
        assert [(moment.first, moment.basis) for moment in found] == [
            (date(2026, 3, 2), "dateline")
        ]


@pytest.mark.parametrize(
    ("jalali", "day"),
    [
        ((1399, 1, 1), date(2020, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
    ],
)
def test_the_solar_hijri_calendar(jalali: tuple[int, int, int], day: date) -> None:
    assert from_jalali(*jalali) == day


@given(st.integers(1300, 1470))
def test_solar_years_follow_one_another(year: int) -> None:
    assert 365 <= (from_jalali(year + 1, 1, 1) - from_jalali(year, 1, 1)).days <= 366


@pytest.mark.parametrize("jalali", [(1404, 12, 30), (1404, 13, 1), (1404, 7, 31), (1404, 1, 0)])
def test_no_day_of_the_solar_calendar(jalali: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="not a Jalali day"):
        from_jalali(*jalali)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES), st.dates(), st.booleans())
def test_spans_lie_in_the_text(text: str, language: str, day: date, known: bool) -> None:
    moments = moments_in(text, language, day if known else None, None)
    assert all(moment.span.of(text) for moment in moments)
    assert all(one.span.end <= other.span.start for one, other in pairwise(moments))
    assert all(moment.first <= moment.last for moment in moments)
    assert known or all(moment.basis == "printed" for moment in moments)


@pytest.mark.parametrize(
    "piece", ["2024 ", "June ", "1", "on Monday, ", "3-", "May 5", "16日", "1月"]
)
def test_a_megabyte_takes_no_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    start = process_time()
    for language in ("en", "zh"):
        moments_in(text, language, WEDNESDAY, None)
    # Generous for a busy machine; quadratic work would take minutes.
    assert process_time() - start < 10


def test_a_language_without_a_file_has_none() -> None:
    assert moments_in("on Monday", "xx", WEDNESDAY, None) == ()
    assert moments_in("on Monday", "../en", WEDNESDAY, None) == ()


def test_a_region_is_of_no_account() -> None:
    assert moments_in("on Monday", "en-GB", WEDNESDAY, None)


def test_an_undated_article_still_names_days() -> None:
    text = "On Feb. 12 it rained, as in 2019."
    article = Article("key", "https://example.org/a", "T", text, "en", ExtractionReport("1"))
    times = times_of(article)
    assert [span.of(article.text) for span in times.spans] == ["Feb. 12", "in 2019"]
    assert [moment.span.of(article.text) for moment in times.moments] == ["in 2019"]
