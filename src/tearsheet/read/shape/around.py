"""Where does a block stand: among which elements, boxes and blocks, how far from the headline?"""

import re
from collections.abc import Sequence
from functools import lru_cache
from math import log1p

from tearsheet.read.blocks import Block, Box
from tearsheet.read.hints import Hints, letters
from tearsheet.read.shape.sums import Sums

_TAGS = {
    "p": 0, "li": 1, "h1": 2, "h2": 3, "h3": 4, "h4": 5, "h5": 5, "h6": 5, "td": 6, "th": 6,
    "div": 7, "section": 8, "article": 8, "main": 8, "blockquote": 9, "figcaption": 10,
    "caption": 10, "figure": 10, "pre": 11, "dt": 12, "dd": 12, "header": 13, "footer": 14,
}  # fmt: skip
_OTHER_TAG = 15
_AROUND = {
    "article": 0, "main": 1, "header": 2, "footer": 3, "nav": 4, "aside": 5, "form": 6,
    "figure": 7, "table": 8, "ul": 9, "ol": 9, "blockquote": 10, "section": 11, "p": 12,
}  # fmt: skip
_HIDDEN = 13
# So much of a block is held against what the page says of itself.
_TOLD = 1_500
_WORDS = re.compile(r"\w+")


class Around:
    """Place, boxes and hints of each block of one page, in page order."""

    def __init__(self, page: Sums, hints: Hints) -> None:
        self.page = page
        self.titles = tuple(dict.fromkeys(letters(title) for title in hints.titles if title))
        self.all_titles = "\n".join(self.titles)
        self.described = frozenset(_WORDS.findall(hints.description.casefold()))
        self.body = letters(hints.article_body)
        self.words = [_WORDS.findall(block.text[:_TOLD].casefold()) for block in page.blocks]
        self.letters = ["".join(words).replace("_", "") for words in self.words]
        self.heading = _heading(page.blocks, self.letters, self.titles)
        self.sums: dict[int, list[float]] = {}
        self.tags: dict[int, int] = {}
        self.seen = self.seen_prose = 0.0

    def numbers(self, at: int, block: Block) -> list[float]:
        """Call it once for each block, in order."""
        page = self.page
        row = [
            *self.around(block),
            at / len(page.blocks),
            self.seen / page.total,
            self.seen_prose / page.all_prose,
            page.before[at],
            page.after[at],
            *self.boxes(block),
            *_inside(block, page.half),
            *_inside(block, page.most),
            *page.likes[page.keys[at]],
            *_from_title(at, block, self.heading),
            float(page.repeated[block.text] > 1),
            *self.told(at, block),
        ]
        self.seen += block.weight
        self.seen_prose += page.prose[at]
        return row

    def around(self, block: Block) -> tuple[float, ...]:
        """The block's own element and the elements it stands in, one of thirty columns each."""
        box = block.box
        return _elements(box.tag, self.bits(box), box.hidden)

    def bits(self, box: Box | None) -> int:
        """Which elements of `_AROUND` a box stands in, itself included."""
        if box is None:
            return 0
        known = self.tags.get(box.order)
        if known is None:
            place = _AROUND.get(box.tag)
            known = self.bits(box.parent) | (0 if place is None else 1 << place)
            self.tags[box.order] = known
        return known

    def boxes(self, block: Block) -> list[float]:
        """The sums of the block's box and the four around it."""
        row = [block.box.depth / 20]
        box = block.box
        for _ in range(5):
            known = self.sums.get(box.order)
            if known is None:
                known = self.sums[box.order] = [
                    log1p(box.weight) / 10,
                    box.linked / (box.weight or 1.0),
                    log1p(box.blocks) / 6,
                    box.prose / self.page.all_prose,
                ]
            row += known
            box = box.parent or box
        return row

    def told(self, at: int, block: Block) -> list[float]:
        """How far the page's own account of itself holds the block."""
        is_title = in_title = in_body = False
        told, words, bare = 0.0, 0, self.letters[at]
        if block.weight < 500:
            is_title = bare in self.titles
            in_title = is_title or (
                len(bare) > 8
                and (bare in self.all_titles or any(map(bare.__contains__, self.titles)))
            )
        if self.body:
            in_body = len(bare) > 12 and bare[:400] in self.body
        if self.described and block.weight < _TOLD:
            words = len(self.words[at])
            told = sum(map(self.described.__contains__, self.words[at])) / words if words else 0.0
        return [
            float(is_title),
            float(in_title),
            told,
            told * min(words / 15, 1.0),
            float(in_body),
            float(bool(self.body) and not in_body),
        ]


@lru_cache(maxsize=8192)
def _elements(tag: str, bits: int, is_hidden: bool) -> tuple[float, ...]:
    """The columns of an element, of those it stands in (as `Around.bits`), and of being hidden."""
    row = [0.0] * 30
    row[_TAGS.get(tag, _OTHER_TAG)] = 1.0
    row[16 : 16 + _HIDDEN] = [float(bits >> place & 1) for place in range(_HIDDEN)]
    row[16 + _HIDDEN] = float(is_hidden)
    return tuple(row)


def _inside(block: Block, main: Box | None) -> list[float]:
    """Whether the block stands in that box, and how deep."""
    depth = 0
    box: Box | None = block.box
    while box is not None:
        if box is main:
            return [1.0, min(depth, 10) / 10, float(depth == 0)]
        box = box.parent
        depth += 1
    return [0.0, 0.0, 0.0]


def _heading(
    blocks: Sequence[Block], said: Sequence[str], titles: Sequence[str]
) -> tuple[int, frozenset[int]] | None:
    """Where the headline stands, and in which boxes; the first ``h1`` if no block equals it."""
    first_h1: int | None = None
    best: int | None = None
    for at, block in enumerate(blocks):
        if block.box.tag == "h1" and first_h1 is None:
            first_h1 = at
        if best is None and 10 < len(block.text) < 400:
            bare = said[at]
            if len(bare) > 8 and any(bare in title for title in titles):
                if block.box.tag == "h1":
                    return at, _chain(block)
                best = at
    found = best if best is not None else first_h1
    return None if found is None else (found, _chain(blocks[found]))


def _chain(block: Block) -> frozenset[int]:
    orders = []
    box: Box | None = block.box
    while box is not None:
        orders.append(box.order)
        box = box.parent
    return frozenset(orders)


def _from_title(at: int, block: Block, heading: tuple[int, frozenset[int]] | None) -> list[float]:
    """Before or after the headline, how far, and how near in the tree of boxes."""
    if heading is None:
        return [0.0, 0.0, 0.0, 0.0, 0.0]
    title_at, chain = heading
    apart = 0
    box: Box | None = block.box
    while box is not None and box.order not in chain:
        apart += 1
        box = box.parent
    shared = 0.0 if box is None else box.depth / 20
    distance = log1p(abs(at - title_at)) / 6
    return [1.0, float(at > title_at), distance, min(apart, 12) / 12, shared]
