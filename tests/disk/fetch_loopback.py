"""A web server of a few lines on loopback, and a fetcher that finds every ``*.example`` there."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise

from tearsheet.collect.fetch import Fetcher, Manners

PAGE = b"<!doctype html><title>Rain</title><p>It rained in Velmar."


@dataclass
class Asked:
    """One request as the server saw it; ``at`` in seconds, monotonic."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


Reply = bytes | Callable[[Asked, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def response(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    """A whole response; header names with ``_`` for ``-``."""
    named = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def moved(to: str, status: int = 302) -> bytes:
    """A redirect."""
    return response(b"", f"{status} Moved", Location=to)


MISSING = response(b"", "404 Not Found")


@dataclass
class Loopback:
    """Answers by path, else by host and path; several answers are given one after the other."""

    replies: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    most_under_way: int = 0
    connections: int = 0
    open: int = 0
    _under_way: int = 0

    def paths(self, *, rules: bool = False) -> list[str]:
        """The paths asked for in order, without robots.txt unless wanted."""
        return [one.path for one in self.asked if rules or one.path != "/robots.txt"]

    def gaps(self, host: str) -> list[float]:
        """The seconds between the requests to a host."""
        at = [one.at for one in self.asked if one.host == host]
        return [after - before for before, after in pairwise(at)]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.connections += 1
        self.open += 1
        try:
            while True:
                await self._answer(await reader.readuntil(b"\r\n\r\n"), reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def _answer(
        self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        first, *lines = head.decode("latin-1").strip().split("\r\n")
        headers = {name.lower(): value for name, value in (one.split(": ", 1) for one in lines)}
        asked = Asked(headers.get("host", ""), first.split()[1], headers, time.monotonic())
        self.asked.append(asked)
        self._under_way += 1
        self.most_under_way = max(self.most_under_way, self._under_way)
        try:
            reply = self.replies.get(asked.host + asked.path) or self.replies.get(
                asked.path, MISSING
            )
            if isinstance(reply, list):
                reply = reply.pop(0) if len(reply) > 1 else reply[0]
            if callable(reply):
                await reply(asked, reader, writer)
            else:
                writer.write(reply)
                await writer.drain()
        finally:
            self._under_way -= 1


@asynccontextmanager
async def loopback(
    replies: dict[str, Reply | list[Reply]] | None = None, context: ssl.SSLContext | None = None
) -> AsyncIterator[Loopback]:
    """The server while it runs; what is still under way at the end is cut off."""
    site = Loopback(dict(replies or {}))
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await site.serve(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def guest(site: Loopback, **given: object) -> Fetcher:
    """A fetcher in a hurry that finds every host of ``.example`` at the server."""
    names = Manners.__dataclass_fields__
    manners: dict[str, object] = {
        "host_seconds": 0.0,
        "seconds": 5.0,
        "open_hosts": (f"*.example=127.0.0.1:{site.port}",),
    }
    manners |= {name: value for name, value in given.items() if name in names}
    rest = {name: value for name, value in given.items() if name not in names}
    return Fetcher(Manners(**manners), **rest)


class Naps:
    """A ``sleep`` that only takes notes, and the clock that it moves on."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        """Note it, and let others go on."""
        self.slept.append(seconds)
        await asyncio.sleep(0)

    def clock(self) -> float:
        """Real seconds, and those slept."""
        return time.monotonic() + sum(self.slept)
