"""A response as archives keep it, however it was framed."""

import gzip

import pytest

from tearsheet.collect import http
from tearsheet.collect.bounded import BrokenError, TooLargeError


def test_status_headers_and_body_are_told_apart():
    found = http.parsed(
        b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=utf-8\r\nSet-Cookie: a=1\r\n"
        b"set-cookie: b\r\n\tcontinued\r\nno colon\r\n\r\n<p>Rain\r\n\r\nand wind"
    )
    assert found is not None
    assert found.status == 200
    assert found.headers == (
        ("Content-Type", "Text/HTML; charset=utf-8"),
        ("Set-Cookie", "a=1"),
        ("set-cookie", "b continued"),
    )
    assert found.media_type == "text/html"
    assert found.body == b"<p>Rain\r\n\r\nand wind"


def test_bare_line_feeds_do():
    found = http.parsed(b"HTTP/1.0 404 Gone\nServer: x\n\nbody")
    assert found == http.Response(404, (("Server", "x"),), b"body")


def test_a_head_without_a_body_is_a_head():
    assert http.parsed(b"HTTP/1.1 204\r\nServer: x") == http.Response(204, (("Server", "x"),), b"")


@pytest.mark.parametrize("block", [b"", b"<html>", b"HTTP/1.1 abc", b"\x00\xff", b"HTTP/1.1 99"])
def test_what_is_no_response_is_none(block: bytes):
    assert http.parsed(block) is None


def test_chunks_come_off_before_the_packing():
    packed = gzip.compress(b"rain")
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    headers = (("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))
    response = http.Response(200, headers, body)
    assert response.payload(100) == b"rain"
    with pytest.raises(TooLargeError):
        response.payload(3)
    with pytest.raises(BrokenError):
        http.Response(200, (("Content-Encoding", "gzip"),), packed[:-3]).payload(100)


def test_two_headers_of_codings_are_one_list():
    headers = (("Content-Encoding", "identity, gzip"), ("content-encoding", "identity"))
    assert http.Response(200, headers, gzip.compress(b"rain")).payload(100) == b"rain"
