"""Dates in every form the press prints them."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.read.metadata.clock import moment_of, moments

UTC = timezone.utc  # noqa: UP017
PLUS_TWO = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "language", "at", "precision", "zoned"),
    [
        (
            "2031-03-05T07:08:09+02:00",
            "en",
            datetime(2031, 3, 5, 7, 8, 9, tzinfo=PLUS_TWO),
            "second",
            True,
        ),
        (
            "2031-03-05T07:08:09.123Z",
            "en",
            datetime(2031, 3, 5, 7, 8, 9, tzinfo=UTC),
            "second",
            True,
        ),
        (
            "2031-03-05T07:08:09+0200",
            "en",
            datetime(2031, 3, 5, 7, 8, 9, tzinfo=PLUS_TWO),
            "second",
            True,
        ),
        ("2031-03-05 07:08", "en", datetime(2031, 3, 5, 7, 8, tzinfo=UTC), "minute", False),
        (
            "Wed, 05 Mar 2031 07:08:09 +0200",
            "en",
            datetime(2031, 3, 5, 7, 8, 9, tzinfo=PLUS_TWO),
            "second",
            True,
        ),
        (
            "Wed Mar 05 2031 07:08:09 GMT+0200",
            "en",
            datetime(2031, 3, 5, 7, 8, 9, tzinfo=PLUS_TWO),
            "second",
            True,
        ),
        ("5. März 2031, 07.08 Uhr", "de", datetime(2031, 3, 5, 7, 8, tzinfo=UTC), "minute", False),
        ("05.03.2031", "de", datetime(2031, 3, 5, tzinfo=UTC), "day", False),
        ("05.03.31, 7:08 Uhr", "de", datetime(2031, 3, 5, 7, 8, tzinfo=UTC), "minute", False),
        (
            "3/5/2031 7:08 PM EST",
            "en",
            datetime(2031, 3, 5, 19, 8, tzinfo=timezone(timedelta(hours=-5))),
            "minute",
            True,
        ),
        ("5/3/2031", "en-GB", datetime(2031, 3, 5, tzinfo=UTC), "day", False),
        (
            "March 5th, 2031 at 12:08 a.m.",
            "en",
            datetime(2031, 3, 5, 0, 8, tzinfo=UTC),
            "minute",
            False,
        ),
        ("le 1er mars 2031 à 7h08", "fr", datetime(2031, 3, 1, 7, 8, tzinfo=UTC), "minute", False),
        ("5 de marzo de 2031", "es", datetime(2031, 3, 5, tzinfo=UTC), "day", False),
        (
            "5 марта 2031 г., 07:08 (МСК)",
            "ru",
            datetime(2031, 3, 5, 7, 8, tzinfo=timezone(timedelta(hours=3))),
            "minute",
            True,
        ),
        ("2031 жылғы 5 наурыз", "kk", datetime(2031, 3, 5, tzinfo=UTC), "day", False),
        ("5 Mart 2031 Çarşamba", "tr", datetime(2031, 3, 5, tzinfo=UTC), "day", False),
        ("2031年3月5日 07:08", "zh", datetime(2031, 3, 5, 7, 8, tzinfo=UTC), "minute", False),
        (
            "2031年3月5日 午後7時08分",
            "ja",
            datetime(2031, 3, 5, 19, 8, tzinfo=UTC),
            "minute",
            False,
        ),
        (
            "2031년 3월 5일 오후 7:08",
            "ko",
            datetime(2031, 3, 5, 19, 8, tzinfo=UTC),
            "minute",
            False,
        ),
        ("٥ مارس ٢٠٣١", "ar", datetime(2031, 3, 5, tzinfo=UTC), "day", False),
        ("5 آذار 2031", "ar", datetime(2031, 3, 5, tzinfo=UTC), "day", False),
        ("2031. március 5. 7:08", "hu", datetime(2031, 3, 5, 7, 8, tzinfo=UTC), "minute", False),
        ("20310305", "en", datetime(2031, 3, 5, tzinfo=UTC), "day", False),
        ("2031-03", "en", datetime(2031, 3, 1, tzinfo=UTC), "month", False),
        ("2031", "en", datetime(2031, 1, 1, tzinfo=UTC), "year", False),
    ],
)
def test_reads_a_date(text, language, at, precision, zoned):
    moment = moment_of(text, language)
    assert moment is not None
    assert (moment.at, moment.precision, moment.zoned) == (at, precision, zoned)
    assert moment.at.utcoffset() == at.utcoffset()


@pytest.mark.parametrize(
    "text", ["31 June 2031", "31.02.2031", "no date", "12345678", "in 2031 or so", ""]
)
def test_reads_no_date_where_there_is_none(text):
    assert moment_of(text, "en") is None


def test_span_covers_the_date_and_its_time():
    text = "Posted: March 5, 2031 | 7:08 PM by somebody"
    moment = moment_of(text, "en")
    assert moment is not None
    assert text[moment.start : moment.end] == "March 5, 2031 | 7:08 PM"


def test_an_unknown_zone_leaves_the_time_without_one():
    text = "5 March 2031 07:08 IST"
    moment = moment_of(text, "en")
    assert moment is not None
    assert not moment.zoned
    assert text[moment.start : moment.end] == "5 March 2031 07:08"


def test_finds_all_dates_in_order():
    found = moments("from 2031-03-05 to 7 March 2031", "en")
    assert [moment.at.day for moment in found] == [5, 7]


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2090, 1, 1)))
def test_what_python_prints_is_read_back(at):
    at = at.replace(microsecond=0, tzinfo=PLUS_TWO)
    moment = moment_of(at.isoformat())
    assert moment is not None
    assert moment.at == at


@given(st.text(max_size=200))
def test_any_text_is_survived_and_spans_lie_in_it(text):
    for moment in moments(text, "ru"):
        assert 0 <= moment.start < moment.end <= len(text)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_day_and_month_in_figures_agree_with_words(day):
    worded = f"{day.day} {day.strftime('%B')} {day.year}"
    figures = f"{day.day}.{day.month}.{day.year}"
    assert moment_of(worded, "en").at.date() == moment_of(figures, "en").at.date() == day  # type: ignore[union-attr]
