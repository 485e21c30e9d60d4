"""The records of a WARC or ARC file one after the other, through damage and to a torn end.

Memory stays flat: a record's block is read up to a limit, the rest is passed over.
"""

import mmap
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ARCIterator
from warcio.exceptions import ArchiveLoadFailed

GZIP_MAGIC = b"\x1f\x8b\x08"
HEADER_BYTES = 1 << 20
_ARC_LINE = rb"(?:[a-z][a-z0-9+.-]*:)\S[^\r\n]* \S+ \d{12,17} \S* ?-?\d+\r?\n"
_ARC_STARTS = re.compile(rb"(?<=\n)" + _ARC_LINE)
_WARC_STARTS = re.compile(rb"(?<=\n)WARC/\d\.\d\r\n")
_GZIP_STARTS = re.compile(re.escape(GZIP_MAGIC))
_FIRST_LINE = re.compile(rb"\s*(?:WARC/\d\.\d\r?\n|" + _ARC_LINE + rb")")


@dataclass(frozen=True, slots=True)
class Raw:
    """One record. ``kind`` is its WARC-Type; an ARC record is a ``response``.

    ``url``, ``date`` and ``content_type`` are as in the file, empty where absent. ``block`` is
    None where it is longer than the limit; ``missing`` counts bytes that the file ends without.
    """

    offset: int
    kind: str
    url: str
    date: str
    content_type: str
    block: bytes | None
    missing: int = 0
    truncated: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """No record can be read at ``offset``; ``torn`` if the file simply ends too soon."""

    offset: int
    why: str
    torn: bool = False


def records(path: Path, block_limit: int) -> Iterator[Raw | Broken]:
    """Every record of the file and every stretch that is none; OSError if it cannot be opened."""
    size = path.stat().st_size
    with path.open("rb") as file:
        form = _form(file, path.name)
        start: int | None = 0
        while start is not None and start < size:
            place = start
            read = _arc if form.arc else _warc
            try:
                for record in read(file, start, block_limit):
                    place = record.offset
                    yield record
                    start = place + 1
                break
            except (OSError, ValueError, EOFError, ArchiveLoadFailed, zlib.error) as error:
                follows = _next_start(file, max(place, start) + 1, form)
                yield Broken(place, " ".join(str(error).split())[:200], torn=False)
                start = follows
        else:
            return
        yield from _tail(file, size, place, form)


@dataclass(frozen=True, slots=True)
class _Form:
    arc: bool
    gzipped: bool

    @property
    def starts(self) -> re.Pattern[bytes]:
        if self.gzipped:
            return _GZIP_STARTS
        return _ARC_STARTS if self.arc else _WARC_STARTS


def _form(file: BinaryIO, name: str) -> _Form:
    """ARC or WARC, packed or plain: by the first bytes, by the name where those are broken."""
    start = file.read(4096)
    gzipped = start.startswith(GZIP_MAGIC)
    plain = _opening(start) if gzipped else start
    named = name.lower().endswith((".arc", ".arc.gz"))
    arc = False if plain.startswith(b"WARC/") else named or plain.startswith(b"filedesc:")
    return _Form(arc, gzipped)


def _opening(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(packed, 4096)
    except zlib.error:
        return b""


def _warc(file: BinaryIO, start: int, block_limit: int) -> Iterator[Raw]:
    file.seek(start)
    for found in ArchiveIterator(file, parse_http=False, max_header_len=HEADER_BYTES):
        headers = {name.lower(): value for name, value in found.headers.items()}
        block = found.reader.read(block_limit + 1)
        cut = len(block) > block_limit
        yield Raw(
            offset=found.stream_pos,
            kind=headers.get("warc-type", "").strip().lower(),
            url=headers.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">"),
            date=headers.get("warc-date", ""),
            content_type=headers.get("content-type", "").lower(),
            block=None if cut else block,
            missing=0 if cut else max(0, found.content_length - len(block)),
            truncated=headers.get("warc-truncated", ""),
        )


def _arc(file: BinaryIO, start: int, block_limit: int) -> Iterator[Raw]:
    file.seek(start)
    found = ARCIterator(file, no_record_parse=True)
    for record in found:
        headers = record.rec_headers
        block = record.raw_stream.read(block_limit + 1)
        cut = len(block) > block_limit
        length = headers.get_header("length") or ""
        first = record.rec_type == "arc_header"
        yield Raw(
            offset=found.offset,
            kind="warcinfo" if first else "response",
            url=headers.get_header("uri") or "",
            date=headers.get_header("archive-date") or "",
            content_type="application/http",
            block=None if cut else block,
            missing=0
            if cut or first or not length.isdecimal()
            else max(0, int(length) - len(block)),
        )


def _next_start(file: BinaryIO, start: int, form: _Form) -> int | None:
    """Where the next record begins at or after ``start``, as far as bytes can tell."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        for match in form.starts.finditer(view, start):
            if not form.gzipped:
                return match.start()
            if _FIRST_LINE.match(_opening(view[match.start() : match.start() + 4096])):
                return match.start()
    return None


def _tail(file: BinaryIO, size: int, last: int, form: _Form) -> Iterator[Broken]:
    """The torn end that the readers pass over in silence."""
    if form.gzipped:
        torn = _torn_member(file, last)
        if torn is not None:
            yield Broken(torn, "the file ends inside a record", torn=True)
    elif not form.arc:
        file.seek(max(0, size - 4))
        if file.read(4) != b"\r\n\r\n":
            yield Broken(last, "the file ends inside a record", torn=True)


def _torn_member(file: BinaryIO, start: int) -> int | None:
    """The offset of a gzip member from ``start`` on that the file ends inside of."""
    file.seek(start)
    pending = b""
    while chunk := pending or file.read(1 << 16):
        inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        begun, pending = file.tell() - len(chunk), b""
        while chunk and not inflate.eof:
            try:
                inflate.decompress(chunk, 1 << 20)
            except zlib.error:
                return begun
            chunk = inflate.unconsumed_tail or (b"" if inflate.eof else file.read(1 << 16))
        if not inflate.eof:
            return begun
        pending = inflate.unused_data.lstrip(b"\x00")
    return None
