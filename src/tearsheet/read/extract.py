"""Which words of a page are the article?

First the blocks that look like one (`classify`). Where they say too little, what other places of
the page hold: JSON-LD, the state that a script would have shown, trafilatura. Every try is a step
of the report.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element, iterwalk
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from tearsheet.model import ExtractionStep
from tearsheet.read.blocks import Block, blocks_of
from tearsheet.read.classify import chances_of
from tearsheet.read.clean import fixed, paragraph
from tearsheet.read.embedded import embedded_of
from tearsheet.read.json_ld import JsonValue
from tearsheet.read.page import Page
from tearsheet.read.shape import Hints, Numbers, plain

# A block is taken from this chance on; folds over sites of aeb, fundus and trafilatura-half,
# 2026-11-22: .45 to .6 differ by .003.
_TAKEN = 0.55
# Fewer letters than this are a teaser, not an article: then other places are asked, and believed
# if they hold twice as much.
_TEASER = 250
_BY_BLOCKS = {"p", "head", "quote", "item", "cell", "code", "lb", "list", "table", "row"}


@dataclass(frozen=True, slots=True)
class Body:
    """The words of an article, paragraphs parted by one line feed, and how they were found.

    ``certainty`` is the mean chance of what was taken (0 to 1).
    """

    text: str
    steps: tuple[ExtractionStep, ...]
    certainty: float = 0.0


def body_of(page: Page) -> Body:
    """The article's words; empty text where the page has none."""
    hints = hints_of(page)
    blocks = blocks_of(page.tree)
    chances = chances_of(blocks, hints) if blocks else None
    text = text_of(blocks, chances) if chances is not None else ""
    if len(text) >= _TEASER:
        return Body(text, (ExtractionStep("blocks", "taken", len(text)),))
    return _from_elsewhere(page, hints, text)


def _from_elsewhere(page: Page, hints: Hints, shown: str) -> Body:
    """The longest of the places that hold at least twice what the blocks show."""
    best, best_name = shown, "blocks"
    tried = [("blocks", shown)]
    places: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("json-ld", lambda: hints.article_body.split("\n")),
        ("embedded state", lambda: embedded_of(page)),
        ("trafilatura", lambda: by_trafilatura(page)),
    )
    for name, paragraphs_in in places:
        text = fixed(paragraphs_in())
        tried.append((name, text))
        if len(text) > 2 * len(best):
            best, best_name = text, name
        if len(best) >= _TEASER:
            break
    return Body(
        best,
        tuple(
            ExtractionStep(name, _verdict(name == best_name, text), len(text))
            for name, text in tried
        ),
    )


def _verdict(is_best: bool, text: str) -> str:
    if not text:
        return "nothing found"
    return "taken" if is_best else "passed over"


def text_of(blocks: Sequence[Block], chances: Numbers) -> str:
    """The blocks that are likely enough, long ones that stand twice only once."""
    seen: set[str] = set()
    lines = []
    for block, chance in zip(blocks, chances, strict=True):
        if chance < _TAKEN:
            continue
        if len(block.text) > 50:
            if block.text in seen:
                continue
            seen.add(block.text)
        lines.append(block.text)
    return "\n".join(lines)


def hints_of(page: Page) -> Hints:
    """What the page says of its title, summary and text in meta elements and JSON-LD."""
    titles: list[str] = []
    description = article_body = ""
    for element in page.tree.iter("meta", "title"):
        if element.tag == "title":
            titles.append(element.text or "")
            continue
        name = (element.get("property") or element.get("name") or "").lower()
        content = element.get("content") or ""
        if name in ("og:title", "twitter:title"):
            titles.append(content)
        elif name in ("og:description", "description", "twitter:description"):
            description = max(description, content, key=len)
    for item in page.json_ld:
        titles.append(_text(item.get("headline")))
        article_body = max(article_body, _text(item.get("articleBody")), key=len)
    return Hints(tuple(plain(title) for title in titles if title), plain(description),
                 plain(article_body))  # fmt: skip


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def by_trafilatura(page: Page) -> list[str]:
    """The paragraphs that trafilatura's fast mode takes; it copies the shared tree itself."""
    options = Extractor(fast=True, comments=False, tables=True, url=page.url)
    document = bare_extraction(page.tree, options=options)
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    return list(_paragraphs(document.body))


def _paragraphs(body: _Element) -> Iterator[str]:
    words: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BY_BLOCKS:
            yield paragraph("".join(words))
            words.clear()
        if event == "start":
            words.append(element.text or "")
        elif element is not body:
            words.append(element.tail or "")
    yield paragraph("".join(words))
