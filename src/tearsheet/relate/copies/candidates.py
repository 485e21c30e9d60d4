"""Which pairs of texts are worth comparing? In time that grows with the texts, not their pairs."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tearsheet.relate.copies.runs import Text, long_runs

_SAMPLE = 4
"""One run in so many is looked up, the same ones in every text (FracMinHash, Irber et al. 2022);
texts too short for that are looked up whole."""
_SMALL = 200
_MOST = 40
"""Texts remembered for one run. A release printed a thousand times is joined through its first
forty printings; a run that more texts share is a house's boilerplate."""
_LEAST_SHARED = 2
_LEAST_SHARE = 0.08
"""On corpora/copies (2026-11-22) this suggests every pair labelled copy, edited or excerpt."""


def candidates(texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Pairs of positions (earlier, later) of texts that share enough rare runs."""
    seen = defaultdict[int, list[int]](list)
    sizes = list[int]()
    for at, text in enumerate(texts):
        every = long_runs(text)
        sample = {run for run in every if not run % _SAMPLE}
        sizes.append(len(sample))
        shared = Counter[int]()
        for run in every if len(every) < _SMALL else sample:
            earlier = seen[run]
            shared.update(earlier)
        for run in sample if len(every) >= _SMALL else every:
            if len(seen[run]) < _MOST:
                seen[run].append(at)
        yield from (
            (before, at)
            for before, count in sorted(shared.items())
            if count >= max(_LEAST_SHARED, _LEAST_SHARE * min(sizes[before], sizes[at]))
        )
