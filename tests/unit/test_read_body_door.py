"""The door of the room: a capture in, an outcome out."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from tearsheet.model import Capture, Kept, Location, Skipped, capture_key
from tearsheet.read import read

WORDS = (
    "The harbour council voted on Monday to rebuild the old pier before the winter storms, "
    "said its chairwoman, who expects the work to take nine weeks."
)


def captured(payload: bytes, media_type: str = "text/html") -> Capture:
    digest = sha256(payload).hexdigest()
    url = "https://gazette.test/pier"
    return Capture(
        key=capture_key(url, digest),
        url=url,
        requested_url=url,
        captured_at=datetime(2025, 6, 16, 9, tzinfo=UTC),
        status=200,
        headers=(),
        media_type=media_type,
        payload_sha256=digest,
        payload_length=len(payload),
        location=Location("a.warc.gz", 0, 10, "0" * 64),
        source="file:pier.html",
    )


def page(*paragraphs: str) -> bytes:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        "<!doctype html><html><head><title>Pier to be rebuilt</title></head>"
        f"<body><article><h1>Pier to be rebuilt</h1>{body}</article></body></html>"
    ).encode()


def test_a_page_becomes_an_article() -> None:
    payload = page(WORDS, WORDS.replace("Monday", "Tuesday"), WORDS.replace("nine", "ten"))
    outcome = read(captured(payload), payload)
    assert isinstance(outcome, Kept)
    article = outcome.value
    assert article.title == "Pier to be rebuilt"
    assert article.text.split("\n") == [
        WORDS,
        WORDS.replace("Monday", "Tuesday"),
        WORDS.replace("nine", "ten"),
    ]
    assert article.report.steps


@pytest.mark.parametrize(
    ("payload", "media_type", "reason"),
    [
        (b"", "text/html", "no text"),
        (b"<html><body></body></html>", "text/html", "no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "image/png", "unknown format"),
        (b"PK\x03\x04" + bytes(64), "application/zip", "unknown format"),
        (b"<p>" + b"a" * 20_000_001, "text/html", "too large"),
    ],
)
def test_what_is_no_article_is_skipped_with_a_reason(
    payload: bytes, media_type: str, reason: str
) -> None:
    outcome = read(captured(payload, media_type), payload)
    assert isinstance(outcome, Skipped)
    assert outcome.reason == reason
