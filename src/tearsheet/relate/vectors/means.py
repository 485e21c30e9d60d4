"""Where each language lies among the vectors, and vectors freed of it.

The vectors of one language share a direction that says only which language it is; less their
mean, texts of two languages that say the same come to lie together. The means start from those
that ship (``shipped/<encoder>.toml``, by ``benchmarks/learn_means.py``), which count as so many
texts, and follow what is read.
"""

import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.vectors.encoder import Vectors

# F1 of pairs across languages on OG2021, means followed from title to title: 30 texts .343, 100
# .328, 300 .309; the means of the whole set, known beforehand, .352; none .266 (2026-11-22).
_COUNTED_AS = 30.0
_UNITS = 1e4


@dataclass(frozen=True, slots=True)
class LanguageMeans:
    """The means of an encoder's vectors, a sum and a count for each language.

    ``sums`` has float64 rows (dimensions,), the shipped means counted in; a language without
    one takes the mean of all languages.
    """

    encoder: str
    dimensions: int
    counts: Mapping[str, float]
    sums: Mapping[str, NDArray[np.float64]]

    @classmethod
    def shipped(cls, encoder: str, dimensions: int) -> Self:
        """The means that ship for the encoder of this name.

        Without any (a model of the user's own) every mean is zero until texts are seen.
        """
        means = _shipped(encoder.partition(" ")[0])
        if any(len(mean) != dimensions for mean in means.values()):
            means = {}
        return cls(
            encoder,
            dimensions,
            dict.fromkeys(means, _COUNTED_AS),
            {language: mean * _COUNTED_AS for language, mean in means.items()},
        )

    def with_texts(self, language: str, vectors: Vectors) -> Self:
        """The means after these texts of a language (BCP 47) too; ``vectors`` (texts, dims)."""
        if not len(vectors):
            return self
        language = _primary(language)
        count, total = self.counts.get(language), self.sums.get(language)
        if count is None or total is None:
            count, total = _COUNTED_AS, self.mean(language) * _COUNTED_AS
        count += len(vectors)
        total = total + vectors.sum(axis=0, dtype=np.float64)
        return replace(
            self,
            counts={**self.counts, language: count},
            sums={**self.sums, language: total},
        )

    def mean(self, language: str) -> NDArray[np.float64]:
        """The mean of a language, shape (dimensions,); of one never seen, that of all."""
        language = _primary(language)
        if language in self.sums:
            return self.sums[language] / self.counts[language]
        if not self.sums:
            return np.zeros(self.dimensions)
        means = [self.sums[one] / self.counts[one] for one in sorted(self.sums)]
        everywhere: NDArray[np.float64] = np.mean(means, axis=0)
        return everywhere

    def centred(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """Each row less the mean of its language, of length one again; shape as given.

        A row that is nothing but its language's mean stays zero.
        """
        means = {language: self.mean(language) for language in set(languages)}
        made = np.asarray(vectors, np.float64).reshape(len(languages), self.dimensions)
        if languages:
            made = made - np.stack([means[language] for language in languages])
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        return (made / np.where(lengths > 1e-9, lengths, 1)).astype(np.float32)

    def to_bytes(self) -> bytes:
        """The state, whole; the same means give the same bytes."""
        languages = sorted(self.sums)
        out = io.BytesIO()
        np.savez(
            out,
            encoder=np.array(self.encoder),
            languages=np.array(languages, dtype=np.str_),
            counts=np.array([self.counts[one] for one in languages], np.float64),
            sums=np.array([self.sums[one] for one in languages], np.float64).reshape(
                len(languages), self.dimensions
            ),
        )
        return out.getvalue()

    @classmethod
    def from_bytes(cls, state: bytes) -> Self:
        """What `to_bytes` wrote; raises ValueError for anything else."""
        try:
            with np.load(io.BytesIO(state), allow_pickle=False) as held:
                languages = [str(language) for language in held["languages"]]
                counts = [float(count) for count in held["counts"]]
                return cls(
                    str(held["encoder"]),
                    int(held["sums"].shape[1]),
                    dict(zip(languages, counts, strict=True)),
                    dict(zip(languages, held["sums"], strict=True)),
                )
        except (KeyError, OSError, EOFError, IndexError, ValueError, BadZipFile) as broken:
            raise ValueError(f"no language means: {broken}") from broken


def _primary(language: str) -> str:
    """The language of a BCP 47 tag without script and region."""
    return language.replace("_", "-").partition("-")[0].lower()


@cache
def _shipped(model: str) -> dict[str, NDArray[np.float64]]:
    """The means that ship for a model, by language; none where there is no file."""
    file = resources.files("tearsheet.relate.vectors") / "shipped" / f"{model}.toml"
    if not file.is_file():
        return {}
    table = tomllib.loads(file.read_text("utf-8"))["means"]
    return {language: np.array(mean) / _UNITS for language, mean in table.items()}
