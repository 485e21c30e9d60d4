"""The words of a text and what kind each is, by its form alone."""

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tearsheet.model import Span
from tearsheet.text import sentences

_TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|''|``|[^\w\s]")
_MARKS = {
    **dict.fromkeys([",", "،"], ","),
    **dict.fromkeys([";", ":"], ":"),
    **dict.fromkeys(["—", "–", "-", "--"], "dash"),
    **dict.fromkeys(["(", "[", ")", "]"], "bracket"),
    **dict.fromkeys(['"', "“", "”", "''", "``", "«", "»", "‘"], "mark"),
    **dict.fromkeys([".", "!", "?", "…"], "end"),
}
_CONTRACTING = frozenset({"he", "i", "you", "it", "who", "that", "whether"})
_OWNERS = ("'s", "’s", "s'", "s’")


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """What kind a word of a language is; see ``en.toml``."""

    known: dict[str, str]
    contracted: tuple[str, ...]

    def of(self, word: str, lower: str) -> str:
        """The kind of a word that is not known: by capital, ending or figure."""
        if word.endswith(_OWNERS):
            subject = self.known.get(lower.rpartition("’" if "’" in lower else "'")[0])
            return subject if subject in _CONTRACTING else "owner"
        if lower.endswith(self.contracted):
            subject = self.known.get(lower.rpartition("’" if "’" in lower else "'")[0])
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
        found = list(_TOKEN.finditer(text))
        spans = [match.span() for match in found]
        printed = [match[0] for match in found]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.lower = [word.lower() for word in printed]
        known, of = kinds.known.get, kinds.of
        self.kinds = [
            known(lower) or of(word, lower) for word, lower in zip(printed, self.lower, strict=True)
        ]
        self.sentences = [
            (bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end))
            for sentence in sentences(text, language)
        ]

    def span(self, first: int, last: int) -> Span:
        """The text from one word to before another (half-open, not empty)."""
        return Span(self.starts[first], self.ends[last - 1])
