"""What a text keeps when it is put into another language: its figures, names and quotations."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from tearsheet.model import Article
from tearsheet.text import paragraphs, quoted

_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_][\w'’-]{2,}")
_CASELESS = re.compile("[\u0590-\u05ff\u0620-\u06ff]{4,}")
_STARTS = frozenset('.!?…:»”"“«„\n')
_UNVOICED = str.maketrans("bdgzvy", "ptksfi")
_SOUNDS = (
    ("tsch", "c"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "k"),
    ("zh", "s"),
    ("kh", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("q", "k"),
    ("c", "k"),
    ("w", "v"),
    ("j", "i"),
    ("x", "ks"),
)
"""Spellings that differ between languages for one sound; what is left is only compared."""


class _Script(msgspec.Struct, forbid_unknown_fields=True):
    """One script of ``letters.toml``."""

    letters: str
    prefixes: tuple[str, ...] = ()
    caseless: bool = False


@dataclass(frozen=True, slots=True)
class Traits:
    """Sets that two languages can be compared by.

    ``figures`` are numbers of two digits and more as plain digits. ``names`` are consonant
    skeletons of words with a capital inside a sentence; where a script has no capitals every
    longer word may be a name, and ``sure`` is False. ``quotations`` counts the quoted stretches,
    ``paragraphs`` the paragraphs.
    """

    figures: frozenset[str]
    names: frozenset[str]
    sure: bool
    quotations: int
    paragraphs: int


def traits_of(article: Article) -> Traits:
    """Of title and text."""
    whole = f"{article.title}\n{article.text}"
    found, sure = names(whole)
    return Traits(
        figures=figures(whole),
        names=found,
        sure=sure,
        quotations=sum(
            quotation.depth == 0 and len(quotation.words) > 12
            for paragraph in paragraphs(article.text)
            for quotation in quoted(article.text, paragraph)
        ),
        paragraphs=article.text.count("\n") + 1,
    )


def figures(text: str) -> frozenset[str]:
    """Its numbers: ``12,5`` and ``12.5`` alike, ``1 250 000`` and ``1,250,000`` too."""
    plain = text if text.isascii() else "".join(map(_plain_digit, text))
    return frozenset(
        number for found in _FIGURE.findall(plain) if len(number := _digits(found)) > 1
    )


def names(text: str) -> tuple[frozenset[str], bool]:
    """Skeletons of its names, and whether capitals vouch for them.

    ``Токаев``, ``Tokayev``, ``Tokajew`` and ``توكاييف`` are one.
    """
    if caseless := _CASELESS.findall(text):
        every = {skeleton(form) for word in caseless for form in _unprefixed(word)}
        return frozenset(name for name in every if len(name) > 2), False
    found = {
        skeleton(word[0])
        for word in _WORD.finditer(text)
        if word[0][0].isupper() and not _opens_sentence(text, word.start())
    }
    return frozenset(name for name in found if len(name) > 2), True


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a word in Latin letters, those easily confused made one."""
    composed = unicodedata.normalize("NFC", word.casefold())
    latin = "".join(_letters().get(letter, letter) for letter in composed)
    latin = re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", latin))
    for sounds, letter in _SOUNDS:
        latin = latin.replace(sounds, letter)
    latin = latin.translate(_UNVOICED)
    # An initial vowel is heard but spelt in many ways: Erdoğan, أردوغان.
    bare = re.sub("^[aeiou]", "a", latin)[:1] + re.sub(r"[aeiouh]", "", latin[1:])
    return re.sub(r"(.)\1+", r"\1", bare)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return not before or before[-1] in _STARTS


def _unprefixed(word: str) -> set[str]:
    """The word as it is, and without what may be written together with it."""
    forms = {word}
    for script in _scripts().values():
        forms |= {
            word.removeprefix(prefix)
            for prefix in script.prefixes
            if word.startswith(prefix) and len(word) - len(prefix) > 2
        }
    return forms


@cache
def _scripts() -> dict[str, _Script]:
    text = (files("tearsheet.relate.translations") / "letters.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, _Script])


@cache
def _letters() -> dict[str, str]:
    pairs = [pair.split("=") for script in _scripts().values() for pair in script.letters.split()]
    return {letter: "" if latin == "-" else latin for letter, latin in pairs}


def _plain_digit(character: str) -> str:
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))


def _digits(figure: str) -> str:
    """A figure without the marks that part thousands; a decimal part keeps a point."""
    joined = re.sub(r"[.,\u00a0\u202f ](?=\d{3}(?:\D|$))", "", figure)
    return joined.replace(",", ".").rstrip(".")
