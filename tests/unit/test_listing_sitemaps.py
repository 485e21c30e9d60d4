"""Sitemaps of every kind are read as far as they go, newest first, within bounds."""

import gzip
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.collect.listing import sitemaps
from tearsheet.collect.listing.sitemaps import fresh_parts, parse
from tearsheet.collect.listing.sitemaps_times import time_of
from tearsheet.model import Failed, Kept, Listing

URL = "https://ledger.example/sitemap.xml"
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
        xmlns:video="http://www.google.com/schemas/sitemap-video/1.1">
  <url>
    <loc>https://ledger.example/a?x=1&amp;y=2</loc>
    <image:image><image:loc>https://ledger.example/a.jpg</image:loc></image:image>
    <video:video><video:title>A film</video:title>
      <video:publication_date>2001-01-01</video:publication_date></video:video>
    <news:news>
      <news:publication><news:name>The Ledger</news:name><news:language>en</news:language>
      </news:publication>
      <news:publication_date>2026-11-20T08:00:00+05:00</news:publication_date>
      <news:title><![CDATA[Harbour & quay]]> reopen</news:title>
    </news:news>
  </url>
  <url><loc>
     https://ledger.example/b
  </loc><lastmod>2026-11-21</lastmod></url>
  <url><loc>/c</loc></url>
</urlset>"""


def kept(payload, url=URL) -> Listing:
    outcome = parse(payload, url)
    assert isinstance(outcome, Kept), outcome
    return outcome.value


def urlset(*entries: str) -> bytes:
    return f"<urlset>{''.join(f'<url>{one}</url>' for one in entries)}</urlset>".encode()


def index(*parts: tuple[str, str]) -> Listing:
    inside = "".join(
        f"<sitemap><loc>https://ledger.example/{name}</loc>"
        + (f"<lastmod>{at}</lastmod>" if at else "")
        + "</sitemap>"
        for name, at in parts
    )
    return kept(f"<sitemapindex>{inside}</sitemapindex>".encode())


def names(parts) -> list[str]:
    return [part.removeprefix("https://ledger.example/") for part in parts]


def test_a_news_sitemap_says_title_time_and_language():
    listing = kept(NEWS)
    b, a, c = listing.leads
    assert (a.url, a.title) == ("https://ledger.example/a?x=1&y=2", "Harbour & quay reopen")
    assert a.published == datetime(2026, 11, 20, 3, tzinfo=UTC)
    assert (b.url, b.updated) == ("https://ledger.example/b", datetime(2026, 11, 21, tzinfo=UTC))
    assert (c.url, c.published, c.updated) == ("https://ledger.example/c", None, None)
    assert (listing.title, listing.language, listing.cut) == ("The Ledger", "en", "")


def test_gzip_and_utf_16_are_unpacked():
    utf_16 = NEWS.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert kept(gzip.compress(NEWS)) == kept(NEWS) == kept(utf_16)
    two = gzip.compress(b"<urlset><url><loc>/1</loc></url>") + gzip.compress(
        b"<url><loc>/2</loc></url></urlset>"
    )
    assert len(kept(two).leads) == 2


def test_a_torn_file_is_read_as_far_as_it_goes():
    entries = [f"<loc>https://ledger.example/{number}</loc>" for number in range(3000)]
    whole = urlset(*entries)
    assert 1000 < len(kept(whole[: len(whole) // 2]).leads) < 2000
    packed = gzip.compress(bytes(whole))
    assert len(kept(packed[: len(packed) // 2]).leads) > 10


@pytest.mark.parametrize(
    "broken",
    [
        b"<urlset><url><loc>https://ledger.example/?a=1&b=2</loc></url>",
        b"\n\n <?xml version='1.0'?><urlset><url><loc>https://ledger.example/?a=1&b=2</loc>",
        b"Warning: old PHP\n<urlset><url><loc>https://ledger.example/?a=1&amp;b=2</loc></url>",
        b"<urlset><url><loc>https://ledger.example/?a=1&b=2</loc><url><loc>mailto:a@b</loc></url>",
        b"\xef\xbb\xbf<urlset><url><loc>https://ledger.example/?a=1&b=2#top</loc></url></urlset>",
    ],
)
def test_broken_xml_is_read(broken):
    assert [lead.url for lead in kept(broken).leads] == ["https://ledger.example/?a=1&b=2"]


def test_a_reference_is_whole_wherever_it_lies():
    for shift in range(65520, 65540):
        payload = b"<urlset><!--" + b"x" * (shift - 40) + b"--><url><loc>/?a=1&amp;b=2</loc></url>"
        assert kept(payload).leads[0].url == "https://ledger.example/?a=1&b=2"
        payload = payload.replace(b"/?a=1&amp;b=2", b"<![CDATA[/?a=1&b=2]]>")
        assert kept(payload).leads[0].url == "https://ledger.example/?a=1&b=2"


def test_text_lists_addresses():
    text = b"https://ledger.example/1\r\n\r\nhttps://ledger.example/2\nhttps://ledger.example/1\n"
    assert names(lead.url for lead in kept(text).leads) == ["1", "2"]


def test_a_feed_given_as_sitemap_is_read_as_feed():
    feed = (
        b"<?xml version='1.0'?><rss version='2.0'><channel><title>Ledger</title><item>"
        b"<title>Quay</title><link>https://ledger.example/q</link></item></channel></rss>"
    )
    assert [(lead.url, lead.title) for lead in kept(feed).leads] == [
        ("https://ledger.example/q", "Quay")
    ]


@pytest.mark.parametrize(
    "payload",
    [b"", b"hello", b"<html><body>404</body></html>", b"\x00\xff" * 50, b"{}", b"<a><b/></a>"],
)
def test_what_is_no_sitemap_fails_with_its_reason(payload):
    outcome = parse(payload, URL)
    assert isinstance(outcome, Failed)
    assert (outcome.reason, outcome.subject) == ("not a sitemap", URL)


def test_beyond_the_limit_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_LEADS", 10)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    dates = [start + timedelta(days=(number * 37) % 200) for number in range(200)]
    payload = urlset(*(f"<loc>/{at:%j}</loc><lastmod>{at:%Y-%m-%d}</lastmod>" for at in dates))
    listing = kept(payload)
    assert [lead.updated for lead in listing.leads] == sorted(dates, reverse=True)[:10]
    assert listing.cut == "kept the newest 10"


def test_no_entity_is_resolved_and_a_bomb_is_cheap():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY e0 "boom"><!ENTITY f SYSTEM "file:///etc/passwd">'
        f"{levels}]><urlset a='&e9;'><url><loc>https://ledger.example/&e9;&f;</loc></url></urlset>"
    )
    for payload in (bomb.encode(), bomb.encode("utf-16"), gzip.compress(bomb.encode())):
        started = time.process_time()
        (lead,) = kept(payload).leads
        assert time.process_time() - started < 1
        assert lead.url == "https://ledger.example/&e9;&f;"


def test_a_gzip_bomb_stops_at_the_limit(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_BYTES", 1 << 20)
    listing = kept(gzip.compress(b"<urlset>" + b" " * (64 << 20)))
    assert (listing.leads, listing.cut) == ((), "read the first 1 MB")


def test_endless_tags_stop(monkeypatch):
    monkeypatch.setattr(sitemaps, "_MOST_ENTRIES", 100)
    listing = kept(urlset(*(f"<loc>/{number}</loc>" for number in range(20_000))))
    assert 100 <= len(listing.leads) < 10_000
    assert listing.cut.startswith("read the first")


def test_an_index_names_its_parts_news_first_then_the_newest():
    listing = index(
        ("author-sitemap.xml", "2026-11-22"),
        ("post-sitemap1.xml", "2025-01-01T00:00:00Z"),
        ("post-sitemap2.xml", "2026-11-21T10:00:00Z"),
        ("news-sitemap.xml", ""),
        ("sitemap-2026-10.xml", ""),
    )
    assert listing.leads == ()
    assert names(listing.further) == [
        "news-sitemap.xml",
        "post-sitemap2.xml",
        "sitemap-2026-10.xml",
        "post-sitemap1.xml",
        "author-sitemap.xml",
    ]
    assert listing.renewed[1] == datetime(2026, 11, 21, 10, tzinfo=UTC)


SINCE = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("parts", "since", "fresh"),
    [
        # by date, with a day's slack for dates without an hour
        ([("p1", "2026-11-01"), ("p2", "2026-11-20"), ("p3", "2026-11-22")], SINCE, ["p3", "p2"]),
        # by the month in the name
        ([("2026-10", ""), ("2026-11", ""), ("2025/12", "")], SINCE, ["2026-11"]),
        ([("s?yyyy=2026&mm=11&dd=17", ""), ("20261121.xml", "")], SINCE, ["20261121.xml"]),
        # by the year
        ([("2025.xml", ""), ("2026.xml", "")], SINCE, ["2026.xml"]),
        # news always; authors only where there is nothing else
        ([("news.xml", ""), ("a-2020.xml", ""), ("tags.xml", "2026-11-22")], SINCE, ["news.xml"]),
        ([("tags.xml", "2026-11-22"), ("authors.xml", "")], SINCE, ["tags.xml", "authors.xml"]),
        # nothing tells: both ends of a numbered run
        ([(f"map{n}.xml", "") for n in range(1, 30)], SINCE, ["map29.xml", "map1.xml"]),
        # the first time: the newest, so many
        ([(f"map-2026-{n:02}.xml", "") for n in range(1, 12)], None,
         [f"map-2026-{n:02}.xml" for n in range(11, 3, -1)]),
    ],
)  # fmt: skip
def test_fresh_parts(parts, since, fresh):
    assert names(fresh_parts(index(*parts), since)) == fresh


def test_a_part_seen_in_this_visit_is_not_fetched_again():
    listing = index(("a.xml", "2026-11-22"), ("b.xml", "2026-11-22"))
    again = fresh_parts(listing, SINCE, seen={"https://ledger.example/b.xml"})
    assert names(again) == ["a.xml"]
    assert fresh_parts(listing, datetime(2026, 12, 1, tzinfo=UTC)) == ()


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026", (2026, 1, 1)),
        ("2026-11", (2026, 11, 1)),
        ("2026-11-22", (2026, 11, 22)),
        ("2026-11-22T03:04Z", (2026, 11, 22, 3, 4)),
        ("2026-11-22T03:04:05.678+0100", (2026, 11, 22, 2, 4, 5)),
        ("2026-11-22 03:04:05", (2026, 11, 22, 3, 4, 5)),
        ("2026-11-22T03:04:05-05:00", (2026, 11, 22, 8, 4, 5)),
        ("Sun, 22 Nov 2026 03:04:05 +0000", (2026, 11, 22, 3, 4, 5)),
    ],
)
def test_times(text, at):
    assert time_of(text) == datetime(*at, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-01", "0000-01-01", "9999-12-31T23:59:59-14:00", "1" * 500]
)
def test_no_time(text):
    assert time_of(text) is None


@given(st.binary(max_size=300), st.integers(0, len(NEWS)), st.integers(0, 60))
def test_no_bytes_raise(noise, start, length):
    for payload in (noise, NEWS[:start] + noise + NEWS[start + length :]):
        assert isinstance(parse(payload, URL), (Kept, Failed))
        assert isinstance(parse(b"\x1f\x8b" + payload, URL), (Kept, Failed))
