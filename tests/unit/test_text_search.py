"""Search terms, scripts and directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text import direction_of, script_of, search_terms


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("en", "The State-Owned U.S. firm’s 2.5", "the state owned u s firm s 2 5"),
        ("de", "Straße MÜLLER", "strasse muller"),
        ("tr", "İSTANBUL IĞDIR", "istanbul igdir"),
        ("und", "Istanbul Iğdır", "istanbul igdir"),
        ("ru", "Ёлка, Йод!", "елка йод"),
        ("kk", "Қазақстан ӘЛЕМІ", "қазақстан әлемі"),
        ("ar", "الْقَاهِرَةُ أحمد إلى ٢٠٢٥", "القاهره احمد الي 2025"),
        ("fa", "کتاب", "كتاب"),
        ("zh", "北京大学2025年", "北京 京大 大学 2025 年"),
        ("ja", "ｶﾀｶﾅ", "カタ タカ カナ"),
        ("ko", "대한민국", "대한 한민 민국"),
        ("hi", "हिन्दी में", "हिन्दी में"),
        ("he", "שָׁלוֹם", "שלום"),
        ("und", "", ""),
    ],
)
def test_terms(language: str, text: str, terms: str) -> None:
    assert search_terms(text, language) == terms


@given(st.text())
def test_a_query_made_of_terms_stays_as_it_is_but_for_pairs(text: str) -> None:
    terms = search_terms(text, "und")
    assert terms == " ".join(terms.split())
    assert set(search_terms(terms, "und").split()) <= set(terms.split())


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("ar-EG", "rtl"), ("he", "rtl"), ("az-Arab-IR", "rtl"), ("ur-Latn", "ltr")],
)
def test_direction(language: str, direction: str) -> None:
    assert direction_of(language) == direction


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Tokayev said", "Latn"),
        ("Тоқаев said на", "Cyrl"),
        ("北京 2025", "Hani"),
        ("北京へ行きます", "Jpan"),
        ("서울에서", "Kore"),
        ("القاهرة", "Arab"),
        ("नमस्ते", "Deva"),
        ("12 — !", "Zyyy"),
    ],
)
def test_script(text: str, script: str) -> None:
    assert script_of(text) == script
