"""A vector is made once for each text and encoder, and then kept."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import numpy as np

from tearsheet.relate.vectors.encoder import Encoder, Vectors


class VectorCache(Protocol):
    """Rows that were made before, as little-endian float16 bytes, by the SHA-256 of their text.

    ``encoder`` is the encoder's name: rows of different encoders never meet.
    """

    def kept(self, encoder: str, texts: Collection[bytes]) -> Mapping[bytes, bytes]:
        """The rows of those of ``texts`` (digests of 32 bytes) that are kept."""

    def keep(self, encoder: str, rows: Mapping[bytes, bytes]) -> None:
        """Keeps rows by their text's digest; one that is kept already stays."""


class Cached:
    """An `Encoder` that asks ``encoder`` only for texts whose rows are not kept.

    Rows pass through float16 whether kept or new, so that a text has the same row each time.
    """

    def __init__(self, encoder: Encoder, cache: VectorCache) -> None:
        """Nothing is read before `encode`."""
        self._encoder = encoder
        self._cache = cache

    @property
    def name(self) -> str:
        """The name of the encoder behind it."""
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        """The dimensions of the encoder behind it."""
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length one for each text, float32, shape (texts, dimensions)."""
        digests = [digest(text) for text in texts]
        size = 2 * self.dimensions
        found = self._cache.kept(self.name, set(digests))
        rows = {text: row for text, row in found.items() if len(row) == size}
        missing = {
            text: words for text, words in zip(digests, texts, strict=True) if text not in rows
        }
        if missing:
            made = _to_bytes(self._encoder.encode(list(missing.values())))
            new = dict(zip(missing, made, strict=True))
            self._cache.keep(self.name, new)
            rows |= new
        return _from_bytes([rows[text] for text in digests], self.dimensions)


def digest(text: str) -> bytes:
    """The SHA-256 of a text, 32 bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _to_bytes(rows: Vectors) -> list[bytes]:
    return [row.tobytes() for row in rows.astype("<f2")]


def _from_bytes(rows: list[bytes], dimensions: int) -> Vectors:
    found = np.frombuffer(b"".join(rows), "<f2").astype(np.float32)
    found = found.reshape(len(rows), dimensions)
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.float32(1e-6))
    return found
