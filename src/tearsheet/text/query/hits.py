"""Where does a text say what was looked for? Spans of the original, whatever folding did to it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tearsheet.model import Span
from tearsheet.text.query.reading import LONGEST, Query, Words, wanted_words
from tearsheet.text.search import plain_form, search_terms, terms_within

_STRETCH = re.compile(r"\S+")
_SLACK = 30  # code points by which an excerpt's ends may move to the edge of a word


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place where the words of a query stand; ``which`` of them."""

    span: Span
    which: int


def hits(text: str, query: Query, language: str, *, in_title: bool = False) -> tuple[Span, ...]:
    """The spans of ``text`` that the query's words were found by, in order, none overlapping.

    Half-open, in code points of ``text`` as it is. Of a text that is no title (``in_title``)
    nothing is lit that was looked for in titles alone; what was to be left out is nowhere lit.
    """
    return _merged([hit.span for hit in _hits(text, query, language, in_title=in_title)])


def excerpt(text: str, query: Query, language: str, length: int) -> tuple[Span, tuple[Span, ...]]:
    """The stretch of at most ``length`` code points that says the most of what was looked for,
    and the hits in it; both as spans of ``text``. The first stretch of several; the beginning
    where nothing is found.

    Most is: the most different words, then the most hits. It begins and ends between words where
    that costs little.
    """
    found = sorted(_hits(text, query, language), key=lambda hit: (hit.span.start, hit.span.end))
    span = _around(text, _best(found, length), length)
    inside = [
        hit.span for hit in found if span.start <= hit.span.start and hit.span.end <= span.end
    ]
    return span, _merged(inside)


def _hits(text: str, query: Query, language: str, *, in_title: bool = False) -> list[_Hit]:
    wanted = [
        words for words in dict.fromkeys(wanted_words(query.node)) if in_title or not words.in_title
    ]
    if not wanted:
        return []
    located = _Located(text, language)
    return [
        _Hit(located.span(start, start + len(words.terms)), which)
        for which, words in enumerate(wanted)
        for start in located.starts(words)
    ]


class _Located:
    """The terms of a text, and from which of its stretches between white space each is."""

    def __init__(self, text: str, language: str) -> None:
        self._text, self._language = text, language
        self._terms: list[str] = []
        self._stretches: list[tuple[int, int, int]] = []  # start, end, number of its first term
        self._stretch_of: list[int] = []
        for match in _STRETCH.finditer(text):
            terms = _terms_of(match[0], language)
            if terms:
                self._stretch_of += [len(self._stretches)] * len(terms)
                self._stretches.append((match.start(), match.end(), len(self._terms)))
                self._terms += terms

    def starts(self, words: Words) -> Iterator[int]:
        """The numbers of the terms at which the words begin."""
        first, *rest = words.terms
        last = len(words.terms) - 1
        for at, term in enumerate(self._terms):
            fits = term.startswith(first) if words.is_prefix and not last else term == first
            if fits and (not rest or self._goes_on(at, words, last)):
                yield at

    def _goes_on(self, at: int, words: Words, last: int) -> bool:
        there = self._terms[at : at + last + 1]
        if len(there) <= last or tuple(there[1:last]) != words.terms[1:last]:
            return False
        end = words.terms[last]
        return there[last].startswith(end) if words.is_prefix else there[last] == end

    def span(self, first: int, after: int) -> Span:
        """Where the terms from ``first`` to before ``after`` stand in the text."""
        return Span(self._place(first)[0], self._place(after - 1)[1])

    def _place(self, number: int) -> tuple[int, int]:
        start, end, first = self._stretches[self._stretch_of[number]]
        offsets = _places(self._text[start:end], self._language)
        if offsets is None:
            return start, end
        within = offsets[number - first]
        return start + within[0], start + within[1]


@lru_cache(maxsize=50_000)
def _terms_of(stretch: str, language: str) -> tuple[str, ...]:
    return tuple(term[:LONGEST] for term in search_terms(stretch, language).split())


@lru_cache(maxsize=2_000)
def _places(stretch: str, language: str) -> tuple[tuple[int, int], ...] | None:
    """Where each term of a stretch stands in it; None where folding cannot be undone letter by
    letter, and only the whole is sure.
    """
    plain, starts, ends = list[str](), list[int](), list[int]()
    for match in _cluster().finditer(stretch):
        form = plain_form(match[0], language)
        plain.append(form)
        starts += [match.start()] * len(form)
        ends += [match.end()] * len(form)
    whole = plain_form(stretch, language)
    if "".join(plain) != whole:
        return None
    return tuple((starts[start], ends[end - 1]) for _, start, end in terms_within(whole))


@cache
def _cluster() -> re.Pattern[str]:
    """A character with all that may join it: marks, and the vowels and finals of Hangul."""
    marks = "".join(
        re.escape(chr(code))
        for code in range(0x300, 0x20000)
        if unicodedata.category(chr(code))[0] == "M"
    )
    return re.compile(f".[{marks}\u1160-\u11ff\uff9e\uff9f]*", re.DOTALL)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order; those that overlap or touch become one."""
    merged = list[Span]()
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _best(found: Sequence[_Hit], length: int) -> Span:
    """From the first to the last hit of the best stretch; the beginning where there is none."""
    best, most = Span(0, 0), (0, 0)
    for first, hit in enumerate(found):
        inside = [hit]
        for other in found[first + 1 :]:
            if other.span.start >= hit.span.start + length:
                break
            if other.span.end <= hit.span.start + length:
                inside.append(other)
        said = (len({one.which for one in inside}), len(inside))
        if said > most:
            most = said
            best = Span(hit.span.start, max(one.span.end for one in inside))
    return best


def _around(text: str, hit: Span, length: int) -> Span:
    """A stretch around the hit: a third of the room before it, the rest behind."""
    room = max(0, length - (hit.end - hit.start))
    start = max(0, min(hit.start - room // 3, len(text) - length))
    end = min(len(text), start + length)
    start = _first_word(text, start, hit.start)
    return Span(start, max(_last_word(text, end, hit.end), start))


def _first_word(text: str, start: int, latest: int) -> int:
    """The next beginning of a word, not far behind ``start`` and not behind ``latest``."""
    if start == 0 or text[start - 1].isspace():
        return start
    for at in range(start, min(start + _SLACK, latest) + 1):
        if at < len(text) and text[at - 1].isspace():
            return at
    return _before_marks(text, start, latest)


def _before_marks(text: str, start: int, latest: int) -> int:
    while start < latest and unicodedata.category(text[start])[0] == "M":
        start += 1
    return start


def _last_word(text: str, end: int, earliest: int) -> int:
    """The last end of a word not far before ``end`` and not before ``earliest``."""
    if end == len(text) or text[end].isspace():
        return end
    for at in range(end, max(end - _SLACK, earliest) - 1, -1):
        if at > 0 and text[at].isspace():
            return at
    while end > earliest and unicodedata.category(text[end])[0] == "M":
        end -= 1
    return end
