"""Whatever was packed comes out, and never more than the limit."""

import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.collect.bounded import BrokenError, TooLargeError, decoded, gunzipped

LIMIT = 10_000


def raw_deflate(content: bytes) -> bytes:
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflate.compress(content) + deflate.flush()


def chunked(content: bytes, size: int = 7) -> bytes:
    parts = [content[place : place + size] for place in range(0, len(content), size)]
    lines = [b"%x;name=value\r\n%s\r\n" % (len(part), part) for part in parts]
    return b"".join(lines) + b"0\r\nTrailer: x\r\n\r\n"


PACKED = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "chunked": chunked,
}


@pytest.mark.parametrize("coding", PACKED)
@settings(deadline=None)
@given(content=st.binary(max_size=3000))
def test_what_was_packed_comes_out(coding: str, content: bytes):
    assert decoded(PACKED[coding](content), [coding.upper()], LIMIT) == content


@pytest.mark.parametrize("coding", PACKED)
def test_more_than_the_limit_is_refused(coding: str):
    bomb = PACKED[coding](bytes(8 << 20) if coding != "chunked" else bytes(20_000))
    with pytest.raises(TooLargeError):
        decoded(bomb, [coding], LIMIT)
    assert decoded(PACKED[coding](bytes(LIMIT)), [coding], LIMIT) == bytes(LIMIT)
    with pytest.raises(TooLargeError):
        decoded(PACKED[coding](bytes(LIMIT + 1)), [coding], LIMIT)


@pytest.mark.parametrize("coding", PACKED)
def test_a_torn_stream_is_broken(coding: str):
    packed = PACKED[coding](bytes(range(256)) * 9)
    for cut in range(25, len(packed) - 16, 5):
        with pytest.raises(BrokenError):
            decoded(packed[:cut], [coding], LIMIT)


@given(st.binary(max_size=300), st.sampled_from(sorted(PACKED)))
def test_any_bytes_are_decoded_or_refused(content: bytes, coding: str):
    with suppress(BrokenError, TooLargeError):
        assert len(decoded(content, [coding], LIMIT)) <= LIMIT


def test_codings_come_off_in_the_order_they_were_put_on():
    packed = brotli.compress(gzip.compress(b"rain"))
    assert decoded(packed, ["gzip", "br"], LIMIT) == b"rain"
    assert decoded(b"rain", ["identity", ""], LIMIT) == b"rain"
    assert decoded(raw_deflate(b"rain"), ["deflate"], LIMIT) == b"rain"


def test_a_body_that_is_not_coded_as_named_stays():
    assert decoded(b"<p>rain</p>", ["gzip"], LIMIT) == b"<p>rain</p>"
    assert decoded(b"<p>rain</p>", ["chunked"], LIMIT) == b"<p>rain</p>"


def test_an_unknown_coding_is_broken():
    with pytest.raises(BrokenError, match="compress"):
        decoded(b"rain", ["compress"], LIMIT)


def test_members_of_a_gzip_file_belong_together():
    packed = gzip.compress(b"rain ") + gzip.compress(b"and wind") + bytes(512)
    assert gunzipped(packed, LIMIT) == b"rain and wind"
    with pytest.raises(BrokenError):
        gunzipped(gzip.compress(b"rain") + b"junk", LIMIT)
    with pytest.raises(TooLargeError):
        gunzipped(gzip.compress(bytes(6000)) * 2, LIMIT)


def test_frames_of_a_zstd_body_belong_together():
    skipped = b"\x50\x2a\x4d\x18\x04\x00\x00\x00note"
    packed = zstandard.compress(b"rain ") + skipped + zstandard.compress(b"and wind")
    assert decoded(packed, ["zstd"], LIMIT) == b"rain and wind"
    with pytest.raises(BrokenError):
        decoded(packed + b"junk", ["zstd"], LIMIT)


def test_a_zstd_window_beyond_the_standard_is_broken():
    wide = zstandard.ZstdCompressionParameters(window_log=25, format=zstandard.FORMAT_ZSTD1)
    packer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    packed = packer.compress(bytes(range(256)) * 40_000) + packer.flush()
    with pytest.raises(BrokenError):
        decoded(packed, ["zstd"], 20_000_000)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_members_without_content_cost_little(coding: str):
    empty = PACKED[coding](b"")
    with pytest.raises(BrokenError, match="more than"):
        decoded(empty * 100_000, [coding], LIMIT)
    assert decoded(empty * 1000, [coding], LIMIT) == b""
