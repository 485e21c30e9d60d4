"""Which text does a correction or a kill mean that is a page of its own?"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from operator import itemgetter

from tearsheet.model import Article
from tearsheet.press.url_key import url_key
from tearsheet.relate.versions.notice import notice_of
from tearsheet.text import folded, paragraphs, quoted, search_terms

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'“”«»]+[^\s<>\"'“”«».,;:!?)\]]")
_SLUG = re.compile(r"\b[A-Z][\w&]+(?:-{1,2}[A-Z][\w&.]+)+\b")
_LONGEST_BACK = timedelta(days=60)
_EARLY = timedelta(days=1)  # a page without a zone may seem to come after its correction
_SHORTEST_HEADLINE = 12
_FEWEST = 5
"""Least distinctive words of a notice that the text it means must have."""
_SHARE = 0.4
"""Least part of its distinctive words that must stand there."""
_LEAD = 1.3
"""By how much the best candidate must do better than the next, so that it is meant clearly."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The text that a notice means, and why we think so."""

    article: Article
    why: str


def meant_by(notice: Article, candidates: Sequence[Article]) -> Article | None:
    """The one of ``candidates`` that a page with a notice means, or None; see `meaning`."""
    found = meaning(notice, candidates)
    return found.article if found else None


def meaning(notice: Article, candidates: Sequence[Article]) -> Meant | None:
    """The one of ``candidates`` that a page with a notice means, and why; None if it is not clear.

    By the address it names, else by the headline it quotes, else by the agency's slug, else by
    the distinctive words the two share. Only texts printed in the two months before it can be
    meant, and never one that is a notice itself.
    """
    said = notice_of(notice)
    possible = [one for one in candidates if _may_be_meant(one, notice)]
    if said is None or not possible:
        return None
    for way in (_by_address, _by_headline, _by_slug, _by_words):
        if found := way(notice, possible):
            return found
    return None


def _may_be_meant(one: Article, notice: Article) -> bool:
    if one.key == notice.key or one.capture_key == notice.capture_key:
        return False
    if url_key(one.url) == url_key(notice.url):
        return False
    said = notice_of(one)
    if said is not None and said.alone:
        return False
    then, now = _when(one), _when(notice)
    return then is None or now is None or now - _LONGEST_BACK <= then <= now + _EARLY


def _when(article: Article) -> datetime | None:
    return article.published.at if article.published else None


def _by_address(notice: Article, possible: Sequence[Article]) -> Meant | None:
    keys = {
        url_key(url if "://" in url else f"http://{url}") for url in _URL.findall(notice.record)
    }
    named = [one for one in possible if url_key(one.url) in keys]
    return _only(named, "it names the address")


def _by_headline(notice: Article, possible: Sequence[Article]) -> Meant | None:
    headlines = {_plain(words) for words in _quoted(notice)} - {""}
    named = [one for one in possible if _plain(one.title) in headlines]
    if not named:
        said = _plain(notice.text)
        named = [
            one
            for one in possible
            if len(_plain(one.title)) >= 2 * _SHORTEST_HEADLINE and _plain(one.title) in said
        ]
    return _only(named, "it quotes the headline")


def _quoted(notice: Article) -> list[str]:
    return [
        part.words.of(notice.text)
        for paragraph in paragraphs(notice.text)
        for part in quoted(notice.text, paragraph)
        if len(part.words) >= _SHORTEST_HEADLINE
    ]


def _plain(text: str) -> str:
    """Words without case and punctuation, as headlines are quoted loosely."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", folded(text).text).casefold())
    return " ".join(words)


def _by_slug(notice: Article, possible: Sequence[Article]) -> Meant | None:
    slugs = set(_SLUG.findall(notice.record))
    named = [one for one in possible if slugs & set(_SLUG.findall(one.record))]
    return _only(named, "it names the slug")


def _by_words(notice: Article, possible: Sequence[Article]) -> Meant | None:
    """The candidate that has most of the notice's words, those that many candidates share aside."""
    spread = Counter(term for one in possible for term in _terms(one))
    common = max(1, len(possible) // 3) if len(possible) > 3 else len(possible)
    wanted = {term for term in _terms(notice) if spread[term] <= common}
    if len(wanted) < _FEWEST:
        return None
    scores = sorted(
        ((len(wanted & _terms(one)) / len(wanted), one.key, one) for one in possible),
        reverse=True,
        key=itemgetter(0, 1),
    )
    best, _, one = scores[0]
    shared = wanted & _terms(one)
    second = scores[1][0] if len(scores) > 1 else 0.0
    if best < _SHARE or len(shared) < _FEWEST or best < _LEAD * second:
        return None
    return Meant(one, f"{len(shared)} of {len(wanted)} of its words stand there")


@lru_cache(maxsize=4096)
def _terms(article: Article) -> frozenset[str]:
    terms = search_terms(article.record, article.language).split()
    return frozenset(term for term in terms if len(term) > 3 or not term.isascii())


def _only(named: Sequence[Article], why: str) -> Meant | None:
    """The one that is named; of several readings of one page the latest."""
    pages = {url_key(one.url) for one in named}
    if len(pages) != 1:
        return None
    return Meant(max(named, key=lambda one: (str(_when(one) or ""), one.key)), why)
