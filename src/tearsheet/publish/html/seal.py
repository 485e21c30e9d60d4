"""The seal of an edition: one digest over the whole file, and one for each block a reader sees.

The first leaves no character out, whatever a browser makes of it; the others say where it was.
"""

from dataclasses import dataclass
from hashlib import sha256

import msgspec

from tearsheet.publish.edition import PublishError
from tearsheet.publish.html.reading import MANIFEST, SEAL, Reading
from tearsheet.publish.manifest import fingerprint

OPENING = f'<script type="application/json" id="{SEAL}">'


@dataclass(frozen=True, slots=True)
class Seal:
    """SHA-256 in hex of the manifest, of the file (`unsealed`) and of each block, in order."""

    manifest: str
    file: str
    blocks: tuple[tuple[str, str], ...]


def seal_of(page: str, reading: Reading) -> Seal:
    """The seal for a page, which may bear one already; ``reading`` is the page taken apart."""
    return Seal(
        fingerprint(reading.scripts.get(MANIFEST, "")),
        sha256(unsealed(page).encode("utf-8", "surrogatepass")).hexdigest(),
        tuple(reading.seals()),
    )


def sealed(page: str, seal: Seal) -> str:
    """The page with the seal in its place."""
    return unsealed(page).replace(OPENING, OPENING + encoded(seal), 1)


def unsealed(page: str) -> str:
    """The page without its seal; line endings are line feeds."""
    before, opening, after = page.replace("\r\n", "\n").partition(OPENING)
    return f"{before}{opening}{after[max(0, after.find('</script>')) :]}"


def encoded(seal: Seal) -> str:
    """The seal as JSON for an HTML script element; block names are ours and plain."""
    return msgspec.json.encode(seal).decode().replace("<", "\\u003c")


def decoded(line: str) -> Seal:
    """The seal read back; raises PublishError if it cannot be."""
    try:
        return msgspec.json.decode(line, type=Seal)
    except (msgspec.DecodeError, ValueError) as error:
        raise PublishError(f"the edition's seal cannot be read: {error}") from error
