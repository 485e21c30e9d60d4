"""What does the page say? ``read(capture, payload) -> Outcome[Article]``."""

from tearsheet.model import Article, Capture, Failed, Outcome, Skipped
from tearsheet.read.page import PageError, parse
from tearsheet.read.sniff import format_of
from tearsheet.read.version import VERSION
from tearsheet.read.web import article_of

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
    return article_of(capture, page)
