"""Which body does a general word mean? *The embassy* of an article that names one in full.

Where complements follow their noun ("Embajada de X"); only what the article prints before.
"""

import re

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Word, words_of
from tearsheet.annotate.quotes.phrase import end_of_role

_LONGEST, _FURTHEST = 120, 20_000


def body_named(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The full name of the body that ``text[start:end]`` means, None if it has none.

    A note or a letter of a body is its own words: *una nota dell'ambasciata*.
    """
    if not (lexicon.bindings or lexicon.documents):
        return None
    words = [
        word
        for word in words_of(text, start, end, lexicon)
        if word.base not in lexicon.determiners and word.base not in lexicon.bindings
    ]
    if len(words) == 2 and words[0].base in lexicon.documents:
        words = words[1:]
    if len(words) != 1 or words[0].base not in lexicon.bodies:
        return None
    return _in_full(text, words[0], lexicon)


def _in_full(text: str, body: Word, lexicon: Lexicon) -> str | None:
    """The last name before the word that begins with it: *Embaixada da Valdóvia*."""
    found = None
    named = re.compile(rf"\b{re.escape(body.base)}\b", re.IGNORECASE)
    for match in named.finditer(text, max(0, body.start - _FURTHEST), body.start):
        line = text.find("\n", match.start())
        limit = min(match.start() + _LONGEST, line if line >= 0 else len(text), body.start)
        part = words_of(text, match.start(), limit, lexicon)
        end = end_of_role(part, 0, lexicon) if part else match.end()
        if any(word.capital for word in part if match.end() < word.end <= end):
            found = text[match.start() : end]
    return found
