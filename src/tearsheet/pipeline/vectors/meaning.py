"""What articles mean, as vectors: worked out once for each text and kept on file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tearsheet.model import Article
from tearsheet.pipeline.vectors.cache import Cached
from tearsheet.pipeline.vectors.choose import encoder_for
from tearsheet.relate.translations.bulk import LEAD
from tearsheet.relate.vectors.encoder import Encoder, Vectors
from tearsheet.relate.vectors.means import LanguageMeans
from tearsheet.settings import Settings
from tearsheet.store import kept


class StoredVectors:
    """Vectors on file, as `pipeline.vectors.VectorCache` asks for them."""

    def kept(self, encoder: str, texts: Collection[bytes]) -> Mapping[bytes, bytes]:
        """The rows of those of ``texts`` (digests) that are on file."""
        found = kept.vectors_of(encoder, {text.hex() for text in texts})
        return {bytes.fromhex(text): row for text, row in found.items()}

    def keep(self, encoder: str, rows: Mapping[bytes, bytes]) -> None:
        """Put rows on file by their text's digest."""
        kept.file_vectors(encoder, {text.hex(): row for text, row in rows.items()})


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors of texts; without an encoder there are none."""

    encoder: Encoder | None

    @classmethod
    def open(cls, settings: Settings) -> "Meaning":
        """What the settings ask for. Raises what `encoder_for` raises."""
        encoder = encoder_for(settings.vectors, settings.models)
        return cls(Cached(encoder, StoredVectors()) if encoder else None)

    @property
    def name(self) -> str:
        """The encoder's name, by which its vectors are known."""
        return self.encoder.name if self.encoder else "none"

    @property
    def dimensions(self) -> int:
        """The length of a row; 0 without an encoder."""
        return self.encoder.dimensions if self.encoder else 0

    @property
    def means(self) -> LanguageMeans:
        """The means of languages that ship for the encoder."""
        return LanguageMeans.shipped(self.name, self.dimensions)

    def of(self, articles: Sequence[Article]) -> tuple[Vectors, Vectors] | None:
        """A row for title and lead of each article, and one for the title alone."""
        if self.encoder is None:
            return None
        texts = [f"{one.title}\n{one.text[:LEAD]}" for one in articles]
        rows = self.encoder.encode([*texts, *(one.title for one in articles)])
        return rows[: len(articles)], rows[len(articles) :]

    def rows(self, texts: Sequence[str]) -> Vectors:
        """A row for each text; of no length without an encoder."""
        if self.encoder is None:
            return np.zeros((len(texts), 0), dtype=np.float32)
        return self.encoder.encode(texts)


NO_VECTORS = Meaning(None)
