"""Is one text a copy of another, and of what kind?"""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from tearsheet.model import CopyRelation
from tearsheet.relate.copies.runs import Text, all_runs, own_runs

_CUT = 0.32
"""Least share of the smaller text's runs in the larger that makes a copy. On
corpora/copies/pairs-half.jsonl (2026-11-22) cuts from .30 to .345 do about equally well."""
_CAUTION = 0.5
"""Standard errors taken off that share, so that short texts must agree more."""
_OWN_WORDS = 0.35
"""Least agreement outside quotation marks, as part of all agreement; with less, two reporters heard
the same speech: they share a transcript, no text. On the same pairs (2026-11-22) no copy has less
than .54, and anything from .3 to .5 does equally well."""
_EXACT = 0.9
_WHOLE = 0.5
"""Below half the length it is an excerpt, not an edition."""
_FEWEST = 12


@dataclass(frozen=True)
class Comparison:
    """Two texts side by side; every share is of runs of words, from 0 to 1."""

    one: Text
    other: Text

    @cached_property
    def share(self) -> float:
        """How much of the smaller text stands in the larger."""
        return self._shares[0]

    @cached_property
    def share_of_larger(self) -> float:
        """How much of the larger text stands in the smaller."""
        return self._shares[1]

    @cached_property
    def shared(self) -> int:
        """Runs in both."""
        return len(self._runs[0] & self._runs[1])

    @cached_property
    def size(self) -> int:
        """Runs of the smaller text."""
        return min(map(len, self._runs))

    @cached_property
    def ratio(self) -> float:
        """The smaller text's length as part of the larger's."""
        return self.size / max(1, *map(len, self._runs))

    @cached_property
    def own_share(self) -> float:
        """`share` without quotations."""
        return _contained(own_runs(self.one), own_runs(self.other))[0]

    @cached_property
    def relation(self) -> CopyRelation | None:
        """``exact``, ``edited`` or ``excerpt``; None if they are two texts."""
        if self.one.dense != self.other.dense or self.size < _FEWEST:
            return "exact" if self.share_of_larger == 1.0 and self.size > 1 else None
        # Runs overlap, so that a text has only a third as many independent ones.
        doubt = sqrt(self.share * (1 - self.share) / (self.size / self.one.length))
        if self.share - _CAUTION * doubt < _CUT or self.own_share < _OWN_WORDS * self.share:
            return None
        if self.share_of_larger >= _EXACT:
            return "exact"
        return "edited" if self.ratio >= _WHOLE else "excerpt"

    @cached_property
    def _runs(self) -> tuple[frozenset[int], frozenset[int]]:
        return all_runs(self.one), all_runs(self.other)

    @cached_property
    def _shares(self) -> tuple[float, float]:
        return _contained(*self._runs)


def _contained(one: frozenset[int], other: frozenset[int]) -> tuple[float, float]:
    if not one or not other:
        return 0.0, 0.0
    shared = len(one & other)
    return shared / min(len(one), len(other)), shared / max(len(one), len(other))
