"""A small HTTP/1.1 server for the few calls that hubs make: bounded in all that it takes.

One call a connection. It listens on loopback, behind the person's own web server, which brings
TLS and the public address.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from types import TracebackType
from typing import Literal, cast

import h11

HEAD_BYTES = 1 << 14
BODY_BYTES = 1 << 24  # read and not kept; the largest of 106 real feeds has 2.2 MB
READ = 1 << 16
CONNECTIONS = 64
SECONDS = 20.0  # for a whole call
LINGER_SECONDS = 1.0

Refusal = Literal["not HTTP", "too slow", "too large", "too many at once"]


class TooLargeError(Exception):
    """A body has more than `BODY_BYTES`."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call's head: ``path`` and ``query`` as they stand in it, the signature if any."""

    method: str
    path: str
    query: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a call is answered; a body is plain text."""

    status: int
    body: bytes = b""


Answering = Callable[[Call, AsyncIterator[bytes]], Awaitable[Said]]


class Listener:
    """Listens on ``port`` of 127.0.0.1, in a thread of its own, while its block lasts.

    ``answer`` is called in that thread's loop with each call and its body, which it may leave
    unread; it must not raise. ``refused`` is told why others were turned away. Entering raises
    OSError if the port cannot be had.
    """

    def __init__(self, port: int, answer: Answering, refused: Callable[[Refusal], None]) -> None:
        self._port = port
        self._answer = answer
        self._refused = refused
        self._calls: set[asyncio.Task[None]] = set()
        self._ready = Event()
        self._error: OSError | None = None
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = Thread(target=self._run, name="listener", daemon=True)

    def __enter__(self) -> "Listener":
        self._thread.start()
        self._ready.wait()
        if self._error is not None:
            self._thread.join()
            raise self._error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._task is not None:
            with suppress(RuntimeError):  # its loop has just ended
                self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join()

    def _run(self) -> None:
        with (
            asyncio.Runner(loop_factory=lambda: self._loop) as runner,
            suppress(asyncio.CancelledError),
        ):
            runner.run(self._listen())

    async def _listen(self) -> None:
        self._task = asyncio.current_task()
        try:
            server = await asyncio.start_server(
                self._connected, "127.0.0.1", self._port, limit=READ
            )
        except OSError as error:
            self._error = error
            return
        finally:
            self._ready.set()
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            server.close()
            for call in self._calls:
                call.cancel()
            await asyncio.gather(*self._calls, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._calls) >= CONNECTIONS:
            self._refused("too many at once")
            writer.transport.abort()
            return
        call = asyncio.get_running_loop().create_task(self._conversation(reader, writer))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _conversation(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            async with asyncio.timeout(SECONDS):
                writer.write(_response(await self._said(reader, writer)))
                await writer.drain()
        except TimeoutError:
            self._refused("too slow")
        except OSError:
            pass  # it went away
        finally:
            await _closed(writer)

    async def _said(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Said:
        line = h11.Connection(h11.SERVER, max_incomplete_event_size=HEAD_BYTES)
        try:
            request = await _event(line, reader, writer)
            if not isinstance(request, h11.Request):
                raise ConnectionError  # nothing was said at all
            return await self._answer(_call(request), _body(line, reader, writer))
        except h11.RemoteProtocolError as error:
            self._refused("not HTTP")
            return Said(error.error_status_hint)
        except TooLargeError:
            self._refused("too large")
            return Said(413)


async def _body(
    line: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> AsyncIterator[bytes]:
    """The parts of a call's body. Raises `TooLargeError`, h11.RemoteProtocolError."""
    size = 0
    while isinstance(event := await _event(line, reader, writer), h11.Data):
        size += len(event.data)
        if size > BODY_BYTES:
            raise TooLargeError
        yield bytes(event.data)


async def _event(
    line: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> h11.Event | type[h11.PAUSED]:
    while (event := line.next_event()) is h11.NEED_DATA:
        if line.they_are_waiting_for_100_continue:
            go_on = line.send(h11.InformationalResponse(status_code=100, headers=[]))
            writer.write(go_on or b"")
        line.receive_data(await reader.read(READ))
    return cast("h11.Event | type[h11.PAUSED]", event)


def _call(request: h11.Request) -> Call:
    path, _, query = request.target.decode("latin-1").partition("?")
    signatures = [value for name, value in request.headers if name == b"x-hub-signature"]
    signature = signatures[0].decode("latin-1") if len(signatures) == 1 else ""
    return Call(request.method.decode("latin-1"), path, query, signature)


def _response(said: Said) -> bytes:
    head = (
        f"HTTP/1.1 {said.status} \r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"X-Content-Type-Options: nosniff\r\nContent-Length: {len(said.body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode() + said.body


async def _closed(writer: asyncio.StreamWriter) -> None:
    """Close a connection; one that takes nothing any more is cut off."""
    writer.close()
    try:
        async with asyncio.timeout(LINGER_SECONDS):
            await writer.wait_closed()
    except (OSError, TimeoutError):
        pass  # it does not take the rest, or has gone
    finally:
        writer.transport.abort()
