"""Which articles does a section's page, or a home page, lead to?

For outlets without a feed. A link counts as an article's by three things together: what its
address looks like (`address`), how its text reads (`headline`) and where it stands (`links`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import lxml.html

from tearsheet.collect.listing.addresses import same_site
from tearsheet.collect.listing.pages import NotAPageError, page_tree, plain
from tearsheet.collect.listing.sections.address import Likeness, likeness
from tearsheet.collect.listing.sections.headline import Reading, reading, trimmed
from tearsheet.collect.listing.sections.links import Link, links
from tearsheet.collect.listing.sitemaps_times import time_of
from tearsheet.model import Failed, Kept, Lead, Listing, Outcome
from tearsheet.press.hosts import host_of
from tearsheet.press.url_key import url_key

__all__ = ["MOST_LEADS", "Likeness", "likeness", "parse"]

MOST_LEADS = 500
"""Home pages of large papers lead to some 300 articles."""
_CARD_LEVELS = 4
_MOST_TIMES = 2_000
# Code points. Of the unclear links of public article pages those with a shorter text and no heading
# around them were sections and offers (fundus and aeb, 439 pages, read by eye, 2026-11-22).
_SURE_HEADLINE = 40


@dataclass(slots=True)
class _Card:
    """All links of one article: the best text so far and where it first stood."""

    url: str
    order: int
    text: str = ""
    rank: tuple[int, int] = (0, 0)
    at: datetime | None = None


def parse(payload: bytes, url: str) -> Outcome[Listing]:
    """The articles of the same site that the page at ``url`` links to, in the page's order.

    A lead's title is the best text of all links to it (a heading before other text, then the
    longest); its time stands in a ``<time>`` beside it, if there is one. Fails with "not a page"
    or "too large"; never raises. A page without such links is kept with no leads.
    """
    try:
        tree = page_tree(payload)
    except NotAPageError as error:
        return Failed(str(error), url)
    cards = _cards(tree, url)
    found = sorted(cards.values(), key=lambda card: card.order)
    leads = tuple(Lead(card.url, title=card.text, published=card.at) for card in found)
    return Kept(
        Listing(
            leads[:MOST_LEADS],
            title=plain(tree.findtext(".//title") or ""),
            language=(tree.get("lang") or "").strip(),
            home=_home(url),
            cut=f"kept the first {MOST_LEADS}" if len(leads) > MOST_LEADS else "",
        )
    )


def _cards(tree: lxml.html.HtmlElement, url: str) -> dict[str, _Card]:
    found = list(_article_links(tree, url))
    times = _times(tree)
    shared: dict[lxml.html.HtmlElement, set[str]] = {}
    for key, link in found:
        for element in _near(link.element):
            shared.setdefault(element, set()).add(key)
    cards: dict[str, _Card] = {}
    for order, (key, link) in enumerate(found):
        card = cards.setdefault(key, _Card(link.url, order))
        rank = _rank(link)
        if rank > card.rank:
            card.rank, card.text = rank, trimmed(link.text)
        own = (element for element in _near(link.element) if len(shared[element]) == 1)
        card.at = card.at or _time_in(own, times)
    return {key: card for key, card in cards.items() if card.text}


def _article_links(tree: lxml.html.HtmlElement, url: str) -> Iterator[tuple[str, Link]]:
    """The links that look like an article's of the same site, each with its page's key."""
    site, self_key = host_of(url), url_key(url)
    sites: dict[str, bool] = {}
    for link in links(tree, url):
        host = urlsplit(link.url).netloc
        if host not in sites:
            sites[host] = same_site(host_of(link.url), site)
        if sites[host] and _is_article(link) and (key := url_key(link.url)) != self_key:
            yield key, link


def _is_article(link: Link) -> bool:
    """Address, text and place together.

    A clear address needs little else; an unclear one a headline in a place of its own.
    """
    like = likeness(link.url)
    if like == "other":
        return False
    says: Reading = reading(link.text)
    if like == "article":
        return says == "headline" or not (link.elsewhere or link.in_menu)
    if link.elsewhere or link.in_menu or link.is_picture:
        return False
    return says == "headline" and (link.is_heading or len(link.text) >= _SURE_HEADLINE)


def _rank(link: Link) -> tuple[int, int]:
    """How good a title the link's text makes: 0 for none, a picture's least, a heading's most."""
    says = reading(link.text)
    if says == "none":
        return 0, 0
    if link.is_picture:
        return 1, len(link.text)
    return (3 if link.is_heading else 2), len(link.text)


def _times(tree: lxml.html.HtmlElement) -> dict[lxml.html.HtmlElement, list[str]]:
    """The ``<time datetime>`` values by every element that could be their card."""
    found: dict[lxml.html.HtmlElement, list[str]] = {}
    for _, element in zip(range(_MOST_TIMES), tree.iter("time"), strict=False):
        for around in _near(element):
            found.setdefault(around, []).append(element.get("datetime") or "")
    return found


def _near(element: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """The element and what is closely around it."""
    yield element
    for _, around in zip(range(_CARD_LEVELS), element.iterancestors(), strict=False):
        yield around


def _time_in(
    card: Iterable[lxml.html.HtmlElement], times: dict[lxml.html.HtmlElement, list[str]]
) -> datetime | None:
    """The one time in the smallest of some elements that holds any."""
    for element in card:
        if held := times.get(element):
            return time_of(held[0]) if len(held) == 1 else None
    return None


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""
