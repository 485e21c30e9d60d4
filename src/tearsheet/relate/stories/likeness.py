"""How likely is it that two reports tell one event, and why?

Each measure adds to the log-odds what it is above or below the value at which it speaks for
neither (``neutral``), times its ``weight``; both are learned (``python -m
benchmarks.learn_likeness``) and stand in ``likeness.toml``, one table for each kind of pair. What
cannot be measured adds nothing.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from importlib.resources import files

import msgspec

from tearsheet.model.digest import Feature
from tearsheet.relate.stories.measures import (
    Seen,
    Statistics,
    angle,
    apart,
    cosine,
    delay,
    mean,
    overlap,
    rarest,
    seen,
    told_in,
    unlike_lengths,
)
from tearsheet.relate.stories.report import Report

PRIOR = "prior"
_FEW = 4
_HOURS = 48


class Weight(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What a measure says: ``weight`` log-odds for each unit above ``neutral``."""

    weight: float
    neutral: float = 0.0


def likeness(one: Report, other: Report, statistics: Statistics) -> tuple[Feature, ...]:
    """Why two reports tell one event or two; the sum of the shares is the log-odds that it is one.

    The same whichever comes first. A measure that cannot be taken, for want of a text, a date, a
    vector or a common language, is left out.
    """
    return compared(seen(one, statistics), seen(other, statistics))


def compared(one: Seen, other: Seen) -> tuple[Feature, ...]:
    """`likeness` of reports that were weighed before: four times as fast."""
    if (other.report.key, other.report.language) < (one.report.key, one.report.language):
        one, other = other, one
    weights = weights_for(kind_of(one, other))
    found = [Feature(PRIOR, 1.0, weights[PRIOR].weight, "before anything is compared")]
    for name, value in measured(one, other):
        weight = weights.get(name)
        if weight is not None:
            found.append(
                Feature(name, value - weight.neutral, weight.weight, _why(name, value, one, other))
            )
    return tuple(found)


def log_odds(features: tuple[Feature, ...]) -> float:
    """What the features add up to."""
    return sum(feature.share for feature in features)


def kind_of(one: Seen, other: Seen) -> str:
    """Which table weighs a pair: ``text`` or ``headline``, ``within`` a language or ``across``."""
    texts = "text" if one.report.length and other.report.length else "headline"
    return f"{texts} {'within' if _one_language(one, other) else 'across'}"


@cache
def weights_for(kind: str) -> Mapping[str, Weight]:
    """The learned weights for a kind of pair."""
    text = (files("tearsheet.relate.stories") / "likeness.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, dict[str, Weight]])[kind]


def measured(one: Seen, other: Seen) -> Iterator[tuple[str, float]]:
    """Every measure of a pair that can be taken, with its name."""
    a, b = one.report, other.report
    taken: list[tuple[str, float | None]] = []
    if _one_language(one, other):
        taken += [
            ("words", cosine(one.words, other.words)),
            ("rare words", rarest(one.rarity, other.rarity)),
            ("title words", cosine(one.title, other.title)),
            (
                "title in text",
                mean((told_in(one.headline, other.words), told_in(other.headline, one.words))),
            ),
        ]
    taken += [
        ("meaning", angle(one.vector, other.vector)),
        ("title meaning", angle(one.title_vector, other.title_vector)),
        (
            "title meant in text",
            mean((angle(one.title_vector, other.vector), angle(other.title_vector, one.vector))),
        ),
        ("names", overlap(one.names, other.names)),
        ("rare names", rarest(one.names, other.names)),
        ("places", overlap(one.places, other.places)),
        ("figures", overlap(one.figures, other.figures)),
        ("rare figures", rarest(one.figures, other.figures)),
        ("dates", _dates(one, other)),
        ("time", delay(apart(a, b))),
        ("length", unlike_lengths(a, b)),
        ("outlet", float(a.outlet == b.outlet) if a.outlet and b.outlet else None),
    ]
    return ((name, value) for name, value in taken if value is not None)


def _dates(one: Seen, other: Seen) -> float | None:
    a, b = set(one.report.dates), set(other.report.dates)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else None


def _one_language(one: Seen, other: Seen) -> bool:
    return one.report.language == other.report.language


def _why(name: str, value: float, one: Seen, other: Seen) -> str:
    match name:
        case "names":
            return _both(_shared_names(one, other), "name", "no name in common")
        case "figures":
            shared = sorted(one.figures.keys() & other.figures.keys())
            return _both(shared, "give", "no figure in common")
        case "places":
            shared = sorted(one.places.keys() & other.places.keys())
            return _both(shared, "are set in", "no country in common")
        case "dates":
            days = sorted(set(one.report.dates) & set(other.report.dates))
            return _both([str(day) for day in days], "tell of", "no day in common")
        case "time":
            return f"{_told(apart(one.report, other.report))} apart"
        case "words":
            return f"{len(one.words.keys() & other.words.keys())} words shared"
        case "title words":
            return f"{len(one.title.keys() & other.title.keys())} words of the titles shared"
        case "title in text":
            return f"{value:.0%} of the titles told by the other's text"
        case "meaning":
            return f"the texts mean much the same: {value:.2f}"
        case "title meaning":
            return f"the titles mean much the same: {value:.2f}"
        case "title meant in text":
            return f"the titles mean what the other's text says: {value:.2f}"
        case "outlet":
            return "printed by one outlet" if value else "printed by two outlets"
        case _:
            return "of unlike length" if value > 1 else "of like length"


def _shared_names(one: Seen, other: Seen) -> list[str]:
    """As printed, the rarest first."""
    a = dict(zip(one.report.names, one.report.printed, strict=True))
    b = dict(zip(other.report.names, other.report.printed, strict=True))
    shared = sorted(a.keys() & b.keys(), key=lambda name: (-one.names[name], name))
    return [min(a[name], b[name]) for name in shared]


def _both(shared: list[str], verb: str, none: str) -> str:
    if not shared:
        return none
    if len(shared) == 1:
        return f"both {verb} {shared[0]}"
    more = len(shared) - _FEW
    if more > 0:
        return f"both {verb} {', '.join(shared[:_FEW])} and {more} more"
    return f"both {verb} {', '.join(shared[:-1])} and {shared[-1]}"


def _told(gap: timedelta | None) -> str:
    hours = round(gap.total_seconds() / 3600) if gap else 0
    if hours < 1:
        return "less than an hour"
    if hours <= _HOURS:
        return f"{hours} hours" if hours > 1 else "an hour"
    return f"{round(hours / 24)} days"
