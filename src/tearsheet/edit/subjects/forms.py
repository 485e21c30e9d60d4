"""Which strings of a text are a name, in whatever form its language gives it.

A name is cut into words and each word into a stem and the endings it may take (data:
``inflection.toml``). Text and names are compared after `levelled`, which changes characters one
for one, so that offsets hold.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from tearsheet.edit.subjects.tables import Inflection, inflections
from tearsheet.model import Span, WatchName

# Vowel signs and other marks that belong to a word but are no letters to Python's \w.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957"
    "\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0b82\u0bbe-\u0bcd\u0bd7"
)
WORD = rf"[\w{_MARKS}]"
_IN_WORD = re.compile(WORD)
_VOWELS = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýąęėįųūāēīōőűаеёиоуыэюяіїєαεηιουωάέήίόύώ"
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7a3]{3}")
_KATAKANA = "\u30a1-\u30fa\u30fc"
_ARTICLE = "ال"
_SHORT_STEM = 5
_FEWEST = 3
_EXACT = Inflection()
_LEVEL = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʻ`´ʹ׳", "'"),
        **dict.fromkeys("״“”„", '"'),
        **dict.fromkeys("‐‑–—−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\u3000\n\t", " "),
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیې", "ي"),
        "ک": "ك",
        "ё": "е",
        "Ё": "Е",
        "・": "·",
    }
)
_CUT = " '\"&<>-"
_MOST_WAYS = 20
_VARIANTS: dict[str, str] = {}
for _code, _one in _LEVEL.items():
    _VARIANTS[_one] = _VARIANTS.get(_one, _one) + chr(_code)


def levelled(text: str) -> str:
    """``text`` with variants of one character made one; as long as it was."""
    return text.translate(_LEVEL)


@dataclass(frozen=True, slots=True)
class Form:
    """One name, ready to be looked for in a levelled text.

    ``pattern`` is a regular expression with a group ``name``, which may begin ``anywhere`` or only
    where a word does; ``hints`` are strings of which a text has at least one wherever it matches.
    """

    name: WatchName
    hints: tuple[str, ...]
    pattern: str
    anywhere: bool = False

    def found_in(self, text: str) -> list[tuple[int, int]]:
        """Where the name stands in the levelled text: start and end of each."""
        if not any(hint in text for hint in self.hints):
            return []
        # The edge is looked at afterwards: a pattern that begins with a letter is found faster.
        return [
            found.span("name")
            for found in _compiled(self.pattern).finditer(text)
            if self.anywhere or not _IN_WORD.match(text, max(0, found.start() - 1), found.start())
        ]


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    # Late, when a hint is met: of two hundred names a paper of one language prints a handful.
    return re.compile(pattern)


def form_of(name: WatchName) -> Form:
    """How to find ``name``."""
    text = levelled(unicodedata.normalize("NFC", name.text)).strip()
    if _UNSPACED.search(text):
        return Form(name, (text,), _unspaced(text), anywhere=True)
    rule = inflections().get(name.language.partition("-")[0], _EXACT)
    either = name.kind == "adjective" and not rule.capital_adjectives
    article, text = _without_article(text, rule)
    words = [_Word(word, rule, first and either) for first, word in _firsts(text)]
    space = f" (?:{_ARTICLE})?" if _ARTICLE in rule.prefixes else " "
    plain = space.join(word.pattern for word in words)
    loud = space.join(word.loud(name.language) for word in words)
    core = f"{plain}|{loud}" if loud != plain and text != text.upper() else plain
    hint = max((word.hint for word in words), key=len)
    hints = tuple(dict.fromkeys([hint, _upper(hint, name.language)]))
    before = _prefixes(rule, article)
    return Form(
        name,
        hints,
        rf"{before}(?P<name>{core})(?!{WORD})",
        # Korean writes its compounds as one word.
        anywhere=bool(_HANGUL.match(text)),
    )


@dataclass(frozen=True, slots=True)
class Clue:
    """A word of a name as any text must hold it that holds the name: in one of ``spellings``.

    They are case-sensitive and not levelled. ``begins`` and ``ends`` say that no letter can stand
    before, or behind.
    """

    spellings: tuple[str, ...]
    begins: bool
    ends: bool


def clues(name: WatchName) -> tuple[Clue, ...]:
    """What to look for in a text too long to be read: every one is there wherever the name is.

    The longest word comes first. Of a word with characters that `levelled` makes one, as long a
    part as can be spelled in few ways.
    """
    text = levelled(unicodedata.normalize("NFC", name.text)).strip()
    if _UNSPACED.search(text):
        return (Clue(_spellings([text]), begins=False, ends=False),)
    rule = inflections().get(name.language.partition("-")[0], _EXACT)
    either = name.kind == "adjective" and not rule.capital_adjectives
    text = _without_article(text, rule)[1]
    words = [_Word(word, rule, first and either) for first, word in _firsts(text)]
    free = not rule.prefixes and not _HANGUL.match(text)
    found = [clue for word in words for clue in _parts(word, name.language, free)]
    return tuple(sorted(found, key=lambda clue: -len(clue.spellings[0])))


def _parts(word: "_Word", language: str, free: bool) -> Iterator[Clue]:
    """What a word must show on both sides of its hyphens, which pages write in many ways."""
    pieces = [spelled.split("-") for spelled in word.spelled(language)]
    for place, spelled in enumerate(zip(*pieces, strict=True)):
        spellings = _spellings(spelled)
        whole = set(spelled) <= set(spellings)
        last = place == len(pieces[0]) - 1
        if all(spellings):
            ends = whole and not (last and word.tails)
            yield Clue(spellings, begins=free and whole, ends=ends)


def _spellings(texts: Iterable[str]) -> tuple[str, ...]:
    """The ways to write a longest part of each that has no more than a few."""
    return tuple(dict.fromkeys(way for text in texts for way in _ways(_longest_part(text))))


def _longest_part(text: str) -> str:
    """Without the characters that pages write as entities, and with few that have variants."""
    best = ""
    for start in range(len(text)):
        ways = 1
        for end in range(start, len(text)):
            ways *= len(_VARIANTS.get(text[end], "x"))
            if ways > _MOST_WAYS or text[end] in _CUT:
                break
            if end + 1 - start > len(best):
                best = text[start : end + 1]
    return best


def _ways(text: str) -> Iterator[str]:
    for letters in product(*(_VARIANTS.get(letter, letter) for letter in text)):
        yield "".join(letters)


class Phrases:
    """Phrases to be found as they stand, whole words only where their script parts words."""

    def __init__(self, texts: Iterable[str]) -> None:
        plain = {levelled(unicodedata.normalize("NFC", text)).strip() for text in texts}
        self._phrases = sorted(plain - {""}, key=lambda text: (-len(text), text))

    def found_in(self, text: str) -> list[Span]:
        """Where they stand in the levelled text; of two that overlap the longer."""
        found = list[Span]()
        for phrase in self._phrases:
            if phrase in text:
                spans = (Span(*match.span()) for match in _compiled(_whole(phrase)).finditer(text))
                found += [span for span in spans if not any(map(span.overlaps, found))]
        return sorted(found)


def _whole(phrase: str) -> str:
    """``phrase`` as a pattern that begins and ends where words do."""
    if _UNSPACED.search(phrase):
        return re.escape(phrase)
    end = rf"(?!{WORD})" if phrase[-1].isalnum() else ""
    return rf"(?<!{WORD}){re.escape(phrase)}{end}"


class _Word:
    """One word of a name: its stem, what may follow, and a string that is always in it."""

    def __init__(self, word: str, rule: Inflection, either_case: bool) -> None:
        self.stem, self.tails = _inflected(word, rule)
        first = self.stem[:1]
        self.either = either_case and first.lower() != first.upper()
        self.hint = self.stem[1:] if self.either and len(self.stem) > 2 else self.stem

    @property
    def pattern(self) -> str:
        if not self.either:
            return re.escape(self.stem) + self.tails
        first = f"[{self.stem[0].lower()}{self.stem[0].upper()}]"
        return first + re.escape(self.stem[1:]) + self.tails

    def spelled(self, language: str) -> tuple[str, ...]:
        """The stem in all its cases."""
        ways = [self.stem, _upper(self.stem, language)]
        if self.either:
            ways += [case + self.stem[1:] for case in (self.stem[0].lower(), self.stem[0].upper())]
        return tuple(dict.fromkeys(ways))

    def loud(self, language: str) -> str:
        """In capitals, as a headline may print it."""
        tails = self.tails if WORD in self.tails else self.tails.upper()
        return re.escape(_upper(self.stem, language)) + tails


def _firsts(text: str) -> list[tuple[bool, str]]:
    return [(not index, word) for index, word in enumerate(text.split())]


def _inflected(word: str, rule: Inflection) -> tuple[str, str]:
    """The stem of ``word`` and a pattern for what may follow it."""
    if word.isupper() or (not word[-1:].isalpha() and not rule.stems):
        return word, ""
    if rule.endings:
        ending = max(
            (ending for ending in rule.endings if ending != "*" and word.endswith(ending)),
            key=len,
            default="",
        )
        stem = word.removesuffix(ending)
        if len(stem) < 2:
            return word, ""
        tails = {"" if tail == "-" else tail for tail in rule.endings[ending or "*"].split()}
        return stem, _any_of({_levelled_tail(tail) for tail in tails})
    if rule.agglutinates:
        joint = "'?" if len(word) >= _SHORT_STEM or not word.isascii() else "'"
        return word, rf"(?:{joint}{WORD}{{1,{rule.agglutinates}}})?"
    if rule.stems:
        stem = word
        while len(stem) > _SHORT_STEM and stem[-1].lower() in _VOWELS:
            stem = stem[:-1]
        more = rf"{WORD}{{0,{rule.stems}}}"
        if stem == word and len(word) > _FEWEST and word[-1].lower() in _VOWELS:
            # Too short to lose its vowel for any letter, but it may change it: Kina, Kine, Kinom.
            return word[:-1], rf"(?:{word[-1]}{more}|[{_VOWELS}][mjnv]?)"
        return stem, more
    return word, ""


def _levelled_tail(tail: str) -> str:
    return re.escape(levelled(tail))


def _any_of(tails: set[str]) -> str:
    if tails == {""}:
        return ""
    longest_first = sorted(tails, key=lambda tail: (-len(tail), tail))
    return "(?:" + "|".join(longest_first) + ")"


def _without_article(text: str, rule: Inflection) -> tuple[bool, str]:
    """Whether the name carries the Arabic article, and the name without it."""
    if _ARTICLE in rule.prefixes and text.startswith(_ARTICLE) and len(text) > 4:
        return True, text[2:]
    return False, text


def _prefixes(rule: Inflection, article: bool) -> str:
    if not rule.prefixes:
        return ""
    fitting = [prefix for prefix in rule.prefixes if not article or prefix.endswith(("ال", "لل"))]
    joined = _any_of(set(fitting))
    return joined if article else f"{joined}?"


def _unspaced(text: str) -> str:
    core = rf"(?P<name>{re.escape(text)})"
    if re.fullmatch(f"[{_KATAKANA}·]+", text):
        return f"(?<![{_KATAKANA}]){core}(?![{_KATAKANA}])"
    return core


@cache
def _dotted(language: str) -> bool:
    return language.partition("-")[0] in {"tr", "az"}


def _upper(text: str, language: str) -> str:
    return (text.replace("i", "İ") if _dotted(language) else text).upper()
