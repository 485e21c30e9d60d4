"""The articles that a section's page leads to, by address, words and place."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.collect.listing import sections
from tearsheet.collect.listing.sections import likeness, parse
from tearsheet.collect.listing.sections.headline import reading, trimmed
from tearsheet.model import Failed, Kept

URL = "https://www.ledger.example/world/"
PAGE = b"""<!doctype html><html lang="en-GB"><head><title>World |
  The Ledger</title></head><body>
<header><nav><ul><li><a href="/world/">World</a></li><li><a href="/sport">Sport</a></li>
  <li><a href="/topics/harbours-and-the-sea-of-trade">Harbours and the sea of trade</a></li>
  </ul></nav></header>
<main>
  <article><a href="/2026/11/21/quay-reopens">
      <img src="q.jpg" alt="A very long picture text about the quay at dawn"></a>
    <h2><a href="/2026/11/21/quay-reopens?utm_source=home">Quay reopens after a long winter</a></h2>
    <time datetime="2026-11-21T06:00:00Z">yesterday</time>
    <a href="/2026/11/21/quay-reopens#comments">12 comments</a></article>
  <article><a href="https://m.ledger.example/world/ferry-strike-enters-third-week-81234">
     <h3>Ferry strike
     enters <em>third</em> week</h3>
     <p>Crews say that the talks in the capital went nowhere on Friday.</p></a></article>
  <article><h3><a href="/world/tides">Why the tides of the strait are changing</a></h3></article>
  <article><h3><a href="/world/tides-in-brief">Tides</a></h3></article>
  <article><a href="https://other.example/2026/11/21/a">A headline on another site</a></article>
  <article><a href="/author/anna-writer">Anna Writer, our own correspondent</a></article>
  <a href="/world/page/2">More news from around the world today</a>
  <a href="javascript:void(0)">Open the menu of the whole wide world</a>
</main>
<footer><a href="/about-us">About us</a>
  <a href="/world/terms-of-sale">Terms of sale and of everything else here</a>
</footer></body></html>"""


def leads(page: bytes | str, url: str = URL):
    outcome = parse(page.encode() if isinstance(page, str) else page, url)
    assert isinstance(outcome, Kept), outcome
    return outcome.value.leads


def test_the_articles_of_a_page():
    outcome = parse(PAGE, URL)
    assert isinstance(outcome, Kept)
    listing = outcome.value
    assert [(lead.url, lead.title) for lead in listing.leads] == [
        ("https://www.ledger.example/2026/11/21/quay-reopens", "Quay reopens after a long winter"),
        (
            "https://m.ledger.example/world/ferry-strike-enters-third-week-81234",
            "Ferry strike enters third week",
        ),
        ("https://www.ledger.example/world/tides", "Why the tides of the strait are changing"),
    ]
    assert listing.leads[0].published == datetime(2026, 11, 21, 6, tzinfo=UTC)
    assert listing.leads[1].published is None
    assert (listing.title, listing.language) == ("World | The Ledger", "en-GB")
    assert listing.home == "https://www.ledger.example/"


@pytest.mark.parametrize(
    "address",
    [
        "/2026/11/22/quay",
        "/world/2026-11-22/quay.html",
        "/20261122/quay",
        "/news/22-11-2026-quay",
        "/2026/nov/22/quay",
        "/2026/11/quay-reopens",
        "/weather/2026/11/22/storm",
        "/columns/2026112210771-quay",
        "/quay-reopens-after-long-winter",
        "/world/quay_reopens_after_winter.html",
        "/service/quay-reopens-after-winter-12345678",
        "/authors/anna/why-the-quay-is-open-again",
        "/world/c4gdkxzp1l2o",
        "/a/123456",
        "/news/4711.html",
        "/story.php?id=4711",
        "/?p=4711",
        "/view.asp?ArtNr=335853",
        "/yeni/2026/11/22/liman-a%C3%A7%C4%B1ld%C4%B1",
        "/novosti/%D0%BF%D0%BE%D1%80%D1%82-%D1%81%D0%BD%D0%BE%D0%B2%D0%B0-%D0%BE%D1%82%D0%BA%D1%80%D1%8B%D1%82-%D0%B2%D1%81%D0%B5%D0%BC",
        "/news/港口在漫长的冬天之后重新开放",
        "/c/0b7f1c2e-6a0f-4c0e-9f4a-0123456789ab",
        "/2026/11/22/politics/harbour/index.html",
    ],
)
def test_addresses_of_articles(address):
    assert likeness(f"https://ledger.example{address}") == "article"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "/index.html",
        "/sport",
        "/about-us",
        "/author/anna-writer",
        "/tag/how-people-live-by-the-sea-85230",
        "/sekce/ekonomika-194",
        "/world/page/2",
        "/world/page-2",
        "/world?page=3",
        "/search?q=quay+reopens+after+winter",
        "/login?return=/2026",
        "/privacy-policy",
        "/news",
        "/img/quay-reopens-after-winter-12345.jpg",
        "/rss.xml",
        "/a.pdf",
        "/archive",
    ],
)
def test_addresses_of_other_pages(address):
    assert likeness(f"https://ledger.example{address}") == "other"


@pytest.mark.parametrize("address", ["/world/tides", "/sport/premier-league", "/2026/11/22/"])
def test_addresses_that_do_not_tell(address):
    assert likeness(f"https://ledger.example{address}") == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "Quay reopens after a long winter",
        "Порт снова открыт после долгой зимы",
        "Порт ұзақ қыстан кейін қайта ашылды",
        "إعادة فتح الميناء بعد شتاء طويل",
        "הנמל נפתח מחדש אחרי חורף ארוך",
        "港口在漫长冬季后重新开放",
        "長い冬の後に港が再開した",
        "겨울이 지나고 항구가 다시 열렸다",
        "ท่าเรือเปิดอีกครั้งหลังฤดูหนาวอันยาวนาน",
        "लंबी सर्दी के बाद बंदरगाह फिर खुला",
    ],
)
def test_headlines_in_every_script(text):
    assert reading(text) == "headline"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Sport", "short"),
        ("国际", "short"),
        ("Premier League", "short"),
        ("스포츠", "short"),
        ("Read more", "none"),
        ("Continue reading »", "none"),
        ("Читать далее", "none"),
        ("阅读全文", "none"),
        ("もっと見る", "none"),
        ("12", "none"),
        ("", "none"),
        ("More than a thousand ships wait off the quay", "headline"),
    ],
)
def test_what_is_no_headline(text, says):
    assert reading(text) == says


def test_titles_lose_a_clock_and_nothing_else():
    assert trimmed("12:30  Quay reopens") == "Quay reopens"
    assert trimmed("10 ships wait") == "10 ships wait"
    assert len(trimmed("word " * 500)) <= 300


def test_a_menu_of_short_links_is_no_list_of_articles():
    menu = "".join(f'<li><a href="/c/region-{n}-12345{n}">Region {n}</a></li>' for n in range(9))
    headlines = "".join(
        f'<li><a href="/c/region-{n}-12345{n}">Region {n} votes for a new harbour</a></li>'
        for n in range(9)
    )
    assert leads(f"<html><body><ul>{menu}</ul></body></html>") == ()
    assert len(leads(f"<html><body><ul>{headlines}</ul></body></html>")) == 9


def test_a_base_and_odd_encodings():
    page = '<html><head><meta charset="windows-1251"><base href="https://www.ledger.example/ru/"></head>'
    page += (
        '<body><a href="novost-12345.html">Порт снова открыт после долгой зимы</a></body></html>'
    )
    (lead,) = leads(page.encode("cp1251"))
    assert lead.url == "https://www.ledger.example/ru/novost-12345.html"
    assert lead.title == "Порт снова открыт после долгой зимы"
    assert leads(b"\xff\xfe" + page.encode("utf-16-le"))[0].title == lead.title


def test_no_more_than_the_limit(monkeypatch):
    monkeypatch.setattr(sections, "MOST_LEADS", 5)
    links = "".join(
        f'<a href="/2026/11/22/n{n}">Headline number {n} of the day</a>' for n in range(9)
    )
    outcome = parse(f"<html>{links}</html>".encode(), URL)
    assert isinstance(outcome, Kept)
    assert len(outcome.value.leads) == 5
    assert outcome.value.cut == "kept the first 5"


@pytest.mark.parametrize("payload", [b"", b"plain words", b"\x00" * 100])
def test_what_is_no_page_fails(payload):
    outcome = parse(payload, URL)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "not a page"


def test_hostile_pages_are_cheap():
    for page in (
        b"<div>" * 100_000,
        b"<a href=/2026/11/22/x>" * 20_000,
        b"<a " + b"a=1 " * 50_000 + b">",
        b"<" * 300_000,
    ):
        assert isinstance(parse(page, URL), (Kept, Failed))


@given(st.binary(max_size=200), st.integers(0, len(PAGE)), st.integers(0, 40))
def test_no_bytes_raise(noise, start, length):
    for payload in (noise, PAGE[:start] + noise + PAGE[start + length :]):
        assert isinstance(parse(payload, URL), (Kept, Failed))


@given(st.text(max_size=60))
def test_no_address_raises(text):
    for url in (text, f"https://ledger.example/{text}", f"https://{text}/a"):
        assert likeness(url) in ("article", "unclear", "other")
