"""Where do paragraphs lie?"""

import re
from functools import lru_cache

from tearsheet.model import Span

# A heading is short; a longer paragraph that ends without a stop is one that was cut.
_LONGEST_HEADING = 110
_STOPS = frozenset(".!?…:;,。！？：；，؟۔।”»\"’'）)—–-")
_PARAGRAPH = re.compile(r"[^\s](?:[^\n]*[^\s])?")


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, parted by line feeds, without white space around them."""
    return list(_paragraphs(text))


@lru_cache(maxsize=4)
def _paragraphs(text: str) -> tuple[Span, ...]:
    """As `paragraphs`; one article is asked for them by everyone who annotates it."""
    return tuple(Span(match.start(), match.end()) for match in _PARAGRAPH.finditer(text))


def is_heading(text: str, paragraph: Span) -> bool:
    """Whether a paragraph stands above others as their title: short and without a stop."""
    return (
        len(paragraph) <= _LONGEST_HEADING
        and text[paragraph.end - 1] not in _STOPS
        and text.find("\n", paragraph.end) >= 0
    )
