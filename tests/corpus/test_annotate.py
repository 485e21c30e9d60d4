"""The two seeds, read as pages and annotated: who says what, and what a digest reports."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tearsheet.annotate import annotate
from tearsheet.model import Annotations, Article, Capture, Kept, Location, Quote
from tearsheet.press import register
from tearsheet.read import read
from tests.corpora import corpora_or_skip

pytestmark = pytest.mark.corpus


def annotated(name: str, media_type: str) -> tuple[Article, Annotations]:
    payload = corpora_or_skip(name).read_bytes()
    capture = Capture(
        "key", f"file:///{name}", f"file:///{name}", datetime(2031, 3, 5, tzinfo=UTC), 200, (),
        media_type, "0" * 64, len(payload), Location("a.warc.gz", 0, 0, ""), "file:seed",
    )  # fmt: skip
    outcome = read(capture, payload)
    assert isinstance(outcome, Kept)
    return outcome.value, annotate(outcome.value, register())


def speakers(quotes: tuple[Quote, ...]) -> Iterator[str]:
    for quote in quotes:
        assert quote.speaker is not None
        yield quote.speaker.person.split()[-1]


def test_the_wire_release() -> None:
    article, found = annotated("seeds/wire-release.md", "text/markdown")
    # Two of these are one quotation split by its attribution.
    passages = [span.of(article.text) for quote in found.printed_quotes for span in quote.spans]
    in_marks = [part for part in article.text.split('"')[1::2] if len(part.split()) > 8]
    assert [passage for passage in passages if passage[0].isupper()] == in_marks
    assert not any("Tourism Year" in p and len(p.split()) < 9 for p in passages)
    assert list(speakers(found.printed_quotes)) == [
        "nuryshhev", "nuryshhev", "sydykov", "sydykov", "xiaoxing", "xiaoxing", "xiaoxing",
        "xiaoxing", "nuryshhev",
    ]  # fmt: skip
    assert len({quote.speaker.person for quote in found.printed_quotes if quote.speaker}) == 3
    first, _, told = found.printed_quotes[:3]
    assert first.form == "mixed"
    assert told.relay == "Global Times"


def test_the_digest() -> None:
    article, found = annotated("seeds/media-digest.txt", "text/plain")
    assert [item.outlet.of(article.text) for item in found.review] == [
        "The Times of Central Asia", "Law News", "Trend", "China News", "EU Reporter", "Euronews",
    ]  # fmt: skip
    assert all(item.outlet_key for item in found.review)
    assert [item.date and item.date.of(article.text)[-2:].strip() for item in found.review] == [
        "12", "9", "10", "6", "5", "13",
    ]  # fmt: skip
    assert all(len(item.quotes) == 1 for item in found.review)
    opinions = [q for q in found.printed_quotes if q.speaker and q.speaker.kind == "article"]
    assert len(opinions) == 4
