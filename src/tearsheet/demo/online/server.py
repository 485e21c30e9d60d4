"""A small HTTP/1.1 server for many hosts on one port: the far end of the web, in our own hands.

Written on plain streams since control over every byte and every pause is what it is for. It
keeps connections alive, answers conditions (ETag, Last-Modified), HEAD and ranges, compresses
where that is accepted (RFC 9110, RFC 9112), and writes down what it was asked. It is made for
loopback: it trusts its sites and has no limits against its own readers but those of time, of
the size of a request's head and of the number of connections.
"""

import asyncio
import gzip
import re
import ssl
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus

from tearsheet.demo.online.exchange import Ask, Asked, Edition, Reply, Site, Wire
from tearsheet.model import Headers

HEAD_BYTES = 32_768
IDLE_SECONDS = 30.0
REPLY_SECONDS = 60.0
LINGER_SECONDS = 1.0
CONNECTIONS = 2_000
LOGGED = 200_000
SHORTEST_COMPRESSED = 400
ALIAS = ".localhost"
_COMPRESSIBLE = re.compile(r"text/|application/(?:.*\+)?(?:xml|json)\b")
_ABSOLUTE = re.compile(rb"https?://([a-z0-9.-]+\.example)(?![\w.-])")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")


class NotHttpError(Exception):
    """A request that this server does not understand."""


class Server:
    """Sites on one port. `serving` runs it in a thread; `run` until it is cancelled."""

    def __init__(
        self, sites: Iterable[Site], port: int = 0, tls: ssl.SSLContext | None = None
    ) -> None:
        self._all = tuple(sites)
        self._sites = {host: site for site in self._all for host in site.hosts}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tls = tls
        self._asked: deque[Asked] = deque(maxlen=LOGGED)
        self._times: Counter[tuple[str, str]] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = port
        self.edition: Edition = "first day"

    def requests(self) -> tuple[Asked, ...]:
        """All requests so far, the earliest first (the last 200,000)."""
        return tuple(self._asked.copy())

    def turn(self, edition: Edition) -> None:
        """From now on sites answer as of this day; from any thread."""
        self.edition = edition
        for site in self._all:
            if site.turned is not None and self._loop is not None:
                self._loop.call_soon_threadsafe(site.turned)

    async def run(self, ready: threading.Event | None = None) -> None:
        """Listen on 127.0.0.1 until cancelled; sets ``ready`` once ``port`` is known."""
        server = await asyncio.start_server(
            self._connected, "127.0.0.1", self.port, limit=HEAD_BYTES, ssl=self._tls, backlog=1000
        )
        self.port = server.sockets[0].getsockname()[1]
        self._loop = asyncio.get_running_loop()
        if ready is not None:
            ready.set()
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await asyncio.sleep(0)  # aborted connections are closed in the loop's next round

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._tasks) >= CONNECTIONS:
            writer.transport.abort()
            return
        task = asyncio.get_running_loop().create_task(self._conversation(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _conversation(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one connection's requests until either side has had enough."""
        try:
            while await self._exchange(reader, writer):
                pass
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError):
            pass  # the reader went away, or never said anything whole
        except asyncio.CancelledError:
            writer.transport.abort()
            raise
        finally:
            await _closed(writer)

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; returns whether the connection can take another."""
        async with asyncio.timeout(IDLE_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
        try:
            ask = self._read(head)
        except NotHttpError:
            self._asked.append(Asked(time.monotonic(), "", "", "", 400))
            writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            return False
        length = ask.header("content-length")
        size = min(int(length), HEAD_BYTES) if length.isdecimal() else 0
        reply = self._answered(replace(ask, body=await reader.readexactly(size)))
        self._log(ask, reply.status)
        async with asyncio.timeout(REPLY_SECONDS):
            if isinstance(reply, Wire):
                await _stream(reply, writer)
                return False
            await asyncio.sleep(reply.wait)
            writer.write(message(ask, reply))
            await writer.drain()
        return ask.header("connection").lower() != "close"

    def _read(self, head: bytes) -> Ask:
        """The request that a head asks; raises `NotHttpError`."""
        request, *lines = head.decode("latin-1").split("\r\n")
        parts = request.split(" ")
        if len(parts) != 3 or not parts[2].startswith("HTTP/1."):
            raise NotHttpError(request)
        method, target, _ = parts
        headers = tuple(_header(line) for line in lines if line)
        named = next((value for name, value in headers if name.lower() == "host"), "")
        if target.startswith("http://"):  # as a proxy is asked
            named, slash, rest = target.removeprefix("http://").partition("/")
            target = slash + rest or "/"
        host = re.sub(r":\d+\Z", "", named.lower()).removesuffix(".")
        plain = host.removesuffix(ALIAS)
        return Ask(
            method,
            plain,
            target,
            headers,
            self.edition,
            self._times[plain, target],
            self.port,
            aliased=plain != host,
        )

    def _answered(self, ask: Ask) -> Reply | Wire:
        self._times[ask.host, ask.path] += 1
        site = self._sites.get(ask.host)
        if site is None:
            return Reply(421, b"No such host is served here.", "text/plain; charset=utf-8")
        reply = site.answer(ask)
        if isinstance(reply, Wire):
            return reply
        return settled(ask, reply)

    def _log(self, ask: Ask, status: int) -> None:
        now = time.monotonic()
        self._asked.append(Asked(now, ask.method, ask.host, ask.path, status, ask.headers))


class Served:
    """A running server as its tests and commands see it."""

    def __init__(self, server: Server) -> None:
        self._server = server

    @property
    def port(self) -> int:
        """The port on 127.0.0.1."""
        return self._server.port

    def requests(self, host: str = "") -> tuple[Asked, ...]:
        """What was asked so far, of one host or of all, the earliest first."""
        return tuple(one for one in self._server.requests() if not host or one.host == host)

    def turn(self, edition: Edition) -> None:
        """From now on sites answer as of this day."""
        self._server.turn(edition)


@contextmanager
def serving(
    sites: Iterable[Site], port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Served]:
    """Serve ``sites`` on 127.0.0.1 in a thread of its own while the block runs.

    ``port`` 0 takes a free one. Raises OSError if the port is taken.
    """
    server = Server(sites, port, tls)
    running = _Running(server)
    running.start()
    try:
        running.wait()
        yield Served(server)
    finally:
        running.stop()


class _Running(threading.Thread):
    """A server in a loop of its own."""

    def __init__(self, server: Server) -> None:
        super().__init__(name="tearsheet demo press", daemon=True)
        self._server = server
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._error: OSError | None = None

    def run(self) -> None:
        with (
            asyncio.Runner(loop_factory=lambda: self._loop) as runner,
            suppress(asyncio.CancelledError),
        ):
            runner.run(self._served())

    async def _served(self) -> None:
        self._task = asyncio.current_task()
        try:
            await self._server.run(self._ready)
        except OSError as error:
            self._error = error
        finally:
            self._ready.set()

    def wait(self) -> None:
        """Until it listens; raises OSError if it cannot."""
        self._ready.wait(10)
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        if self._task is not None and self.is_alive():
            with suppress(RuntimeError):  # its loop has just ended
                self._loop.call_soon_threadsafe(self._task.cancel)
        self.join(10)


def settled(ask: Ask, reply: Reply) -> Reply:
    """The reply after conditions, ranges and compression: what will be sent.

    RFC 9110, sections 8.8 (validators), 13 (conditions) and 14 (ranges).
    """
    body = localised(reply, ask.port) if ask.aliased else reply.body
    headers = list(reply.headers)
    if ask.aliased:
        headers = [(name, _alias(value.encode(), ask.port).decode()) for name, value in headers]
    if reply.status != 200:
        return Reply(reply.status, body, reply.media_type, tuple(headers), wait=reply.wait)
    tag = etag(body)
    packed = _packs(ask, reply.media_type, body)
    headers += [("Vary", "Accept-Encoding"), ("Accept-Ranges", "bytes")]
    headers.append(("ETag", f'"{tag}-gzip"' if packed else f'"{tag}"'))
    if reply.modified is not None:
        headers.append(("Last-Modified", _http_date(reply.modified)))
    if _unchanged(ask, tag, reply.modified):
        return Reply(304, b"", "", tuple(headers), wait=reply.wait)
    asked = _RANGE.match(ask.header("range"))
    if asked and asked[0] != "bytes=-":
        return _part(body, asked, reply, headers)
    if packed:
        headers.append(("Content-Encoding", "gzip"))
        body = compressed(body)
    return Reply(200, body, reply.media_type, tuple(headers), wait=reply.wait)


def message(ask: Ask, reply: Reply) -> bytes:
    """A whole HTTP/1.1 response; without its body for HEAD, 204 and 304."""
    phrase = HTTPStatus(reply.status).phrase if reply.status in _STATUSES else "?"
    headers: Headers = (("Date", _http_date(datetime.now(UTC))), *reply.headers)
    if reply.status not in (204, 304):
        headers += (("Content-Type", reply.media_type), ("Content-Length", str(len(reply.body))))
    lines = [f"HTTP/1.1 {reply.status} {phrase}", *(f"{name}: {value}" for name, value in headers)]
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    bare = ask.method == "HEAD" or reply.status in (204, 304)
    return head if bare else head + reply.body


def localised(reply: Reply, port: int) -> bytes:
    """A page whose absolute links lead to ``HOST.localhost:PORT``, for a browser here."""
    return _alias(reply.body, port) if reply.media_type.startswith("text/html") else reply.body


@lru_cache(maxsize=512)
def compressed(body: bytes) -> bytes:
    """A gzip member of fixed time, so that the same body is always the same bytes."""
    return gzip.compress(body, 5, mtime=0)


@lru_cache(maxsize=4096)
def etag(body: bytes) -> str:
    """A strong validator: 16 hexadecimal digits of the body's digest."""
    return sha256(body).hexdigest()[:16]


async def _closed(writer: asyncio.StreamWriter) -> None:
    """Close a connection; one whose reader takes nothing any more is cut off."""
    writer.close()
    try:
        async with asyncio.timeout(LINGER_SECONDS):
            await writer.wait_closed()
    except (OSError, TimeoutError):
        pass  # it does not take the rest, or has gone
    finally:
        writer.transport.abort()


async def _stream(reply: Wire, writer: asyncio.StreamWriter) -> None:
    async for part in reply.parts():
        writer.write(part)
        await writer.drain()


def _header(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon:
        raise NotHttpError(line)
    return name.strip(), value.strip()


def _alias(text: bytes, port: int) -> bytes:
    return _ABSOLUTE.sub(rb"http://\1.localhost:%d" % port, text)


def _packs(ask: Ask, media_type: str, body: bytes) -> bool:
    return (
        "gzip" in ask.header("accept-encoding")
        and not ask.header("range")
        and len(body) >= SHORTEST_COMPRESSED
        and _COMPRESSIBLE.match(media_type) is not None
    )


def _unchanged(ask: Ask, tag: str, modified: datetime | None) -> bool:
    """Whether the reader's copy still holds; If-None-Match goes before If-Modified-Since."""
    known = ask.header("if-none-match")
    if known:
        tags = {one.strip().removeprefix("W/").strip('"') for one in known.split(",")}
        return bool(tags & {tag, f"{tag}-gzip", "*"})
    since = ask.header("if-modified-since")
    if not since or modified is None:
        return False
    try:
        return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False


def _part(
    body: bytes, asked: "re.Match[str]", reply: Reply, headers: list[tuple[str, str]]
) -> Reply:
    """The one range that was asked, 206; or 416 where it lies outside."""
    if asked[1]:
        start, end = int(asked[1]), min(int(asked[2] or len(body)) + 1, len(body))
    else:
        start, end = max(0, len(body) - int(asked[2])), len(body)
    if start >= end:
        none = (("Content-Range", f"bytes */{len(body)}"),)
        return Reply(416, b"", reply.media_type, none, wait=reply.wait)
    headers.append(("Content-Range", f"bytes {start}-{end - 1}/{len(body)}"))
    return Reply(206, body[start:end], reply.media_type, tuple(headers), wait=reply.wait)


def _http_date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)


_STATUSES = frozenset(HTTPStatus)
