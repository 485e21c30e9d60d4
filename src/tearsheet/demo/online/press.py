"""The fictional outlets as sites: front page, robots.txt, listings and pages of each host."""

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from urllib.parse import urlsplit

from tearsheet.demo.online import forms
from tearsheet.demo.online.exchange import NOT_HERE, Ask, Edition, Reply, Site, redirect
from tearsheet.demo.online.forms import Channel, Entry
from tearsheet.demo.online.hub import Hub
from tearsheet.demo.online.pages import (
    HostPlan,
    ListingPlan,
    Page,
    outlet_names,
    pages,
    plan,
    rendered,
)
from tearsheet.model import Source, SourceKind

_RENDER = {
    "rss": (forms.rss, forms.RSS),
    "atom": (forms.atom, forms.ATOM),
    "rdf": (forms.rdf, forms.RDF),
    "json": (forms.json_feed, forms.JSON_FEED),
    "sitemap": (forms.sitemap, forms.XML),
    "news sitemap": (forms.news_sitemap, forms.XML),
}
_KINDS: dict[str, SourceKind] = {
    "sitemap": "sitemap",
    "news sitemap": "sitemap",
    "section": "section",
}
_OLDEST_FIRST = datetime.fromisoformat("2025-09-01T00:00:00+00:00")
_GONE = Reply(410, b"<!doctype html><title>Gone</title><p>This page was taken down.</p>")
_REFUSED = Reply(403, b"<!doctype html><title>Forbidden</title><p>No collectors.</p>")
_STYLE = "<style>body{font:1.05rem/1.5 Georgia,serif;max-width:44rem;margin:2rem auto}</style>"


@dataclass(frozen=True, slots=True)
class PressHost:
    """One host of the press; `answer` is a function of what is asked alone."""

    plan: HostPlan
    name: str
    language: str
    pages: tuple[Page, ...]

    def answer(self, ask: Ask) -> Reply:
        """What the host replies."""
        if ask.path == "/robots.txt":
            return Reply(200, self._robots().encode(), "text/plain; charset=utf-8")
        if ask.host != self.plan.host:
            return redirect(f"http://{self.plan.host}{ask.path}", 301)
        if self.plan.blocks:
            return _REFUSED
        return self._listing(ask) or self._page(ask) or self._front(ask) or NOT_HERE

    def on(self, edition: Edition) -> list[Page]:
        """The pages of a day, the newest first."""
        there = [page for page in self.pages if edition in page.days]
        return sorted(there, key=lambda page: page.entry.published or _OLDEST_FIRST, reverse=True)

    def url(self, path: str) -> str:
        """The address of a path here."""
        return f"http://{self.plan.host}{path}"

    def listed(self, listing: ListingPlan) -> str:
        """What the listing calls itself."""
        return f"{self.name}: {listing.name}" if listing.name else self.name

    def _listing(self, ask: Ask) -> Reply | None:
        for listing in self.plan.listings:
            if listing.kind == "section":
                continue
            if listing.sent_from and ask.path == listing.sent_from:
                return redirect(self.url(listing.path))
            if ask.path == listing.path:
                if self.plan.busy and ask.earlier == 0:
                    return Reply(503, b"", headers=(("Retry-After", "1"),))
                return self._whole(listing, ask.edition)
            for number in range(1, listing.parts + 1):
                if ask.path == part_path(listing, number):
                    return self._part(listing, ask.edition, number)
        return None

    def _whole(self, listing: ListingPlan, edition: Edition) -> Reply:
        entries = self._entries(listing, edition)
        if listing.parts:
            numbers = range(1, listing.parts + 1)
            index = forms.sitemap_index([self.url(part_path(listing, one)) for one in numbers])
            return Reply(200, index.encode(), forms.XML, modified=_newest(entries))
        body, media_type = self._set(listing, entries)
        return Reply(200, body, media_type, modified=_newest(entries), wait=self.plan.slow)

    def _part(self, listing: ListingPlan, edition: Edition, number: int) -> Reply:
        entries = self._entries(listing, edition)[number - 1 :: listing.parts]
        body, media_type = self._set(listing, entries)
        if listing.gzip:
            body, media_type = gzip.compress(body, mtime=0), "application/x-gzip"
        return Reply(200, body, media_type, modified=_newest(entries))

    def _set(self, listing: ListingPlan, entries: Sequence[Entry]) -> tuple[bytes, str]:
        """A listing's bytes and media type."""
        render, media_type = _RENDER[listing.kind]
        channel = Channel(
            self.listed(listing),
            self.url(listing.address),
            self.url("/"),
            self.language,
            listing.charset,
            listing.minutes,
            listing.period,
            listing.hub,
        )
        body = render(channel, entries).encode(listing.charset, "xmlcharrefreplace")
        return body, f"{media_type}; charset={listing.charset}"

    def _entries(self, listing: ListingPlan, edition: Edition) -> list[Entry]:
        there = [page for page in self.on(edition) if page.path.startswith(listing.under)]
        return [page.entry for page in there]

    def _page(self, ask: Ask) -> Reply | None:
        versions = [page for page in self.pages if page.path == ask.path]
        for page in versions:
            if ask.edition in page.days:
                headers = self.plan.headers
                return Reply(200, page.payload, page.media_type, headers, page.modified)
        return _GONE if any("first day" in page.days for page in versions) else None

    def _front(self, ask: Ask) -> Reply | None:
        if ask.path not in ("/", *self.plan.sections):
            return None
        there = self.on(ask.edition)
        heads = "\n".join(
            f'<li><h2><a href="{escape(page.path)}">{escape(page.entry.title)}</a></h2>'
            f"<p>{escape(page.entry.summary)}</p></li>"
            for page in there
        )
        nav = " ".join(
            f'<a href="{path}">{escape(path.strip("/").capitalize())}</a>'
            for path in self.plan.sections
        )
        feeds = "".join(
            f'<link rel="alternate" type="{_RENDER[one.kind][1]}" '
            f'title="{escape(self.listed(one))}" href="{one.address}">'
            for one in self.plan.listings
            if one.kind in ("rss", "atom", "rdf", "json")
        )
        body = (
            f'<header><h1><a href="/">{escape(self.name)}</a></h1><nav>{nav}</nav></header>\n'
            f"<main><ul>\n{heads}\n</ul></main>\n"
            f"<footer>{escape(self.name)}: an invented outlet of the demo press.</footer>"
        )
        payload = rendered(self.language, self.name, _STYLE + feeds, body)
        return Reply(200, payload, modified=_newest([page.entry for page in there]))

    def _robots(self) -> str:
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in self.plan.forbids)]
        lines += [] if self.plan.forbids else ["Disallow:"]
        lines += [f"Crawl-delay: {self.plan.delay:g}"] if self.plan.delay else []
        for listing in self.plan.listings:
            if listing.kind in ("sitemap", "news sitemap"):
                lines.append(f"Sitemap: {self.url(listing.path)}")
        return "\n".join(lines) + "\n"


@cache
def hosts() -> tuple[PressHost, ...]:
    """Each host of the demo press."""
    return tuple(_host(one) for one in plan().site)


def sites() -> tuple[Site, ...]:
    """The demo press as sites to serve; hubs begin without subscribers."""
    return tuple(_site(one) for one in hosts())


def sources() -> tuple[str, ...]:
    """The site addresses that a person would add: one for each host, the moved one's old."""
    return tuple(f"http://{one.plan.moved_from or one.plan.host}/" for one in hosts())


def listings(added_at: datetime) -> tuple[Source, ...]:
    """What discovery finds at those addresses: each feed, sitemap and front page as a source."""
    return tuple(_listings(added_at))


def opml() -> str:
    """The press as a reader's list of subscriptions (OPML 2.0).

    Outlines of type ``rss`` are feeds; those of type ``sitemap`` and ``section`` are sources of
    the other kinds.
    """
    outlines = "\n".join(_outline(one, listing) for one in hosts() for listing in one.plan.listings)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><head>'
        f"<title>The demo press</title></head><body>\n{outlines}\n</body></opml>\n"
    )


def part_path(listing: ListingPlan, number: int) -> str:
    """Where a part of an index lies."""
    stem = listing.path.removesuffix(".xml")
    return f"{stem}-{number}.xml.gz" if listing.gzip else f"{stem}-{number}.xml"


def _listings(added_at: datetime) -> Iterator[Source]:
    for one in hosts():
        for place, listing in enumerate(one.plan.listings):
            key = one.plan.host.removeprefix("www.") + (f"/{place + 1}" if place else "")
            yield Source(
                key,
                f"http://{one.plan.moved_from or one.plan.host}{listing.address}",
                _KINDS.get(listing.kind, "feed"),
                one.listed(listing),
                added_at,
                one.plan.outlet if one.plan.outlet in outlet_names() else None,
            )


def _outline(one: PressHost, listing: ListingPlan) -> str:
    home = f"http://{one.plan.moved_from or one.plan.host}"
    kind = _KINDS.get(listing.kind, "rss")
    return (
        f'<outline type="{kind}" text="{escape(one.listed(listing))}" '
        f'xmlUrl="{home}{listing.address}" htmlUrl="{home}/"/>'
    )


def _host(one: HostPlan) -> PressHost:
    known = outlet_names().get(one.outlet)
    there = tuple(page for page in pages() if page.host == one.host)
    language = known.languages[0] if known and not one.host.startswith("en.") else "en"
    return PressHost(one, one.name or (known.name if known else one.outlet), language, there)


def _site(one: PressHost) -> Site:
    """The host under all its names, with the hub that its listings name."""
    names = tuple(name for name in (one.plan.host, *one.plan.also, one.plan.moved_from) if name)
    named = [listing for listing in one.plan.listings if listing.hub]
    if not named:
        return Site(names, one.answer, one.plan.shows)
    hub = Hub(tuple(one.url(listing.address) for listing in named))
    path = urlsplit(named[0].hub).path

    def answer(ask: Ask) -> Reply:
        return hub.answer(ask) if ask.path == path else one.answer(ask)

    return Site(names, answer, one.plan.shows, hub.turned)


def _newest(entries: Sequence[Entry]) -> datetime | None:
    times = [at for entry in entries if (at := entry.updated or entry.published)]
    return max(times, default=None)
