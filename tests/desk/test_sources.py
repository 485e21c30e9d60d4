"""Sources at the desk: how they fare, and everything that can be done with them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tearsheet.collect.listing.opml import read_opml
from tearsheet.model import DeskRole, Lead, Source, Visit
from tearsheet.pipeline.looking import Look, Offer, Sample
from tearsheet.store import decisions, jobs, looks
from tearsheet.store import sources as store
from tearsheet.store.sources import Learned
from tests.desk.questions import asked, evil, holds_no_markup_of, plain, refused

SignedIn = Callable[[DeskRole | None], Client]
NOON = datetime(2025, 9, 15, 12, 0, tzinfo=UTC)
HERALD = Source("herald.example", "https://herald.example/feed", "feed", "The Herald", NOON)
WORLD = Source("herald.example/world", "https://herald.example/world", "section", "World", NOON)


@pytest.fixture
def client(signed_in: SignedIn) -> Client:
    """An editor's browser at a desk that follows two sources."""
    store.add_sources([HERALD, WORLD])
    return signed_in("editor")


def fail(source: Source, times: int) -> None:
    for number in range(times):
        at = NOON + timedelta(hours=number)
        visit = Visit(source.key, at, "failed", "host not found")
        store.settle("collector", Learned(visit, source.url, "", "", at))
    store.change_source(source)  # whoever looks next works out how it fares


def test_sources_that_need_a_hand_come_first_with_plain_words(client: Client) -> None:
    fail(WORLD, 3)
    page = client.get("/sources/").content.decode()
    assert page.index("World") < page.index("The Herald")
    assert "the last 3 visits failed" in page
    chips = plain(page)
    assert "failing 1" in chips
    assert "new 1" in chips
    only = client.get("/sources/?condition=failing").content.decode()
    assert "The Herald" not in only
    assert "World" in only


def test_a_list_of_many_asks_no_more_than_one_of_few(client: Client) -> None:
    client.get("/sources/")
    few = asked(lambda: client.get("/sources/"))
    store.add_sources(
        [
            Source(f"s{n}.example", f"https://s{n}.example/", "feed", f"Paper {n}", NOON)
            for n in range(120)
        ]
    )
    assert asked(lambda: client.get("/sources/")) <= few
    second = client.get("/sources/?page=2").content.decode()
    assert 'rel="next"' in second
    assert 'rel="prev"' in second


def test_sources_are_found_by_name_and_address(client: Client) -> None:
    assert "The Herald" in client.get("/sources/?q=the+HERALD").content.decode()
    assert "World" in client.get("/sources/?q=herald.example/world").content.decode()
    assert "No source is like that" in client.get("/sources/?q=zzyqx").content.decode()
    assert "No source is like that" in client.get("/sources/?country=IS").content.decode()
    assert "No source is like that" in client.get("/sources/?outlet=x").content.decode()


def test_a_source_is_paused_resumed_moved_and_removed(client: Client) -> None:
    def do(what: str, **more: str) -> str:
        answer = client.post("/sources/of/herald.example/do/", {"what": what, **more}, follow=True)
        return answer.content.decode()

    assert "Paused." in do("pause")
    assert "paused 1" in plain(client.get("/sources/").content.decode())
    assert "Followed again." in do("resume")
    assert "fetched from its new address" in do("move", address="https://herald.example/rss")
    assert "followed already" in do("move", address=WORLD.url)
    assert "Write the whole address" in do("move", address="herald.example")
    assert "no address on the web" in do("move", address="ftp://herald.example/x")
    assert "did not say what" in do("sing")
    do("remove")
    assert store.source("herald.example") is None
    assert client.get("/sources/of/herald.example/").status_code == 404
    told = [one.verdict for one in decisions.decisions_on("source: herald.example")]
    assert told == ["paused", "resumed", "moved to https://herald.example/rss", "removed"]


def test_collecting_and_testing_are_asked_for_as_jobs(client: Client) -> None:
    for what, kind in (("collect", "collect"), ("test", "test source")):
        answer = client.post("/sources/of/herald.example/world/do/", {"what": what})
        job = jobs.under_way(kind)
        assert job is not None
        assert answer.headers["Location"] == f"/jobs/{job.number}/"
        assert "herald.example/world" in job.words.values()


def test_an_address_is_looked_at_in_the_background(client: Client) -> None:
    assert client.get("/sources/add/?address=a.example").status_code == 200
    client.post("/sources/add/", {"address": "herald.example"})
    job = jobs.under_way("look")
    assert job is not None
    assert job.words == {"address": "herald.example"}
    for wrong in ("", "ftp://x.example/", "https://me:secret@x.example/", "two words"):
        answer = client.post("/sources/add/", {"address": wrong})
        assert "That is no address of a site" in answer.content.decode()


def offers(mark: str = "Courier") -> Look:
    sample = Sample(mark, f"{mark} words", "en", "https://courier.example/1", 500, NOON)
    lead = Lead("https://courier.example/1", mark, NOON)
    return Look(
        "courier.example",
        (
            Offer(
                "https://courier.example/feed",
                "feed",
                mark,
                9,
                NOON,
                listed=(lead,),
                sample=sample,
                tried=True,
            ),
            Offer("https://courier.example/map", "sitemap", "", 3, trouble=mark, tried=True),
            Offer(HERALD.url, "feed", "Herald", 3),
        ),
    )


def test_what_was_found_is_chosen_and_followed(client: Client) -> None:
    number = looks.keep(offers(), NOON)
    page = client.get(f"/sources/found/{number}/").content.decode()
    for words in ("Courier words", "followed already", "Not tried", "could not be read"):
        assert words in page
    chosen = {"url": ["https://courier.example/feed", "https://elsewhere.example/"]}
    answer = client.post(f"/sources/found/{number}/", {**chosen, "collect": "yes"})
    assert answer.headers["Location"].startswith("/jobs/")
    source = store.source("courier.example")
    assert source is not None
    assert source.url == "https://courier.example/feed"
    assert store.named("elsewhere.example") == []
    again = client.post(f"/sources/found/{number}/", chosen, follow=True)
    assert "Nothing was added" in again.content.decode()
    assert client.get("/sources/found/999999/").status_code == 404
    nothing = looks.keep(Look("x.example", why="host not found"), NOON)
    assert (
        "Nothing that names articles" in client.get(f"/sources/found/{nothing}/").content.decode()
    )


def test_lists_are_brought_and_taken_along(client: Client) -> None:
    saved = client.get("/sources/sources.opml")
    assert {one.url for one in read_opml(saved.content)} == {HERALD.url, WORLD.url}
    table = client.get("/sources/sources.csv").getvalue()
    store.remove_source(HERALD.key)
    for name, payload in (("a.opml", saved.content), ("b.csv", table)):
        file = SimpleUploadedFile(name, payload)
        answer = client.post("/sources/import/", {"file": file}, follow=True)
        assert "2 sources in the file" in answer.content.decode()
        assert {one.url for one in store.sources()} == {HERALD.url, WORLD.url}
    for wrong in (b"", b"not a list", b"url\nftp://x.example/\n"):
        name = "c.csv" if wrong.startswith(b"url") else "c.opml"
        file = SimpleUploadedFile(name, wrong or b" ")
        answer = client.post("/sources/import/", {"file": file}, follow=True)
        assert "The file was not taken" in answer.content.decode()
    none = client.post("/sources/import/", follow=True)
    assert "Choose a file first" in none.content.decode()


def test_outlets_are_suggested_for_a_watch(client: Client) -> None:
    page = client.get("/sources/suggested/velmaria/").content.decode()
    assert "Look for its feeds" in page
    assert client.get("/sources/suggested/velmaria/?country=ZZ").status_code == 200
    assert client.get("/sources/suggested/nothing/").status_code == 404


def test_what_sites_say_is_never_markup(client: Client) -> None:
    store.add_sources([Source("e.example", "https://e.example/", "feed", evil("n"), NOON)])
    visit = Visit("e.example", NOON, "failed", evil("r"), evil("d"))
    store.settle("collector", Learned(visit, f"https://e.example/{evil()}", "", "", NOON))
    number = looks.keep(offers(evil("o")), NOON)
    for address in (
        "/sources/",
        "/sources/of/e.example/",
        f"/sources/found/{number}/",
        "/sources/?q=%3Cscript%3Ealert(1)",
    ):
        assert holds_no_markup_of(client.get(address).content.decode())
    refusal = client.post("/sources/add/", {"address": evil("a")})
    assert holds_no_markup_of(refusal.content.decode())


def test_who_may_see_sources_and_who_may_change_them(client: Client, signed_in: SignedIn) -> None:
    assert client.get("/sources/of/herald.example/").status_code == 200
    seen = (
        "/sources/",
        "/sources/of/herald.example/",
        "/sources/sources.opml",
        "/sources/suggested/velmaria/",
    )
    assert refused(signed_in, seen, wrong=(), method="GET") == []
    assert refused(signed_in, ("/sources/add/",), wrong=("reader",), method="GET") == []
    done = ("/sources/of/herald.example/do/", "/sources/import/", "/sources/found/1/")
    assert refused(signed_in, done, wrong=("reader",), method="POST") == []
