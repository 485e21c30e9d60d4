"""Where does a story that runs for long take a turn?"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from tearsheet.model import Chapter
from tearsheet.relate.stories.report import Report
from tearsheet.relate.stories.window import hours_of

_SHORT = 72.0
"""A story of so many hours has no chapters."""
_SILENCE = 60.0
"""Hours without a report that end a chapter."""
_LONGEST = 24.0 * 14
"""Hours that no chapter is longer than: it is cut where it hangs together least."""
_FEWEST = 4
"""Reports that a chapter has at least, unless silence parts it off."""
_BESIDE = 8
"""Reports on each side of a cut that are compared."""
_TURN = 0.12
"""Two sides whose words are less alike than this are two chapters."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One report of a story: article key, hours since 1970 if dated, what it tells of."""

    key: str
    at: float | None
    terms: Collection[str]


def moment_of(report: Report) -> Moment:
    """A report as chapters see it."""
    words = (f"{report.language} {word}" for word in (*report.title, *report.lead))
    return Moment(
        report.key,
        None if report.at is None else hours_of(report.at),
        frozenset((*words, *report.names, *report.figures)),
    )


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """By time, undated ones last, ties by key."""
    return sorted(moments, key=lambda one: (one.at is None, one.at or 0.0, one.key))


def chapters_of(moments: Iterable[Moment]) -> tuple[Chapter, ...]:
    """The story's chapters in time order; none of a short story or one without a turn.

    A pure function of the story's reports, whatever their order; undated ones are in the last.
    """
    ordered = in_order(moments)
    dated = [(one.at, one) for one in ordered if one.at is not None]
    if not dated or dated[-1][0] - dated[0][0] <= _SHORT:
        return ()
    parts = [[one.key for _, one in part] for part in _cut(dated)]
    if len(parts) == 1:
        return ()
    parts[-1] += [one.key for one in ordered if one.at is None]
    return tuple(Chapter(tuple(part)) for part in parts)


_Part = Sequence[tuple[float, Moment]]


def _cut(ordered: _Part) -> list[_Part]:
    """Parts from silence to silence, each where the words turn, none too long."""
    done, waiting = list[_Part](), [ordered]
    while waiting:
        part = waiting.pop()
        at = _place(part)
        if at is None:
            done.append(part)
        else:
            waiting += (part[at:], part[:at])
    return done


def _place(part: _Part) -> int | None:
    """Where to cut, if anywhere: before which report."""
    gaps = [later[0] - earlier[0] for earlier, later in pairwise(part)]
    if not gaps:
        return None
    widest = max(range(len(gaps)), key=lambda at: (gaps[at], -at))
    if gaps[widest] >= _SILENCE:
        return widest + 1
    span = part[-1][0] - part[0][0]
    if span <= _SHORT:
        return None
    places = range(_FEWEST, len(part) - _FEWEST + 1)
    if places:
        least, at = min((_alike(part, at) - gaps[at - 1] / _LONGEST, at) for at in places)
        if least <= _TURN or span > _LONGEST:
            return at
    return widest + 1 if span > _LONGEST else None


def _alike(part: _Part, at: int) -> float:
    """The cosine of what the reports before and after a place tell of."""
    before = Counter(term for _, one in part[max(0, at - _BESIDE) : at] for term in one.terms)
    after = Counter(term for _, one in part[at : at + _BESIDE] for term in one.terms)
    product = sum(count * after[term] for term, count in before.items())
    lengths = sqrt(sum(c * c for c in before.values()) * sum(c * c for c in after.values()))
    return round(product / lengths, 4) if lengths else 1.0
