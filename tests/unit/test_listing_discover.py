"""A site's feeds and news sitemaps are found from its address, the best first."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tearsheet.collect.listing.discover import (
    MOST_REQUESTS,
    Candidate,
    Page,
    candidates,
    discover,
)
from tearsheet.model import Failed, Kept, Skipped

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
HOME = "https://www.ledger.example/"


def rss(name: str, *numbers: int, days: float = 0, title: str = "News") -> bytes:
    items = "".join(
        f"<item><title>Quay {n} reopens</title><link>{HOME}2026/11/{name}-{n}</link>"
        f"<pubDate>{format_datetime(NOW - timedelta(days=days, hours=n))}</pubDate></item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


def atom(name: str, *numbers: int) -> bytes:
    entries = "".join(
        f"<entry><title>Quay number {n} reopens</title><link href='{HOME}2026/11/{name}-{n}'/>"
        f"<updated>{NOW - timedelta(hours=n):%Y-%m-%dT%H:%M:%SZ}</updated></entry>"
        for n in numbers
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>{entries}</feed>".encode()


def news_sitemap(name: str, *numbers: int) -> bytes:
    urls = "".join(
        f"<url><loc>{HOME}2026/11/{name}-{n}</loc><lastmod>2026-11-22</lastmod></url>"
        for n in numbers
    )
    return f"<urlset>{urls}</urlset>".encode()


def page(head: str = "", body: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def alternate(href: str, title: str = "", kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}" title="{title}">'


class Site:
    """A network of fixed documents; it remembers what was asked for."""

    def __init__(self, documents: dict[str, bytes], moved: dict[str, str] | None = None) -> None:
        self.documents = documents
        self.moved = moved or {}
        self.asked: list[str] = []

    async def fetch(self, url: str):
        self.asked.append(url)
        final = self.moved.get(url, url)
        if final in self.documents:
            return Kept(Page(final, self.documents[final]))
        if url.startswith("https://plain.example"):
            return Failed("TLS error", url)
        return Skipped("not found", url, "status 404")

    def discovery(self, url: str = HOME):
        return asyncio.run(discover(url, self.fetch, NOW))


def test_candidates_in_their_order():
    head = (
        alternate("/feed/", "All")
        + alternate("/wp-json/", kind="application/json")
        + alternate("/de/", kind="text/html")
        + alternate("/feed.json", kind="application/feed+json")
    )
    body = '<a href="/world/rss.xml">RSS</a><a href="/a">A</a><a href="https://x.example/rss">x</a>'
    robots = f"User-agent: *\nSitemap: {HOME}sitemap.xml\nsitemap:{HOME}news.xml\n"
    found = candidates(page(head, body), HOME, robots)
    assert [one.url.removeprefix(HOME) for one in found] == [
        "feed/", "feed.json", "news.xml", "world/rss.xml", "rss", "rss.xml", "feed.xml",
        "atom.xml", "index.xml", "news-sitemap.xml", "sitemap-news.xml", "sitemap.xml",
        "sitemap_index.xml",
    ]  # fmt: skip
    assert found[0] == Candidate(HOME + "feed/", "feed", "declared by the page", "All")
    assert found[2].how == "named in robots.txt"
    assert candidates(b"\x00", HOME) == candidates(b"", HOME)


def test_the_lively_feed_of_the_whole_site_comes_first():
    site = Site(
        {
            HOME: page(
                alternate("/sport/feed", "Sport")
                + alternate("/old/feed", "Old")
                + alternate("/feed/", "All")
                + alternate("/comments/feed/", "Comments")
            ),
            HOME + "robots.txt": f"Sitemap: {HOME}news-sitemap.xml".encode(),
            HOME + "feed/": rss("all", *range(10)),
            HOME + "sport/feed": rss("sport", *range(10)),
            HOME + "old/feed": rss("old", *range(10), days=900),
            HOME + "comments/feed/": rss("comment", *range(10)),
            HOME + "news-sitemap.xml": news_sitemap("map", *range(30)),
        }
    )
    discovery = site.discovery()
    assert [one.url.removeprefix(HOME) for one in discovery.found] == [
        "feed/",
        "sport/feed",
        "news-sitemap.xml",
        "old/feed",
    ]
    best, _, sitemap, old = discovery.found
    assert (best.kind, best.title, best.leads, best.newest) == ("feed", "News", 10, NOW)
    assert (best.how, best.why) == ("declared by the page", ("lively",))
    assert (sitemap.kind, sitemap.leads) == ("sitemap", 30)
    assert "nothing new for 900 days" in old.why
    assert HOME + "comments/feed/" not in site.asked


def test_two_forms_of_one_feed_are_one_find():
    documents = {
        HOME: page(alternate("/rss") + alternate("/atom", kind="application/atom+xml")),
        HOME + "rss": rss("all", *range(10)),
        HOME + "atom": atom("all", *range(10)),
    }
    (found,) = Site(documents).discovery().found
    assert {found.url, *found.also} == {HOME + "rss", HOME + "atom"}


def test_without_a_word_from_the_page_common_places_are_tried():
    site = Site({HOME: page(), HOME + "rss.xml": rss("all", 1, 2, 3)})
    discovery = site.discovery("ledger.example")
    assert discovery.why == "not found"
    site.moved["https://ledger.example"] = HOME
    discovery = site.discovery("ledger.example")
    assert discovery.url == HOME
    assert [(one.url, one.how) for one in discovery.found] == [
        (HOME + "rss.xml", "a common place (/rss.xml)")
    ]
    assert ("https://ledger.example", "") in discovery.tried
    assert (HOME + "feed/", "not found") in discovery.tried


def test_http_where_https_fails():
    site = Site({"http://plain.example/": page(), "http://plain.example/feed/": rss("a", 1)})
    site.moved["http://plain.example"] = "http://plain.example/"
    assert [one.url for one in site.discovery("plain.example").found] == [
        "http://plain.example/feed/"
    ]
    assert site.asked[:2] == ["https://plain.example", "http://plain.example"]


def test_the_page_itself_is_the_last_resort():
    links = "".join(
        f"<h2><a href='/2026/11/22/n{n}'>Quay number {n} reopens after winter</a></h2>"
        for n in range(8)
    )
    (found,) = Site({HOME: page(body=links)}).discovery().found
    assert (found.url, found.kind, found.leads) == (HOME, "section", 8)
    with_feed = Site({HOME: page(alternate("/f"), links), HOME + "f": rss("a", 1, 2)})
    assert [one.kind for one in with_feed.discovery().found] == ["feed", "section"]


def test_a_feed_or_a_sitemap_is_found_directly():
    site = Site({HOME + "f": rss("a", 1, 2), HOME + "s": news_sitemap("a", 1)})
    for url, kind in ((HOME + "f", "feed"), (HOME + "s", "sitemap")):
        site.asked.clear()
        (found,) = site.discovery(url).found
        assert (found.url, found.kind, found.how) == (url, kind, "the address itself")
        assert site.asked == [url]


def test_a_sitemap_index_counts_what_its_freshest_part_lists():
    index = f"<sitemapindex><sitemap><loc>{HOME}p1.xml</loc></sitemap></sitemapindex>"
    site = Site({HOME: page(), HOME + "sitemap.xml": index.encode()})
    for leads, part in ((1, b""), (7, news_sitemap("a", *range(7)))):
        site.documents[HOME + "p1.xml"] = part
        for url in (HOME, HOME + "sitemap.xml"):
            (found,) = site.discovery(url).found
            assert (found.url, found.kind) == (HOME + "sitemap.xml", "sitemap")
            assert found.leads == leads


def test_nothing_found_says_why_and_stays_a_guest():
    site = Site({HOME: page("".join(alternate(f"/f{n}") for n in range(100)))})
    discovery = site.discovery()
    assert (discovery.found, discovery.why) == ((), "no feed, no sitemap")
    assert len(site.asked) == len(discovery.tried) == MOST_REQUESTS
    assert Site({}).discovery("mailto:a@b").why == "not a web address"
    liar = Site({HOME: page(alternate("/f")), HOME + "f": page()})
    assert (HOME + "f", "not a feed") in liar.discovery().tried
