"""What do the blocks of a page add up to, and where are its main boxes?"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p

from tearsheet.read.blocks import Block, Box
from tearsheet.read.hints import Hints

Shape = tuple[str, frozenset[str], frozenset[str]]

# Prose further away than so many blocks is as good as none.
_FAR = 50
_DISTANCES = tuple(log1p(blocks) / 4 for blocks in range(_FAR + 1))
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class _Likes:
    """What blocks of one shape (tag and marks of box and parent) add up to on the page."""

    blocks: int = 0
    weight: float = 0.0
    linked: float = 0.0
    prose: float = 0.0
    parents: set[int] = field(default_factory=set)
    grandparents: set[int] = field(default_factory=set)

    def numbers(self, all_prose: float) -> list[float]:
        """Six numbers for the shape."""
        return [
            log1p(self.blocks) / 5,
            self.linked / self.weight,
            log1p(self.weight / self.blocks) / 7,
            self.prose / all_prose,
            len(self.parents) / self.blocks,
            len(self.grandparents) / self.blocks,
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What the page adds up to, and where its main boxes are."""

    total: float
    linked: float
    prose: tuple[float, ...]
    all_prose: float
    cjk: float
    likes: Mapping[Shape, list[float]]
    keys: tuple[Shape, ...]
    half: Box | None
    most: Box | None
    before: list[float]
    after: list[float]
    repeated: Counter[str]
    blocks: Sequence[Block]

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> "Sums":
        """One look at all blocks."""
        prose = tuple(
            block.weight
            if block.weight >= 80 and block.linked < 0.3 * block.weight and not block.box.hidden
            else 0.0
            for block in blocks
        )
        all_prose = sum(prose) or 1.0
        total = sum(block.weight for block in blocks) or 1.0
        keys = tuple(_shape(block) for block in blocks)
        before, after = _distances(prose)
        return cls(
            total=total,
            linked=sum(block.linked for block in blocks),
            prose=prose,
            all_prose=all_prose,
            cjk=len(_CJK.findall("".join(block.text for block in blocks[:200]))) * 2.5 / total,
            likes=_likes(blocks, keys, prose, all_prose),
            keys=keys,
            half=_deepest_with(blocks, prose, 0.5 * all_prose),
            most=_deepest_with(blocks, prose, 0.8 * all_prose),
            before=before,
            after=after,
            repeated=Counter(block.text for block in blocks),
            blocks=blocks,
        )

    def numbers(self, hints: Hints) -> list[float]:
        """Seven numbers, the same for every block of the page."""
        body = len(hints.article_body)
        return [
            log1p(self.total) / 10,
            log1p(self.all_prose) / 10,
            len(self.blocks) / 500,
            self.linked / self.total,
            min(self.cjk, 1.0),
            float(body > 0),
            log1p(body) / 10,
        ]


def _shape(block: Block) -> Shape:
    parent = block.box.parent
    return block.box.tag, block.box.marks, parent.marks if parent else frozenset()


def _likes(
    blocks: Sequence[Block], keys: Sequence[Shape], prose: Sequence[float], all_prose: float
) -> dict[Shape, list[float]]:
    likes: dict[Shape, _Likes] = {}
    for block, key, long_words in zip(blocks, keys, prose, strict=True):
        like = likes.get(key)
        if like is None:
            like = likes[key] = _Likes()
        like.blocks += 1
        like.weight += block.weight
        like.linked += block.linked
        like.prose += long_words
        parent = block.box.parent or block.box
        like.parents.add(parent.order)
        like.grandparents.add((parent.parent or parent).order)
    return {key: like.numbers(all_prose) for key, like in likes.items()}


def _deepest_with(blocks: Sequence[Block], prose: Sequence[float], needed: float) -> Box | None:
    """The deepest box that holds ``needed`` prose."""
    best: Box | None = None
    for block, long_words in zip(blocks, prose, strict=True):
        if not long_words:
            continue
        box: Box | None = block.box
        while box is not None and box.prose < needed:
            box = box.parent
        if box is not None and (best is None or box.depth > best.depth):
            best = box
    return best


def _distances(prose: Sequence[float]) -> tuple[list[float], list[float]]:
    """How many blocks lie between each block and the prose before and after it (log, to 1)."""
    return _since_prose(prose), _since_prose(prose[::-1])[::-1]


def _since_prose(prose: Sequence[float]) -> list[float]:
    found, last = [], _FAR
    for weight in prose:
        found.append(_DISTANCES[last])
        last = 0 if weight else min(last + 1, _FAR)
    return found
