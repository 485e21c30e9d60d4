"""Where may a site's feeds and news sitemaps be? Told from one of its pages and its robots.txt."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import msgspec

from tearsheet.collect.listing.addresses import absolute, same_site
from tearsheet.collect.listing.pages import NotAPageError, base_of, page_tree, plain
from tearsheet.model import SourceKind
from tearsheet.press.hosts import host_of

_MOST_OF_A_WAY = 40  # candidates that one way of finding may bring
_MOST_LINKS = 20_000
_ROBOTS_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_MOST_ROBOTS = 512 * 1024  # RFC 9309, section 2.5: at least 500 kibibytes are read
_WORDS = re.compile(r"[^\W_]+")
_FEED_HOSTS = re.compile(r"(?:feeds?|rss)\d*\.")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place to look: its address, what it should be, and how we came to it, in words."""

    url: str
    kind: SourceKind
    how: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Common:
    """The lists of ``common.toml``, whose comments say what each is."""

    feeds: tuple[str, ...]
    news_sitemaps: tuple[str, ...]
    sitemaps: tuple[str, ...]
    feed_words: frozenset[str]
    comment_words: frozenset[str]
    other_words: frozenset[str]
    whole_words: frozenset[str]
    feed_types: frozenset[str]
    maybe_types: frozenset[str]


@cache
def common() -> Common:
    """The packaged lists, read once."""
    file = resources.files("tearsheet.collect.listing.discover") / "common.toml"
    return msgspec.convert(tomllib.loads(file.read_text("utf-8")), Common)


def candidates(page: bytes, url: str, robots_txt: str = "") -> tuple[Candidate, ...]:
    """Where to look for what the site of the page at ``url`` publishes, the likeliest first.

    What the page declares (``<link rel="alternate">``), news sitemaps of ``robots_txt``, links
    to feeds in the page, the common places, other sitemaps. Each address once. A page that
    cannot be read brings what robots.txt and custom say.
    """
    robots = list(_in_robots(robots_txt, url))
    declared, linked = _in_page(page, url)
    ways = (
        declared,
        [one for one in robots if is_news_sitemap(one.url)],
        linked,
        list(_in_common_places(url, common().feeds, "feed")),
        list(_in_common_places(url, common().news_sitemaps, "sitemap")),
        [one for one in robots if not is_news_sitemap(one.url)],
        list(_in_common_places(url, common().sitemaps, "sitemap")),
    )
    found: dict[str, Candidate] = {}
    for way in ways:
        for candidate in way[:_MOST_OF_A_WAY]:
            found.setdefault(candidate.url, candidate)
    return tuple(found.values())


def is_news_sitemap(url: str) -> bool:
    """Whether a sitemap's name says that it is of news."""
    return "news" in unquote(urlsplit(url).path + "?" + urlsplit(url).query).lower()


def words_of(text: str) -> set[str]:
    """The words of an address or title, in lower case."""
    return set(_WORDS.findall(unquote(text).casefold()))


def _in_robots(robots_txt: str, url: str) -> Iterator[Candidate]:
    for line in _ROBOTS_LINE.finditer(robots_txt[:_MOST_ROBOTS]):
        if found := absolute(url, line[1]):
            yield Candidate(found, "sitemap", "named in robots.txt")


def _in_common_places(url: str, places: tuple[str, ...], kind: SourceKind) -> Iterator[Candidate]:
    for place in places:
        if found := absolute(url, urljoin(url, place)):
            yield Candidate(found, kind, f"a common place ({place})")


def _in_page(page: bytes, url: str) -> tuple[list[Candidate], list[Candidate]]:
    """What the page declares, and what it links to."""
    try:
        tree = page_tree(page)
    except NotAPageError:
        return [], []
    base = base_of(tree, url)
    return list(_declared(tree, base)), list(_linked(tree, base))


def _declared(tree: lxml.html.HtmlElement, base: str) -> Iterator[Candidate]:
    for link in tree.iter("link"):
        rels = (link.get("rel") or "").lower().split()
        address = absolute(base, link.get("href") or "")
        if not address or {"alternate", "feed"}.isdisjoint(rels):
            continue
        title = plain(link.get("title") or "")
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if _is_feed_type(kind, address) or "feed" in rels:
            yield Candidate(address, "feed", "declared by the page", title)


def _is_feed_type(kind: str, address: str) -> bool:
    if kind in common().feed_types:
        return True
    # WordPress declares its interface for programs as JSON of the same kind.
    return kind in common().maybe_types and not common().feed_words.isdisjoint(words_of(address))


def _linked(tree: lxml.html.HtmlElement, base: str) -> Iterator[Candidate]:
    site = host_of(base)
    for _, anchor in zip(range(_MOST_LINKS), tree.iter("a"), strict=False):
        kind = (anchor.get("type") or "").strip().lower()
        address = absolute(base, anchor.get("href") or "")
        if not address:
            continue
        if kind in common().feed_types or _reads_like_feed(address, site):
            yield Candidate(address, "feed", "linked from the page", plain(anchor.text or ""))


def _reads_like_feed(address: str, site: str) -> bool:
    parts = urlsplit(address)
    host = parts.hostname or ""
    words = words_of(f"{parts.path}?{parts.query}")
    said = not common().feed_words.isdisjoint(words)
    if "sitemap" in words:
        return False
    if _FEED_HOSTS.match(host) or host.startswith("feedburner"):
        return True
    return said and same_site(host_of(address), site)
