"""What every way of finding indirect speech hands on."""

from dataclasses import dataclass

from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.model import Span


@dataclass(frozen=True, slots=True)
class Retold:
    """A passage that retells someone's words or thoughts.

    ``spans`` cover it without cue and source; ``attribution`` covers those two. ``mention`` is
    its source, None where the passive leaves it unsaid. ``basis`` says in words what told it,
    ``confidence`` how sure the source is right (a probability).
    """

    spans: tuple[Span, ...]
    cue: Span
    mention: Mention | None
    basis: str
    confidence: float
    attribution: Span
