"""The rows of the table: what e5 says of each piece alone, fewer dimensions, rare pieces louder.

Model2Vec's recipe (Tulkens & van Dongen 2024): each piece once through the model, principal
components, smooth inverse frequency as weight (Arora et al. 2017, a / (a + p)); p is the
unigram probability that comes with the piece.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.vectors.e5 import E5

ROWS, SCALES = "rows.npy", "scales.npy"
_A = 1e-5
_TOGETHER = 128
_STEPS = 127

Progress = Callable[[float], None]


def distilled(e5: E5, progress: Progress) -> NDArray[np.float16]:
    """What e5 says of each piece alone, shape (pieces, 384); takes minutes.

    ``progress`` is told the share that is done, 0 to 1.
    """
    count = len(e5.vocabulary.pieces)
    made = np.zeros((count, e5.dimensions), np.float16)
    for start in range(0, count, _TOGETHER):
        numbers = range(start, min(start + _TOGETHER, count))
        made[start : numbers.stop] = e5.of_pieces(numbers)
        progress(numbers.stop / count)
    return made


def write(
    rows: NDArray[np.float16], scores: Sequence[float], dimensions: int, folder: Path
) -> None:
    """Writes the table of ``rows`` into ``folder``: int8 rows and a scale for each."""
    short = _principal(rows, dimensions)
    short /= np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-6)
    largest = np.maximum(np.abs(short).max(axis=1), 1e-6)
    whole = np.rint(short / largest[:, None] * _STEPS).astype(np.int8)
    rarity = _A / (_A + np.exp(np.asarray(scores, np.float64)))
    np.save(folder / ROWS, whole)
    np.save(folder / SCALES, (largest / _STEPS * rarity).astype(np.float32))


def _principal(rows: NDArray[np.float16], dimensions: int) -> NDArray[np.float32]:
    """The rows less their mean, along the ``dimensions`` directions in which they differ most."""
    mean = rows.mean(axis=0, dtype=np.float64)
    spread = np.zeros((rows.shape[1], rows.shape[1]))
    for start in range(0, len(rows), 8192):
        off = rows[start : start + 8192] - mean
        spread += off.T @ off
    _, directions = np.linalg.eigh(spread)
    kept = directions[:, ::-1][:, :dimensions].astype(np.float32)
    kept *= np.sign(kept[np.abs(kept).argmax(axis=0), np.arange(dimensions)])
    made = np.empty((len(rows), dimensions), np.float32)
    for start in range(0, len(rows), 8192):
        made[start : start + 8192] = (rows[start : start + 8192] - mean.astype(np.float32)) @ kept
    return made
