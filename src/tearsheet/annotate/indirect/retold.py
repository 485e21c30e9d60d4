"""What every way of finding indirect speech hands on."""

from dataclasses import dataclass
from typing import Literal

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.phrase import phrase
from tearsheet.annotate.quotes.words import words_of
from tearsheet.model import Span

MentionKind = Literal["named", "described", "pronoun"]


@dataclass(frozen=True, slots=True)
class Retold:
    """A passage that retells someone's words or thoughts.

    ``spans`` cover it without cue and source; ``attribution`` covers those two. ``mention`` is
    its source, None where the text leaves it unsaid. ``basis`` says in words what told it,
    ``confidence`` how sure the source is right (a probability). ``relay`` names the outlet that
    has it from the source.
    """

    spans: tuple[Span, ...]
    cue: Span
    mention: Mention | None
    basis: str
    confidence: float
    attribution: Span
    relay: Span | None = None


def retold(
    spans: tuple[Span, ...], cue: Span, mention: Mention | None, basis: str, confidence: float
) -> Retold:
    """A passage with the span of its attribution: cue and source where nothing parts them."""
    around = cue
    if mention:
        start, end = min(cue.start, mention.span.start), max(cue.end, mention.span.end)
        if not any(span.start < end and start < span.end for span in spans):
            around = Span(start, end)
    return Retold(spans, cue, mention, basis, confidence, around)


def mention_of(text: str, span: Span, lexicon: Lexicon) -> Mention:
    """Who is meant by a noun phrase: its pronoun, name or role, else the words as they stand."""
    words = words_of(text, span.start, span.end, lexicon)
    if len(words) == 1 and words[0].base in lexicon.pronouns:
        return Mention(Span(words[0].start, words[0].end), pronoun=words[0].base)
    return phrase(text, words, lexicon, nearest=False) or Mention(span, plain=True)


def kind_of(mention: Mention) -> MentionKind:
    """How a source is mentioned."""
    if mention.name:
        return "named"
    return "pronoun" if mention.pronoun else "described"
