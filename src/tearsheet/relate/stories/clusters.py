"""Which things are alike enough, all of them with all, to be one?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from tearsheet.relate.vectors.tfidf import Vector, dot, total


def clustered(
    vectors: Sequence[Vector],
    pairs: Iterable[tuple[float, int, int]],
    least: float,
    may_join: Callable[[list[int], list[int]], bool],
) -> list[list[int]]:
    """Positions in clusters whose members are on average ``least`` alike across each joint.

    Average linkage, the most alike pairs first, so that no chain of half-alike texts forms.
    ``pairs`` are cosine and two positions; ``may_join`` may forbid a joint.
    """
    owner = list(range(len(vectors)))
    members = {at: [at] for at in owner}
    sums = dict[int, Vector](enumerate(vectors))
    for _, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        a, b = sorted((owner[one], owner[other]))
        if a == b or not may_join(members[a], members[b]):
            continue
        if dot(sums[a], sums[b]) < least * len(members[a]) * len(members[b]):
            continue
        if len(members[a]) < len(members[b]):
            a, b = b, a
        for at in members[b]:
            owner[at] = a
        members[a] += members.pop(b)
        sums[a] = total(sums[a], sums.pop(b))
    found = defaultdict[int, list[int]](list)
    for at, holder in enumerate(owner):
        found[holder].append(at)
    return list(found.values())
