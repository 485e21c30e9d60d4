"""Which likely blocks are the frame of the page after all, and no words of its article?

Old layouts and broken markup give the classifier nothing to go by. But an article's paragraphs
stand in one box: short lines outside of it are a menu's, and a short line alone in a box of its
own between paragraphs is the head of an advertisement, a label or a card.
"""

from collections import Counter
from collections.abc import Sequence

from tearsheet.read.blocks import Block, Box
from tearsheet.read.clean import SENTENCE_ENDS, boilerplate_in

# The deepest box with this part of the prose is the article's; prose are blocks of some length
# that are not links. Compared on aeb, fundus and trafilatura-half, 2026-11-22: half instead of
# four fifths costs .004 on aeb, longer lines .003 on fundus.
_PART, _PROSE = 0.8, 80
# A frame says less than the article: where half of the words would go, the box was another's.
_LEFT = 0.5
# A longer line alone in its box may be an article's own.
_ALONE = 60
_CAPTION = 300
# In a date line one character in so many is a digit.
_DATED = 5


def without_frame(blocks: Sequence[Block], taken: Sequence[int]) -> list[int]:
    """The places in ``taken`` without short lines outside the article's box or alone in theirs.

    A sentence above or beside the article may be its summary, and stays.
    """
    prose = [at for at in taken if _is_prose(blocks[at])]
    if not prose:
        return list(taken)
    main = _box_of(blocks, prose)
    last = max((at for at in taken if _stands_in(blocks[at], main)), default=prose[-1])
    within = [
        at
        for at in taken
        if _stands_in(blocks[at], main)
        or blocks[at].weight >= _PROSE
        or (_is_sentence(blocks[at]) and at < last)
    ]
    if _weight(blocks, within) < _LEFT * _weight(blocks, taken):
        return list(taken)
    company = Counter(box.order for at in within for box in _around(blocks[at]))
    return [
        at
        for at in within
        if (at <= prose[0] or not _is_alone(blocks[at], company)) and not _is_caption(blocks, at)
    ]


def _weight(blocks: Sequence[Block], places: Sequence[int]) -> float:
    return sum(blocks[at].weight for at in places)


def _is_caption(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line has a box to share with a picture's credit beside it, and no other words."""
    if blocks[at].weight >= _CAPTION:
        return False
    own = _around(blocks[at])
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(blocks) and boilerplate_in(blocks[beside].text) == "photo credit":
            orders = {box.order for box in _around(blocks[beside])}
            shared = next((box for box in own if box.order in orders), None)
            if shared is not None and shared.blocks == 2:
                return True
    return False


def _is_alone(block: Block, company: Counter[int]) -> bool:
    """Whether a short line that is no sentence is all that was taken of its box."""
    if block.weight >= _ALONE or _is_sentence(block):
        return False
    box = block.box
    if box.blocks == 1 and box.parent is not None:
        box = box.parent
    return box.blocks > 1 and company[box.order] == 1


def _box_of(blocks: Sequence[Block], prose: Sequence[int]) -> Box | None:
    """The deepest box that holds most of the prose."""
    weights: Counter[int] = Counter()
    boxes: dict[int, Box] = {}
    for at in prose:
        # A paragraph's own box holds no other.
        for box in (box for box in _around(blocks[at]) if box.blocks > 1):
            weights[box.order] += int(blocks[at].weight)
            boxes[box.order] = box
    needed = _PART * sum(int(blocks[at].weight) for at in prose)
    holding = [boxes[order] for order, weight in weights.items() if weight >= needed]
    return max(holding, key=lambda box: box.depth, default=None)


def _stands_in(block: Block, main: Box | None) -> bool:
    return main is None or any(box is main for box in _around(block))


def _around(block: Block) -> list[Box]:
    boxes = []
    box: Box | None = block.box
    while box is not None:
        boxes.append(box)
        box = box.parent
    return boxes


def _is_prose(block: Block) -> bool:
    return (
        block.weight >= _PROSE
        and block.linked < 0.3 * block.weight
        and boilerplate_in(block.text) is None
    )


def _is_sentence(block: Block) -> bool:
    """Whether it ends as one and is no date line ("March 5, 2031 at 8:05 a.m.")."""
    text = block.text
    return text[-1] in SENTENCE_ENDS and sum(map(str.isdigit, text)) * _DATED < len(text)
