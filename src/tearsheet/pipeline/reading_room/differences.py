"""How one printing of a text departs from another, word for word."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tearsheet.model import Passage
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
    passages = sorted(shared_passages(earlier, later), key=lambda one: one.there.start)
    chosen = _in_order(passages)
    kept = [one for one in passages if one in chosen]
    moved = [one for one in passages if one not in chosen]
    here = there = 0
    for passage in kept:
        yield from _between(
            earlier, later, here, passage.here.start, there, passage.there.start, moved
        )
        yield from _changed(passage.here.of(earlier), passage.there.of(later))
        here, there = passage.here.end, passage.there.end
    yield from _between(earlier, later, here, len(earlier), there, len(later), moved)


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


def _between(
    earlier: str,
    later: str,
    here: int,
    here_end: int,
    there: int,
    there_end: int,
    moved: Sequence[Passage],
) -> Iterator[Stretch]:
    """What lies between two passages that stand in order: changed, but for what moved."""
    gone = list(_without(earlier, here, here_end, [(m.here.start, m.here.end) for m in moved]))
    come = [m for m in moved if there <= m.there.start and m.there.end <= there_end]
    if not come:
        yield from _changed("".join(gone), later[there:there_end])
        return
    yield from (Stretch("left out", text) for text in gone)
    for passage in come:
        yield Stretch("added", later[there : passage.there.start])
        yield Stretch("moved", passage.there.of(later))
        there = passage.there.end
    yield Stretch("added", later[there:there_end])


def _without(text: str, start: int, end: int, left_out: Sequence[tuple[int, int]]) -> Iterator[str]:
    for first, last in sorted(left_out):
        if start <= first and last <= end:
            yield text[start:first]
            start = last
    yield text[start:end]


def _changed(earlier: str, later: str) -> Iterator[Stretch]:
    """Two stretches held against each other word by word."""
    if earlier == later:
        yield Stretch("same", later)
        return
    one, other = _TOKEN.findall(earlier), _TOKEN.findall(later)
    if len(one) * len(other) > _WORK:
        yield Stretch("left out", earlier)
        yield Stretch("added", later)
        return
    for what, i, i_end, j, j_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what == "equal":
            yield Stretch("same", "".join(other[j:j_end]))
            continue
        yield Stretch("left out", "".join(one[i:i_end]))
        yield Stretch("added", "".join(other[j:j_end]))


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one fate made one; nothing empty."""
    held: Stretch | None = None
    for stretch in stretches:
        if not stretch.text:
            continue
        if held and held.fate == stretch.fate:
            held = Stretch(held.fate, held.text + stretch.text)
            continue
        if held:
            yield held
        held = stretch
    if held:
        yield held
