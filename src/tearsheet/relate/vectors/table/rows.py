"""The rows of the table: what e5 says of each piece alone, fewer dimensions, rare pieces louder.

Model2Vec's recipe (Tulkens & van Dongen 2024): each piece once through the model, principal
components, smooth inverse frequency as weight (Arora et al. 2017, a / (a + p)); p is the
unigram probability that comes with the piece. Here the components are also brought nearer to
equal size: what most pieces share says least of any.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.vectors.e5 import E5

ROWS, SCALES = "rows.npy", "scales.npy"
# On the kk-en pairs (which sentence is its translation), OG2021 (F1 of pairs across languages) and
# SemEval-22 (Pearson, centred), 2026-11-22: not evened .67, .13, .60; evened by the fourth root
# of the variance .75, .15, .64, by the square root .75, .16, .65. By the fourth root, a of 1e-6
# before evening .53, 1e-5 .75, .15, .64, 3e-5 .79, .16, .63, 1e-4 .80, .17, .62.
_EVENED = 0.35
_A = 3e-5
_TOGETHER = 128
_STEPS = 127

Progress = Callable[[float], None]


def distilled(e5: E5, count: int, threads: int, progress: Progress) -> NDArray[np.float16]:
    """What e5 says of each of ``count`` pieces alone, shape (count, 384); takes minutes.

    ``progress`` is told the share that is done, 0 to 1.
    """
    made = np.zeros((count, e5.dimensions), np.float16)
    together = [range(start, min(start + _TOGETHER, count)) for start in range(0, count, _TOGETHER)]
    with ThreadPoolExecutor(threads) as pool:
        for numbers, rows in zip(together, pool.map(e5.of_pieces, together), strict=True):
            made[numbers.start : numbers.stop] = rows
            progress(numbers.stop / count)
    return made


def write(
    rows: NDArray[np.float16], scores: Sequence[float], dimensions: int, folder: Path
) -> None:
    """Writes the table of ``rows`` into ``folder``: int8 rows and a scale for each."""
    short = _principal(rows, dimensions)
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
    variances, directions = np.linalg.eigh(spread / len(rows))
    largest = slice(None, -dimensions - 1, -1)
    kept = directions[:, largest] / np.maximum(variances[largest], 1e-9) ** _EVENED
    kept *= np.sign(kept[np.abs(kept).argmax(axis=0), np.arange(dimensions)])
    turned = kept.astype(np.float32)
    made = np.empty((len(rows), dimensions), np.float32)
    for start in range(0, len(rows), 8192):
        made[start : start + 8192] = (rows[start : start + 8192] - mean.astype(np.float32)) @ turned
    return made
