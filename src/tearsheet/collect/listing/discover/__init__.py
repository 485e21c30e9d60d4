"""What can be followed at a site? Its feeds and news sitemaps, found from its address."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from tearsheet.collect.kinds import HTML, SNIFFED, by_content
from tearsheet.collect.listing import feeds, sections, sitemaps
from tearsheet.collect.listing.addresses import absolute
from tearsheet.collect.listing.discover.candidates import Candidate, candidates, is_news_sitemap
from tearsheet.collect.listing.discover.found import (
    Discovery,
    Found,
    Validated,
    is_of_comments,
    ranked,
    validated,
)
from tearsheet.model import Kept, Listing, Outcome, SourceKind

__all__ = ["MOST_REQUESTS", "Candidate", "Discovery", "Found", "Page", "candidates", "discover"]

MOST_REQUESTS = 14
"""The address, robots.txt, and a dozen places: a guest does not try every door."""
_ITSELF = "the address itself"
_ENOUGH = 4  # finds of which one is good: common places need no trying then
_FEWEST_LEADS = 5  # articles that make a page worth following


@dataclass(frozen=True, slots=True)
class Page:
    """A document as fetched: where it was in the end, its bytes, its server's word for its type."""

    url: str
    payload: bytes
    media_type: str = ""


Fetch = Callable[[str], Awaitable[Outcome[Page]]]


async def discover(url: str, fetch: Fetch, now: datetime) -> Discovery:
    """What can be followed at ``url``, a site, a section, a feed or a sitemap; best first.

    ``fetch`` gets one document; at most `MOST_REQUESTS` are asked for. An address without a
    scheme is tried with https, then http. ``now`` (aware) tells the lively from the sleeping.
    """
    look = _Look(fetch)
    page = await look.first(url)
    if page is None:
        return Discovery(url, (), tuple(look.tried), look.last_reason or "not a web address")
    if direct := _as_listing(page):
        found = ranked([await look.looked_into(direct)], now)
        return Discovery(page.url, found, tuple(look.tried))
    robots = await look.get(absolute(page.url, "/robots.txt"))
    text = robots.payload.decode("utf-8", "replace") if robots else ""
    valid = await look.all(candidates(page.payload, page.url, text))
    if (itself := _as_section(page)) is not None:
        valid.append(itself)
    found = ranked(valid, now)
    return Discovery(page.url, found, tuple(look.tried), "" if found else "no feed, no sitemap")


@dataclass(slots=True)
class _Look:
    """The requests of one discovery, counted."""

    fetch: Fetch
    tried: list[tuple[str, str]] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    last_reason: str = ""

    @property
    def is_over(self) -> bool:
        return len(self.tried) >= MOST_REQUESTS

    async def first(self, url: str) -> Page | None:
        for address in _spelled_out(url):
            if page := await self.get(address):
                return page
        return None

    async def get(self, address: str) -> Page | None:
        """The document at ``address``; None if it cannot be had or was had already."""
        if not address or address in self._asked or self.is_over:
            return None
        self._asked.add(address)
        outcome = await self.fetch(address)
        if isinstance(outcome, Kept):
            self.tried.append((address, ""))
            return outcome.value
        self.last_reason = outcome.reason
        self.tried.append((address, outcome.reason))
        return None

    async def all(self, places: tuple[Candidate, ...]) -> list[Validated]:
        """Those candidates that are what they promise; guesses end once there is enough."""
        valid: list[Validated] = []
        for place in places:
            if self.is_over or is_of_comments(place.url, place.title):
                continue
            if _is_guess(place) and _is_enough(valid, place):
                continue
            page = await self.get(place.url)
            if page is None or page.url in self._seen:
                continue
            self._seen.add(page.url)
            one = _validated(place, page)
            if one is not None:
                valid.append(await self.looked_into(one))
            else:
                self.tried[-1] = (place.url, f"not a {place.kind}")
        return valid

    async def looked_into(self, one: Validated) -> Validated:
        """An index with what its freshest part lists, if that can be had; others as they are."""
        parts = sitemaps.fresh_parts(one.listing, most=1)
        if one.candidate.kind != "sitemap" or one.listing.leads or not parts:
            return one
        page = await self.get(parts[0])
        part = _parsed(one.candidate, page) if page else None
        if part is None:
            return one
        names = replace(one.listing, leads=part.leads, title=part.title, language=part.language)
        return validated(one.candidate, one.url, names)


def _spelled_out(url: str) -> tuple[str, ...]:
    """The address with a scheme; both where it has none."""
    text = url.strip()
    if "://" in text.partition("?")[0]:
        return tuple(filter(None, [absolute("", text)]))
    bare = text.removeprefix("//")
    return tuple(filter(None, [absolute("", f"https://{bare}"), absolute("", f"http://{bare}")]))


def _is_guess(place: Candidate) -> bool:
    return place.how.startswith("a common place") or (
        place.kind == "sitemap" and not is_news_sitemap(place.url)
    )


def _is_enough(valid: list[Validated], place: Candidate) -> bool:
    """Whether a guess is spared: there is a feed already, or a news sitemap, or many finds."""
    if len(valid) >= _ENOUGH:
        return True
    kinds = {one.candidate.kind for one in valid if one.listing.leads}
    return place.kind in kinds or ("feed" in kinds and not is_news_sitemap(place.url))


def _validated(place: Candidate, page: Page) -> Validated | None:
    listing = _parsed(place, page)
    if listing is None:
        return None
    return validated(place, page.url, listing)


def _parsed(place: Candidate, page: Page) -> Listing | None:
    outcome: Outcome[Listing]
    if place.kind == "feed":
        outcome = feeds.parse(page.payload, page.url, page.media_type)
    else:
        outcome = sitemaps.parse(page.payload, page.url)
    return outcome.value if isinstance(outcome, Kept) else None


def _as_listing(page: Page) -> Validated | None:
    """The page itself, if it is a feed or a sitemap."""
    if by_content(page.payload[:SNIFFED]) == HTML:
        return None
    kinds: tuple[SourceKind, ...] = ("feed", "sitemap")
    for kind in kinds:
        if one := _validated(Candidate(page.url, kind, _ITSELF), page):
            return one
    return None


def _as_section(page: Page) -> Validated | None:
    """The page itself, if its links lead to articles."""
    outcome = sections.parse(page.payload, page.url)
    if not isinstance(outcome, Kept) or len(outcome.value.leads) < _FEWEST_LEADS:
        return None
    return validated(Candidate(page.url, "section", _ITSELF), page.url, outcome.value)
