"""The one polite fetcher: rules first, turns kept, redirects followed, failures given a reason."""

import asyncio
import random
import re
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import version
from types import TracebackType
from typing import Self

import certifi

from tearsheet.collect import kinds
from tearsheet.collect.fetch import reasons, robots
from tearsheet.collect.fetch.addresses import OpenHosts, Target, UnfetchableError, shown, target
from tearsheet.collect.fetch.asking import Asking, Clocks, RawHeaders, Timed
from tearsheet.collect.fetch.exchange import IN_LOOP, UnreachableError
from tearsheet.collect.fetch.hosts import Host, Hosts, Sleep
from tearsheet.collect.fetch.proxy import Proxy
from tearsheet.collect.fetch.request import Answer, Manners, Request, header
from tearsheet.collect.fetch.resolving import Lookup, Resolver
from tearsheet.collect.fetch.rights import reserved
from tearsheet.collect.fetch.robots import Robots
from tearsheet.collect.fetch.times import freshness
from tearsheet.model import Failed, Kept, Outcome, Skipped

MOST_REDIRECTS = 10
ROBOTS_REDIRECTS = 5  # RFC 9309, section 2.3.1.2
ROBOTS_MOST = timedelta(days=1)  # RFC 9309, section 2.4
ROBOTS_LEAST = timedelta(minutes=5)
"""How long rules are kept at least, whatever Cache-Control says, and how long their absence is."""
LARGE_BYTES = 200_000_000
"""What the large bodies under way may take together, however many connections there are."""
MANY_RULES = 1000
"""More rules than this are gone through in a thread: 30,000 wildcards can take a second."""
POST_ANSWER = 1 << 14
"""Bytes of the answer to a POST, of which nothing is wanted but the status."""
FORM = "application/x-www-form-urlencoded"
ENCODINGS = b"gzip, deflate, br, zstd"
MOVED = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
_REASONS = {
    401: reasons.FORBIDDEN,
    403: reasons.FORBIDDEN,
    451: reasons.FORBIDDEN,
    404: reasons.NOT_FOUND,
    410: reasons.GONE,
}


class Fetcher:
    """Gets pages as a guest on the web; one for a whole run, used within ``async with``.

    ``lookup`` resolves names, ``context`` is our side of TLS, ``chance`` jitters the waits;
    ``clock`` (seconds that only grow), ``sleep`` and ``now`` are the time. Neither proxies nor
    anything else is taken from the environment, except the certificates that OpenSSL looks for.
    Raises ValueError for an ``open_hosts`` entry or a proxy that cannot be read.
    """

    def __init__(
        self,
        manners: Manners,
        *,
        lookup: Lookup | None = None,
        context: ssl.SSLContext | None = None,
        chance: random.Random | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._manners = manners
        self._clock = clock
        self._resolver = Resolver(OpenHosts(manners.open_hosts), clock, lookup)
        self._hosts = Hosts(
            manners.host_seconds, manners.host_connections, manners.connections, clock, sleep
        )
        self._asking = Asking(
            hosts=self._hosts,
            resolver=self._resolver,
            context=context or trusting(),
            proxy=Proxy(manners.proxy) if manners.proxy else None,
            clocks=Clocks(clock, sleep, now),
            chance=chance or random.Random(),
            seconds=manners.seconds,
            tries=manners.tries,
            large=asyncio.Semaphore(max(1, LARGE_BYTES // max(1, manners.payload_bytes))),
        )
        self._agent = user_agent(manners.contact).encode()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._hosts.close()
        self._resolver.close()
        await asyncio.sleep(0)  # the loop closes the sockets in its next round

    async def get(self, request: Request) -> Outcome[Answer]:
        """The page, or why it was not had (`reasons`); never raises for what a host does.

        Redirects are followed to any host that may be fetched from, also from https to http,
        which is what some outlets still do; each step obeys the rules of its own host.
        """
        try:
            return Kept(await self._followed(request))
        except UnfetchableError as error:
            outcome = Skipped if error.reason in reasons.CHOSEN else Failed
            return outcome(error.reason, shown(request.url), error.detail)

    async def post(
        self,
        url: str,
        body: bytes,
        media_type: str = FORM,
        further: Sequence[tuple[bytes, bytes]] = (),
    ) -> Outcome[int]:
        """The status (2xx) with which a service takes a body, or why not; never raises.

        For hubs that a feed asks its readers to call, and for who asked to be told: safe and in
        turn as any request, within `POST_ANSWER` bytes of answer. ``further`` are headers besides.
        robots.txt, which is for what is crawled, is not asked (RFC 9309, section 1), and a
        redirect, which would show the body to another, is OTHER_STATUS.
        """
        try:
            headers = [(b"Content-Type", media_type.encode()), *further]
            return Kept(await self._posted(target(url), body, headers))
        except UnfetchableError as error:
            outcome = Skipped if error.reason in reasons.CHOSEN else Failed
            return outcome(error.reason, shown(url), error.detail)

    async def robots(self, url: str) -> Robots:
        """The robots.txt of this URL's host, asked for if it is not known; never raises."""
        try:
            return await self._rules(target(url))
        except UnfetchableError as error:
            return Robots(reason=error.reason, detail=error.detail)

    async def _followed(self, request: Request) -> Answer:
        place = target(request.url)
        limit = request.payload_bytes or self._manners.payload_bytes
        moved, unbroken = "", True
        seen = {place.url}
        while True:
            await self._permitted(place)
            headers = self._headers(place, request)
            timed = await self._asking.reply(self._host(place), place, headers, limit)
            location = header(timed.reply.headers, "location")
            if timed.reply.status not in MOVED or not location:
                return _answer(request, place, moved, timed)
            place = _next(place, location, seen)
            unbroken = unbroken and timed.reply.status in PERMANENT
            moved = place.url if unbroken else moved

    async def _posted(self, place: Target, body: bytes, described: RawHeaders) -> int:
        headers = [
            *self._headers(place, Request(place.url)),
            *described,
            (b"Content-Length", str(len(body)).encode()),
        ]
        timed = await self._asking.reply(
            self._host(place), place, headers, POST_ANSWER, cut=True, form=body
        )
        status = timed.reply.status
        if not 200 <= status < 300:
            reason = _REASONS.get(status, reasons.OTHER_STATUS)
            raise UnfetchableError(reason, f"status {status}")
        return status

    def _host(self, place: Target) -> Host:
        return self._hosts[place.origin]

    def _headers(self, place: Target, request: Request) -> RawHeaders:
        headers = [
            (b"Host", place.authority.encode()),
            (b"User-Agent", self._agent),
            (b"Accept", _value(request.accept)),
            (b"Accept-Encoding", ENCODINGS),
        ]
        if request.etag:
            headers.append((b"If-None-Match", _value(request.etag)))
        if request.modified:
            headers.append((b"If-Modified-Since", _value(request.modified)))
        return headers

    async def _permitted(self, place: Target) -> None:
        """Raises `UnfetchableError` where the host's rules leave this out, or cannot be had."""
        rules = await self._rules(place)
        if rules.reason:
            raise UnfetchableError(rules.reason, rules.detail)
        if len(rules.rules) > MANY_RULES:
            allowed = await asyncio.to_thread(rules.allows_path, place.path)
        else:
            allowed = rules.allows_path(place.path)
        if not allowed:
            raise UnfetchableError(reasons.ROBOTS, place.path[:200])

    async def _rules(self, place: Target) -> Robots:
        """The host's rules, asked for once by whoever comes first."""
        host = self._host(place)
        if host.robots is not None and self._clock() < host.robots_until:
            return host.robots
        async with host.asking:
            if host.robots is None or self._clock() >= host.robots_until:
                rules, kept = await self._asked(replace(place, path="/robots.txt"))
                self._hosts.slow_down(host, rules.delay)
                host.robots = rules
                host.robots_until = self._clock() + kept.total_seconds()
            return host.robots

    async def _asked(self, place: Target) -> tuple[Robots, timedelta]:
        """A robots.txt, and how long it is good for (RFC 9309, section 2.3.1)."""
        request = Request(place.url, accept="text/plain, */*;q=0.5")
        try:
            for _ in range(ROBOTS_REDIRECTS + 1):
                timed = await self._asking.reply(
                    self._host(place),
                    place,
                    self._headers(place, request),
                    robots.PARSED_BYTES,
                    cut=True,
                )
                location = header(timed.reply.headers, "location")
                if timed.reply.status not in MOVED or not location:
                    return await _rules_of(timed)
                place = place.joined(location)
        except UnreachableError as error:
            return Robots(reason=error.reason, detail=error.detail), ROBOTS_LEAST
        except UnfetchableError as error:
            reason, detail = error.reason, error.detail
            if reason not in (reasons.PRIVATE, reasons.NO_HOST):
                reason, detail = reasons.ROBOTS_UNREACHABLE, f"{reason}: {detail}".rstrip(": ")
            return Robots(reason=reason, detail=detail), ROBOTS_LEAST
        return Robots(), ROBOTS_LEAST  # so many redirects: as if there were none


def user_agent(contact: str) -> str:
    """Who we are, and where to write to: ``Tearsheet/0.1.0 (+https://…)``."""
    said = re.sub(r"[^\x21-\x7e]|[()\\]", "", contact)[:200]
    name = f"{robots.TOKEN}/{version('tearsheet')}"
    return f"{name} (+{said})" if said else name


@cache  # it takes 40 ms to read the certificates
def trusting() -> ssl.SSLContext:
    """Our side of TLS: trusts the system's certificates and those that browsers trust."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _next(place: Target, location: str, seen: set[str]) -> Target:
    """Where a redirect leads. Raises `UnfetchableError`."""
    # Bytes beyond ASCII are UTF-8 in practice, though headers are Latin-1.
    location = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        following = place.joined(location)
    except UnfetchableError as error:
        raise UnfetchableError(error.reason, f"redirected: {error.detail}") from error
    if following.url in seen:
        raise UnfetchableError(reasons.REDIRECTS, f"a loop at {following.url[:300]}")
    if len(seen) > MOST_REDIRECTS:
        raise UnfetchableError(reasons.REDIRECTS, f"more than {MOST_REDIRECTS}")
    seen.add(following.url)
    return following


def _answer(request: Request, place: Target, moved: str, timed: Timed) -> Answer:
    """The answer in a last reply. Raises `UnfetchableError` for another status than 200 or 304."""
    reply = timed.reply
    known = bool(request.etag or request.modified)
    if reply.status != 200 and not (reply.status == 304 and known):
        detail = f"status {reply.status}"
        raise UnfetchableError(_REASONS.get(reply.status, reasons.OTHER_STATUS), detail)
    payload = reply.body if reply.status == 200 else b""
    claimed = header(reply.headers, "content-type").split(";", 1)[0].strip().lower()
    media_type = kinds.settled(claimed or None, payload[: kinds.SNIFFED]) or ""
    return Answer(
        url=place.url,
        requested_url=target(request.url).url,
        moved_to=moved,
        at=timed.at,
        status=reply.status,
        headers=reply.headers,
        media_type=media_type,
        payload=payload,
        seconds=timed.seconds,
        reserved=reserved(reply.headers, media_type, payload),
    )


async def _rules_of(timed: Timed) -> tuple[Robots, timedelta]:
    status = timed.reply.status
    if 200 <= status < 300:
        fresh = freshness(timed.reply.headers, timed.at)
        kept = ROBOTS_MOST if fresh is None else min(max(fresh, ROBOTS_LEAST), ROBOTS_MOST)
        body = timed.reply.body
        if len(body) > IN_LOOP:
            return await asyncio.to_thread(robots.parse, body), kept
        return robots.parse(body), kept
    if 400 <= status < 500:
        return Robots(), ROBOTS_MOST
    return Robots(reason=reasons.ROBOTS_UNREACHABLE, detail=f"status {status}"), ROBOTS_LEAST


def _value(text: str) -> bytes:
    """A header's value as bytes, without what would end it."""
    return re.sub(r"[\x00-\x1f\x7f]", "", text).strip().encode("latin-1", "ignore")
