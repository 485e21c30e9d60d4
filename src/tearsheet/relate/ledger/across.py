"""Is a quotation in one language the translation of one in another?"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from tearsheet.relate.ledger.meanings import Meanings
from tearsheet.relate.ledger.statement import Statement

Likeness = Callable[[str, str], float]
"""How probable it is that two printed names are one, 0 to 1, across scripts."""

_WITHIN = timedelta(days=5)
# Figures and names that both have, against those that only one has.
_LEAST_FACTS, _LEAST_AGREEMENT = 2, 0.6
_SAME_NAME = 0.6
# On stories/meantime-half (2026-11-22) nine in ten translated quotations have a cosine above _NEAR,
# two in three above _SURE; of 38,000 pairs of other articles eleven and none.
_NEAR, _SURE, _FEWEST = 0.5, 0.64, 5
# A translation is seldom twice as long; Han writes a word in about two letters.
_LONGEST = 2.2


def translated(
    statements: Sequence[Statement], likeness: Likeness, meanings: Meanings | None
) -> Iterator[tuple[int, int, str]]:
    """Positions (earlier, later) of two that are one utterance in two languages, and why.

    Within days, of fitting length, and of one person whose words share at least two figures and
    names and have few alone; or near in meaning.
    """
    yield from _by_facts(statements, likeness)
    if meanings is not None:
        yield from _by_meaning(statements, meanings)


def _by_facts(
    statements: Sequence[Statement], likeness: Likeness
) -> Iterator[tuple[int, int, str]]:
    by_person = dict[str, list[int]]()
    for at, statement in enumerate(statements):
        by_person.setdefault(statement.person, []).append(at)
    for found in by_person.values():
        if len({statements[at].language for at in found}) < 2:
            continue
        for place, later in enumerate(found):
            for earlier in found[:place]:
                why = _same_facts(statements[earlier], statements[later], likeness)
                if why:
                    yield earlier, later, why
                    break


def _by_meaning(
    statements: Sequence[Statement], meanings: Meanings
) -> Iterator[tuple[int, int, str]]:
    """Those nearest to one another whom one person says; surely near, whoever is said to speak."""
    found = [
        (earlier, later, meanings.cosine(statements[earlier], statements[later]))
        for earlier, later in meanings.near(statements, _NEAR)
        if _may_be(statements[earlier], statements[later])
    ]
    best = dict[tuple[int, str], float]()
    for earlier, later, cosine in found:
        for here, there in ((earlier, later), (later, earlier)):
            place = here, statements[there].language
            best[place] = max(cosine, best.get(place, cosine))
    for earlier, later, cosine in found:
        one, other = statements[earlier], statements[later]
        nearest = cosine == best[earlier, other.language] == best[later, one.language]
        long = min(_length(one), _length(other)) >= _FEWEST
        if (nearest and one.person == other.person) or (long and cosine >= _SURE):
            yield earlier, later, f"near in meaning ({cosine:.2f})"


def _same_facts(one: Statement, other: Statement, likeness: Likeness) -> str:
    """Which figures and names they share, if those are most of what they have; else empty."""
    if one.person != other.person or not _may_be(one, other):
        return ""
    figures = one.figures & other.figures
    names = _shared_names(one, other, likeness)
    shared = len(figures) + names
    if shared < _LEAST_FACTS:
        return ""
    most = max(len(one.figures) + len(one.names), len(other.figures) + len(other.names))
    if shared < _LEAST_AGREEMENT * most:
        return ""
    return f"the same {_counted(len(figures), 'figure')} and {_counted(names, 'name')}"


def _may_be(one: Statement, other: Statement) -> bool:
    return (
        one.language != other.language
        and abs(one.printed_at - other.printed_at) <= _WITHIN
        and _fits(one, other)
    )


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
