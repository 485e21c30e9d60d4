"""Sources: a claim is one collector's, whatever else happens to the source meanwhile."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tearsheet.model import Source, Visit
from tearsheet.store import pages, sources
from tearsheet.store.database import close_store
from tearsheet.store.pages import Wanted
from tearsheet.store.sources import LEASE, Held, Learned
from tests.nouns import NOON

pytestmark = pytest.mark.usefixtures("store")

HOUR = timedelta(hours=1)


def a_source(key: str = "herald.example", path: str = "feed.xml", **more: object) -> Source:
    url = f"https://{key.partition('/')[0]}/{path}"
    source = Source(key, url, "feed", "The Herald", NOON)
    return replace(source, **more)  # type: ignore[arg-type]


def added(*keys: str) -> list[Source]:
    new = [a_source(key, f"{number}.xml") for number, key in enumerate(keys)]
    assert all(sources.add_source(one) for one in new)
    return new


def claim(
    who: str,
    key: str = "herald.example",
    at: datetime = NOON,
    dead: Sequence[str] = (),
    when_due: bool = True,
) -> Held | None:
    return sources.claim(key, who, at, dead, when_due=when_due)


def learned(at: datetime = NOON, key: str = "herald.example", address: str = "") -> Learned:
    address = address or a_source(key).url
    return Learned(Visit(key, at, "nothing new"), address, '"1"', "", at + HOUR)


def test_a_source_is_held_by_one_until_it_is_settled():
    added("herald.example")
    assert claim("one") is not None
    assert claim("two") is None
    sources.settle("one", learned())
    assert claim("two", at=NOON) is None, "it is not due yet"
    assert claim("two", at=NOON + HOUR) is not None


def test_of_many_who_ask_at_once_one_gets_it(store: Path):
    added("herald.example")

    def ask(number: int) -> bool:
        try:
            return claim(f"collector-{number}") is not None
        finally:
            close_store()

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(ask, range(24))) == 1


def test_a_dead_collector_and_a_silent_one_hold_nothing():
    added("herald.example")
    assert claim("one")
    assert claim("two", dead=["one"])
    assert claim("three", at=NOON + LEASE) is None
    sources.renew("two", NOON + LEASE)
    assert claim("three", at=NOON + LEASE + HOUR / 60) is None
    assert claim("three", at=NOON + 2 * LEASE + HOUR / 60)


def test_what_is_let_go_of_is_as_before():
    added("herald.example")
    claim("one")
    assert sources.claimants() == {"one"}
    sources.release("one")
    assert sources.claimants() == set()
    assert claim("two") is not None


def test_a_paused_source_is_visited_only_by_name():
    [source] = added("herald.example")
    sources.pause([source], paused=True)
    assert claim("one") is None
    assert sources.due(NOON) == []
    assert claim("one", when_due=False) is not None


def test_who_lost_a_source_settles_only_its_visit():
    added("herald.example")
    claim("slow")
    claim("other", at=NOON + 2 * LEASE)
    sources.settle("slow", learned(address="https://elsewhere.example/"))
    held = claim("third", at=NOON + 9 * LEASE)
    assert held is not None
    assert (held.address, held.etag) == (a_source(path="0.xml").url, "")
    assert [one.at for one in sources.visits("herald.example")] == [NOON]


def test_a_source_moved_during_a_visit_stays_moved():
    [source] = added("herald.example")
    claim("one")
    moved = replace(source, url="https://herald.example/new.xml", added_at=NOON)
    sources.change_source(moved)
    sources.settle("one", learned())
    held = claim("two")
    assert held is not None
    assert (held.address, held.etag) == (moved.url, "")


def test_a_source_removed_during_a_visit_stays_removed():
    added("herald.example")
    claim("one")
    sources.remove_source("herald.example")
    sources.settle("one", learned())
    assert sources.sources() == []
    assert claim("two") is None


def test_with_a_source_go_its_pages_that_never_came():
    added("herald.example", "courier.example")
    wanted = [Wanted("herald.example/a", "https://herald.example/a")]
    assert pages.take_new(wanted, "herald.example", "one", NOON)
    sources.remove_source("herald.example")
    assert pages.take_new(wanted, "courier.example", "two", NOON)


def test_a_name_means_its_source_before_it_means_a_host():
    first, second, third = added("herald.example", "herald.example/world", "other.example")
    assert sources.named("herald.example") == [first]
    assert sources.named("www.herald.example") == [first]
    assert sources.named("herald.example/world") == [second]
    assert sources.named("herald.example*") == [first, second]
    assert sources.named("http://other.example/2.xml#top") == [third]
    for nothing in ("", "herald", "nothing.example", "nothing*", "[", "https://[/"):
        assert sources.named(nothing) == []


def test_an_outlet_or_a_host_means_all_its_sources():
    for path in ("world", "sport"):
        sources.add_source(a_source(f"herald.example/{path}", path, outlet="the-herald"))
    for name in ("the-herald", "herald.example"):
        assert len(sources.named(name)) == 2


def test_followed_addresses_are_known_in_any_spelling():
    added("herald.example")
    claim("one")
    sources.settle("one", learned(address="https://news.herald.example/feed"))
    assert sources.followed() == {
        "herald.example/0.xml": "herald.example",
        "news.herald.example/feed": "herald.example",
    }
