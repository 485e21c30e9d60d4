"""Polish: who says what."""

import pytest

from tests.unit.annotate_said import Case, found, said

CASES: list[Case] = [
    (
        "„Most otworzymy w maju” – powiedział dyrektor portu Jan Wilga.",
        [("Most otworzymy w maju", "Jan Wilga")],
    ),
    (
        "– Most otworzymy w maju – powiedział Jan Wilga. – Bilety nie będą potrzebne.",
        [("Most otworzymy w maju|Bilety nie będą potrzebne.", "Jan Wilga")],
    ),
    (
        "Minister Jan Wilga oświadczył: „Droga jest bezpieczna”.",
        [("Droga jest bezpieczna", "Jan Wilga")],
    ),
    (
        "Zdaniem biolożki Anny Leśnej jezioro „szybko wraca do zdrowia”.",
        [("szybko wraca do zdrowia", "Anny Leśnej")],
    ),
    (
        "Wilga nazwał plan „odważnym, ale bardzo drogim rozwiązaniem”.",
        [("odważnym, ale bardzo drogim rozwiązaniem", "Wilga")],
    ),
    (
        "Ambasador Piotr Zarębski przyjechał do portu. "
        "„Cieszę się, że tu jestem” – powiedział ambasador.",
        [("Cieszę się, że tu jestem", "Piotr Zarębski")],
    ),
    (
        "Maria Kotowska, profesor biologii, bada ryby. „Ryby wracają do rzek” – podkreśliła.",
        [("Ryby wracają do rzek", "Maria Kotowska")],
    ),
    ("Film „Cicha rzeka” pokazano na festiwalu „Światło Północy” w klubie „Latarnia”.", []),
    ("Jego „przyjaciele” dawno wyjechali.", []),
    ("„Co dalej?” – zapytał Wilga.", [("Co dalej?", "Wilga")]),
    (
        "„Ustawa wejdzie w życie w czerwcu” – poinformowało ministerstwo.",
        [("Ustawa wejdzie w życie w czerwcu", "ministerstwo")],
    ),
    (
        "– Festiwal „Zorza” to nasze święto – mówi dyrektorka Ewa Brzoza.",
        [("Festiwal „Zorza” to nasze święto", "Ewa Brzoza")],
    ),
    (
        "„Woda opada” – powiedziała w rozmowie z PAP rzeczniczka wojewody Ewa Brzoza.",
        [("Woda opada", "Ewa Brzoza")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_direct_speech(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "pl") == expected


def test_a_name_in_another_case_is_the_same_person() -> None:
    text = (
        "Przyjechał Piotr Zarębski. Według Zarębskiego „wszystko idzie zgodnie z planem”. "
        "„Czekamy na gości” – dodał Zarębski."
    )
    assert {quote.speaker.person for quote in found(text, "pl") if quote.speaker} == {
        "piotr zarębski"
    }


def test_an_agency_carries_the_words() -> None:
    (quote,) = found("„Zgadzamy się” – powiedział PAP minister Jan Wilga.", "pl")
    assert quote.relay == "PAP"
    assert quote.speaker is not None
    assert quote.speaker.name == "Jan Wilga"
