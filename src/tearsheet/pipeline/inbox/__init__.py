"""The inbox: a card for each story of a watch, what was decided of it, and what is new."""

from tearsheet.pipeline.inbox.filing import file_cards
from tearsheet.pipeline.inbox.reading import (
    CursorError,
    card,
    counts,
    decisions,
    inbox,
    standing,
)
from tearsheet.pipeline.inbox.triage import TriageError, decide, merge, split, undo

__all__ = [
    "CursorError",
    "TriageError",
    "card",
    "counts",
    "decide",
    "decisions",
    "file_cards",
    "inbox",
    "merge",
    "split",
    "standing",
    "undo",
]
