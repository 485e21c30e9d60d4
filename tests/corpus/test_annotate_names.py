"""Names of real articles: every mention lies where it says, and the people who speak are named."""

from itertools import islice

import pytest
from benchmarks.words.attribution import polnear, quotations, wikinews

from tearsheet.annotate.names import names_in
from tests.corpora import corpora_or_skip

ARTICLES = 20


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("where", "language"),
    [("polnear/train.jsonl.gz", "en"), ("german-wikinews/train.jsonl.gz", "de")],
)
def test_mentions_of_real_articles_lie_in_their_text(where: str, language: str) -> None:
    path = corpora_or_skip(f"quotes/{where}")
    documents = polnear(path) if language == "en" else wikinews(path)
    for document in islice(documents, ARTICLES):
        for name in names_in(document.text, language, quotations(document.text, language)):
            assert all(span.of(document.text).strip() for span in name.mentions)
            assert name.confidence > 0


@pytest.mark.corpus
def test_most_who_speak_in_english_articles_are_among_the_names() -> None:
    named = spoke = 0
    for document in islice(polnear(corpora_or_skip("quotes/polnear/train.jsonl.gz")), ARTICLES):
        quotes = quotations(document.text, "en")
        words = {
            word for name in names_in(document.text, "en", quotes) for word in name.text.split()
        }
        for quote in quotes:
            if quote.speaker and quote.speaker.basis.startswith("named"):
                spoke += 1
                named += quote.speaker.name.split()[-1] in words
    assert named >= 0.9 * spoke
