"""Hubs are asked to call, and their calls are worth what they prove."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tearsheet.collect.fetch import reasons
from tearsheet.demo.online import Ask, Reply, Served, Site, Wire, everything, serving
from tearsheet.demo.online.exchange import NOT_HERE
from tearsheet.demo.online.forms import ATOM, Channel, Entry, atom
from tearsheet.demo.online.hub import Hub, Subscriber, signature
from tearsheet.model import Headers, Source, Tally
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.collecting import Push, Scope, collect
from tearsheet.settings import Settings
from tearsheet.store import sources, subscriptions
from tearsheet.store.database import close_store, open_store

PATIENCE = 20.0
HOST, HUB_HOST = "calling.example", "hub.example"
FEED, HUB = f"http://{HOST}/feed.xml", f"http://{HUB_HOST}/call"
NOW = datetime(2025, 9, 21, tzinfo=UTC)


def feed_site(hub: str = HUB, host: str = HOST, headers: Headers = ()) -> Site:
    """A feed that names a hub; the next day it has one entry more."""

    def answer(ask: Ask) -> Reply:
        if ask.path != "/feed.xml":
            return NOT_HERE
        there = 2 if ask.edition == "next day" else 1
        entries = [Entry(f"http://{host}/news/{n}.html", f"Rain {n}", NOW) for n in range(there)]
        feed = f"http://{host}/feed.xml"
        channel = Channel("The Calling", feed, f"http://{host}/", "en", hub=hub)
        return Reply(200, atom(channel, entries).encode(), ATOM, headers)

    return Site((host,), answer)


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


@pytest.fixture
def collecting(tmp_path: Path) -> Iterator[Callable[..., Collecting]]:
    """Begins to collect every hour with a hub; stopped as a person would at the end."""
    home, running, closes = tmp_path / "home", [], []

    def begin() -> Collecting:
        hub = Hub((FEED,))
        serves = serving((feed_site(), Site((HUB_HOST,), hub.answer, turned=hub.turned)))
        served, push_port = serves.__enter__(), free_port()
        closes.append(serves)
        open_store(home / "tearsheet.sqlite3")
        sources.add_source(Source(HOST, FEED, "feed", "The Calling", NOW))
        close_store()
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


HOSTILE = (
    "http://127.0.0.1:9/call",
    "http://169.254.169.254/latest",
    "http://[::ffff:10.0.0.1]/call",
    "http://endless.example/call",
)


async def endless() -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
    for _ in range(2_000):
        yield b"x" * 65_536


def test_hubs_that_mean_harm_stop_nothing(tmp_path: Path):
    hosts = [f"paper-{number}.example" for number in range(len(HOSTILE))]
    sites = [feed_site(hub, host) for hub, host in zip(HOSTILE, hosts, strict=True)]
    sites.append(Site(("endless.example",), lambda ask: Wire(endless, 200)))
    begun = time.monotonic()
    with serving(sites) as served, desk(tmp_path / "home", served.port, *hosts) as (room, push):
        collected = collect(room, Scope(callback=push.address), lambda: NOW)
        states = subscriptions.states()
    assert [one.result for one in collected.visits] == ["new"] * len(hosts)
    assert collected.hubs == Tally(kept=1, skipped=Counter({reasons.PRIVATE: 3}))
    assert states == {"asked": 1, "failed": 3}
    assert time.monotonic() - begun < 10


def test_a_lease_is_renewed_before_it_ends(tmp_path: Path):
    hub = Hub((FEED,), lease=900)
    named = (("Link", f'<{HUB}>; rel="hub"'),)
    sites = (feed_site(hub="", headers=named), Site((HUB_HOST,), hub.answer))
    clock = [NOW]
    with (
        serving(sites) as served,
        desk(tmp_path / "home", served.port, HOST, clock=clock) as (
            room,
            push,
        ),
    ):

        def round_at(minutes: int) -> int:
            """How many hubs a round asks, so long after the first."""
            clock[0] = NOW + timedelta(minutes=minutes)
            asked = collect(room, Scope(callback=push.address), lambda: clock[0]).hubs.kept
            if asked:
                verified.append(until(lambda: hub.verified > len(verified) and hub.verified))
                until(lambda: push.counted["confirmed"] == hub.verified)
            return asked

        verified: list[object] = []
        assert [round_at(minutes) for minutes in (0, 1, 7, 8, 12, 16)] == [1, 0, 0, 1, 0, 1]
        assert len(hub.subscribers) == 1
        assert subscriptions.states() == {"confirmed": 1}


def test_the_demo_press_calls_when_its_day_turns(tmp_path: Path):
    key = "kiyipostasi.example"
    feed = "http://www.kiyipostasi.example/atom.xml"
    with serving(everything()) as served, desk(tmp_path / "home", served.port) as (room, push):
        sources.add_source(Source(key, feed, "feed", key, NOW))
        first = collect(room, Scope(callback=push.address, read=False), lambda: NOW)
        assert [one.result for one in first.visits] == ["new"]
        until(lambda: push.counted["confirmed"])
        assert sources.due(NOW) == []
        served.turn("next day")
        assert push.rung(PATIENCE)
        assert sources.due(NOW) == [key]


@contextmanager
def desk(
    home: Path, port: int, *hosts: str, clock: Sequence[datetime] = (NOW,)
) -> Iterator[tuple[Newsroom, Push]]:
    """A home that follows the feeds of these hosts and hears hubs; ``clock[0]`` is the time."""
    push_port = free_port()
    settings = Settings(
        home=home,
        workers=1,
        host_seconds=0.01,
        fetch_seconds=5,
        open_hosts=(f"*.example=127.0.0.1:{port}",),
        push_address=f"http://127.0.0.1:{push_port}",
        push_port=push_port,
    )
    with Newsroom.open(settings) as room, Push.listening(settings, lambda: clock[0]) as push:
        for host in hosts:
            sources.add_source(Source(host, f"http://{host}/feed.xml", "feed", host, NOW))
        yield room, push
