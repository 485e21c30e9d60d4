"""What is found before it is known which names are one, and how often each basis is right."""

from dataclasses import dataclass

from tearsheet.model import EntityKind, Span

# A place in a body's name is a mention inside another.
INSIDE = "in a body's name"
UNKNOWN = "unknown"  # the basis of a run that nothing tells, to be joined with a name or dropped

# By hand for now; of overlapping mentions the surer stays.
_RIGHT = {
    "dateline": 0.95,
    "title": 0.95,
    "speaks": 0.95,
    "given name": 0.9,
    "gazetteer": 0.9,
    "carries": 0.9,
    "body": 0.9,
    "body before": 0.9,
    "word of a body": 0.85,
    "place noun before": 0.85,
    "place noun after": 0.85,
    "body and small words": 0.8,
    "acronym": 0.75,
    INSIDE: 0.7,
    "preposition": 0.7,
    "case": 0.7,
    "country's ending": 0.7,
    "capitals": 0.65,
    "after preposition": 0.55,
    UNKNOWN: 0.0,
}


@dataclass(frozen=True, slots=True)
class Found:
    """One mention of a name: where, of what kind, what told it and how sure (0 to 1)."""

    span: Span
    kind: EntityKind
    basis: str
    confidence: float
    role: str | None = None
    country: str | None = None


def mention_of(
    span: Span, kind: EntityKind, basis: str, role: str | None = None, country: str | None = None
) -> Found:
    """A mention, as sure as its basis."""
    return Found(span, kind, basis, _RIGHT[basis], role, country)
