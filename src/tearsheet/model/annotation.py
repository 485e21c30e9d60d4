"""What was found in an article, as spans of its text."""

from dataclasses import dataclass
from typing import Literal

from tearsheet.model.span import Span

QuoteForm = Literal["direct", "mixed", "indirect"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it.

    ``name`` is the fullest form the article prints; ``role`` as printed ("Ambassador to
    China"). ``mention`` is the span in the attribution itself ("the ambassador"), None where
    speech runs on without one. Spellings of one person in one article share ``person``.
    ``basis`` says how it was resolved; ``confidence`` is a probability.
    """

    name: str
    role: str | None
    mention: Span | None
    person: str
    basis: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone's words.

    ``spans`` cover the words without their quotation marks, in order; one for each paragraph
    of a running quotation and for each part of a split one. ``cue`` is the word of saying.
    ``attribution`` is the span of "said X, the minister", where there is one. ``relay`` is the
    name, as printed, of who carried it ("told the Global Times", "Xinhua reported").
    """

    spans: tuple[Span, ...]
    form: QuoteForm
    cue: Span | None = None
    speaker: Speaker | None = None
    attribution: Span | None = None
    relay: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One article as a press review reports it: spans into the review's own text.

    ``outlet_key`` is the register's key where the credited name is known there; ``date`` is the
    span of the date as printed; ``quotes`` the quoted passages.
    """

    headline: Span
    outlet: Span
    outlet_key: str | None
    date: Span | None
    quotes: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one article; ``review`` is empty unless it is a press review."""

    article_key: str
    quotes: tuple[Quote, ...] = ()
    review: tuple[ReviewItem, ...] = ()
