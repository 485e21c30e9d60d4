"""Two speakers of one article cannot be exchanged in a finished edition."""

from dataclasses import replace
from datetime import date

import pytest

from tearsheet.model import (
    Digest,
    Evidence,
    Item,
    Sentence,
    Span,
    Suggestion,
    Support,
)
from tearsheet.pipeline.speakers import exchanged_speakers
from tearsheet.press import register
from tests.nouns import NOON, a_capture, an_article, an_outlet

TEXT = (
    "The harbour opened on Monday.\n"
    "“The cranes are ready and the glass is ready,” said Ada Merrin, the harbour master.\n"
    "Tomas Vell, who drives the first train, was early. “I have waited thirty years for this,” "
    "said Tomas Vell."
)
WORDS = "The cranes are ready and the glass is ready"


def support(sentence: str, words: str) -> Support:
    at, span = sentence.index(words), TEXT.index(words)
    end = len(words)
    return Support(Span(at, at + end), "verbatim", "a", "text", Span(span, span + end))


def said_by(name: str) -> tuple[Digest, dict[str, Evidence]]:
    text = f"“{WORDS},” said {name}."
    sentence = Sentence("quotation", text, "en", (support(text, WORDS), support(text, name)))
    item = Item("a", (sentence,), Suggestion("a", ()))
    title = Sentence("headline", "Press on Velmar", "en")
    days = date(2025, 9, 15), date(2025, 9, 21)
    digest = Digest(1, "velmar", "astana", "en", *days, title, (), (item,), NOON)
    capture = a_capture()
    article = replace(an_article(capture), text=TEXT)
    return digest, {"a": Evidence(article, article.record, capture, b"", an_outlet())}


def test_the_one_who_says_it_may_be_named() -> None:
    assert list(exchanged_speakers(*said_by("Ada Merrin"), register())) == []


def test_another_person_of_the_article_may_not() -> None:
    (finding,) = exchanged_speakers(*said_by("Tomas Vell"), register())
    assert finding.where == "item 1 sentence 1"
    assert "Ada Merrin says" in finding.message
    assert not finding.warning


@pytest.mark.parametrize("name", ["Ada Merrin", "Tomas Vell"])
def test_an_item_without_evidence_is_left_to_the_gate(name: str) -> None:
    digest, _ = said_by(name)
    assert list(exchanged_speakers(digest, {}, register())) == []
