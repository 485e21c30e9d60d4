"""Articles made of words that never were: as many as one likes, the same ones every time.

Each word follows the one before it as in a language: often one of its own few followers, else any
word by Zipf's law. The numbers are chosen so that runs of three words repeat about as they do in
corpora/quotes/polnear (924 articles: 29 % of runs in more than one article, 7 % in more than 8).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.copies.fingerprints import Fingerprint, sampled
from tearsheet.relate.copies.words import Words, words_of

VOCABULARY = 60_000
FOLLOWERS = 40
LENGTH = 500
_FRESH = 80
"""In 256 words, so many follow nothing."""
_TOGETHER = 64
_CHANGED = 12
"""One word in so many is another in an edited copy."""

Tokens = NDArray[np.int32]


@dataclass(frozen=True)
class Press:
    """Words and how they follow one another."""

    words: NDArray[np.str_]
    numbers: NDArray[np.uint64]
    any_word: Tokens
    followers: Tokens

    def articles(self, seed: int, count: int) -> Tokens:
        """``count`` articles of `LENGTH` words each, as rows of positions in ``words``."""
        random = np.random.default_rng(seed)
        chosen = (np.square(np.arange(256) / 256) * FOLLOWERS).astype(np.int32)
        now = self.any_word[random.integers(0, 1 << 16, count, dtype=np.uint16)]
        rows = np.empty((LENGTH, count), dtype=np.int32)
        for at in range(LENGTH):
            drawn = random.integers(0, 1 << 32, count, dtype=np.uint32)
            next_one = self.followers[now, chosen[(drawn >> 16) & 255]]
            now = np.where(drawn >> 24 < _FRESH, self.any_word[drawn & 0xFFFF], next_one)
            rows[at] = now
        return np.ascontiguousarray(rows.T)

    def edited(self, article: Tokens, seed: int) -> Tokens:
        """A copy with words changed, a new beginning and without its last quarter."""
        random = np.random.default_rng(seed)
        kept = article[: LENGTH * 3 // 4].copy()
        changed = random.random(len(kept)) < 1 / _CHANGED
        kept[changed] = self.any_word[random.integers(0, 1 << 16, int(changed.sum()))]
        return np.concatenate((self.any_word[random.integers(0, 1 << 16, 40)], kept))

    def text(self, article: Tokens) -> str:
        """The article in letters, in sentences and paragraphs."""
        words = self.words[article].tolist()
        lines = (" ".join(words[at : at + 20]) + "." for at in range(0, len(words), 20))
        return "\n".join(line.capitalize() for line in lines)

    def fingerprints(self, articles: Tokens) -> Iterator[Fingerprint]:
        """Those of the articles' texts, without writing them out."""
        nowhere = np.zeros(0, dtype=np.int64)
        for at in range(0, len(articles), _TOGETHER):
            some = articles[at : at + _TOGETHER]
            bounds = np.arange(len(some) + 1) * LENGTH
            alone = np.zeros(some.size, dtype=np.bool_)
            yield from sampled(Words(self.numbers[some.ravel()], nowhere, nowhere, alone, bounds))


def press() -> Press:
    """The same one every time."""
    random = np.random.default_rng(7)
    letters = np.array(list("etaoinshrdlucmfwypvbgkjqxz"))
    sizes = 2 + (np.log1p(np.arange(VOCABULARY)) * 0.5 + random.random(VOCABULARY) * 2).astype(int)
    words = np.array(
        ["".join(letters[(random.random(size) ** 1.7 * 26).astype(int)]) for size in sizes.tolist()]
    )
    falling = np.cumsum(1 / (np.arange(1, VOCABULARY + 1) + 2.7) ** 1.05)
    falling /= falling[-1]
    any_word = np.searchsorted(falling, (np.arange(1 << 16) + 0.5) / (1 << 16)).astype(np.int32)
    followers = np.searchsorted(falling, random.random((VOCABULARY, FOLLOWERS))).astype(np.int32)
    numbers = words_of(words.tolist()).numbers
    return Press(words, numbers, any_word, followers)
