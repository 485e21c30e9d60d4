"""The demo press answers over real HTTP on loopback, and what it serves is what is true of it."""

import gzip
import json
import re
import socket
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPResponse
from typing import NamedTuple

import feedparser
import pytest

from tearsheet.collect.listing.opml import read_opml
from tearsheet.demo import press_folder, truth
from tearsheet.demo.online import (
    Ask,
    Reply,
    Site,
    everything,
    hostile_sources,
    listings,
    opml,
    serving,
    sources,
)
from tearsheet.demo.online.pages import pages
from tearsheet.demo.online.press import hosts
from tearsheet.demo.online.street import index

NOW = datetime(2025, 9, 22, tzinfo=UTC)


class Got(NamedTuple):
    status: int
    head: HTTPResponse
    body: bytes


@pytest.fixture(scope="module")
def served():
    with serving(everything()) as running:
        yield running


def get(served, url, method="GET", **headers):
    host, path = re.fullmatch(r"http://([^/]+)(/.*)", url).groups()
    with closing(HTTPConnection("127.0.0.1", served.port, timeout=10)) as connection:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": host, **given})
        response = connection.getresponse()
        return Got(response.status, response, response.read())


def listed_urls(served, url, depth=2):
    """The addresses in a listing and in the parts of an index, found by plain means."""
    got = get(served, url)
    if got.status in (301, 302):
        return listed_urls(served, got.head.headers["Location"], depth)
    if got.status == 503:
        return listed_urls(served, url, depth)
    body = gzip.decompress(got.body) if got.body.startswith(b"\x1f\x8b") else got.body
    if b"<sitemapindex" in body and depth:
        parts = re.findall(rb"<loc>([^<]+)</loc>", body)
        return {one for part in parts for one in listed_urls(served, part.decode(), depth - 1)}
    if b"<urlset" in body:
        return {one.decode() for one in re.findall(rb"<loc>([^<]+)</loc>", body)}
    if body.startswith(b"{"):
        return {item["url"] for item in json.loads(body)["items"]}
    if b"<!doctype html>" in body[:40]:
        host = url.split("/")[2]
        paths = re.findall(r'<h2><a href="([^"]+)"', body.decode())
        return {f"http://{host}{path}" for path in paths}
    return {entry.link for entry in feedparser.parse(body).entries}


def web_pages():
    rows = (press_folder() / "list.tsv").read_text("utf-8").splitlines()
    urls = [row.split("\t")[1] for row in rows]
    return {re.sub("^https?:", "http:", url) for url in urls if url}


def test_every_web_page_is_in_a_listing_and_is_served_as_it_lies_on_disk(served):
    found = {url for source in listings(NOW) for url in listed_urls(served, source.url)}
    assert web_pages() <= found
    for page in truth().pages:
        if page.url and page.path.endswith(".html") and ".corrected." not in page.path:
            got = get(served, re.sub("^https", "http", page.url))
            assert (got.status, got.body) == (200, (press_folder() / page.path).read_bytes())


def test_documents_come_with_their_media_types_and_html_with_its_charset(served):
    types = {page.path: page.media_type for page in pages()}
    assert "application/pdf" in types.values()
    assert "text/markdown; charset=utf-8" in types.values()
    assert types["/letters/37"] == "text/markdown; charset=utf-8"
    wrong = [page for page in truth().pages if page.encoding]
    assert wrong
    for page in wrong:
        assert types["/" + page.url.split("/", 3)[3]] == "text/html"
    for page in pages():
        got = get(served, page.entry.url)
        if got.status == 200:
            assert got.head.headers["Content-Type"] == types[page.path]


FEEDS = [one for one in listings(NOW) if one.kind == "feed" and "closedgate" not in one.url]


@pytest.mark.parametrize("source", FEEDS, ids=lambda source: source.key)
def test_a_feed_says_title_and_date_as_they_are_true(served, source):
    got = get(served, source.url)
    while got.status in (301, 302, 503):
        got = get(served, got.head.headers.get("Location") or source.url)
    if got.body.startswith(b"{"):
        entries = {
            item["url"]: (item["title"], item.get("date_published"))
            for item in json.loads(got.body)["items"]
        }
    else:
        headers = {name.lower(): value for name, value in got.head.headers.items()}
        parsed = feedparser.parse(got.body, response_headers=headers)
        assert not parsed.bozo
        entries = {
            entry.link: (entry.title, dict.get(entry, "published") or dict.get(entry, "updated"))
            for entry in parsed.entries
        }
    assert entries
    for page in truth().pages:
        named = entries.get(re.sub("^https", "http", page.url))
        if named is not None and page.kind == "article" and ".corrected." not in page.path:
            title, date = named
            assert title == page.title
            assert (date is None) == (page.published is None)
            assert date is None or page.published == moment(date)


def moment(text):
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)


def test_conditions_are_answered_with_nothing_new(served):
    url = "http://www.harbourledger.example/rss/latest.xml"
    first = get(served, url)
    for condition in (
        {"If_None_Match": first.head.headers["ETag"]},
        {"If_None_Match": f'"other", W/{first.head.headers["ETag"]}'},
        {"If_Modified_Since": first.head.headers["Last-Modified"]},
    ):
        again = get(served, url, **condition)
        assert (again.status, again.body) == (304, b"")
    assert get(served, url, If_None_Match='"other"').status == 200
    assert get(served, url, If_Modified_Since="Mon, 01 Jan 2024 00:00:00 GMT").status == 200
    assert get(served, url, If_Modified_Since="yesterday").status == 200
    mine = [one for one in served.requests("www.harbourledger.example") if one.conditional]
    assert [one.status for one in mine][:3] == [304, 304, 304]


def test_compression_only_where_it_is_accepted(served):
    url = "http://www.harbourledger.example/rss/latest.xml"
    plain, packed = get(served, url), get(served, url, Accept_Encoding="gzip, br")
    assert plain.head.headers["Content-Encoding"] is None
    assert packed.head.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.head.headers["ETag"] != plain.head.headers["ETag"]
    again = get(served, url, Accept_Encoding="gzip", If_None_Match=packed.head.headers["ETag"])
    assert again.status == 304


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [("bytes=0-9", 206, 0, 10), ("bytes=100-", 206, 100, None), ("bytes=-7", 206, -7, None)],
)
def test_ranges(served, asked, status, start, end):
    url = "http://irdacommission.example/documents/the-irda-in-figures.pdf"
    whole = get(served, url).body
    got = get(served, url, Range=asked)
    assert (got.status, got.body) == (status, whole[start:end])
    assert got.head.headers["Content-Range"].endswith(f"/{len(whole)}")
    assert get(served, url, Range="bytes=99999999-").status == 416


def test_head_has_the_length_and_no_body(served):
    url = "http://www.kitamado.example/index.rdf"
    head, whole = get(served, url, "HEAD"), get(served, url)
    assert head.body == b""
    assert int(head.head.headers["Content-Length"]) == len(whole.body)


def test_the_next_day_corrects_takes_down_and_adds():
    corrected = (
        "http://www.harbourledger.example/business/2025/09/18/velmaria-minister-rules-out-freight"
    )
    gone = "http://tarpress.example/en/20250918/795147.htm"
    added = "http://www.harbourledger.example/harbour/2025/09/21/lanterns-for-the-harbour-fair"
    with serving(everything()) as served:
        before = {url: get(served, url) for url in (corrected, gone, added)}
        feed = listed_urls(served, "http://www.harbourledger.example/rss/latest.xml")
        tag = get(served, "http://www.harbourledger.example/rss/latest.xml").head.headers["ETag"]
        served.turn("next day")
        after = {url: get(served, url) for url in before}
        later = get(served, "http://www.harbourledger.example/rss/latest.xml", If_None_Match=tag)
        again = listed_urls(served, "http://www.harbourledger.example/rss/latest.xml")
    assert [before[url].status for url in before] == [200, 200, 404]
    assert [after[url].status for url in after] == [200, 410, 200]
    assert before[corrected].body != after[corrected].body
    folder = press_folder() / "pages/harbourledger"
    assert (
        after[corrected].body
        == (folder / "velmaria-minister-rules-out-freight.corrected.html").read_bytes()
    )
    assert again - feed == {added}
    assert later.status == 200


def test_what_each_trouble_looks_like():
    with serving(everything()) as served:
        busy = "http://www.northlandradio.example/news/feed"
        first, second = get(served, busy), get(served, busy)
        assert (first.status, first.head.headers["Retry-After"]) == (503, "1")
        assert second.status == 200
        moved = get(served, "http://www.coral-coast-courier.example/feed.xml")
        assert moved.status == 301
        assert moved.head.headers["Location"] == "http://www.coralcourier.example/feed.xml"
        sent = get(served, "http://tradecompass.example/feed")
        assert sent.status == 302
        assert get(served, "http://www.closedgate.example/feed.xml").status == 403
        assert b"Disallow: /members/" in get(served, "http://www.mulgil.example/robots.txt").body
        begun = time.monotonic()
        assert get(served, "http://radiofoz.example/rss/noticias").status == 200
        assert 1.4 < time.monotonic() - begun < 3
        assert get(served, "http://nowhere.example/").status == 421


def test_front_pages_name_their_feeds_and_their_articles(served):
    for one in hosts():
        if one.plan.blocks:
            continue
        url = f"http://{one.plan.host}/"
        body = get(served, url).body.decode()
        feeds = [plan for plan in one.plan.listings if plan.kind in ("rss", "atom", "rdf", "json")]
        assert body.count('rel="alternate"') == len(feeds)
        assert listed_urls(served, url) == {page.entry.url for page in one.on("first day")}


def test_a_browser_on_this_machine_finds_every_host(served):
    port = served.port
    page = get(
        served, f"http://kokzhiek.example.localhost:{port}/maqala/307426-tolven-alghashqy-poiyz"
    )
    assert page.status == 200
    assert f"http://kokzhiek.example.localhost:{port}/maqala/".encode() in page.body
    moved = get(served, f"http://www.coral-coast-courier.example.localhost:{port}/")
    assert moved.head.headers["Location"] == f"http://www.coralcourier.example.localhost:{port}/"
    listed = index(everything(), port).decode()
    for site in everything():
        assert f'href="http://{site.hosts[0]}.localhost:{port}/"' in listed


def test_sources_and_subscriptions_name_every_host():
    assert len(sources()) == len(set(sources())) == len(hosts())
    told = [(one.url, one.title, one.kind) for one in read_opml(opml().encode())]
    assert told == [(source.url, source.name, source.kind) for source in listings(NOW)]
    assert len({source.key for source in listings(NOW)}) == len(listings(NOW))
    assert all(".hostile.example/" in url for url in hostile_sources())


def test_one_connection_serves_many_requests(served):
    with closing(HTTPConnection("127.0.0.1", served.port, timeout=10)) as connection:
        ports = set()
        for _ in range(5):
            connection.request("GET", "/", headers={"Host": "qandil.example"})
            ports.add(connection.sock.getsockname()[1])
            assert connection.getresponse().read()
        assert len(ports) == 1


def test_the_log_says_who_asked_what_and_when(served):
    before = len(served.requests("slowtrain.example"))
    get(served, "http://slowtrain.example/letters/37", User_Agent="Reader/1")
    get(served, "http://slowtrain.example/absent")
    first, second = served.requests("slowtrain.example")[before:]
    assert (first.method, first.path, first.status) == ("GET", "/letters/37", 200)
    assert ("User-Agent", "Reader/1") in first.headers
    assert second.status == 404
    assert first.at <= second.at


@pytest.mark.parametrize(
    "words", [b"hello\r\n\r\n", b"GET / SPDY/9\r\nHost: x\r\n\r\n", b"\x00\x01"]
)
def test_garbage_costs_the_server_nothing(served, words):
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as rude:
        rude.sendall(words)
        rude.shutdown(socket.SHUT_WR)
        assert rude.recv(100).startswith(b"HTTP/1.1 400") or words.startswith(b"\x00")
    assert get(served, "http://qandil.example/").status == 200


def test_stopping_ends_slow_conversations_at_once():
    patient = Site(("slow.example",), lambda ask: Reply(200, b"x", wait=30))
    before = threading.active_count()
    with serving((patient,)) as served:
        waiting = socket.create_connection(("127.0.0.1", served.port), timeout=5)
        waiting.sendall(b"GET / HTTP/1.1\r\nHost: slow.example\r\n\r\n")
        while not served.requests():
            time.sleep(0.01)
        begun = time.monotonic()
    with waiting:
        assert waiting.recv(100) == b""
    assert time.monotonic() - begun < 2
    assert threading.active_count() == before


def test_a_port_that_is_taken_is_told_at_once():
    with (
        serving(()) as served,
        pytest.raises(OSError, match="in use"),
        serving((), served.port),
    ):
        pass


def test_a_site_is_a_function_of_what_it_is_asked():
    ask = Ask("GET", "kokzhiek.example", "/", (), "first day")
    one = next(host for host in hosts() if host.plan.host == "kokzhiek.example")
    assert one.answer(ask) == one.answer(ask)
