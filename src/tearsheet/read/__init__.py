"""What does the page say? ``read(capture, payload) -> Outcome[Article]``."""

from tearsheet.model import Article, Capture, Outcome
from tearsheet.read.document import read_document
from tearsheet.read.sniff import format_of
from tearsheet.read.version import VERSION
from tearsheet.read.web import read_page

__all__ = ["VERSION", "read"]


def read(capture: Capture, payload: bytes) -> Outcome[Article]:
    """The article in ``payload``, or why there is none; never raises for what a page may hold.

    Skipped: "no text", "not an article", "too large", "unknown format". Failed: "not readable",
    "too large", "encrypted".
    """
    form = format_of(payload, capture.media_type, capture.url)
    if form == "html":
        return read_page(capture, payload, capture.headers)
    return read_document(capture, payload, form)
