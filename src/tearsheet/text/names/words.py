"""A printed name as words that can be compared."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from tearsheet.text.names.latin import latin
from tearsheet.text.names.readings import family_name, han
from tearsheet.text.names.sounds import letters_table
from tearsheet.text.names.tables import table

_REMEMBERED = 50_000
_LONGEST_NAME, _LONGEST_WORD = 200, 40
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ə": "a",
        "ŋ": "ng",
        "ħ": "h",
    }
)
_PLAIN_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['’ʼʻ`´‘ʿʾ]")
# RamiMakhlouf, but not McDonald.
_JOINED = re.compile(r"(?<=[a-zà-ÿ]{3})(?=[A-ZÀ-Þ][a-zà-ÿ]{2})")
# L.L.C., S.A.
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_UNSPACED = re.compile("[\u3005\u3400-\u9fff\uac00-\ud7a3]+")


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word: plain Latin letters in lower case, and as printed in its own script."""

    plain: str
    printed: str


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of a name that tell it from another, in order.

    ``forms`` are legal forms in their short spelling ("ltd"), ``numbers`` all numbers,
    ``particles`` the small words left out.
    """

    words: tuple[NameWord, ...]
    forms: frozenset[str]
    numbers: frozenset[str]
    particles: frozenset[str]
    honorifics: frozenset[str]


@lru_cache(maxsize=_REMEMBERED)
def folded_latin(word: str) -> str:
    """A word in plain letters a to z and digits; of other scripts too, as far as they are known."""
    spelt = latin(word).casefold().translate(_LETTERS)
    if spelt.isascii():
        return "".join(c for c in spelt if c.isalnum())
    bare = unicodedata.normalize("NFKD", spelt)
    return "".join(c for c in bare if c.isalnum() and not unicodedata.combining(c))


@lru_cache(maxsize=_REMEMBERED)
def name_words(name: str) -> NameWords:
    """The words of a name. A name of nothing but particles or forms keeps them as words.

    Of what is longer than any name the start is taken.
    """
    printed = unicodedata.normalize("NFKC", name[:_LONGEST_NAME])
    printed = _DOTTED.sub(lambda m: m[0].replace(".", ""), printed)
    printed = _JOINED.sub(" ", _APOSTROPHES.sub("", printed))
    particles, honorifics = _listed("particles"), _listed("honorifics")
    forms, numbers = table("words")["forms"], table("words")["numbers"]
    words, left_out, legal = list[NameWord](), list[NameWord](), set[str]()
    small, titles, counted = set[str](), set[str](), set[str]()
    for word in _parts(printed):
        plain = word.plain
        if plain in numbers:
            plain = numbers[plain]
            word = NameWord(plain, word.printed)
        if plain.isdigit():
            counted.add(plain)
        if plain in forms:
            legal.add(forms[plain])
            left_out.append(word)
        elif plain in particles:
            small.add(plain)
            left_out.append(word)
        elif plain in honorifics:
            titles.add(plain)
            left_out.append(word)
        elif plain:
            words.append(word)
    return NameWords(
        tuple(words or left_out),
        frozenset(legal),
        frozenset(counted),
        frozenset(small),
        frozenset(titles),
    )


def _parts(printed: str) -> list[NameWord]:
    """Words as printed; those of scripts without spaces as far as they can be parted."""
    found = list[NameWord]()
    for match in _PLAIN_WORD.finditer(_with_marks_joined(printed)):
        word = match[0][:_LONGEST_WORD]
        if word.startswith("ال") and len(word) > len("ال") + 1:
            word = word.removeprefix("ال")
        if _UNSPACED.fullmatch(word) and letters_table(word) == "chinese":
            family = family_name(word)
            if family and len(word) > len(family) and " " in (spelt := han(word)):
                first, rest = spelt.casefold().split(" ", 1)
                found += [NameWord(first, family), NameWord(rest, word[len(family) :])]
                continue
        spelt = folded_latin(word)
        found.append(NameWord(spelt, word))
    return found


def _with_marks_joined(printed: str) -> str:
    """Without combining marks of Arabic and Hebrew, which would part a word."""
    return "".join(c for c in printed if unicodedata.category(c) != "Mn" or "ऀ" <= c <= "\u0dff")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("words")[name]["all"].split())


@cache
def nicknames() -> dict[str, str]:
    """Short and other forms of given names, each with the form it stands for."""
    return {
        short: full
        for full, listed in table("words")["nicknames"].items()
        for short in listed.split()
    }
