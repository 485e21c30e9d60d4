"""Where do paragraphs lie?"""

import re

from tearsheet.model import Span

_PARAGRAPH = re.compile(r"[^\s](?:[^\n]*[^\s])?")


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, parted by line feeds, without white space around them."""
    return [Span(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
