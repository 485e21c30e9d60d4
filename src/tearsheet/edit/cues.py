"""Which words of a language tell whether a passage can stand alone? Read from ``words/``."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_LETTERS = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


@dataclass(frozen=True, eq=False)
class Cues:
    """A language's telling words, all in lower case; empty where nobody has written them yet.

    The fields are the keys of the language's file and are explained there.
    """

    language: str
    leaning: frozenset[str] = frozenset()
    qualifying: frozenset[str] = frozenset()
    edge_before: frozenset[str] = frozenset()
    edge_after: frozenset[str] = frozenset()
    saying: frozenset[str] = frozenset()
    boilerplate: frozenset[str] = frozenset()
    inside_name: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    no_name: frozenset[str] = frozenset()
    official: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    adverbial: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    corrections: frozenset[str] = frozenset()
    locative: frozenset[str] = frozenset()

    @property
    def little_words(self) -> frozenset[str]:
        """Those that say nothing of what a text is on."""
        return (
            self.leaning
            | self.qualifying
            | self.edge_before
            | self.edge_after
            | self.saying
            | self.inside_name
            | self.no_name
            | self.adverbial
            | self.pronouns
        )

    def corrects(self, title: str) -> bool:
        """Whether a headline opens as a correction does ("Clarification: …"), or is just that."""
        head = re.split(r"\s*[:：|]\s*|\s+[–—-]+\s+", title.strip(), maxsplit=1)[0]
        words = set(self.words(head))
        return bool(words & self.corrections) and words <= self.corrections | self.inside_name

    def opening(self, text: str, of: frozenset[str]) -> str:
        """Which of the words ``text`` begins with, marks aside; empty if none."""
        words = self.words(text[:80])
        if not words:
            return ""
        if self.language in _UNSPACED:
            return max((cue for cue in of if words[0].startswith(cue)), key=len, default="")
        starts = (" ".join(words[:length]) for length in (4, 3, 2, 1))
        return next((start for start in starts if start in of), "")

    def closing(self, text: str, of: frozenset[str]) -> str:
        """Which of the words ``text`` ends with, marks aside; empty if none."""
        words = self.words(text[-80:])
        if not words:
            return ""
        if self.language in _UNSPACED:
            return max((cue for cue in of if words[-1].endswith(cue)), key=len, default="")
        ends = (" ".join(words[-length:]) for length in (3, 2, 1))
        return next((end for end in ends if end in of), "")

    def words(self, text: str) -> list[str]:
        """The words of a text in lower case, apostrophes straight."""
        return [word.lower().replace("’", "'") for word in _LETTERS.findall(text)]


@cache
def cues(language: str) -> Cues:
    """The telling words of a language (BCP 47; only the primary subtag counts)."""
    primary = language.lower().partition("-")[0]
    file = files("tearsheet.edit") / "words" / f"{primary}.toml"
    if not primary.isalpha() or not file.is_file():
        return Cues(primary)
    content = tomllib.loads(file.read_text("utf-8"))
    return Cues(primary, **{key: frozenset(words) for key, words in content.items()})
