"""What is found before it is known which names are one, and how often each basis is right."""

from dataclasses import dataclass

from tearsheet.model import EntityKind, Span

# A place in a body's name is a mention inside another.
INSIDE = "in a body's name"
UNKNOWN = "unknown"  # the basis of a run that nothing tells, to be joined with a name or dropped

# Right and all of the names that each basis told in our own articles of 18 languages:
# `python -m benchmarks.words.names`, 2026-11-22.
_COUNTED = {
    "title": (327, 341),
    "body": (97, 111),
    "speaks": (53, 65),
    "gazetteer": (27, 34),
    "word of a body": (20, 23),
    "after preposition": (15, 22),
    "preposition": (20, 21),
    "carries": (12, 12),
    "place noun before": (10, 10),
    INSIDE: (8, 10),
    "dateline": (8, 9),
    "place noun after": (8, 9),
    "case": (8, 8),
    "body and small words": (6, 7),
    "country's ending": (6, 6),
    "given name": (6, 6),
    "body before": (5, 5),
}
# Too few there: by hand. Of overlapping mentions the surer stays.
_BY_HAND = {"acronym": 0.7, "age": 0.8, UNKNOWN: 0.0}
# One more of each outcome, since some were never seen to fail.
_RIGHT = _BY_HAND | {basis: (hit + 1) / (told + 2) for basis, (hit, told) in _COUNTED.items()}


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
