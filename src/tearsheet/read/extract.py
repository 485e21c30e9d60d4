"""Which words of a page are the article?"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element, iterwalk
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from tearsheet.model import ExtractionStep
from tearsheet.read.clean import fixed, paragraph
from tearsheet.read.page import Page

# What trafilatura's tree calls a paragraph of its own.
_BLOCKS = {"p", "head", "quote", "item", "cell", "code", "lb", "list", "table", "row"}


@dataclass(frozen=True, slots=True)
class Body:
    """The words of an article, paragraphs parted by one line feed, and how they were found."""

    text: str
    steps: tuple[ExtractionStep, ...]


def body_of(page: Page) -> Body:
    """The article's words; empty text where the page has none."""
    text = fixed(_by_trafilatura(page))
    step = ExtractionStep("trafilatura", "taken" if text else "nothing found", len(text))
    return Body(text, (step,))


def _by_trafilatura(page: Page) -> list[str]:
    options = Extractor(fast=True, comments=False, tables=True, url=page.url)
    document = bare_extraction(page.tree, options=options)
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    return list(_paragraphs(document.body))


def _paragraphs(body: _Element) -> Iterator[str]:
    words: list[str] = []
    for event, element in _walk(body):
        if element.tag in _BLOCKS:
            if text := paragraph("".join(words)):
                yield text
            words.clear()
        if event == "start":
            words.append(element.text or "")
        if event == "end" and element is not body:
            words.append(element.tail or "")
    if text := paragraph("".join(words)):
        yield text


def _walk(body: _Element) -> Iterator[tuple[str, _Element]]:
    yield from iterwalk(body, events=("start", "end"))
