"""Which words of an article tell its event from others?"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import unquote, urlsplit

from tearsheet.relate.translations.traits import skeleton
from tearsheet.text import search_terms
from tearsheet.text.names import latin

_STEM = 6
"""Letters that a word is known by: endings fall away in every language without a table."""
_ALPHABETS = "\u0dff"
"""The scripts up to here write words of several letters; what lies beyond comes in pairs."""
_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
_CASELESS = re.compile("[\u0590-\u05ff\u0620-\u06ff]{4,}")
_OTHER_SCRIPT = re.compile("[\u0900-\u0d7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STARTS = frozenset('.!?…:»”"“«„\n')
_SHORTEST_KEY = 3
_UMLAUTS = re.compile("(?<=[aou])e")
_ENDING = re.compile(r"\.[a-z]{2,5}$")
_ADDRESS_WORDS, _LONGEST_NUMBER, _LONGEST_ADDRESS = 3, 4, 2_000
_REMEMBERED = 1 << 16


def stems(text: str, language: str) -> list[str]:
    """Its words in reading order without endings, without those that tell no event from another."""
    stop = _stopwords(language.partition("-")[0].lower())
    return [
        word[:_STEM]
        for word in _words(text, language)
        if word not in stop and (len(word) > 2 or not word.isalpha() or word[0] > _ALPHABETS)
    ]


def address_words(url: str) -> str:
    """The headline as the address spells it; empty where the address spells none.

    Of its parts the one with the most words, at least three of letters; numbers of more than
    four digits are keys of the site.
    """
    try:
        path = unquote(urlsplit(url[:_LONGEST_ADDRESS]).path)
    except ValueError:
        return ""
    best: list[str] = []
    for part in path.split("/"):
        words = [word for word in re.split(r"[\W_]+", _ENDING.sub("", part)) if _spells(word)]
        if len(words) > len(best) and sum(map(str.isalpha, words)) >= _ADDRESS_WORDS:
            best = words
    return " ".join(best)


def names_of(title: str, text: str) -> dict[str, str]:
    """Keys of all words that may be names, each with its first spelling.

    Every longer word of a title may be one, since titles put capitals on all words or on none;
    of a text those with a capital inside a sentence. Where a script has no capitals, every
    longer word may be one.
    """
    found = dict[str, str]()
    for word in _WORD.findall(title):
        if len(word) > _SHORTEST_KEY:
            add_name(found, word)
    if _CASELESS.search(text):
        for word in _CASELESS.findall(text):
            add_name(found, word)
        return found
    for match in _WORD.finditer(text):
        if match[0][0].isupper() and not _opens_sentence(text, match.start()):
            add_name(found, match[0])
    return found


def add_name(found: dict[str, str], word: str) -> None:
    """One word of a name put with the others, unless too little of it can be compared."""
    key = name_key(word)
    if key:
        found.setdefault(key, word)


@lru_cache(maxsize=_REMEMBERED)
def name_key(word: str) -> str:
    """The consonants of a name's word in whatever script; empty if they are too few."""
    if word.startswith("ال"):
        word = word.removeprefix("ال")
    spelt = latin(word) if _OTHER_SCRIPT.search(word) else word
    key = skeleton(spelt)
    return key if len(key) >= _SHORTEST_KEY else ""


@cache
def _stopwords(language: str) -> frozenset[str]:
    listed = tomllib.loads(
        (files("tearsheet.relate.stories") / "stopwords.toml").read_text("utf-8")
    )
    return frozenset(_words(str(listed.get(language, "")), language))


def _words(text: str, language: str) -> list[str]:
    """Search terms, German ones without the e that addresses put for an umlaut."""
    terms = search_terms(text, language)
    if language.partition("-")[0].lower() == "de":
        terms = _UMLAUTS.sub("", terms)
    return terms.split()


def _spells(word: str) -> bool:
    return word.isalpha() or (word.isdigit() and len(word) <= _LONGEST_NUMBER)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return not before or before[-1] in _STARTS
