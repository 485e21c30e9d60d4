"""From a web page to an Article."""

from tearsheet.model import (
    Article,
    Capture,
    ExtractionReport,
    Failed,
    Headers,
    Kept,
    Outcome,
    Skipped,
)
from tearsheet.read.article_signs import why_not_an_article
from tearsheet.read.clean import without_headline, without_labels
from tearsheet.read.dateline import dateline
from tearsheet.read.extract import body_of
from tearsheet.read.language import language_of
from tearsheet.read.metadata import metadata
from tearsheet.read.metadata.kind import kind_by_text
from tearsheet.read.page import Page, PageError, parse
from tearsheet.read.version import VERSION
from tearsheet.read.wire import provenance
from tearsheet.text import direction_of

# A book has a million characters; what says more is a data dump. A line of fewer letters than
# the other says nothing.
MOST_TEXT, _FEWEST_LETTERS = 2_000_000, 8


def read_page(capture: Capture, payload: bytes, headers: Headers) -> Outcome[Article]:
    """The article on the page.

    Skipped "no text", "not an article" or "too large", Failed "not readable".
    """
    try:
        page = parse(capture.url, payload, headers)
    except PageError as error:
        kind = Failed if error.reason == "not readable" else Skipped
        return kind(error.reason, capture.url, error.detail)
    return _article(capture, page)


def _article(capture: Capture, page: Page) -> Outcome[Article]:
    told = metadata(page)
    body = body_of(page)
    text = without_labels(without_headline(body.text, told.title), told.section, told.site_name)
    if sum(map(str.isalnum, text[:200])) < _FEWEST_LETTERS:
        return Skipped("no text", capture.url, text[:50])
    if len(text) > MOST_TEXT:
        return Skipped("too large", capture.url, f"{len(text)} characters of text")
    doubt = why_not_an_article(page, told, body)
    if doubt:
        return Skipped("not an article", capture.url, doubt)
    language = language_of(told.title, text, told.declared_language)
    opening = dateline(text, language)
    came = provenance(
        told, told.title, text, opening, told.authors, told.site_name, told.url, body.tail
    )
    return Kept(
        Article(
            capture_key=capture.key,
            url=told.url,
            title=told.title,
            text=text,
            language=language,
            report=ExtractionReport(VERSION, (*body.steps, *told.notes)),
            direction=direction_of(language),
            published=told.published,
            updated=told.updated,
            authors=told.authors,
            section=told.section,
            image_credits=told.image_credits,
            site_name=told.site_name,
            kind=kind_by_text(told.kind, text, body.tail, came),
            provenance=came,
        )
    )
