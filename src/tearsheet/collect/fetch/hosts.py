"""Each host's turn: how often, how many at a time, and when it is left alone."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import islice

from tearsheet.collect.fetch.addresses import UnfetchableError
from tearsheet.collect.fetch.exchange import KEEP_SECONDS, Line
from tearsheet.collect.fetch.robots import Robots

FAILURES = 6
"""Tries in a row without any answer after which a host is left alone."""
ALONE_SECONDS = 900.0
"""How long it is left alone; the requests of this time fail at once."""
REST_MOST = 86_400.0
"""Longest rest that a host can ask for."""
MOST_HOSTS = 8192
"""Hosts remembered; beyond, those unused for `FORGOTTEN_SECONDS` are forgotten with their rules."""
FORGOTTEN_SECONDS = 900.0

MOST_IDLE = 400
"""Connections kept open for later; with those under way fewer than the 1,024 files of a process."""

Sleep = Callable[[float], Awaitable[None]]


class LeftAloneError(UnfetchableError):
    """The host is not asked anything for a while."""


@dataclass(slots=True, eq=False)
class Host:
    """What is known of one host and port. Times are of the monotonic clock, in seconds.

    ``order`` is held by the one request that waits for the next start; ``slots`` bounds those
    under way; ``lines`` are open and idle. ``rest`` says why it is left alone until ``resting``.
    """

    key: str
    gap: float
    slots: asyncio.Semaphore
    order: asyncio.Lock = field(default_factory=asyncio.Lock)
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    lines: list[Line] = field(default_factory=list)
    wanted: int = 0
    used: float = 0.0
    next_start: float = 0.0
    failures: int = 0
    resting: float = 0.0
    rest: tuple[str, str] = ("", "")
    robots: Robots | None = None
    robots_until: float = 0.0

    def rests(self, now: float, seconds: float, reason: str, detail: str) -> None:
        """Leave it alone for so long; what is asked meanwhile fails for this reason."""
        self.resting = now + min(seconds, REST_MOST)
        self.rest = (reason, detail)

    def answered(self) -> None:
        """It is alive."""
        self.failures = 0

    def went_silent(self, now: float, reason: str, detail: str) -> None:
        """It gave no answer once more; after `FAILURES` of these it is left alone."""
        self.failures += 1
        if self.failures >= FAILURES:
            self.failures = FAILURES - 1  # one more try after the rest, not six
            self.rests(now, ALONE_SECONDS, reason, f"host left alone: {detail}")

    def check(self, now: float) -> None:
        """Raises `LeftAloneError` while the host is left alone."""
        if now < self.resting:
            raise LeftAloneError(*self.rest)


class Hosts:
    """All hosts, and the places shared by them.

    A request waits in its host's own queue and takes one of the shared places only when it may
    start, so that a slow host holds up none but itself.
    """

    def __init__(
        self,
        seconds: float,
        per_host: int,
        altogether: int,
        clock: Callable[[], float],
        sleep: Sleep,
    ) -> None:
        self._seconds = seconds
        self._per_host = per_host
        self._shared = asyncio.Semaphore(altogether)
        self._clock = clock
        self._sleep = sleep
        self._hosts: OrderedDict[str, Host] = OrderedDict()
        self._idle: OrderedDict[Line, Host] = OrderedDict()
        self._closed = False
        self._timer: asyncio.TimerHandle | None = None

    def __getitem__(self, key: str) -> Host:
        """The host of this scheme, name and port."""
        host = self._hosts.get(key)
        if host is None:
            host = Host(key, self._seconds, asyncio.Semaphore(self._per_host))
            self._hosts[key] = host
            if len(self._hosts) > MOST_HOSTS:
                self._forget()
        else:
            self._hosts.move_to_end(key)
        host.used = self._clock()
        return host

    @asynccontextmanager
    async def turn(self, host: Host) -> AsyncIterator[None]:
        """The host's next turn: at least its gap after the last start, within all bounds.

        Raises `LeftAloneError` if it is left alone by then.
        """
        host.check(self._clock())
        host.wanted += 1
        try:
            async with host.slots:
                await self._start(host)
                try:
                    yield
                finally:
                    self._shared.release()
        finally:
            host.wanted -= 1

    async def _start(self, host: Host) -> None:
        async with host.order:
            while True:
                host.check(self._clock())
                left = host.next_start - self._clock()
                if left <= 0:
                    break
                await self._sleep(left)
            await self._shared.acquire()
            host.next_start = self._clock() + host.gap

    def slow_down(self, host: Host, delay: float) -> None:
        """Part the starts by the host's own delay where that is longer than ours."""
        host.gap = max(self._seconds, delay)
        host.next_start = (
            max(host.next_start, self._clock() + host.gap) if delay else host.next_start
        )

    def wait(self, host: Host, seconds: float) -> None:
        """No request to this host before so many seconds are over."""
        host.next_start = max(host.next_start, self._clock() + seconds)

    def line(self, host: Host) -> Line | None:
        """An open connection to the host that nobody uses, if there is one."""
        while host.lines:
            line = host.lines.pop()
            self._idle.pop(line, None)
            if line.is_open:
                return line
            line.close()
        return None

    def keep(self, host: Host, line: Line) -> None:
        """Keep a connection for the host's next request, if it is still good for one."""
        if self._closed or not line.is_open:
            line.close()
            return
        host.lines.append(line)
        self._idle[line] = host
        self._sweep()
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(KEEP_SECONDS, self._look_again)

    def close(self) -> None:
        """Close all idle connections, and keep none from now on."""
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
        for line in self._idle:
            line.close()
        self._idle.clear()
        for host in self._hosts.values():
            host.lines.clear()

    def _look_again(self) -> None:
        """Sweep now and then as long as connections are open, also while nobody asks."""
        self._sweep()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(KEEP_SECONDS, self._look_again) if self._idle else None

    def _sweep(self) -> None:
        """Close what has been idle for too long, and the oldest of too many."""
        while self._idle:
            line, host = next(iter(self._idle.items()))
            if line.is_open and len(self._idle) <= MOST_IDLE:
                return
            del self._idle[line]
            host.lines.remove(line)
            line.close()

    def _forget(self) -> None:
        now = self._clock()
        for key, host in list(islice(self._hosts.items(), MOST_HOSTS // 16)):
            if now - host.used < FORGOTTEN_SECONDS:
                return
            busy = host.wanted or host.asking.locked() or max(host.resting, host.next_start) > now
            if not busy:
                for line in host.lines:
                    self._idle.pop(line, None)
                    line.close()
                del self._hosts[key]
