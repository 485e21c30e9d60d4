"""How likely is each block a part of the article? A small network over the blocks' shapes.

Its weights are data (``shapes.toml``), learned from pages of some eight hundred sites by
``python -m benchmarks.learn_shapes``; the file says from how many, when, and how well it does on
sites it has not seen. Two layers, half-precision weights, a millisecond for a page.
"""

import base64
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from tearsheet.read.blocks import Block, Box
from tearsheet.read.hints import Hints
from tearsheet.read.shape import Numbers, shapes_of

# OpenBLAS multiplies on one thread up to 2**18 products (GEMM_MULTITHREAD_THRESHOLD 4).
_SMALL = 250_000

Groups = tuple[frozenset[str], frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer: rows in × columns out, and what is added."""

    weights: Numbers
    bias: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """Weights as learned: ``marks`` is the vocabulary, ``mean`` and ``spread`` scale the shapes."""

    marks: tuple[str, ...]
    mean: Numbers
    spread: Numbers
    layers: tuple[Layer, ...]

    def chances(self, shapes: Numbers, marks: Numbers) -> Numbers:
        """The chance of each block, 0 to 1; ``marks`` as `marks_in` returns them."""
        return self.chances_with(shapes, marks @ self.of_marks)

    def chances_with(self, shapes: Numbers, marked: Numbers) -> Numbers:
        """The same, where the marks' part of the first layer is already summed up (n × hidden)."""
        first = self.layers[0]
        scaled = self.scaled(shapes)
        values = _product(scaled, first.weights[: scaled.shape[1]]) + marked + first.bias
        for layer in self.layers[1:]:
            values = _product(np.maximum(values, 0), layer.weights) + layer.bias
        odds: Numbers = np.clip(values[:, 0], -30, 30).astype(np.float32)
        return _chance(odds)

    @property
    def of_marks(self) -> Numbers:
        """The rows of the first layer that belong to marks, three for each."""
        rows: Numbers = self.layers[0].weights[len(self.mean) :]
        return rows

    def scaled(self, shapes: Numbers) -> Numbers:
        """Shapes with mean zero and spread one, outliers cut at four."""
        scaled: Numbers = np.clip((shapes - self.mean) / self.spread, -4, 4)
        return scaled


def chances_of(blocks: Sequence[Block], hints: Hints) -> Numbers:
    """The chance of each block to be a part of the article, in order."""
    net = learned()
    return net.chances_with(shapes_of(blocks, hints), _marked(blocks, net))


def _marked(blocks: Sequence[Block], net: Net) -> Numbers:
    """What the marks add to the first layer: few of them stand on a block, so rows are summed."""
    columns = _Columns(net.marks)
    # A row of zeros closes each block's rows, since none at all cannot be summed.
    rows = np.pad(net.of_marks, ((0, 1), (0, 0)))
    found: list[int] = []
    starts = []
    for block in blocks:
        starts.append(len(found))
        found += columns.of(block)
        found.append(len(rows) - 1)
    sums: Numbers = np.add.reduceat(rows[found], starts, axis=0)
    return sums


class _Columns:
    """Which columns of `marks_in` are one for a block; the boxes around it are looked up once."""

    def __init__(self, vocabulary: tuple[str, ...]) -> None:
        self.places = _places(vocabulary)
        self.boxes: dict[int, list[int]] = {}
        self.marks: dict[int, frozenset[str]] = {}

    def of(self, block: Block) -> list[int]:
        """The columns of the block's own marks and of the boxes around it."""
        own = self.group(0, block.marks | block.box.marks)
        parent = block.box.parent
        return own if parent is None else own + self.around(parent)

    def around(self, box: Box) -> list[int]:
        """The columns that a box and those around it give to a block right inside."""
        known = self.boxes.get(box.order)
        if known is None:
            near, beyond = box.marks, box.parent
            if beyond is not None:
                near, beyond = near | beyond.marks, beyond.parent
            known = self.group(1, near) + self.group(2, self.all_marks(beyond))
            self.boxes[box.order] = known
        return known

    def all_marks(self, box: Box | None) -> frozenset[str]:
        """The marks of a box and of all around it."""
        if box is None:
            return frozenset()
        known = self.marks.get(box.order)
        if known is None:
            known = self.marks[box.order] = box.marks | self.all_marks(box.parent)
        return known

    def group(self, group: int, marks: frozenset[str]) -> list[int]:
        """The columns of marks in one of the three groups."""
        places, first = self.places, group * len(self.places)
        return [first + places[mark] for mark in marks if mark in places]


def _chance(odds: Numbers) -> Numbers:
    chance: Numbers = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return chance


def _product(left: Numbers, right: Numbers) -> Numbers:
    """``left @ right`` in pieces too small for a linear algebra library to start threads for.

    Reading is one process for each core: threads would only wait for one another.
    """
    step = max(1, _SMALL // right.size)
    pieces = [left[at : at + step] @ right for at in range(0, len(left), step)]
    product: Numbers = np.concatenate(pieces)
    return product


def marks_in(blocks: Sequence[Block], vocabulary: tuple[str, ...]) -> Numbers:
    """Which marks stand on the block itself, on the two boxes around it, and further out.

    One row for each block, three columns (of zero or one) for each mark.
    """
    places = _places(vocabulary)
    width = len(vocabulary)
    rows: Numbers = np.zeros((len(blocks), 3 * width), np.float32)
    for row, block in zip(rows, blocks, strict=True):
        for group, marks in enumerate(groups_of(block)):
            for mark in marks:
                place = places.get(mark)
                if place is not None:
                    row[group * width + place] = 1.0
    return rows


def groups_of(block: Block) -> Groups:
    """The marks of a block: its own, of the two boxes around it, of those further out."""
    own = block.marks | block.box.marks
    near: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()
    box = block.box.parent
    for level in range(1, 200):
        if box is None:
            break
        if level <= 2:
            near |= box.marks
        else:
            far |= box.marks
        box = box.parent
    return own, near, far


@lru_cache(maxsize=2)
def _places(vocabulary: tuple[str, ...]) -> dict[str, int]:
    return {mark: place for place, mark in enumerate(vocabulary)}


@lru_cache(maxsize=1)
def learned() -> Net:
    """The net that comes with the package."""
    text = resources.files("tearsheet.read").joinpath("shapes.toml").read_text("utf-8")
    table = tomllib.loads(text)
    layers = tuple(
        Layer(_array(layer["weights"], layer["inputs"]), _array(layer["bias"])[0])
        for layer in table["layers"]
    )
    mean, spread = _array(table["mean"])[0], _array(table["spread"])[0]
    return Net(tuple(table["marks"]), mean, spread, layers)


def _array(text: str, rows: int = 1) -> NDArray[np.float32]:
    flat = np.frombuffer(base64.b64decode(text), dtype="<f2").astype(np.float32)
    return flat.reshape(rows, -1)
