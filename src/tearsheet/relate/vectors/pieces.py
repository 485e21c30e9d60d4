"""Which pieces is a text made of? SentencePiece's unigram model over normalised text.

The best way to cut a word is the one whose pieces' log-probabilities have the greatest sum
(Kudo 2018, "Subword Regularization", section 3.2), found from left to right. No piece reaches
over a space, so each word is cut alone, and what was cut once is kept.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

SPACE = "▁"
_UNKNOWN = 10.0  # SentencePiece: so much worse than the worst piece is a character without one
_KEPT_WORDS = 1 << 17
_KEPT_LETTERS = 32
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
        self._scored = {
            piece: (scores[number], number)
            for number, piece in enumerate(pieces)
            if number != unknown
        }
        self._longest = dict[str, int]()
        for piece in pieces:
            self._longest[piece[:1]] = max(len(piece), self._longest.get(piece[:1], 0))
        self._most = max(self._longest.values())
        self._unknown = (min(scores) - _UNKNOWN, unknown)
        self._normal = dict(normal)
        self._abnormal = re.compile("[" + re.escape("".join(self._normal)) + "]")
        self._cut_once = lru_cache(maxsize=_KEPT_WORDS)(self._cut)

    def normalised(self, text: str) -> str:
        """The text as the pieces know it: NFKC characters, no runs of spaces."""
        plain = self._abnormal.sub(lambda found: self._normal[found[0]], text)
        return _SPACES.sub(" ", plain)

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
        end = len(word)
        scored, longest = self._scored, self._longest
        worst, unknown = self._unknown
        best = [float("-inf")] * (end + 1)
        best[0] = 0.0
        came = [(0, 0)] * (end + 1)
        for here in range(end):
            so_far = best[here]
            if so_far == float("-inf"):
                continue
            for there in range(here + 1, min(end, here + longest.get(word[here], 1)) + 1):
                piece = scored.get(word[here:there])
                if piece is not None and so_far + piece[0] > best[there]:
                    best[there] = so_far + piece[0]
                    came[there] = (here, piece[1])
            if so_far + worst > best[here + 1]:
                best[here + 1] = so_far + worst
                came[here + 1] = (here, unknown)
        found = list[int]()
        while end:
            end, number = came[end]
            found.append(number)
        return tuple(reversed(found))
