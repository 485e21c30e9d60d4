"""The records of a WARC or ARC file one after the other, through damage and to a torn end.

Memory stays flat: a record's block is read up to a limit, the rest is passed over.
"""

import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import zstandard
from fastwarc.warc import ArchiveIterator

from tearsheet.collect.warc import arc
from tearsheet.collect.warc.reach import Reach

GZIP_MAGIC = b"\x1f\x8b\x08"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
# The frame that holds the dictionary of the frames behind it. Source: IIPC, Zstandard
# compression for WARC files 1.0, section 3.
ZSTD_DICTIONARY = b"\x5d\x2a\x4d\x18"
HEADER_BYTES = 1 << 20
STEP = 1 << 16
SEARCHED = 1 << 20
OPENING = 4096  # bytes that tell whether a record begins
_ARC_LINE = rb"(?:[a-z][a-z0-9+.-]*:)\S[^\r\n]* \S+ \d{12,17} \S* ?-?\d+\r?\n"
_ARC_STARTS = re.compile(rb"(?<=\n)" + _ARC_LINE)
_WARC_STARTS = re.compile(rb"(?<=\n)WARC/\d\.\d\r\n")
_GZIP_STARTS = re.compile(re.escape(GZIP_MAGIC))
_ZSTD_STARTS = re.compile(re.escape(ZSTD_MAGIC))
_FIRST_LINE = re.compile(rb"\s*(?:WARC/\d\.\d\r?\n|" + _ARC_LINE + rb")")


@dataclass(frozen=True, slots=True)
class Raw:
    """One record. ``kind`` is its WARC-Type; an ARC record is a ``response``.

    ``url``, ``date`` and ``content_type`` are as in the file, empty where absent. ``block`` is
    None where it is longer than the limit; ``missing`` counts bytes that the file ends without.
    ``digest`` is that of the payload as the crawler gives it.
    """

    offset: int
    kind: str
    url: str
    date: str
    content_type: str
    block: bytes | None
    missing: int = 0
    truncated: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """No record can be read at ``offset``; ``torn`` if the file simply ends too soon."""

    offset: int
    why: str
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """The bytes from ``offset`` on cannot be had now; nobody knows what they hold."""

    offset: int
    why: str


@dataclass(frozen=True, slots=True)
class _Form:
    arc: bool
    packed: str  # "gzip", "zstd", "zstd with a dictionary", or empty

    @property
    def starts(self) -> re.Pattern[bytes]:
        if self.packed:
            return _GZIP_STARTS if self.packed == "gzip" else _ZSTD_STARTS
        return _ARC_STARTS if self.arc else _WARC_STARTS


def records(reach: Reach, block_limit: int, start: int = 0) -> Iterator[Raw | Broken | Lost]:
    """Every record from byte ``start`` on, and every stretch that is none, in order.

    ``start`` is the offset of a record that an earlier run was given.
    """
    form = _form(reach)
    first = 0 if form.packed == "zstd with a dictionary" else start
    after: int | None = first
    while after is not None and (reach.length < 0 or after < reach.length):
        begun = after
        after = None
        walk = _unbroken(reach, begun, block_limit, form)
        while True:
            try:
                record = next(walk)
            except StopIteration as end:
                after = end.value
                break
            if record.offset >= start:
                yield record


def _unbroken(
    reach: Reach, start: int, block_limit: int, form: _Form
) -> Generator[Raw | Broken | Lost, None, int | None]:
    """The records up to the next damage, and the damage; returns where to go on, if anywhere.

    One record is held back: the last of a torn file may be no more than half of its headers.
    """
    last: Raw | None = None
    why = ""
    try:
        for record in (_arc if form.arc else _warc)(reach, start, block_limit, form):
            if reach.problem:
                break
            if last is not None:
                yield last
            last = record
    except (OSError, ValueError, zlib.error) as error:
        why = " ".join(str(error).split())[:200]
    place = start if last is None else last.offset
    if reach.problem:  # the record at hand may lack its end: it is read again when there is more
        yield Lost(place, reach.problem)
        return None
    if why:
        if last is not None:
            yield last
        if "incomplete frame" in why:  # so says zstd of a file that ends too soon
            yield Broken(place, "the file ends inside a record", torn=True)
            return None
        yield Broken(place, why)
        return _next_start(reach, start + 1 if last is None else _within(last, form), form)
    torn = _torn_at(reach, place, form)
    if last is not None and (torn is None or last.block != b""):
        yield last
        if last.missing:
            return None  # it tells of the torn end itself
    if torn is not None:
        yield Broken(torn, "the file ends inside a record", torn=True)
    return None


def _within(record: Raw, form: _Form) -> int:
    """A place past the words of a record: what a page quotes must not pass for a record."""
    quoted = 0 if form.packed or record.block is None else len(record.block)
    return record.offset + quoted + 1


def _form(reach: Reach) -> _Form:
    """ARC or WARC, packed or plain: by the first bytes, by the name where those are broken."""
    reach.seek(0)
    start = reach.read(OPENING)
    packed = ""
    if start.startswith(GZIP_MAGIC):
        packed = "gzip"
    elif start.startswith((ZSTD_MAGIC, ZSTD_DICTIONARY)):
        packed = "zstd" if start.startswith(ZSTD_MAGIC) else "zstd with a dictionary"
    plain = _opening(start) if packed else start
    named = reach.shown.lower().endswith((".arc", ".arc.gz"))
    arc = False if plain.startswith(b"WARC/") else named or plain.startswith(b"filedesc:")
    return _Form(arc, packed)


def _opening(packed: bytes) -> bytes:
    try:
        if packed.startswith(ZSTD_MAGIC):
            return zstandard.ZstdDecompressor().decompressobj().decompress(packed)[:OPENING]
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(packed, OPENING)
    except (zlib.error, zstandard.ZstdError):
        return b""


def _warc(reach: Reach, start: int, block_limit: int, _form: _Form) -> Iterator[Raw]:
    reach.seek(start)
    for found in ArchiveIterator(reach, parse_http=False, max_header_len=HEADER_BYTES):
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
            digest=headers.get("warc-payload-digest", ""),
        )


def _arc(reach: Reach, start: int, block_limit: int, form: _Form) -> Iterator[Raw]:
    gzipped = form.packed == "gzip"
    for found in arc.records(reach, start, gzipped=gzipped, block_limit=block_limit):
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


def _next_start(reach: Reach, start: int, form: _Form) -> int | None:
    """Where the next record begins at or after ``start``, as far as bytes can tell."""
    base = max(0, start - 1)  # a plain record begins after a line feed
    reach.seek(base)
    view = b""
    while True:
        piece = reach.read(SEARCHED)
        view += piece
        upto = len(view) - OPENING if piece else len(view)
        for match in form.starts.finditer(view, max(0, start - base)):
            if match.start() >= upto:
                break
            opening = view[match.start() : match.start() + OPENING]
            if not form.packed or _FIRST_LINE.match(_opening(opening)):
                return base + match.start()
        if not piece:
            return None
        start = base + max(upto, start - base, 0)
        passed = max(0, start - base - 1)
        base, view = base + passed, view[passed:]


def _torn_at(reach: Reach, last: int, form: _Form) -> int | None:
    """Where the record begins that the file ends inside of, which readers pass over in silence."""
    if not reach.again or form.packed.startswith("zstd"):
        return None
    if form.packed:
        return _torn_member(reach, last)
    if form.arc or reach.length < 0:
        return None
    reach.seek(max(0, reach.length - 4))
    return last if reach.read(4) != b"\r\n\r\n" else None


def _torn_member(reach: Reach, start: int) -> int | None:
    reach.seek(start)
    packed = reach.read(STEP)
    while packed:
        begun = reach.tell() - len(packed)
        inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        while packed and not inflate.eof:
            try:
                inflate.decompress(packed, STEP)
            except zlib.error:
                return begun
            packed = inflate.unconsumed_tail or inflate.unused_data or reach.read(STEP)
        if not inflate.eof:
            return begun
        packed = packed.lstrip(b"\x00")
    return None
