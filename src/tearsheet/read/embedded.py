"""The article in the state that a page hands to its own script.

Pages built by a script in the browser often come with their text only as a string of HTML inside
a JSON state (Next.js, Nuxt, Apollo and the like). Which framework it is does not matter here: we
look at every long string literal of every script and keep the one that reads as prose.
"""

import json
import re
from collections.abc import Iterator

import lxml.etree
import lxml.html

from tearsheet.read.blocks import Block, blocks_of
from tearsheet.read.page import Page

_LITERAL = re.compile(r'"((?:[^"\\\n]|\\.){400,400000})"')
_MARKUP = re.compile(r"<(?:p|div|br|section)[\s>/]", re.IGNORECASE)
# What data looks like when it is shown as if it were words.
_DATA = re.compile(r"""["'}\]]\s*[:,]\s*["'\[{]|[{}]\s*[,;]|=>|\$\$[A-Z]{4,}\$\$""")
_CAPTIONS = frozenset({"caption", "figcaption", "credit"})
_PROSE = 60
_DEEPEST = 3


def embedded_of(page: Page) -> list[str]:
    """The paragraphs of the longest prose that a script of the page holds; none if none does."""
    best: list[str] = []
    for script in page.tree.iter("script"):
        for markup in _literals(script.text or "", 0):
            lines = _lines(markup)
            if sum(map(len, lines)) > sum(map(len, best)):
                best = lines
    return best


def _literals(code: str, depth: int) -> Iterator[str]:
    """String literals that hold markup, also those inside other literals (JSON in JSON)."""
    for match in _LITERAL.finditer(code):
        try:
            text = json.loads(f'"{match[1]}"', strict=False)
        except ValueError:
            continue
        if _MARKUP.search(text) and not _LITERAL.search(text):
            yield text
        elif depth < _DEEPEST and '"' in text:
            yield from _literals(text, depth + 1)


def _around(block: Block) -> frozenset[str]:
    parent = block.box.parent
    return parent.marks if parent is not None else frozenset()


def _lines(markup: str) -> list[str]:
    """The lines of a piece of HTML that are prose and not mostly links."""
    try:
        tree = lxml.html.fragment_fromstring(
            markup.encode("utf-8", "replace").decode("utf-8"), create_parent="div"
        )
    except (lxml.etree.LxmlError, ValueError):
        return []
    return [
        block.text
        for block in blocks_of(tree)
        if block.weight >= _PROSE
        and block.linked < block.weight / 2
        and not _DATA.search(block.text)
        and block.box.tag not in ("figcaption", "figure")
        and not (block.box.marks | _around(block)) & _CAPTIONS
    ]  # fmt: skip
