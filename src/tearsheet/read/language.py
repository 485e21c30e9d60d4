"""Which language is an article in?"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import islice
from typing import Protocol

import msgspec
import pycld2
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from tearsheet.text.scripts import script_of

# Below so many letters the statistics of whole texts are guesses, and the classifier made for
# headlines does better.
_SHORT = 80
_SAMPLE = 6_000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_IN_ADDRESSES = ("://", "www.", "@")
_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# The share of Kazakh words and endings in Latin running text; measured on sentences of our own
# in both spellings (2026-11-21): Kazakh .18 and more, Turkish and Uzbek below .06.
_KAZAKH_SHARE = 0.12
# A claim of the page wins over a short text's best guess unless it is this much less likely.
_CLAIM_WEIGHT = 20.0


@dataclass(frozen=True, slots=True)
class _Letters:
    """Letters that mark a language in a script, and letters that speak against it."""

    language: str
    script: str
    has: str
    without: str


@dataclass(frozen=True, slots=True)
class _Kin:
    groups: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _KazakhLatin:
    words: frozenset[str]
    endings: tuple[str, ...]
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """``languages.toml`` as written; its comments say what each part is."""

    kin: _Kin
    codes: Mapping[str, str]
    scripts: Mapping[str, str]
    languages: Mapping[str, frozenset[str]]
    letters: tuple[_Letters, ...]
    kazakh_latin: _KazakhLatin


class _Ranks(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


def language_of(title: str, text: str, declared: str | None) -> str:
    """The language as a BCP 47 primary subtag, ``und`` where nothing tells.

    The text speaks first; ``declared`` (the page's claim) decides between languages that are
    alike (Norwegian's two, Serbian and Croatian, Indonesian and Malay) and weighs in where the
    text is short. Chinese is ``zh`` in either script.
    """
    claim = _primary(declared)
    sample = _sample(title, text)
    letters = len(tuple(islice(filter(str.isalpha, sample), _SHORT)))
    if not letters:
        return claim or "und"
    script = script_of(sample)
    certain = _certain(sample, script)
    if certain:
        return _settled(certain, claim)
    if letters >= _SHORT:
        found = _of_body(sample)
        if found:
            return _settled(found, claim)
    return _settled(_of_line(sample, script, claim), claim)


def _sample(title: str, text: str) -> str:
    body = text[:_SAMPLE]
    whole = body if len(body) > 400 else f"{title}\n{body}"
    whole = unicodedata.normalize("NFC", whole)
    if any(sign in whole for sign in _IN_ADDRESSES):
        whole = _ADDRESS.sub(" ", whole)
    return _UNPRINTABLE.sub(" ", whole)


def _certain(sample: str, script: str) -> str | None:
    """What script, letters or (for Kazakh in Latin) words alone prove."""
    alone = _knowledge().scripts.get(script)
    if alone:
        return alone
    lowered = sample.casefold()
    for mark in _knowledge().letters:
        if mark.script != script:
            continue
        having = sum(map(lowered.count, mark.has))
        against = sum(map(lowered.count, mark.without))
        different = sum(letter in lowered for letter in mark.has)
        enough = having * 40 >= len(lowered) or having >= 3
        if enough and different * 2 >= min(len(mark.has), 6) and against * 8 <= having:
            return mark.language
    if script == "Latn" and _is_kazakh_in_latin(lowered):
        return "kk"
    return None


def _is_kazakh_in_latin(lowered: str) -> bool:
    known = _knowledge().kazakh_latin
    words: list[str] = _WORD.findall(lowered)
    whole = sum(map(known.words.__contains__, words))
    if whole < 2:
        return False
    ended = sum(len(word) > 5 and word.endswith(known.endings) for word in words)
    against = sum(map(known.others.__contains__, words))
    return (whole + ended - 3 * against) / len(words) >= _KAZAKH_SHARE


def _of_body(sample: str) -> str | None:
    """The language pycld2 is sure of."""
    try:
        reliable, _, found = pycld2.detect(sample, bestEffort=False)
    except pycld2.error:
        return None
    _, code, percent, _ = found[0]
    return _primary(code) if reliable and code != "un" and percent >= 50 else None


def _of_line(sample: str, script: str, claim: str | None) -> str:
    """The likeliest language of a short text, the page's claim weighed in."""
    candidates = _knowledge().languages.get(script)
    ranked = [
        (_primary(code) or "und", probability)
        for code, probability in _identifier().rank(sample)
        if candidates is None or code in candidates or _primary(code) == claim
    ]
    if not ranked or ranked[0][1] <= 0:
        return claim or "und"
    best, probability = ranked[0]
    likelihood = max((share for code, share in ranked if code == claim), default=0.0)
    if claim and (likelihood * _CLAIM_WEIGHT >= probability or claim not in dict(ranked)):
        return claim if script in (None, _script_of_claim(claim)) or likelihood else best
    return best


def _settled(found: str, claim: str | None) -> str:
    """The claim where it is kin to what was found, else what was found."""
    if claim and any(found in group and claim in group for group in _knowledge().kin.groups):
        return claim
    return found


def _primary(tag: str | None) -> str | None:
    if not tag or not _TAG.fullmatch(tag.strip()):
        return None
    primary = tag.strip().replace("_", "-").split("-")[0].lower()
    primary = _knowledge().codes.get(primary, primary)
    return None if primary == "und" else primary


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    data = resources.files("tearsheet.read").joinpath("languages.toml").read_bytes()
    return msgspec.toml.decode(data, type=_Knowledge)


@lru_cache(maxsize=1)
def _identifier() -> _Ranks:
    identifier: _Ranks = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier


def _script_of_claim(claim: str) -> str | None:
    known = _knowledge().languages
    return next((script for script, languages in known.items() if claim in languages), None)
