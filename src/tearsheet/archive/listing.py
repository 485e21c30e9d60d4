"""The list beside each WARC file: where its records lie, and the digest of each one's bytes.

One line a record: offset, length, SHA-256 of the bytes on disk, kind, key, payload digest, and a
CRC-32 of the line. It makes opening quick and lets `check` find a flipped byte in the very last
record; all of it can be made again from the WARC file, so it is never waited for (no fsync).
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SUFFIX = ".list"
DAMAGED = "damaged"  # the kind of a stretch that holds no readable record


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: place, digest of its bytes, kind, key of the capture or article.

    ``payload`` is the payload's digest for a capture. Both are empty where there is none.
    """

    offset: int
    length: int
    sha256: str
    kind: str
    key: str = ""
    payload: str = ""

    @property
    def end(self) -> int:
        """The offset of the next record."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list says: entries that tile the file from its start, and whether all of it held."""

    entries: tuple[Entry, ...]
    whole: bool

    @property
    def end(self) -> int:
        """How far into the WARC file the list reaches."""
        return self.entries[-1].end if self.entries else 0


def beside(warc: Path) -> Path:
    """The list of a WARC file."""
    return warc.with_name(warc.name.removesuffix(".warc.gz") + SUFFIX)


def read(warc: Path) -> Listing:
    """The list of a WARC file as far as it can be believed; empty where there is none."""
    try:
        lines = beside(warc).read_bytes().split(b"\n")
    except FileNotFoundError:
        return Listing((), whole=False)
    entries: list[Entry] = []
    end = 0
    for line in lines[:-1]:
        entry = parsed(line)
        if entry is None or entry.offset != end:
            return Listing(tuple(entries), whole=False)
        entries.append(entry)
        end = entry.end
    return Listing(tuple(entries), whole=lines[-1] == b"")


def lines(entries: Iterable[Entry]) -> bytes:
    """The lines of these entries."""
    return b"".join(map(_line, entries))


def parsed(line: bytes) -> Entry | None:
    """The entry on a line, None where the line is not what was written."""
    text, _, crc = line.rpartition(b" ")
    if crc != b"%08x" % zlib.crc32(text):
        return None
    offset, length, digest, kind, key, payload = text.decode("ascii").split(" ")
    return Entry(int(offset), int(length), digest, kind, key.strip("-"), payload.strip("-"))


def _line(entry: Entry) -> bytes:
    text = " ".join(
        (
            str(entry.offset),
            str(entry.length),
            entry.sha256,
            entry.kind,
            entry.key or "-",
            entry.payload or "-",
        )
    ).encode("ascii")
    return b"%s %08x\n" % (text, zlib.crc32(text))
