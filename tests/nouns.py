"""Nouns for tests, plain but complete; say what matters and leave the rest."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from tearsheet.model import (
    Annotations,
    Article,
    Capture,
    Dated,
    ExtractionReport,
    Filed,
    Location,
    Outlet,
    capture_key,
)
from tearsheet.store.writes import Reading

NOON = datetime(2025, 9, 15, 12, 0, tzinfo=UTC)


def a_capture(
    url: str = "https://herald.example/a", payload: bytes = b"<p>Rain.</p>", **more: object
) -> Capture:
    digest = sha256(payload).hexdigest()
    capture = Capture(
        key=capture_key(url, digest),
        url=url,
        requested_url=url,
        captured_at=NOON,
        status=200,
        headers=(("Content-Type", "text/html"),),
        media_type="text/html",
        payload_sha256=digest,
        payload_length=len(payload),
        location=a_location(abs(hash(url)) % 10_000_000),
        source="file:a.html",
    )
    return replace(capture, **more)  # type: ignore[arg-type]


def a_location(offset: int = 0) -> Location:
    return Location(
        "tearsheet-000001.warc.gz", offset, 100, sha256(str(offset).encode()).hexdigest()
    )


def an_article(
    capture: Capture,
    title: str = "Rain at last",
    text: str = "It rained in Velmar.",
    **more: object,
) -> Article:
    article = Article(
        capture_key=capture.key,
        url=capture.url,
        title=title,
        text=text,
        language="en",
        report=ExtractionReport("test"),
        published=Dated(NOON, "second", "page", "2025-09-15T12:00:00Z"),
    )
    return replace(article, **more)  # type: ignore[arg-type]


def an_outlet(key: str = "herald.example", name: str = "The Herald") -> Outlet:
    return Outlet(key, name, domains=(key,), country="GB", languages=("en",), kind="newspaper")


def a_reading(article: Article, outlet: Outlet | None = None) -> Reading:
    place = a_location(abs(hash(article.key)) % 10_000_000 + 10_000_000)
    return Reading(Filed(article, place), outlet or an_outlet(), Annotations(article.key))
