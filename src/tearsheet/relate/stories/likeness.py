"""How likely is it that two reports tell one event, and why?

Each measure adds to the log-odds what it is above or below the value at which it speaks for
neither (``neutral``), times its ``weight``; both are learned (``python -m
benchmarks.learn_likeness``) and stand in ``likeness.toml``, one table for each kind of pair. What
cannot be measured adds nothing.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from tearsheet.model.digest import Feature
from tearsheet.relate.stories.measures import Seen, Statistics, measured, seen
from tearsheet.relate.stories.reasons import why
from tearsheet.relate.stories.report import Report

PRIOR = "prior"
_PLACES = 4
"""Decimals that values are rounded to, so that no machine's last bit tells."""


class Weight(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What a measure says: ``weight`` log-odds for each unit above ``neutral``.

    What lies above ``most`` says no more than ``most``.
    """

    weight: float
    neutral: float = 0.0
    most: float = float("inf")


Table = Mapping[str, Weight]
"""Weights by the name of the measure; `PRIOR` holds what is said before anything is measured."""


def likeness(one: Report, other: Report, statistics: Statistics) -> tuple[Feature, ...]:
    """Why two reports tell one event or two; the sum of the shares is the log-odds that it is one.

    The same whichever comes first. A measure that cannot be taken, for want of a text, a date, a
    vector or a common language, is left out.
    """
    return compared(seen(one, statistics), seen(other, statistics))


def compared(one: Seen, other: Seen) -> tuple[Feature, ...]:
    """`likeness` of reports that were weighed before: several times as fast."""
    if _order(other) < _order(one):
        one, other = other, one
    table = table_for(kind_of(one, other))
    found = [Feature(PRIOR, 1.0, table[PRIOR].weight, "before anything is compared")]
    for name, value in measured(one, other, (name for name in table if name != PRIOR)):
        weight = table[name]
        told = round(min(value, weight.most) - weight.neutral, _PLACES)
        found.append(Feature(name, told, weight.weight, why(name, value, one, other)))
    return tuple(found)


def log_odds(features: tuple[Feature, ...]) -> float:
    """What the features add up to."""
    return sum(feature.share for feature in features)


def kind_of(one: Seen, other: Seen) -> str:
    """Which table weighs a pair.

    ``pages`` where both have headline and text, ``texts`` where both have a text and one lacks a
    headline; else ``headlines``, or ``headlines abroad`` between two languages.
    """
    a, b = one.report, other.report
    if a.length and b.length:
        return "pages" if a.title and b.title else "texts"
    return "headlines" if a.language == b.language else "headlines abroad"


def table_for(kind: str) -> Table:
    """The learned weights for a kind of pair."""
    return _tables()[kind]


def _order(one: Seen) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    report = one.report
    return report.key, report.language, report.title, report.lead


@cache
def _tables() -> Mapping[str, Table]:
    text = (files("tearsheet.relate.stories") / "likeness.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, dict[str, Weight]])
