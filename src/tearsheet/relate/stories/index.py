"""Which threads may tell what a strand tells? Few of very many, without comparing all."""

import heapq
from collections.abc import Container, Sequence
from struct import pack, unpack
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.stories.window import Weights

_TERMS = 8
"""The heaviest terms of a strand that lead to others."""
_LATEST = 32
"""Threads that a term leads to: the latest."""
_ROOM, _FULL = 32, 256
"""Strands in a cell: for how many it grows at once, and how many make it split."""
_UNIT = 32767.0
_PROBES = 8
"""Cells that are looked into."""
_TURNS = 3
_PLACES = 10_000.0
"""Cosines are rounded to so many parts of 1, so that no machine's last bit tells."""
_NUMBERS, _CODES = 44, 16
"""Bits of a thread's number and of a language's code."""
_LOW, _NEVER = (1 << _NUMBERS) - 1, np.iinfo(np.int64).max
_OF_EACH = 5
"""The nearest strands that are told of each language."""

Row: TypeAlias = NDArray[np.float32]
Rows: TypeAlias = NDArray[np.int16]
"""Directions in units of 1/32767: as good as float16, and read faster."""
Near: TypeAlias = dict[str, list[tuple[float, int]]]
"""By language, cosine and thread number of the nearest strands, the nearest first."""


class Postings:
    """From a term to the threads that held it last.

    ``held`` is by prefix and term; numbers of threads are packed as uint32 of this machine.
    """

    def __init__(self) -> None:
        self.held: dict[str, dict[str, bytes]] = {}

    def enter(self, prefix: str, weights: Weights, number: int) -> None:
        """A thread's heaviest terms."""
        terms = self.held.setdefault(prefix, {})
        for term in heaviest(weights):
            held = [one for one in _numbers(terms.get(term, b"")) if one != number]
            terms[term] = _packed([*held[1 - _LATEST :], number])

    def near(self, prefix: str, weights: Weights, found: dict[int, float]) -> None:
        """Add to ``found`` what each thread shares with the heaviest terms."""
        terms = self.held.get(prefix, {})
        whole = sum([weight * weight for weight in weights.values()])
        for term in heaviest(weights):
            share = weights[term] * weights[term] / whole
            for number in _numbers(terms.get(term, b"")):
                found[number] = found.get(number, 0.0) + share

    def forget(self, alive: Container[int]) -> None:
        """Leave only threads that still are."""
        for prefix, terms in self.held.items():
            kept = {
                term: [number for number in _numbers(held) if number in alive]
                for term, held in terms.items()
            }
            self.held[prefix] = {term: _packed(held) for term, held in kept.items() if held}


class Cell:
    """Directions that lie close together, each of one strand.

    ``rows`` are in units of 1/32767, ``codes`` short for languages.
    """

    __slots__ = ("codes", "held", "middle", "numbers", "rows")

    def __init__(self, middle: Row, room: int = _ROOM) -> None:
        self.middle = middle
        self.held = 0
        self.rows: Rows = np.zeros((room, len(middle)), np.int16)
        self.numbers = np.zeros(room, np.int64)
        self.codes = np.zeros(room, np.int16)

    @classmethod
    def of(
        cls, middle: Row, rows: Rows, numbers: NDArray[np.int64], codes: NDArray[np.int16]
    ) -> "Cell":
        """A cell of these strands."""
        made = cls(middle, 0)
        made.held, made.rows, made.numbers, made.codes = len(rows), rows, numbers, codes
        return made

    def append(self, number: int, code: int, row: Rows) -> None:
        """One more strand."""
        at = self.held
        if at == len(self.rows):
            self.rows, self.numbers, self.codes = (
                np.concatenate((old, np.zeros((_ROOM, *old.shape[1:]), old.dtype)))
                for old in (self.rows, self.numbers, self.codes)
            )
        self.rows[at], self.numbers[at], self.codes[at] = row, number, code
        self.held += 1

    def remove(self, number: int, code: int) -> None:
        """A strand that is no more; the last one takes its place."""
        last = self.held - 1
        same = (self.numbers[: self.held] == number) & (self.codes[: self.held] == code)
        at = int(np.argmax(same))
        for column in (self.rows, self.numbers, self.codes):
            column[at] = column[last]
        self.held = last

    def used(self) -> NDArray[np.float32]:
        """The directions of its strands, in units of 1/32767."""
        return self.rows[: self.held].astype(np.float32)


class Cells:
    """Directions of strands, in cells that split when they are full.

    A strand is looked for in the few cells whose middles are nearest: the time does not grow with
    the number of strands, but with that of cells, a hundredth of it. Up to some thousand strands
    nothing is missed.
    """

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.middles: NDArray[np.float32] = np.zeros((0, 0), np.float32)
        self.cell_of: dict[int, Cell] = {}
        self.codes: dict[str, int] = {}

    @classmethod
    def of(cls, cells: Sequence[Cell], codes: dict[str, int]) -> "Cells":
        """The cells as they were, with the codes of their languages."""
        made = cls()
        made.codes = codes
        for cell in cells:
            made._lie_in(cell)
        made._settle(list(cells))
        return made

    def put(self, number: int, language: str, vector: Row) -> None:
        """The direction of a thread's strand in a language, new or again."""
        self.drop(number, language)
        row = unit(vector)
        if not self.cells:
            self._settle([Cell(row)])
        cell = self.cells[int(np.argmax(np.round(self.middles @ row, 4)))]
        code = self.codes.setdefault(language, len(self.codes))
        cell.append(number, code, np.rint(row * np.float32(_UNIT)).astype(np.int16))
        self.cell_of[number << _CODES | code] = cell
        if cell.held >= _FULL:
            self._split(cell)

    def drop(self, number: int, language: str) -> None:
        """No more of a thread's strand."""
        code = self.codes.get(language)
        if code is None:
            return
        cell = self.cell_of.pop(number << _CODES | code, None)
        if cell is None:
            return
        cell.remove(number, code)
        if not cell.held:
            self._settle([one for one in self.cells if one is not cell])

    def near(self, vector: Row, but: int) -> Near:
        """The nearest strands by language, of other threads than ``but``."""
        if not self.cells:
            return {}
        row = unit(vector)
        probed = self.cells
        if len(probed) > _PROBES:
            nearest = np.argsort(-np.round(self.middles @ row, 4), kind="stable")[:_PROBES]
            probed = [probed[at] for at in nearest.tolist()]
        near = row * np.float32(-_PLACES / _UNIT)
        distances = np.concatenate([cell.used() @ near for cell in probed])
        numbers = np.concatenate([cell.numbers[: cell.held] for cell in probed])
        codes = np.concatenate([cell.codes[: cell.held] for cell in probed])
        # Cosine and number in one integer: the nearest first, ties by age.
        keys = (np.rint(distances).astype(np.int64) << _NUMBERS) + numbers
        keys[numbers == but] = _NEVER
        found = Near()
        for language, code in self.codes.items():
            here = keys[codes == code]
            if len(here) > _OF_EACH:
                here = np.partition(here, _OF_EACH - 1)[:_OF_EACH]
            here.sort()
            if told := [
                (-(key >> _NUMBERS) / _PLACES, key & _LOW) for key in here.tolist() if key != _NEVER
            ]:
                found[language] = told
        return found

    def _split(self, cell: Cell) -> None:
        """Two cells of one, around the strands that lie farthest apart."""
        rows = cell.used() / np.float32(_UNIT)
        one = rows[int(np.argmin(np.round(rows @ cell.middle, 4)))]
        other = rows[int(np.argmin(np.round(rows @ one, 4)))]
        for _ in range(_TURNS):
            with_one = np.round(rows @ one, 4) >= np.round(rows @ other, 4)
            if with_one.all() or not with_one.any():
                with_one = np.arange(len(rows)) < len(rows) // 2
            one, other = unit(rows[with_one].sum(0)), unit(rows[~with_one].sum(0))
        halves = [
            Cell.of(middle, cell.rows[side], cell.numbers[side], cell.codes[side])
            for middle, side in (
                (one, np.flatnonzero(with_one)),
                (other, np.flatnonzero(~with_one)),
            )
        ]
        for half in halves:
            self._lie_in(half)
        self._settle([*(held for held in self.cells if held is not cell), *halves])

    def _lie_in(self, cell: Cell) -> None:
        """The strands of a cell lie in it."""
        numbers, codes = cell.numbers[: cell.held].tolist(), cell.codes[: cell.held].tolist()
        for number, code in zip(numbers, codes, strict=True):
            self.cell_of[number << _CODES | code] = cell

    def _settle(self, cells: list[Cell]) -> None:
        self.cells = cells
        if cells:
            self.middles = np.stack([cell.middle for cell in cells])


def unit(vector: Row) -> Row:
    """The direction of a vector."""
    length = np.sqrt(np.dot(vector, vector))
    return vector / length if length > 0 else vector


def heaviest(weights: Weights) -> list[str]:
    """The few heaviest terms, ties by the alphabet."""
    if len(weights) <= _TERMS:
        return list(weights)
    return heapq.nsmallest(_TERMS, weights, key=lambda term: (-weights[term], term))


def _numbers(packed: bytes) -> Sequence[int]:
    return unpack(f"<{len(packed) // 4}I", packed)


def _packed(numbers: Sequence[int]) -> bytes:
    return pack(f"<{len(numbers)}I", *numbers)
