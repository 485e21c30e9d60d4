"""Where do a lexicon's words and phrases stand in a text?

An article is cut into words once, and each word asked once which tables of its language have a
phrase that begins with it: to search a stretch is then to look up a few places. In a script without
spaces an automaton (Aho-Corasick) reads each stretch once, whatever the size of the table.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

# A French pronoun after its verb (explique-t-il) is a word of its own.
# The signs of Devanagari and the joiner of Persian are no letters to regular expressions.
_WORD = re.compile(
    r"[^\W_][\w\u0900-\u0963\u200c]*+"
    r"(?:['’‘ʼ-](?!(?:t-)?(?:il|elle|ils|elles|on)\b)[^\W_][\w\u0900-\u0963\u200c]*)*"
)
# Uzbek o‘ and g‘ are printed with each of these.
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʻʼ`", "'"))
_SHORTEST_STEM = 2
_REMEMBERED = 20_000  # words whose stems have been looked for
_BETWEEN_GAPS = re.compile(f"({_WORD.pattern})")
_TEXTS = 4  # texts that are kept as cut: an article, its own words, its title
_SHORT = 300  # characters; a shorter text is a name or a role, and asked for a single table


def lowered(word: str) -> str:
    """A word as lexicons are asked for it: in lower case, every apostrophe a straight one."""
    low = word.casefold()
    return low if low.isascii() else low.translate(_APOSTROPHES)


class Found(NamedTuple):
    """A phrase of the lexicon at ``[start, end)`` of the text, and its kind."""

    start: int
    end: int
    kind: str


class Phrases:
    """Forms of one or more kinds: words, phrases, and stems with ``*`` at their end or start.

    Case is ignored. In a script without spaces the forms are found anywhere.
    """

    def __init__(
        self,
        forms: Mapping[str, Iterable[str]],
        spaced: bool = True,
        longer: Iterable[str] = (),
    ) -> None:
        """``longer`` are words that only seem to hold a form: 名称 is not the verb 称."""
        self._spaced = spaced
        self._longer = frozenset(longer)
        self._words: dict[str, str] = {}
        self._starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._stems: dict[str, str] = {}
        self._tails: dict[str, str] = {}
        self._longest_tail = 0
        self._longest_stem = 0
        plain = {form: kind for kind, listed in forms.items() for form in listed}
        if spaced:
            plain = {lowered(form): kind for form, kind in plain.items()}
        for form, kind in plain.items():
            self._enter(form, kind)
        self._plain = plain
        # Only a script without spaces is searched letter by letter.
        self._listed = [] if spaced else sorted({*self._plain, *self._longer})
        self._anywhere = (
            AhoCorasick(
                self._listed,
                matchkind=MatchKind.LeftmostLongest,
                implementation=Implementation.DFA,
            )
            if self._listed
            else None
        )
        self.opens = lru_cache(maxsize=_REMEMBERED)(self._opens)
        self._inflected = _Inflected(self) if self._stems or self._tails else None
        self._begins = _Begins(self)
        self._tables = _Tables([self])

    def _enter(self, form: str, kind: str) -> None:
        parts = tuple(_WORD.findall(form))
        if form.endswith("*"):
            self._stems[form[:-1]] = kind
            self._longest_stem = max(self._longest_stem, len(form) - 1)
        elif form.startswith("*"):
            self._tails[form[1:]] = kind
            self._longest_tail = max(self._longest_tail, len(form) - 1)
        elif len(parts) > 1:
            self._starts.setdefault(parts[0], []).append((parts, kind))
            self._starts[parts[0]].sort(key=lambda entry: -len(entry[0]))
        else:
            self._words[form] = kind

    @property
    def is_spaced(self) -> bool:
        """Whether its script parts words with spaces."""
        return self._spaced

    def join(self, tables: "_Tables") -> None:
        """Be looked up together with others; see `look_up_together`."""
        self._tables = tables

    @property
    def forms(self) -> frozenset[str]:
        """All forms as listed, in lower case where the script has spaces."""
        return frozenset(self._plain)

    def kind(self, word: str) -> str | None:
        """The kind of a single word (in lower case), None if it is not in the lexicon."""
        return self._words.get(word) if self._inflected is None else self._inflected[word]

    def kind_of_inflected(self, word: str) -> str | None:
        """The kind of a word itself, else by its stem or its tail."""
        if word in self._words:
            return self._words[word]
        if self._stems:
            for end in range(min(len(word), self._longest_stem), _SHORTEST_STEM - 1, -1):
                if word[:end] in self._stems:
                    return self._stems[word[:end]]
        if self._tails:
            for start in range(max(0, len(word) - self._longest_tail), len(word) - 1):
                if word[start:] in self._tails:
                    return self._tails[word[start:]]
        return None

    def __contains__(self, word: str) -> bool:
        if self._inflected is None:
            return word in self._words
        return self._inflected[word] is not None

    def among(self, words: Iterable[str]) -> set[str]:
        """Those of some words (in lower case) that are listed, each looked up once."""
        if self._inflected is None:
            return self._words.keys() & set(words)
        kinds = self._inflected
        return {word for word in set(words) if kinds[word] is not None}

    def find(self, text: str, start: int, end: int) -> Iterator[Found]:
        """All phrases in a stretch of a text, in order, the longest at each place."""
        if not self._spaced:
            return self._in_letters(text, start, end)
        if len(text) < _SHORT:
            return self._in_words(text, start, end)
        cut = self._tables.cut(text)
        first, last = cut.stretch(start, end)
        if first < 0:
            return self._in_words(text, start, end)
        begins = cut.begins.get(self, ())
        index = bisect_left(begins, first)
        if index == len(begins) or begins[index] >= last:
            return _NOTHING
        return self._at(cut, begins, index, last)

    def first(self, text: str, start: int, end: int) -> Found | None:
        """The first phrase in a stretch, if there is one."""
        return next(self.find(text, start, end), None)

    def _opens(self, words: str) -> int:
        """How long the longest phrase is with which some words open; 0 if none does."""
        found = self.first(words, 0, len(words))
        return found.end if found and found.start == 0 else 0

    def _at(self, cut: "_Cut", begins: Sequence[int], index: int, last: int) -> Iterator[Found]:
        """The phrases that begin with some of the words of a cut text, before its word ``last``."""
        words, free = cut.words, 0
        for at in begins[index : bisect_left(begins, last, index)]:
            if at >= free and (phrase := self._phrase(words, at, last)):
                length, kind = phrase
                yield Found(cut.starts[at], cut.ends[at + length - 1], kind)
                free = at + length

    def _in_words(self, text: str, start: int, end: int) -> Iterator[Found]:
        """As `find`, where the text is short or the stretch parts a word."""
        begins = self._begins
        matches = list(_WORD.finditer(text, start, end))
        words, free = [match[0] for match in matches], 0
        for at, word in enumerate(words):
            if not begins[word] or at < free:
                continue
            phrase = self._phrase(words, at, len(words))
            if phrase:
                length, kind = phrase
                yield Found(matches[at].start(), matches[at + length - 1].end(), kind)
                free = at + length

    def _in_letters(self, text: str, start: int, end: int) -> Iterator[Found]:
        """As `find`, in a script without spaces."""
        if self._anywhere is None:
            return
        start = max(start, 0)
        for number, at, after in self._anywhere.find_matches_as_indexes(text[start : max(end, 0)]):
            form = self._listed[number]
            if form not in self._longer:
                yield Found(start + at, start + after, self._plain[form])

    def begins(self, word: str) -> bool:
        """Whether a phrase may begin with a word as printed."""
        low = lowered(word)
        return low in self._starts or low in self

    def _phrase(self, words: Sequence[str], at: int, last: int) -> tuple[int, str] | None:
        """How many words a phrase has that begins at one, and its kind; none goes to ``last``."""
        first = lowered(words[at])
        longer = self._starts.get(first)
        if longer and at + 1 < last:
            second = lowered(words[at + 1])
            for parts, kind in longer:
                if (
                    parts[1] == second
                    and at + len(parts) <= last
                    and all(
                        lowered(word) == part
                        for word, part in zip(
                            words[at + 2 : at + len(parts)], parts[2:], strict=True
                        )
                    )
                ):
                    return len(parts), kind
        kind_here = self.kind(first)
        return None if kind_here is None else (1, kind_here)


class _Begins(dict[str, bool]):
    """Whether a phrase may begin with a word, for each word as printed that was asked for."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def __missing__(self, word: str) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found = self._phrases.begins(word)
        return found


class _Inflected(dict[str, str | None]):
    """The kind of each word that was asked for, where a table has stems.

    Most words of an article come again, and a stem is looked for letter by letter.
    """

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def __missing__(self, word: str) -> str | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found = self._phrases.kind_of_inflected(word)
        return found


class _Cut(NamedTuple):
    """A text cut into words, and where phrases of each table may begin, as numbers of words."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    begins: dict[Phrases, list[int]]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the words in a stretch, half-open; (-1, -1) if its edge parts a word."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end, first) if end > start else first
        if (first and self.ends[first - 1] > start) or (last > first and self.ends[last - 1] > end):
            return -1, -1
        return first, last


class _Tables(dict[str, tuple[Phrases, ...]]):
    """Those of some tables that have a phrase which may begin with a word, for words as printed."""

    def __init__(self, tables: Sequence[Phrases]) -> None:
        self._all = tables
        self.cut = lru_cache(maxsize=_TEXTS)(self._cut)

    def __missing__(self, word: str) -> tuple[Phrases, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found = tuple([table for table in self._all if table.begins(word)])
        return found

    def _cut(self, text: str) -> _Cut:
        # Gaps and words by turns: no match is made into an object of its own.
        pieces = _BETWEEN_GAPS.split(text)
        places, words = list(accumulate(map(len, pieces))), pieces[1::2]
        begins: dict[Phrases, list[int]] = {table: [] for table in self._all}
        for at, tables in enumerate(map(self.__getitem__, words)):
            for table in tables:
                begins[table].append(at)
        return _Cut(words, places[:-1:2], places[1::2], begins)


def look_up_together(tables: Sequence[Phrases]) -> None:
    """Have several tables of one language ask each word of a text once for all of them."""
    together = _Tables([table for table in tables if table.is_spaced])
    for table in tables:
        table.join(together)


_NOTHING: Iterator[Found] = iter(())
