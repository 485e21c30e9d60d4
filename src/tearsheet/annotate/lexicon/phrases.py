"""Where do a lexicon's words and phrases stand in a text?

One dictionary look-up for each word of the text, whatever the size of the lexicon.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

# A French pronoun after its verb (explique-t-il) is a word of its own.
# The signs of Devanagari and the joiner of Persian are no letters to regular expressions.
_WORD = re.compile(
    r"[^\W_][\w\u0900-\u0963\u200c]*+"
    r"(?:['’‘ʼ-](?!(?:t-)?(?:il|elle|ils|elles|on)\b)[^\W_][\w\u0900-\u0963\u200c]*)*"
)
# Uzbek o‘ and g‘ are printed with each of these.
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʻʼ`", "'"))
_SHORTEST_STEM = 2
_REMEMBERED = 20_000  # words whose stems have been looked for


def lowered(word: str) -> str:
    """A word as lexicons are asked for it: in lower case, every apostrophe a straight one."""
    low = word.casefold()
    return low if low.isascii() else low.translate(_APOSTROPHES)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the lexicon at ``[start, end)`` of the text, and its kind."""

    start: int
    end: int
    kind: str


class Phrases:
    """Forms of one or more kinds: words, phrases, and stems with ``*`` at their end or start.

    Case is ignored. In a script without spaces the forms are found anywhere.
    """

    def __init__(
        self,
        forms: Mapping[str, Iterable[str]],
        spaced: bool = True,
        longer: Iterable[str] = (),
    ) -> None:
        """``longer`` are words that only seem to hold a form: 名称 is not the verb 称."""
        self._spaced = spaced
        self._longer = frozenset(longer)
        self._words: dict[str, str] = {}
        self._starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._stems: dict[str, str] = {}
        self._tails: dict[str, str] = {}
        self._longest_tail = 0
        self._longest_stem = 0
        plain = {form: kind for kind, listed in forms.items() for form in listed}
        if spaced:
            plain = {lowered(form): kind for form, kind in plain.items()}
        for form, kind in plain.items():
            self._enter(form, kind)
        self._loose = bool(self._stems or self._tails)
        self._plain = plain
        # Only a script without spaces is searched letter by letter.
        listed = () if spaced else {*self._plain, *self._longer}
        ordered = sorted(listed, key=lambda form: (-len(form), form))
        self._anywhere = re.compile("|".join(map(re.escape, ordered)) or "(?!)")
        # Most words of an article come again, and a stem is looked for letter by letter.
        self._inflected = lru_cache(maxsize=_REMEMBERED)(self._kind_of_inflected)
        self._begins = _Begins(self)

    def _enter(self, form: str, kind: str) -> None:
        parts = tuple(_WORD.findall(form))
        if form.endswith("*"):
            self._stems[form[:-1]] = kind
            self._longest_stem = max(self._longest_stem, len(form) - 1)
        elif form.startswith("*"):
            self._tails[form[1:]] = kind
            self._longest_tail = max(self._longest_tail, len(form) - 1)
        elif len(parts) > 1:
            self._starts.setdefault(parts[0], []).append((parts, kind))
            self._starts[parts[0]].sort(key=lambda entry: -len(entry[0]))
        else:
            self._words[form] = kind

    @property
    def forms(self) -> frozenset[str]:
        """All forms as listed, in lower case where the script has spaces."""
        return frozenset(self._plain)

    def kind(self, word: str) -> str | None:
        """The kind of a single word (in lower case), None if it is not in the lexicon."""
        found = self._words.get(word)
        if found is None and self._loose:
            return self._inflected(word)
        return found

    def _kind_of_inflected(self, word: str) -> str | None:
        """The kind of a word by its stem or its tail."""
        if self._stems:
            for end in range(min(len(word), self._longest_stem), _SHORTEST_STEM - 1, -1):
                if word[:end] in self._stems:
                    return self._stems[word[:end]]
        if self._tails:
            for start in range(max(0, len(word) - self._longest_tail), len(word) - 1):
                if word[start:] in self._tails:
                    return self._tails[word[start:]]
        return None

    def __contains__(self, word: str) -> bool:
        return word in self._words or (self._loose and self._inflected(word) is not None)

    def among(self, words: Iterable[str]) -> set[str]:
        """Those of some words (in lower case) that are listed, each looked up once."""
        return {word for word in set(words) if word in self}

    def find(self, text: str, start: int, end: int) -> Iterator[Found]:
        """All phrases in a stretch of a text, in order, the longest at each place."""
        if not self._spaced:
            for match in self._anywhere.finditer(text, start, end):
                if match[0] not in self._longer:
                    yield Found(match.start(), match.end(), self._plain[match[0]])
            return
        begins = self._begins
        words = list(_WORD.finditer(text, start, end))
        free = 0
        for at, word in enumerate(words):
            if not begins[word[0]] or at < free:
                continue
            phrase = self._phrase(words, at)
            if phrase:
                length, kind = phrase
                yield Found(word.start(), words[at + length - 1].end(), kind)
                free = at + length

    def begins(self, word: str) -> bool:
        """Whether a phrase may begin with a word as printed."""
        low = lowered(word)
        return low in self._starts or low in self

    def first(self, text: str, start: int, end: int) -> Found | None:
        """The first phrase in a stretch, if there is one."""
        return next(self.find(text, start, end), None)

    def _phrase(self, words: list[re.Match[str]], at: int) -> tuple[int, str] | None:
        first = lowered(words[at][0])
        longer = self._starts.get(first, ())
        second = lowered(words[at + 1][0]) if longer and at + 1 < len(words) else ""
        for parts, kind in longer:
            following = words[at : at + len(parts)]
            if (
                parts[1] == second
                and len(following) == len(parts)
                and all(
                    lowered(word[0]) == part for word, part in zip(following, parts, strict=True)
                )
            ):
                return len(parts), kind
        kind_here = self.kind(first)
        return None if kind_here is None else (1, kind_here)


class _Begins(dict[str, bool]):
    """Whether a phrase may begin with a word, for each word as printed that was asked for."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def __missing__(self, word: str) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found = self._phrases.begins(word)
        return found
