"""Decompression that stops at a limit: gzip, deflate, brotli, zstd, and HTTP's chunks."""

import zlib
from collections.abc import Callable, Iterable

import brotli  # type: ignore[import-untyped]  # it has no types
import zstandard

STEP = 1 << 16
GZIP = zlib.MAX_WBITS + 16
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
ZSTD_STEP = 256  # packed bytes at a time: no more than 8 MB come out of them
ZSTD_WINDOW = 8 << 20  # bytes; what RFC 9659 allows a zstd content coding


class TooLargeError(Exception):
    """More than the limit would come out."""


class BrokenError(Exception):
    """The bytes are not what they say they are, or end too soon."""


def gunzipped(content: bytes, limit: int) -> bytes:
    """What a gzip file of one or more members holds; zeros after the last are padding.

    Raises `TooLargeError` beyond ``limit`` bytes, `BrokenError` for a damaged or torn file.
    """
    out = bytearray()
    while content:
        inflate = zlib.decompressobj(GZIP)
        _inflated(inflate, content, limit, out)
        if not inflate.eof:
            raise BrokenError("the gzip stream ends too soon")
        content = inflate.unused_data.lstrip(b"\x00")
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


def _inflated(inflate: "zlib._Decompress", content: bytes, limit: int, out: bytearray) -> None:
    while content and not inflate.eof:
        try:
            out += inflate.decompress(content, STEP)
        except zlib.error as error:
            raise BrokenError(str(error)) from error
        if len(out) > limit:
            raise TooLargeError
        content = inflate.unconsumed_tail
    if not inflate.eof:
        out += inflate.flush()


def _gzip(body: bytes, limit: int) -> bytes:
    return gunzipped(body, limit) if body.startswith(b"\x1f\x8b") else body


def _deflate(body: bytes, limit: int) -> bytes:
    """Deflate, which some servers send without its zlib wrapper (RFC 9110, section 8.4.1.2)."""
    wrapped = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    inflate = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    out = bytearray()
    _inflated(inflate, body, limit, out)
    if body and not inflate.eof:
        raise BrokenError("the deflate stream ends too soon")
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
    if not body.startswith(ZSTD_MAGIC):
        return body
    unpacker = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
    out = bytearray()
    try:
        while body.startswith(ZSTD_MAGIC):
            frame = unpacker.decompressobj()
            place = 0
            while place < len(body) and not frame.eof:
                out += frame.decompress(body[place : place + ZSTD_STEP])
                place += ZSTD_STEP
                if len(out) > limit:
                    raise TooLargeError
            if not frame.eof:
                raise BrokenError("the zstd stream ends too soon")
            body = frame.unused_data + body[place:]
    except zstandard.ZstdError as error:
        raise BrokenError(str(error)) from error
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
