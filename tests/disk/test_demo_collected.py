"""The whole demo press, collected over HTTP by our own fetcher and readers, in a few seconds."""

import asyncio
import re
import time
from collections import Counter
from datetime import UTC, datetime

import pytest

from tearsheet.collect.fetch import Fetcher, Manners, Request, reasons
from tearsheet.collect.listing import listing
from tearsheet.collect.listing.discover import Page, discover
from tearsheet.demo import press_folder
from tearsheet.demo.online import everything, hostile_sources, listings, serving, sources
from tearsheet.model import Kept
from tests.loopback import pace

NOW = datetime(2025, 9, 22, tzinfo=UTC)
PAUSE = 0.02


def manners(port):
    return Manners(
        contact="desk@tearsheet.example",
        host_seconds=PAUSE,
        tries=2,
        seconds=5,
        open_hosts=(f"*.example=127.0.0.1:{port}",),
    )


@pytest.fixture(scope="module")
def collected():
    """Each page's outcome by URL, each listing's by source, the log and the seconds it took."""
    with serving(everything()) as served:
        begun = time.monotonic()
        pages, lists = asyncio.run(_collected(served.port))
        return pages, lists, served.requests(), time.monotonic() - begun


async def _collected(port):
    pages, lists = {}, {}
    async with Fetcher(manners(port)) as fetcher:

        async def read(source, url, depth=2):
            """All leads of a listing and of its parts."""
            outcome = await fetcher.get(Request(url))
            if not isinstance(outcome, Kept):
                lists[source.key] = outcome.reason
                return []
            answer = outcome.value
            charset = re.search(r"charset=([\w-]+)", dict(answer.headers).get("content-type", ""))
            read_as = listing(
                source.kind,
                answer.payload,
                answer.url,
                answer.media_type,
                charset[1] if charset else "",
            )
            assert isinstance(read_as, Kept), read_as
            lists[source.key] = answer.moved_to or "kept"
            leads = [lead.url for lead in read_as.value.leads]
            if depth:
                for part in read_as.value.further:
                    leads += await read(source, part, depth - 1)
            return leads

        async def follow(source):
            leads = await read(source, source.url)
            outcomes = await asyncio.gather(*(fetcher.get(Request(url)) for url in leads))
            pages.update(zip(leads, outcomes, strict=True))

        await asyncio.gather(*(follow(source) for source in listings(NOW)))
    return pages, lists


def test_every_page_of_the_week_is_had_as_it_lies_on_disk(collected) -> None:
    pages, _, _, _ = collected
    wanted = {}
    for line in (press_folder() / "list.tsv").read_text("utf-8").splitlines():
        path, url, _ = line.split("\t")
        if url:
            wanted.setdefault(re.sub("^https", "http", url), (press_folder() / path).read_bytes())
    assert set(wanted) <= set(pages)
    for url, payload in wanted.items():
        assert isinstance(pages[url], Kept), (url, pages[url])
        assert pages[url].value.payload == payload


def test_what_is_not_had_has_its_reason(collected) -> None:
    pages, lists, _, _ = collected
    lost = Counter(one.reason for one in pages.values() if not isinstance(one, Kept))
    assert lost == {reasons.ROBOTS: 1}
    assert lists["closedgate.example"] == reasons.FORBIDDEN
    assert lists["coralcourier.example"] == "http://www.coralcourier.example/feed.xml"
    assert lists["tradecompass.example"] == "kept"
    assert lists["northlandradio.example"] == "kept"


def test_it_takes_seconds_and_no_host_is_asked_too_often(collected) -> None:
    _, _, log, seconds = collected
    assert seconds < 8
    assert pace(log) > PAUSE * 0.8
    assert not [one for one in log if one.path.startswith("/members/")]
    assert all("tearsheet" in dict(one.headers)["User-Agent"].lower() for one in log)


def test_rights_that_a_host_reserves_come_with_its_pages(collected) -> None:
    pages, _, _, _ = collected
    reserved = {
        url.split("/")[2]: one.value.reserved for url, one in pages.items() if isinstance(one, Kept)
    }
    assert any("noarchive" in right for right in reserved["www.nordelbische.example"])
    assert any("tdm" in right for right in reserved["www.harbourledger.example"])
    assert not reserved["kokzhiek.example"]


def test_a_second_round_has_nothing_to_carry() -> None:
    url = "http://www.harbourledger.example/rss/latest.xml"

    async def twice(port):
        async with Fetcher(manners(port)) as fetcher:
            first = (await fetcher.get(Request(url))).value
            second = Request(url, etag=first.etag, modified=first.modified)
            return await fetcher.get(second)

    with serving(everything()) as served:
        again = asyncio.run(twice(served.port))
    assert again.value.not_modified
    assert again.value.payload == b""


def test_discovery_finds_at_each_address_what_is_there() -> None:
    async def found(port):
        async with Fetcher(manners(port)) as fetcher:

            async def fetch(url):
                outcome = await fetcher.get(Request(url))
                if not isinstance(outcome, Kept):
                    return outcome
                answer = outcome.value
                return Kept(Page(answer.url, answer.payload, answer.media_type))

            asked = [discover(address, fetch, NOW) for address in sources()]
            return await asyncio.gather(*asked)

    with serving(everything()) as served:
        begun = time.monotonic()
        discoveries = asyncio.run(found(served.port))
        seconds = time.monotonic() - begun
    urls = {one.url for discovery in discoveries for one in discovery.found}
    missing = {source.key for source in listings(NOW) if not _is_among(source, urls)}
    assert missing <= {"closedgate.example"}
    assert seconds < 15


def _is_among(source, urls):
    """Whether discovery names a source, or the place it was sent on to."""
    places = {
        "http://www.coral-coast-courier.example/feed.xml": "http://www.coralcourier.example/feed.xml",
        "http://tradecompass.example/feed": "http://tradecompass.example/syndication/rss20.xml",
    }
    return source.url in urls or places.get(source.url) in urls


def test_hostile_hosts_are_met_within_seconds() -> None:
    async def met(port):
        async with Fetcher(manners(port)) as fetcher:
            asked = [fetcher.get(Request(url)) for url in hostile_sources()]
            return await asyncio.gather(*asked)

    with serving(everything()) as served:
        begun = time.monotonic()
        outcomes = asyncio.run(met(served.port))
        seconds = time.monotonic() - begun
    names = [re.split("[/.]", url)[2] for url in hostile_sources()]
    found = {
        name: "kept" if isinstance(one, Kept) else one.reason
        for name, one in zip(names, outcomes, strict=True)
    }
    assert found == {
        "endless": reasons.TOO_LARGE,
        "bomb": reasons.TOO_LARGE,
        "loop": reasons.REDIRECTS,
        "inward": reasons.PRIVATE,
        "metadata": reasons.PRIVATE,
        "trickle": reasons.CONNECTION,
        "flood": reasons.NOT_HTTP,
        "laughs": "kept",
    }
    assert seconds < 8
