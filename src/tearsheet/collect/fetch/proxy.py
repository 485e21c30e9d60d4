"""A proxy that all requests go through, where a person has set one."""

import asyncio
import socket
from urllib.parse import unquote, urlsplit

from tearsheet.collect.fetch import reasons
from tearsheet.collect.fetch.addresses import UnfetchableError
from tearsheet.collect.fetch.resolving import Place


class Proxy:
    """An http or https proxy, ``http://[USER:PASSWORD@]HOST[:PORT]``.

    A host's addresses are still looked up and checked here first, but the proxy looks them up
    again and connects where it will: that the checked address is the one connected to cannot be
    assured, nor that a name unknown here is public. The proxy must see to it. Certificates are
    still checked against the host's name, since TLS goes through the proxy unopened.
    Raises ValueError for a URL that is none; the message does not show it.
    """

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ValueError("proxy: not a URL") from None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("proxy: not an http or https URL")
        self.scheme = parts.scheme
        self.host = parts.hostname
        self.port = port or (443 if parts.scheme == "https" else 80)
        self.credentials: tuple[str, str] | None = None
        if parts.username is not None:
            self.credentials = (unquote(parts.username), unquote(parts.password or ""))

    async def places(self) -> list[Place]:
        """Where the proxy is. Raises `UnfetchableError` with CONNECTION."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise UnfetchableError(reasons.CONNECTION, "the proxy is not found") from error
        return [(str(where[0]), self.port) for *_, where in found]
