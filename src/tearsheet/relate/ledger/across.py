"""Is a quotation in one language the translation of one in another?"""

from collections.abc import Callable
from datetime import timedelta

from tearsheet.relate.ledger.statement import Statement

Likeness = Callable[[str, str], float]
"""How probable it is that two printed names are one, 0 to 1, across scripts."""

_WITHIN = timedelta(days=5)
# Figures and names that both have, against those that only one has.
_LEAST_FACTS, _LEAST_AGREEMENT = 2, 0.6
_SAME_NAME = 0.6
_NEAR = 0.82
# A translation is seldom twice as long; Han writes a word in about two letters.
_LONGEST = 2.2


def is_translation(
    one: Statement, other: Statement, likeness: Likeness, nearness: float | None
) -> str:
    """Why they are one utterance in two languages; empty if nothing shows it.

    The same person within days, of fitting length, and either near by vectors or with at least
    two figures and names in common and few that only one of them has.
    """
    if one.language == other.language or one.person != other.person:
        return ""
    if abs(one.printed_at - other.printed_at) > _WITHIN or not _fits(one, other):
        return ""
    if nearness is not None and nearness >= _NEAR:
        return f"near in meaning ({nearness:.2f})"
    figures = one.figures & other.figures
    names = _shared_names(one, other, likeness)
    shared = len(figures) + names
    if shared < _LEAST_FACTS:
        return ""
    most = max(len(one.figures) + len(one.names), len(other.figures) + len(other.names))
    if shared < _LEAST_AGREEMENT * most:
        return ""
    return f"the same {_counted(len(figures), 'figure')} and {_counted(names, 'name')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shared_names(one: Statement, other: Statement, likeness: Likeness) -> int:
    left = set(other.names)
    shared = 0
    for name in sorted(one.names):
        found = max(left, key=lambda candidate: likeness(name, candidate), default=None)
        if found is not None and likeness(name, found) >= _SAME_NAME:
            left.discard(found)
            shared += 1
    return shared


def _fits(one: Statement, other: Statement) -> bool:
    a, b = _length(one), _length(other)
    return max(a, b) <= _LONGEST * min(a, b)


def _length(statement: Statement) -> float:
    """Words, two letters of an unspaced script being one."""
    single = sum(len(word.folded) == 1 and word.folded > "\u0e00" for word in statement.words)
    return len(statement.words) - single / 2
