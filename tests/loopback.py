"""A generated press on loopback, for load: many small outlets, some of them faulty.

Everything follows from the seed: which pages there are, what they say, which requests fail and
how. So tests and benchmarks know beforehand which pages a correct collector must end with.

    with serving(press_of(hosts=300, pages=20, faults=0.1).sites) as served: ...

`serving_apart` does the same in a process of its own, so that a measured collector does not
share its interpreter with the server.
"""

import multiprocessing
import random
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from multiprocessing.connection import Connection
from typing import Literal

from tearsheet.demo.online import Ask, Asked, Reply, Site, Wire, serving
from tearsheet.demo.online.exchange import NOT_HERE
from tearsheet.demo.online.forms import RSS, Channel, Entry, rss

DOMAIN = "loopback.example"
NEWEST = datetime(2025, 9, 21, 18, tzinfo=UTC)

Trouble = Literal["", "500 once", "cut once", "slow", "404", "403", "500", "cut"]
PASSING: tuple[Trouble, ...] = ("500 once", "cut once", "slow")
LASTING: tuple[Trouble, ...] = ("404", "403", "500", "cut")
REASONS: dict[Trouble, str] = {
    "404": "not found",
    "403": "refused by the host",
    "500": "server error",
    "cut": "ended too soon",
}
"""The reason that a page with a lasting trouble is counted with."""

_SUBJECTS = """The harbour board|A village school|The ferry company|The city council|A river
commission|The glass works|An old bakery|The weather office|A choir of fishermen|The railway
museum|The water authority|A bridge engineer|The lighthouse keeper|The market hall|A court of
audit|The observatory|The postal union|A bicycle club|The timber exchange|The night train"""
_VERBS = """approved|delayed|opened|repaired|counted|sold|inherited|measured|postponed|welcomed|
inspected|doubled|closed|painted|insured|described|defended|abandoned|restored|announced"""
_OBJECTS = """the east quay|a new timetable|four hundred lanterns|the flood gauge|a budget of nine
million crowns|the last wooden pier|an agreement on night trains|the autumn fair|its oldest boat|
the bridge at Tolven|a record harvest|the winter fares|two lock gates|the reading room|a plan for
the valley|the signal box|a shipment of glass|the river calendar|the town clock|a petition"""
_TAILS = """after a long debate|without a word to its neighbours|on the advice of two engineers|
for the first time since 1994|in front of a small crowd|although the money is not yet there|
while the rain went on|as the minutes show|to general surprise|before the season ends|at the third
attempt|by a majority of one|with the help of volunteers|in spite of the wind|at dawn"""


def _parts(words: str) -> list[str]:
    return [" ".join(part.split()) for part in words.split("|")]


SUBJECTS, VERBS, OBJECTS, TAILS = map(_parts, (_SUBJECTS, _VERBS, _OBJECTS, _TAILS))


@dataclass(frozen=True, slots=True)
class LoadPage:
    """One page of the generated press; ``trouble`` is what befalls those who ask for it."""

    host: str
    path: str
    title: str
    published: datetime
    seed: str
    trouble: Trouble

    @property
    def url(self) -> str:
        return f"http://{self.host}{self.path}"

    @property
    def body(self) -> bytes:
        """A few KB of HTML, no two alike."""
        return _article(self)


@dataclass(frozen=True)
class LoadPress:
    """The whole generated press. ``faults`` is the share of pages with a trouble."""

    hosts: int
    pages: int
    faults: float
    seed: int

    @cached_property
    def outlets(self) -> tuple["LoadOutlet", ...]:
        return tuple(LoadOutlet(self, number) for number in range(self.hosts))

    @property
    def sites(self) -> tuple[Site, ...]:
        return tuple(Site((outlet.host,), outlet.answer) for outlet in self.outlets)

    @property
    def feeds(self) -> tuple[str, ...]:
        """The URL of each outlet's feed."""
        return tuple(outlet.feed_url for outlet in self.outlets)

    @property
    def all_pages(self) -> tuple[LoadPage, ...]:
        return tuple(page for outlet in self.outlets for page in outlet.pages)

    @property
    def kept(self) -> dict[str, bytes]:
        """What a correct collector ends with: each URL and its bytes."""
        return {page.url: page.body for page in self.all_pages if page.trouble not in REASONS}

    @property
    def lost(self) -> dict[str, str]:
        """What no collector can have: each URL and the reason it is counted with."""
        troubled = [page for page in self.all_pages if page.trouble in REASONS]
        return {page.url: REASONS[page.trouble] for page in troubled}


class LoadOutlet:
    """One generated outlet: a feed and its pages."""

    def __init__(self, press: LoadPress, number: int) -> None:
        self.host = f"paper-{number:03}.{DOMAIN}"
        self.name = f"Paper {number:03}"
        self.feed_url = f"http://{self.host}/feed.xml"
        self.pages = tuple(_page(press, self.host, place) for place in range(press.pages))
        self._by_path = {page.path: page for page in self.pages}

    @cached_property
    def feed(self) -> bytes:
        entries = [Entry(page.url, page.title, page.published) for page in self.pages]
        channel = Channel(self.name, self.feed_url, f"http://{self.host}/", "en")
        return rss(channel, entries).encode()

    def answer(self, ask: Ask) -> Reply | Wire:
        if ask.path == "/robots.txt":
            return Reply(200, b"User-agent: *\nDisallow: /private/\n", "text/plain")
        if ask.path == "/feed.xml":
            return Reply(200, self.feed, f"{RSS}; charset=utf-8", modified=NEWEST)
        page = self._by_path.get(ask.path)
        return NOT_HERE if page is None else _troubled(page, ask)


def press_of(
    hosts: int = 300, pages: int = 20, faults: float = 0.1, seed: int = 20251122
) -> LoadPress:
    """``hosts`` outlets ``paper-NNN.loopback.example`` with ``pages`` pages each."""
    return LoadPress(hosts, pages, faults, seed)


def least_gap(requests: Iterable[Asked]) -> float:
    """The shortest time between two requests to one host, in seconds.

    A busy machine reads two requests late and so makes their gap short: see `pace`.
    """
    gaps = (b - a for times in _times(requests) for a, b in pairwise(times))
    return min(gaps, default=float("inf"))


def pace(requests: Iterable[Asked], least: int = 5) -> float:
    """The mean time between two requests to the host that was asked fastest, in seconds.

    Of hosts with at least ``least`` requests: what its rate is, whatever a moment's jitter.
    """
    means = (
        (times[-1] - times[0]) / (len(times) - 1)
        for times in _times(requests)
        if len(times) >= least
    )
    return min(means, default=float("inf"))


def _times(requests: Iterable[Asked]) -> list[list[float]]:
    """When each host was asked, in order."""
    times: dict[str, list[float]] = {}
    for one in sorted(requests, key=lambda asked: asked.at):
        times.setdefault(one.host, []).append(one.at)
    return list(times.values())


class ServedApart:
    """A server in another process; like `Served`, over a pipe."""

    def __init__(self, port: int, pipe: "Connection[str, object]") -> None:
        self.port = port
        self._pipe = pipe

    def requests(self) -> tuple[Asked, ...]:
        """All requests so far; their clock is the machine's monotonic one."""
        self._pipe.send("requests")
        found = self._pipe.recv()
        assert isinstance(found, tuple)
        return found


@contextmanager
def serving_apart(press: LoadPress, port: int = 0) -> Iterator[ServedApart]:
    """Serve a generated press from a process of its own while the block runs."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve_apart, args=(press, port, there), daemon=True)
    process.start()
    there.close()
    try:
        bound = here.recv()
        assert isinstance(bound, int)
        yield ServedApart(bound, here)
    finally:
        here.close()
        process.join(10)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()


def _serve_apart(press: LoadPress, port: int, pipe: "Connection[object, str]") -> None:
    with serving(press.sites, port) as served:
        pipe.send(served.port)
        try:
            while pipe.recv() == "requests":
                pipe.send(served.requests())
        except EOFError:
            pass  # the other side is done


def _page(press: LoadPress, host: str, place: int) -> LoadPage:
    chance = random.Random(f"{press.seed} {host} {place}")
    trouble: Trouble = ""
    if chance.random() < press.faults:
        trouble = chance.choice(PASSING * 2 + LASTING)
    title = f"{_sentence(chance)[:-1]}: notebook {place + 1}"
    published = NEWEST - timedelta(minutes=37 * place + chance.randrange(30))
    path = f"/news/{published:%Y/%m/%d}/story-{place:02}-{chance.randrange(10**6):06}"
    return LoadPage(host, path, title, published, f"{press.seed} {host} {place} text", trouble)


def _sentence(chance: random.Random) -> str:
    words = (chance.choice(part) for part in (SUBJECTS, VERBS, OBJECTS, TAILS))
    return " ".join(words) + "."


@lru_cache(maxsize=8192)
def _article(page: LoadPage) -> bytes:
    chance = random.Random(page.seed)
    paragraphs = "\n".join(
        "<p>" + " ".join(_sentence(chance) for _ in range(chance.randrange(2, 6))) + "</p>"
        for _ in range(chance.randrange(6, 14))
    )
    stamp = page.published.isoformat()
    name = page.host.split(".")[0].replace("-", " ").title()
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{page.title} | {name}'
        f'</title><link rel="canonical" href="{page.url}">'
        f'<meta property="og:site_name" content="{name}">'
        f'<meta property="article:published_time" content="{stamp}"></head>\n<body>'
        f'<header><a href="/">{name}</a><nav><a href="/news">News</a> <a href="/sport">Sport</a> '
        '<a href="/weather">Weather</a></nav></header>\n'
        f"<main><article><h1>{page.title}</h1>"
        f'<p class="byline">By Ada Quill, <time datetime="{stamp}">{stamp[:10]}</time></p>\n'
        f"{paragraphs}\n</article></main>\n<aside><h2>More</h2><ul><li>Tides</li><li>Chess</li>"
        f"</ul></aside><footer>© {name}</footer></body></html>\n"
    ).encode()


def _troubled(page: LoadPage, ask: Ask) -> Reply | Wire:
    first = ask.earlier == 0
    match page.trouble:
        case "404":
            return NOT_HERE
        case "403":
            return Reply(403, b"no")
        case "500":
            return Reply(500, b"broken")
        case "500 once" if first:
            return Reply(500, b"broken for now")
        case "cut":
            return Wire(partial(_cut, page.body), 200)
        case "cut once" if first:
            return Wire(partial(_cut, page.body), 200)
        case "slow":
            return Reply(200, page.body, wait=0.5, modified=page.published)
    return Reply(200, page.body, modified=page.published)


async def _cut(body: bytes) -> AsyncIterator[bytes]:
    """A response that promises all and sends half."""
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
    yield body[: len(body) // 2]
