"""What became of the words on the way: dropped, added, changed, cut at a turn, another's?"""

import re
from collections.abc import Iterator, Sequence

from tearsheet.model import Drift, DriftKind, Span
from tearsheet.relate.ledger.alignment import Alignment
from tearsheet.relate.ledger.statement import Statement, Turning, Word

# How sure both speakers must be before two names are called two people: on two days of press
# about one summit (corpora/copies, 2026-11-22) most pairs below are one article misread.
_SURE = 0.8
# "did not yet really | support it": so many words before a cut may still hold its negation.
_REACH = 3
# So many words of a sentence claim to be the sentence.
_OPENING = 4
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।]")
_CLAUSE_END = re.compile(r"[,;:،，；：、\n]")


def drifts(
    earlier: Statement, later: Statement, alignment: Alignment, turning: Turning
) -> tuple[Drift, ...]:
    """How ``later`` departs from ``earlier``, in reading order.

    Words that only one of them prints at its edges are no drift: a paper may print less or more.
    Where the printing marks a gap, or the attribution stands in it, none is one either. Only a
    cut at a word that turns the meaning always counts.
    """
    found = list[Drift]()
    if _is_other(earlier, later):
        found.append(
            Drift("another speaker", _whole(later), _whole(earlier), earlier.speaker or "")
        )
    for tag, i1, i2, j1, j2 in alignment.steps:
        if tag == "equal":
            continue
        gone, come = earlier.words[i1:i2], later.words[j1:j2]
        if not come:
            found.extend(_dropped(earlier, later, i1, i2, j1, turning))
        elif not gone:
            found.extend(_added(earlier, later, i1, come, j1, j2))
        elif _letters(gone) != _letters(come):
            found.extend(_changed(earlier, later, (i1, i2), (j1, j2)))
    return tuple(found)


def _is_other(earlier: Statement, later: Statement) -> bool:
    """Whether two different people are named, and surely."""
    return (
        earlier.person != later.person
        and earlier.speaker_kind == later.speaker_kind == "person"
        and min(earlier.confidence, later.confidence) >= _SURE
    )


def _dropped(
    earlier: Statement, later: Statement, i1: int, i2: int, j: int, turning: Turning
) -> Iterator[Drift]:
    """Words of the earlier wording that the later has not."""
    gone = earlier.words[i1:i2]
    before, after = turning(earlier.language)
    at = _gap(later, j)
    turn = _denied(earlier, gone, earlier.words[i2], before) if i2 < len(earlier.words) else ""
    if not turn and j > 0 and not _ends_sentence(earlier, i1) and gone[0].folded in after:
        turn = gone[0].folded
    if turn:
        yield Drift("cut at a turn", at, _stretch(gone), turn)
    elif 0 < j < len(later.words) and not _is_open(later, j):
        yield _drift("dropped", at, earlier, gone)
    elif j == len(later.words) and _breaks_off(earlier, i1, later):
        yield _drift("cut short", at, earlier, _to_the_end(earlier, i1))


def _denied(earlier: Statement, gone: Sequence[Word], kept: Word, turning: frozenset[str]) -> str:
    """The word shortly before what is kept, in its own clause, that turns its meaning."""
    for at in range(len(gone) - 1, max(-1, len(gone) - 1 - _REACH), -1):
        after = gone[at + 1] if at + 1 < len(gone) else kept
        between = _between(earlier, gone[at], after)
        if _SENTENCE_END.search(between) or _CLAUSE_END.search(between):
            return ""
        if gone[at].folded in turning:
            return gone[at].folded
    return ""


def _ends_sentence(earlier: Statement, i: int) -> bool:
    """Whether a sentence ends before word ``i`` of the earlier wording."""
    if i == 0:
        return True
    before, word = earlier.words[i - 1], earlier.words[i]
    if _SENTENCE_END.search(_between(earlier, before, word)):
        return True
    # “… ,” she said. “A new sentence …”: the full stop is the author's.
    begins = earlier.characters(word.at.start, word.at.start + 1).isupper()
    return begins and earlier.span_of(before.at) != earlier.span_of(word.at)


def _breaks_off(whole: Statement, at: int, short: Statement) -> bool:
    """Whether ``short`` stops without a mark where a sentence of ``whole`` goes on at word ``at``.

    It must print that sentence from its beginning: a few words out of one claim to be no more.
    """
    if at == 0 or _ends_sentence(whole, at) or _is_left_open(short):
        return False
    start = next(n for n in range(at - 1, -1, -1) if n == 0 or _ends_sentence(whole, n))
    opening = whole.folded[start:at]
    return len(opening) >= _OPENING and short.folded[-len(opening) :] == opening


def _is_left_open(statement: Statement) -> bool:
    """Whether it ends in an ellipsis, or with a clause that something else completes."""
    last = statement.quote.spans[-1].end
    end = statement.characters(statement.words[-1].at.end, last)
    return "…" in end or "..." in end


def _to_the_end(statement: Statement, at: int) -> Sequence[Word]:
    """Its words from ``at`` to the end of the sentence."""
    words = statement.words
    stop = next((n for n in range(at + 1, len(words)) if _ends_sentence(statement, n)), len(words))
    return words[at:stop]


def _between(statement: Statement, one: Word, other: Word) -> str:
    """What the statement prints between two of its words, line feeds between its spans."""
    return statement.characters(one.at.end, other.at.start)


def _added(
    earlier: Statement, later: Statement, i: int, come: Sequence[Word], j1: int, j2: int
) -> Iterator[Drift]:
    """Words that stand inside the later wording alone."""
    if i == len(earlier.words) and _breaks_off(later, j1, earlier):
        rest = _stretch(_to_the_end(later, j1))
        yield Drift("goes on", rest, None, later.characters(rest.start, rest.end))
        return
    inside = 0 < i < len(earlier.words) and j1 > 0 and j2 < len(later.words)
    if inside and not _is_open(earlier, i) and not _parts(later, j1, j2):
        at = _stretch(come)
        yield Drift("added", at, None, later.characters(at.start, at.end))


def _changed(
    earlier: Statement, later: Statement, gone: tuple[int, int], come: tuple[int, int]
) -> Iterator[Drift]:
    """Words in the place of others; at an edge each may simply print more than the other."""
    (i1, i2), (j1, j2) = gone, come
    edge = (i1 == 0 and j1 == 0) or (i2 == len(earlier.words) and j2 == len(later.words))
    if edge and max(i2 - i1, j2 - j1) > _REACH:
        return
    if _is_open(later, j1) or _parts(later, j1, j2) or _parts(earlier, i1, i2):
        return
    yield _drift("changed", _stretch(later.words[j1:j2]), earlier, earlier.words[i1:i2])


def _is_open(statement: Statement, at: int) -> bool:
    """Whether the printing marks a gap before word ``at``, or parts the quotation there."""
    if not 0 < at < len(statement.words):
        return True
    return statement.words[at].marked or _parts(statement, at - 1, at + 1)


def _parts(statement: Statement, first: int, last: int) -> bool:
    """Whether words ``first`` to ``last`` lie in more than one span of the quotation."""
    words = statement.words[first:last]
    return len({statement.span_of(word.at) for word in words}) > 1


def _gap(statement: Statement, at: int) -> Span:
    """The empty place before word ``at``."""
    if at < len(statement.words):
        start = statement.words[at].at.start
        return Span(start, start)
    end = statement.words[-1].at.end
    return Span(end, end)


def _drift(kind: DriftKind, at: Span, earlier: Statement, gone: Sequence[Word]) -> Drift:
    before = _stretch(gone)
    return Drift(kind, at, before, earlier.characters(before.start, before.end))


def _stretch(words: Sequence[Word]) -> Span:
    return Span(words[0].at.start, words[-1].at.end)


def _whole(statement: Statement) -> Span:
    return _stretch(statement.words)


def _letters(words: Sequence[Word]) -> str:
    """Without joins: "lawmaking" and "law-making" are no change."""
    return "".join(letter for word in words for letter in word.folded if letter.isalnum())
