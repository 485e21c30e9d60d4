"""How a name of any script is written in Latin letters."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from tearsheet.text.names.readings import han, hangul, kana
from tearsheet.text.names.tables import table

_REMEMBERED = 50_000
# A stretch of one script; what lies between is kept as it is.
_RUN = re.compile(
    "(?P<cyrillic>[\u0400-\u052f\u0300\u0301]+)"
    "|(?P<arabic>[\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\u200c]+)"
    "|(?P<hebrew>[\u0591-\u05ea'׳״]*[\u05d0-\u05ea][\u0591-\u05ea'׳״]*)"
    "|(?P<greek>[\u0370-\u03ff\u1f00-\u1fff\u0300-\u0345]+)"
    "|(?P<devanagari>[\u0900-\u0963\u0970-\u097f\u200d]+)"
    "|(?P<georgian>[\u10a0-\u10ff\u1c90-\u1cbf]+)"
    "|(?P<armenian>[\u0531-\u0587]+)"
    "|(?P<hangul>[\uac00-\ud7a3]+)"
    "|(?P<kana>[\u3041-\u3096\u30a1-\u30fc]+)"
    "|(?P<han>[\u3005\u3400-\u4dbf\u4e00-\u9fff]+)"
)
_MIDDLE_DOTS = re.compile("[·•・‧∙]")
_VOWEL_SIGNS = {"\u064e": "a", "\u064f": "u", "\u0650": "i", "\u0670": "a"}
_DIACRITICS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u200c]")
_KAZAKH, _UKRAINIAN = frozenset("әғқңұүһө"), frozenset("їєґі")


@lru_cache(maxsize=_REMEMBERED)
def latin(name: str, language: str = "und") -> str:
    """The name in Latin letters; Latin ones stay as they are, accents included.

    ``language`` is BCP 47 of the text that prints it and decides where languages differ
    (Ukrainian г is h); ``und`` is decided by the letters. Han letters are read in Mandarin; in
    Japanese (``ja``) they stay, since nobody can read a Japanese name without a dictionary of
    names. Short vowels of Arabic, which are not written, are guessed. What is of another script
    stays.
    """
    if name.isascii():
        return name
    plain = _MIDDLE_DOTS.sub(" ", unicodedata.normalize("NFKC", name))
    primary = language.split("-")[0].lower()
    return _RUN.sub(lambda run: _run(run, primary), plain)


def _run(run: re.Match[str], language: str) -> str:
    word = run[0]
    match run.lastgroup:
        case "cyrillic":
            return _cyrillic(word, language)
        case "arabic":
            return _arabic(word, language)
        case "devanagari":
            return _devanagari(word)
        case "hangul":
            return hangul(word)
        case "kana":
            return kana(word)
        case "han":
            return word if language == "ja" else han(word)
        case "greek":
            plain = unicodedata.normalize("NFD", word)
            bare = "".join(c for c in plain if not unicodedata.combining(c))
            return _cased(_by_letters(bare.lower(), table("others")["greek"]), word)
        case script:
            bare = re.sub("[\u0591-\u05c7]", "", word)
            letters = _by_letters(bare.lower(), table("others")[script or ""])
            return letters[:1].upper() + letters[1:]


def _cyrillic(word: str, language: str) -> str:
    small = re.sub("[\u0300\u0301]", "", word.lower())
    tables = table("cyrillic")
    if language not in tables:
        letters = set(small)
        language = "kk" if letters & _KAZAKH else "uk" if letters & _UKRAINIAN else "ru"
    return _cased(_by_letters(small, tables["all"] | tables[language]), word)


def _by_letters(word: str, letters: Mapping[str, str]) -> str:
    """The word letter by letter, pairs first."""
    made, at = list[str](), 0
    while at < len(word):
        for length in (2, 1):
            known = letters.get(word[at : at + length])
            if known is not None:
                made.append(known)
                at += length
                break
        else:
            made.append(word[at])
            at += 1
    return "".join(made)


def _cased(made: str, printed: str) -> str:
    """With the capitals of the printed word: all, the first or none."""
    if len(printed) > 1 and printed.isupper():
        return made.upper()
    return made[:1].upper() + made[1:] if printed[:1].isupper() else made


def _arabic(word: str, language: str) -> str:
    tables = table("arabic")
    bare = _DIACRITICS.sub("", word)
    known = tables["words"].get(bare)
    if known is not None:
        return known
    if bare.startswith("عبدال") and len(bare) > len("عبدال") + 1:
        return "Abdul" + _arabic(bare.removeprefix("عبدال"), language).lower()
    if bare.startswith("ال") and len(bare) > len("ال") + 1 and language != "fa":
        return "al-" + _arabic(word[word.index("ل") + 1 :], language)
    made = _arabic_letters(word.replace("\u0640", ""), tables, language)
    return made[:1].upper() + made[1:]


def _arabic_letters(word: str, tables: Mapping[str, dict[str, str]], language: str) -> str:
    consonants = tables["consonants"] | tables.get(language, {})
    vowels = tables["vowels"]
    made = list[str]()
    was_consonant = False
    for at, letter in enumerate(word):
        following = word[at + 1 : at + 2]
        if letter in _VOWEL_SIGNS:
            made.append(_VOWEL_SIGNS[letter])
            was_consonant = False
            continue
        is_glide = letter in tables["initials"] and (
            not made or following in ("ا", "ى", "ة") or not was_consonant
        )
        if letter in vowels and not is_glide:
            made.append(vowels[letter])
            was_consonant = False
        elif is_glide or letter in consonants:
            if was_consonant and not (at == len(word) - 1 and len(made) > 2):
                made.append("a")
            glide = consonants.get(letter, tables["initials"].get(letter, ""))
            made.append(glide)
            was_consonant = True
    return "".join(made)


def _devanagari(word: str) -> str:
    tables = table("devanagari")
    decomposed = unicodedata.normalize("NFC", word)
    made = list[str]()
    at, carries = 0, False
    while at < len(decomposed):
        pair, letter = decomposed[at : at + 2], decomposed[at]
        consonant = tables["consonants"].get(pair) or tables["consonants"].get(letter)
        if letter in tables["signs"]:
            made.append(tables["signs"][letter])
            carries = False
        else:
            if carries and letter not in "\u093c":
                made.append("a")
                carries = False
            if consonant:
                made.append(consonant)
                carries = True
                at += pair in tables["consonants"]
            else:
                made.append(tables["vowels"].get(letter) or tables["marks"].get(letter, ""))
        at += 1
    spelt = "".join(made)
    return spelt[:1].upper() + spelt[1:]
