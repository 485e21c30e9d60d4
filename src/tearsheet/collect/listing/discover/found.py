"""What was found at a site: each find validated, weighed, and told apart from its doubles."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tearsheet.collect.listing.discover.candidates import (
    Candidate,
    common,
    is_news_sitemap,
    words_of,
)
from tearsheet.collect.listing.pages import plain
from tearsheet.model import Listing, SourceKind
from tearsheet.press.url_key import url_key

_LIVELY = timedelta(days=7)
_ASLEEP = timedelta(days=90)
_SAME = 0.8  # share of the smaller's leads that make two documents one: sites offer RSS and Atom
_COMPARED = 200  # leads


@dataclass(frozen=True, slots=True)
class Found:
    """A source that could be followed.

    ``leads`` counts the pages it names (an index: those of its freshest part, else its parts),
    ``newest`` is the latest time it gives (aware). ``how``
    says how it was found and ``why`` what speaks for and against it, in plain words; ``also``
    are other addresses of the same. ``home`` is the site it belongs to.
    """

    url: str
    kind: SourceKind
    title: str = ""
    language: str = ""
    leads: int = 0
    newest: datetime | None = None
    how: str = ""
    why: tuple[str, ...] = ()
    home: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Discovery:
    """All that was found at ``url``, the best first.

    ``url`` is where the given address led. ``tried`` holds the address of each request and what
    came of it, in order: "" where it was of use, else the reason. ``why`` says in plain words
    why nothing was found, empty if something was.
    """

    url: str
    found: tuple[Found, ...] = ()
    tried: tuple[tuple[str, str], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Validated:
    """A candidate whose document was fetched and parsed."""

    candidate: Candidate
    url: str
    listing: Listing
    keys: frozenset[str] = field(default=frozenset())


def validated(candidate: Candidate, url: str, listing: Listing) -> Validated:
    """The candidate with its listing, which was found at ``url`` in the end."""
    keys = frozenset(url_key(lead.url) for lead in listing.leads[:_COMPARED])
    return Validated(candidate, url, listing, keys)


def ranked(all_valid: Iterable[Validated], now: datetime) -> tuple[Found, ...]:
    """The finds, the best first, doubles merged, feeds of comments left out.

    A lively feed of the whole site first, a news sitemap next, then feeds of sections, then
    what has slept for long, plain sitemaps, and the page itself.
    """
    useful = [one for one in all_valid if not _is_comments(one)]
    best_first = sorted(useful, key=lambda one: _worth(one, now), reverse=True)
    kept: list[tuple[Validated, list[str]]] = []
    for one in best_first:
        double = next((held for held, _ in kept if _is_double(held, one)), None)
        if double is None:
            kept.append((one, []))
            continue
        for held, also in kept:
            if held is double and one.url != held.url:
                also.append(one.url)
    return tuple(_found(one, also, now) for one, also in kept)


def _found(one: Validated, also: list[str], now: datetime) -> Found:
    listing = one.listing
    return Found(
        url=one.url,
        kind=one.candidate.kind,
        title=plain(listing.title or one.candidate.title),
        language=listing.language,
        leads=len(listing.leads) or len(listing.further),
        newest=newest(listing),
        how=one.candidate.how,
        why=tuple(_reasons(one, now)),
        home=listing.home,
        also=tuple(dict.fromkeys(also)),
    )


def newest(listing: Listing) -> datetime | None:
    """The latest time that a listing gives for any lead or part."""
    times = [at for lead in listing.leads if (at := lead.published or lead.updated)]
    times += [at for at in listing.renewed if at]
    return max(times, default=None)


def _is_double(held: Validated, other: Validated) -> bool:
    """Whether two documents name the same pages, or are one document."""
    if held.url == other.url or url_key(held.url) == url_key(other.url):
        return True
    if not held.keys or not other.keys:
        return False
    if {held.candidate.kind, other.candidate.kind} != {held.candidate.kind}:
        return False
    fewer = min(len(held.keys), len(other.keys))
    return len(held.keys & other.keys) >= _SAME * fewer and fewer * 2 >= max(
        len(held.keys), len(other.keys)
    )


def _is_comments(one: Validated) -> bool:
    titles = f"{one.listing.title} {one.candidate.title}"
    return one.candidate.kind == "feed" and is_of_comments(one.url, titles)


def is_of_comments(url: str, title: str) -> bool:
    """Whether an address or a title says that it is readers who write there."""
    said = f"{urlsplit(url).path} {title}"
    return not common().comment_words.isdisjoint(words_of(said))


def _worth(one: Validated, now: datetime) -> tuple[float, int, int]:
    """Kind and liveliness, then the shorter path, then how much it names."""
    value = {"feed": 40.0, "sitemap": 10.0, "section": 5.0}[one.candidate.kind]
    if one.candidate.kind == "sitemap" and _is_news(one):
        value = 36.0
    at = newest(one.listing)
    if at is not None:
        age = now - at
        value += 6 if age < _LIVELY else -25 if age > _ASLEEP else 0
    if not one.listing.leads and not one.listing.further:
        value -= 30
    value += _breadth(one)
    return value, -len(urlsplit(one.url).path), min(len(one.listing.leads), 100)


def _breadth(one: Validated) -> float:
    """Whether it is of the whole site or of a part, by its address and its place."""
    if one.candidate.kind != "feed":
        return 0
    words = words_of(urlsplit(one.url).path + " " + one.candidate.title)
    feed_words = common().feed_words | {"php", "aspx", "index", "json"}
    parts = words_of(urlsplit(one.url).path) - feed_words - common().whole_words
    value = 4.0 - 2.0 * min(len(parts), 3)
    if not common().other_words.isdisjoint(words):
        value -= 12
    if not common().whole_words.isdisjoint(words):
        value += 1
    return value


def _is_news(one: Validated) -> bool:
    listing = one.listing
    if is_news_sitemap(one.url):
        return True
    return any(lead.title and lead.published for lead in listing.leads[:20])


def _reasons(one: Validated, now: datetime) -> Iterable[str]:
    listing = one.listing
    if one.candidate.kind == "sitemap":
        yield "a news sitemap" if _is_news(one) else "a sitemap of the whole site"
    if one.candidate.kind == "section":
        yield "its links are read, for want of better"
    at = newest(listing)
    if at is None:
        yield "it gives no dates"
    elif now - at > _ASLEEP:
        yield f"nothing new for {(now - at).days} days"
    elif now - at < _LIVELY:
        yield "lively"
    if not listing.leads and not listing.further:
        yield "empty at the moment"
