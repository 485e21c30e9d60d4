"""Hosts that mean harm, small enough to meet at home: ``*.hostile.example``.

Each has an innocent robots.txt; every other path does what the host is named for. All end by
themselves, in bytes and in time.
"""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import cache

from tearsheet.demo.online.exchange import Ask, Reply, Site, Wire, redirect

MEGABYTE = 1_000_000
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_ROBOTS = Reply(200, b"User-agent: *\nDisallow:\n", "text/plain; charset=utf-8")


@dataclass(frozen=True, slots=True)
class HostileHost:
    """One bad host: an innocent robots.txt, and its trick for the rest."""

    name: str
    trick: Callable[[Ask], Reply | Wire]
    shows: str

    def answer(self, ask: Ask) -> Reply | Wire:
        """The trick, except for robots.txt."""
        return _ROBOTS if ask.path == "/robots.txt" else self.trick(ask)


async def endless() -> AsyncIterator[bytes]:
    """A page of 64 MB that gives no length."""
    yield _HEAD + b"Connection: close\r\n\r\n"
    for _ in range(64):
        yield b"<p>and so on</p>\n".ljust(MEGABYTE)


async def trickle() -> AsyncIterator[bytes]:
    """A head that comes a byte at a time and never ends."""
    for byte in _HEAD + b"X-Patience: " + b"." * 40:
        yield bytes([byte])
        await asyncio.sleep(0.01)


async def flood() -> AsyncIterator[bytes]:
    """Forty thousand headers."""
    yield _HEAD
    for start in range(0, 40_000, 1000):
        yield b"".join(b"X-Header-%d: drop\r\n" % one for one in range(start, start + 1000))
    yield b"Content-Length: 0\r\n\r\n"


def laughs(rounds: int = 12) -> bytes:
    """An RSS feed whose title would grow tenfold in each of its rounds of entities."""
    entities = "".join(f'<!ENTITY l{one} "{f"&l{one - 1};" * 10}">' for one in range(1, rounds + 1))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]>'
        f'<rss version="2.0"><channel><title>&l{rounds};</title><link>http://x.example/</link>'
        f"<item><title>&l{rounds};</title><link>http://laughs.hostile.example/1</link></item>"
        "</channel></rss>"
    ).encode()


@cache
def bomb(size: int = 40 * MEGABYTE) -> bytes:
    """A gzip stream of less than 1/200 of its true size."""
    return gzip.compress(bytes(size), 1, mtime=0)


def _bomb(ask: Ask) -> Reply:
    return Reply(200, bomb(), headers=(("Content-Encoding", "gzip"),))


HOSTS = (
    HostileHost("endless", lambda _: Wire(endless, 200), "a page that does not end"),
    HostileHost("bomb", _bomb, "a compressed page of 40 MB"),
    HostileHost(
        "loop",
        lambda ask: redirect(f"http://loop.hostile.example{ask.path}"),
        "redirects in a ring",
    ),
    HostileHost(
        "inward",
        lambda ask: redirect(f"http://127.0.0.1:{ask.port}/"),
        "a redirect to the reader's own machine",
    ),
    HostileHost(
        "metadata",
        lambda _: redirect("http://169.254.169.254/latest/meta-data/"),
        "a redirect to a cloud's metadata",
    ),
    HostileHost("trickle", lambda _: Wire(trickle, 200), "a head that comes a byte at a time"),
    HostileHost("flood", lambda _: Wire(flood, 200), "forty thousand headers"),
    HostileHost(
        "laughs",
        lambda _: Reply(200, laughs(), "application/rss+xml"),
        "a feed of a billion laughs",
    ),
)


def sites() -> tuple[Site, ...]:
    """The hostile hosts as sites to serve."""
    return tuple(Site((f"{one.name}.hostile.example",), one.answer, one.shows) for one in HOSTS)


def sources() -> tuple[str, ...]:
    """An address at each hostile host."""
    return tuple(f"http://{one.name}.hostile.example/feed.xml" for one in HOSTS)
