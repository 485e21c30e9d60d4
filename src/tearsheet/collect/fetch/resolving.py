"""Names become addresses, and every address is checked before anything connects to it."""

import asyncio
import socket
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address

from tearsheet.collect.fetch import reasons
from tearsheet.collect.fetch.addresses import (
    OpenHosts,
    UnfetchableError,
    is_localhost,
    is_public,
)

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]
"""A host name and port to addresses, in the order to try them. Raises OSError."""

Place = tuple[str, int]
"""An address and a port that may be connected to."""

KEPT_SECONDS = 30.0  # below the usual least time to live of press sites, 60 s
MOST_KEPT = 4096
MOST_TRIED = 4
THREADS = 32  # look-ups block: so many names without an answer hold up nobody else


class Resolver:
    """Knows where a host may be connected to.

    All answers for a name are checked and one that is not public refuses the host, since whoever
    writes the zone chooses which one is connected to. Answers are kept for `KEPT_SECONDS`.
    """

    def __init__(
        self, open_hosts: OpenHosts, clock: Callable[[], float], lookup: Lookup | None
    ) -> None:
        self._open = open_hosts
        self._clock = clock
        self._threads: ThreadPoolExecutor | None = None
        self._lookup = lookup or self._system
        self._known: OrderedDict[str, tuple[float, list[str]]] = OrderedDict()

    async def places(self, host: str, port: int) -> list[Place]:
        """Where to connect, best first. Raises `UnfetchableError` with PRIVATE or NO_HOST."""
        opening = self._open(host)
        if opening is not None and opening.address:
            return [(opening.address, opening.port or port)]
        found = _written(host)
        if not found:
            found = ["127.0.0.1", "::1"] if is_localhost(host) else await self._found(host, port)
        for one in found if opening is None else ():
            if not _is_public(one):
                detail = one if one == host else f"{host} lies at {one}"
                raise UnfetchableError(reasons.PRIVATE, detail)
        return [(one, port) for one in found[:MOST_TRIED]]

    def close(self) -> None:
        """Let go of the look-ups under way."""
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = None

    async def _found(self, host: str, port: int) -> list[str]:
        now = self._clock()
        until, found = self._known.get(host, (0.0, []))
        if found and now < until:
            return found
        try:
            found = list(dict.fromkeys(await self._lookup(host, port)))
        except (OSError, UnicodeError) as error:
            said = getattr(error, "strerror", None) or str(error)
            raise UnfetchableError(reasons.NO_HOST, f"{host}: {said}") from error
        if not found:
            raise UnfetchableError(reasons.NO_HOST, f"{host}: no address")
        self._known[host] = (now + KEPT_SECONDS, found)
        self._known.move_to_end(host)
        if len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)
        return found

    async def _system(self, host: str, port: int) -> list[str]:
        """What the system's resolver says, waited for in a thread of our own."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(THREADS, "look-up")
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _addresses, host, port)
        return list(dict.fromkeys(found))


def _addresses(host: str, port: int) -> list[str]:
    flags = socket.AI_ADDRCONFIG | socket.AI_NUMERICSERV
    found = socket.getaddrinfo(host, str(port), type=socket.SOCK_STREAM, flags=flags)
    return [str(where[0]) for *_, where in found]


def _written(host: str) -> list[str]:
    try:
        return [str(ip_address(host))]
    except ValueError:
        return []


def _is_public(text: str) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return not getattr(address, "scope_id", None) and is_public(address)
