"""OPML comes and goes: what others wrote is read, what we wrote comes back the same."""

from contextlib import suppress
from datetime import UTC, datetime

import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.collect.listing import opml
from tearsheet.collect.listing.opml import OpmlEntry, OpmlError, read_opml, write_opml
from tearsheet.model import Source

AT = datetime(2026, 11, 22, tzinfo=UTC)
NESTED = b"""<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="World">
  <outline text="Asia" title="Asia &amp; more">
    <outline type="rss" text="t" title="Ledger &#171;News&#187;" xmlUrl="https://ledger.example/f?a=1&amp;b=2"
      htmlUrl="https://ledger.example/"/>
  </outline>
  <outline text="Gazette" xmlurl="feed://gazette.example/rss"/>
</outline>
<outline text="Post" type="atom" url="feed:https://post.example/atom" category="/Trade/Sea,Other"/>
<outline text="Included" type="include" url="https://other.example/list.opml"/>
<outline text="Ledger again" xmlUrl="https://ledger.example/f?a=1&amp;b=2"/>
<outline text="No address" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_folders_titles_and_homes_are_read():
    assert read_opml(NESTED) == (
        OpmlEntry(
            "https://ledger.example/f?a=1&b=2",
            "Ledger «News»",
            "https://ledger.example/",
            ("World", "Asia & more"),
        ),
        OpmlEntry("http://gazette.example/rss", "Gazette", folder=("World",)),
        OpmlEntry("https://post.example/atom", "Post", folder=("Trade", "Sea")),
    )


@pytest.mark.parametrize(
    "broken",
    [
        b'<opml><body><outline text="a" xmlUrl="https://ledger.example/?a=1&b=2">',
        b'\n\n<OPML version="2.0"><body><outline text="a" xmlUrl="https://ledger.example/?a=1&b=2"/>',
        b'\xef\xbb\xbf<opml><outline text="a" xmlUrl="https://ledger.example/?a=1&amp;b=2"/></opml>',
        b'<?xml version="1.0" encoding="windows-1251"?><!-- \xe9 --><opml><body>'
        b'<outline text="a" xmlUrl="https://ledger.example/?a=1&b=2"/></body></opml>',
    ],
)
def test_broken_files_are_read(broken):
    assert [entry.url for entry in read_opml(broken)] == ["https://ledger.example/?a=1&b=2"]


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"not xml at all", "not an OPML file"),
        (b"<html><body/></html>", "begins with <html>"),
        (b"<rss><channel/></rss>", "begins with <rss>"),
        (b"\x89PNG\r\n", "not an OPML file"),
    ],
)
def test_another_file_says_what_is_wrong(payload, words):
    with pytest.raises(OpmlError, match=words):
        read_opml(payload)


def test_limits(monkeypatch):
    monkeypatch.setattr(opml, "MOST_ENTRIES", 3)
    many = "".join(f'<outline xmlUrl="https://ledger.example/{n}"/>' for n in range(10))
    assert len(read_opml(f"<opml><body>{many}</body></opml>".encode())) == 3
    deep = b"<opml><body>" + b'<outline text="d">' * 5000 + b'<outline xmlUrl="http://a.example/"/>'
    assert all(len(entry.folder) <= 100 for entry in read_opml(deep))
    monkeypatch.setattr(opml, "MOST_BYTES", 100)
    with pytest.raises(OpmlError, match="too large"):
        read_opml(b"<opml>" + b" " * 200)


def test_entities_are_not_resolved():
    hostile = (
        b'<?xml version="1.0"?><!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">'
        b'<!ENTITY y "boom">]>'
        b'<opml><outline text="&y;" xmlUrl="https://ledger.example/&y;">&x;</outline></opml>'
    )
    assert read_opml(hostile) == (OpmlEntry("https://ledger.example/&y;", "&y;"),)


names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(
    lambda text: " ".join(text.split()) or "x"
)
sources = st.lists(
    st.builds(
        Source,
        key=st.just("k"),
        url=st.integers(0, 10**6).map(lambda n: f"https://ledger.example/{n}?a=<&b='\"ж"),
        kind=st.sampled_from(["feed", "sitemap", "section"]),
        name=names,
        added_at=st.just(AT),
        outlet=st.sampled_from([None, "ledger.example"]),
        paused=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda source: source.url,
)


@given(sources)
def test_what_is_written_comes_back(listed):
    written = write_opml(listed, "Mine", AT, {"k": "https://ledger.example/"})
    assert read_opml(written) == tuple(
        OpmlEntry(
            one.url,
            one.name.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"),
            "https://ledger.example/",
            (),
            one.kind,
            one.outlet,
            one.paused,
        )
        for one in listed
    )


def test_other_readers_find_what_the_standard_asks_for():
    source = Source("k", "https://ledger.example/feed", "feed", "Ledger", AT)
    root = lxml.etree.fromstring(write_opml([source], "Mine", AT))
    (outline,) = root.iter("outline")
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", "Mine")
    assert root.findtext("head/dateCreated") == "Sun, 22 Nov 2026 00:00:00 +0000"
    assert dict(outline.attrib) == {
        "type": "rss",
        "text": "Ledger",
        "title": "Ledger",
        "xmlUrl": "https://ledger.example/feed",
        "category": "/tearsheet/feed",
    }


@given(st.binary(max_size=200), st.integers(0, len(NESTED)))
def test_no_bytes_break_the_reader(noise, at):
    for payload in (noise, NESTED[:at] + noise + NESTED[at:]):
        with suppress(OpmlError):
            assert len(read_opml(payload)) <= 5
