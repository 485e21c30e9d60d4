"""WebSub: hubs are asked to call when a feed has news, and what their calls are worth.

What a hub sends is never taken as proof of anything: a call that it signed only makes the source
due, and we fetch it ourselves from its own address. So a hub can make us come a little early, no
more. W3C WebSub, Recommendation of 23 January 2018.
"""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.db import DatabaseError

from tearsheet.collect import websub
from tearsheet.model import Kept, Outcome
from tearsheet.pipeline.collecting.listener import Call, Listener, Said
from tearsheet.pipeline.collecting.visiting import Errand
from tearsheet.settings import Settings, SettingsError
from tearsheet.store import subscriptions
from tearsheet.store.database import close_store
from tearsheet.store.subscriptions import Subscribed

P = ParamSpec("P")
T = TypeVar("T")

UNKNOWN = Said(404)
LATE = 0.05  # seconds after a source is due that we wake, since no two clocks run alike
_TOKEN = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a call is answered, what it is counted as, and what it changes, if anything.

    ``until`` is when a lease that it confirms ends, ``denied`` why the hub will not call;
    with ``rings`` the source is due now.
    """

    said: Said
    counted: str
    until: datetime | None = None
    denied: str = ""
    rings: bool = False


def verification(query: str, known: Subscribed, now: datetime) -> Decision:
    """What a GET means: the hub asks whether we asked, or says no; sections 5.2 and 5.3."""
    subscription = _subscription(known, "")
    why = websub.denied(query, subscription)
    if why is not None:
        return Decision(Said(200), "denied", denied=why)
    found = websub.confirmed(query, subscription, "subscribe", now) if known.is_asked else None
    if found is None or found.until is None:
        return Decision(UNKNOWN, "not asked for")
    return Decision(Said(200, found.challenge.encode()), "confirmed", until=found.until)


def delivery(known: Subscribed, now: datetime, *, signed: bool) -> Decision:
    """What a POST means: news, if the hub signed it and its lease runs; sections 7 and 8.

    All are answered alike, so that nobody learns anything by guessing.
    """
    if not signed:
        return Decision(Said(202), "not signed")
    if known.until is None or known.until <= now:
        return Decision(Said(202), "after the lease")
    return Decision(Said(202), "news", rings=True)


class Push:
    """Hears hubs while it is `listening`. ``counted`` says what calls there were."""

    def __init__(self, address: str, now: Callable[[], datetime]) -> None:
        self.address = address.rstrip("/")
        self.counted: Counter[str] = Counter()
        self._prefix = urlsplit(self.address).path
        self._now = now
        self._rung = Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="push")

    @classmethod
    @contextmanager
    def listening(cls, settings: Settings, now: Callable[[], datetime]) -> Iterator["Push"]:
        """Hear hubs until the block ends.

        Raises SettingsError for an address or a port that is none, OSError if the port is taken.
        """
        parts = urlsplit(settings.push_address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise SettingsError(
                f"push_address: {settings.push_address!r} is not an address such as "
                "https://press.example.org/push"
            )
        if not 0 < settings.push_port < 65536:
            raise SettingsError(f"push_port: there is no port {settings.push_port}")
        push = cls(settings.push_address, now)
        try:
            with Listener(settings.push_port, push.answer, push.refused):
                yield push
        finally:
            push._thread.submit(close_store).result()
            push._thread.shutdown()

    def rung(self, seconds: float) -> bool:
        """Wait so long, or until a source is due because a hub called; whether that was it."""
        rung = self._rung.wait(max(0.0, seconds))
        self._rung.clear()
        return rung

    def refused(self, why: str) -> None:
        """Count a caller that was turned away."""
        self.counted[why] += 1

    async def answer(self, call: Call, body: AsyncIterator[bytes]) -> Said:
        """What a call is answered, once all that it changes is on disk."""
        try:
            decision = await self._decided(call, body)
        except DatabaseError:
            decision = Decision(Said(503), "the database was busy")
        self.counted[decision.counted] += 1
        return decision.said

    async def _decided(self, call: Call, body: AsyncIterator[bytes]) -> Decision:
        token = self._token(call.path)
        known = await self._ask(subscriptions.called, token, self._now()) if token else None
        if known is None or call.method not in ("GET", "POST"):
            return Decision(UNKNOWN, "unknown address")
        if call.method == "GET":
            decision = verification(call.query, known, self._now())
        else:
            proof = websub.Proof(call.signature, known.secret)
            async for part in body:
                proof.add(part)
            decision = delivery(known, self._now(), signed=proof.holds)
        await self._done(known.token, decision)
        return decision

    async def _done(self, token: str, decision: Decision) -> None:
        now = self._now()
        if decision.until is not None:
            ask_at = websub.renew_at(now, decision.until)
            await self._ask(subscriptions.confirm, token, decision.until, ask_at)
        elif decision.denied:
            await self._ask(subscriptions.deny, token, decision.denied, now)
        elif decision.rings:
            due_at = await self._ask(subscriptions.make_due, token, now)
            if due_at is not None:
                wait = max(0.0, (due_at - now).total_seconds() + LATE)
                asyncio.get_running_loop().call_later(wait, self._rung.set)

    def _token(self, path: str) -> str:
        """The token of a callback; the web server before us may have taken the prefix off."""
        head, _, token = path.rpartition("/")
        return token if head in ("", self._prefix) and _TOKEN.fullmatch(token) else ""

    async def _ask(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the store answers, asked in a thread that has a connection of its own."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, lambda: question(*args, **kwargs)
        )


async def ask_hubs(errand: Errand, address: str) -> list[Outcome[int]]:
    """Ask each hub whose turn it is, for the first time or before its lease ends."""
    due = await errand.clerk.ask(subscriptions.take_due, errand.now())
    return list(await asyncio.gather(*(_asked(errand, one, address) for one in due)))


async def _asked(errand: Errand, one: Subscribed, address: str) -> Outcome[int]:
    form = websub.request_form(_subscription(one, address))
    outcome = await errand.fetcher.post(one.hub, form)
    if not isinstance(outcome, Kept):
        why = f"{outcome.reason} ({outcome.detail})" if outcome.detail else outcome.reason
        await errand.clerk.ask(subscriptions.failed, one.source, why)
    return outcome


def _subscription(one: Subscribed, address: str) -> websub.Subscription:
    return websub.Subscription(one.hub, one.topic, f"{address}/{one.token}", one.secret)
