"""How one printing of a text departs from another, word for word."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from tearsheet.model import Passage, Span
from tearsheet.relate.copies import shared_passages

Fate = Literal["same", "moved", "added", "left out"]

# A word, one letter of a script that does not part its words, white space, or one mark.
_TOKEN = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[^\W_]+|\s+|.",
    re.DOTALL,
)
_WORK = 400_000
"""Pairs of words between two passages that are held against each other; more is shown as a whole
left out and a whole added."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of the later printing, or of the earlier where the later left them out.

    "moved" words stand in both, but elsewhere.
    """

    fate: Fate
    text: str


def differences(earlier: str, later: str) -> tuple[Stretch, ...]:
    """The later text with what it left out of the earlier put where it stood.

    Joined without what was left out it is ``later``; "same" and "left out" joined are the earlier
    text but for passages that moved. Neighbours differ in fate.
    """
    return tuple(_joined(_stretches(earlier, later)))


def _stretches(earlier: str, later: str) -> Iterator[Stretch]:
    if earlier == later:
        yield Stretch("same", later)
        return
    passages = _widened(earlier, later, shared_passages(earlier, later))
    chosen = _in_order(passages)
    kept = [one for one in passages if one in chosen]
    moved = [one for one in passages if one not in chosen]
    here = there = 0
    for passage in (*kept, None):
        here_end = passage.here.start if passage else len(earlier)
        there_end = passage.there.start if passage else len(later)
        gone = _without(earlier, here, here_end, [one.here for one in moved])
        come = _with_moved(later, there, there_end, [one.there for one in moved])
        yield from _changed([_TOKEN.findall(text) for text in gone], come)
        if passage:
            yield from _respelled(passage.here.of(earlier), passage.there.of(later))
            here, there = passage.here.end, passage.there.end


def _widened(earlier: str, later: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages in the order of the later text, each with the marks and spaces around it that
    stand in both.
    """
    taken = sorted(one.here for one in passages)
    wide = list[Passage]()
    ordered = sorted(passages, key=lambda one: one.there.start)
    for number, one in enumerate(ordered):
        at = bisect_left(taken, one.here)
        floor = taken[at - 1].end if at else 0
        ceiling = taken[at + 1].start if at + 1 < len(taken) else len(earlier)
        there_floor = wide[-1].there.end if wide else 0
        there_ceiling = ordered[number + 1].there.start if number + 1 < len(ordered) else len(later)
        before = after = 0
        while (
            one.here.start - before > floor
            and one.there.start - before > there_floor
            and _same_mark(
                earlier[one.here.start - before - 1], later[one.there.start - before - 1]
            )
        ):
            before += 1
        while (
            one.here.end + after < ceiling
            and one.there.end + after < there_ceiling
            and _same_mark(earlier[one.here.end + after], later[one.there.end + after])
        ):
            after += 1
        here = Span(one.here.start - before, one.here.end + after)
        there = Span(one.there.start - before, one.there.end + after)
        taken[at] = here
        wide.append(Passage(here, there))
    return wide


def _same_mark(one: str, other: str) -> bool:
    return one == other and not one.isalnum()


def _in_order(passages: Sequence[Passage]) -> set[Passage]:
    """Of passages in the order of the later text those that stand in the same order in the
    earlier, as many characters as can be (the heaviest increasing subsequence).
    """
    tops = list[tuple[int, int]]()  # (end in the earlier text, characters up to there), both rising
    last = dict[int, int]()  # end -> number of the passage that ends there
    before = list[int | None]()
    for number, passage in enumerate(passages):
        at = bisect_left(tops, (passage.here.start, 10**12))
        weight = (tops[at - 1][1] if at else 0) + len(passage.here)
        before.append(last[tops[at - 1][0]] if at else None)
        entry = (passage.here.end, weight)
        place = bisect_left(tops, entry)
        while place < len(tops) and tops[place][1] <= weight:
            del tops[place]
        if place == 0 or tops[place - 1][1] < weight:
            tops.insert(place, entry)
            last[entry[0]] = number
    chain, at_last = set[Passage](), last[tops[-1][0]] if tops else None
    while at_last is not None:
        chain.add(passages[at_last])
        at_last = before[at_last]
    return chain


def _without(text: str, start: int, end: int, left_out: Sequence[Span]) -> Iterator[str]:
    for span in sorted(left_out):
        if start <= span.start and span.end <= end:
            yield text[start : span.start]
            start = span.end
    yield text[start:end]


@dataclass(frozen=True, slots=True)
class _Moved:
    """A passage that stands elsewhere in the earlier text, as if it were one word."""

    text: str


def _with_moved(text: str, start: int, end: int, moved: Sequence[Span]) -> list[str | _Moved]:
    """The words of a stretch, what moved there as one."""
    found = list[str | _Moved]()
    for span in sorted(moved):
        if start <= span.start and span.end <= end:
            found += [*_TOKEN.findall(text[start : span.start]), _Moved(span.of(text))]
            start = span.end
    return [*found, *_TOKEN.findall(text[start:end])]


def _respelled(earlier: str, later: str) -> Iterator[Stretch]:
    """Two stretches of the same words, which case, marks and white space may part.

    However long they are, they are not held against each other crosswise where mark stands
    beside mark.
    """
    gone, come = _TOKEN.findall(earlier), _TOKEN.findall(later)
    if len(gone) != len(come):
        yield from _changed([gone], come)
        return
    for one, other in zip(gone, come, strict=True):
        yield from (Stretch("same", other),) if one == other else _change(one, other)


def _changed(gone: Sequence[Sequence[str]], come: Sequence[str | _Moved]) -> Iterator[Stretch]:
    """Two stretches held against each other word by word."""
    one: list[str | _Moved] = [word for words in gone for word in words]
    if len(one) * len(come) > _WORK:
        yield Stretch("left out", "".join(map(_text, one)))
        yield from _added(come)
        return
    for what, i, i_end, j, j_end in SequenceMatcher(None, one, come, autojunk=False).get_opcodes():
        if what == "equal":
            yield Stretch("same", "".join(map(_text, come[j:j_end])))
            continue
        yield Stretch("left out", "".join(map(_text, one[i:i_end])))
        yield from _added(come[j:j_end])


def _added(come: Sequence[str | _Moved]) -> Iterator[Stretch]:
    for one in come:
        yield Stretch("moved" if isinstance(one, _Moved) else "added", _text(one))


def _text(one: str | _Moved) -> str:
    return one.text if isinstance(one, _Moved) else one


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one fate made one; words that changed one after the other make one change."""
    waiting, gone, come = "", "", ""  # marks and spaces after a change; what changed before them
    for stretch in _merged(stretches):
        changed = stretch.fate in ("added", "left out")
        if stretch.fate == "same" and (gone or come) and not any(map(str.isalnum, stretch.text)):
            waiting = stretch.text
            continue
        if changed:
            gone += waiting + (stretch.text if stretch.fate == "left out" else "")
            come += waiting + (stretch.text if stretch.fate == "added" else "")
            waiting = ""
            continue
        yield from _change(gone, come)
        gone = come = ""
        if waiting and stretch.fate == "same":
            stretch = Stretch("same", waiting + stretch.text)
        elif waiting:
            yield Stretch("same", waiting)
        waiting = ""
        yield stretch
    yield from _change(gone, come)
    if waiting:
        yield Stretch("same", waiting)


def _change(gone: str, come: str) -> Iterator[Stretch]:
    if gone:
        yield Stretch("left out", gone)
    if come:
        yield Stretch("added", come)


def _merged(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    for fate, found in groupby(stretches, key=lambda one: one.fate):
        text = "".join(one.text for one in found)
        if text:
            yield Stretch(fate, text)
