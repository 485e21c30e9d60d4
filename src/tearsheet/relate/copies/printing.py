"""One article as the search for copies compares it: folded words, and whose words they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tearsheet.model import Article, Span
from tearsheet.relate.copies.borrowed import borrowed
from tearsheet.relate.copies.words import Marked, Numbers, Places, Words, words_of
from tearsheet.text import sentences

Weights = NDArray[np.float64]

WORDS = 3
"""Words in a run. On corpora/copies/pairs-half.jsonl (2026-11-22) runs of 3 tell copies from the
rest with F1 .956, of 4 .943, of 5 .938, of 7 .943, each at its best cut: an editor who changes
every tenth word leaves most runs of three whole, and half of those of five."""
CHARACTERS = 6
"""Characters in a run of an unspaced script, which make about three words."""
_FEWEST_TOLD = 4
"""Different words of a sentence that could have a counterpart."""
_MIXED = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Runs:
    """The runs of ``length`` words that begin at some places of a text of ``size`` words.

    ``numbers`` in the order of the text, ``places`` the word each begins with.
    """

    numbers: Numbers
    places: Places
    length: int
    size: int

    @cached_property
    def distinct(self) -> Numbers:
        """The numbers without repetition, by size."""
        return np.unique(self.numbers)

    @cached_property
    def fresh(self) -> Marked:
        """The words in a run that has not come before: what a text says twice counts once."""
        _, first = np.unique(self.numbers, return_index=True)
        return self._covered(self.places[first])

    def among(self, others: "Runs") -> Marked:
        """Which of the text's words stand in runs that are among the others."""
        return self._covered(self.places[found_in(self.numbers, others.distinct)])

    def _covered(self, places: Places) -> Marked:
        covered = np.zeros(self.size, dtype=np.bool_)
        for at in range(self.length):
            covered[places + at] = True
        return covered


@dataclass(frozen=True, eq=False)
class Told:
    """What the sentences say in the article's own words: (word, sentence) once each, by word.

    ``words``, ``sentence``, ``times`` (sentences with the word) and ``rarity`` go by these pairs;
    ``weight``, the rarity of all words of a sentence, goes by sentences, and so does ``telling``,
    which is the same but for sentences too short to have a counterpart.
    """

    words: Numbers
    sentence: Places
    times: Places
    rarity: Weights
    weight: Weights
    telling: Weights


@dataclass(frozen=True, eq=False)
class Printing:
    """What the judgement needs of one article; the rest is worked out when it is first asked for.

    ``writers`` are the agencies and outlets whose words it says they are, by register key or
    folded name. ``released``: its page calls it a press release; ``reported``: its page has a
    byline and names nobody else it has its text from. No two printings are equal, so that what is
    worked out stays with each.
    """

    key: str
    language: str
    text: str = field(repr=False)
    writers: frozenset[str] = frozenset()
    left_out: tuple[Span, ...] = ()
    released: bool = False
    reported: bool = False

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
        rank, place = pairs // (len(starts) + 1), pairs % (len(starts) + 1)
        times = np.bincount(rank)[rank]
        size = np.bincount(place)
        # One more than there are, so that the words of a text of one sentence are rare too.
        sentences_told = 1 + np.count_nonzero(size)
        rarity = np.log((1 + sentences_told / times) / 2)
        weight = np.bincount(place, rarity).astype(np.float64)
        telling = np.where(size >= _FEWEST_TOLD, weight, 0.0)
        return Told(distinct[rank], place, times, rarity, weight, telling)

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
        return Runs(numbers[places], places, length, len(self))


def printing_of(article: Article, left_out: Sequence[Span] = ()) -> Printing:
    """``article`` ready to be compared; words in the spans ``left_out`` do not count."""
    return Printing(
        key=article.key,
        language=article.language,
        text=article.text,
        writers=writers_of(article),
        left_out=tuple(left_out),
        released=article.provenance.kind == "press release",
        reported=bool(article.authors) and article.provenance.kind == "original",
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


def found_in(numbers: Numbers, distinct: Numbers) -> Marked:
    """Which of ``numbers`` are among the ``distinct``, which lie by size."""
    if not len(distinct):
        return np.zeros(len(numbers), dtype=np.bool_)
    at = np.minimum(np.searchsorted(distinct, numbers), len(distinct) - 1)
    found: Marked = distinct[at] == numbers
    return found
