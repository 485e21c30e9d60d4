"""Which pieces is a text made of? SentencePiece's unigram model over normalised text.

The best way to cut a word is the one whose pieces' log-probabilities have the greatest sum
(Kudo 2018, "Subword Regularization", section 3.2), found from left to right. No piece reaches
over a space, so each word is cut alone, and what was cut once is kept.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

SPACE = "▁"
_UNKNOWN = 10.0  # SentencePiece: so much worse than the worst piece is a character without one
_KEPT_WORDS = 1 << 17
_KEPT_LETTERS = 32
_FAR = re.compile("[\U00010000-\U0010ffff]")
_LONE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(" {2,}")


class Pieces:
    """The pieces of a vocabulary, by id, and how texts are cut into them."""

    def __init__(
        self,
        pieces: Sequence[str],
        scores: Sequence[float],
        unknown: int,
        normal: Mapping[str, str],
    ) -> None:
        """``scores`` are log-probabilities; ``normal`` is what a character becomes first."""
        self._found = AhoCorasick(
            pieces, implementation=Implementation.ContiguousNFA, store_patterns=False
        )
        self._scores = [*scores]
        self._scores[unknown] = float("-inf")
        self._most = max(map(len, pieces))
        self._unknown, self._worst = unknown, min(scores) - _UNKNOWN
        self._normal = dict(normal)
        # A class that reaches past the first plane is looked through one by one: 100 times slower.
        near = [letter for letter in self._normal if letter < "\U00010000"]
        self._near = re.compile("[" + re.escape("".join(near)) + "]")
        self._any = re.compile("[" + re.escape("".join(self._normal)) + "]")
        self._cut_once = lru_cache(maxsize=_KEPT_WORDS)(self._cut)

    def normalised(self, text: str) -> str:
        """The text as the pieces know it: NFKC characters, no runs of spaces."""
        if not (text.isascii() and text.isprintable()):
            abnormal = self._any if _FAR.search(text) else self._near
            text = abnormal.sub(lambda found: self._normal[found[0]], text)
        return _SPACES.sub(" ", text) if "  " in text else text

    def ids(self, text: str, most: int | None = None) -> list[int]:
        """The ids of the pieces of ``text``, the first ``most`` of them if given.

        Time is linear in the text, and in ``most`` alone where blanks do not fill the text.
        """
        window = len(text) if most is None else self._most * (most + 2)
        made = self._read(text[:window], most)
        if most is None or len(made) == most or window >= len(text):
            return made
        return self._read(text, most)

    def _read(self, text: str, most: int | None) -> list[int]:
        made = list[int]()
        for word in self.normalised(text).removeprefix(" ").split(" "):
            if len(word) < _KEPT_LETTERS:
                made += self._cut_once(SPACE + word)
            elif most is None:
                made += self._cut(SPACE + word)
            else:
                # What lies far behind the pieces asked for has no say in them.
                made += self._cut(SPACE + word[: self._most * (most - len(made) + 2)])
            if most is not None and len(made) >= most:
                return made[:most]
        return made

    def _cut(self, word: str) -> tuple[int, ...]:
        """The ids of the best pieces of one word (Viterbi)."""
        end, scores, worst = len(word), self._scores, self._worst
        best = [0.0] + [float("-inf")] * end
        came, piece = [0] * (end + 1), [self._unknown] * (end + 1)
        sure = 0
        word = _LONE.sub("\ufffd", word)  # no piece has half a character, and the search takes none
        matches = self._found.find_matches_as_indexes(word, overlapping=True)
        # Pieces come in the order of their ends. Before one is taken, all that end earlier are
        # settled, by a letter without a piece if need be.
        for number, here, there in [*matches, (self._unknown, end, end + 1)]:
            while sure < there - 1:
                sure += 1
                score = best[sure - 1] + worst
                if score > best[sure]:
                    best[sure], came[sure], piece[sure] = score, sure - 1, self._unknown
            score = best[here] + scores[number]
            if there <= end and score > best[there]:
                best[there], came[there], piece[there] = score, here, number
        found = list[int]()
        while end:
            found.append(piece[end])
            end = came[end]
        return tuple(reversed(found))
