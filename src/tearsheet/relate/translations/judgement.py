"""Is one of two articles a translation of the other?"""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from importlib.resources import files
from math import exp

import msgspec

from tearsheet.model import Link
from tearsheet.relate.translations.agreement import agreement
from tearsheet.relate.translations.credited import credited
from tearsheet.relate.translations.side import Side

WITHIN = timedelta(days=5)
_DAY = timedelta(days=1)


_DEFAULT = "e5-small"


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each finding weighs: log-odds for each unit of it; what is not there weighs nothing."""

    intercept: float
    weights: dict[str, float]
    judged: float


class Judgement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``judgement.toml``, which explains its fields; ``learned`` by the encoder's name."""

    least: float
    by_hand: dict[str, float]
    learned: dict[str, Weights]

    def probability(self, findings: Mapping[str, float], encoder: str) -> float:
        """That it is a translation, of an agreement's findings and what the credits say."""
        known = next((name for name in self.learned if encoder.startswith(name)), _DEFAULT)
        model = self.learned[known]
        weights = model.weights | self.by_hand
        score = model.intercept + sum(
            weights.get(name, 0.0) * value for name, value in findings.items()
        )
        return 1.0 / (1.0 + exp(-max(-50.0, min(50.0, score))))


def link_of(one: Side, other: Side) -> Link | None:
    """That one translates the other, whichever comes first; None if it does not look so.

    A function of the two alone: in two languages, at most five days apart where both are dated,
    and probable by their sentences, their facts and what they credit. Where there
    are no vectors of one encoder, a credit must say so and the facts agree.
    """
    if not comparable(one, other):
        return None
    first, second = sorted((one, other), key=lambda side: side.key)
    said = credits_of(first, second)
    if not first.has_vectors or first.encoder != second.encoder:
        return credited(first, second, said)
    found = agreement(first, second)
    probability = judgement().probability(found.findings | said, first.encoder)
    if probability < judgement().least:
        return None
    shares = found.alignment.shares
    why = "; ".join([found.why, *(name for name in said if name != "days")])
    return Link(first.key, second.key, "translated", shares[0], shares[1], probability, why)


def comparable(one: Side, other: Side) -> bool:
    """Whether they are two articles in two known languages, of about one time."""
    if one.key == other.key or one.language == other.language:
        return False
    if "und" in (one.language, other.language):
        return False
    return one.time is None or other.time is None or abs(one.time - other.time) <= WITHIN


def credits_of(one: Side, other: Side) -> dict[str, float]:
    """What their credits and times say of it, by the names in ``judgement.toml``."""
    said = dict[str, float]()
    if one.hands.told != other.hands.told:
        said["says it is translated"] = 1.0
    if one.hands.credited & other.hands.own or other.hands.credited & one.hands.own:
        said["credits its source"] = 1.0
    if one.hands.own & other.hands.own:
        said["same outlet in another language"] = 1.0
    if one.time is not None and other.time is not None:
        said["days"] = abs(one.time - other.time) / _DAY
    return said


@cache
def judgement() -> Judgement:
    """The weights that are shipped."""
    text = (files("tearsheet.relate.translations") / "judgement.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Judgement)
