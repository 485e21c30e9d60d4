"""Datelines as the world's press writes them, and lines that only look like one."""

import pytest

from tearsheet.read.dateline import dateline
from tearsheet.read.dateline.styles import Style, styles

TONGUES = {
    "cased": ("en", "ru", "pl", "es", "it", "fr", "de", "tr", "kk", "uz", "uk", "pt"),
    "caseless": ("ar", "fa", "hi"),
    "chinese": ("zh",),
    "japanese": ("ja",),
    "korean": ("ko",),
}


@pytest.mark.parametrize("style", styles(), ids=lambda style: style.examples[0])
def test_a_style_reads_its_own_examples(style: Style):
    for example in style.examples:
        whole = {
            found.span.of(text)
            for language in TONGUES[style.script]
            for text in (f"{example} The lake opened.", f"{example}\nThe lake opened.")
            if (found := dateline(text, language))
        }
        assert example.strip() in whole, example


@pytest.mark.parametrize(
    ("opening", "language", "place", "date", "agency"),
    [
        ("BERN, March 5 (UPI) —", "en", "BERN", "March 5", "UPI"),
        ("BERN/GENEVA (Reuters) -", "en", "BERN/GENEVA", "", "Reuters"),
        ("BERN and GENEVA, March 5, 2031 /PRNewswire/ --", "en", "BERN and GENEVA", "March 5, 2031",
         "PRNewswire"),
        ("LAGOS, Nigeria, 5 March 2031/APO Group/ -", "en", "LAGOS, Nigeria", "5 March 2031",
         "APO Group"),
        ("BERN (dpa-AFX) -", "de", "BERN", "", "dpa-AFX"),
        ("Bern (sda) -", "de", "Bern", "", "sda"),
        ("Wien (OTS) -", "de", "Wien", "", "OTS"),
        ("BERNE, le 5 mars 2031 /CNW/ -", "fr", "BERNE", "5 mars 2031", "CNW"),
        ("Alger, 5 mars 2031 (APS)-", "fr", "Alger", "5 mars 2031", "APS"),
        ("MADRID, 5 Mar. (EUROPA PRESS) -", "es", "MADRID", "5 Mar", "EUROPA PRESS"),
        ("La Paz, 5 de marzo de 2031 (ABI).-", "es", "La Paz", "5 de marzo de 2031", "ABI"),
        ("Lisboa, 05 mar 2031 (Lusa) –", "pt", "Lisboa", "05 mar 2031", "Lusa"),
        ("Roma, 5 mar. (Adnkronos) -", "it", "Roma", "5 mar", "Adnkronos"),
        ("Kraków, 05.03.2031 (PAP) -", "pl", "Kraków", "05.03.2031", "PAP"),
        ("İSTANBUL (İHA) -", "tr", "İSTANBUL", "", "İHA"),
        ("Ankara, 5 Mart (DHA) -", "tr", "Ankara", "5 Mart", "DHA"),
        ("БИШКЕК, 5 мар — Sputnik.", "ru", "БИШКЕК", "5 мар", "Sputnik"),
        ("ЕРЕВАН, 5 МАРТА. /АРМЕНПРЕСС/.", "ru", "ЕРЕВАН", "5 МАРТА", "АРМЕНПРЕСС"),
        ("Баку, 5 марта, АЗЕРТАДЖ -", "ru", "Баку", "5 марта", "АЗЕРТАДЖ"),
        ("КИЇВ, 5 березня. УКРІНФОРМ.", "uk", "КИЇВ", "5 березня", "УКРІНФОРМ"),
        ("АСТАНА. 5 наурыз. КАЗИНФОРМ –", "kk", "АСТАНА", "5 наурыз", "КАЗИНФОРМ"),
        ("TOSHKENT, 5-mart. UzA.", "uz", "TOSHKENT", "5-mart", "UzA"),
        ("نواكشوط 5 مارس (أ ف ب) -", "ar", "نواكشوط", "5 مارس", "أ ف ب"),
        ("الدوحة - قنا -", "ar", "الدوحة", "", "قنا"),
        ("تهران (ایسنا) -", "fa", "تهران", "", "ایسنا"),
        ("नई दिल्ली, 5 मार्च (भाषा)", "hi", "नई दिल्ली", "5 मार्च", "भाषा"),
        ("中新社北京3月5日电", "zh", "北京", "3月5日", "中新社"),
        ("本报北京3月5日讯", "zh", "北京", "3月5日", ""),
        ("【モスクワ共同】", "ja", "モスクワ", "", "共同"),
        ("［東京　5日　ロイター］ -", "ja", "東京", "5日", "ロイター"),
        ("(세종=뉴스1) 김하늘 기자 =", "ko", "세종", "", "뉴스1"),
    ],
)  # fmt: skip
def test_reads_the_styles_of_many_houses(opening, language, place, date, agency):
    text = f"{opening} The lake opened this morning."
    found = dateline(text, language)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert found.span.of(text) == opening


def test_below_a_masthead_only_a_line_that_names_an_agency_counts():
    masthead = "Home\nNews\nSport\nLake opens\n"
    found = dateline(f"{masthead}BERN (AP) — The lake opened.", "en")
    assert found is not None
    assert found.agency == "AP"
    assert dateline(f"{masthead}BERN – The lake opened.", "en") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("FILE - In this photo the lake is open.", "en"),
        ("BERN, SWITZERLAND - MARCH 5: Bathers at the lake.", "en"),
        ("وفقا لوكالة الأناضول افتتحت البحيرة.", "ar"),
        ("[호수일보=김하늘 기자] 호수가 열렸다.", "ko"),
        ("Reuters reported that the lake opened.", "en"),
        ("The agency (AP) - and others - came.", "en"),
        ("ВИДЕО – озеро открылось.", "ru"),
    ],
)
def test_reads_none_in_captions_and_sentences(text, language):
    assert dateline(text, language) is None
