"""Hubs are asked to call, and their calls are worth what they prove."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from tearsheet.demo.online import Ask, Reply, Served, Site, serving
from tearsheet.demo.online.exchange import NOT_HERE
from tearsheet.demo.online.forms import ATOM, Channel, Entry, atom
from tearsheet.demo.online.hub import Hub, Subscriber, signature
from tearsheet.model import Source

PATIENCE = 20.0
HOST, HUB_HOST = "calling.example", "hub.example"
FEED, HUB = f"http://{HOST}/feed.xml", f"http://{HUB_HOST}/call"
NOW = datetime(2025, 9, 21, tzinfo=UTC)


def feed_site(hub: str = HUB) -> Site:
    """A feed that names a hub; the next day it has one entry more."""

    def answer(ask: Ask) -> Reply:
        if ask.path != "/feed.xml":
            return NOT_HERE
        there = 2 if ask.edition == "next day" else 1
        entries = [Entry(f"http://{HOST}/news/{n}.html", f"Rain {n}", NOW) for n in range(there)]
        channel = Channel("The Calling", FEED, f"http://{HOST}/", "en", hub=hub)
        return Reply(200, atom(channel, entries).encode(), ATOM)

    return Site((HOST,), answer)


def until(there: Callable[[], object], patience: float = PATIENCE) -> object:
    """What ``there`` says as soon as it says something."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := there():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come about")


@dataclass
class Collecting:
    """A running ``tearsheet collect --every 1h`` that hears hubs."""

    served: Served
    hub: Hub
    port: int
    process: "subprocess.Popen[str]"
    said: Path

    def visits(self) -> int:
        return sum(one.path == "/feed.xml" for one in self.served.requests(HOST))

    @property
    def subscriber(self) -> Subscriber:
        (one,) = self.hub.subscribers.values()
        return one

    def deliver(self, signed: str | None, body: bytes = b"<feed/>") -> int:
        headers = {} if signed is None else {"X-Hub-Signature": signed}
        return self.post(self.subscriber.callback, body, headers)

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        with httpx.Client(trust_env=False) as web:
            return web.post(url, content=body, headers=headers).status_code

    def get(self, query: str, url: str = "") -> httpx.Response:
        with httpx.Client(trust_env=False) as web:
            return web.get(f"{url or self.subscriber.callback}?{query}")


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def command(*words: object, port: int, push_port: int) -> tuple[list[str], dict[str, str]]:
    settings = {
        "COLUMNS": "100",
        "TEARSHEET_OPEN_HOSTS": f"*.example=127.0.0.1:{port}",
        "TEARSHEET_HOST_SECONDS": "0.01",
        "TEARSHEET_FETCH_SECONDS": "2",
        "TEARSHEET_PUSH_ADDRESS": f"http://127.0.0.1:{push_port}/push/",
        "TEARSHEET_PUSH_PORT": str(push_port),
    }
    return [sys.executable, "-m", "tearsheet", *map(str, words)], os.environ | settings


def follow(home: Path, url: str = FEED) -> None:
    from tearsheet.store import sources
    from tearsheet.store.database import close_store, open_store

    home.mkdir()
    open_store(home / "tearsheet.sqlite3")
    sources.add_source(Source(HOST, url, "feed", "The Calling", NOW))
    close_store()


@pytest.fixture
def collecting(tmp_path: Path) -> Iterator[Callable[..., Collecting]]:
    """Begins to collect every hour with a hub; stopped as a person would at the end."""
    home, running, closes = tmp_path / "home", [], []

    def begin(hub: Hub | None = None, sites: tuple[Site, ...] = ()) -> Collecting:
        hub = hub or Hub((FEED,))
        sites = sites or (feed_site(), Site((HUB_HOST,), hub.answer, turned=hub.turned))
        serves = serving(sites)
        served, push_port = serves.__enter__(), free_port()
        closes.append(serves)
        follow(home)
        words, settings = command(
            "collect", "--every", "1h", "--home", home, port=served.port, push_port=push_port
        )
        said = tmp_path / "said"
        with said.open("w") as out:
            process = subprocess.Popen(words, stdout=out, stderr=out, text=True, env=settings)
        running.append(process)
        one = Collecting(served, hub, push_port, process, said)
        until(lambda: "Next round" in said.read_text())
        return one

    yield begin
    for process in running:
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
    for serves in closes:
        serves.__exit__(None, None, None)


def test_a_feed_is_subscribed_and_a_signed_call_fetches_it_at_once(collecting):
    press = collecting()
    until(lambda: press.hub.subscribers)
    one = press.subscriber
    assert one.topic == FEED
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/push/[0-9a-f]{64}", one.callback)
    (asked,) = [ask for ask in press.served.requests(HUB_HOST) if ask.method == "POST"]
    assert asked.path == "/call"
    assert press.visits() == 1

    begun = time.monotonic()
    press.served.turn("next day")
    until(lambda: press.visits() == 2)
    assert time.monotonic() - begun < 3
    until(lambda: any(ask.path == "/news/1.html" for ask in press.served.requests(HOST)))
    until(lambda: "1 news" in press.said.read_text())


def test_what_is_not_proven_changes_nothing(collecting):
    press = collecting()
    until(lambda: press.hub.subscribers)
    one = press.subscriber
    body = b"<feed/>"
    forged = [None, "sha256=" + "0" * 64, signature(body, "guessed"), "md5=aa", "sha256=ab"]
    forged.append(signature(b"another body", one.secret))
    # A forged call is answered like a true one: nobody learns anything by guessing.
    assert {press.deliver(sign, body) for sign in forged} == {202}
    base = one.callback.rpartition("/")[0]
    signed = {"X-Hub-Signature": signature(body, one.secret)}
    for path in ("/", "/" + "0" * 64, f"/x/{one.callback[-64:]}", "/../etc/passwd"):
        assert press.post(base + path, body, signed) == 404
    query = f"hub.mode=subscribe&hub.topic={FEED}&hub.challenge=x&hub.lease_seconds=900"
    assert press.get(query.replace("subscribe", "unsubscribe")).status_code == 404
    assert press.get(query.replace(HOST, "other.example")).status_code == 404
    assert press.get(query, f"{base}/{'0' * 64}").status_code == 404
    time.sleep(0.5)
    assert press.visits() == 1
    assert press.deliver(signature(body, one.secret), body) == 202
    until(lambda: press.visits() == 2)
    until(lambda: f"{len(forged)} not signed" in press.said.read_text())
    assert "5 unknown address" in press.said.read_text()


def test_who_calls_without_end_is_heard_once_a_minute(collecting):
    press = collecting()
    until(lambda: press.hub.subscribers)
    body = b"x" * 300_000
    for _ in range(20):
        assert press.deliver(signature(body, press.subscriber.secret), body) == 202
    until(lambda: press.visits() == 2)
    time.sleep(1)
    assert press.visits() == 2


@pytest.mark.parametrize(
    "hub",
    [
        "http://127.0.0.1:9/call",
        "http://169.254.169.254/latest",
        "http://[::ffff:10.0.0.1]/call",
        "http://gone.invalid/call",
    ],
)
def test_a_hub_that_may_not_be_called_stops_nothing(collecting, hub):
    press = collecting(sites=(feed_site(hub),))
    assert press.visits() == 1
    assert "Hubs asked to call: 1 in = 0 kept" in press.said.read_text()
    assert press.served.requests(HUB_HOST) == ()
