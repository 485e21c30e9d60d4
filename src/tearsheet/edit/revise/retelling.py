"""Does the page say this in its own words, told shorter?

A sentence without quotation marks is proven only if one sentence of the page has all its words
in the same order, and what it leaves out is whole clauses that neither deny nor hedge the rest.
Anything freer is an editor's reading: it stands with a written reason.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from tearsheet.edit.cues import cues
from tearsheet.model import Article, Part, Span
from tearsheet.text import folded, sentences

_TOKEN = re.compile(r"\d+(?:[.,\s\u00a0\u202f]\d{3})*(?:[.,]\d+)?|[^\W_]+(?:['’ʼ-][^\W_]+)*|%")
_GROUPS = re.compile(r"[.,\s](?=\d{3}(?!\d))")
_CLAUSE = re.compile(r"[,;:()\[\]،؛，；：、—–]|\s-\s")
_LEAST = 3
"""Words that a retelling must share with the page: fewer say nothing that could be held to it."""


@dataclass(frozen=True, slots=True)
class Told:
    """Which sentence of the page says it, and which of its words were taken (in order)."""

    part: Part
    span: Span
    taken: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    span: Span


def retold(words: str, article: Article) -> Told | None:
    """The sentence of the article that says these words; None if none does."""
    own = [one.plain for one in _words(words)]
    if len(own) < _LEAST:
        return None
    for part, span in _stretches(article):
        page = span.of(article.part(part))
        for taken in _alignments(own, page, article.language, cased=part == "text"):
            return Told(part, span, tuple(one.shifted(span.start) for one in taken))
    return None


def stands_alone(text: str, span: Span, language: str, *, whole: bool = False) -> bool:
    """Whether a stretch may stand for the page's news: no clause is cut, nothing taken back.

    ``whole`` takes the text for one sentence, as a headline is.
    """
    stretch = Span(0, len(text)) if whole else _around(text, span, language)
    start = stretch.start
    page = stretch.of(text)
    printed = _words(page)
    taken = [number for number, one in enumerate(printed) if span.contains(one.span.shifted(start))]
    known = _language(language)
    return bool(taken) and not _held_back(page, printed, taken, known, cased=not whole)


def sentence_around(article: Article, span: Span) -> Span:
    """The sentence of the text in which the span lies; several, if it reaches over several."""
    return _around(article.text, span, article.language)


def _around(text: str, span: Span, language: str) -> Span:
    bounds = _sentences(text, language)
    start = max((one.start for one in bounds if one.start <= span.start), default=0)
    end = min((one.end for one in bounds if one.end >= span.end), default=len(text))
    return Span(start, end)


def _stretches(article: Article) -> Iterator[tuple[Part, Span]]:
    for span in _sentences(article.text, article.language):
        yield "text", span
    if article.title:
        yield "title", Span(0, len(article.title))


@lru_cache(maxsize=64)
def _sentences(text: str, language: str) -> tuple[Span, ...]:
    return tuple(sentences(text, language))


def _alignments(
    own: Sequence[str], page: str, language: str, *, cased: bool
) -> Iterator[list[Span]]:
    """Ways in which the page's words, in order, are these and what is left out may be."""
    known, printed = _language(language), _words(page)
    there = {one.plain for one in printed}
    if any(word not in there for word in own):
        return
    for backwards in (False, True):
        taken = _taken(own, [one.plain for one in printed], backwards=backwards)
        if taken is not None and not _held_back(page, printed, taken, known, cased=cased):
            yield [printed[at].span for at in taken]


def _taken(own: Sequence[str], printed: Sequence[str], *, backwards: bool) -> list[int] | None:
    """For each of our words the number of the printed one, the earliest or the latest that fit."""
    ours = list(reversed(own)) if backwards else list(own)
    theirs = list(reversed(printed)) if backwards else list(printed)
    taken, at = list[int](), 0
    for word in ours:
        try:
            at = theirs.index(word, at) + 1
        except ValueError:
            return None
        taken.append(at - 1)
    if len(taken) < _LEAST:
        return None
    return sorted(len(theirs) - 1 - one for one in taken) if backwards else taken


def _held_back(
    page: str, printed: Sequence[_Word], taken: Sequence[int], known: "_Language", *, cased: bool
) -> bool:
    """Whether something is left out that the rest cannot stand without.

    ``cased`` tells that a capital makes a name, as it does not in headlines: "in May".
    """
    edges = [-1, *taken, len(printed)]
    for before, after in pairwise(edges):
        gap = [one for one in printed[before + 1 : after] if one.plain not in known.light]
        if not gap:
            continue
        if not known.may_shorten or any(
            one.plain in known.holding and not (cased and _is_name(page, one)) for one in gap
        ):
            return True
        opening = page[printed[before].span.end : gap[0].span.start] if before >= 0 else ""
        closing = page[gap[-1].span.end : printed[after].span.start] if after < len(printed) else ""
        if before >= 0 and not _CLAUSE.search(opening):
            return True
        if after < len(printed) and not _CLAUSE.search(closing):
            return True
    return False


def _is_name(page: str, word: _Word) -> bool:
    return word.span.start > 0 and page[word.span.start].isupper()


def _words(text: str) -> list[_Word]:
    return [_Word(_plain(found[0]), Span(*found.span())) for found in _TOKEN.finditer(text)]


def _plain(word: str) -> str:
    plain = folded(word).text.casefold()
    return _GROUPS.sub("", plain) if plain[0].isdecimal() else plain


@dataclass(frozen=True, slots=True)
class _Language:
    light: frozenset[str]
    holding: frozenset[str]
    may_shorten: bool


@cache
def _language(language: str) -> _Language:
    primary = language.lower().partition("-")[0]
    file = files("tearsheet.edit.revise") / "retold.toml"
    table = tomllib.loads(file.read_text("utf-8")).get(primary)
    known = cues(primary)
    holding = known.edge_before | known.edge_after | known.qualifying | known.saying
    if table is None:
        return _Language(frozenset(), holding, may_shorten=False)
    return _Language(frozenset(table["light"]), holding | frozenset(table["holding"]), True)
