"""From a parsed web page to an Article."""

from tearsheet.model import Article, Capture, ExtractionReport, Kept, Outcome, Skipped
from tearsheet.read.clean import without_headline
from tearsheet.read.extract import body_of
from tearsheet.read.language import language_of
from tearsheet.read.metadata import metadata
from tearsheet.read.page import Page
from tearsheet.read.version import VERSION
from tearsheet.text import direction_of


def article_of(capture: Capture, page: Page) -> Outcome[Article]:
    """The article on the page; Skipped "no text" or "not an article" where there is none."""
    told = metadata(page)
    body = body_of(page)
    text = without_headline(body.text, told.title)
    if not text:
        return Skipped("no text", capture.url)
    language = language_of(told.title, text, told.declared_language)
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
            kind=told.kind,
        )
    )
