"""What comes to the listener's port is bounded, whatever it is."""

import socket
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest

from tearsheet.pipeline.collecting import listener
from tearsheet.pipeline.collecting.listener import Call, Listener, Said


@contextmanager
def listening() -> Iterator[tuple[int, list[tuple[Call, int]], Counter[str]]]:
    """A listener's port, the calls it passed on with their sizes, and whom it turned away."""
    calls: list[tuple[Call, int]] = []
    refused: Counter[str] = Counter()

    async def answer(call: Call, body: AsyncIterator[bytes]) -> Said:
        size = 0
        async for part in body:
            size += len(part)
        calls.append((call, size))
        return Said(200, b"heard")

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with Listener(port, answer, lambda why: refused.update([why])):
        yield port, calls, refused


def said(port: int, *parts: bytes) -> bytes:
    """All that is answered to these bytes."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        try:
            for part in parts:
                line.sendall(part)
            while more := line.recv(4096):
                answer += more
        except ConnectionError:
            pass  # cut off while we still spoke
    return answer


POST = b"POST /push/t HTTP/1.1\r\nHost: h\r\nX-Hub-Signature: sha256=ab\r\n"


def test_a_call_comes_through_with_its_body_whole_or_in_chunks():
    with listening() as (port, calls, refused):
        assert said(port, POST + b"Content-Length: 5\r\n\r\n12345").endswith(b"\r\n\r\nheard")
        chunked = b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        assert said(port, POST + chunked).startswith(b"HTTP/1.1 200")
        assert said(port, b"GET /push/t?a=1&b HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200")
        expects = POST + b"Expect: 100-continue\r\nContent-Length: 1\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.sendall(expects)
            assert line.recv(4096).startswith(b"HTTP/1.1 100")
            line.sendall(b"x")
            assert line.recv(4096).startswith(b"HTTP/1.1 200")
    assert [size for _, size in calls] == [5, 3, 0, 1]
    assert calls[0][0] == Call("POST", "/push/t", "", "sha256=ab")
    assert calls[2][0] == Call("GET", "/push/t", "a=1&b")
    assert refused == {}


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"hello\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"x" * 100_000,
        b"GET / HTTP/1.1\r\nHost: h\r\n" + b"X: y\r\n" * 50_000,
        POST + b"Content-Length: -1\r\n\r\n",
        POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_call_is_turned_away(sent):
    with listening() as (port, calls, refused):
        answer = said(port, sent)
        assert answer == b"" or answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 431"))
    assert calls == []
    assert refused == {"not HTTP": 1}


def test_two_signatures_are_none():
    with listening() as (port, calls, _):
        said(port, POST + b"X-Hub-Signature: sha256=cd\r\nContent-Length: 0\r\n\r\n")
    assert calls[0][0].signature == ""


def test_an_endless_body_ends(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listener, "BODY_BYTES", 1 << 20)
    with listening() as (port, calls, refused):
        said(port, POST + b"Content-Length: 99999999999\r\n\r\n", *(b"x" * 65536,) * 64)
        until = time.monotonic() + 5
        while not refused and time.monotonic() < until:
            time.sleep(0.01)
    assert (calls, refused) == ([], {"too large": 1})


def test_who_is_slow_or_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listener, "SECONDS", 0.3)
    with listening() as (port, calls, refused):
        begun = time.monotonic()
        assert said(port, POST[:20]) == b""
        assert said(port, POST + b"Content-Length: 5\r\n\r\n1") == b""
        assert time.monotonic() - begun < 3
    assert (calls, refused) == ([], {"too slow": 2})


def test_there_is_a_most_of_callers(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listener, "CONNECTIONS", 2)
    with listening() as (port, _, refused):
        lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
        assert said(port, b"GET / HTTP/1.1\r\nHost: h\r\n\r\n") == b""
        for line in lines:
            line.close()
    assert refused == {"too many at once": 1}


def test_a_port_that_is_taken_is_told():
    with listening() as (port, _, _):
        second = Listener(port, None, None)  # it never gets to a call
        with pytest.raises(OSError, match="in use"), second:
            pass
