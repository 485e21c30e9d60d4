"""Which articles does a section's page, or a home page, lead to?

For outlets without a feed. A link counts as an article's by three things together: what its
address looks like (`address`), how its text reads (`headline`) and where it stands (`links`).
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import lxml.html

from tearsheet.collect.listing.pages import NotAPageError, page_tree, plain
from tearsheet.collect.listing.sections.address import Likeness, likeness
from tearsheet.collect.listing.sections.headline import Reading, reading, trimmed
from tearsheet.collect.listing.sections.links import Link, links
from tearsheet.collect.listing.sitemaps_times import time_of
from tearsheet.model import Failed, Kept, Lead, Listing, Outcome
from tearsheet.press.hosts import host_of, registrable
from tearsheet.press.url_key import url_key

__all__ = ["MOST_LEADS", "Likeness", "likeness", "parse"]

MOST_LEADS = 500
"""Home pages of large papers lead to some 300 articles."""
_CARD_LEVELS = 4
_MOST_TIMES = 2_000


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
    site, self_key = registrable(host_of(url)), url_key(url)
    cards: dict[str, _Card] = {}
    sites: dict[str, bool] = {}
    for order, link in enumerate(links(tree, url)):
        host = urlsplit(link.url).netloc
        if host not in sites:
            sites[host] = registrable(host_of(link.url)) == site
        if not sites[host] or not _is_article(link):
            continue
        key = url_key(link.url)
        if key == self_key:
            continue
        card = cards.setdefault(key, _Card(link.url, order))
        rank = _rank(link)
        if rank > card.rank:
            card.rank, card.text = rank, trimmed(link.text)
        card.at = card.at or _time_beside(link.element)
    return {key: card for key, card in cards.items() if card.text}


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
    return says == "headline" and not (link.elsewhere or link.in_menu or link.is_picture)


def _rank(link: Link) -> tuple[int, int]:
    """How good a title the link's text makes: 0 for none, a picture's least, a heading's most."""
    says = reading(link.text)
    if says == "none":
        return 0, 0
    if link.is_picture:
        return 1, len(link.text)
    return (3 if link.is_heading else 2), len(link.text)


def _time_beside(anchor: lxml.html.HtmlElement) -> datetime | None:
    """The time in the card around a link: the smallest element that holds one, not far up."""
    element = anchor
    for _ in range(_CARD_LEVELS):
        times = element.findall(".//time")
        if len(times) > 1:
            return None
        if times:
            return time_of(times[0].get("datetime") or "")
        parent = element.getparent()
        if parent is None:
            return None
        element = parent
    return None


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""
