"""From a document that is not a web page to an Article."""

from collections.abc import Callable
from dataclasses import replace

from tearsheet.model import (
    Article,
    Capture,
    ExtractionReport,
    Failed,
    Kept,
    Outcome,
    Skipped,
)
from tearsheet.read.dateline import dateline
from tearsheet.read.formats import (
    Material,
    read_docx,
    read_mail,
    read_markdown,
    read_pdf,
    read_plain,
)
from tearsheet.read.language import language_of
from tearsheet.read.sniff import Format
from tearsheet.read.version import VERSION
from tearsheet.read.web import MOST_TEXT, read_page
from tearsheet.read.wire import provenance
from tearsheet.text import direction_of

_READERS: dict[Format, Callable[[Capture, bytes], Outcome[Material]]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "mail": read_mail,
    "markdown": read_markdown,
    "plain": read_plain,
}
_UTF8 = (("content-type", "text/html; charset=utf-8"),)


def read_document(capture: Capture, payload: bytes, form: Format) -> Outcome[Article]:
    """The article in a document of that format.

    Skipped "no text" or "unknown format", Failed as the format's reader says.
    """
    reader = _READERS.get(form)
    if reader is None:
        return Skipped("unknown format", capture.url, capture.media_type)
    if form in ("plain", "markdown") and len(payload) > MOST_TEXT:
        return Skipped("too large", capture.url, f"{len(payload)} bytes of text")
    outcome = reader(capture, payload)
    if isinstance(outcome, Skipped | Failed):
        return outcome
    material = outcome.value
    if material.markup is not None:
        return _letter(capture, material, material.markup)
    if not material.text:
        return Skipped("no text", capture.url)
    if len(material.text) > MOST_TEXT:
        return Skipped("too large", capture.url, f"{len(material.text)} characters of text")
    return Kept(_article(capture, material))


def _letter(capture: Capture, material: Material, markup: str) -> Outcome[Article]:
    """A page in an envelope: the words are the page's; title, date and sender the letter's."""
    outcome = read_page(capture, markup.encode("utf-8", "replace"), _UTF8)
    if not isinstance(outcome, Kept):
        return outcome
    article = outcome.value
    return Kept(
        replace(
            article,
            title=material.title or article.title,
            url=material.url or article.url,
            published=material.published or article.published,
            authors=article.authors or material.authors,
            site_name=material.site_name or article.site_name,
            report=replace(article.report, steps=(*material.steps, *article.report.steps)),
        )
    )


def _article(capture: Capture, material: Material) -> Article:
    language = language_of(material.title, material.text, material.language)
    opening = dateline(material.text, language)
    url = material.url or capture.url
    return Article(
        capture_key=capture.key,
        url=url,
        title=material.title,
        text=material.text,
        language=language,
        report=ExtractionReport(VERSION, material.steps),
        direction=direction_of(language),
        published=material.published,
        authors=material.authors,
        site_name=material.site_name,
        kind=material.kind,
        provenance=provenance(
            None,
            material.title,
            material.text,
            opening,
            material.authors,
            material.site_name,
            url,
            material.tail,
            material.above,
        ),
    )
