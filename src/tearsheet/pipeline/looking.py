"""What an address offers: its feeds, and the first articles as they would be read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tearsheet.collect.listing.discover.found import Found
from tearsheet.model import Kept, Lead, Source, SourceKind
from tearsheet.pipeline.trying import Tried, discovered, tried
from tearsheet.settings import Settings

MOST_TRIED = 4  # finds of which a page is read
SAMPLE = 5  # titles shown of each
WORDS = 400  # characters shown of a page


@dataclass(frozen=True, slots=True)
class Sample:
    """A page as it would be read: its title, how it begins, its language and time."""

    title: str
    words: str
    language: str
    url: str
    characters: int
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One find: what it is, what it lists, its newest page as read.

    ``trouble`` says why there is no page, empty if there is or nobody tried. ``tried`` tells
    whether anybody did.
    """

    url: str
    kind: SourceKind
    title: str
    leads: int
    newest: datetime | None = None
    why: tuple[str, ...] = ()
    listed: tuple[Lead, ...] = ()
    sample: Sample | None = None
    trouble: str = ""
    tried: bool = False
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """All that an address offers, the best first; ``why`` says why nothing was found.

    ``source`` is the key of the source that was looked at, empty for an address.
    """

    address: str
    offers: tuple[Offer, ...] = ()
    why: str = ""
    source: str = ""


def look_at(
    settings: Settings, address: str, now: datetime, step: Callable[[int, int], None]
) -> Look:
    """What can be followed at an address, and how it reads; nothing is archived.

    ``step`` is told how many finds were tried, and of how many.
    """
    discovery = discovered(settings, address, now)
    offers: list[Offer] = []
    for place, found in enumerate(discovery.found):
        step(place, len(discovery.found))
        offers.append(
            _tried(settings, found, now) if place < MOST_TRIED else _offer(found, tried=False)
        )
    return Look(address, tuple(offers), discovery.why)


def look_again(settings: Settings, source: Source) -> Look:
    """How a source that is followed reads now."""
    found = Found(source.url, source.kind, source.name)
    return Look(source.url, (_told(found, source, settings),), source=source.key)


def found_in(offer: Offer) -> Found:
    """The find that an offer is of, to be added."""
    return Found(offer.url, offer.kind, offer.title, leads=offer.leads, newest=offer.newest)


def _tried(settings: Settings, found: Found, now: datetime) -> Offer:
    source = Source("trial", found.url, found.kind, found.title or found.url, now)
    return _told(found, source, settings)


def _told(found: Found, source: Source, settings: Settings) -> Offer:
    outcome = tried(settings, source)
    if not isinstance(outcome, Kept):
        detail = f" ({outcome.detail})" if outcome.detail else ""
        return _offer(found, trouble=f"{outcome.reason}{detail}")
    return _with_page(found, outcome.value)


def _with_page(found: Found, seen: Tried) -> Offer:
    listed, page = seen.listing, seen.page
    sample, trouble = None, "it lists no article" if page is None else ""
    if isinstance(page, Kept):
        article = page.value
        sample = Sample(
            article.title,
            article.text[:WORDS],
            article.language,
            article.url,
            len(article.text),
            article.published.at if article.published else None,
        )
    elif page is not None:
        trouble = f"{page.reason} {page.detail}".strip()
    return Offer(
        found.url,
        found.kind,
        found.title or listed.title,
        len(listed.leads) or found.leads,
        found.newest,
        found.why,
        listed.leads[:SAMPLE],
        sample,
        trouble,
        tried=True,
        moved_to=seen.moved_to,
    )


def _offer(found: Found, *, trouble: str = "", tried: bool = True) -> Offer:
    return Offer(
        found.url,
        found.kind,
        found.title,
        found.leads,
        found.newest,
        found.why,
        trouble=trouble,
        tried=tried,
    )
