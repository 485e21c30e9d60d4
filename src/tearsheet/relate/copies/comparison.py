"""What two printings have in common, as shares from 0 to 1, and the features that are weighed."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np

from tearsheet.relate.copies.counterparts import Counterparts, counterparts
from tearsheet.relate.copies.printing import Printing, found_in
from tearsheet.relate.copies.words import Marked

_CAUTION = 0.5
"""Standard errors taken off a share of few words, so that short texts must agree more."""
_LEAST_SPREAD = 0.05
_NEAR, _NEAR_ALWAYS = 2, 40
"""An excerpt stands in a stretch of at most so many times its words, and a few more; stock phrases
lie scattered over a long text."""
_TELLING = 100
"""Own words below which agreement says less: two sentences may agree by chance."""
_CHARACTERS = 2
"""Characters of an unspaced script that say as much as a word."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two texts side by side; ``small`` has at most as many words as ``large``.

    What a text says twice counts once.
    """

    small: Printing
    large: Printing

    @classmethod
    def of(cls, one: Printing, other: Printing) -> "Comparison":
        """Of two printings in either order."""
        return cls(*sorted((one, other), key=lambda printing: (len(printing), printing.key)))

    @cached_property
    def share(self) -> float:
        """How much of the smaller text stands in the larger."""
        fresh = self.small.every.fresh
        return _share(self.small.every.among(self.large.every) & fresh, fresh)

    @cached_property
    def share_of_larger(self) -> float:
        """How much of the larger text stands in the smaller."""
        fresh = self.large.every.fresh
        return _share(self.large.every.among(self.small.every) & fresh, fresh)

    @cached_property
    def own_share(self) -> float:
        """`share` without what either has from a speech, a transcript or a post."""
        return _share(self._own, self.small.own.fresh)

    @cached_property
    def own_share_of_larger(self) -> float:
        """`share_of_larger` without what either has from a speech, a transcript or a post."""
        return _share(self._own_of_larger, self.large.own.fresh)

    @cached_property
    def shared(self) -> int:
        """Distinct runs in both."""
        return int(found_in(self.small.every.distinct, self.large.every.distinct).sum())

    @cached_property
    def retold(self) -> Counterparts:
        """The smaller text's sentences that have a counterpart in the larger, in order."""
        return counterparts(self.small, self.large)

    @property
    def is_rewritable(self) -> bool:
        """Whether the one may be the other written through: what the same facts tell in order.

        An agency and an outlet rewrite what they have sent out. Whoever reports on a press release
        under their own name retells its facts too, and often in its order: there only words count.
        """
        small, large = self.small, self.large
        return not ((small.released and large.reported) or (small.reported and large.released))

    @cached_property
    def features(self) -> dict[str, float]:
        """What is weighed, by name; each from 0 to 1."""
        own = int(self.small.own.fresh.sum())
        words = own / (_CHARACTERS if self.small.dense else 1)
        telling = min(1.0, words / _TELLING)
        one, other = self.small.writers, self.large.writers
        retold = 0.0
        if self.is_rewritable:
            retold = _careful(self.retold.share, self.retold.sentences)
        return {
            "own words shared": _careful(self._own_share_nearby, own / self.small.length),
            "own words of the larger shared": telling * self.own_share_of_larger,
            "words of the larger shared": telling * self.share_of_larger,
            "sentences retold in order": telling * retold,
            "other writers credited": float(bool(one and other) and not one & other),
        }

    @cached_property
    def _own(self) -> Marked:
        fresh = self.small.own.fresh
        return self.small.own.among(self.large.own) & fresh

    @cached_property
    def _own_of_larger(self) -> Marked:
        fresh = self.large.own.fresh
        return self.large.own.among(self.small.own) & fresh

    @cached_property
    def _own_share_nearby(self) -> float:
        """`own_share`, but no more than stands in one stretch of the larger text."""
        own = max(1, int(self.small.own.fresh.sum()))
        sums = np.concatenate([[0], np.cumsum(self._own_of_larger)])
        reach = min(_NEAR * own + _NEAR_ALWAYS, len(sums) - 1)
        nearby = int((sums[reach:] - sums[: len(sums) - reach]).max())
        return min(self.own_share, nearby / own)


def _share(part: Marked, whole: Marked) -> float:
    return int(part.sum()) / max(1, int(whole.sum()))


def _careful(share: float, samples: float) -> float:
    """``share`` less the doubt about it, if it was seen on so many independent samples."""
    if not samples:
        return 0.0
    return max(0.0, share - _CAUTION * sqrt(max(share * (1 - share), _LEAST_SPREAD) / samples))
