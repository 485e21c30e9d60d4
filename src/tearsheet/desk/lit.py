"""Where a text says what was searched for: the text in pieces, the hits among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tearsheet.model import Span
from tearsheet.text.query import Query, excerpt, hits


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters set alike: a hit of a search, or what stands between."""

    text: str
    hit: bool = False


def title_lit(title: str, language: str, query: Query) -> tuple[Piece, ...]:
    """A title with what was searched for lit."""
    return pieces(title, hits(title, query, language, in_title=True), Span(0, len(title)))


def excerpt_lit(text: str, language: str, query: Query, length: int) -> tuple[Piece, ...]:
    """The stretch of a text that says most of what was searched for, with an ellipsis where it
    was cut.
    """
    span, found = excerpt(text, query, language, length)
    before = (Piece("… "),) if span.start else ()
    after = (Piece(" …"),) if span.end < len(text) else ()
    return (*before, *pieces(text, found, span), *after)


def pieces(text: str, found: Sequence[Span], within: Span) -> tuple[Piece, ...]:
    """``within`` of a text, cut at the spans that were found in it (in order)."""
    cut, at = list[Piece](), within.start
    for span in found:
        if at < span.start:
            cut.append(Piece(text[at : span.start]))
        cut.append(Piece(span.of(text), hit=True))
        at = span.end
    if at < within.end:
        cut.append(Piece(text[at : within.end]))
    return tuple(cut)
