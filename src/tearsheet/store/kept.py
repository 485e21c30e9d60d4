"""What could be worked out again, kept because that takes long: vectors and snapshots."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tearsheet.store.changes import CHUNK
from tearsheet.store.rows import SnapshotRow, VectorRow


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of a thing after the article at place ``upto`` had been related."""

    version: str
    upto: int
    state: bytes


def vectors_of(encoder: str, texts: Collection[str]) -> dict[str, bytes]:
    """The vectors that an encoder gave these texts (SHA-256, hexadecimal), as far as on file."""
    keys = list(texts)
    return {
        text: bytes(words)
        for start in range(0, len(keys), CHUNK)
        for text, words in VectorRow.objects.filter(
            encoder=encoder, text__in=keys[start : start + CHUNK]
        ).values_list("text", "words")
    }


def vectors_by_encoder(texts: Collection[str]) -> dict[str, dict[str, bytes]]:
    """The vectors of these texts (SHA-256, hexadecimal) that are on file, by encoder."""
    keys, found = list(texts), dict[str, dict[str, bytes]]()
    for start in range(0, len(keys), CHUNK):
        rows = VectorRow.objects.filter(text__in=keys[start : start + CHUNK])
        for encoder, text, words in rows.values_list("encoder", "text", "words"):
            found.setdefault(encoder, {})[text] = bytes(words)
    return found


def file_vectors(encoder: str, vectors: Mapping[str, bytes]) -> None:
    """Put vectors on file, by the SHA-256 of their texts; one that is there stays."""
    VectorRow.objects.bulk_create(
        [VectorRow(text=text, encoder=encoder, words=words) for text, words in vectors.items()],
        ignore_conflicts=True,
    )


def snapshot(what: str) -> Snapshot | None:
    """The last snapshot of a thing."""
    row = SnapshotRow.objects.filter(what=what).first()
    return Snapshot(row.version, row.upto, bytes(row.state)) if row else None


def file_snapshot(what: str, taken: Snapshot) -> None:
    """Keep a snapshot in place of the one before."""
    SnapshotRow.objects.update_or_create(
        what=what,
        defaults={"version": taken.version, "upto": taken.upto, "state": taken.state},
    )
