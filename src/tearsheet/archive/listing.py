"""The list beside each WARC file: where its records lie, and the digest of each one's bytes.

One line a record: offset, length, SHA-256 of the bytes on disk, kind, key, payload digest, and a
CRC-32 of the line. It makes opening quick and lets `check` find a flipped byte in the very last
record; all of it can be made again from the WARC file, so it is never waited for (no fsync).
"""

import os
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
    """What a list says: entries that tile the file, and whether all of it held.

    ``size`` counts the bytes of the list up to the end of the last entry.
    """

    entries: tuple[Entry, ...]
    whole: bool
    size: int

    @property
    def end(self) -> int:
        """How far into the WARC file the list reaches."""
        return self.entries[-1].end if self.entries else 0


def beside(warc: Path) -> Path:
    """The list of a WARC file."""
    return warc.with_name(warc.name.removesuffix(".warc.gz") + SUFFIX)


def read(warc: Path, end: int = 0, size: int = 0) -> Listing:
    """The list of a WARC file as far as it can be believed; empty where there is none.

    With ``end`` and ``size`` only what follows: the entries from byte ``end`` of the WARC file
    on, whose lines begin at byte ``size`` of the list.
    """
    try:
        with beside(warc).open("rb") as file:
            file.seek(size)
            lines = file.read().split(b"\n")
    except FileNotFoundError:
        return Listing((), whole=False, size=size)
    entries: list[Entry] = []
    for line in lines[:-1]:
        entry = parsed(line)
        if entry is None or entry.offset != end:
            return Listing(tuple(entries), whole=False, size=size)
        entries.append(entry)
        end = entry.end
        size += len(line) + 1
    return Listing(tuple(entries), whole=lines[-1] == b"", size=size)


def write(warc: Path, entries: Iterable[Entry]) -> int:
    """Make the list of a WARC file anew, at once; the number of its bytes. Raises OSError."""
    content = lines(entries)
    path = beside(warc)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(content)
    draft.replace(path)
    return len(content)


def append(warc: Path, entries: Iterable[Entry], size: int) -> int:
    """Write the next lines of a list of ``size`` bytes; how many it has then. Raises OSError."""
    content = lines(entries)
    file = os.open(beside(warc), os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        write_at(file, content, size)
        os.ftruncate(file, size + len(content))
    finally:
        os.close(file)
    return size + len(content)


def write_at(file: int, content: bytes, offset: int) -> None:
    """Write all of it at a place of an open file. Raises OSError."""
    view = memoryview(content)
    while view:
        written = os.pwrite(file, view, offset)
        view, offset = view[written:], offset + written


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
