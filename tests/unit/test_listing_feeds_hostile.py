"""Hostile feeds: bounded, never raising, nothing expanded, nothing fetched or opened."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.collect.listing import feeds
from tearsheet.collect.listing.feeds.wording import is_markup, plain
from tearsheet.model import Failed, Kept, Listing

URL = "https://feeds.example/news.xml"
ITEM = "<item><title>{0}</title><link>https://a.example/{0}</link></item>"
TAGS = b"rss channel item title link entry pubDate".split()
PIECES = [
    *(b"<%s>" % tag for tag in TAGS), *(b"</%s>" % tag for tag in TAGS),
    b"https://a.example/1", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&amp;", b"&", b"&lol;",
    b"&#0;", b"&#x110000;", b"<!DOCTYPE rss [", b'<!ENTITY lol "x">', b"]>", b"\x00", b"\xff",
    b"utf-16",
    b"<?xml version='1.0' encoding='", b"'?>", b"<feed xmlns='http://www.w3.org/2005/Atom'>",
    b"<content type='xhtml'>", b"2031-03-05T99:99:99Z", b'{"version":', b'"items":[', b"{", b"[",
    b"<channel href='x'>", b"<feed version='0.3'>", b" base='", b"'", b'"', b">", b"<a:b ",
    b"xml:base='http://['",
]  # fmt: skip


def found(text: str) -> Listing:
    outcome = feeds.parse(text.encode(), URL)
    assert isinstance(outcome, Kept), outcome
    return outcome.value


@given(st.binary(max_size=200))
def test_any_bytes_give_an_outcome(payload):
    assert isinstance(feeds.parse(payload, URL), Kept | Failed)


@given(
    st.lists(st.sampled_from(PIECES) | st.binary(max_size=6), max_size=30).map(b"".join),
    st.sampled_from(["", URL, "http://[", "javascript:x"]),
    st.sampled_from(["", "utf-16", "hex", "idna", "no-such\x00", "utf-7"]),
)
def test_any_wreckage_gives_an_outcome(payload, url, charset):
    outcome = feeds.parse(payload, url, "text/xml", charset)
    assert isinstance(outcome, Kept | Failed)
    if isinstance(outcome, Kept):
        assert all(lead.url.startswith(("http://", "https://")) for lead in outcome.value.leads)


@given(st.text(st.sampled_from("<>!-/ab\"'=& ;#1x"), max_size=200), st.integers(1, 50))
def test_plain_text_is_short_and_single_spaced(markup, longest):
    text = plain(markup, longest)
    assert len(text) <= longest
    assert text == " ".join(text.split())
    assert is_markup(markup) in (True, False)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_laughing_entities_stay_as_they_are_printed(codec):
    names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{names}]><rss a="&l9;"><channel><title>&l9;</title>' \
        f"{ITEM.format('&l0;')}</channel></rss>"  # fmt: skip
    outcome = feeds.parse(text.encode(codec), URL)
    assert isinstance(outcome, Kept)
    assert outcome.value.title == "&l9;"
    assert outcome.value.leads[0].title == "ha"


def test_one_entity_many_times_is_bounded():
    entity = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 900}">]>'
    inside = f"{ITEM.format(1)}<copyright>{'&a;' * 100_000}</copyright>"
    text = f"{entity}<rss><channel>{inside}</channel></rss>"
    assert len(found(text).leads) == 1


def test_external_entities_are_never_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    for declaration in (
        f'<!ENTITY x SYSTEM "{secret.as_uri()}">',
        f'<!ENTITY % x SYSTEM "{secret.as_uri()}"> %x;',
    ):
        inside = f"<title>&x;</title>{ITEM.format(1)}"
        text = f"<!DOCTYPE rss [{declaration}]><rss><channel>{inside}</channel></rss>"
        assert found(text).title == "&x;"


def test_bytes_that_name_a_file_are_not_opened(tmp_path):
    file = tmp_path / "feed"
    file.write_text(f"<rss><channel>{ITEM.format(1)}</channel></rss>")
    assert isinstance(feeds.parse(str(file).encode(), URL), Failed)


@pytest.mark.parametrize("end", ["</channel></rss>", "& <broken"])
def test_a_million_entries_are_cut(end):
    text = f"<rss><channel><title>Many</title>{ITEM.format(1) * 1_000_000}{end}"
    started = time.process_time()
    listing = found(text[:50_000_000])
    assert time.process_time() - started < 20, "bounded, not fast: the machine may be busy"
    assert len(listing.leads) == 10_000
    assert listing.cut.startswith("the first 10,000 of about ")


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><item><description>" + "<b>" * 300_000,
        "<rss><channel><item><title>" + "<a " * 200_000,
        "<rss><channel><item><title>" + "&" * 500_000,
        "<rss><channel>" + "<item><description><![CDATA[ x" * 50_000,
        "<rss><channel>" + "<!DOCTYPE [" * 50_000,
        "<!DOCTYPE rss [" + "<!ENTITY " * 50_000 + "]><rss><channel></channel></rss>",
        '{"version":"https://jsonfeed.org/version/1","items":[' + "[" * 500_000,
    ],
    ids=["nested", "tags", "ampersands", "sections", "doctypes", "entities", "json"],
)  # fmt: skip
def test_wreckage_takes_bounded_time(text):
    started = time.process_time()
    assert isinstance(feeds.parse(text.encode(), URL), Kept | Failed)
    assert time.process_time() - started < 15
