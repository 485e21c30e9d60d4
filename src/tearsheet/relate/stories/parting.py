"""Do the halves of a story still tell one event?"""

from collections.abc import Sequence

import numpy as np

from tearsheet.relate.stories.window import Thread, Weighed, dot

_TURNS = 4
_FEWEST = 4
_PLACES = 4


def halves(thread: Thread) -> tuple[Thread, Thread] | None:
    """The thread in two, around the two reports that are least alike; the first holds its opening.

    None if it has too few reports, or if no half would be left. Copies go with the text they
    print.
    """
    members = thread.members()
    own = [one for one in members if not one.copy_of]
    if len(own) < 2 * _FEWEST:
        return None
    first = own[0]
    far = min(own, key=lambda one: (_alike(first, one), one.number))
    one, other = [first], [far]
    for _ in range(_TURNS):
        sides = [_side(member, one, other) for member in own]
        one = [member for member, side in zip(own, sides, strict=True) if side]
        other = [member for member, side in zip(own, sides, strict=True) if not side]
        if len(one) < _FEWEST or len(other) < _FEWEST:
            return None
    with_one = {member.key for member in one}
    for member in members:
        if member.copy_of in with_one:
            with_one.add(member.key)
    parts = (
        [member for member in members if member.key in with_one],
        [member for member in members if member.key not in with_one],
    )
    opening, rest = parts if members[0].key in with_one else parts[::-1]
    return Thread.of(opening), Thread.of(rest)


def _side(member: Weighed, one: Sequence[Weighed], other: Sequence[Weighed]) -> bool:
    """Whether a report is more like the one side; only the latest of each are asked."""
    return _mean(member, one) >= _mean(member, other)


def _mean(member: Weighed, side: Sequence[Weighed]) -> float:
    asked = [other for other in side[-_FEWEST * 3 :] if other is not member]
    return round(sum(_alike(member, other) for other in asked) / max(1, len(asked)), _PLACES)


def _alike(one: Weighed, other: Weighed) -> float:
    """Of vectors where there are any, else of words and names."""
    if one.vector is not None and other.vector is not None:
        return round(float(np.dot(one.vector, other.vector)), _PLACES)
    words = dot(one.words, other.words) if one.language == other.language else 0.0
    return round(max(words, dot(one.names, other.names)), _PLACES)
