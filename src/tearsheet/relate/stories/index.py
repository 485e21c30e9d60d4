"""Which threads may tell what a strand tells? Few of very many, without comparing all."""

from collections.abc import Container, Iterable

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.stories.window import Weights

_TERMS = 12
"""The heaviest terms of a strand that lead to others."""
_LATEST = 48
"""Threads that a term leads to: the latest."""
_ROOM = 64


class Postings:
    """From a term to the threads that held it last."""

    def __init__(self) -> None:
        self.held: dict[str, list[int]] = {}

    def enter(self, terms: Iterable[str], number: int) -> None:
        """A thread's terms."""
        for term in terms:
            held = self.held.setdefault(term, [])
            if number in held:
                held.remove(number)
            held.append(number)
            if len(held) > _LATEST:
                del held[0]

    def near(self, prefix: str, weights: Weights, found: dict[int, float]) -> None:
        """Add to ``found`` what each thread shares with the heaviest terms."""
        for term in heaviest(weights):
            weight = weights[term]
            for number in self.held.get(prefix + term, ()):
                found[number] = found.get(number, 0.0) + weight * weight

    def forget(self, alive: Container[int]) -> None:
        """Leave only threads that still are."""
        kept = {
            term: [number for number in held if number in alive] for term, held in self.held.items()
        }
        self.held = {term: held for term, held in kept.items() if held}


class Block:
    """Directions of strands of one language, and the threads they belong to."""

    def __init__(self, dimensions: int) -> None:
        self.rows = np.zeros((_ROOM, dimensions), np.float32)
        self.numbers: list[int] = []
        self.place: dict[int, int] = {}

    def put(self, number: int, vector: NDArray[np.float32]) -> None:
        """The direction of a thread's strand, new or again."""
        at = self.place.get(number)
        if at is None:
            at = len(self.numbers)
            if at == len(self.rows):
                self.rows = np.vstack((self.rows, np.zeros_like(self.rows)))
            self.numbers.append(number)
            self.place[number] = at
        self.rows[at] = vector / np.float32(np.sqrt(np.dot(vector, vector)) or 1.0)

    def drop(self, number: int) -> None:
        """No more of a thread."""
        at = self.place.pop(number, None)
        if at is None:
            return
        last = self.numbers.pop()
        if last != number:
            self.numbers[at] = last
            self.place[last] = at
            self.rows[at] = self.rows[len(self.numbers)]

    def near(self, vector: NDArray[np.float32], most: int) -> list[tuple[float, int]]:
        """Cosine and thread of the nearest, the nearest first."""
        count = len(self.numbers)
        if not count:
            return []
        cosines = self.rows[:count] @ (vector / np.float32(np.sqrt(np.dot(vector, vector)) or 1.0))
        best = np.argpartition(-cosines, most)[:most] if count > most else np.arange(count)
        return sorted(
            ((round(float(cosines[at]), 4), self.numbers[at]) for at in best),
            key=lambda pair: (-pair[0], pair[1]),
        )


def heaviest(weights: Weights) -> list[str]:
    """The few heaviest terms, ties by the alphabet."""
    if len(weights) <= _TERMS:
        return list(weights)
    return sorted(weights, key=lambda term: (-weights[term], term))[:_TERMS]
