"""One thing that someone said, and every wording in which the press printed it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tearsheet.model.span import Span

DriftKind = Literal[
    "dropped",
    "added",
    "changed",
    "cut at a turn",
    "cut short",
    "goes on",
    "another speaker",
]


@dataclass(frozen=True, slots=True)
class Drift:
    """How one wording departs from an earlier one.

    "cut at a turn": it stops before a word that qualifies or denies, or starts after one. "cut
    short": it begins a sentence and stops inside it without a mark; "goes on": the earlier one
    did, and this one has the rest.
    ``at`` is where it shows: a span of the wording's own article (empty where words were
    dropped); ``before`` the span of the earlier wording's article, None where words were added;
    ``words`` are those dropped, added or changed as the earlier one prints them (as this one
    does, where they were added), or the other speaker's name.
    """

    kind: DriftKind
    at: Span
    before: Span | None
    words: str


@dataclass(frozen=True, slots=True)
class Wording:
    """An utterance as one article prints it.

    ``spans`` are those of its `Quote`, ``text`` their characters, one line for each span;
    ``speaker`` is the name as that article has it, ``relay`` who it says carried the words,
    ``outlet`` the publisher's key. ``against`` is the article key of the earlier wording it was
    held against, empty for the first; ``why`` says what makes them one utterance ("19 of 20
    words in order", "same figures and names"). ``drifts`` are empty for a faithful wording and
    for one in another language than what it was held against.
    """

    article_key: str
    spans: tuple[Span, ...]
    text: str
    language: str
    speaker: str
    outlet: str
    printed_at: datetime
    relay: str | None = None
    against: str = ""
    why: str = ""
    drifts: tuple[Drift, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """Wordings of one utterance in time order, the first printed one first.

    ``key`` is the first wording's article key and the start of its words: a later printing does
    not change it, an earlier one that is found afterwards does. ``speaker`` is the name that
    most printings have.
    """

    key: str
    speaker: str
    wordings: tuple[Wording, ...]

    @property
    def first(self) -> Wording:
        """The wording that was printed first."""
        return self.wordings[0]

    @property
    def has_drifted(self) -> bool:
        """Whether any wording departs from an earlier one."""
        return any(wording.drifts for wording in self.wordings)
