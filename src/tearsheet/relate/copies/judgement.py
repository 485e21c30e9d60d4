"""Do two articles print one text, how, and how sure is that?"""

import tomllib
from functools import cache
from importlib.resources import files
from math import exp

import msgspec

from tearsheet.model import Feature, Link, LinkRelation
from tearsheet.relate.copies.comparison import Comparison
from tearsheet.relate.copies.printing import Printing

_LEAST = 0.08
"""Share of the smaller text's runs below which nothing else need be looked at. On
corpora/copies/pairs-half.jsonl (2026-11-22) no copy has less than .28."""
_SAME = 0.9
"""Share of the larger text from which on the two are the same words."""
_WHOLE = 0.5
"""Below half the length it is an excerpt, not an edition."""
_FEWEST = 12
"""Words in runs below which only the same text is a copy."""
_CERTAIN = 0.999


class _Model(msgspec.Struct, forbid_unknown_fields=True):
    """``judgement.toml``."""

    bias: float
    weights: dict[str, float]


def judged(one: Printing, other: Printing) -> Link | None:
    """That the two print one text; None if they more likely do not.

    ``confidence`` is the probability, calibrated on pairs that people read. A pure function of the
    two, whichever comes first.
    """
    comparison = Comparison.of(one, other)
    confidence = confidence_of(comparison)
    if confidence < 0.5:
        return None
    relation = _relation(comparison)
    first, second = sorted((one, other), key=lambda printing: printing.key)
    small_first = first is comparison.small
    shares = comparison.share, comparison.share_of_larger
    return Link(
        one=first.key,
        other=second.key,
        relation=relation,
        one_in_other=shares[not small_first],
        other_in_one=shares[small_first],
        confidence=confidence,
        evidence=_evidence(comparison),
    )


def confidence_of(comparison: Comparison) -> float:
    """The probability that the two are printings of one text."""
    settled = settled_by(comparison)
    if settled is not None:
        return settled
    return 1 / (1 + exp(-sum(feature.share for feature in reasons(comparison))))


def settled_by(comparison: Comparison) -> float | None:
    """The probability where nothing need be weighed: the same words, too few, or none shared."""
    small, large = comparison.small, comparison.large
    if comparison.shared < _LEAST * len(small.every.distinct) or not comparison.shared:
        return 0.0
    if small.dense != large.dense or len(small) < _FEWEST + small.length:
        alike = len(small) > small.length and comparison.share_of_larger == 1.0
        return _CERTAIN if alike else 0.0
    return _CERTAIN if comparison.share_of_larger >= _SAME else None


def reasons(comparison: Comparison) -> tuple[Feature, ...]:
    """What speaks for and against one text: the sum of their shares is its log-odds."""
    model = _model()
    return (
        Feature("more pairs are two texts than one", 1.0, model.bias),
        *(Feature(name, value, model.weights[name]) for name, value in comparison.features.items()),
    )


def _relation(comparison: Comparison) -> LinkRelation:
    if comparison.share_of_larger >= _SAME:
        return "exact"
    small, large = (len(one.every.distinct) for one in (comparison.small, comparison.large))
    return "edited" if small >= _WHOLE * large else "excerpt"


def _evidence(comparison: Comparison) -> str:
    runs = "six-character" if comparison.small.dense else "three-word"
    of = len(comparison.small.every.distinct)
    evidence = f"{comparison.shared:,} of {of:,} {runs} runs shared"
    if settled_by(comparison) is not None or not comparison.is_rewritable:
        return evidence
    retold = comparison.retold
    return f"{evidence}, {retold.matched:,} of {retold.sentences:,} sentences told in order"


@cache
def _model() -> _Model:
    text = (files("tearsheet.relate.copies") / "judgement.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Model)
