"""One article as the search for copies compares it: folded words, and whose words they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from tearsheet.model import Article, Span
from tearsheet.relate.copies.borrowed import borrowed
from tearsheet.relate.copies.words import Marked, Numbers, Places, Words, words_of
from tearsheet.text import sentences

WORDS = 3
"""Words in a run. On corpora/copies/pairs-half.jsonl (2026-11-22) runs of 3 tell copies from the
rest with F1 .956, of 4 .943, of 5 .938, of 7 .943, each at its best cut: an editor who changes
every tenth word leaves most runs of three whole, and half of those of five."""
CHARACTERS = 6
"""Characters in a run of an unspaced script, which make about three words."""
_MIXED = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Runs:
    """The runs of words that begin at some places of a text.

    ``numbers`` in the order of the text, ``places`` the word each begins with, ``distinct`` the
    numbers without repetition, by size. ``fresh`` marks the words of the text in a run that has
    not come before, so that what a text says twice counts once.
    """

    numbers: Numbers
    places: Places
    distinct: Numbers
    fresh: Marked


@dataclass(frozen=True, eq=False)
class Told:
    """What each sentence says in the article's own words: (word, sentence) once each, by word.

    ``sentences`` counts those that say anything.
    """

    words: Numbers
    sentence: Places
    sentences: int


@dataclass(frozen=True, eq=False)
class Printing:
    """What the judgement needs of one article; the rest is worked out when it is first asked for.

    ``writers`` are the agencies and outlets whose words it says they are, by register key or
    folded name. No two printings are equal, so that what is worked out stays with each.
    """

    key: str
    language: str
    text: str = field(repr=False)
    writers: frozenset[str] = frozenset()
    left_out: tuple[Span, ...] = ()

    @cached_property
    def words(self) -> Words:
        """The folded words and where they stand, without those that are ``left_out``."""
        words = words_of([self.text])
        return words.without([self.left_out]) if self.left_out else words

    @cached_property
    def dense(self) -> bool:
        """Whether it is written without spaces, so that every character is a word."""
        return 2 * int(self.words.alone.sum()) > len(self)

    @cached_property
    def length(self) -> int:
        """Words in a run; a text with fewer is one run."""
        return CHARACTERS if self.dense else WORDS

    @cached_property
    def every(self) -> Runs:
        """All runs."""
        return self._runs(np.ones(len(self), dtype=np.bool_))

    @cached_property
    def own(self) -> Runs:
        """The runs that are nobody's speech from end to end."""
        return self._runs(~self.borrowed)

    @cached_property
    def borrowed(self) -> Marked:
        """For each word, whether it stands in a quotation, a transcript or an embedded post."""
        inside = np.zeros(len(self), dtype=np.bool_)
        for part in borrowed(self.text):
            first, last = np.searchsorted(self.words.starts, (part.start, part.end)).tolist()
            inside[first:last] = True
        return inside

    @cached_property
    def told(self) -> Told:
        """The words of its sentences that are nobody's speech.

        In an unspaced script a character says little: there it is each character with the next.
        """
        starts = np.array([one.start for one in sentences(self.text, self.language)], np.int64)
        sentence = np.searchsorted(starts, self.words.starts, side="right")
        numbers = self.words.numbers
        if self.dense:
            numbers = joined_words(numbers, 2)
        own = ~self.borrowed[: len(numbers)]
        distinct, rank = np.unique(numbers[own], return_inverse=True)
        pairs = np.unique(rank * (len(starts) + 1) + sentence[: len(numbers)][own])
        place = pairs % (len(starts) + 1)
        count = int(np.count_nonzero(np.bincount(place)))
        return Told(distinct[pairs // (len(starts) + 1)], place, count)

    def __len__(self) -> int:
        """Its words."""
        return len(self.words.numbers)

    def _runs(self, allowed: Marked) -> Runs:
        length = min(self.length, len(self))
        numbers = joined_words(self.words.numbers, length)
        begins = np.ones(len(numbers), dtype=np.bool_)
        for at in range(length):
            begins &= allowed[at : at + len(numbers)]
        places = np.flatnonzero(begins)
        numbers = numbers[places]
        distinct, first = np.unique(numbers, return_index=True)
        return Runs(numbers, places, distinct, self.covered(places[first]))

    def covered(self, places: Places) -> Marked:
        """The words of the runs that begin at ``places``."""
        covered = np.zeros(len(self), dtype=np.bool_)
        for at in range(min(self.length, len(self))):
            covered[places + at] = True
        return covered


def printing_of(article: Article, left_out: Sequence[Span] = ()) -> Printing:
    """``article`` ready to be compared; words in the spans ``left_out`` do not count."""
    return Printing(
        key=article.key,
        language=article.language,
        text=article.text,
        writers=writers_of(article),
        left_out=tuple(left_out),
    )


def writers_of(article: Article) -> frozenset[str]:
    """Whom the page credits with its words, by register key or folded name."""
    return frozenset(
        credit.outlet or credit.name.casefold()
        for credit in article.provenance.credited("originator")
    )


def joined_words(words: Numbers, length: int) -> Numbers:
    """Every run of ``length`` words as a number."""
    whole = max(0, len(words) - length + 1) if length else 0
    number = np.full(whole, length, dtype=np.uint64)
    for at in range(length):
        number = (number ^ words[at : at + whole]) * _MIXED
        number ^= number >> np.uint64(29)
    return number
