"""The forms in which a site lists its pages: feeds of four kinds, sitemaps of two."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

ATOM = "application/atom+xml"
RSS = "application/rss+xml"
RDF = "application/rdf+xml"
JSON_FEED = "application/feed+json"
XML = "application/xml"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True)
class Entry:
    """One page as a listing names it; times are aware, None where the page says none."""

    url: str
    title: str
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """What a listing says of itself.

    ``url`` is its own, ``home`` the site's; ``minutes`` (RSS ``ttl``), ``period`` (the RSS
    syndication module's) and ``hub`` (WebSub) are left out where empty.
    """

    title: str
    url: str
    home: str
    language: str
    charset: str = "utf-8"
    minutes: int = 0
    period: str = ""
    hub: str = ""


def rss(channel: Channel, entries: Sequence[Entry]) -> str:
    """RSS 2.0."""
    about = f"<title>{escape(channel.title)}</title><link>{escape(channel.home)}</link>"
    about += f"<description>{escape(channel.title)}</description>"
    about += f"<language>{channel.language}</language>"
    about += f'<atom:link rel="self" type="{RSS}" href={quoteattr(channel.url)}/>'
    about += f"<ttl>{channel.minutes}</ttl>" if channel.minutes else ""
    if channel.period:
        about += f"<sy:updatePeriod>{channel.period}</sy:updatePeriod>"
        about += "<sy:updateFrequency>1</sy:updateFrequency>"
    items = "\n".join(_item(entry) for entry in entries)
    return (
        f'{_prologue(channel)}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        f'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>{about}\n'
        f"{items}\n</channel></rss>\n"
    )


def atom(channel: Channel, entries: Sequence[Entry]) -> str:
    """Atom (RFC 4287)."""
    times = [at for entry in entries if (at := entry.updated or entry.published)]
    newest = max(times).isoformat() if times else "1970-01-01T00:00:00Z"
    about = f"<title>{escape(channel.title)}</title><id>{escape(channel.url)}</id>"
    about += f"<updated>{newest}</updated>"
    about += f'<link rel="self" href={quoteattr(channel.url)}/>'
    about += f'<link rel="alternate" type="text/html" href={quoteattr(channel.home)}/>'
    about += f'<link rel="hub" href={quoteattr(channel.hub)}/>' if channel.hub else ""
    items = "\n".join(_entry(entry) for entry in entries)
    return (
        f'{_prologue(channel)}<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{channel.language}">{about}\n{items}\n</feed>\n'
    )


def rdf(channel: Channel, entries: Sequence[Entry]) -> str:
    """RSS 1.0, dates in Dublin Core."""
    toc = "".join(f"<rdf:li rdf:resource={quoteattr(entry.url)}/>" for entry in entries)
    items = "\n".join(
        f"<item rdf:about={quoteattr(entry.url)}><title>{escape(entry.title)}</title>"
        f"<link>{escape(entry.url)}</link>"
        + (f"<dc:date>{entry.published.isoformat()}</dc:date>" if entry.published else "")
        + (f"<description>{escape(entry.summary)}</description>" if entry.summary else "")
        + "</item>"
        for entry in entries
    )
    return (
        f'{_prologue(channel)}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel rdf:about={quoteattr(channel.url)}><title>{escape(channel.title)}</title>"
        f"<link>{escape(channel.home)}</link><description>{escape(channel.title)}</description>"
        f"<dc:language>{channel.language}</dc:language><items><rdf:Seq>{toc}</rdf:Seq></items>"
        f"</channel>\n{items}\n</rdf:RDF>\n"
    )


def json_feed(channel: Channel, entries: Sequence[Entry]) -> str:
    """JSON Feed 1.1."""
    items = [
        {
            "id": entry.url,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary or None,
            "date_published": entry.published.isoformat() if entry.published else None,
            "date_modified": entry.updated.isoformat() if entry.updated else None,
        }
        for entry in entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.url,
        "language": channel.language,
        "items": [{key: value for key, value in item.items() if value} for item in items],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def sitemap(channel: Channel, entries: Sequence[Entry]) -> str:
    """A plain sitemap: addresses and when they changed."""
    urls = "\n".join(
        f"<url><loc>{escape(entry.url)}</loc>{_lastmod(entry)}</url>" for entry in entries
    )
    return f'{_prologue(channel)}<urlset xmlns="{_SITEMAP}">\n{urls}\n</urlset>\n'


def news_sitemap(channel: Channel, entries: Sequence[Entry]) -> str:
    """A news sitemap, as Google News defines it."""
    outlet = f"<news:name>{escape(channel.title)}</news:name>"
    outlet += f"<news:language>{channel.language}</news:language>"
    urls = "\n".join(
        f"<url><loc>{escape(entry.url)}</loc>{_lastmod(entry)}<news:news>"
        f"<news:publication>{outlet}</news:publication>"
        + (
            f"<news:publication_date>{entry.published.isoformat()}</news:publication_date>"
            if entry.published
            else ""
        )
        + f"<news:title>{escape(entry.title)}</news:title></news:news></url>"
        for entry in entries
    )
    return (
        f'{_prologue(channel)}<urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}">\n{urls}\n</urlset>\n'
    )


def sitemap_index(parts: Sequence[str]) -> str:
    """An index of sitemaps by their URLs."""
    listed = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in parts)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<sitemapindex xmlns="{_SITEMAP}">{listed}</sitemapindex>\n'
    )


def _prologue(channel: Channel) -> str:
    return f'<?xml version="1.0" encoding="{channel.charset}"?>\n'


def _item(entry: Entry) -> str:
    date = f"<pubDate>{format_datetime(entry.published)}</pubDate>" if entry.published else ""
    summary = f"<description>{escape(entry.summary)}</description>" if entry.summary else ""
    return (
        f"<item><title>{escape(entry.title)}</title><link>{escape(entry.url)}</link>"
        f'<guid isPermaLink="true">{escape(entry.url)}</guid>{date}{summary}</item>'
    )


def _entry(entry: Entry) -> str:
    dates = f"<published>{entry.published.isoformat()}</published>" if entry.published else ""
    dates += f"<updated>{_latest(entry)}</updated>" if entry.published or entry.updated else ""
    summary = f"<summary>{escape(entry.summary)}</summary>" if entry.summary else ""
    return (
        f"<entry><title>{escape(entry.title)}</title><id>{escape(entry.url)}</id>"
        f'<link rel="alternate" href={quoteattr(entry.url)}/>{dates}{summary}</entry>'
    )


def _latest(entry: Entry) -> str:
    at = entry.updated or entry.published
    return at.isoformat() if at else ""


def _lastmod(entry: Entry) -> str:
    return f"<lastmod>{at}</lastmod>" if (at := _latest(entry)) else ""
