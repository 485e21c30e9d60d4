"""All indirect speech of a text, with its speakers."""

from collections.abc import Iterable
from dataclasses import replace

from tearsheet.annotate.indirect.clauses import clauses_in
from tearsheet.annotate.indirect.retold import Retold
from tearsheet.annotate.lexicon import lexicon_for
from tearsheet.annotate.quotes.confidence import Tie
from tearsheet.annotate.quotes.speakers import Speakers
from tearsheet.model import Quote, Span, Speaker

# A retold passage of which more stands in marks than this is a quotation, not its frame.
_MOST_IN_MARKS = 0.8


def indirect_in(text: str, language: str, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Retold speech and thought in reading order; none in a language without a lexicon.

    ``quotes`` are the direct and mixed quotations of the same text. What stands in their marks is
    not searched; the retold frame of a mixed one is an indirect quotation around it.
    """
    lexicon = lexicon_for(language)
    if lexicon is None:
        return ()
    printed = [span for quote in quotes for span in quote.spans]
    kept = [
        retold
        for retold in clauses_in(text, language, lexicon)
        if not _is_printed(retold, quotes, printed)
    ]
    if not kept:
        return ()
    speakers = Speakers(text, lexicon, sorted(printed))
    return tuple(_quote(retold, speakers) for retold in kept)


def _is_printed(retold: Retold, quotes: Iterable[Quote], printed: list[Span]) -> bool:
    """Whether the passage or its verb stands in marks of speech."""
    if any(span.start <= retold.cue.start < span.end for span in printed):
        return True
    words = sum(map(len, retold.spans))
    inside = sum(
        max(0, min(span.end, mark.end) - max(span.start, mark.start))
        for span in retold.spans
        for mark in printed
    )
    direct = any(quote.form == "direct" and quote.cue == retold.cue for quote in quotes)
    return inside > _MOST_IN_MARKS * words or direct


def _quote(retold: Retold, speakers: Speakers) -> Quote:
    return Quote(
        retold.spans, "indirect", retold.cue, _speaker(retold, speakers), retold.attribution
    )


def _speaker(retold: Retold, speakers: Speakers) -> Speaker | None:
    if retold.mention is None:
        return None
    made = speakers.speaker(retold.mention, Tie("reported speech", "indirect"))
    how, _, _ = made.basis.partition(":")
    return replace(made, basis=f"{how}: {retold.basis}", confidence=retold.confidence)
