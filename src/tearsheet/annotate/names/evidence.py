"""What is found before it is known which names are one."""

from dataclasses import dataclass

from tearsheet.model import EntityKind, Span

# A place in a body's name is a mention inside another.
INSIDE = "in a body's name"
UNKNOWN = "unknown"  # the basis of a run that nothing tells, to be joined with a name or dropped


@dataclass(frozen=True, slots=True)
class Found:
    """One mention of a name: where, of what kind, what told it and how sure (0 to 1)."""

    span: Span
    kind: EntityKind
    basis: str
    confidence: float
    role: str | None = None
    country: str | None = None
