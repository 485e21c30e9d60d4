"""One page, one key: whatever form of its address somebody passes on."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tearsheet.press.url_key import LONGEST, url_key

PAGE = "harbourledger.example/world/2026/velmar"


@pytest.mark.parametrize(
    "url",
    [
        "https://harbourledger.example/world/2026/velmar",
        "http://HarbourLedger.Example:80/world/2026/velmar/",
        "https://www.harbourledger.example:443/world/2026/velmar#comments",
        "//www.harbourledger.example/world/2026/velmar",
        "HTTPS://reader:secret@harbourledger.example/world/2026/velmar",
        "https://m.harbourledger.example/world/2026/velmar",
        "https://mobile.harbourledger.example/world/2026/velmar",
        "https://amp.harbourledger.example/world/2026/velmar",
        "https://www.harbourledger.example/world/2026/velmar/amp/",
        "https://www.harbourledger.example/amp/world/2026/velmar",
        "https://www.harbourledger.example/world/2026/velmar.amp",
        "https://www.harbourledger.example/world/2026/velmar?amp=1",
        "https://www.harbourledger.example/world/2026/velmar?outputType=amp",
        "https://www-harbourledger-example.cdn.ampproject.org/c/s/www.harbourledger.example/world/2026/velmar",
        "https://www.google.com/amp/s/www.harbourledger.example/world/2026/velmar",
        "https://harbourledger.example/./world//2025/../2026/%76elmar/index.html",
        "https://harbourledger.example/world/2026/velmar;jsessionid=0A1B2C3D?PHPSESSID=abc",
        "https://harbourledger.example/world/2026/velmar?utm_source=x&UTM_Medium=y&fbclid=z&mc_cid=1",
        "https://harbourledger.example/world/2026/velmar?xtor=RSS-1&at_medium=RSS&ns_source=x&CMP=share",
        "https://harbourledger.example/world/2026/velmar?page=&print=1&share=facebook",
        "https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fharbourledger.example%2Fworld%2F2026%2Fvelmar&usg=A",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fharbourledger.example%2Fworld%2F2026%2Fvelmar%3Ffbclid%3D1&h=A",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fharbourledger.example%2Fworld%2F2026%2Fvelmar&data=05",
        "https://urldefense.com/v3/__https://harbourledger.example/world/2026/velmar__;!!AbC!x$",
        "  https:\\\\harbourledger.example\\world\\2026\\velmar\n",
    ],
)
def test_every_form_of_an_address_has_the_key_of_its_page(url: str) -> None:
    assert url_key(url) == PAGE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/story?id=1", "https://a.example/story?id=2"),
        ("https://a.example/?p=12", "https://a.example/?p=13"),
        ("https://a.example/story?page=2", "https://a.example/story"),
        ("https://a.example/Story", "https://a.example/story"),
        ("https://a.example:8080/story", "https://a.example/story"),
        ("https://news.a.example/story", "https://a.example/story"),
        ("https://a.example/app#!/story/1", "https://a.example/app#!/story/2"),
        ("https://a.example/a%2Fb", "https://a.example/a/b"),
        ("https://a.example/story?q=a%26b", "https://a.example/story?q=a&b=1"),
        ("https://a.example/story?sid=4711", "https://a.example/story?sid=4712"),
        ("https://a.example/story?ref=4711", "https://a.example/story?ref=4712"),
        ("https://a.example/story?source=kavan", "https://a.example/story?source=merenka"),
        ("https://a.example/read.php?4711", "https://a.example/read.php?4712"),
        ("https://a.example/print/1", "https://a.example/1"),
        ("https://a.example/services/print", "https://a.example/services"),
        ("https://bing.com/search?q=https://a.example/1", "https://a.example/1"),
        ("https://m.example/story", "https://amp.example/story"),
        ("https://a.example/url?q=https://b.example/1", "https://b.example/1"),
        ("https://a.example/amp", "https://a.example/"),
        ("http://" + "m." * 20_000 + "a.example", "http://a.example"),
        ("https://a.example/?feed=rss2", "https://a.example/"),
        ("https://a.example/bus-stop-42", "https://a.example/bus-stop-42-amp-lost"),
        ("https://a.example/lamp", "https://a.example/l"),
        ("https://a.example/revamp.html", "https://a.example/rev.html"),
    ],
)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/%d0%bf%d1%80", "https://a.example/пр"),
        ("https://xn--e1afmkfd.example/", "https://пример.example"),
        ("https://a.example/?q=a+b", "https://a.example/?q=a%20b"),
        ("https://a.example/?b=2&a=1", "https://a.example/?a=1&amp;b=2"),
        ("https://a.example/story%2C1.html", "https://a.example/story,1.html"),
        ("https://a.example/story?maca=en-rss-all&x=rss", "https://a.example/story"),
        ("https://a.example/news/story.html", "https://a.example/news/story.amp"),
        ("https://a.example/platform/amp/1", "https://a.example/1"),
        ("https://a.example/2026/a-story/print/", "https://a.example/2026/a-story"),
        ("https://vk.com/away.php?to=https%3A%2F%2Fa.example%2F1", "https://a.example/1"),
        ("https://a.example/4711-amp", "https://a.example/4711"),
        ("https://a.example/index.php?p=1", "https://a.example/?p=1"),
        ("https://a.example/default.aspx", "http://a.example"),
        ("https://en.m.a.example/wiki/Velmar", "https://en.a.example/wiki/Velmar"),
        ("https://a.example/story-amp.html", "https://a.example/story.html"),
        ("https://a.example/x?sid=0a1b2c3d4e5f60718293a4b5", "https://a.example/x"),
    ],
)
def test_two_spellings_of_one_address_have_one_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(
    "other",
    ["urn:newsml:a.example:1", "mid:1@a.example", "file:///a/b.html", "", "velmar", "a.b/c"],
)
def test_what_is_no_web_address_is_its_own_key(other: str) -> None:
    assert url_key(other) == other


def test_a_long_address_ends_in_a_digest_of_all_of_it() -> None:
    keys = {url_key(f"https://a.example/{'x' * 600}?id={number}") for number in range(9)}
    assert len(keys) == 9
    assert all(len(key) <= LONGEST for key in keys)
    assert len(url_key("data:" + "x" * 10_000)) <= LONGEST


def test_a_nest_of_wrappers_is_opened_to_its_end() -> None:
    url = "https://a.example/1"
    for _ in range(40):
        url = f"https://www.google.com/url?q={url}"
    assert url_key(url) == "a.example/1"
    assert url_key("https://google.com/url?q=" * 400) == url_key("https://google.com/url?q=" * 400)


# Pieces that mean something somewhere in an address, to be put together in senseless ways.
PIECES = (
    *("a", "B", "é", "%C3%a9", "amp", "index.html", "..", ".", "%2e%2E", "m", "%", "%25", ";sid=1"),
    *(
        "utm_x",
        "?",
        "&",
        "=",
        "#",
        "#!",
        "@",
        ":",
        ":80",
        "[",
        "]",
        "\\",
        "+",
        " ",
        "\x00",
        "\ud800",
    ),
    *(
        "www.",
        "http://",
        "google.com/url?q=",
        "xn--",
        "ß",
        "。",
        "／",
        "(S(aaaaaaaaaaaaaaaaaa))",
        "",
    ),
    *("cdn.ampproject.org/c/s/", "l.facebook.com/l.php?u=", "&amp;", ".amp", "-amp.html", "~", "/"),
)
WORDS = st.sampled_from([*PIECES, "x" * 300])
STRINGS = st.lists(WORDS | st.text(max_size=6), max_size=14).map("".join)
STARTS = st.sampled_from(
    ["http://", "https://", "//", "https://a.example/", "https://www.m.b.example/"]
)


@settings(deadline=None)
@given(STARTS, STRINGS)
@example("http://", "\x85..")  # white space that `strip` takes off
def test_a_key_is_the_key_of_the_address_made_from_it(start: str, rest: str) -> None:
    key = url_key(start + rest)
    assert len(key) <= LONGEST
    assert "\x00" not in key
    key.encode("utf-8")
    if "//" not in key[:8]:
        assert url_key(f"http://{key}") == key


@settings(deadline=None)
@given(STRINGS | st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_any_string_has_a_key(text: str) -> None:
    assert len(url_key(text)) <= LONGEST
    assert url_key(text) == url_key(text)


NAMES = st.text("abcdeé&=+ %;", min_size=1, max_size=4)


@settings(deadline=None)
@given(
    st.lists(st.tuples(NAMES, NAMES), max_size=6).flatmap(
        lambda p: st.permutations(p).map(lambda q: (p, q))
    )
)
def test_parameters_are_free_in_their_order(
    pairs: tuple[list[tuple[str, str]], list[tuple[str, str]]],
) -> None:
    from urllib.parse import urlencode

    one, other = (f"https://a.example/x?{urlencode(order)}" for order in pairs)
    assert url_key(one) == url_key(other)
