"""What does the page say? ``read(capture, payload) -> Outcome[Article]``."""

from tearsheet.model import Article, Capture, ExtractionReport, Failed, Kept, Outcome, Skipped
from tearsheet.read.clean import paragraph, without_headline
from tearsheet.read.extract import body_of
from tearsheet.read.page import PageError, parse
from tearsheet.read.sniff import format_of

VERSION = "1"

__all__ = ["VERSION", "read"]


def read(capture: Capture, payload: bytes) -> Outcome[Article]:
    """The article in ``payload``, or why there is none; never raises for what a page may hold.

    Skipped: "no text", "not an article", "too large", "unknown format". Failed: "not readable".
    """
    if format_of(payload, capture.media_type, capture.url) != "html":
        return Skipped("unknown format", capture.url, capture.media_type)
    try:
        page = parse(capture.url, payload, capture.headers)
    except PageError as error:
        kind = Failed if error.reason == "not readable" else Skipped
        return kind(error.reason, capture.url, error.detail)
    body = body_of(page)
    title = paragraph(page.tree.findtext(".//title") or "")
    text = without_headline(body.text, title)
    if not text:
        return Skipped("no text", capture.url)
    return Kept(
        Article(
            capture_key=capture.key,
            url=capture.url,
            title=title,
            text=text,
            language="und",
            report=ExtractionReport(VERSION, body.steps),
        )
    )
