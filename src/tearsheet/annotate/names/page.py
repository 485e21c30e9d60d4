"""A text read once for its names: words, runs of capitals, headlines, who is introduced."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.apposition import with_apposition
from tearsheet.annotate.quotes.mentions import Mention, names
from tearsheet.annotate.quotes.subject import introduced
from tearsheet.annotate.quotes.words import Word, is_function_word, words_of
from tearsheet.model import Span
from tearsheet.text import is_heading, paragraphs

# A longer text is no article: what repeats in it is looked at so often, and so much of it.
_LONG = 6_000  # words
_MOST_LOOKS, _MOST_DISTINCT = 10, 2_000
_LONGEST_OWNER, _LONGEST_STRETCH = 5, 60
_JOINTS = frozenset([" ", "\u00a0", "-"])
_STOP = re.compile("[.!?…\n]")
_SHORTEST_HEADLINE, _HEADLINE = 7, 0.7


@dataclass(slots=True)
class Page:
    """A text with what its names are told by.

    ``runs`` are indexes of the first and last of words with capitals that touch, ``small`` the
    words printed with a small letter, ``capitals`` how often each stands with a capital, both
    without case. ``repeats`` are the starts of runs that are not looked at again, of a text that
    is no article.
    """

    text: str
    words: list[Word]
    lexicon: Lexicon
    runs: list[tuple[int, int]]
    small: frozenset[str]
    capitals: Counter[str]
    looks: Counter[str] = field(default_factory=Counter)
    repeats: dict[str, list[int]] = field(default_factory=dict)

    @property
    def is_long(self) -> bool:
        """Whether it is longer than any article."""
        return len(self.words) > _LONG

    def may_look(self, word: str) -> bool:
        """Whether a word or name is still to be looked at, which is then counted."""
        seen = self.looks[word]
        if seen >= _MOST_LOOKS or (not seen and len(self.looks) > _MOST_DISTINCT):
            return False
        self.looks[word] = seen + 1
        return True


def page_of(text: str, lexicon: Lexicon) -> Page:
    """A text, read once."""
    words = words_of(text, 0, len(text), lexicon)
    large = [at for at, word in enumerate(words) if word.capital]
    runs, last = list[tuple[int, int]](), -2
    for at in large:
        touches = last + 1 == at and text[words[last].end : words[at].start] in _JOINTS
        first = runs.pop()[0] if touches else at
        runs.append((first, at))
        last = at
    small = frozenset([word.base for word in words if not word.capital])
    capitals = Counter([words[at].base for at in large])
    return Page(text, words, lexicon, runs, small, capitals)


def headlines(page: Page) -> Iterator[Span]:
    """Sentences in which nearly all words have capitals, as English headlines have."""
    text, words, first = page.text, page.words, 0
    starts = [word.start for word in words]
    for stop in _STOP.finditer(text):
        at = bisect_left(starts, stop.start()) - 1
        # A stop inside a word, before the first or after the last one ends nothing.
        if not first <= at < len(words) - 1 or stop.start() < words[at].end:
            continue
        if at + 1 - first >= _SHORTEST_HEADLINE and _is_headline(words, first, at + 1):
            yield Span(words[first].start, words[at].end)
        first = at + 1
    if len(words) - first >= _SHORTEST_HEADLINE and _is_headline(words, first, len(words)):
        yield Span(words[first].start, words[-1].end)


def _is_headline(words: list[Word], first: int, last: int) -> bool:
    if words[first].base.isdigit():
        return False
    return sum([word.capital for word in words[first:last]]) >= _HEADLINE * (last - first)


def mentions(page: Page) -> Iterator[Mention]:
    """Everyone the text names, with the role beside the name; headings introduce nobody.

    Of a text that is no article, stretches of which nothing is new only go to ``repeats``.
    """
    text, lexicon = page.text, page.lexicon
    if not page.is_long:
        # Found for the speakers already.
        yield from introduced(text, lexicon)
        return
    for line in paragraphs(text):
        if is_heading(text, line):
            continue
        words = words_of(text, line.start, line.end, lexicon)
        for at in range(0, len(words), _LONGEST_STRETCH):
            stretch = words[at : at + _LONGEST_STRETCH]
            fresh = [page.may_look(word.base) for word in stretch if word.capital]
            if any(fresh):
                for mention in names(text, stretch, lexicon):
                    yield with_apposition(text, mention, stretch, lexicon)
            elif fresh:
                _repeat(page, stretch)


def _repeat(page: Page, words: list[Word]) -> None:
    """Note where the runs of a stretch stand of which nothing is new."""
    text, start, ends = page.text, -1, -1
    for word in words:
        if start >= 0 and (not word.capital or text[ends : word.start] not in _JOINTS):
            page.repeats.setdefault(text[start:ends], []).append(start)
            start = -1
        if word.capital:
            start = word.start if start < 0 else start
        ends = word.end
    if start >= 0:
        page.repeats.setdefault(text[start:ends], []).append(start)


def owners(page: Page) -> Iterator[Mention]:
    """Names that own what follows, which are nobody's subject: *Valdovia's* port."""
    text, words, lexicon = page.text, page.words, page.lexicon
    for at in [at for at, word in enumerate(words) if word.possessive]:
        word = words[at]
        if not word.capital or is_function_word(word.base, lexicon):
            continue
        first = at
        while (
            first > 0
            and words[first - 1].capital
            and at - first < _LONGEST_OWNER
            and text[words[first - 1].end : words[first].start] in (" ", "\u00a0")
            and not is_function_word(words[first - 1].base, lexicon)
            and words[first - 1].base not in lexicon.roles
        ):
            first -= 1
        span = Span(words[first].start, word.end)
        yield Mention(span, span)
