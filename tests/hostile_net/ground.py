"""The ground the hostile cases stand on: who connects where, for how long, with how much memory.

Every connection that this process opens is seen by an audit hook below all libraries; while it
watches, one that leads anywhere but to the far end's ports is written down and refused, so that
no case can touch a real address, whatever fails.
"""

import asyncio
import socket
import ssl
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tearsheet.collect.fetch import Answer, Fetcher, Manners, Request
from tearsheet.demo.online import Served
from tearsheet.model import Kept, Outcome

LOOPBACK = "127.0.0.1"
LIMIT = 200_000
SECONDS = 1.5
"""What one try may take in these tests; the fetcher's own default is 30."""
Lookup = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass
class Watch:
    """What was reached for while watching. Ports in ``open_ports`` may be connected to."""

    open_ports: frozenset[int]
    connected: list[tuple[str, int]] = field(default_factory=list)
    refused: list[tuple[str, int]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)


_watching: Watch | None = None


def _hook(event: str, args: tuple[object, ...]) -> None:
    watch = _watching
    if watch is None:
        return
    if event == "socket.connect":
        where = args[1]
        if isinstance(where, tuple):
            _connecting(watch, str(where[0]), int(where[1]))
    elif event == "socket.getaddrinfo":
        watch.looked_up.append(str(args[0]))
    elif event == "open" and isinstance(args[0], str | bytes | Path):
        watch.opened.append(str(args[0]))


def _connecting(watch: Watch, host: str, port: int) -> None:
    if host == LOOPBACK and port in watch.open_ports:
        watch.connected.append((host, port))
        return
    watch.refused.append((host, port))
    raise ConnectionRefusedError(111, "outside the ground of this test")


sys.addaudithook(_hook)


@contextmanager
def watching(*open_ports: int) -> Iterator[Watch]:
    """Look at every connection, name and file that this process opens meanwhile."""
    global _watching
    _watching = Watch(frozenset(open_ports))
    try:
        yield _watching
    finally:
        _watching = None


class Canary:
    """A listener at a forbidden place. ``sung`` counts who came."""

    def __init__(self) -> None:
        self._listeners = [socket.create_server((LOOPBACK, 0))]
        self.port: int = self._listeners[0].getsockname()[1]
        if socket.has_ipv6:
            with suppress(OSError):  # a machine without IPv6 has no such place to reach
                self._listeners.append(
                    socket.create_server(("::1", self.port), family=socket.AF_INET6)
                )
        self.sung = 0
        self._threads = [
            threading.Thread(target=self._listen, args=(one,), daemon=True)
            for one in self._listeners
        ]
        for thread in self._threads:
            thread.start()

    def _listen(self, listener: socket.socket) -> None:
        while True:
            try:
                who, _ = listener.accept()
            except OSError:
                return
            self.sung += 1
            who.close()

    def close(self) -> None:
        for one in self._listeners:
            one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self._threads:
            thread.join(5)


@dataclass(frozen=True)
class Fetched:
    """One request's outcome, seconds, megabytes that memory grew by, and what was reached for."""

    outcome: Outcome[Answer]
    seconds: float
    megabytes: float
    watch: Watch

    @property
    def reason(self) -> str:
        """The reason counted, ``kept`` for a page."""
        return "kept" if isinstance(self.outcome, Kept) else self.outcome.reason

    @property
    def detail(self) -> str:
        return "" if isinstance(self.outcome, Kept) else self.outcome.detail


def manners(port: int, **given: object) -> Manners:
    """Short limits, and ``*.hostile.example`` open at the far end's port."""
    settled = {
        "contact": "desk@tearsheet.example",
        "host_seconds": 0.0,
        "host_connections": 4,
        "connections": 100,
        "seconds": SECONDS,
        "tries": 1,
        "payload_bytes": LIMIT,
        "open_hosts": (f"*.hostile.example={LOOPBACK}:{port}",),
    }
    return Manners(**{**settled, **given})


TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Made once: reading all the world's authorities for each case would take longer than the case."""


async def no_name(host: str, port: int) -> Sequence[str]:
    """A resolver that knows nobody: no case asks the machine's own."""
    raise socket.gaierror(-2, "Name or service not known")


def fetched(
    url: str,
    served: Served,
    *,
    lookup: Lookup = no_name,
    context: ssl.SSLContext | None = TRUSTS_NOBODY,
    **given: object,
) -> Fetched:
    """Get one URL with short limits, watched."""

    async def get() -> Outcome[Answer]:
        settled = manners(served.port, **given)
        async with Fetcher(settled, lookup=lookup, context=context) as fetcher:
            return await fetcher.get(Request(url))

    with watching(served.port) as watch, growth() as grown:
        begun = time.monotonic()
        outcome = asyncio.run(get())
        seconds = time.monotonic() - begun
    return Fetched(outcome, seconds, grown(), watch)


@contextmanager
def growth() -> Iterator[Callable[[], float]]:
    """How many megabytes the process's memory grew at most meanwhile; 0 where nobody can tell."""
    peak = 0.0
    before = _reset_peak()
    try:
        yield lambda: peak
    finally:
        peak = max(0.0, _status("VmHWM") - before) if before else 0.0


def _reset_peak() -> float:
    """Memory now, in MB, the high-water mark set to it (Linux)."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return 0.0
    return _status("VmRSS")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    line = next(one for one in lines if one.startswith(name))
    return int(line.split()[1]) / 1024
