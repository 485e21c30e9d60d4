"""Italian: who says what."""

import pytest

from tests.unit.annotate_said import Case, found, said

CASES: list[Case] = [
    (
        "«Apriamo a maggio», ha detto Anna Prati, direttrice del porto.",
        [("Apriamo a maggio", "Anna Prati")],
    ),
    (
        "Il sindaco Luigi Serra ha detto: «Il ponte è sicuro».",
        [("Il ponte è sicuro", "Luigi Serra")],
    ),
    (
        "«La strada – spiega Luigi Serra – resta chiusa».",
        [("La strada|resta chiusa", "Luigi Serra")],
    ),
    ("«La strada, spiega Luigi Serra, è chiusa.»", [("La strada,|è chiusa.", "Luigi Serra")]),
    (
        "Secondo Lea Motta, biologa, «il lago si riprende in fretta».",
        [("il lago si riprende in fretta", "Lea Motta")],
    ),
    ("«Stiamo indagando», fa sapere la polizia.", [("Stiamo indagando", "la polizia")]),
    ("“Siamo pronti”, afferma l’ambasciatore Paolo Sandri.", [("Siamo pronti", "Paolo Sandri")]),
    (
        "L’ambasciatrice Eva Bianchi è arrivata. «Sono felice», ha detto la diplomatica.",
        [("Sono felice", "Eva Bianchi")],
    ),
    (
        "Anna Prati dirige il porto. «Ristrutturiamo», ha aggiunto lei.",
        [("Ristrutturiamo", "Anna Prati")],
    ),
    ("Il film «Fiume d’argento» apre il festival «Luci del Nord».", []),
    ("I suoi «amici» sono partiti presto.", []),
    ("«È finita?», chiede Anna Prati.", [("È finita?", "Anna Prati")]),
    (
        "Serra ha definito il piano «coraggioso ma molto costoso».",
        [("coraggioso ma molto costoso", "Serra")],
    ),
    (
        "L’Ambasciata di Norlandia tace. «Nessun commento», si legge in una nota dell’ambasciata.",
        [("Nessun commento", "Ambasciata di Norlandia")],
    ),
    (
        "Rita Vasi vende pesce. «Nessuno contratta», dice la pescivendola.",
        [("Nessuno contratta", "Rita Vasi")],
    ),
    (
        "«Accettiamo», ha detto lunedì a Roma ai giornalisti la ministra Eva Bianchi.",
        [("Accettiamo", "Eva Bianchi")],
    ),
    (
        "Anna Prati è biologa.\n«Ho passato dieci anni in mare. Ho imparato a tacere».",
        [("Ho passato dieci anni in mare. Ho imparato a tacere", "Anna Prati")],
    ),
    (
        "Il sindaco Arturo Lemmi tace. «I conti tornano», replica il primo cittadino.",
        [("I conti tornano", "Arturo Lemmi")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_direct_speech(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "it") == expected


def test_an_agency_carries_the_words() -> None:
    (quote,) = found("«Siamo pronti», ha dichiarato all’ANSA la ministra Eva Bianchi.", "it")
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.relay) == ("Eva Bianchi", "ANSA")
