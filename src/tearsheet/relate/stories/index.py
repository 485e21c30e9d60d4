"""Which threads may tell what a strand tells? Few of very many, without comparing all."""

import heapq
from bisect import bisect_right
from collections.abc import Callable, Container, Sequence
from itertools import accumulate
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.stories.window import Weights

_TERMS = 8
"""The heaviest terms of a strand that lead to others."""
_LATEST = 32
"""Threads that a term leads to: the latest."""
_ROOM, _FULL = 32, 256
"""Strands in a cell: room at first, and how many make it split."""
_PROBES = 8
"""Cells that are looked into."""
_TURNS = 3
_OF_EACH = 5
"""The nearest strands that are told of each language."""

Row: TypeAlias = NDArray[np.float32]
Rows: TypeAlias = NDArray[np.float32]
Near: TypeAlias = dict[str, list[tuple[float, int]]]
"""By language, cosine and thread number of the nearest strands, the nearest first."""


class Postings:
    """From a term to the threads that held it last."""

    def __init__(self) -> None:
        self.held: dict[str, list[int]] = {}

    def enter(self, prefix: str, weights: Weights, number: int) -> None:
        """A thread's heaviest terms."""
        for term in heaviest(weights):
            held = self.held.setdefault(prefix + term, [])
            if held and held[-1] == number:
                continue
            if number in held:
                held.remove(number)
            held.append(number)
            if len(held) > _LATEST:
                del held[0]

    def near(self, prefix: str, weights: Weights, found: dict[int, float]) -> None:
        """Add to ``found`` what each thread shares with the heaviest terms."""
        whole = sum([weight * weight for weight in weights.values()])
        for term in heaviest(weights):
            share = weights[term] * weights[term] / whole
            for number in self.held.get(prefix + term, ()):
                found[number] = found.get(number, 0.0) + share

    def forget(self, alive: Container[int]) -> None:
        """Leave only threads that still are."""
        kept = {
            term: [number for number in held if number in alive] for term, held in self.held.items()
        }
        self.held = {term: held for term, held in kept.items() if held}


class Cell:
    """Directions that lie close together, each of one strand."""

    __slots__ = ("codes", "languages", "middle", "numbers", "rows")

    def __init__(self, middle: Row, room: int = _ROOM) -> None:
        self.middle = middle
        self.rows = np.zeros((room, len(middle)), np.float32)
        self.numbers: list[int] = []
        self.languages: list[str] = []
        self.codes = np.zeros(room, np.int16)

    def append(self, number: int, language: str, code: int, row: Row) -> None:
        """One more strand; ``code`` is short for its language."""
        at = len(self.numbers)
        if at == len(self.rows):
            self.rows = np.vstack((self.rows, np.zeros_like(self.rows)))
            self.codes = np.concatenate((self.codes, np.zeros_like(self.codes)))
        self.rows[at] = row
        self.codes[at] = code
        self.numbers.append(number)
        self.languages.append(language)

    def used(self) -> Rows:
        """The rows of its strands."""
        return self.rows[: len(self.numbers)]

    def remove(self, number: int, language: str) -> None:
        """A strand that is no more; the last one takes its place."""
        at = next(
            at
            for at, held in enumerate(self.numbers)
            if held == number and self.languages[at] == language
        )
        last = len(self.numbers) - 1
        self.rows[at] = self.rows[last]
        self.codes[at] = self.codes[last]
        self.numbers[at], self.languages[at] = self.numbers[last], self.languages[last]
        self.numbers.pop()
        self.languages.pop()


class Cells:
    """Directions of strands, in cells that split when they are full.

    A strand is looked for in the few cells whose middles are nearest: the time does not grow with
    the number of strands, but with that of cells, a hundredth of it. Up to some thousand strands
    nothing is missed.
    """

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.middles: Rows = np.zeros((0, 0), np.float32)
        self.cell_of: dict[tuple[int, str], Cell] = {}
        self.codes: dict[str, int] = {}

    @classmethod
    def of(cls, cells: Sequence[Cell], codes: dict[str, int]) -> "Cells":
        """The cells as they were, with the codes of their languages."""
        made = cls()
        made.codes = codes
        made.cell_of = {
            strand: cell
            for cell in cells
            for strand in zip(cell.numbers, cell.languages, strict=True)
        }
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
        cell.append(number, language, code, row)
        self.cell_of[number, language] = cell
        if len(cell.numbers) >= _FULL:
            self._split(cell)

    def drop(self, number: int, language: str) -> None:
        """No more of a thread's strand."""
        cell = self.cell_of.pop((number, language), None)
        if cell is None:
            return
        cell.remove(number, language)
        if not cell.numbers:
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
        cosines = np.concatenate([cell.used() @ row for cell in probed])
        codes = np.concatenate([cell.codes[: len(cell.numbers)] for cell in probed])
        ends = list(accumulate(len(cell.numbers) for cell in probed))

        def number_at(place: int) -> int:
            which = bisect_right(ends, place)
            cell = probed[which]
            return cell.numbers[place - ends[which] + len(cell.numbers)]

        return {
            language: found
            for language, code in self.codes.items()
            if (found := _best(cosines, np.flatnonzero(codes == code), number_at, but))
        }

    def _split(self, cell: Cell) -> None:
        """Two cells of one, around the strands that lie farthest apart."""
        rows = cell.used()
        one = rows[int(np.argmin(np.round(rows @ cell.middle, 4)))]
        other = rows[int(np.argmin(np.round(rows @ one, 4)))]
        for _ in range(_TURNS):
            with_one = np.round(rows @ one, 4) >= np.round(rows @ other, 4)
            if with_one.all() or not with_one.any():
                with_one = np.arange(len(rows)) < len(rows) // 2
            one, other = unit(rows[with_one].sum(0)), unit(rows[~with_one].sum(0))
        halves = (Cell(one, _FULL), Cell(other, _FULL))
        for at, (number, language) in enumerate(zip(cell.numbers, cell.languages, strict=True)):
            half = halves[0] if with_one[at] else halves[1]
            half.append(number, language, self.codes[language], rows[at])
            self.cell_of[number, language] = half
        self._settle([*(held for held in self.cells if held is not cell), *halves])

    def _settle(self, cells: list[Cell]) -> None:
        self.cells = cells
        if cells:
            self.middles = np.stack([cell.middle for cell in cells])


def _best(
    cosines: Row, places: NDArray[np.intp], number_at: Callable[[int], int], but: int
) -> list[tuple[float, int]]:
    """The few nearest at some places."""
    if len(places) > _OF_EACH + 1:
        nearest = np.argpartition(-cosines[places], _OF_EACH)[: _OF_EACH + 1]
        places = places[nearest]
    found = sorted((-round(float(cosines[at]), 4), number_at(at)) for at in places.tolist())
    return [(-cosine, number) for cosine, number in found if number != but][:_OF_EACH]


def unit(vector: Row) -> Row:
    """The direction of a vector."""
    length = np.sqrt(np.dot(vector, vector))
    return vector / length if length > 0 else vector


def heaviest(weights: Weights) -> list[str]:
    """The few heaviest terms, ties by the alphabet."""
    if len(weights) <= _TERMS:
        return list(weights)
    return heapq.nsmallest(_TERMS, weights, key=lambda term: (-weights[term], term))
