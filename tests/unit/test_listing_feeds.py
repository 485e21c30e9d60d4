"""Feeds of every format to leads: what is found, where it leads, when it was published."""

from datetime import UTC, datetime, timedelta

import pytest

from tearsheet.collect.listing import feeds, listing
from tearsheet.model import Failed, Kept, Lead, Listing

URL = "https://feeds.example/news.xml"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
 <title>Harbour &amp;amp; Ledger</title><link>https://harbour.example/</link>
 <language>en_GB</language><ttl>15</ttl>
 <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
 <atom:link rel="self" href="https://harbour.example/feed"/>
 <atom:link rel="hub" href="https://hub.example/"/>
 <atom:link rel="next" href="?page=2"/>
 <item>
  <title>Ferry &lt;b&gt;No.&lt;/b&gt;&amp;nbsp;4 sails</title>
  <link>https://harbour.example/a?x=1&amp;y=2#top</link>
  <guid isPermaLink="false">4711</guid>
  <pubDate>Wed, 05 Mar 2031 08:00:00 +0100</pubDate>
  <description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;
   &lt;script&gt;alert(1)&lt;/script&gt;</description>
  <content:encoded><![CDATA[<p>All of it</p>]]></content:encoded>
 </item>
 <item><title>1 &lt; 2</title><link>/b</link></item>
 <item><title>Only words</title><guid isPermaLink="false">https://harbour.example/c</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://quay.example/" xml:lang="kk">
 <title type="html">Quay &lt;i&gt;Post&lt;/i&gt;</title>
 <link rel="alternate" href="/home"/><link rel="self" href="atom.xml"/>
 <link rel="prev-archive" href="2030.xml"/>
 <entry xml:base="news/">
  <title type="text">A &lt;b&gt; stays</title><id>tag:quay.example,2031:1</id>
  <link rel="enclosure" href="sound.mp3" type="audio/mpeg"/><link href="1.html"/>
  <published>2031-03-05T08:00:00.5+01:00</published><updated>2031-03-06T00:00:00Z</updated>
  <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">H<sub>2</sub>O<br/>and
   <style>p {}</style><em>salt</em></div></summary>
 </entry>
 <entry><id>https://quay.example/2</id>
  <content type="html">&lt;p&gt;Body&lt;/p&gt;</content></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <channel rdf:about="https://pier.example/"><title>Pier</title><link>https://pier.example/</link>
 </channel>
 <item rdf:about="https://pier.example/1"><title>One</title><link>https://pier.example/1</link>
  <dc:date>2031-03-05</dc:date><description>Short</description></item></rdf:RDF>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Dock", "language": "de",
 "home_page_url": "https://dock.example/", "feed_url": "https://dock.example/feed.json",
 "next_url": "/feed2.json", "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
 "items": [{"id": 7, "url": "/1", "title": "One", "content_html": "<p>Body</p>",
  "date_published": "2031-03-05T08:00:00Z"}, {"id": "https://dock.example/2", "title": null},
  "no item"]}"""


def found(text: str | bytes, url: str = URL, charset: str = "") -> Listing:
    payload = text.encode() if isinstance(text, str) else text
    outcome = feeds.parse(payload, url, "", charset)
    assert isinstance(outcome, Kept), outcome
    return outcome.value


def first(text: str | bytes, charset: str = "") -> Lead:
    return found(text, charset=charset).leads[0]


def item(inside: str, head: str = "") -> str:
    link = "<link>https://a.example/1</link>"
    return f'{head}<rss version="2.0"><channel><item>{link}{inside}</item></channel></rss>'


def test_rss_tells_of_itself():
    rss = found(RSS)
    assert rss.title == "Harbour & Ledger"
    assert (rss.language, rss.home) == ("en-GB", "https://harbour.example/")
    assert rss.interval == timedelta(minutes=30), "the longer of ttl and sy:updatePeriod"
    assert (rss.hub, rss.topic) == ("https://hub.example/", "https://harbour.example/feed")
    assert rss.further == ("https://feeds.example/news.xml?page=2",)
    assert rss.cut == "1 entries without an address"


def test_rss_entries_are_plain_text_with_aware_times():
    one, two = found(RSS).leads
    assert one == Lead(
        "https://harbour.example/a?x=1&y=2#top",
        "Ferry No. 4 sails",
        datetime(2031, 3, 5, 7, tzinfo=UTC),
        None,
        "One. Two & three.",
    )
    assert two == Lead("https://harbour.example/b", "1 < 2"), "relative to the site, not the feed"


def test_atom_resolves_against_xml_base_and_keeps_text_that_is_text():
    atom = found(ATOM, "https://elsewhere.example/f")
    assert (atom.title, atom.language, atom.home) == (
        "Quay Post", "kk", "https://quay.example/home",
    )  # fmt: skip
    assert atom.topic == "https://quay.example/atom.xml"
    assert atom.further == ("https://quay.example/2030.xml",)
    one, two = atom.leads
    assert one == Lead(
        "https://quay.example/news/1.html",
        "A <b> stays",
        datetime(2031, 3, 5, 7, tzinfo=UTC),
        datetime(2031, 3, 6, tzinfo=UTC),
        "H2O and salt",
    )
    assert two == Lead("https://quay.example/2", summary="Body")


def test_rdf():
    assert found(RDF).leads == (
        Lead(
            "https://pier.example/1",
            "One",
            updated=datetime(2031, 3, 5, tzinfo=UTC),
            summary="Short",
        ),
    )


def test_json_feed():
    feed = found(JSON, "https://dock.example/feed.json")
    assert (feed.title, feed.language, feed.hub) == ("Dock", "de", "https://hub.example/")
    assert feed.further == ("https://dock.example/feed2.json",)
    assert feed.leads == (
        Lead("https://dock.example/1", "One", datetime(2031, 3, 5, 8, tzinfo=UTC), None, "Body"),
        Lead("https://dock.example/2"),
    )


def test_old_formats_fall_to_feedparser():
    text = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><entry>
      <title mode="escaped" type="text/html">&lt;b&gt;One&lt;/b&gt;</title>
      <link rel="alternate" type="text/html" href="/1"/><issued>2031-03-05T08:00:00Z</issued>
      </entry></feed>"""
    outcome = feeds.read(text.encode(), URL)
    assert isinstance(outcome, Kept)
    assert outcome.value.reader == "feedparser"
    assert first(text) == Lead(
        "https://feeds.example/1", "One", datetime(2031, 3, 5, 8, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (item("<title>Fish & chips</title>"), "Fish & chips"),
        (item("<title>Caf&eacute; &unknown; &amp; more</title>"), "Café &unknown; & more"),
        (item("<title>A\x02B &#0;C</title>"), "AB C"),
        (item("<title>Tail</title>") + "<p>late", "Tail"),
        (item("<title>Open</title>").partition("</item>")[0], "Open"),
        ("\n\n<!-- made by hand -->\n<?xml?xml version='1.0' ??>" + item("<title>Late</title>"),
         "Late"),
        (item("<title>Strange</title><x:y a=1>z</x:y>"), "Strange"),
        (item("<title><![CDATA[Never closed</title>"),
         "Never closed</title></item></channel></rss>"),
        ("junk before " + item("<title>Kept</title>"), "Kept"),
        (item("<title>&yuml;&own;</title>", '<!DOCTYPE rss [<!ENTITY own "mine">]>'), "ÿmine"),
    ],
)  # fmt: skip
def test_broken_xml_gives_what_can_be_had(text, title):
    assert first(text).title == title


def test_prefixes_never_declared_mean_the_usual():
    text = '<rss rss:version=2.0><rss:channel><rss:item><rss:title>One</rss:title>' \
        '<rss:link>https://a.example/1</rss:link></rss:item></rss:channel></rss>'  # fmt: skip
    assert first(text) == Lead("https://a.example/1", "One")


@pytest.mark.parametrize(
    ("codec", "declared", "charset", "words"),
    [
        ("utf-8", "", "", "Қазақ ё 中"),
        ("utf-8", "windows-1251", "iso-8859-1", "Қазақ ё 中"),
        ("utf-8-sig", "utf-8", "", "Қазақ"),
        ("utf-16", "utf-16", "", "Қазақ 中"),
        ("utf-16-le", "utf-16", "", "Қазақ 中"),
        ("utf-32-be", "", "", "Қазақ 中"),
        ("cp1251", "windows-1251", "", "Новости дня"),
        ("cp1251", "", "windows-1251", "Новости дня"),
        ("gb18030", "gb2312", "", "新闻嗞"),
        ("iso2022_jp", "iso-2022-jp", "", "新聞"),
        ("cp1252", "", "", "Café – “déjà”"),
        ("cp1252", "iso-8859-1", "", "“Café”"),
        ("utf-8", "no-such-code", "rot13", "Қазақ"),
    ],
)
def test_encodings_declared_undeclared_and_lying(codec, declared, charset, words):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    payload = item(f"<title>{words}</title>", head or "<?xml version='1.0'?>").encode(codec)
    assert first(payload, charset).title == words


def test_utf8_read_as_latin_on_its_way_is_put_right():
    assert first(item("<title>CafÃ© d\x92or</title>")).title == "CafÃ© d’or", "one of both: as is"
    assert first(item("<title>CafÃ©</title>")).title == "Café"


@pytest.mark.parametrize(
    ("printed", "at"),
    [
        ("Wed, 05 Mar 2031 08:09:10 GMT", datetime(2031, 3, 5, 8, 9, 10)),
        ("5 March 2031 08:09 -0330", datetime(2031, 3, 5, 11, 39)),
        ("Wed, 05 Mar 2031 08:09:10 EST", datetime(2031, 3, 5, 13, 9, 10)),
        ("2031-03-05T08:09:10-03:30", datetime(2031, 3, 5, 11, 39, 10)),
        ("2031-03-05 08:09", datetime(2031, 3, 5, 8, 9)),
        ("2031-03-05", datetime(2031, 3, 5)),
        ("Wed Mar  5 08:09:10 2031", datetime(2031, 3, 5, 8, 9, 10)),
        ("2031-13-05T08:00:00Z", None),
        ("0001-01-01T00:00:00+23:00", None),
        ("yesterday", None),
        ("9" * 500, None),
    ],
)
def test_dates(printed, at):
    expected = at and at.replace(tzinfo=UTC)
    assert first(item(f"<pubDate>{printed}</pubDate>")).published == expected


@pytest.mark.parametrize(
    ("inside", "summary"),
    [
        ("<description>a</description><summary>b</summary>", "a"),
        ("<summary>b</summary><description>a</description>", "b"),
        ("<description/><m:group xmlns:m='http://search.yahoo.com/mrss/'>"
         "<m:description>m</m:description></m:group>", "m"),
        ("<description><![CDATA[a <!-- b --> c<img alt='x > y'>d]]></description>", "a c d"),
        ("<description>&lt;p>in <i>line</i></description>", "<p>in line"),
        ("<description>&lt;b>a&lt;/b>, &lt;a href=&quot;x&quot;>b&lt;/a>c</description>",
         "a, bc"),
    ],
)  # fmt: skip
def test_summaries(inside, summary):
    assert first(item(inside)).summary == summary


def test_long_words_are_cut_with_a_mark():
    lead = first(item(f"<title>{'t' * 5000}</title><description>{'d ' * 9000}</description>"))
    assert (len(lead.title), lead.title[-1]) == (1000, "…")
    assert len(lead.summary) <= 1000
    assert lead.summary.endswith("d…")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "mailto:a@b.example", "http://", "https://u:p@h.example/"]
)
def test_what_is_no_page_is_no_lead(link):
    text = f"<rss><channel><item><title>x</title><link>{link}</link></item></channel></rss>"
    assert found(text).leads == ()
    assert found(text).cut == "1 entries without an address"


@pytest.mark.parametrize(
    "payload",
    [b"", b"\x00", b"/etc/passwd", b"<html><body><item>x</item></body></html>", b"plain words",
     b"<urlset><url><loc>https://a.example/</loc></url></urlset>", b'{"a": 1}', b"[1]",
     b"{" * 99999],
)  # fmt: skip
def test_what_is_no_feed(payload):
    outcome = feeds.parse(payload, URL)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "not a feed"


def test_too_large():
    outcome = feeds.parse(b" " * (feeds.MOST_BYTES + 1), URL)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "too large"


def test_the_door_dispatches():
    assert isinstance(listing("feed", RSS.encode(), URL), Kept)
    sitemap = b"<urlset><url><loc>https://a.example/1</loc></url></urlset>"
    assert isinstance(listing("sitemap", sitemap, "https://a.example/sitemap.xml"), Kept)
    assert isinstance(listing("section", RSS.encode() * 0, URL), Failed)
