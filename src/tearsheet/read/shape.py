"""What a block looks like, as numbers: length, links, place, boxes around it, and its likes.

Nothing here knows a site. The words of class names count only as far as `marks` of the learned
shapes name them, and those are words that many sites use.
"""

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p

import numpy as np
from numpy.typing import NDArray

from tearsheet.read.blocks import Block, Box

Numbers = NDArray[np.float32]
Shape = tuple[str, frozenset[str], frozenset[str]]

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
_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
SENTENCE_ENDS = frozenset(".!?…。！？؟।\"”»’'“)]）」』")
_OPENINGS = frozenset("\"“„«»‘'「『—–-")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CAPITALS = "".join(
    chr(point)
    for first, last in ("AZ", "ÀÞ", "ΑΩ", "АЯ")
    for point in range(ord(first), ord(last) + 1)
)
# Stops, commas, digits, capitals, odd characters, spaces: kinds 1 to 6.
_CHARACTERS = (".!?…。！？؟।", ",;，、；،", "0123456789", _CAPITALS, "|›»©®@#/+→▶•·", " ")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d|(?:19|20)\d\d")
_WORDS = re.compile(r"\w+")
_MARKUP = re.compile(r"<[^>]{0,500}>")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the page says of itself: its titles, its description, its text as JSON-LD has it."""

    titles: tuple[str, ...] = ()
    description: str = ""
    article_body: str = ""


def letters(text: str) -> str:
    """Only what is a letter or a digit, case folded: for comparison across typography."""
    return "".join(_WORDS.findall(text.casefold())).replace("_", "")


def plain(text: str) -> str:
    """A metadata string without the markup and entities that some pages put into it."""
    return html.unescape(_MARKUP.sub(" ", html.unescape(text)))


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


def shapes_of(blocks: Sequence[Block], hints: Hints) -> Numbers:
    """One row of numbers for each block (n × width); the width is the same for every page."""
    page = _Sums.of(blocks)
    words = _words(blocks)
    around = _Around(page, hints)
    rows = np.array(
        [around.numbers(at, block) for at, block in enumerate(blocks)], dtype=np.float32
    )
    whole = np.tile(np.array(page.numbers(hints), dtype=np.float32), (len(blocks), 1))
    core = words[:, :_CORE]
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


def _words(blocks: Sequence[Block]) -> Numbers:
    """The words themselves; the first `_CORE` columns are also shown to the neighbours."""
    texts = [block.text for block in blocks]
    length = np.array([len(text) for text in texts], np.float32)
    weight = np.array([block.weight for block in blocks], np.float32)
    linked = np.array([block.linked for block in blocks], np.float32)
    strong = np.array([block.emphasised for block in blocks], np.float32)
    stops, commas, digits, capitals, odd, spaces = _counts(texts)
    clocks = np.array(
        [len(_CLOCK.findall(text)) if some else 0
         for text, some in zip(texts, digits, strict=True)], np.float32
    )  # fmt: skip
    flags = np.array([_flags(block) for block in blocks], np.float32)
    columns = [
        np.log1p(weight) / 7,
        linked / weight,
        flags[:, 0],
        flags[:, 1],
        flags[:, 2],
        flags[:, 3],
        strong / weight,
        np.minimum(stops / 10, 1),
        np.minimum(clocks * 8 / length, 1),
        flags[:, 4],
        np.minimum(stops * 50 / weight, 2),
        np.minimum(commas * 50 / weight, 2),
        digits / length,
        capitals / length,
        np.minimum(odd * 10 / length, 1),
        flags[:, 5],
        flags[:, 6],
        flags[:, 7],
        np.minimum(length / (spaces + 1) / 10, 2),
        np.minimum(weight / 600, 2),
        (weight < 25).astype(np.float32),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _flags(block: Block) -> tuple[bool, ...]:
    text, tag = block.text, block.box.tag
    return (
        text[-1] in SENTENCE_ENDS,
        tag == "p",
        tag in _HEADINGS,
        tag == "li",
        block.after_break,
        text[-1] in ":：",
        text[0].islower(),
        text[0] in _OPENINGS,
    )


def _counts(texts: Sequence[str]) -> NDArray[np.float32]:
    """How many stops, commas, digits, capitals, odd characters and spaces each text has."""
    joined = "".join(texts)
    points = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype="<u4")
    kinds = _KINDS[np.minimum(points, len(_KINDS) - 1)]
    starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
    return np.array(
        [np.add.reduceat(kinds == kind, starts, dtype=np.float32) for kind in range(1, 7)]
    )


def _kinds_of_characters() -> NDArray[np.uint8]:
    """The kind of each code point of the basic plane, 0 for any other."""
    kinds = np.zeros(0x10000, np.uint8)
    for kind, characters in enumerate(_CHARACTERS, start=1):
        for character in characters:
            kinds[ord(character)] = kind
    return kinds


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
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
    def of(cls, blocks: Sequence[Block]) -> "_Sums":
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


class _Around:
    """Place, boxes and hints of each block of one page, in page order."""

    def __init__(self, page: _Sums, hints: Hints) -> None:
        self.page = page
        self.titles = [letters(title) for title in hints.titles if title]
        self.described = frozenset(_WORDS.findall(hints.description.casefold()))
        self.body = letters(hints.article_body)
        self.heading = _heading(page.blocks, self.titles)
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
            *self.told(block),
        ]
        self.seen += block.weight
        self.seen_prose += page.prose[at]
        return row

    def around(self, block: Block) -> list[float]:
        """The block's own element and the elements it stands in, one of thirty columns each."""
        row = [0.0] * 30
        row[_TAGS.get(block.box.tag, _OTHER_TAG)] = 1.0
        bits = self.bits(block.box)
        for place in range(_HIDDEN):
            if bits >> place & 1:
                row[16 + place] = 1.0
        row[16 + _HIDDEN] = float(block.box.hidden)
        return row

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

    def told(self, block: Block) -> list[float]:
        """How far the page's own account of itself holds the block."""
        is_title = in_title = in_body = False
        told, words = 0.0, 0
        if block.weight < 500 or self.body:
            bare = letters(block.text[:1_500])
            if block.weight < 500:
                is_title = bare in self.titles
                in_title = is_title or (
                    len(bare) > 8 and any(bare in title or title in bare for title in self.titles)
                )
            in_body = bool(self.body) and len(bare) > 12 and bare[:400] in self.body
        if self.described and block.weight < 1_500:
            found = _WORDS.findall(block.text.casefold())
            words = len(found)
            told = sum(word in self.described for word in found) / words if words else 0.0
        return [
            float(is_title),
            float(in_title),
            told,
            told * min(words / 15, 1.0),
            float(in_body),
            float(bool(self.body) and not in_body),
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


def _heading(blocks: Sequence[Block], titles: list[str]) -> tuple[int, frozenset[int]] | None:
    """Where the headline stands, and in which boxes; the first ``h1`` if no block equals it."""
    first_h1: int | None = None
    best: int | None = None
    for at, block in enumerate(blocks):
        if block.box.tag == "h1" and first_h1 is None:
            first_h1 = at
        if best is None and 10 < len(block.text) < 400:
            bare = letters(block.text)
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
    both = []
    for row in (list(prose), list(reversed(prose))):
        found, last = [], 50
        for weight in row:
            found.append(log1p(last) / 4)
            last = 0 if weight else min(last + 1, 50)
        both.append(found)
    return both[0], both[1][::-1]


_CORE = 9
_KINDS = _kinds_of_characters()
