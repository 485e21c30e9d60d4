"""An edition on the desk: its versions, what editors change in it, and what comes of that.

A place in an edition is named by ``item`` and ``sentence``. ``item`` is the article key of an
item, or `TITLE` or `LEAD`. ``sentence`` is the name a sentence keeps from version to version
(see `EditionVersion.names`); the title's is `TITLE`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from tearsheet.model.article import Part
from tearsheet.model.digest import Digest, Sentence, SentenceKind, State
from tearsheet.model.evidence import Finding, Problem, Verdict
from tearsheet.model.span import Span

TITLE, LEAD = "title", "lead"
MACHINE = ""
"""Who made a version that no person did."""


@dataclass(frozen=True, slots=True)
class SetText:
    """Other words for a sentence; its supports are found anew."""

    item: str
    sentence: str
    text: str


@dataclass(frozen=True, slots=True)
class AddSentence:
    """A new sentence, behind sentence ``after``; empty puts it first."""

    item: str
    after: str
    kind: SentenceKind
    text: str


@dataclass(frozen=True, slots=True)
class RemoveSentence:
    """A sentence of an item or of the lead goes; the headline of an item does not."""

    item: str
    sentence: str


@dataclass(frozen=True, slots=True)
class MoveItem:
    """An item to the place in front of item ``before``; empty puts it last."""

    item: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """An item leaves the edition."""

    item: str


@dataclass(frozen=True, slots=True)
class AddItem:
    """An item for an article, or for the article that tells a story best; drafted as usual.

    ``before`` as in `MoveItem`.
    """

    article_key: str = ""
    story_key: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class LetStand:
    """One problem of a sentence stands although the gate refuses it, for a written reason.

    An empty ``problem`` stands for all that the gate finds in the sentence.
    """

    item: str
    sentence: str
    problem: Problem | Literal[""]
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawLetStand:
    """What was let stand of a sentence is held to the gate again."""

    item: str
    sentence: str
    problem: Problem | Literal[""] = ""


EditionChange: TypeAlias = (
    SetText
    | AddSentence
    | RemoveSentence
    | MoveItem
    | RemoveItem
    | AddItem
    | LetStand
    | WithdrawLetStand
)


@dataclass(frozen=True, slots=True)
class EditionVersion:
    """One version of an edition, numbered from 1; every saved change makes one.

    ``who`` is `MACHINE` for a draft. ``what`` says in plain English what was done; ``changes``
    are the same as nouns, from which a page words it in its own language. ``names`` are those
    of the sentences, a tuple for each item; ``lead_names`` those of the lead. ``restores`` is
    the number of the version that was taken up again, 0 otherwise.
    """

    number: int
    at: datetime
    who: str
    what: str
    digest: Digest
    names: tuple[tuple[str, ...], ...]
    lead_names: tuple[str, ...]
    changes: tuple[EditionChange, ...] = ()
    restores: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words when two texts are compared: in both, only in the old, only in the new."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Clash:
    """One place that both changed: what it was, what they made of it, what I would make of it.

    ``theirs`` is empty where they removed it, ``mine`` where I would. ``who`` and ``at`` say
    whose version stands now.
    """

    item: str
    sentence: str
    base: str
    theirs: str
    mine: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """The version that a change made; ``merged`` if others had changed other places meanwhile."""

    version: EditionVersion
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was saved: others changed the same places since.

    ``version`` is the number that stands now. What I would have changed is kept on file as
    proposal ``proposal``.
    """

    version: int
    clashes: tuple[Clash, ...]
    proposal: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes that clashed and were not saved."""

    number: int
    base: int
    who: str
    at: datetime
    changes: tuple[EditionChange, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """One finding for the one who writes.

    ``said`` are the spans of the sentence it is about, empty for all of it. ``printed`` is what
    the page says instead, ``span`` where in the article's ``part``; None where it has nothing.
    """

    finding: Finding
    said: tuple[Span, ...]
    printed: str = ""
    article_key: str = ""
    part: Part = "text"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Lit:
    """Characters of a passage that prove characters of a sentence.

    ``at`` is a span of the sentence, ``span`` one of `SourcePassage.text`.
    """

    at: Span
    span: Span
    relation: str


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """A paragraph of an article beside a sentence that rests on it.

    ``span`` says where it stands in the article's ``part``.
    """

    article_key: str
    part: Part
    span: Span
    text: str
    language: str
    lit: tuple[Lit, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the gate says of words that are not saved yet.

    ``sentence`` has its supports. ``proven`` if nothing but warnings was found.
    """

    sentence: Sentence
    findings: tuple[Finding, ...]
    hints: tuple[Hint, ...]
    passages: tuple[SourcePassage, ...]

    @property
    def proven(self) -> bool:
        """Whether the words may be published as they are."""
        return all(finding.warning for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Step:
    """An edition went from one state to another: who, when, and what they noted."""

    before: State
    state: State
    who: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class OnDesk:
    """An edition as it lies on the desk.

    ``findings`` are those of ``verdict`` by place (item, sentence name; an empty name for what
    is said of the whole item). ``proposals`` are changes that clashed and wait on file.
    ``corrects`` is the number of the edition that this one puts right, 0 for none.
    """

    digest: Digest
    version: EditionVersion
    state: State
    steps: tuple[Step, ...]
    verdict: Verdict
    findings: tuple[tuple[str, str, Finding], ...]
    proposals: tuple[Proposal, ...] = ()
    corrects: int = 0

    def findings_of(self, item: str, sentence: str = "") -> tuple[Finding, ...]:
        """What was found at one place."""
        return tuple(one for at, name, one in self.findings if (at, name) == (item, sentence))


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Versions ``first`` to ``last``: one, or small changes of one person run together."""

    first: int
    last: int
    at: datetime
    who: str
    what: str
    restores: int = 0


@dataclass(frozen=True, slots=True)
class PlaceDifference:
    """One place that differs between two versions, with what happened to it."""

    item: str
    sentence: str
    what: Literal["changed", "added", "removed", "moved", "let stand", "withdrawn"]
    pieces: tuple[Piece, ...]
