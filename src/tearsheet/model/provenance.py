"""The way a text came: who wrote it, who distributed it, who printed it."""

from dataclasses import dataclass
from typing import Literal

from tearsheet.model.span import Span

Origin = Literal[
    "original", "agency copy", "press release", "edited copy", "translated copy", "aggregator page"
]
Role = Literal["publisher", "distributor", "originator", "relay"]
LabelKind = Literal[
    "sponsored",
    "opinion",
    "interview",
    "press release",
    "government statement",
    "machine-written",
    "translation",
    "republication",
    "press review",
    "correction",
]


@dataclass(frozen=True, slots=True)
class Credit:
    """One hand the text went through.

    ``name`` is as printed; ``outlet`` the register's key if it is known there. ``span`` points
    into the article's text, None where the credit stands outside it (the page's metadata or a
    line that extraction left out, quoted in ``basis``).
    """

    role: Role
    name: str
    basis: str
    outlet: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line that opens an agency text: ``BEIJING, June 16, 2025 /PRNewswire/ --``.

    ``span`` covers all of it in the text; ``place`` is as printed; ``date`` as printed too,
    empty if there is none; ``agency`` the name in it, empty if there is none.
    """

    place: str
    date: str
    agency: str
    span: Span


@dataclass(frozen=True, slots=True)
class Label:
    """What the page calls itself, and the words or mark that say so.

    ``span`` points into the article's text, None where it stands outside (metadata, URL, a line
    that extraction left out, quoted in ``basis``).
    """

    kind: LabelKind
    basis: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Publisher ← distributor ← originator, and relays ("according to Xinhua").

    ``labels`` are the reasons for the article's kind, and what else the page declares.
    """

    kind: Origin = "original"
    credits: tuple[Credit, ...] = ()
    dateline: Dateline | None = None
    labels: tuple[Label, ...] = ()

    def credited(self, role: Role) -> tuple[Credit, ...]:
        """The credits of one role, in order."""
        return tuple(credit for credit in self.credits if credit.role == role)
