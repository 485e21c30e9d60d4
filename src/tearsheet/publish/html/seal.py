"""The seal of an edition: a digest for each block a reader sees, and one over them all."""

import json
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from tearsheet.publish.edition import PublishError


@dataclass(frozen=True, slots=True)
class Seal:
    """``manifest`` and ``page`` are SHA-256 in hex; ``blocks`` are names and digests in order."""

    manifest: str
    page: str
    blocks: tuple[tuple[str, str], ...]


def seal_of(manifest: str, blocks: list[tuple[str, str]]) -> Seal:
    """The seal over a manifest's fingerprint and the page's blocks."""
    over = json.dumps([manifest, blocks], ensure_ascii=False, separators=(",", ":"))
    digest = sha256(over.encode("utf-8", "surrogatepass")).hexdigest()
    return Seal(manifest, digest, tuple(blocks))


def encoded(seal: Seal) -> str:
    """The seal as JSON for an HTML script element; block names are ours and plain."""
    return msgspec.json.encode(seal).decode().replace("<", "\\u003c")


def decoded(line: str) -> Seal:
    """The seal read back; raises PublishError if it cannot be."""
    try:
        return msgspec.json.decode(line, type=Seal)
    except (msgspec.DecodeError, ValueError) as error:
        raise PublishError(f"the edition's seal cannot be read: {error}") from error
