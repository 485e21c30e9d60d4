"""What do the words of a block look like: how long, how linked, which characters?"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tearsheet.read.blocks import Block
from tearsheet.read.clean import SENTENCE_ENDS

Numbers = NDArray[np.float32]

# The first columns are also shown to the neighbours.
CORE = 9
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


def wording_of(blocks: Sequence[Block]) -> Numbers:
    """One row of numbers for each block; the first `CORE` columns are also its neighbours'."""
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


_KINDS = _kinds_of_characters()
