"""Which body does a general word mean? *The embassy* of an article that names one in full.

Where complements follow their noun ("Embajada de X"); only what the article prints before.
"""

import re

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.phrase import end_of_role
from tearsheet.annotate.quotes.words import Word, is_function_word, words_of

_LONGEST, _NEAR, _FURTHEST = 120, 60, 20_000


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
        elif not lexicon.role_leads:
            owner = _owner(text, match.start(), lexicon)
            found = text[owner : match.end()] if owner < match.start() else found
    return found


def _owner(text: str, at: int, lexicon: Lexicon) -> int:
    """Where the capitals before a body begin: *Norland's Foreign* Ministry."""
    end = at
    for word in reversed(words_of(text, max(0, at - _NEAR), at, lexicon)):
        touches = text[word.end : end].strip("'’s") == " "
        if not word.capital or not touches or is_function_word(word.base, lexicon):
            break
        end = word.start
    return end
