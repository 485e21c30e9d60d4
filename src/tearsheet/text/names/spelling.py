"""How near are two spellings of one word in Latin letters, by sound and by letter?"""

import re
from functools import lru_cache

_REMEMBERED = 200_000
# What is spelt in several ways, longest first; one character for each sound.
_SOUNDS = (
    "tsch=C shch=S sch=S tch=C tzsch=C dzh=J zsch=C cz=C sz=S ch=C sh=S zh=Z kh=H ph=f th=t "
    "ts=c tz=c dj=J dsch=J gh=g ck=k qu=k rh=r wh=v dh=d ou=u oo=u ee=i ij=i ey=i ay=i ai=i ei=i "
    "ya=a ia=a yu=u iu=u yo=o io=o ye=e ie=e ae=e oe=e ue=u q=k x=ks w=v y=i j=J c=k"
)
_SOUND_OF = dict(pair.split("=") for pair in _SOUNDS.split())
_SPELT = re.compile("|".join(sorted(_SOUND_OF, key=lambda form: -len(form))))
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = frozenset("aeiou")
# Sounds that spellings exchange. Tuned with the weights of likeness on name_bench, 2026-11-22.
_NEAR = {
    frozenset(pair): cost
    for listed, cost in (
        ("ae ei ou iu ao eo", 0.3),
        ("ai au eu io", 0.5),
        (
            "bp dt gk vf sz kH gH HC kC SC SZ CJ ZJ gJ cs cC sS hH iJ ub uv vb ck kJ zc mn rl gh",
            0.5,
        ),
    )
    for pair in listed.split()
}
_EXTRA = dict.fromkeys("aeiou", 0.6) | {"h": 0.4, "H": 0.6, "J": 0.7}
LEAST_SHARED = 0.5


@lru_cache(maxsize=_REMEMBERED)
def sounds(word: str) -> str:
    """The sounds of a word in plain letters, doubled ones once."""
    return _DOUBLED.sub(r"\1", _SPELT.sub(lambda form: _SOUND_OF[form[0]], word))


@lru_cache(maxsize=_REMEMBERED)
def letters_in(word: str) -> int:
    """The letters of a word as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


@lru_cache(maxsize=_REMEMBERED)
def nearness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same; of two words in plain lower-case letters."""
    if one == other:
        return 1.0
    a, b = letters_in(one), letters_in(other)
    if (a & b).bit_count() < LEAST_SHARED * (a | b).bit_count():
        return 0.0
    longest = max(len(one), len(other))
    if min(len(one), len(other)) * 2 < longest:
        return 0.0
    by_sound = _by_sound(sounds(one), sounds(other))
    by_letter = 1 - _distance(one, other) / longest
    return max(0.0, 0.6 * max(by_sound, by_letter) + 0.4 * min(by_sound, by_letter))


def _by_sound(one: str, other: str) -> float:
    if one == other:
        return 1.0
    before = [0.0]
    for letter in other:
        before.append(before[-1] + _EXTRA.get(letter, 1.0))
    for a in one:
        extra = _EXTRA.get(a, 1.0)
        row = [before[0] + extra]
        for at, b in enumerate(other):
            if a == b:
                row.append(before[at])
                continue
            changed = before[at] + _changed(a, b)
            row.append(min(changed, before[at + 1] + extra, row[at] + _EXTRA.get(b, 1.0)))
        before = row
    return 1 - before[-1] / max(len(one), len(other))


@lru_cache(maxsize=4096)
def _changed(a: str, b: str) -> float:
    known = _NEAR.get(frozenset((a, b)))
    if known is not None:
        return known
    return 0.6 if a in _VOWELS and b in _VOWELS else 1.0


def _distance(one: str, other: str) -> int:
    """Edits that lead from one to the other; two letters changing places are one."""
    two_before: list[int] = []
    before = list(range(len(other) + 1))
    for i, a in enumerate(one):
        row = [i + 1]
        for j, b in enumerate(other):
            cost = min(before[j] + (a != b), before[j + 1] + 1, row[j] + 1)
            if i and j and a == other[j - 1] and one[i - 1] == b:
                cost = min(cost, two_before[j - 1] + 1)
            row.append(cost)
        two_before, before = before, row
    return before[-1]
