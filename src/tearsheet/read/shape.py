"""What a block looks like, as numbers: length, links, place, boxes around it, and its likes.

Nothing here knows a site. The words of class names count only as far as `marks` of the learned
shapes name them, and those are words that many sites use.
"""

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log1p

import numpy as np
from numpy.typing import NDArray

from tearsheet.read.blocks import Block, Box

Numbers = NDArray[np.float32]

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
_SENTENCE_ENDS = frozenset(".!?…。！？؟।\"”»’'“)]）」』")
_STOPS = re.compile(r"[.!?…。！？؟।]")
_COMMAS = re.compile(r"[,;，、；،]")
_DIGITS = re.compile(r"\d")
_CAPITALS = re.compile(r"[A-ZА-ЯÀ-ÞΑ-Ω]")
_ODD = re.compile(r"[|›»©®@#/+→▶•·]|\.\.\.$")
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


def shapes_of(blocks: Sequence[Block], hints: Hints) -> Numbers:
    """One row of numbers for each block (n × width); the width is the same for every page."""
    own = np.array(_own_rows(blocks, hints), dtype=np.float32)
    core = own[:, :_CORE]
    shifted = []
    for by in _NEIGHBOURS:
        rows = np.zeros_like(core)
        if abs(by) < len(core):
            if by < 0:
                rows[-by:] = core[:by]
            else:
                rows[:-by] = core[by:]
        shifted.append(rows)
    return np.concatenate([own, *shifted], axis=1)


_CORE = 9


def _own_rows(blocks: Sequence[Block], hints: Hints) -> list[list[float]]:
    total = sum(block.weight for block in blocks) or 1.0
    linked = sum(block.linked for block in blocks)
    prose = [
        block.weight
        if block.weight >= 80 and block.linked < 0.3 * block.weight and not block.box.hidden
        else 0.0
        for block in blocks
    ]
    all_prose = sum(prose) or 1.0
    likes = _likes(blocks, prose)
    half = _deepest_with(blocks, prose, 0.5 * all_prose)
    most = _deepest_with(blocks, prose, 0.8 * all_prose)
    before, after = _distances(prose)
    repeated = Counter(block.text for block in blocks)
    titles = [letters(title) for title in hints.titles]
    described = set(_WORDS.findall(hints.description.casefold()))
    body = letters(hints.article_body)
    cjk = len(_CJK.findall("".join(block.text for block in blocks[:200]))) * 2.5 / total
    page = [
        log1p(total) / 10, log1p(all_prose) / 10, len(blocks) / 500, linked / total,
        min(cjk, 1.0), float(bool(body)), log1p(len(body)) / 10,
    ]  # fmt: skip
    heading = _heading(blocks, titles)
    rows = []
    seen = seen_prose = 0.0
    for at, block in enumerate(blocks):
        like = likes[_shape(block)]
        rows.append(
            [
                *_words(block),
                *_tag(block),
                at / len(blocks),
                seen / total,
                seen_prose / all_prose,
                before[at],
                after[at],
                *_boxes(block, all_prose),
                *_inside(block, half),
                *_inside(block, most),
                log1p(like.blocks) / 5,
                like.linked / like.weight,
                log1p(like.weight / like.blocks) / 7,
                like.prose / all_prose,
                len(like.parents) / like.blocks,
                len(like.grandparents) / like.blocks,
                *_from_title(at, block, heading),
                float(repeated[block.text] > 1),
                *_told(block, titles, described, body),
                *page,
            ]
        )
        seen += block.weight
        seen_prose += prose[at]
    return rows


def _words(block: Block) -> list[float]:
    """The words themselves; the first `_CORE` are also shown to the neighbours."""
    text, weight = block.text, block.weight
    length = len(text)
    return [
        log1p(weight) / 7,
        block.linked / weight,
        float(text[-1] in _SENTENCE_ENDS),
        float(block.box.tag == "p"),
        float(block.box.tag in ("h1", "h2", "h3", "h4", "h5", "h6")),
        float(block.box.tag == "li"),
        block.emphasised / weight,
        min(len(_STOPS.findall(text)) / 10, 1.0),
        min(len(_CLOCK.findall(text)) * 8 / length, 1.0),
        float(block.after_break),
        min(len(_STOPS.findall(text)) * 50 / weight, 2.0),
        min(len(_COMMAS.findall(text)) * 50 / weight, 2.0),
        len(_DIGITS.findall(text)) / length,
        len(_CAPITALS.findall(text)) / length,
        min(len(_ODD.findall(text)) * 10 / length, 1.0),
        float(text[-1] in ":："),
        float(text[0].islower()),
        float(text[0] in "\"“„«»‘'「『—–-"),
        min(length / (text.count(" ") + 1) / 10, 2.0),
        min(weight / 600, 2.0),
        float(weight < 25),
    ]


def _tag(block: Block) -> list[float]:
    row = [0.0] * 30
    row[_TAGS.get(block.box.tag, _OTHER_TAG)] = 1.0
    box: Box | None = block.box
    while box is not None:
        place = _AROUND.get(box.tag)
        if place is not None:
            row[16 + place] = 1.0
        box = box.parent
    row[16 + _HIDDEN] = float(block.box.hidden)
    return row


def _boxes(block: Block, all_prose: float) -> list[float]:
    row = [block.box.depth / 20]
    box = block.box
    for _ in range(5):
        row += [
            log1p(box.weight) / 10,
            box.linked / (box.weight or 1.0),
            log1p(box.blocks) / 6,
            box.prose / all_prose,
        ]
        box = box.parent or box
    return row


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


def _told(block: Block, titles: list[str], described: set[str], body: str) -> list[float]:
    """How far the page's own account of itself holds the block."""
    bare = letters(block.text) if block.weight < 4_000 else ""
    is_title = any(bare == title for title in titles if title)
    in_title = len(bare) > 8 and any(bare in title or title in bare for title in titles if title)
    words = _WORDS.findall(block.text.casefold()) if described and block.weight < 1_500 else []
    told = sum(word in described for word in words) / len(words) if words else 0.0
    in_body = bool(body) and len(bare) > 12 and bare[:400] in body
    missing = bool(body) and not in_body
    return [float(is_title), float(in_title), told, told * min(len(words) / 15, 1.0),
            float(in_body), float(missing)]  # fmt: skip


def _shape(block: Block) -> tuple[str, frozenset[str], frozenset[str]]:
    parent = block.box.parent
    return block.box.tag, block.box.marks, parent.marks if parent else frozenset()


def _likes(
    blocks: Sequence[Block], prose: Sequence[float]
) -> dict[tuple[str, frozenset[str], frozenset[str]], _Likes]:
    likes: dict[tuple[str, frozenset[str], frozenset[str]], _Likes] = {}
    for block, long_words in zip(blocks, prose, strict=True):
        like = likes.setdefault(_shape(block), _Likes())
        like.blocks += 1
        like.weight += block.weight
        like.linked += block.linked
        like.prose += long_words
        parent = block.box.parent or block.box
        like.parents.add(parent.order)
        like.grandparents.add((parent.parent or parent).order)
    return likes


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
