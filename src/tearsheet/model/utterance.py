"""One thing that someone said, and every wording in which the press printed it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tearsheet.model.span import Span

DriftKind = Literal[
    "dropped",
    "added",
    "changed",
    "cut before a negation",
    "cut before a qualifier",
    "another speaker",
]


@dataclass(frozen=True, slots=True)
class Drift:
    """How one wording departs from the first.

    ``at`` is where it shows: a span of the wording's article (empty where words were dropped);
    ``first`` the span of the first wording's article, None where words were added; ``words`` are
    those dropped, added or changed, as printed, or the other speaker's name.
    """

    kind: DriftKind
    at: Span
    first: Span | None
    words: str


@dataclass(frozen=True, slots=True)
class Wording:
    """An utterance as one article prints it.

    ``spans`` are those of its `Quote`; ``speaker`` is the name as that article has it, ``relay``
    who it says carried the words. ``same_as_first`` is a probability; ``why`` says what it
    rests on ("19 of 20 words in order", "names and figures"). ``drifts`` are empty for the first
    wording, for a faithful one and for one in another language.
    """

    article_key: str
    spans: tuple[Span, ...]
    text: str
    language: str
    speaker: str
    outlet: str
    printed_at: datetime
    same_as_first: float
    why: str
    relay: str | None = None
    drifts: tuple[Drift, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """Wordings of one utterance in time order, the first printed one first.

    ``key`` is the first wording's article key and the start of its words, so that a new printing
    does not change it. ``speaker`` is the person's name as shown.
    """

    key: str
    speaker: str
    wordings: tuple[Wording, ...]

    @property
    def first(self) -> Wording:
        """The wording that was printed first."""
        return self.wordings[0]
