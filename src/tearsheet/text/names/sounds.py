"""How likely is a Latin word the spelling of a word in another script?

Each letter (or part of a syllable) of the other script is spelt by nought to three Latin letters,
with the costs of ``scripts/letters.toml``, which `python -m benchmarks.learn_letters` learned.
"""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from tearsheet.text.names.readings import jamo, katakana, syllables_of

LONGEST_CHUNK = 3
_UNKNOWN = 6.9  # the cost of a spelling never seen; 1e-3, tuned on half of netranslit, 2026-11-22
_EXTRA_LETTER = 2.5  # and of each letter in it
_COMMONNESS = 0.9  # how much of a word's own rarity counts; same benchmark and date
_REMEMBERED = 50_000
_INITIAL = re.compile("zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]")
_END = "$"
_SILENT = 11  # the index of the initial ieung
_SMALL_KANA = frozenset("ァィゥェォャュョヮ")
_TABLES = (
    ("russian", "\u0400", "\u052f"),
    ("hebrew", "\u05d0", "\u05ea"),
    ("arabic", "\u0620", "\u06d3"),
    ("japanese", "\u3041", "\u30fc"),
    ("korean", "\uac00", "\ud7a3"),
    ("chinese", "\u3400", "\u9fff"),
)
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0640\u0670\u200c]")


def letters_table(word: str) -> str | None:
    """The table that spells a word, by its first letter; None if there is none."""
    return _table_of(word[:1])


@lru_cache(maxsize=_REMEMBERED)
def _table_of(letter: str) -> str | None:
    return next((name for name, low, high in _TABLES if low <= letter <= high), None)


def units_of(word: str, script: str) -> tuple[str, ...]:
    """What is spelt: letters, kana with a small vowel, jamo, initials and finals of Mandarin."""
    match script:
        case "chinese":
            units = _mandarin(word)
        case "korean":
            units = _jamo(word)
        case "japanese":
            units = list[str]()
            for letter in katakana(word):
                if letter in _SMALL_KANA and units:
                    units[-1] += letter
                else:
                    units.append(letter)
        case "arabic":
            plain = _ARABIC_MARKS.sub("", unicodedata.normalize("NFC", word))
            units = list(plain.translate(_PERSIAN))
        case _:
            units = [c for c in word.lower() if not unicodedata.combining(c)]
    return (*units, _END)


_PERSIAN = str.maketrans("کیہھۀ", "كيههه")


def _mandarin(word: str) -> list[str]:
    units = list[str]()
    for syllable in syllables_of(word):
        initial = _INITIAL.match(syllable)
        cut = initial.end() if initial else 0
        units += [part for part in (syllable[:cut] + "-", "-" + syllable[cut:]) if len(part) > 1]
    return units


def _jamo(word: str) -> list[str]:
    units = list[str]()
    for letter in word:
        try:
            initial, vowel, final = jamo(letter)
        except ValueError:
            continue
        if initial != _SILENT:
            units.append(chr(0x1100 + initial))
        units.append(chr(0x1161 + vowel))
        if final:
            units.append(chr(0x11A7 + final))
    return units


@lru_cache(maxsize=_REMEMBERED)
def evidence(word: str, latin: str) -> float:
    """How much likelier the spelling is for this word than for any, in nats.

    ``latin`` is in plain lower-case letters. Above about 6 the two are one in a thousand.
    A word without a table raises KeyError.
    """
    script = letters_table(word)
    if script is None:
        raise KeyError(word)
    return _COMMONNESS * rarity(latin) - spelling_cost(_spellings(word, script), latin)


def spelling_cost(spellings: tuple[dict[str, float], ...], latin: str) -> float:
    """The cheapest way (minus log of probability) to spell units so that they make the word.

    ``spellings`` are the costs of each unit's spellings. Time is the product of the lengths.
    """
    length = len(latin)
    chunks = [
        [latin[at : at + size] for size in range(min(LONGEST_CHUNK, length - at) + 1)]
        for at in range(length + 1)
    ]
    far = 1e9
    costs = [0.0] + [far] * length
    for known in spellings:
        after = [far] * (length + 1)
        get = known.get
        for at, cost in enumerate(costs):
            if cost >= far:
                continue
            end = at
            for chunk in chunks[at]:
                priced = get(chunk)
                if priced is None:
                    priced = _UNKNOWN + _EXTRA_LETTER * (end - at)
                if cost + priced < after[end]:
                    after[end] = cost + priced
                end += 1
        costs = after
    return costs[length]


@lru_cache(maxsize=_REMEMBERED)
def rarity(latin: str) -> float:
    """Minus the log of the probability of a Latin word among names, by its pairs of letters."""
    pairs = _tables()["latin"]
    total, before = 0.0, _END
    for letter in (*latin, _END):
        total += pairs.get(before, {}).get(letter, _UNKNOWN)
        before = letter
    return total


@lru_cache(maxsize=_REMEMBERED)
def _spellings(word: str, script: str) -> tuple[dict[str, float], ...]:
    table = _tables()[script]
    return tuple(table.get(unit, {}) for unit in units_of(word, script))


@cache
def _tables() -> dict[str, dict[str, dict[str, float]]]:
    file = resources.files(__package__ or "") / "scripts" / "letters.toml"
    read: dict[str, dict[str, dict[str, float]]] = tomllib.loads(file.read_text("utf-8"))
    return read
