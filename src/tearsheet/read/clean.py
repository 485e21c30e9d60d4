"""What must not stand in an article's text, and the form of what may."""

import re
from collections.abc import Iterable

# Controls, and characters that only steer the layout of a page (soft hyphen, zero-width space,
# word joiner, byte order mark). Joiners and direction marks stay: scripts need them.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffc]")
_SPACE = re.compile(r"[\s\x85\u2028\u2029]+")


def paragraph(text: str) -> str:
    """``text`` as one paragraph: single spaces, nothing unseen; its characters are as printed."""
    return _SPACE.sub(" ", _UNSEEN.sub("", text)).strip()


def fixed(paragraphs: Iterable[str]) -> str:
    """The paragraphs as an article's one text: parted by one line feed, none of them empty."""
    return "\n".join(filter(None, map(paragraph, paragraphs)))


def without_headline(text: str, title: str) -> str:
    """``text`` without the headline where it stands above the words once more."""
    first, _, rest = text.partition("\n")
    return rest if title and _letters(first) == _letters(title) else text


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
