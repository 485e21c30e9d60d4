"""Statements gathered into utterances."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tearsheet.model import Utterance, Wording
from tearsheet.relate.ledger.across import Likeness, translated
from tearsheet.relate.ledger.alignment import Alignment, aligned, pairs_of_words, shingles
from tearsheet.relate.ledger.drift import drifts
from tearsheet.relate.ledger.meanings import Meanings
from tearsheet.relate.ledger.statement import Statement, Turning

# A row of words in more different wordings than this is a set phrase; so many of the likeliest
# earlier wordings are laid beside each.
_MOST_PRINTED, _MOST_TRIED = 200, 12
_KEY_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Tie:
    """What a statement was held against (both by position), and how they agree."""

    against: int
    alignment: Alignment | None
    why: str


def utterances(
    statements: Iterable[Statement],
    turning: Turning,
    likeness: Likeness,
    meanings: Meanings | None = None,
) -> tuple[Utterance, ...]:
    """The utterances behind the statements, by when they were first printed.

    Within a language wordings are one utterance if their words agree in order, whoever is said
    to speak; across languages if one person says them and figures and names agree, or
    ``meanings``, made of the same statements, finds them near. ``turning`` gives a language's words
    at which a cut turns the meaning, ``likeness`` compares printed names. The order of
    ``statements`` does not matter.
    """
    ordered = sorted(statements, key=_when)
    ties = dict[int, _Tie]()
    groups = _Groups(len(ordered))
    for one, other, alignment in _alike(ordered):
        groups.join(one, other)
        tie = ties.get(other)
        if tie is None or tie.alignment is None or alignment.matched > tie.alignment.matched:
            ties[other] = _Tie(one, alignment, alignment.why)
    for one, other, why in _translated(ordered, groups, likeness, meanings):
        groups.join(one, other)
        ties.setdefault(other, _Tie(one, None, why))
    made = (_utterance(ordered, members, ties, turning) for members in groups.all())
    return tuple(sorted(made, key=lambda one: (one.first.printed_at, one.key)))


def _when(statement: Statement) -> tuple[float, str, int]:
    return (
        statement.printed_at.timestamp(),
        statement.article_key,
        statement.quote.spans[0].start,
    )


class _Groups:
    """Positions joined into groups; the earliest member stands for its group."""

    def __init__(self, count: int) -> None:
        self._of = list(range(count))

    def find(self, at: int) -> int:
        while self._of[at] != at:
            self._of[at] = self._of[self._of[at]]
            at = self._of[at]
        return at

    def join(self, one: int, other: int) -> None:
        a, b = sorted((self.find(one), self.find(other)))
        self._of[b] = a

    def all(self) -> list[list[int]]:
        found = defaultdict[int, list[int]](list)
        for at in range(len(self._of)):
            found[self.find(at)].append(at)
        return list(found.values())


def _alike(ordered: Sequence[Statement]) -> Iterator[tuple[int, int, Alignment]]:
    """Pairs (earlier, later) whose words agree; printings of exactly the same words meet once."""
    exact = dict[tuple[str, str, tuple[str, ...]], int]()
    rows = defaultdict[tuple[str, ...], list[int]](list)
    for at, statement in enumerate(ordered):
        same = exact.setdefault((statement.language, statement.person, statement.folded), at)
        if same != at:
            alignment = aligned(ordered[same], statement)
            if alignment:
                yield same, at, alignment
                continue
            exact[statement.language, statement.person, statement.folded] = at
        shared = Counter[int]()
        own = {*shingles(statement), *pairs_of_words(statement)}
        for row in own:
            known = rows[row]
            if len(known) <= _MOST_PRINTED:
                shared.update(known)
            known.append(at)
        for other, _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_TRIED]:
            alignment = aligned(ordered[other], statement)
            if alignment:
                yield other, at, alignment


def _translated(
    ordered: Sequence[Statement],
    groups: _Groups,
    likeness: Likeness,
    meanings: Meanings | None,
) -> Iterator[tuple[int, int, str]]:
    """Pairs (earlier, later) in two languages: of each group its fullest wording is compared."""
    fullest = sorted(
        max(members, key=lambda at: (len(ordered[at].words), -at)) for members in groups.all()
    )
    compared = [ordered[at] for at in fullest]
    for earlier, later, why in translated(compared, likeness, meanings):
        yield fullest[earlier], fullest[later], why


def _utterance(
    ordered: Sequence[Statement],
    members: Sequence[int],
    ties: dict[int, _Tie],
    turning: Turning,
) -> Utterance:
    """The utterance of these printings; an article that repeats it counts once, at its fullest."""
    fullest = dict[str, int]()
    for at in members:
        held = fullest.get(ordered[at].article_key)
        if held is None or len(ordered[at].words) > len(ordered[held].words):
            fullest[ordered[at].article_key] = at
    wordings = [_wording(ordered, at, ties.get(at), turning) for at in sorted(fullest.values())]
    first = ordered[members[0]]
    words = " ".join(first.folded[:_KEY_WORDS])
    return Utterance(f"{first.article_key} {words}", _shown(ordered, members), tuple(wordings))


def _wording(ordered: Sequence[Statement], at: int, tie: _Tie | None, turning: Turning) -> Wording:
    statement = ordered[at]
    against = ordered[tie.against] if tie else None
    other_page = against is not None and against.article_key != statement.article_key
    found = (
        drifts(against, statement, tie.alignment, turning)
        if tie and tie.alignment and against and other_page
        else ()
    )
    return Wording(
        statement.article_key,
        statement.quote.spans,
        statement.text,
        statement.language,
        statement.speaker,
        statement.outlet,
        statement.printed_at,
        statement.quote.relay,
        against.article_key if against and other_page else "",
        tie.why if tie and other_page else "",
        found,
    )


def _shown(ordered: Sequence[Statement], members: Sequence[int]) -> str:
    """The speaker as most printings name them, the fuller name of two as frequent."""
    names = Counter(ordered[at].speaker for at in members)
    return max(names, key=lambda name: (names[name], len(name), name))
