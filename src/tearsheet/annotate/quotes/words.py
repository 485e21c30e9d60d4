"""Which words has a text, and what is each without its case and its endings?"""

import re
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import accumulate, islice, pairwise
from operator import itemgetter
from typing import NamedTuple

from tearsheet.annotate.lexicon import Lexicon, lowered

WORD = re.compile(r"([^\W_]++(?:\.(?=[^\W\d_]\.)[^\W_]++)*+(?:['’‘ʼ-][^\W_]++)*+)")
_ELIDED = re.compile(
    r"(?:[ldjmnstcLDJMNSTC]|[Qq]u|[Ll]orsqu|(?:[Dd][ea]|[Aa]|[Nn]e|[Ss]u)ll|[Uu]n|[Qq]uell|[Qq]uest)['’]"
)
# a-t-elle, explique-t-il
_TURNED = re.compile(r"-(?:t-)?(?P<pronoun>il|elle|ils|elles|on)$")
# German prepositions with their article.
MELTED = frozenset(["im", "am", "zum", "zur", "beim", "vom", "ins", "ans"])
# Words whose shape is remembered: a few hundred articles hold fewer.
_MOST_SHAPES = 50_000

_START = itemgetter(0)


class Word(NamedTuple):
    """A word of the text; ``base`` is without case, elision and possessive ending."""

    start: int
    end: int
    base: str
    capital: bool
    possessive: bool


def words_of(text: str, start: int, end: int, lexicon: Lexicon) -> list[Word]:
    """The words of a stretch; an elided article (l'ambassadeur) is a word of its own.

    A text is cut into words once, and every stretch of it takes its part.
    """
    words, starts = _all_words(text, lexicon)
    first, last = bisect_left(starts, start), bisect_left(starts, end)
    cut = (first and words[first - 1].end > start) or (last > first and words[last - 1].end > end)
    return _cut_into_words(text, start, end, lexicon) if cut else words[first:last]


@lru_cache(maxsize=4)
def _all_words(text: str, lexicon: Lexicon) -> tuple[list[Word], list[int]]:
    """The words of a text and where they start."""
    words = _cut_into_words(text, 0, len(text), lexicon)
    return words, list(map(_START, words))


@lru_cache(maxsize=4)
def nouns(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The words with a capital that an article brings in somewhere in a German text."""
    words, _ = _all_words(text, lexicon)
    return frozenset(
        word.base
        for before, word in pairwise(words)
        if word.capital and (before.base in lexicon.determiners or before.base in MELTED)
    )


def _cut_into_words(text: str, start: int, end: int, lexicon: Lexicon) -> list[Word]:
    # The constructor of a named tuple costs as much as all the rest here.
    make, shapes = tuple.__new__, _shapes(lexicon)
    # Gaps and words by turns: no match is made into an object of its own.
    pieces = WORD.split(text[start:end])
    starts = islice(accumulate(map(len, pieces), initial=start), 1, None, 2)
    formed = list(map(shapes.__getitem__, pieces[1::2]))
    if None not in formed:
        return [
            make(Word, (at, at + shape[0], shape[1], shape[2], shape[3]))
            for at, shape in zip(starts, formed, strict=False)
            if shape
        ]
    found = list[Word]()
    for at, word, shape in zip(starts, pieces[1::2], formed, strict=False):
        if shape is None:
            found += _parted(word, at, lexicon)
        else:
            length, base, capital, possessive = shape
            found.append(make(Word, (at, at + length, base, capital, possessive)))
    return found


class _Shapes(dict[str, tuple[int, str, bool, bool] | None]):
    """Length of the stem, base, capital and possessive of each word; None if it is parted."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __missing__(self, word: str) -> tuple[int, str, bool, bool] | None:
        if len(self) >= _MOST_SHAPES:
            self.clear()
        self[word] = shape = self._shape(word)
        return shape

    def _shape(self, word: str) -> tuple[int, str, bool, bool] | None:
        if word.isalnum():
            return len(word), lowered(word), word[0].isupper(), False
        if self._lexicon.elisions and (_ELIDED.match(word) or _TURNED.search(word)):
            return None
        return _shape_of_stem(word, self._lexicon)


@cache
def _shapes(lexicon: Lexicon) -> _Shapes:
    return _Shapes(lexicon)


def _shape_of_stem(word: str, lexicon: Lexicon) -> tuple[int, str, bool, bool]:
    stem = _stem(word, lexicon)
    capital = stem[:1].isupper() or _is_compound(stem)
    return len(stem), lowered(stem), capital, _is_owner(word, stem, lexicon)


def _parted(word: str, at: int, lexicon: Lexicon) -> list[Word]:
    """An elided article and its word, a verb and the pronoun after it."""
    found = list[Word]()
    if elided := _ELIDED.match(word):
        found.append(Word(at, at + elided.end(), lowered(elided[0]), False, False))
        word, at = word[elided.end() :], at + elided.end()
    if turned := _TURNED.search(word):
        found.append(Word(at, at + turned.start(), word[: turned.start()], False, False))
        word, at = turned["pronoun"], at + turned.start("pronoun")
    length, base, capital, possessive = _shape_of_stem(word, lexicon)
    return [*found, Word(at, at + length, base, capital, possessive)]


def _is_owner(word: str, stem: str, lexicon: Lexicon) -> bool:
    """Whether the ending makes the word an owner: Ann's, Kaya'nın, but not Kaya'ya."""
    ending = word[len(stem) :].strip("'’")
    return len(stem) < len(word) and (not lexicon.genitives or ending in lexicon.genitives)


def _is_compound(word: str) -> bool:
    """al-Sisi, d'Estaing."""
    head, _, tail = word.replace("’", "-").replace("'", "-").partition("-")
    return bool(tail) and len(head) <= 3 and tail[:1].isupper()


def _stem(word: str, lexicon: Lexicon) -> str:
    for ending in lexicon.endings:
        if ending.endswith("*"):
            mark = max(word.rfind("'"), word.rfind("’"))
            if mark > 0 and word[mark + 1 :].islower():
                return word[:mark]
        elif word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=20_000)
def is_function_word(base: str, lexicon: Lexicon) -> bool:
    """Whether a word with a capital at the start of a sentence is no name."""
    return (
        base in lexicon.not_names
        or base in lexicon.determiners
        or base in lexicon.prepositions
        or base in lexicon.pronouns
        or base in lexicon.joins
        or base in lexicon.relatives
        or base in lexicon.between
        or base in lexicon.clause
        or base in lexicon.cues
    )
