"""Which word of one name is which of the other?"""

from functools import lru_cache
from math import exp
from typing import NamedTuple

from tearsheet.text.names.sounds import evidence, letters_table
from tearsheet.text.names.spelling import LEAST_SHARED, letters_in, nearness
from tearsheet.text.names.words import NameWord, nicknames

_LEAST_NEAR = 0.5
_REMEMBERED = 50_000
_INITIAL, _NICKNAME = 0.75, 0.9
# Nats of evidence as a nearness: even at 5, where one random word in some hundred would do.
_EVEN, _SPREAD = 5.0, 2.5


class Pairing(NamedTuple):
    """Two words taken for one: their places in the names, and how near they are."""

    one: int
    other: int
    near: float


def word_nearness(one: NameWord, other: NameWord) -> float:
    """How near two words are, 0 to 1, by the letters of their scripts or in Latin."""
    if one.plain == other.plain:
        return 1.0
    if one.plain.isdigit() or other.plain.isdigit():
        return 0.0
    if one.printed.isascii() and other.printed.isascii():
        return _latin_nearness(one.plain, other.plain) if one.plain and other.plain else 0.0
    return _across_scripts(one.plain, one.printed, other.plain, other.printed)


@lru_cache(maxsize=_REMEMBERED)
def _across_scripts(plain: str, printed: str, other_plain: str, other_printed: str) -> float:
    """As `word_nearness` of two words that are not both Latin; words of the news come again."""
    near = _latin_nearness(plain, other_plain) if plain and other_plain else 0.0
    for foreign, latin, spelt in (
        (printed, other_printed, other_plain),
        (other_printed, printed, plain),
    ):
        if letters_table(foreign) and not letters_table(latin) and spelt:
            odds = (evidence(foreign, spelt) - _EVEN) / _SPREAD
            learned = 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
            return max(learned, 0.5 * near + 0.5 * learned)
    return near


def _latin_nearness(one: str, other: str) -> float:
    near = nearness(one, other) if one < other else nearness(other, one)
    if near < _NICKNAME:
        short = nicknames()
        if short.get(one, one) == short.get(other, other):
            return _NICKNAME
    return near


def pairings(one: tuple[NameWord, ...], other: tuple[NameWord, ...]) -> list[Pairing]:
    """Pairs of words, each word once, nearest first; initials last."""
    found = list[Pairing]()
    places = {word.plain: at for at, word in enumerate(other)}
    left, taken = list[int](), set[int]()
    for at, word in enumerate(one):
        same = places.pop(word.plain, None)
        if same is None:
            left.append(at)
        else:
            found.append(Pairing(at, same, 1.0))
            taken.add(same)
    right = [at for at in range(len(other)) if at not in taken]
    if not left or not right:
        return found
    near = [
        Pairing(i, j, value)
        for i, j in _worth_comparing(one, other, left, right)
        if (value := word_nearness(one[i], other[j])) >= _LEAST_NEAR
    ]
    near.sort(key=lambda pair: -pair.near)
    short = 1 in [len(one[i].plain) for i in left] or 1 in [len(other[j].plain) for j in right]
    initials = [
        Pairing(i, j, _INITIAL)
        for i in left
        for j in (right if short else ())
        if _is_initial(one[i], other[j])
    ]
    ones, others = {pair.one for pair in found}, {pair.other for pair in found}
    for pair in (*near, *initials):
        if pair.one not in ones and pair.other not in others:
            found.append(pair)
            ones.add(pair.one)
            others.add(pair.other)
    return found


def _worth_comparing(
    one: tuple[NameWord, ...], other: tuple[NameWord, ...], left: list[int], right: list[int]
) -> list[tuple[int, int]]:
    """Pairs of words that may be near: Latin words share letters or are short forms of one name."""
    ones, others = [_traits(one[i].plain) for i in left], [_traits(other[j].plain) for j in right]
    return [
        (i, j)
        for i, (letters, full) in zip(left, ones, strict=True)
        for j, (letters_too, full_too) in zip(right, others, strict=True)
        if full == full_too
        or (letters & letters_too).bit_count() >= LEAST_SHARED * (letters | letters_too).bit_count()
        or not (one[i].printed.isascii() and other[j].printed.isascii())
    ]


@lru_cache(maxsize=_REMEMBERED)
def _traits(word: str) -> tuple[int, str]:
    """The letters of a word as bits, and the full form of a short one."""
    return letters_in(word), nicknames().get(word, word)


def _is_initial(one: NameWord, other: NameWord) -> bool:
    shorter, longer = sorted((one.plain, other.plain), key=len)
    return len(shorter) == 1 and shorter.isalpha() and longer.startswith(shorter)
