"""Whom does an article name, and with which roles?"""

from collections.abc import Iterator

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention, names, words_of
from tearsheet.annotate.quotes.subject import with_apposition
from tearsheet.text import paragraphs


def introduced(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Every name of the text with the role beside it, in order."""
    for paragraph in paragraphs(text):
        words = words_of(text, paragraph.start, paragraph.end, lexicon)
        for mention in names(text, words, lexicon):
            yield with_apposition(text, mention, words, lexicon)
