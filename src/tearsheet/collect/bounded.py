"""Decompression that stops at a limit: gzip, deflate, brotli, zstd, and HTTP's chunks."""

import re
import zlib
from collections.abc import Callable, Iterable

import brotli  # type: ignore[import-untyped]  # it has no types
import zstandard

STEP = 1 << 16
GZIP = zlib.MAX_WBITS + 16
WINDOW = 1 << 12  # bytes of a member taken at a time, since what it leaves over is copied
MOST_MEMBERS = 1 << 16  # of a gzip or zstd body: empty ones would cost time and count for nothing
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
ZSTD_STEP = 64  # packed bytes at a time: no more than 2 MB come out of them
ZSTD_WINDOW = 8 << 20  # bytes; what RFC 9659 allows a zstd content coding
_PADDING = re.compile(rb"\x00*")
_ZSTD_SKIPPED = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")


class TooLargeError(Exception):
    """More than the limit would come out."""


class BrokenError(Exception):
    """The bytes are not what they say they are, or end too soon."""


def gunzipped(content: bytes, limit: int) -> bytes:
    """What a gzip file of one or more members holds; zeros after the last are padding.

    Raises `TooLargeError` beyond ``limit`` bytes, `BrokenError` for a damaged or torn file.
    """
    out = bytearray()
    place = members = 0
    while place < len(content):
        members += 1
        if members > MOST_MEMBERS:
            raise BrokenError(f"more than {MOST_MEMBERS} gzip members")
        place = _inflated(zlib.decompressobj(GZIP), content, place, limit, out)
        padding = _PADDING.match(content, place)
        place = padding.end() if padding else place
    return bytes(out)


def decoded(body: bytes, codings: Iterable[str], limit: int) -> bytes:
    """A body freed of its content or transfer codings, named in the order they were put on.

    Raises as `gunzipped`, and `BrokenError` for a coding unknown here. A body that is plainly
    not coded as named (many an archive stores it decoded) comes back as it is.
    """
    for coding in reversed([one.strip().lower() for one in codings]):
        if coding in ("", "identity"):
            continue
        decode = _CODINGS.get(coding)
        if decode is None:
            raise BrokenError(f"unknown content coding {coding}")
        body = decode(body, limit)
    if len(body) > limit:
        raise TooLargeError
    return body


def _inflated(
    inflate: "zlib._Decompress", content: bytes, place: int, limit: int, out: bytearray
) -> int:
    """Add the stream that begins at ``place`` to ``out``; returns where it ends."""
    while not inflate.eof:
        if place >= len(content):
            raise BrokenError("the stream ends too soon")
        piece = content[place : place + WINDOW]
        place += len(piece)
        more = True
        while more and not inflate.eof:
            try:
                got = inflate.decompress(piece, STEP)
            except zlib.error as error:
                raise BrokenError(str(error)) from error
            out += got
            if len(out) > limit:
                raise TooLargeError
            piece = inflate.unconsumed_tail
            more = bool(piece) or len(got) == STEP
    return place - len(inflate.unused_data)


def _gzip(body: bytes, limit: int) -> bytes:
    return gunzipped(body, limit) if body.startswith(b"\x1f\x8b") else body


def _deflate(body: bytes, limit: int) -> bytes:
    """Deflate, which some servers send without its zlib wrapper (RFC 9110, section 8.4.1.2)."""
    wrapped = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    if not body:
        return body
    out = bytearray()
    inflate = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    _inflated(inflate, body, 0, limit, out)
    return bytes(out)


def _brotli(body: bytes, limit: int) -> bytes:
    expand = brotli.Decompressor()
    out = bytearray()
    try:
        out += expand.process(body, output_buffer_limit=STEP)
        while not expand.is_finished() and len(out) <= limit:
            more = expand.process(b"", output_buffer_limit=STEP)
            if not more and expand.can_accept_more_data():
                raise BrokenError("the brotli stream ends too soon")
            out += more
    except brotli.error as error:
        raise BrokenError(str(error)) from error
    if len(out) > limit:
        raise TooLargeError
    return bytes(out)


def _zstd(body: bytes, limit: int) -> bytes:
    """Zstandard (RFC 8878), of one or more frames."""
    if not body.startswith(ZSTD_MAGIC) and not _ZSTD_SKIPPED.match(body):
        return body
    out = bytearray()
    place = frames = 0
    expander = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
    while place < len(body):
        frames += 1
        if frames > MOST_MEMBERS:
            raise BrokenError(f"more than {MOST_MEMBERS} zstd frames")
        expand = expander.decompressobj()
        while not expand.eof:
            if place >= len(body):
                raise BrokenError("the stream ends too soon")
            piece = body[place : place + ZSTD_STEP]
            place += len(piece)
            try:
                out += expand.decompress(piece)
            except zstandard.ZstdError as error:
                raise BrokenError(str(error)) from error
            if len(out) > limit:
                raise TooLargeError
        place -= len(expand.unused_data)
    return bytes(out)


def _chunked(body: bytes, limit: int) -> bytes:
    """The chunks put together (RFC 9112, section 7.1); as it is where it is not in chunks."""
    out = bytearray()
    place = 0
    while True:
        end = body.find(b"\r\n", place)
        size = _chunk_size(body[place:end] if end >= 0 else b"")
        if size is None:
            if place == 0:
                return body
            raise BrokenError("the chunks end too soon")
        if size == 0:
            return bytes(out)
        place = end + 2 + size
        if place > len(body):
            raise BrokenError("the last chunk ends too soon")
        out += body[end + 2 : place]
        if len(out) > limit:
            raise TooLargeError
        place += 2 if body[place : place + 2] == b"\r\n" else 0


def _chunk_size(line: bytes) -> int | None:
    digits = line.split(b";", 1)[0].strip()
    try:
        return int(digits, 16) if 0 < len(digits) <= 16 else None
    except ValueError:
        return None


_CODINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
    "chunked": _chunked,
}
