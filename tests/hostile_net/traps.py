"""Hosts with one bad habit each, as data: what they send and the reason that must be counted."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import cache, partial

import brotli
import zstandard

from tearsheet.collect.fetch import reasons
from tearsheet.demo.online import Ask, Reply, Site, Wire, redirect
from tearsheet.demo.online.exchange import NOT_HERE

KEPT = "kept"
DOMAIN = "hostile.example"
PAGE = b"<!doctype html><title>A page</title><p>Ordinary words on an ordinary page.</p>"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MEGABYTE = 1_000_000
Trick = Callable[[Ask], Reply | Wire]


@dataclass(frozen=True)
class Trap:
    """One hostile host and the reason its page must be counted with (``kept`` if it is had)."""

    name: str
    trick: Trick
    reason: str
    robots: bool = False  # whether the trick is played on robots.txt, too

    @property
    def host(self) -> str:
        return f"{self.name}.{DOMAIN}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/page"

    def answer(self, ask: Ask) -> Reply | Wire:
        if ask.path == "/robots.txt" and not self.robots:
            return NOT_HERE
        if ask.path != "/robots.txt" and self.robots:
            return Reply(200, PAGE)
        return self.trick(ask)


def sends(*parts: bytes, pause: float = 0.0, hold: float = 0.0) -> Trick:
    """These bytes and no others; ``hold`` keeps the connection open after them."""

    async def stream() -> AsyncIterator[bytes]:
        for part in parts:
            yield part
            await asyncio.sleep(pause)
        await asyncio.sleep(hold)

    return lambda _: Wire(stream)


def repeats(head: bytes, part: bytes, times: int, pause: float = 0.0, end: bytes = b"") -> Trick:
    """``head``, then ``part`` so many times, then ``end``."""

    async def stream() -> AsyncIterator[bytes]:
        yield head
        for _ in range(times):
            yield part
            if pause:
                await asyncio.sleep(pause)
        yield end

    return lambda _: Wire(stream)


def packed(coding: str, pack: Callable[[], bytes]) -> Trick:
    """A page in this content coding."""
    return lambda _: Wire(partial(_packed, coding, pack))


async def _packed(coding: str, pack: Callable[[], bytes]) -> AsyncIterator[bytes]:
    body = pack()
    yield OK + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (
        coding.encode(),
        len(body),
    )
    yield body


@cache
def gzip_bomb(size: int = 100 * MEGABYTE) -> bytes:
    return gzip.compress(bytes(size), 9, mtime=0)


@cache
def deflate_bomb() -> bytes:
    return zlib.compress(bytes(100 * MEGABYTE), 9)


@cache
def brotli_bomb() -> bytes:
    return bytes(brotli.compress(bytes(100 * MEGABYTE), quality=5, lgwin=22))


@cache
def zstd_bomb() -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(bytes(100 * MEGABYTE))


@cache
def zstd_window() -> bytes:
    """A frame that asks its reader for a window of 2 GB before the first byte."""
    pack = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=31, enable_ldm=False)
    ).compressobj()
    return pack.compress(b"x" * 200_000) + pack.flush()


@cache
def gzip_twice() -> bytes:
    return gzip.compress(gzip_bomb(), 9, mtime=0)


def primed() -> None:
    """Make the bombs beforehand, so that no host waits while the server builds one."""
    for bomb in (gzip_bomb, deflate_bomb, brotli_bomb, zstd_bomb, zstd_window, gzip_twice):
        bomb()


def length(value: bytes, body: bytes = PAGE, hold: float = 0.0) -> Trick:
    return sends(OK + b"Content-Length: " + value + b"\r\n\r\n" + body, hold=hold)


def chunked(*chunks: bytes, more: bytes = b"") -> Trick:
    return sends(OK + b"Transfer-Encoding: chunked\r\n" + more + b"\r\n" + b"".join(chunks))


def head(*lines: bytes) -> Trick:
    return sends(OK + b"".join(line + b"\r\n" for line in lines), b"\r\n" + PAGE)


def hop(forbidden_port: int) -> Trick:
    """A host that sends its reader where the query says; PORT stands for the forbidden one."""

    def answer(ask: Ask) -> Reply | Wire:
        place = ask.path.partition("?")[2]
        if not place:
            return NOT_HERE
        location = bytes.fromhex(place).replace(b"PORT", b"%d" % forbidden_port)
        return sends(
            b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n"
        )(ask)

    return answer


def good_site() -> Site:
    """A host with twenty honest pages."""

    def answer(ask: Ask) -> Reply:
        if ask.path.startswith("/page/"):
            return Reply(200, PAGE + ask.path.encode())
        return NOT_HERE

    return Site((f"good.{DOMAIN}",), answer)


def ring(ask: Ask) -> Reply:
    """Redirects between two pages."""
    other = "/pong" if ask.path.endswith("ping") else "/ping"
    return redirect(f"http://{ask.host}{other}", 301)


def steps(ask: Ask) -> Reply:
    """Always one page further."""
    place = ask.path.rpartition("/")[2]
    return redirect(f"/{int(place) + 1}" if place.isdecimal() else "/1")


BODIES = (
    Trap("gzip-bomb", packed("gzip", gzip_bomb), reasons.TOO_LARGE),
    Trap("gzip-bomb-under-an-alias", packed("x-gzip", gzip_bomb), reasons.TOO_LARGE),
    Trap("deflate-bomb", packed("deflate", deflate_bomb), reasons.TOO_LARGE),
    Trap("brotli-bomb", packed("br", brotli_bomb), reasons.TOO_LARGE),
    Trap("zstd-bomb", packed("zstd", zstd_bomb), reasons.TOO_LARGE),
    Trap("zstd-that-wants-two-gigabytes", packed("zstd", zstd_window), reasons.BROKEN_COMPRESSION),
    Trap("gzip-in-gzip-bomb", packed("gzip, gzip", gzip_twice), reasons.TOO_LARGE),
    Trap("forty-codings", packed(", ".join(["gzip"] * 40), gzip_bomb), reasons.BROKEN_COMPRESSION),
    Trap("unknown-coding", packed("snail", lambda: PAGE), reasons.BROKEN_COMPRESSION),
    Trap(
        "gzip-that-ends-too-soon",
        packed("gzip", lambda: gzip.compress(PAGE * 50)[:-20]),
        reasons.BROKEN_COMPRESSION,
    ),
    Trap(
        "gzip-with-a-flipped-bit",
        packed("gzip", lambda: gzip.compress(PAGE)[:-5] + b"\xff\x00\x00\x00\x00"),
        reasons.BROKEN_COMPRESSION,
    ),
    Trap("endless-body", repeats(OK + b"\r\n", b"x" * 65_536, 500), reasons.TOO_LARGE),
    Trap(
        "endless-chunks",
        repeats(
            OK + b"Transfer-Encoding: chunked\r\n\r\n", b"8000\r\n" + b"x" * 32768 + b"\r\n", 999
        ),
        reasons.TOO_LARGE,
    ),
    Trap(
        "endless-crumbs",
        repeats(
            OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 5000, 100, end=b"0\r\n\r\n"
        ),
        reasons.NOT_HTTP,
    ),
    Trap(
        "endless-chunk-extension",
        repeats(OK + b"Transfer-Encoding: chunked\r\n\r\n5;", b"a" * 65_536, 200),
        reasons.NOT_HTTP,
    ),
    Trap(
        "endless-trailers",
        repeats(
            OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n", b"X-T: 1\r\n" * 5000, 400
        ),
        reasons.NOT_HTTP,
    ),
    Trap("chunk-size-overflow", chunked(b"FFFFFFFFFFFFFFFFF\r\nabc\r\n"), reasons.CUT_SHORT),
    Trap("chunk-size-negative", chunked(b"-5\r\nhello\r\n0\r\n\r\n"), reasons.NOT_HTTP),
    Trap("chunk-size-no-number", chunked(b"zebra\r\nhello\r\n0\r\n\r\n"), reasons.NOT_HTTP),
    Trap(
        "chunk-size-underscore",
        chunked(b"1_0\r\n" + b"x" * 16 + b"\r\n0\r\n\r\n"),
        reasons.NOT_HTTP,
    ),
    Trap("chunks-cut-short", chunked(b"ff\r\nhello"), reasons.CUT_SHORT),
    Trap(
        "chunked-and-length",
        chunked(b"5\r\nhello\r\n0\r\n\r\n", more=b"Content-Length: 3\r\n"),
        KEPT,
    ),
    Trap(
        "chunked-twice",
        sends(OK + b"Transfer-Encoding: chunked, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
        reasons.NOT_HTTP,
    ),
    Trap("length-too-long", length(b"5000"), reasons.CUT_SHORT),
    Trap("length-too-short", length(b"20"), KEPT),
    Trap("length-negative", length(b"-1"), reasons.NOT_HTTP),
    Trap("length-signed", length(b"+5"), reasons.NOT_HTTP),
    Trap("length-hexadecimal", length(b"0x10"), reasons.NOT_HTTP),
    Trap("length-of-an-exabyte", length(b"1000000000000000000"), reasons.TOO_LARGE),
    Trap("length-of-5000-digits", length(b"9" * 5000), reasons.NOT_HTTP),
    Trap("lengths-that-differ", length(b"5\r\nContent-Length: 50"), reasons.NOT_HTTP),
    Trap("lengths-that-differ-in-a-list", length(b"5, 50"), reasons.NOT_HTTP),
    Trap(
        "slow-loris-in-the-body",
        repeats(OK + b"Content-Length: 100000\r\n\r\n", b".", 400, pause=0.02),
        reasons.TIMEOUT,
    ),
    Trap("body-that-stops", length(b"5000", hold=8), reasons.TIMEOUT),
)

HEADS = (
    Trap(
        "header-flood", repeats(OK, b"X-Flood: drop\r\n" * 1000, 500, end=b"\r\n"), reasons.NOT_HTTP
    ),
    Trap("three-hundred-headers", head(*[b"X-One: more"] * 300), reasons.NOT_HTTP),
    Trap("giant-header", repeats(OK + b"X-Giant: ", b"a" * 65_536, 500), reasons.NOT_HTTP),
    Trap("giant-status-line", repeats(b"HTTP/1.1 200 ", b"O" * 65_536, 500), reasons.NOT_HTTP),
    Trap("slow-loris-in-the-head", repeats(OK, b"X", 400, pause=0.02), reasons.TIMEOUT),
    Trap("never-answers", sends(b"", hold=8), reasons.TIMEOUT),
    Trap("closes-at-once", sends(), reasons.CONNECTION),
    Trap("closes-inside-the-head", sends(OK), reasons.CONNECTION),
    Trap(
        "head-a-byte-at-a-time-and-never-whole",
        sends(*(bytes([one]) for one in OK), pause=0.002),
        reasons.CONNECTION,
    ),
    Trap("garbage", sends(bytes(range(256)) * 40), reasons.NOT_HTTP),
    Trap("http-0.9", sends(PAGE), reasons.NOT_HTTP),
    Trap("ssh", sends(b"SSH-2.0-OpenSSH_9.6\r\n", hold=8), reasons.TIMEOUT),
    Trap("tls-alert-in-clear", sends(b"\x15\x03\x01\x00\x02\x02\x46"), reasons.NOT_HTTP),
    Trap(
        "http-2-without-asking",
        sends(b"\x00\x00\x00\x04\x00\x00\x00\x00\x00" * 8),
        reasons.NOT_HTTP,
    ),
    Trap(
        "flood-of-interim-answers",
        repeats(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 1000, 300),
        reasons.NOT_HTTP,
    ),
    Trap(
        "trickle-of-interim-answers",
        repeats(b"", b"HTTP/1.1 102 Processing\r\n\r\n", 400, pause=0.02),
        reasons.TIMEOUT,
    ),
    Trap(
        "switches-protocols",
        sends(
            b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
            b"\x81\x05hello" * 100,
        ),
        reasons.NOT_HTTP,
    ),
    Trap("status-of-letters", sends(b"HTTP/1.1 abc OK\r\n\r\n" + PAGE), reasons.NOT_HTTP),
    Trap("status-of-four-digits", sends(b"HTTP/1.1 2000 OK\r\n\r\n" + PAGE), reasons.NOT_HTTP),
    Trap(
        "status-999", sends(b"HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n"), reasons.SERVER_ERROR
    ),
    Trap("status-304-unasked", sends(b"HTTP/1.1 304 Not Modified\r\n\r\n"), reasons.OTHER_STATUS),
    Trap(
        "status-206-unasked",
        sends(b"HTTP/1.1 206 Part\r\nContent-Range: bytes 0-4/9\r\nContent-Length: 5\r\n\r\nhello"),
        reasons.OTHER_STATUS,
    ),
    Trap("header-without-colon", head(b"no colon here"), reasons.NOT_HTTP),
    Trap("header-with-null", head(b"X-Null: a\x00b"), reasons.NOT_HTTP),
    Trap("header-name-with-space", head(b"Content-Length : 5"), reasons.NOT_HTTP),
)

MOVES = (
    Trap("loop", lambda ask: redirect(f"http://{ask.host}{ask.path}"), reasons.REDIRECTS),
    Trap("ring", ring, reasons.REDIRECTS),
    Trap("steps-without-end", steps, reasons.REDIRECTS),
    Trap("redirect-to-nowhere", lambda _: Reply(302, b""), reasons.OTHER_STATUS),
    Trap(
        "redirect-with-an-endless-body",
        repeats(b"HTTP/1.1 302 Found\r\nLocation: /page\r\n\r\n", b"x" * 65_536, 999),
        reasons.REDIRECTS,
    ),
    Trap(
        "refresh-is-no-redirect",
        lambda ask: Reply(200, PAGE, headers=(("Refresh", "0; url=http://127.0.0.1/"),)),
        KEPT,
    ),
    Trap(
        "choices",
        lambda _: Reply(300, PAGE, headers=(("Link", "<http://127.0.0.1/>"),)),
        reasons.OTHER_STATUS,
    ),
)

ROBOTS = (
    Trap(
        "robots-of-100-megabytes",
        repeats(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"Disallow: /x\n" * 8000, 1000
        ),
        KEPT,
        robots=True,
    ),
    Trap(
        "robots-whose-rules-come-first",
        repeats(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /\n",
            b"# and so on\n" * 8000,
            1000,
        ),
        reasons.ROBOTS,
        robots=True,
    ),
    Trap("robots-bomb", packed("gzip", gzip_bomb), reasons.ROBOTS_UNREACHABLE, robots=True),
    Trap("robots-in-a-ring", ring, KEPT, robots=True),
    Trap(
        "robots-elsewhere-inside",
        lambda _: redirect("http://127.0.0.1/robots.txt"),
        reasons.PRIVATE,
        robots=True,
    ),
    Trap("robots-500", lambda _: Reply(500, b"no"), reasons.ROBOTS_UNREACHABLE, robots=True),
    Trap("robots-503", lambda _: Reply(503, b"no"), reasons.ROBOTS_UNREACHABLE, robots=True),
    Trap("robots-429", lambda _: Reply(429, b"no"), reasons.ROBOTS_UNREACHABLE, robots=True),
    Trap("robots-that-never-comes", sends(b"", hold=8), reasons.ROBOTS_UNREACHABLE, robots=True),
    Trap(
        "robots-of-garbage",
        lambda _: Reply(200, bytes(range(256)) * 99, "text/plain"),
        KEPT,
        robots=True,
    ),
    Trap(
        "robots-of-wildcards",
        lambda _: Reply(200, b"User-agent: *\nDisallow: /" + b"*a" * 5000 + b"$\n", "text/plain"),
        KEPT,
        robots=True,
    ),
)

TRAPS = (*BODIES, *HEADS, *MOVES, *ROBOTS)
