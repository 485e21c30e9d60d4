"""German: who says what."""

import pytest

from tests.unit.annotate_said import Case, found, said

CASES: list[Case] = [
    (
        "„Wir öffnen im Mai“, sagte die Hafendirektorin Anna Berg.",
        [("Wir öffnen im Mai", "Anna Berg")],
    ),
    (
        "„Wir öffnen im Mai“, sagte Anna Berg. „Der Eintritt ist frei.“",
        [("Wir öffnen im Mai|Der Eintritt ist frei.", "Anna Berg")],
    ),
    (
        "Bürgermeister Karl Huber sagte: „Die Brücke ist sicher.“",
        [("Die Brücke ist sicher.", "Karl Huber")],
    ),
    (
        "In Bonn sagte Karl Huber: „Die Brücke ist sicher.“",
        [("Die Brücke ist sicher.", "Karl Huber")],
    ),
    (
        "»Die Straße«, erklärte Huber, »bleibt gesperrt.«",
        [("Die Straße|bleibt gesperrt.", "Huber")],
    ),
    ("Laut Lena Moos ist der See „auf einem guten Weg“.", [("auf einem guten Weg", "Lena Moos")]),
    (
        "„Das Gesetz ist ein Wendepunkt“, so Außenministerin Eva Roth.",
        [("Das Gesetz ist ein Wendepunkt", "Eva Roth")],
    ),
    ("„Wir ermitteln noch“, teilte die Polizei mit.", [("Wir ermitteln noch", "die Polizei")]),
    ("Karl Huber leitet den Hafen. „Wir bauen um“, sagte er.", [("Wir bauen um", "Karl Huber")]),
    (
        "Botschafter Emil Sand kam an. „Ich freue mich“, sagte der Botschafter.",
        [("Ich freue mich", "Emil Sand")],
    ),
    ("Der Film „Silberfluss“ läuft beim Festival „Nordlicht“.", []),
    ("Seine „Freunde“ gingen früh.", []),
    ("„Ist es vorbei?“, fragte Eva Roth.", [("Ist es vorbei?", "Eva Roth")]),
    (
        "Eva Roth, Professorin in Kiel, sprach über Fische.\n„Die Fische kommen zurück. "
        "Das freut uns.“",
        [("Die Fische kommen zurück. Das freut uns.", "Eva Roth")],
    ),
    (
        '"Wir sind bereit", betonte ein Sprecher des Ministeriums.',
        [("Wir sind bereit", "ein Sprecher des Ministeriums")],
    ),
    ("Der Plan sei „mutig und teuer“, sagte Huber am Montag.", [("mutig und teuer", "Huber")]),
    (
        "Die Geologin Silvia Tonner, die nicht beteiligt war, nannte die Daten „solide, aber alt“.",
        [("solide, aber alt", "Silvia Tonner")],
    ),
    ("„Niemals!“, schimpfte Dezernent Hugo Schwarz.", [("Niemals!", "Hugo Schwarz")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_direct_speech(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "de") == expected


def test_a_paper_carries_the_words() -> None:
    (quote,) = found("„Wir sind bereit“, sagte Eva Roth der Talzeitung.", "de")
    assert quote.relay == "Talzeitung"
    assert quote.speaker is not None
    assert quote.speaker.name == "Eva Roth"
