"""The words of a text and what kind each is, by its form alone."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from functools import cache
from importlib import resources
from itertools import accumulate

from tearsheet.model import Span
from tearsheet.text import sentences

_TOKEN = re.compile(r"(\w+(?:[’'-]\w+)*|''|``|[^\w\s])")
_MARKS = {
    **dict.fromkeys([",", "،"], ","),
    **dict.fromkeys([";", ":"], ":"),
    **dict.fromkeys(["—", "–", "-", "--"], "dash"),
    **dict.fromkeys(["(", "[", ")", "]"], "bracket"),
    **dict.fromkeys(['"', "“", "”", "''", "``", "«", "»", "‘"], "mark"),
    **dict.fromkeys([".", "!", "?", "…"], "end"),
}
_CONTRACTING = frozenset({"he", "i", "you", "it", "who", "that", "whether"})
_REMEMBERED = 100_000
_OWNERS = ("'s", "’s", "s'", "s’")


class Kinds(dict[str, tuple[str, str]]):
    """Printed word to the word in lower case and its kind; see ``en.toml``.

    Most words of an article come again, so that those read are remembered.
    """

    def __init__(self, known: dict[str, str], contracted: tuple[str, ...]) -> None:
        self._known = known
        self._contracted = contracted

    def __missing__(self, word: str) -> tuple[str, str]:
        """Read a word not met before."""
        if len(self) >= _REMEMBERED:
            self.clear()
        lower = word.lower()
        found = self[word] = lower, self._known.get(lower) or self._by_form(word, lower)
        return found

    def _by_form(self, word: str, lower: str) -> str:
        """The kind of a word that is not known: by capital, ending or figure."""
        if word.endswith(_OWNERS):
            subject = self._known.get(lower.rpartition("’" if "’" in lower else "'")[0])
            return subject if subject in _CONTRACTING else "owner"
        if lower.endswith(self._contracted):
            subject = self._known.get(lower.rpartition("’" if "’" in lower else "'")[0])
            return subject or "he"
        if not word[0].isalpha():
            return "number" if word[0].isdigit() else _MARKS.get(word, "sign")
        if word[0].isupper():
            return "Name"
        return "also" if lower.endswith("ly") and len(lower) > 4 else "word"


@cache
def kinds_for(language: str) -> Kinds | None:
    """The kinds of a language (its primary subtag), None where it has no file."""
    file = resources.files(__package__ or "") / f"{language}.toml"
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text("utf-8"))
    known = dict(_MARKS)
    for kind, words in reversed(table["kinds"].items()):
        known.update(dict.fromkeys(words, kind))
    return Kinds(known, tuple(table["contracted"]))


class Words:
    """The words and marks of a text by number.

    ``starts`` and ``ends`` are offsets, ``lower`` the words in lower case, ``kinds`` what they
    are. ``sentences`` are pairs of word numbers, half-open.
    """

    __slots__ = ("ends", "kinds", "lower", "sentences", "starts", "text")

    def __init__(self, text: str, language: str, kinds: Kinds) -> None:
        self.text = text
        # Gaps and words by turns: no match is made into an object of its own.
        pieces = _TOKEN.split(text)
        places = tuple(accumulate(map(len, pieces)))
        read = list(map(kinds.__getitem__, pieces[1::2]))
        lower, of = zip(*read, strict=True) if read else ((), ())
        self.starts: tuple[int, ...] = places[:-1:2]
        self.ends: tuple[int, ...] = places[1::2]
        self.lower: tuple[str, ...] = lower
        self.kinds: tuple[str, ...] = of
        self.sentences = [
            (bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end))
            for sentence in sentences(text, language)
        ]

    def sentence_start(self, at: int) -> int:
        """The offset at which the sentence of a word begins."""
        place = bisect_right(self.sentences, (at, len(self.starts))) - 1
        return self.starts[self.sentences[max(0, place)][0]]

    def span(self, first: int, last: int) -> Span:
        """The text from one word to before another (half-open, not empty)."""
        return Span(self.starts[first], self.ends[last - 1])
