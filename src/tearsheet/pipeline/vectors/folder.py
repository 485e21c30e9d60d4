"""Vectors from a folder of sentence-transformers on this disk; nothing is fetched."""

import hashlib
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.vectors.encoder import Vectors

_TOGETHER = 32


class FolderError(Exception):
    """The folder gives no vectors; the message says what to do."""


class _Model(Protocol):
    def encode(
        self, sentences: list[str], *, batch_size: int, normalize_embeddings: bool,
        convert_to_numpy: bool, show_progress_bar: bool,
    ) -> NDArray[np.float32]: ...  # fmt: skip


class Folder:
    """A local model of sentence-transformers, an `Encoder`."""

    def __init__(self, model: _Model, name: str) -> None:
        """Encodes one text to learn the dimensions; `open` loads the model."""
        self._model = model
        self.name = name
        self.dimensions = self._rows(["vector"]).shape[1]

    @classmethod
    def open(cls, path: Path) -> Self:
        """The model in the folder at ``path``.

        Raises FolderError where there is no such model or the package is not installed.
        """
        if not (path / "config.json").is_file() and not (path / "modules.json").is_file():
            raise FolderError(f"{path} holds no model of sentence-transformers (no modules.json)")
        try:
            load: Callable[..., _Model] = import_module("sentence_transformers").SentenceTransformer
        except ImportError as missing:
            raise FolderError(
                f"to use the model in {path}, install sentence-transformers "
                "(pip install sentence-transformers)"
            ) from missing
        try:
            model = load(str(path), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as broken:
            raise FolderError(f"{path} cannot be loaded: {broken}") from broken
        return cls(model, f"{path.name} {_version(path)}")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length one for each text, float32, shape (texts, dimensions).

        Raises FolderError where the model gives rows without a direction.
        """
        return self._rows(texts) if texts else np.zeros((0, self.dimensions), np.float32)

    def _rows(self, texts: Sequence[str]) -> Vectors:
        rows = np.array(
            self._model.encode(
                list(texts),
                batch_size=_TOGETHER,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            ),
            np.float32,
        )
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise FolderError(f"{self.name} gives rows without a direction")
        rows /= lengths
        return rows


def _version(path: Path) -> str:
    """What the folder holds, in eight digits: its settings word for word, weights by their size."""
    sums = hashlib.sha256()
    for file in sorted(path.rglob("*")):
        if file.is_file():
            sums.update(f"{file.relative_to(path)} {file.stat().st_size}\n".encode())
            if file.suffix == ".json":
                sums.update(file.read_bytes())
    return sums.hexdigest()[:8]
