"""French: who says what."""

import pytest

from tests.unit.annotate_said import Case, found, said

CASES: list[Case] = [
    (
        "« Nous ouvrons en mai », a déclaré Anne Petit, directrice du port.",
        [("Nous ouvrons en mai", "Anne Petit")],
    ),
    (
        "« Nous ouvrons en mai, a déclaré Anne Petit. L’entrée est libre. »",
        [("Nous ouvrons en mai,|L’entrée est libre.", "Anne Petit")],
    ),
    ("Le maire Jean Roux a dit : « Le pont est sûr. »", [("Le pont est sûr.", "Jean Roux")]),
    ("« La route, explique Jean Roux, reste fermée. »", [("La route,|reste fermée.", "Jean Roux")]),
    (
        "Selon Léa Mousse, biologiste, « le lac se rétablit vite ».",
        [("le lac se rétablit vite", "Léa Mousse")],
    ),
    ("« Nous enquêtons », a indiqué la police.", [("Nous enquêtons", "la police")]),
    ("“Nous sommes prêts”, affirme l’ambassadeur Paul Sand.", [("Nous sommes prêts", "Paul Sand")]),
    (
        "L’ambassadeur Paul Sand est arrivé. « Je suis ravi », a dit l’ambassadeur.",
        [("Je suis ravi", "Paul Sand")],
    ),
    (
        "Anne Petit dirige le port. « Nous rénovons », a-t-elle ajouté.",
        [("Nous rénovons", "Anne Petit")],
    ),
    ("Le film « Rivière d’argent » ouvre le festival « Lumières du Nord ».", []),
    ("Ses « amis » sont partis tôt.", []),
    ("« Est-ce fini ? » demande Anne Petit.", [("Est-ce fini ?", "Anne Petit")]),
    (
        "Marc Loup, professeur à Lille, a présenté son étude.\n« Les poissons "
        "reviennent. C’est une bonne nouvelle. »",
        [("Les poissons reviennent. C’est une bonne nouvelle.", "Marc Loup")],
    ),
    (
        "Roux a qualifié le plan de « courageux mais très coûteux ».",
        [("courageux mais très coûteux", "Roux")],
    ),
    ('"Nous acceptons", a répondu la ministre Eva Blanc.', [("Nous acceptons", "Eva Blanc")]),
    ("— Et demain ? demande Anne Petit.", [("Et demain ?", "Anne Petit")]),
    (
        "« Le problème, observe Léa Tour, chercheuse à Lille, reste entier. »",
        [("Le problème,|reste entier.", "Léa Tour")],
    ),
    ("Roux assure qu'« il n'y a aucun risque ici ».", [("il n'y a aucun risque ici", "Roux")]),
    ("On appelle cela une « requalification ».", []),
    (
        "L'ambassade de Norlandie se tait. « Rien à dire », écrit l'ambassade.",
        [("Rien à dire", "ambassade de Norlandie")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_direct_speech(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "fr") == expected


def test_a_paper_carries_the_words() -> None:
    (quote,) = found("« Nous sommes prêts », a déclaré Eva Blanc à l’agence Valpresse.", "fr")
    assert quote.speaker is not None
    assert quote.speaker.name == "Eva Blanc"
