"""Every person, organisation and place of an article, with all mentions of each."""

import re

from tearsheet.annotate.lexicon import Lexicon, lexicon_for
from tearsheet.annotate.names.cased import cased_names
from tearsheet.annotate.names.evidence import Found
from tearsheet.annotate.names.joined import joined
from tearsheet.annotate.names.uncased import uncased_names
from tearsheet.annotate.names.vocabulary import vocabulary_for
from tearsheet.model import Name, Quote

_LONGEST_TEXT = 100_000  # characters; no article is longer
_WORD = re.compile(r"\w+")


def names_in(text: str, language: str, quotes: tuple[Quote, ...]) -> tuple[Name, ...]:
    """The names of a text in the order of their first mentions.

    ``quotes`` are its quotations: who speaks is a person, who carries words an organisation.
    Empty for a language without a lexicon and for a text longer than any article. Spellings that
    differ a little, and surnames alone, are mentions of the full name.
    """
    lexicon, vocabulary = lexicon_for(language), vocabulary_for(language)
    if lexicon is None or vocabulary is None or len(text) > _LONGEST_TEXT:
        return ()
    if lexicon.script in {"capitals", "german"} and _has_capitals(lexicon):
        found = list(cased_names(text, lexicon, vocabulary, _speakers(quotes), _relays(quotes)))
    else:
        found = list(uncased_names(text, lexicon, vocabulary, quotes))
    return joined(text, found, lexicon, vocabulary)


def _has_capitals(lexicon: Lexicon) -> bool:
    return lexicon.language not in {"ko", "hi", "fa", "ar"}


def _speakers(quotes: tuple[Quote, ...]) -> frozenset[str]:
    """The words of the names of persons who speak."""
    return frozenset(
        part.casefold()
        for quote in quotes
        if quote.speaker
        and quote.speaker.kind == "person"
        and quote.speaker.basis.startswith("named")
        for part in quote.speaker.name.split()
        if part[:1].isupper()
    )


def _relays(quotes: tuple[Quote, ...]) -> frozenset[str]:
    return frozenset(quote.relay.casefold() for quote in quotes if quote.relay)


__all__ = ["Found", "names_in"]
