"""Spanish: who says what."""

import pytest

from tests.unit.annotate_said import Case, found, said

CASES: list[Case] = [
    ("«Abrimos en mayo», dijo Ana Peña, directora del puerto.", [("Abrimos en mayo", "Ana Peña")]),
    (
        "“Abrimos en mayo”, dijo Ana Peña. “La entrada es libre”.",
        [("Abrimos en mayo|La entrada es libre", "Ana Peña")],
    ),
    ("El alcalde Juan Ríos afirmó: “El puente es seguro”.", [("El puente es seguro", "Juan Ríos")]),
    ("“La carretera”, explicó Ríos, “sigue cerrada”.", [("La carretera|sigue cerrada", "Ríos")]),
    (
        "Según Lea Musgo, bióloga, “el lago se recupera rápido”.",
        [("el lago se recupera rápido", "Lea Musgo")],
    ),
    ("“Seguimos investigando”, informó la policía.", [("Seguimos investigando", "la policía")]),
    (
        "El embajador Pablo Arena llegó ayer. “Estoy encantado”, dijo el embajador.",
        [("Estoy encantado", "Pablo Arena")],
    ),
    (
        "Ana Peña dirige el puerto. “Estamos de obras”, añadió ella.",
        [("Estamos de obras", "Ana Peña")],
    ),
    ("Ana Peña dirige el puerto. “Estamos de obras”, añadió.", [("Estamos de obras", "Ana Peña")]),
    ("La película “Río de plata” abre el festival “Luz del Norte”.", []),
    ("Sus “amigos” se fueron pronto.", []),
    ("“¿Se acabó?”, preguntó Ana Peña.", [("¿Se acabó?", "Ana Peña")]),
    (
        "Marcos Lobo, profesor en Lugo, presentó su estudio.\n“Los peces vuelven. "
        "Es una buena noticia”.",
        [("Los peces vuelven. Es una buena noticia", "Marcos Lobo")],
    ),
    (
        "Ríos calificó el plan de “valiente pero muy costoso”.",
        [("valiente pero muy costoso", "Ríos")],
    ),
    (
        "—Vendremos mañana —dijo Juan Ríos—. Esperadnos.",
        [("Vendremos mañana|Esperadnos.", "Juan Ríos")],
    ),
    (
        "“No”, dijo la ministra Eva Blanco, que pidió “mucha calma a todos”.",
        [("No", "Eva Blanco"), ("mucha calma a todos", "Eva Blanco")],
    ),
    ("—¡Ya voy! —gritó Ana Pastor.", [("¡Ya voy!", "Ana Pastor")]),
    ('"Aceptamos", respondió la ministra Eva Blanco en Madrid.', [("Aceptamos", "Eva Blanco")]),
    (
        "«¿Qué ha pasado —preguntó la jueza Rosa Paz— con el dinero?»",
        [("¿Qué ha pasado|con el dinero?", "Rosa Paz")],
    ),
    ("El Gobierno ha tildado de “irresponsable” la propuesta.", [("irresponsable", "Gobierno")]),
    ("La llamada «tasa rosa» divide al Congreso.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_direct_speech(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "es") == expected


def test_a_paper_carries_the_words() -> None:
    (quote,) = found("“Estamos listos”, dijo a Radio Valle la ministra Eva Blanco.", "es")
    assert quote.relay == "Radio Valle"
