"""One request and its answer on one connection, within bounds, each failure with its reason."""

import asyncio
import ssl
from collections.abc import AsyncIterable
from contextlib import aclosing
from dataclasses import dataclass
from typing import cast

import h2.exceptions
import httpcore

from tearsheet.collect.bounded import BrokenError, TooLargeError, decoded
from tearsheet.collect.fetch import reasons
from tearsheet.collect.fetch.addresses import Target, UnfetchableError
from tearsheet.collect.fetch.proxy import Proxy
from tearsheet.collect.fetch.resolving import Place
from tearsheet.collect.fetch.wire import HEAD_BYTES, Connector, FloodError
from tearsheet.model import Headers

MOST_HEADERS = 256
MOST_CODINGS = 2
ASIDE = 1 << 16
"""Most bytes of an answer that is no page: read to keep the connection, else it is closed."""
CRUMBS = 20_000
"""Chunks that may come however small; beyond, they must hold 64 bytes on average."""
IN_LOOP = 1 << 16
"""Bodies up to this size are unpacked or read at once, larger ones in a thread."""
SMALL = 1 << 19
"""Bodies up to this size are taken in at any time, larger ones a few at a time."""
KEEP_SECONDS = 20.0

_ENDED = ("complete message body", "incomplete chunked read")
_NO_ANSWER = ("Server disconnected", "StreamReset", "ConnectionTerminated")


class UnreachableError(UnfetchableError):
    """No connection to the host came about."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the host said: the body is unpacked; ``cut`` where a limit left some of it out."""

    status: int
    headers: Headers
    body: bytes
    cut: bool = False


class Line:
    """One connection to a host, for one request at a time; opened by the first."""

    def __init__(
        self,
        place: Target,
        places: list[Place],
        context: ssl.SSLContext,
        large: asyncio.Semaphore,
        proxy: Proxy | None = None,
    ) -> None:
        self._large = large
        self._connector = Connector(places)
        self._connection: httpcore.AsyncHTTPConnection | httpcore.AsyncHTTPProxy
        if proxy is not None:
            self._connection = _through(proxy, context, self._connector)
        else:
            self._connection = httpcore.AsyncHTTPConnection(
                origin=httpcore.Origin(place.scheme.encode(), place.host.encode(), place.port),
                ssl_context=context,
                keepalive_expiry=KEEP_SECONDS,
                http2=True,
                network_backend=self._connector,
            )
        self._used = self._again = False

    @property
    def is_open(self) -> bool:
        """Whether another request can go over it."""
        one = self._connection
        if isinstance(one, httpcore.AsyncHTTPProxy):
            return bool(one.connections) and one.connections[0].is_idle()
        return one.is_idle() and one.is_available() and not one.has_expired()

    @property
    def is_connected(self) -> bool:
        """Whether the host took the connection."""
        return self._connector.wire is not None and self._connector.wire.is_ready

    def is_stale(self, error: UnfetchableError) -> bool:
        """Whether a request failed only because the host had closed a connection we kept."""
        return self._again and not self._opening and error.reason == reasons.CONNECTION

    @property
    def _opening(self) -> bytes:
        """How the answer under way begins, empty as long as nothing has come."""
        return b"" if self._connector.wire is None else self._connector.wire.opening

    def close(self) -> None:
        """Close it at once."""
        if self._connector.wire is not None:
            self._connector.wire.close()

    async def get(
        self,
        place: Target,
        headers: list[tuple[bytes, bytes]],
        limit: int,
        *,
        cut: bool = False,
        form: bytes = b"",
    ) -> Reply:
        """The host's reply, its body of at most ``limit`` bytes; to a POST where there is a form.

        A larger body raises TOO_LARGE, or is cut off where that is wanted. Raises
        `UnreachableError` and `UnfetchableError`.
        """
        self._again, self._used = self._used, True
        if self._connector.wire is not None:
            self._connector.wire.opening = b""
        self._allow(HEAD_BYTES)
        url = httpcore.URL(
            scheme=place.scheme.encode(),
            host=place.host.encode(),
            port=place.port,
            target=place.path.encode(),
        )
        method = b"POST" if form else b"GET"
        request = httpcore.Request(method, url, headers=headers, content=form or None)
        try:
            response = await self._connection.handle_async_request(request)
        except (ssl.SSLError, ssl.CertificateError) as error:
            raise UnreachableError(reasons.TLS, _tls_detail(error)) from error
        except UnfetchableError:
            raise
        except FloodError:
            raise UnfetchableError(reasons.NOT_HTTP, "endless headers") from None
        except Exception as error:
            failure = self._head_failure(error)
            if failure is None:
                raise
            raise failure from error
        try:
            return await self._reply(response, limit, cut)
        finally:
            await response.aclose()

    async def _reply(self, response: httpcore.Response, limit: int, cut: bool) -> Reply:
        if len(response.headers) > MOST_HEADERS:
            self.close()
            raise UnfetchableError(reasons.NOT_HTTP, f"{len(response.headers)} headers")
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers
        )
        wanted = response.status == 200
        try:
            if wanted:
                body, short = await self._body(response, headers, limit, cut)
            else:
                body, short = await self._aside(response, headers)
        except UnfetchableError:
            raise
        except FloodError:
            raise UnfetchableError(reasons.TOO_LARGE, "endless chunks") from None
        except Exception as error:
            failure = _body_failure(error)
            if failure is None:
                raise
            raise failure from error
        if wanted:
            body = await _unpacked(body, headers, limit, short)
        return Reply(response.status, headers, body, short)

    async def _body(
        self, response: httpcore.Response, headers: Headers, limit: int, cut: bool
    ) -> tuple[bytes, bool]:
        claimed = _length(headers)
        if claimed > limit and not cut:
            self.close()
            raise UnfetchableError(reasons.TOO_LARGE, f"{claimed} bytes")
        self._allow(2 * limit + HEAD_BYTES)
        body = bytearray()
        crumbs = 0
        place = _Place(self._large)
        stream = cast("AsyncIterable[bytes]", response.stream)
        async with place, aclosing(cast("_Closing", stream.__aiter__())) as chunks:
            async for chunk in chunks:
                body += chunk
                crumbs += 1
                if len(body) > limit:
                    self.close()
                    if cut:
                        return bytes(body[:limit]), True
                    raise UnfetchableError(reasons.TOO_LARGE, f"more than {limit} bytes")
                if len(body) > SMALL:
                    await place.take()
                if crumbs > CRUMBS + len(body) // 64:
                    self.close()
                    raise UnfetchableError(reasons.NOT_HTTP, "its chunks are crumbs")
        return bytes(body), False

    async def _aside(self, response: httpcore.Response, headers: Headers) -> tuple[bytes, bool]:
        """The body of an answer that is no page: nobody wants it, but the connection goes on."""
        if _length(headers) > ASIDE:
            self.close()
            return b"", True
        return await self._body(response, headers, ASIDE, cut=True)

    def _allow(self, size: int) -> None:
        if self._connector.wire is not None:
            self._connector.wire.allowance = size

    def _head_failure(self, error: Exception) -> UnfetchableError | None:
        said = _detail(error)
        unmade = isinstance(error, httpcore.NetworkError | OSError) and not self.is_connected
        if unmade or isinstance(error, httpcore.ConnectError | httpcore.ProxyError):
            return UnreachableError(reasons.CONNECTION, said)
        if isinstance(error, httpcore.NetworkError | httpcore.ConnectionNotAvailable | OSError):
            return UnfetchableError(reasons.CONNECTION, said)
        if isinstance(error, httpcore.RemoteProtocolError):
            if any(one in said for one in _NO_ANSWER):
                return _half_an_answer(self._opening)
            return UnfetchableError(reasons.NOT_HTTP, said)
        return _not_http(error)


class _Place:
    """A large body's place among the few that may be under way; given back at the end."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self._taken = False

    async def take(self) -> None:
        """Wait for it; nothing where it is taken already."""
        if not self._taken:
            await self._places.acquire()
            self._taken = True

    async def __aenter__(self) -> "_Place":
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._taken:
            self._places.release()


def _through(
    proxy: Proxy, context: ssl.SSLContext, connector: Connector
) -> httpcore.AsyncHTTPProxy:
    """A pool of one connection by way of the proxy."""
    host = f"[{proxy.host}]" if ":" in proxy.host else proxy.host
    return httpcore.AsyncHTTPProxy(
        proxy_url=f"{proxy.scheme}://{host}:{proxy.port}",
        proxy_auth=proxy.credentials,
        proxy_ssl_context=context if proxy.scheme == "https" else None,
        ssl_context=context,
        max_connections=1,
        keepalive_expiry=KEEP_SECONDS,
        http2=True,
        network_backend=connector,
    )


def _length(headers: Headers) -> int:
    """The Content-Length, 0 where none is given."""
    text = next((value.strip() for name, value in headers if name.lower() == "content-length"), "")
    return int(text[:18]) if text.isascii() and text.isdecimal() else 0


class _Closing(AsyncIterable[bytes]):
    """What `aclosing` needs to know of httpcore's streams."""

    async def aclose(self) -> None: ...


def _half_an_answer(opening: bytes) -> UnfetchableError:
    """The connection closed before the headers were whole; ``opening`` is how they begin."""
    if not opening:
        return UnfetchableError(reasons.CONNECTION, "no answer")
    if opening.startswith(b"HTTP/") or opening[0] < 0x20:  # frames of HTTP/2 begin so
        return UnfetchableError(reasons.CONNECTION, "closed within the headers")
    return UnfetchableError(reasons.NOT_HTTP, f"begins with {opening!r}")


def _body_failure(error: Exception) -> UnfetchableError | None:
    said = _detail(error)
    if isinstance(error, httpcore.NetworkError | OSError):
        return UnfetchableError(reasons.CUT_SHORT, said)
    if isinstance(error, httpcore.RemoteProtocolError):
        if any(one in said for one in (*_ENDED, *_NO_ANSWER)):
            return UnfetchableError(reasons.CUT_SHORT, "the body is not whole")
        return UnfetchableError(reasons.NOT_HTTP, said)
    return _not_http(error)


def _not_http(error: Exception) -> UnfetchableError | None:
    """What httpcore and h2 trip over in an answer that no server may send."""
    kinds = (httpcore.ProtocolError, h2.exceptions.H2Error, ValueError, LookupError)
    if not isinstance(error, kinds):
        return None
    said = _detail(error)
    if said.isdecimal():  # the number of a stream that h2 has something against
        said = f"{type(error.__context__ or error).__name__}: {said}"
    return UnfetchableError(reasons.NOT_HTTP, said)


async def _unpacked(body: bytes, headers: Headers, limit: int, short: bool) -> bytes:
    lines = [value for name, value in headers if name.lower() == "content-encoding"]
    codings = [part.strip().lower() for line in lines for part in line.split(",")]
    codings = [one for one in codings if one not in ("", "identity")]
    if not codings or not body:
        return body
    if short:
        raise UnfetchableError(reasons.TOO_LARGE, "packed")
    if len(codings) > MOST_CODINGS:
        raise UnfetchableError(reasons.BROKEN_COMPRESSION, f"{len(codings)} codings")
    try:
        if len(body) > IN_LOOP:
            return await asyncio.to_thread(decoded, body, codings, limit)
        return decoded(body, codings, limit)
    except TooLargeError:
        raise UnfetchableError(
            reasons.TOO_LARGE, f"{len(body)} bytes unpack to more than {limit}"
        ) from None
    except BrokenError as error:
        raise UnfetchableError(reasons.BROKEN_COMPRESSION, str(error)[:200]) from error


def _detail(error: BaseException) -> str:
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(said).replace("bytearray(b", "(").split())[:200]


def _tls_detail(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate: {error.verify_message}"[:200]
    return (getattr(error, "reason", None) or _detail(error)).lower().replace("_", " ")[:200]
