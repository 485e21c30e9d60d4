"""When do two strings have the same words? The declared ladder of the gate, rung by rung.

This is the one place that says which differences between an edition and the archived page are
mere typography. Case, letters, digits and every other mark must be equal.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from tearsheet.model import Span

SPACES = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202c\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff"
DOUBLE = "“”„‟«»＂″״「」〝〞〟"
SINGLE = "‘’‚‛‹›＇ʼʻ׳『』`´"
HYPHENS = "\u2010\u2011"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: what ``pattern`` matches is replaced, and ``why`` that may be."""

    name: str
    why: str
    pattern: Callable[[], re.Pattern[str]]
    replacement: Callable[[str], str]
    one_to_one: bool = False

    def touches(self, text: str) -> bool:
        """Whether the rung would change anything in the text."""
        if self.name == "unicode form":
            return not unicodedata.is_normalized("NFC", text)
        return self.pattern().search(text) is not None


@cache
def _cluster() -> re.Pattern[str]:
    """A character with all that may join it: marks, and the vowels and finals of Hangul."""
    marks = "".join(
        re.escape(chr(code))
        for code in range(0x300, 0x20000)
        if unicodedata.category(chr(code))[0] == "M"
    )
    return re.compile(f".[{marks}\u1160-\u11ff]*", re.DOTALL)


def _class(characters: str) -> Callable[[], re.Pattern[str]]:
    compiled = re.compile(f"[{characters}]")
    return lambda: compiled


@cache
def _spaces() -> re.Pattern[str]:
    # A single plain space stays as it is; only what differs from one is rewritten.
    return re.compile(f"[{SPACES}]{{2,}}|(?! )[{SPACES}]")


LADDER: tuple[Rung, ...] = (
    Rung(
        "invisible characters",
        "soft hyphens, zero-width characters, direction marks and presentation selectors print "
        "no ink (the direction overrides, which reorder what is seen, are not among them)",
        _class(INVISIBLE),
        lambda found: "",
    ),
    Rung(
        "unicode form",
        "canonically equivalent sequences are the same characters (Unicode, UAX 15, form C)",
        _cluster,
        lambda found: unicodedata.normalize("NFC", found),
    ),
    Rung(
        "double quotation marks",
        "each house has its own style; a double mark stays double",
        _class(DOUBLE),
        lambda found: '"',
        one_to_one=True,
    ),
    Rung(
        "single quotation marks and apostrophes",
        "the same; a single mark stays single",
        _class(SINGLE),
        lambda found: "'",
        one_to_one=True,
    ),
    Rung(
        "hyphens",
        "the Unicode hyphen and the non-breaking hyphen are the keyboard's; dashes are not",
        _class(HYPHENS),
        lambda found: "-",
        one_to_one=True,
    ),
    Rung(
        "ellipsis",
        "one character or three full stops",
        _class("…"),
        lambda found: "...",
    ),
    Rung(
        "white space",
        "any run of spaces and line ends is one space",
        _spaces,
        lambda found: " ",
    ),
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text after the ladder.

    ``offsets[i]`` and ``ends[i]`` say where in the original text the folded code point ``i``
    comes from: ``[offsets[i], ends[i])``.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> Span:
        """The span of the original text that the folded ``[start, end)`` comes from."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else self._length()
            return Span(at, at)
        return Span(self.offsets[start], self.ends[end - 1])

    def find(self, needle: "Folded | str", start: int = 0) -> Span | None:
        """Where ``needle`` first stands at or after ``start``, all in original offsets.

        White space around the needle is ignored; an empty needle is nowhere.
        """
        words = (needle if isinstance(needle, Folded) else folded(needle)).text.strip(" ")
        if not words:
            return None
        at = self.text.find(words, self._folded_offset(start))
        return None if at < 0 else self.original(at, at + len(words))

    def _folded_offset(self, start: int) -> int:
        """The first folded code point that begins at or after an original offset."""
        low, high = 0, len(self.offsets)
        while low < high:
            middle = (low + high) // 2
            if self.offsets[middle] < start:
                low = middle + 1
            else:
                high = middle
        return low

    def _length(self) -> int:
        return self.ends[-1] if self.ends else 0


def folded(text: str) -> Folded:
    """The text after every rung of `LADDER`, with offsets back; folding twice changes nothing."""
    result = Folded(text, range(len(text)), range(1, len(text) + 1))
    for rung in LADDER:
        if rung.touches(result.text):
            result = _rewritten(result, rung)
    return result


def _rewritten(before: Folded, rung: Rung) -> Folded:
    """One rung's work: pieces that it changes map as a whole to where they came from."""
    if rung.one_to_one:
        text = rung.pattern().sub(lambda match: rung.replacement(match[0]), before.text)
        return Folded(text, before.offsets, before.ends)
    text, pieces = before.text, list[str]()
    offsets, ends = list[Sequence[int]](), list[Sequence[int]]()
    done = 0
    for match in rung.pattern().finditer(text):
        start, end = match.span()
        new = rung.replacement(match[0])
        if new == match[0]:
            continue
        pieces += (text[done:start], new)
        offsets += (before.offsets[done:start], (before.offsets[start],) * len(new))
        ends += (before.ends[done:start], (before.ends[end - 1],) * len(new))
        done = end
    pieces.append(text[done:])
    offsets.append(before.offsets[done:])
    ends.append(before.ends[done:])
    return Folded("".join(pieces), tuple(chain(*offsets)), tuple(chain(*ends)))
