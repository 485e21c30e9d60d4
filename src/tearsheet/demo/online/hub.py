"""A WebSub hub of the demo press: it verifies who subscribes, and calls when a new day comes."""

import asyncio
import hmac
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx

from tearsheet.demo.online.exchange import Ask, Reply

SECONDS = 10.0
LEASE = 864_000
PLAIN = "text/plain; charset=utf-8"
_TAKEN = Reply(202, b"", PLAIN)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who is called for a topic, and with what the calls are signed."""

    callback: str
    topic: str
    secret: str


class Hub:
    """Serves the topics that it is given; calls nobody but this machine.

    ``subscribers`` are those that were verified, by callback; ``lease`` is in seconds.
    """

    def __init__(self, topics: tuple[str, ...], lease: int = LEASE) -> None:
        self.subscribers: dict[str, Subscriber] = {}
        self.verified = 0
        self._topics = topics
        self._lease = lease
        self._tasks: set[asyncio.Task[None]] = set()

    def answer(self, ask: Ask) -> Reply:
        """What a subscriber's form is answered; it is verified afterwards (section 5.3)."""
        form = dict(parse_qsl(ask.body.decode("utf-8", "replace")))
        one = Subscriber(
            form.get("hub.callback", ""), form.get("hub.topic", ""), form.get("hub.secret", "")
        )
        if ask.method != "POST" or one.topic not in self._topics:
            return Reply(404, b"Not a topic of this hub.", PLAIN)
        if urlsplit(one.callback).hostname not in ("127.0.0.1", "localhost"):
            return Reply(400, b"Only callbacks on this machine.", PLAIN)
        self._begin(self._verify(one, form.get("hub.mode", "")))
        return _TAKEN

    def turned(self) -> None:
        """A new day: all who subscribe are called."""
        for one in self.subscribers.values():
            self._begin(_call(one, b"There is news."))

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _verify(self, one: Subscriber, mode: str) -> None:
        challenge = secrets.token_hex(16)
        fields = {"mode": mode, "topic": one.topic, "challenge": challenge}
        if mode == "subscribe":
            fields["lease_seconds"] = str(self._lease)
        query = urlencode({f"hub.{name}": value for name, value in fields.items()})
        mark = "&" if "?" in one.callback else "?"
        said = await _asked(lambda web: web.get(f"{one.callback}{mark}{query}"))
        if said != challenge:
            return
        self.verified += 1
        if mode == "subscribe":
            self.subscribers[one.callback] = one
        else:
            self.subscribers.pop(one.callback, None)


def signature(body: bytes, secret: str) -> str:
    """The X-Hub-Signature of a delivery; section 7.1."""
    return "sha256=" + hmac.new(secret.encode(), body, "sha256").hexdigest()


async def _call(one: Subscriber, body: bytes) -> None:
    headers = {"X-Hub-Signature": signature(body, one.secret), "Content-Type": PLAIN}
    await _asked(lambda web: web.post(one.callback, content=body, headers=headers))


async def _asked(
    request: Callable[[httpx.AsyncClient], Coroutine[None, None, httpx.Response]],
) -> str:
    """What a subscriber answers with status 2xx; empty where it does not."""
    try:
        async with httpx.AsyncClient(timeout=SECONDS, trust_env=False) as web:
            answer = await request(web)
    except httpx.HTTPError:
        return ""
    return answer.text if answer.is_success else ""
