"""The records of a WARC or ARC file one after the other, through damage and to a torn end.

Memory stays flat: a record's block is read up to a limit, the rest is passed over.
"""

import mmap
import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator

from tearsheet.collect.warc import arc

GZIP_MAGIC = b"\x1f\x8b\x08"
HEADER_BYTES = 1 << 20
STEP = 1 << 16
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


@dataclass(frozen=True, slots=True)
class _Form:
    arc: bool
    gzipped: bool

    @property
    def starts(self) -> re.Pattern[bytes]:
        if self.gzipped:
            return _GZIP_STARTS
        return _ARC_STARTS if self.arc else _WARC_STARTS


def records(path: Path, block_limit: int) -> Iterator[Raw | Broken]:
    """Every record of the file and every stretch that is none; OSError if it cannot be opened."""
    size = path.stat().st_size
    with path.open("rb") as file:
        form = _form(file, path.name)
        start: int | None = 0
        while start is not None and start < size:
            start = yield from _unbroken(file, start, size, block_limit, form)


def _unbroken(
    file: BinaryIO, start: int, size: int, block_limit: int, form: _Form
) -> Generator[Raw | Broken, None, int | None]:
    """The records up to the next damage, and the damage; returns where to go on, if anywhere.

    One record is held back: the last of a torn file may be no more than half of its headers.
    """
    last: Raw | None = None
    try:
        for record in (_arc if form.arc else _warc)(file, start, block_limit, form):
            if last is not None:
                yield last
            last = record
    except (OSError, ValueError, zlib.error) as error:
        if last is not None:
            yield last
        place = start if last is None else last.offset
        yield Broken(place, " ".join(str(error).split())[:200])
        return _next_start(file, start + 1 if last is None else _within(last, form), form)
    torn = _torn_at(file, size, start if last is None else last.offset, form)
    if last is not None and (torn is None or last.block != b""):
        yield last
        if last.missing:
            return None  # it tells of the torn end itself
    if torn is not None:
        yield Broken(torn, "the file ends inside a record", torn=True)
    return None


def _within(record: Raw, form: _Form) -> int:
    """A place past the words of a record: what a page quotes must not pass for a record."""
    quoted = 0 if form.gzipped or record.block is None else len(record.block)
    return record.offset + quoted + 1


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


def _warc(file: BinaryIO, start: int, block_limit: int, _form: _Form) -> Iterator[Raw]:
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


def _arc(file: BinaryIO, start: int, block_limit: int, form: _Form) -> Iterator[Raw]:
    for found in arc.records(file, start, gzipped=form.gzipped, block_limit=block_limit):
        about_itself = found.line.url.startswith("filedesc:")
        yield Raw(
            offset=found.offset,
            kind="warcinfo" if about_itself else "response",
            url=found.line.url,
            date=found.line.date,
            content_type="application/http",
            block=found.block,
            missing=found.missing,
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


def _torn_at(file: BinaryIO, size: int, last: int, form: _Form) -> int | None:
    """Where the record begins that the file ends inside of, which readers pass over in silence."""
    if form.gzipped:
        return _torn_member(file, last)
    file.seek(max(0, size - 4))
    return last if not form.arc and file.read(4) != b"\r\n\r\n" else None


def _torn_member(file: BinaryIO, start: int) -> int | None:
    file.seek(start)
    packed = file.read(STEP)
    while packed:
        begun = file.tell() - len(packed)
        inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        while packed and not inflate.eof:
            try:
                inflate.decompress(packed, STEP)
            except zlib.error:
                return begun
            packed = inflate.unconsumed_tail or inflate.unused_data or file.read(STEP)
        if not inflate.eof:
            return begun
        packed = packed.lstrip(b"\x00")
    return None
