"""The records of an ARC file, WARC's forerunner.

A record is one line (URL, IP address, date, media type, and last its length), as many bytes as
that says, and a line feed. Source: Internet Archive, ARC file format, versions 1 and 2.
"""

import re
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from tearsheet.collect.warc.reach import Reach

STEP = 1 << 16
LINE_BYTES = 1 << 16
GZIP = zlib.MAX_WBITS + 16
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Line:
    """What a record's first line says; ``date`` has 12 to 17 digits."""

    url: str
    date: str
    length: int


@dataclass(frozen=True, slots=True)
class Record:
    """One record: ``offset`` is that of its gzip member or of its own first byte.

    ``block`` is None where it is longer than was asked for; ``missing`` counts the bytes that
    the file ends without.
    """

    offset: int
    line: Line
    block: bytes | None
    missing: int


def records(file: Reach, start: int, *, gzipped: bool, block_limit: int) -> Iterator[Record]:
    """The records from ``start`` on; an empty file end is no error, a torn one shows as missing.

    Raises ValueError where no record begins, zlib.error where it cannot be unpacked.
    """
    file.seek(start)
    stream = _Stream(_inflated(file) if gzipped else _plain(file), exact=not gzipped)
    while stream.more():
        offset = stream.place()
        first = stream.line()
        if not first.strip():
            continue
        line = parsed(first)
        block = stream.take(min(line.length, block_limit + 1))
        whole = len(block) <= block_limit
        missing = line.length - len(block) if whole else 0
        yield Record(offset, line, block if whole else None, missing)
        if not whole:
            stream.skip(line.length - len(block))


def parsed(line: bytes) -> Line:
    """The first line of a record (a URL may hold spaces). Raises ValueError if it is none."""
    text = line.strip().decode("utf-8", "replace")
    for fields in (5, 10):  # version 1, version 2
        parts = text.rsplit(" ", fields - 1)
        if len(parts) == fields and _fits(parts):
            return Line(parts[0], parts[2], int(parts[-1]))
    raise ValueError("no ARC record begins here")


def _fits(parts: list[str]) -> bool:
    url, date, length = parts[0], parts[2], parts[-1]
    dated = date.isdecimal() and 12 <= len(date) <= 17
    return dated and length.isdecimal() and _SCHEME.match(url) is not None


class _Stream:
    """Plain bytes that know where in the file they come from."""

    def __init__(self, chunks: Iterator[tuple[int, bytes]], *, exact: bool) -> None:
        self._chunks = chunks
        self._ready: deque[tuple[int, bytes]] = deque()
        self._exact = exact

    def more(self) -> bool:
        """Whether a byte is left."""
        while not self._ready:
            chunk = next(self._chunks, None)
            if chunk is None:
                return False
            if chunk[1]:
                self._ready.append(chunk)
        return True

    def place(self) -> int:
        """Where the next byte (packed: its member) begins in the file."""
        return self._ready[0][0]

    def take(self, length: int) -> bytes:
        """So many bytes, fewer where the file ends."""
        taken = bytearray()
        while len(taken) < length and self.more():
            taken += self._some(length - len(taken))
        return bytes(taken)

    def skip(self, length: int) -> None:
        """Pass over so many bytes."""
        while length and self.more():
            length -= len(self._some(length))

    def line(self) -> bytes:
        """Up to the next line feed. Raises ValueError for a line beyond all measure."""
        line = bytearray()
        while self.more() and not line.endswith(b"\n"):
            end = self._ready[0][1].find(b"\n") + 1
            line += self._some(end or STEP)
            if len(line) > LINE_BYTES:
                raise ValueError("no ARC record begins here")
        return bytes(line)

    def _some(self, length: int) -> bytes:
        offset, chunk = self._ready.popleft()
        if len(chunk) > length:
            self._ready.appendleft((offset + length * self._exact, chunk[length:]))
        return chunk[:length]


def _plain(file: Reach) -> Iterator[tuple[int, bytes]]:
    offset = file.tell()
    while chunk := file.read(STEP):
        yield offset, chunk
        offset += len(chunk)


def _inflated(file: Reach) -> Iterator[tuple[int, bytes]]:
    """What the members hold, each piece with its member's offset; a torn one gives what it can."""
    offset, packed = file.tell(), file.read(STEP)
    while packed:
        inflate = zlib.decompressobj(GZIP)
        begun = offset
        while packed and not inflate.eof:
            yield begun, inflate.decompress(packed, STEP)
            left = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            offset += len(packed) - len(left)
            packed = left or file.read(STEP)
        while packed and not packed.strip(b"\x00"):  # padding between members
            offset += len(packed)
            packed = file.read(STEP)
