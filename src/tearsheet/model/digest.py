"""A numbered edition: sentences, and for each the characters that prove it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tearsheet.model.article import Part
from tearsheet.model.span import Span

Relation = Literal["verbatim", "figure", "paraphrase", "template"]
Fact = Literal[
    "published",
    "outlet",
    "outlet country",
    "outlet kind",
    "ownership",
    "author",
    "originator",
    "distributor",
    "language",
    "copies",
    "watch",
    "period",
    "items",
    "countries",
]
SentenceKind = Literal["lead", "headline", "attribution", "substance", "quotation", "note"]
State = Literal["draft", "review", "approved", "published", "corrected"]


@dataclass(frozen=True, slots=True)
class Support:
    """Why some characters of a sentence may stand.

    ``at`` is a span of the sentence. With relation ``verbatim``, ``figure`` or ``paraphrase``,
    ``span`` is the span of the article's ``part`` that says it. With ``template``, ``fact``
    names what was filled in (the outlet's name, the date of publication, …) and ``span`` is None.
    ``article_key`` is empty for facts about the edition itself (``watch``, ``period``).
    """

    at: Span
    relation: Relation
    article_key: str = ""
    part: Part = "text"
    span: Span | None = None
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an edition; a quotation over several paragraphs holds line feeds.

    ``language`` is BCP 47: of the words themselves, so that they can be marked up.
    """

    kind: SentenceKind
    text: str
    language: str
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """One named reason: ``value`` times ``weight`` is its part of the score; ``why`` in words."""

    name: str
    value: float
    weight: float
    why: str = ""

    @property
    def share(self) -> float:
        """What it adds to the score."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the machine proposes for one article, and why; the score is the sum of its features.

    ``passed_over`` says why it is not in the edition, empty if it is.
    """

    article_key: str
    features: tuple[Feature, ...]
    passed_over: str = ""

    @property
    def score(self) -> float:
        """The sum of what each feature adds."""
        return sum(feature.share for feature in self.features)


@dataclass(frozen=True, slots=True)
class Item:
    """One article in an edition, sentences in reading order: the headline is the first.

    ``copies`` are the keys of other printings of the same text.
    """

    article_key: str
    sentences: tuple[Sentence, ...]
    suggestion: Suggestion
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """An editor let a sentence stand that the gate refused, and wrote down why.

    ``only`` names the one problem it excuses; empty excuses all that the gate found.
    """

    sentence: str
    reason: str
    who: str
    at: datetime
    only: str = ""

    def excuses(self, sentence: str, problem: str) -> bool:
        """Whether it lets this problem of this sentence stand."""
        return self.sentence == sentence and self.only in ("", problem)


@dataclass(frozen=True, slots=True)
class Digest:
    """One edition. ``first`` and ``last`` are the days it covers, both included."""

    number: int
    watch_key: str
    form: str
    language: str
    first: date
    last: date
    title: Sentence
    lead: tuple[Sentence, ...]
    items: tuple[Item, ...]
    drafted_at: datetime
    state: State = "draft"
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about ``subject`` (a key), who and when. Appended, never changed."""

    subject: str
    verdict: str
    who: str
    at: datetime
    reason: str = ""
