"""What was found in an article, as spans of its text."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from tearsheet.model.article import Part, Precision
from tearsheet.model.span import Span

QuoteForm = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["person", "body", "article", "anonymous"]
EntityKind = Literal["person", "organisation", "place"]
FigureKind = Literal["money", "share", "count", "measure"]
Comparison = Literal[
    "record", "more than", "less than", "about", "up to", "at least", "up", "down", "first", "last"
]
MomentBasis = Literal["printed", "publication", "dateline"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it.

    ``name`` is the fullest form the article prints; ``role`` as printed ("Ambassador to
    China"), ``organisation`` too. ``mention`` is the span in the attribution itself ("the
    ambassador"), None where speech runs on without one. Spellings of one person in one article
    share ``person``. ``kind`` tells people from bodies ("the ministry"), the article itself and
    those it leaves unnamed ("officials"). ``basis`` says how it was resolved; ``confidence`` is
    a probability.
    """

    name: str
    role: str | None
    mention: Span | None
    person: str
    basis: str
    confidence: float
    kind: SpeakerKind = "person"
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone's words.

    ``spans`` cover the words without their quotation marks, in order; one for each paragraph
    of a running quotation and for each part of a split one. ``cue`` is the word of saying.
    ``attribution`` is the span of "said X, the minister", where there is one. ``relay`` is the
    name, as printed, of who carried it ("told the Global Times", "Xinhua reported"). All spans
    lie in the article's ``part``; a headline's speaker has none, being named in the text.
    """

    spans: tuple[Span, ...]
    form: QuoteForm
    cue: Span | None = None
    speaker: Speaker | None = None
    attribution: Span | None = None
    relay: str | None = None
    part: Part = "text"

    @property
    def is_printed(self) -> bool:
        """Whether its words stand as they were said: direct or mixed, not retold."""
        return self.form != "indirect"


@dataclass(frozen=True, slots=True)
class Name:
    """One person, organisation or place of an article, with every mention of it.

    ``text`` is the fullest form printed, ``mentions`` the spans in the text, in order: names
    alone, without role or pronoun. ``role`` and ``organisation`` are as printed; ``country`` is
    ISO 3166-1 alpha-2 of a place that is known. ``basis`` says what told it ("title before",
    "gazetteer", "speaks"); ``confidence`` is a probability.
    """

    text: str
    kind: EntityKind
    mentions: tuple[Span, ...]
    basis: str
    confidence: float
    role: str | None = None
    organisation: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or period that the text names: from ``first`` to ``last``, both included.

    "On Monday" is resolved against the day of publication or the dateline's (``basis``); a date
    printed whole needs neither.
    """

    span: Span
    first: date
    last: date
    precision: Precision
    basis: MomentBasis


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed and as a value.

    ``span`` covers it with its unit and sign ("$43.8 billion"); ``value`` is 43800000000, and
    ``upper`` the other end of a range. ``unit`` is ISO 4217 for money, ``%`` for a share, else
    the unit's symbol (``km``), empty for a count. ``counts`` is the span of what it counts
    ("bilateral trade", "workers"); ``comparisons`` what is said of it; ``when`` the moment it
    holds for ("in 2024"). ``quote`` is the index of the quotation it stands in, whose speaker
    claims it; None where the article says it itself.
    """

    span: Span
    kind: FigureKind
    value: Decimal
    unit: str = ""
    upper: Decimal | None = None
    counts: Span | None = None
    comparisons: tuple[Comparison, ...] = ()
    when: Moment | None = None
    quote: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided of the quotation at ``span`` of an article's text.

    ``speaker`` is who says it, empty if nobody does: then it is no quotation.
    """

    span: Span
    speaker: str
    who: str
    at: datetime
    reason: str = ""


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
    """All that was found in one article, each in reading order.

    ``review`` is empty unless it is a press review.
    """

    article_key: str
    quotes: tuple[Quote, ...] = ()
    review: tuple[ReviewItem, ...] = ()
    names: tuple[Name, ...] = ()
    figures: tuple[Figure, ...] = ()
    moments: tuple[Moment, ...] = ()

    @property
    def printed_quotes(self) -> tuple[Quote, ...]:
        """The quotations of the text whose words stand as they were said."""
        return tuple(quote for quote in self.quotes if quote.is_printed and quote.part == "text")
