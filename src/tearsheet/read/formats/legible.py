"""Are these characters words, or bytes that never were a text?"""

import unicodedata
from functools import lru_cache
from itertools import pairwise

from tearsheet.text import script_of

_SAMPLE = 4_000
# Text in an encoding that was guessed right has next to no strange characters, random bytes read
# as any encoding a third and more: made of our own texts and 1,350 files of noise, 2026-11-22.
_MOST_STRANGE = 0.15
_FEWEST_LETTERS = 0.1
_FEWEST_IN_A_GUESS = 25
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})
_SYMBOLS = frozenset({"Sm", "Sc", "Sk", "So", "No"})
# The first level of each standard, which holds all but rare characters: GB 2312, Big5, JIS X 0208.
_COMMON = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6), ("euc_jp", 0xB0, 0xCF))


def is_legible(text: str) -> bool:
    """Whether the start of ``text`` looks like words of any language.

    Characters that no text holds, letter case and scripts that change within words, symbols
    inside of words and rare Han characters are strange; few of them are borne.
    """
    sample = text[:_SAMPLE]
    characters = [character for character in sample if not character.isspace()]
    letters = sum(map(str.isalpha, characters))
    if letters < 2 or letters < _FEWEST_LETTERS * len(characters):
        return False
    strange = sum(map(_is_strange, characters)) + sum(map(_is_odd_pair, *_pairs(sample)))
    return strange <= _MOST_STRANGE * len(characters)


def is_too_short_to_tell(payload: bytes, text: str) -> bool:
    """Whether bytes that are no UTF-8 spell so few letters that any encoding would do."""
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return sum(map(str.isalpha, text)) < _FEWEST_IN_A_GUESS
    return False


def _pairs(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    both = tuple(pairwise(text))
    return tuple(one for one, _ in both), tuple(other for _, other in both)


@lru_cache(maxsize=4096)
def _is_strange(character: str) -> bool:
    if character == "\ufffd" or unicodedata.category(character) in _NO_TEXT:
        return True
    return script_of(character) == "Hani" and not _is_common(character)


def _is_common(han: str) -> bool:
    for encoding, first, last in _COMMON:
        try:
            code = han.encode(encoding)
        except UnicodeEncodeError:
            continue
        if len(code) == 2 and first <= code[0] <= last:
            return True
    return False


@lru_cache(maxsize=16_384)
def _is_odd_pair(one: str, other: str) -> bool:
    """Whether two neighbours hardly ever are: ``aB``, ``a¤``, ``aж``."""
    if one.isalpha() and other.isalpha():
        mixed = {script_of(one), script_of(other)} <= {"Latn", "Cyrl", "Grek", "Arab", "Hebr"}
        return (one.islower() and other.isupper()) or (mixed and script_of(one) != script_of(other))
    marks = [each for each in (one, other) if unicodedata.category(each) in _SYMBOLS]
    return len(marks) == 1 and (one.isalpha() or other.isalpha()) and ord(marks[0]) > 0x7F
