"""One connection's bytes: to a checked address, bounded, and gone at once when it is closed."""

import asyncio
import ssl
from collections.abc import Iterable, Sequence
from typing import cast

import httpcore

from tearsheet.collect.fetch.resolving import Place

HEAD_BYTES = 1 << 18
"""Most bytes until the headers of an answer are whole, with all that comes before them."""
READ = 1 << 14
"""Bytes handed on at a time; after each the other hosts have their turn."""
OPENING = 16
"""First bytes of an answer that are remembered; they may come one at a time."""
WAITING = 1 << 17
"""Bytes received ahead of being read."""
CONNECT_SECONDS = 10.0
"""Longest wait for one of several addresses before the next is tried."""

SocketOption = httpcore.SOCKET_OPTION


class FloodError(Exception):
    """More bytes came than were allowed for."""


class Wire(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """A stream over a transport of the event loop, in clear or over TLS.

    ``allowance`` is how many bytes may still be read; beyond it `read` raises `FloodError`. The
    time limits of httpcore are not used: whoever uses this holds one over everything.
    """

    def __init__(self) -> None:
        self.allowance = HEAD_BYTES
        self.opening = b""  # how the answer begins
        self.is_ready = False  # connected, and secured where it is to be
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._ended = False
        self._error: Exception | None = None
        self._reading: asyncio.Future[None] | None = None
        self._writing: asyncio.Future[None] | None = None
        self._full = False
        self._paused = False

    # What the event loop tells us.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection stands."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Bytes came."""
        self._buffer += data
        if len(self._buffer) > WAITING and self._transport is not None and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        _wake(self._reading)

    def eof_received(self) -> bool:
        """The other side sends no more."""
        self._ended = True
        _wake(self._reading)
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._ended = True
        self._error = self._error or exc
        _wake(self._reading)
        _wake(self._writing)

    def pause_writing(self) -> None:
        """The other side does not take our bytes."""
        self._full = True

    def resume_writing(self) -> None:
        """It takes them again."""
        self._full = False
        _wake(self._writing)

    # What httpcore asks of us.

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes, none at the end. Raises httpcore.ReadError, `FloodError`."""
        if self._buffer:
            await asyncio.sleep(0)
        while not self._buffer:
            if self._ended:
                if self._error is not None:
                    raise httpcore.ReadError(_said(self._error)) from self._error
                return b""
            self._reading = asyncio.get_running_loop().create_future()
            try:
                await self._reading
            finally:
                self._reading = None
        taken = bytes(self._buffer[: min(max_bytes, READ)])
        del self._buffer[: len(taken)]
        if self._paused and len(self._buffer) < WAITING // 2 and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()
        if len(self.opening) < OPENING:
            self.opening += taken[: OPENING - len(self.opening)]
        self.allowance -= len(taken)
        if self.allowance < 0:
            raise FloodError
        return taken

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send them; raises httpcore.WriteError once we have closed the connection.

        Where the other side has closed it, its last words are still to be read: they say why.
        """
        if self._transport is None:
            raise httpcore.WriteError("the connection is closed")
        if not buffer or self._transport.is_closing():
            return
        self._transport.write(buffer)
        while self._full and not self._transport.is_closing():
            self._writing = asyncio.get_running_loop().create_future()
            try:
                await self._writing
            finally:
                self._writing = None

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "Wire":
        """This stream over TLS, its certificate checked for the name. Raises ssl.SSLError."""
        if self._transport is None:
            raise httpcore.WriteError("the connection is closed")
        loop = asyncio.get_running_loop()
        self.is_ready = False
        try:
            transport = await loop.start_tls(
                self._transport, self, ssl_context, server_hostname=server_hostname
            )
        except ssl.SSLError:
            self.close()
            raise
        except OSError as error:  # how some hosts say that no protocol of ours is good enough
            self.close()
            raise ssl.SSLError(0, f"cut off in the handshake: {_said(error)}") from error
        except BaseException:
            self.close()
            raise
        if transport is None:
            raise ssl.SSLError(0, "cut off in the handshake")
        self._transport = transport
        self.is_ready = True
        return self

    async def aclose(self) -> None:
        """Close at once."""
        self.close()

    def close(self) -> None:
        """Close at once, without a farewell that the other side could draw out."""
        if self._transport is not None:
            self._transport.abort()
            self._transport = None
        self._ended = True
        _wake(self._reading)
        _wake(self._writing)

    def get_extra_info(self, info: str) -> object:
        """What httpcore wants to know: ``is_readable`` on an idle connection means it is over."""
        if info == "is_readable":
            return self._ended or bool(self._buffer)
        return None if self._transport is None else self._transport.get_extra_info(info)


class Connector(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses, whatever name httpcore gives. One for each connection."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self.wire: Wire | None = None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> Wire:
        """A wire to the first place that takes it. Raises OSError."""
        for address, at_port in self._places[:-1]:
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    return await self._connected(address, at_port)
            except OSError:  # TimeoutError is one
                continue
        return await self._connected(*self._places[-1])

    async def _connected(self, address: str, port: int) -> Wire:
        loop = asyncio.get_running_loop()
        _, self.wire = await loop.create_connection(Wire, address, port)
        self.wire.is_ready = True
        return self.wire

    async def sleep(self, seconds: float) -> None:
        """Part of httpcore's interface; no retries are asked of it."""
        await asyncio.sleep(seconds)


def _wake(waiting: "asyncio.Future[None] | None") -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(None)


def _said(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
