"""Which links of a letter are articles? Newsletters, alerts and plain letters alike."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from tearsheet.collect.mail.wrappers import unwrapped
from tearsheet.model import Lead
from tearsheet.press.url_key import url_key

MOST_LEADS = 500
MOST_LINKS = 5000
LONGEST_MARKUP = 5_000_000
LONGEST_TITLE = 300
# A headline has so many words; a writing without spaces counts two characters for a word.
HEADLINE_WORDS = 4
_ALONE = 2  # words of a title in a heading of its own
_CLIMB = 4  # ancestors searched for the title told above a "read more"
_BARE = re.compile(r"https?://[^\s<>\"'\]|]+", re.IGNORECASE)
_TRAILING = ".,;:!?)>]}»”’。，、؛؟"
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\uf900-\ufaff]")
_WORD = re.compile(r"[^\W\d_]+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "strong", "b"})
# What the path of an article's page has and that of a section seldom has.
_ARTICLE_PATH = re.compile(
    r"\d{4,}|/(?:19|20)\d\d/|[^\W_]+(?:[-_][^\W_]+){2,}|%[0-9a-f]{2}.*%|\.s?html?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Rules:
    phrases: re.Pattern[str]
    more: re.Pattern[str]
    addresses: re.Pattern[str]
    hosts: frozenset[str]
    targets: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Link:
    """``words`` of the link itself, ``above`` what is told in the headings around it."""

    url: str
    words: str
    above: str = ""


def leads_of_markup(markup: str, unsubscribe: Iterable[str] = ()) -> tuple[Lead, ...]:
    """The articles that a letter in HTML links to, in order, each page once.

    ``unsubscribe`` are addresses that the letter's own head names as ways out. Never raises.
    """
    return _leads(_links(markup[:LONGEST_MARKUP]), unsubscribe)


def leads_of_text(text: str, unsubscribe: Iterable[str] = ()) -> tuple[Lead, ...]:
    """The articles whose addresses stand in a plain letter, each named by the line above it."""
    return _leads(_bare(text[:LONGEST_MARKUP]), unsubscribe)


def _leads(links: Iterable[_Link], unsubscribe: Iterable[str]) -> tuple[Lead, ...]:
    targets = _rules().targets
    out = {url_key(unwrapped(url, targets)) for url in unsubscribe}
    found: dict[str, Lead] = {}
    for number, link in enumerate(links):
        url = unwrapped(link.url, targets)
        if number >= MOST_LINKS or len(found) >= MOST_LEADS:
            break
        if _is_left_out(link, url):
            continue
        key = url_key(url)
        title = _title(link, url)
        if title is None or key in out:
            continue
        known = found.get(key)
        if known is None or len(title) > len(known.title):
            found[key] = Lead(known.url if known else url, title[:LONGEST_TITLE])
    return tuple(found.values())


def _title(link: _Link, url: str) -> str | None:
    """What the link calls its page, empty where it does not say; None if it is no article."""
    if is_headline(link.words):
        return link.words
    is_more = bool(_rules().more.fullmatch(link.words.strip(" .…»›>→[]()")))
    if is_more or not link.words:
        if is_headline(link.above) or (is_more and _words(link.above) >= _ALONE):
            return link.above
        return "" if _looks_like_an_article(url) else None
    if _looks_like_an_article(url) and _words(link.words) >= _ALONE:
        return link.words
    return None


def is_headline(words: str) -> bool:
    """Whether words are long enough to be a headline."""
    return _words(words) >= HEADLINE_WORDS


def _words(words: str) -> float:
    return len(_WORD.findall(_UNSPACED.sub(" ", words))) + len(_UNSPACED.findall(words)) / 2


def _looks_like_an_article(url: str) -> bool:
    return _ARTICLE_PATH.search(urlsplit(url).path) is not None


def _is_left_out(link: _Link, url: str) -> bool:
    """Whether it is a way out, a profile, a home page, or not on the web at all."""
    rules = _rules()
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        if parts.scheme.lower() not in ("http", "https") or "." not in host:
            return True
        if parts.username is not None or parts.password is not None:
            return True
    except ValueError:
        return True
    if not parts.path.strip("/") and not parts.query:
        return True
    labels = host.split(".")
    if any(".".join(labels[at:]) in rules.hosts for at in range(len(labels))):
        return True
    if rules.addresses.search(url):
        return True
    # A headline may speak of advertising or sharing. The words of a way out are few, and its
    # address does not repeat them.
    is_short = _words(link.words) < 2 * HEADLINE_WORDS
    return is_short and bool(rules.phrases.search(link.words)) and not _repeats(parts.path, link)


def _repeats(path: str, link: _Link) -> bool:
    """Whether an address is made of the words of its link, as a page's is of its headline."""
    words = {word for word in _WORD.findall(link.words.casefold()) if len(word) > 3}
    return len(words & set(_WORD.findall(unquote(path).casefold()))) > 1


def _links(markup: str) -> Iterator[_Link]:
    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return
    if root is None:
        return
    for anchor in root.iter("a"):
        url = (anchor.get("href") or "").strip()
        if url[:4].lower() == "http":
            words = _said(anchor) or _pictured(anchor)
            yield _Link(url, words, "" if is_headline(words) else _told_above(anchor))


def _said(element: etree._Element) -> str:
    return _one_line((" " if _has_blocks(element) else "").join(map(str, element.itertext())))


def _has_blocks(element: etree._Element) -> bool:
    return any(one.tag in ("br", "div", "p", "td", "li") for one in element.iter())


def _pictured(anchor: etree._Element) -> str:
    """What the picture in a link shows, where it says so."""
    return _one_line(" ".join(image.get("alt") or "" for image in anchor.iter("img")))


def _told_above(anchor: etree._Element) -> str:
    """The last heading before the link, within the cells that surround it."""
    around = anchor
    for _ in range(_CLIMB):
        parent = around.getparent()
        if parent is None or parent.tag in ("body", "html"):
            break
        for before in around.itersiblings(preceding=True):
            if words := _heading_in(before):
                return words
        around = parent
    return ""


def _heading_in(element: etree._Element) -> str:
    """The words of the last heading in an element (or of itself)."""
    words = ""
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag in _HEADINGS:
            words = _said(one) or words
    return words


def _bare(text: str) -> Iterator[_Link]:
    above = ""
    for line in text.splitlines():
        place = 0
        found = list(_BARE.finditer(line))
        for match in found:
            words = _one_line(line[place : match.start()].strip(" \t<([:-–—*•|>"))
            yield _Link(match[0].rstrip(_TRAILING), _first_of(words, above))
            place = match.end()
        if not found and line.strip():
            above = _one_line(line.strip(" \t*#>-–—•"))
        elif found:
            above = ""


def _first_of(words: str, above: str) -> str:
    """The words before an address in its line, else the line above it."""
    return words if _words(words) >= 1 else above


def _one_line(text: str) -> str:
    return " ".join(text.replace("\u200b", "").replace("\u200c", "").replace("\ufeff", "").split())


@cache
def _rules() -> _Rules:
    raw = resources.files("tearsheet.collect.mail").joinpath("leads.toml").read_text("utf-8")
    table = tomllib.loads(raw)

    def any_of(name: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{one})" for one in table[name]), re.IGNORECASE)

    return _Rules(
        any_of("phrases"),
        any_of("more"),
        any_of("addresses"),
        frozenset(table["hosts"]),
        frozenset(table["targets"]),
    )
