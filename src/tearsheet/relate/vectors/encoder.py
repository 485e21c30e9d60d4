"""What turns texts into vectors promises, whichever model stands behind it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """A model of meaning: texts that say the same lie close, across languages.

    ``encode`` returns one row for each text, in their order: float32, shape (texts, dimensions),
    rows of unit length, not centred (`means.LanguageMeans` centres). It is a function of the text
    alone: alone or among others a text gets the same vector up to 1e-3, so that a vector may be
    kept by the text's hash and ``name``. Empty and any other Unicode text gets a row too.
    """

    @property
    def name(self) -> str:
        """The model and its version: what a kept vector must have been made with."""

    @property
    def dimensions(self) -> int:
        """The length of a row."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The rows of ``texts``, shape (len(texts), dimensions)."""
