"""Portuguese: who says what."""

import pytest

from tests.unit.annotate_said import Case, found, said

CASES: list[Case] = [
    (
        "«Abrimos em maio», disse Ana Prado, diretora do porto.",
        [("Abrimos em maio", "Ana Prado")],
    ),
    ("O prefeito João Serra disse: “A ponte é segura”.", [("A ponte é segura", "João Serra")]),
    (
        "“Não vi nada”, respondeu-lhe Rita Vaz. “Estava escuro.”",
        [("Não vi nada|Estava escuro.", "Rita Vaz")],
    ),
    (
        "Segundo Léa Mota, bióloga, “o lago recupera depressa”.",
        [("o lago recupera depressa", "Léa Mota")],
    ),
    ("“Estamos a investigar”, indicou a polícia.", [("Estamos a investigar", "a polícia")]),
    (
        "A ministra do Mar, Eva Branco, chegou cedo. «Aceitamos», afirmou a governante.",
        [("Aceitamos", "Eva Branco")],
    ),
    (
        "O geólogo Rui Pinto e a bióloga Ana Reis assinam o estudo. "
        "“O rio mudou”, explica a investigadora.",
        [("O rio mudou", "Ana Reis")],
    ),
    (
        "Ana Prado dirige o porto. “Vamos renovar”, acrescentou ela.",
        [("Vamos renovar", "Ana Prado")],
    ),
    ("— Já é tarde — disse Rita. — Vamos embora.", [("Já é tarde|Vamos embora.", "Rita")]),
    ("O filme “Rio de Prata” abre o festival “Luzes do Norte”.", []),
    ("Os seus “amigos” saíram cedo.", []),
    ("“Já acabou?”, perguntou Ana Prado.", [("Já acabou?", "Ana Prado")]),
    (
        "O secretário de Energia, Ivo Lima, classificou o plano de “corajoso mas muito caro”.",
        [("corajoso mas muito caro", "Ivo Lima")],
    ),
    (
        "“Aceitamos”, disse na segunda-feira em Lisboa aos jornalistas a ministra Eva Branco.",
        [("Aceitamos", "Eva Branco")],
    ),
    (
        "Rita Vaz vende queijo. “Ninguém regateia”, diz a vendedora.",
        [("Ninguém regateia", "Rita Vaz")],
    ),
    ("“O texto”, diz o relatório anual, “é claro.”", [("O texto|é claro.", "o relatório anual")]),
    (
        "“Estou feliz”, contou, emocionada, a atriz Júlia Paes.",
        [("Estou feliz", "Júlia Paes")],
    ),
    (
        "O prefeito Artur Lemos e o ministro Rui Sá discordam. “É pouco”, disse o ministro. "
        "“É muito”, respondeu o autarca.",
        [("É pouco", "Rui Sá"), ("É muito", "Artur Lemos")],
    ),
    ("O treinador foi claro: “Temos de ganhar”.", [("Temos de ganhar", "O treinador")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_direct_speech(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "pt") == expected


def test_an_agency_carries_the_words() -> None:
    (quote,) = found("“Estamos prontos”, disse à Lusa a ministra Eva Branco.", "pt")
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.relay) == ("Eva Branco", "Lusa")
