"""Feeds, sitemaps and section pages that mean harm, read within time and memory."""

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest

from tearsheet.collect.listing import listing
from tearsheet.collect.listing.opml import OpmlError, read_opml
from tearsheet.collect.listing.sitemaps_parts import fresh_parts
from tearsheet.demo.online.hostile import laughs
from tearsheet.model import Failed, Kept, Listing, SourceKind
from tests.hostile_net.ground import growth, watching

URL = "http://hostile.example/listing"
SECRET = "the words in the secret file"
MILLION = 1_000_000
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def rss(items: str, *, prologue: str = "", title: str = "T") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{prologue}<rss version="2.0"><channel>'
        f"<title>{title}</title><link>http://hostile.example/</link>{items}</channel></rss>"
    ).encode()


def item(place: object = 1, title: str = "A title", more: str = "") -> str:
    return f"<item><title>{title}</title><link>http://hostile.example/{place}</link>{more}</item>"


def xxe(target: str) -> bytes:
    return rss(item(title="&x;"), prologue=f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{target}">]>')


def parameter_xxe(target: str) -> bytes:
    doctype = f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "{target}"> %x;]>'
    return rss(item(title="&sent;"), prologue=doctype)


def external_dtd(target: str) -> bytes:
    return rss(item(), prologue=f'<!DOCTYPE rss SYSTEM "{target}">')


def quadratic() -> bytes:
    doctype = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 100_000}">]>'
    return rss(item(title="&a;" * 20_000), prologue=doctype)


def million_items() -> bytes:
    return rss("".join(item(one) for one in range(MILLION)))


def million_urls() -> bytes:
    urls = "".join(f"<url><loc>http://h.example/{one}</loc></url>" for one in range(MILLION))
    return f"{SITEMAP}{urls}</urlset>".encode()


def million_parts() -> bytes:
    parts = "".join(
        f"<sitemap><loc>http://h.example/{one}.xml</loc></sitemap>" for one in range(MILLION)
    )
    return f"<sitemapindex>{parts}</sitemapindex>".encode()


def million_lines() -> bytes:
    return "".join(f"http://h.example/{one}\n" for one in range(MILLION)).encode()


def million_json() -> bytes:
    items = ",".join(f'{{"id":"{one}","url":"http://h.example/{one}"}}' for one in range(MILLION))
    return f'{{"version":"https://jsonfeed.org/version/1.1","items":[{items}]}}'.encode()


def sitemap_of(loc: str) -> bytes:
    return f"{SITEMAP}<url><loc>{loc}</loc></url></urlset>".encode()


def sitemap_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{one} "{f"&l{one - 1};" * 10}">' for one in range(1, 12))
    doctype = f'<!DOCTYPE urlset [<!ENTITY l0 "ha">{entities}]>'
    return doctype.encode() + sitemap_of("http://h.example/&l11;")


def section(body: str) -> bytes:
    return f"<!doctype html><html><title>S</title><body>{body}</body></html>".encode()


@dataclass(frozen=True)
class Bad:
    """One document; it may be left out (``Failed``) or read in part, with ``most`` leads."""

    name: str
    kind: SourceKind
    payload: Callable[[], bytes]
    most: int = 1
    media_type: str = ""
    seconds: float = 3.0
    megabytes: float = 120.0


BAD = (
    Bad("feed-billion-laughs", "feed", laughs),
    Bad("feed-laughs-of-forty-rounds", "feed", partial(laughs, 40)),
    Bad("feed-quadratic-entities", "feed", quadratic),
    Bad(
        "feed-entities-in-a-ring",
        "feed",
        lambda: rss(
            item(title="&a;"), prologue='<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'
        ),
    ),
    Bad(
        "feed-ten-thousand-entities",
        "feed",
        lambda: rss(
            item(),
            prologue="<!DOCTYPE rss ["
            + "".join(f'<!ENTITY e{n} "x">' for n in range(10_000))
            + "]>",
        ),
    ),
    Bad(
        "feed-doctype-without-end",
        "feed",
        lambda: rss(item(), prologue="<!DOCTYPE rss [" + "<!ENTITY a '" * 50_000),
    ),
    Bad("feed-of-a-million-entries", "feed", million_items, 100_000, seconds=10, megabytes=500),
    Bad(
        "feed-of-a-million-entries-in-json",
        "feed",
        million_json,
        100_000,
        seconds=10,
        megabytes=900,
    ),
    Bad("feed-nested-deep", "feed", lambda: rss(item(more="<a>" * 200_000 + "</a>" * 200_000))),
    Bad("feed-nested-without-end", "feed", lambda: rss("<item>" * 100_000), 100_000),
    Bad(
        "feed-json-nested-deep",
        "feed",
        lambda: b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * 500_000,
    ),
    Bad(
        "feed-json-objects-nested-deep", "feed", lambda: b'{"a":' * 300_000 + b"1" + b"}" * 300_000
    ),
    Bad(
        "feed-json-endless-number",
        "feed",
        lambda: (
            b'{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"http://h.example/1","title":'
            + b"9" * MILLION
            + b"}]}"
        ),
    ),
    Bad(
        "feed-json-of-surprises",
        "feed",
        lambda: (
            b'{"version":"https://jsonfeed.org/version/1.1","title":{},"items":[null,7,[],{"url":[]},{"url":{"a":1}},{"url":"http://h.example/1","title":[1],"date_published":99}]}'
        ),
    ),
    Bad(
        "feed-of-null-bytes",
        "feed",
        lambda: rss(item()).replace(b"T", b"\x00T\x00") + bytes(MILLION),
    ),
    Bad("feed-in-utf-16-without-mark", "feed", lambda: rss(item()).decode().encode("utf-16-le")),
    Bad(
        "feed-that-lies-about-its-charset", "feed", lambda: rss(item()).replace(b"utf-8", b"utf-32")
    ),
    Bad(
        "feed-in-a-charset-that-is-no-charset",
        "feed",
        lambda: rss(item()).replace(b"utf-8", b"zlib_codec"),
    ),
    Bad(
        "feed-in-utf-7",
        "feed",
        lambda: rss(item(title="+ADw-script+AD4-")).replace(b"utf-8", b"utf-7"),
    ),
    Bad(
        "feed-one-title-of-ten-megabytes",
        "feed",
        lambda: rss(item(title="x" * 10 * MILLION)),
        megabytes=160,
    ),
    Bad(
        "feed-one-tag-of-ten-megabytes",
        "feed",
        lambda: rss(f"<{'x' * 10 * MILLION}>"),
        megabytes=200,
    ),
    Bad(
        "feed-a-hundred-thousand-attributes",
        "feed",
        lambda: rss("<item " + " ".join(f'a{n}="1"' for n in range(100_000)) + ">" + item()),
    ),
    Bad(
        "feed-a-hundred-thousand-namespaces",
        "feed",
        lambda: rss("".join(f'<a{n}:b xmlns:a{n}="urn:{n}"/>' for n in range(100_000)) + item()),
    ),
    Bad("feed-a-million-ampersands", "feed", lambda: rss(item(title="&" * MILLION))),
    Bad("feed-a-million-opening-marks", "feed", lambda: rss("<" * MILLION)),
    Bad("feed-cdata-without-end", "feed", lambda: rss(item(title="<![CDATA[" * 100_000))),
    Bad("feed-comments-without-end", "feed", lambda: rss("<!--" * 200_000)),
    Bad("feed-processing-instructions", "feed", lambda: rss("<?x " * 200_000)),
    Bad(
        "feed-a-date-of-a-megabyte",
        "feed",
        lambda: rss(item(more="<pubDate>" + "1 " * (MILLION // 2) + "</pubDate>")),
    ),
    Bad(
        "feed-dates-beyond-time",
        "feed",
        lambda: rss(
            item(more="<pubDate>Thu, 99 Dec 99999 99:99:99 +9999</pubDate>")
            + item(2, more="<pubDate>-9999-12-31T99:99:99Z</pubDate>")
        ),
        2,
    ),
    Bad("feed-spaces-in-a-title", "feed", lambda: rss(item(title=" " * MILLION + "x"))),
    Bad(
        "feed-html-in-a-summary",
        "feed",
        lambda: rss(item(more="<description>" + "&lt;b&gt;" * 200_000 + "</description>")),
    ),
    Bad("feed-inside-a-page", "feed", lambda: section("<div>" * 100_000)),
    Bad("feed-of-nothing", "feed", lambda: b"", 0),
    Bad("feed-of-random-bytes", "feed", lambda: bytes(range(256)) * 4000, 0),
    Bad(
        "feed-with-an-inclusion",
        "feed",
        lambda: rss(
            item(
                title='<i:include xmlns:i="http://www.w3.org/2001/XInclude" parse="text" '
                'href="file:///etc/passwd"/>'
            )
        ),
    ),
    Bad(
        "feed-with-a-stylesheet",
        "feed",
        lambda: rss(
            item(), prologue='<?xml-stylesheet type="text/xsl" href="file:///etc/passwd"?>'
        ),
    ),
    Bad("sitemap-billion-laughs", "sitemap", sitemap_laughs),
    Bad("sitemap-of-a-million-urls", "sitemap", million_urls, 50_000, seconds=10, megabytes=400),
    Bad("sitemap-index-of-a-million-parts", "sitemap", million_parts, 0, seconds=10, megabytes=400),
    Bad(
        "sitemap-list-of-a-million-lines",
        "sitemap",
        million_lines,
        50_000,
        seconds=10,
        megabytes=400,
    ),
    Bad(
        "sitemap-gzip-bomb",
        "sitemap",
        lambda: gzip.compress(bytes(120 * MILLION), 1),
        0,
        megabytes=300,
    ),
    Bad(
        "sitemap-gzip-bomb-of-urls",
        "sitemap",
        lambda: gzip.compress(
            SITEMAP.encode() + b"<url><loc>http://h.example/1</loc></url>" * 3_000_000
        ),
        1,
        seconds=15,
        megabytes=400,
    ),
    Bad(
        "sitemap-gzip-in-gzip",
        "sitemap",
        lambda: gzip.compress(gzip.compress(sitemap_of("http://h.example/1"))),
    ),
    Bad("sitemap-gzip-torn", "sitemap", lambda: gzip.compress(million_lines())[:2000], 50_000),
    Bad(
        "sitemap-a-location-of-ten-megabytes",
        "sitemap",
        lambda: sitemap_of("http://h.example/" + "a" * 10 * MILLION),
        0,
        megabytes=200,
    ),
    Bad("sitemap-nested-deep", "sitemap", lambda: SITEMAP.encode() + b"<url>" * 300_000, 0),
    Bad(
        "sitemap-of-null-bytes",
        "sitemap",
        lambda: bytes(MILLION) + sitemap_of("http://h.example/1"),
    ),
    Bad("section-nested-deep", "section", lambda: section("<div>" * 300_000)),
    Bad(
        "section-of-a-million-links",
        "section",
        lambda: section(
            "".join(
                f'<a href="/2025/09/21/story-{n}-with-words">A headline with some words {n}</a>'
                for n in range(MILLION)
            )
        ),
        100_000,
        seconds=10,
        megabytes=600,
    ),
    Bad(
        "section-one-tag-of-attributes",
        "section",
        lambda: section("<a " + " ".join(f'a{n}="1"' for n in range(200_000)) + ">x</a>"),
    ),
    Bad("section-tables-in-tables", "section", lambda: section("<table><tr><td>" * 50_000)),
    Bad("section-formatting-adopted", "section", lambda: section("<b><p>" * 5_000)),
    Bad(
        "section-a-link-of-ten-megabytes",
        "section",
        lambda: section(f'<a href="/{"a" * 10 * MILLION}">long</a>'),
        megabytes=200,
    ),
    Bad("section-a-million-entities", "section", lambda: section("&bogus;" * MILLION)),
    Bad("section-of-random-bytes", "section", lambda: bytes(range(256)) * 4000, 300),
    Bad(
        "section-spaces-in-a-link",
        "section",
        lambda: section('<a href="/2025/09/21/story">' + " " * MILLION + "x</a>"),
    ),
)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_listing_is_read_within_bounds(bad: Bad) -> None:
    payload = bad.payload()
    with watching() as watch, growth() as grown:
        begun = time.process_time()
        outcome = listing(bad.kind, payload, URL, bad.media_type)
        seconds = time.process_time() - begun
    assert isinstance(outcome, Kept | Failed)
    if isinstance(outcome, Kept):
        assert len(outcome.value.leads) <= bad.most
        assert all(len(lead.url) < 10_000 for lead in outcome.value.leads)
        assert (
            sum(len(lead.title) + len(lead.summary) for lead in outcome.value.leads) < 20 * MILLION
        )
    else:
        assert outcome.reason in ("not a feed", "not a sitemap", "not a page", "too large")
    assert seconds < bad.seconds
    assert grown() < bad.megabytes
    assert not watch.refused
    assert not watch.looked_up
    assert not [name for name in watch.opened if "passwd" in name]


XXE = {
    "entity": xxe,
    "parameter-entity": parameter_xxe,
    "external-dtd": external_dtd,
}


@pytest.mark.parametrize("kind", ["feed", "sitemap", "section", "opml"])
@pytest.mark.parametrize("way", ["file", "web"])
@pytest.mark.parametrize("make", XXE.values(), ids=XXE.keys())
def test_an_entity_from_elsewhere_stays_there(make, way, kind, tmp_path, canary) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    target = secret.as_uri() if way == "file" else f"http://127.0.0.1:{canary.port}/secret"
    payload = make(target)
    if kind in ("sitemap", "opml"):
        root = {"sitemap": b"urlset", "opml": b"opml"}[kind]
        payload = payload.replace(b"rss", root)
    with watching() as watch:
        told = repr(read_opml_or_error(payload) if kind == "opml" else listing(kind, payload, URL))
    assert SECRET not in told
    assert not watch.refused
    assert not [name for name in watch.opened if "secret" in name]


def read_opml_or_error(payload):
    try:
        return read_opml(payload)
    except OpmlError as error:
        return error


def test_links_that_are_no_web_addresses_lead_nowhere() -> None:
    places = ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://h.example/")
    feed = rss("".join(f"<item><title>t</title><link>{one}</link></item>" for one in places))
    page = section("".join(f'<a href="{one}">A headline of words {one}</a>' for one in places))
    for kind, payload in (("feed", feed), ("section", page), ("sitemap", sitemap_of(places[1]))):
        outcome = listing(kind, payload, URL)
        if isinstance(outcome, Kept):
            assert not outcome.value.leads


def test_a_sitemap_that_names_itself_is_read_once() -> None:
    index = f"<sitemapindex><sitemap><loc>{URL}</loc></sitemap></sitemapindex>".encode()
    outcome = listing("sitemap", index, URL)
    assert isinstance(outcome, Kept)
    found: Listing = outcome.value
    assert found.further == (URL,)
    assert fresh_parts(found, seen={URL}) == ()


def test_a_good_entry_after_a_bad_one_is_found() -> None:
    bad = item(1, more="<pubDate>never</pubDate>") + item("", title="&undefined;") + item(3)
    outcome = listing("feed", rss(bad), URL)
    assert isinstance(outcome, Kept)
    assert "http://hostile.example/3" in {lead.url for lead in outcome.value.leads}
