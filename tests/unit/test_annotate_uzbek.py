"""Uzbek, in Latin and Cyrillic letters: who says what."""

import pytest

from tests.unit.annotate_said import Case, found, said

CASES: list[Case] = [
    (
        "“Ko‘prik mayda ochiladi”, — dedi vazir Anvar Latipov.",
        [("Ko‘prik mayda ochiladi", "Anvar Latipov")],
    ),
    ("Vazir Anvar Latipov: “Yo‘l xavfsiz”, — dedi.", [("Yo‘l xavfsiz", "Anvar Latipov")]),
    (
        "Anvar Latipov shunday dedi: “Yo‘l yopiq bo‘ladi”.",
        [("Yo‘l yopiq bo‘ladi", "Anvar Latipov")],
    ),
    (
        "“Ko‘prik ochiladi, — dedi Anvar Latipov. — Chipta kerak emas”.",
        [("Ko‘prik ochiladi,|Chipta kerak emas", "Anvar Latipov")],
    ),
    (
        "Elchi Botir Salimov keldi. “Xursandman”, — deb ta’kidladi elchi.",
        [("Xursandman", "Botir Salimov")],
    ),
    (
        "Nodira Karimova portni boshqaradi. “Ta’mirlayapmiz”, — deya qo‘shimcha qildi u.",
        [("Ta’mirlayapmiz", "Nodira Karimova")],
    ),
    (
        "Nodira Karimovaning so‘zlariga ko‘ra, ko‘l “tez tiklanib bormoqda”.",
        [("tez tiklanib bormoqda", "Nodira Karimovaning")],
    ),
    ("“Kumush daryo” filmi “Shimol nuri” festivalida namoyish etildi.", []),
    ("Uning “do‘stlari” erta ketdi.", []),
    ("“Tugadimi?” — deb so‘radi Nodira Karimova.", [("Tugadimi?", "Nodira Karimova")]),
    (
        "“Qonun iyunda kuchga kiradi”, deya xabar berdi vazirlik.",
        [("Qonun iyunda kuchga kiradi", "vazirlik")],
    ),
    (
        "«Кўприк майда очилади», — деди вазир Анвар Латипов.",
        [("Кўприк майда очилади", "Анвар Латипов")],
    ),
    ('"Roʻyxat tayyor", - dedi rais Anvar Latipov.', [("Roʻyxat tayyor", "Anvar Latipov")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_direct_speech(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "uz") == expected


def test_the_role_stands_before_the_name() -> None:
    (quote,) = found("“Tinchlik istaymiz”, — dedi tashqi ishlar vaziri Anvar Latipov.", "uz")
    assert quote.speaker is not None
    assert quote.speaker.name == "Anvar Latipov"
    assert quote.speaker.role == "tashqi ishlar vaziri"
