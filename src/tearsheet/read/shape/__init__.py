"""What a block looks like, as numbers: length, links, place, boxes around it, and its likes.

Nothing here knows a site. The words of class names count only as far as `marks` of the learned
shapes name them, and those are words that many sites use.
"""

from collections.abc import Sequence

import numpy as np

from tearsheet.read.blocks import Block
from tearsheet.read.hints import Hints
from tearsheet.read.shape.around import Around
from tearsheet.read.shape.sums import Sums
from tearsheet.read.shape.wording import CORE, Numbers, wording_of

__all__ = ["Numbers", "shapes_of"]

_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)


def shapes_of(blocks: Sequence[Block], hints: Hints) -> Numbers:
    """One row of numbers for each block (n × width); the width is the same for every page."""
    page = Sums.of(blocks)
    words = wording_of(blocks)
    around = Around(page, hints)
    rows = np.array(
        [around.numbers(at, block) for at, block in enumerate(blocks)], dtype=np.float32
    )
    whole = np.tile(np.array(page.numbers(hints), dtype=np.float32), (len(blocks), 1))
    core = words[:, :CORE]
    return np.concatenate([words, rows, whole, *_neighbours(core)], axis=1)


def _neighbours(core: Numbers) -> list[Numbers]:
    """The core numbers of the blocks before and after, zero beyond the page's ends."""
    shifted = []
    for by in _NEIGHBOURS:
        rows = np.zeros_like(core)
        if abs(by) < len(core):
            if by < 0:
                rows[-by:] = core[:by]
            else:
                rows[:-by] = core[by:]
        shifted.append(rows)
    return shifted
