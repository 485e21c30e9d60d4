"""What ties a segment to its speaker?"""

from dataclasses import dataclass

from tearsheet.annotate.lexicon import Found, Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.subject import (
    subject_after,
)
from tearsheet.annotate.quotes.words import words_of
from tearsheet.model import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """What ties a segment to its speaker.

    ``cue`` is the word of saying, ``mention`` its subject; ``firm`` tells a verb of saying right
    beside the marks from a looser tie. ``basis`` says it in words, ``confidence`` is a
    probability.
    """

    span: Span
    cue: Span | None
    mention: Mention | None
    kind: str
    firm: bool
    basis: str
    confidence: float


def source_named(text: str, cue: Found, end: int, lexicon: Lexicon) -> Mention | None:
    """Whom "according to" names: its own pronoun (*по его словам*), or who follows."""
    for word in words_of(text, cue.start, cue.end, lexicon):
        if word.base in lexicon.pronouns and word.base in lexicon.determiners:
            return Mention(Span(word.start, word.end), pronoun=word.base)
    return subject_after(text, cue.end, end, lexicon)


def attributed(
    span: Span, cue: Found | None, mention: Mention | None, basis: str, *, firm: bool, sure: float
) -> Attribution:
    """An attribution; a subject that is no name or role makes it less sure."""
    if mention is None:
        sure *= 0.5
    elif mention.plain:
        sure *= 0.85
    return Attribution(
        span,
        Span(cue.start, cue.end) if cue else None,
        mention,
        cue.kind if cue else "",
        firm,
        basis,
        round(sure, 2),
    )
