"""How does the article print a body in full whose head has a small letter?

*Кедровский завод*, *Көлік министрлігі*, *Transport vazirligi*: a name begins with a capital and
runs through small words to the head.
"""

from collections.abc import Callable

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.words import Word, is_function_word, words_of

_MOST_SMALL_WORDS = 3


def body_in_full(
    text: str, before: int, lexicon: Lexicon, is_meant: Callable[[str], bool]
) -> str | None:
    """The first name before a place whose head ``is_meant``, as printed."""
    words = words_of(text, 0, before, lexicon)
    for index, word in enumerate(words):
        if word.base in lexicon.bodies and is_meant(word.base):
            first = _first(text, words, index, lexicon)
            if first is not None:
                return text[words[first].start : word.end]
    return None


def _first(text: str, words: list[Word], head: int, lexicon: Lexicon) -> int | None:
    """The index of the name's first word, None where it has no capital."""
    found, at = head if words[head].capital and _goes_on(text, words, head, lexicon) else None, head
    while (
        at and head - at <= _MOST_SMALL_WORDS and text[words[at - 1].end : words[at].start] == " "
    ):
        at -= 1
        if words[at].capital:
            found = at
        elif (found is not None and found > at) or is_function_word(words[at].base, lexicon):
            break
    return found


def _goes_on(text: str, words: list[Word], head: int, lexicon: Lexicon) -> bool:
    """Whether a capital head opens a name that small words complete: *Министерство транспорта*."""
    following = head + 1 < len(words) and text[words[head].end : words[head + 1].start] == " "
    return following and not is_function_word(words[head + 1].base, lexicon)
