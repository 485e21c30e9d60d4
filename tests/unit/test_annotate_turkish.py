"""Turkish: who says what."""

import pytest

from tests.unit.annotate_said import Case, found, said

CASES: list[Case] = [
    ("Bakan Ali Kaya, “Köprü mayısta açılacak.” dedi.", [("Köprü mayısta açılacak.", "Ali Kaya")]),
    (
        'Dışişleri Bakanı Ali Kaya, "Barış istiyoruz" ifadelerini kullandı.',
        [("Barış istiyoruz", "Ali Kaya")],
    ),
    (
        "“Köprü mayısta açılacak” diyen Ali Kaya, çalışmaları anlattı.",
        [("Köprü mayısta açılacak", "Ali Kaya")],
    ),
    ("“Köprü güvenli” dedi Ali Kaya.", [("Köprü güvenli", "Ali Kaya")]),
    ("Ali Kaya şunları söyledi: “Yol kapalı kalacak.”", [("Yol kapalı kalacak.", "Ali Kaya")]),
    (
        "Biyolog Elif Deniz'e göre göl “hızla iyileşiyor ve canlanıyor”.",
        [("hızla iyileşiyor ve canlanıyor", "Elif Deniz")],
    ),
    (
        "Elif Deniz, limanı yönetiyor. “Yenileniyoruz” diye konuştu.",
        [("Yenileniyoruz", "Elif Deniz")],
    ),
    ("Büyükelçi Can Er geldi. Büyükelçi, “Mutluyum” dedi.", [("Mutluyum", "Can Er")]),
    ("“Gümüş Nehir” filmi “Kuzey Işığı” festivalinde gösterildi.", []),
    ("Onun “dostları” erken gitti.", []),
    ("Elif Deniz, “Bitti mi?” diye sordu.", [("Bitti mi?", "Elif Deniz")]),
    (
        "Profesör Cem Kurt araştırmasını anlattı.\n“Balıklar geri dönüyor. Bu iyi bir haber.”",
        [("Balıklar geri dönüyor. Bu iyi bir haber.", "Cem Kurt")],
    ),
    ("Kaya'nın danışmanı Oya Tan, “Hazırız” açıklamasında bulundu.", [("Hazırız", "Oya Tan")]),
    (
        "Bakanlıktan yapılan açıklamada “Soruşturma sürüyor” denildi.",
        [("Soruşturma sürüyor", "Bakanlıktan")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_direct_speech(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "tr") == expected


def test_the_role_goes_before_the_name() -> None:
    (quote,) = found('Dışişleri Bakanı Ali Kaya, "Barış istiyoruz" dedi.', "tr")
    assert quote.speaker is not None
    assert quote.speaker.role == "Dışişleri Bakanı"
