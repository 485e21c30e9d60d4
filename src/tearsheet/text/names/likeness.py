"""How probable is it that two printed names mean one person or organisation?"""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from math import exp
from operator import mul
from typing import Literal

from tearsheet.text.names.alignment import Pairing, pairings, word_nearness
from tearsheet.text.names.words import NameWord, NameWords, name_words

Kind = Literal["person", "organisation", "place"]
_WELL_NEAR = 0.8
_MOST_WORDS = 12
_KEPT = 1 << 15
"""Answers that are kept: whoever tells the names of a story apart asks for the same pairs again."""


@lru_cache(maxsize=_KEPT)
def likeness(one: str, other: str, kind: Kind | None = None) -> float:
    """The probability, 0 to 1, that two names mean one; the order of the two does not matter.

    It is the logistic of named features (`features`) by the weights of ``weights.toml``, which
    `python -m benchmarks.learn_names` learned. ``kind`` is guessed if it is not given: a legal
    form makes an organisation. Time is bounded by the lengths of the names.
    """
    if one == other:
        return 1.0 if one.strip() else 0.0
    a, b = name_words(one), name_words(other)
    if not a.words or not b.words:
        return 0.0
    told = features(a, b)
    if kind is None:
        kind = "organisation" if a.forms or b.forms else "person"
    weights = _weights()["person" if kind == "person" else "organisation"]
    odds = sum([weights[name] * value for name, value in told.items()])
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def features(one: NameWords, other: NameWords) -> Mapping[str, float]:
    """What speaks for and against two names being one; every value from 0 to 1 or a small count."""
    a, b = one.words[:_MOST_WORDS], other.words[:_MOST_WORDS]
    if len(a) > len(b) or (len(a) == len(b) and _letters(a) > _letters(b)):
        a, b = b, a  # the shorter name first, so that the order of the two does not matter
    pairs = pairings(a, b)
    nears = [0.0] * len(a)
    for pair in pairs:
        nears[pair.one] = pair.near
    paired = {pair.other for pair in pairs}
    loose = [word for at, word in enumerate(b) if at not in paired]
    alone = [word for word, near in zip(a, nears, strict=True) if not near]
    joined = _joined(alone, loose)
    if joined > _WELL_NEAR:
        nears = [near or joined for near in nears]
        loose, alone = [], []
    elif len(a) == 1 and not nears[0]:
        # Even a faint nearness ranks what else would be told apart by nothing.
        nears = [max(joined, *(word_nearness(a[0], word) for word in b))]
    lengths = [len(word.plain) for word in a]
    mean = sum(map(mul, nears, lengths)) / (sum(lengths) or 1)
    least = min(nears)
    every = sum([len(word.plain) for word in b]) or 1
    return {
        "always": 1.0,
        "mean": mean,
        "least": least,
        "least well": max(0.0, least - 0.6) / 0.4,
        "all near": float(least >= _WELL_NEAR),
        "both alone": float(bool(alone) and bool(loose)),
        "alone": min(3, len(alone)) / 3,
        "loose": min(3, len(loose)) / 3,
        "loose letters": sum([len(word.plain) for word in loose]) / every,
        "one word": float(len(a) == 1),
        "one of many": float(len(a) == 1 and len(b) > 1),
        "initials": float(1 in lengths),
        "moved": float(_moved(pairs)),
        "numbers": float(one.numbers != other.numbers),
        "forms": float(bool(one.forms and other.forms and not one.forms & other.forms)),
        "one form": float(bool(one.forms) != bool(other.forms)),
        "joined": joined,
        "initial differs": float(a[0].plain[:1] != b[0].plain[:1]),
    }


def _joined(alone: list[NameWord], loose: list[NameWord]) -> float:
    """How near what is left over of both is, written as one word."""
    if not alone or not loose or (len(alone) == len(loose) == 1):
        return 0.0
    if len(alone) > 1 and len(loose) > 1 and alone[0].plain[:1] != loose[0].plain[:1]:
        return 0.0
    return word_nearness(_as_one(alone), _as_one(loose))


def _as_one(words: list[NameWord]) -> NameWord:
    return NameWord("".join(word.plain for word in words), "".join(word.printed for word in words))


def _letters(words: tuple[NameWord, ...]) -> list[str]:
    """Something to order names of as many words by."""
    return [word.plain + " " + word.printed for word in words]


def _moved(pairs: list[Pairing]) -> bool:
    """Whether the words stand in another order."""
    if len(pairs) < 2:
        return False
    ordered = sorted(pairs, key=lambda pair: pair.one)
    return any(a.other > b.other for a, b in pairwise(ordered))


@cache
def _weights() -> dict[str, dict[str, float]]:
    file = resources.files(__package__ or "") / "weights.toml"
    read: dict[str, dict[str, float]] = tomllib.loads(file.read_text("utf-8"))
    return read
