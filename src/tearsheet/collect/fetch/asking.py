"""One request brought to a host: in its turn, within its time, again if it fails in passing."""

import asyncio
import random
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tearsheet.collect.fetch import reasons
from tearsheet.collect.fetch.addresses import Target, UnfetchableError
from tearsheet.collect.fetch.exchange import Line, Reply, UnreachableError
from tearsheet.collect.fetch.hosts import Host, Hosts, LeftAloneError, Sleep
from tearsheet.collect.fetch.proxy import Proxy
from tearsheet.collect.fetch.resolving import Resolver
from tearsheet.collect.fetch.times import backoff, retry_after

WAIT_MOST = 60.0
"""Longest Retry-After that is waited for within one request; a longer one rests the host."""

RawHeaders = list[tuple[bytes, bytes]]


class StaleError(Exception):
    """A kept connection was closed by the host just before we used it again."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A reply, when its request began, and the seconds it took."""

    reply: Reply
    at: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Clocks:
    """The time as the fetcher knows it: seconds that only grow, waiting, and the date."""

    clock: Callable[[], float]
    sleep: Sleep
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Asking:
    """How requests are brought to hosts. ``seconds`` bounds one try, ``tries`` their number,
    ``large`` the large bodies that may be under way.
    """

    hosts: Hosts
    resolver: Resolver
    context: ssl.SSLContext
    proxy: Proxy | None
    clocks: Clocks
    chance: random.Random
    seconds: float
    tries: int
    large: asyncio.Semaphore

    async def reply(
        self,
        host: Host,
        place: Target,
        headers: RawHeaders,
        limit: int,
        *,
        cut: bool = False,
        form: bytes = b"",
    ) -> Timed:
        """The host's reply below status 500, as `Line.get`. Raises `UnfetchableError`."""
        failures = 0
        while True:
            try:
                timed = await self._once(host, place, headers, limit, cut, form)
            except StaleError:
                continue  # no try of the host's; each kept connection can be stale but once
            except LeftAloneError:
                raise
            except UnfetchableError as error:
                failures += 1
                if error.reason not in reasons.PASSING or failures >= self.tries:
                    raise
            else:
                if timed.reply.status != 429 and timed.reply.status < 500:
                    return timed
                failures += 1
                self._refused(host, timed.reply, failures)
            await self.clocks.sleep(backoff(failures, self.chance))

    def _refused(self, host: Host, reply: Reply, failures: int) -> None:
        """Keep the host's wait. Raises `UnfetchableError` where another try is no use."""
        after = retry_after(reply.headers, self.clocks.now())
        slow = reply.status == 429 or (reply.status == 503 and after is not None)
        reason = reasons.SLOW_DOWN if slow else reasons.SERVER_ERROR
        detail = f"status {reply.status}"
        if after is not None:
            detail += f", again in {after:.0f} s"
            if after > WAIT_MOST:
                host.rests(self.clocks.clock(), after, reason, f"host left alone: {detail}")
                raise UnfetchableError(reason, detail)
            self.hosts.wait(host, after)
        elif slow:
            self.hosts.wait(host, backoff(failures, self.chance))
        if failures >= self.tries:
            raise UnfetchableError(reason, detail)

    async def _once(
        self, host: Host, place: Target, headers: RawHeaders, limit: int, cut: bool, form: bytes
    ) -> Timed:
        async with self.hosts.turn(host):
            at, began = self.clocks.now(), self.clocks.clock()
            line: Line | None = None
            done = False
            try:
                async with asyncio.timeout(self.seconds):
                    line = self.hosts.line(host) or await self._line(place)
                    reply = await line.get(place, headers, limit, cut=cut, form=form)
                done = True
            except TimeoutError:
                late = _timeout(line, self.seconds)
                self._silent(host, late)
                raise late from None
            except UnfetchableError as error:
                if line is not None and line.is_stale(error):
                    raise StaleError from error
                self._silent(host, error)
                raise
            finally:
                if line is not None and done:
                    self.hosts.keep(host, line)
                elif line is not None:
                    line.close()
            host.answered()
            return Timed(reply, at, self.clocks.clock() - began)

    async def _line(self, place: Target) -> Line:
        """A new connection to a checked address, or to the proxy once the address is checked."""
        if self.proxy is None:
            places = await self.resolver.places(place.host, place.port)
            return Line(place, places, self.context, self.large)
        try:
            await self.resolver.places(place.host, place.port)
        except UnfetchableError as error:
            if error.reason != reasons.NO_HOST:  # behind a proxy names may be unknown here
                raise
        return Line(place, await self.proxy.places(), self.context, self.large, self.proxy)

    def _silent(self, host: Host, error: UnfetchableError) -> None:
        """Count a failure that is the host's rather than this page's."""
        if error.reason in reasons.UNANSWERED:
            host.went_silent(self.clocks.clock(), error.reason, error.detail)


def _timeout(line: Line | None, seconds: float) -> UnfetchableError:
    kind = UnfetchableError if line is not None and line.is_connected else UnreachableError
    return kind(reasons.TIMEOUT, f"{seconds:g} s")
