"""Which quotations in different languages say the same, by sentence vectors?"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.ledger.statement import Statement
from tearsheet.relate.vectors.encoder import Encoder
from tearsheet.relate.vectors.means import LanguageMeans

_ROWS = 1024
_LONGEST = 600
"""Characters of a quotation that an encoder is given; it reads 128 tokens."""


class Meanings:
    """Statements as vectors, centred by the language means that are shipped."""

    def __init__(self, statements: Sequence[Statement], encoder: Encoder) -> None:
        """Encodes each wording once; the caller may have ``encoder`` keep what it has seen."""
        means = LanguageMeans.shipped(encoder.name, encoder.dimensions)
        told = sorted({(one.language, _words(one)) for one in statements})
        self._at = {key: number for number, key in enumerate(told)}
        rows = encoder.encode([words for _, words in told])
        self._rows = means.centred(rows, [language for language, _ in told])

    def cosine(self, one: Statement, other: Statement) -> float:
        """How alike two of the statements are in meaning, -1 to 1."""
        return float(self._row(one) @ self._row(other))

    def near(self, statements: Sequence[Statement], least: float) -> Iterator[tuple[int, int]]:
        """Positions (earlier, later) of those in two languages at least so alike."""
        if not statements:
            return
        rows = np.stack([self._row(one) for one in statements])
        languages = np.array([one.language for one in statements])
        for start in range(0, len(rows), _ROWS):
            block = slice(start, start + _ROWS)
            alike = rows[block] @ rows.T >= least
            alike &= languages[block, None] != languages[None]
            for later, earlier in zip(*np.nonzero(alike), strict=True):
                if earlier < start + later:
                    yield int(earlier), int(start + later)

    def _row(self, statement: Statement) -> NDArray[np.float32]:
        row: NDArray[np.float32] = self._rows[self._at[statement.language, _words(statement)]]
        return row


def _words(statement: Statement) -> str:
    return " ".join(statement.text[:_LONGEST].split())
