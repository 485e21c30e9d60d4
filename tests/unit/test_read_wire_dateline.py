"""Datelines of many agencies in many scripts, and openings that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.read.dateline import dateline


@pytest.mark.parametrize(
    ("opening", "language", "place", "date", "agency"),
    [
        ("BERN, March 5, 2031 /PRNewswire/ --", "en", "BERN", "March 5, 2031", "PRNewswire"),
        (
            "BERN, Switzerland, March 5, 2031 (GLOBE NEWSWIRE) --",
            "en",
            "BERN, Switzerland",
            "March 5, 2031",
            "GLOBE NEWSWIRE",
        ),
        ("NEW BERN--(BUSINESS WIRE)--", "en", "NEW BERN", "", "BUSINESS WIRE"),
        ("ASTANA, March 5 (Xinhua) --", "en", "ASTANA", "March 5", "Xinhua"),
        ("NEW BERN (AP) —", "en", "NEW BERN", "", "AP"),
        ("BERN, Switzerland (AP) —", "en", "BERN, Switzerland", "", "AP"),
        ("Bern (CNN) —", "en", "Bern", "", "CNN"),
        (
            "BERN, March 5, 2031 /Nobody’s Newswire/ --",
            "en",
            "BERN",
            "March 5, 2031",
            "Nobody’s Newswire",
        ),
        ("GENEVA (March 5, 2031) –", "en", "GENEVA", "March 5, 2031", ""),
        ("WASHINGTON D.C. –", "en", "WASHINGTON D.C.", "", ""),
        ("ASTANA –", "en", "ASTANA", "", ""),
        ("Frankfurt am Main (dpa) -", "de", "Frankfurt am Main", "", "dpa"),
        ("Berlin/München (dpa/lby) -", "de", "Berlin/München", "", "dpa/lby"),
        ("Paris, 5 mars 2031 (AFP) -", "fr", "Paris", "5 mars 2031", "AFP"),
        ("BERNE (Suisse), 5 mars 2031. —", "fr", "BERNE", "5 mars 2031", ""),
        ("Madrid, 5 mar (EFE).-", "es", "Madrid", "5 mar", "EFE"),
        ("(ANSA) - ROMA, 5 MAR -", "it", "ROMA", "5 MAR", "ANSA"),
        ("ANKARA (AA) -", "tr", "ANKARA", "", "AA"),
        ("АСТАНА, 5 марта. /ТАСС/.", "ru", "АСТАНА", "5 марта", "ТАСС"),
        ("МОСКВА, 5 мар - РИА Новости.", "ru", "МОСКВА", "5 мар", "РИА Новости"),
        ("Москва. 5 марта. INTERFAX.RU -", "ru", "Москва", "5 марта", "INTERFAX.RU"),
        ("АСТАНА. КАЗИНФОРМ –", "kk", "АСТАНА", "", "КАЗИНФОРМ"),
        ("新华社阿斯塔纳3月5日电", "zh", "阿斯塔纳", "3月5日", "新华社"),
        ("新华社阿斯塔纳3月5日电（记者王小明）", "zh", "阿斯塔纳", "3月5日", "新华社"),
        ("（中央社東京5日綜合外電報導）", "zh", "東京", "5日", "中央社"),
        ("【ソウル聯合ニュース】", "ja", "ソウル", "", "聯合ニュース"),
        ("(서울=연합뉴스) 김하늘 기자 =", "ko", "서울", "", "연합뉴스"),
        ("أنقرة / الأناضول", "ar", "أنقرة", "", "الأناضول"),
        ("أستانا 5 مارس (شينخوا) --", "ar", "أستانا", "5 مارس", "شينخوا"),
    ],
)
def test_reads_a_dateline(opening, language, place, date, agency):
    text = f"{opening} The lake opened this morning."
    found = dateline(text, language)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert found.span.of(text) == opening


def test_a_standfirst_may_stand_before_it():
    text = "Nobody came to see it\nBERN (AP) — The lake opened."
    found = dateline(text, "en")
    assert found is not None
    assert found.span.of(text) == "BERN (AP) —"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The lake opened - nobody came.", "en"),
        ("US - China talks go on.", "en"),
        ("Ada (Corvin) - said so.", "en"),
        ("Das Wetter – heute und morgen.", "de"),
        ("А – это буква.", "ru"),
        ("Bern, 31 things to do – a list", "en"),
        ("BREAKING", "en"),
        ("", "en"),
    ],
)
def test_reads_none_where_there_is_none(text, language):
    assert dateline(text, language) is None


@given(st.text(max_size=300), st.sampled_from(["en", "ru", "zh", "ar", "ko"]))
def test_spans_lie_in_the_text(text, language):
    found = dateline(text, language)
    if found is not None:
        assert found.span.of(text)
