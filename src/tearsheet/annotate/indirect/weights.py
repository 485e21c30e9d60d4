"""What each feature weighs: ``<language>.weights.toml``, read once."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tearsheet.annotate.indirect.candidates import ENDS, WAYS
from tearsheet.annotate.indirect.features import END_QUESTIONS, NUMBERS, QUESTIONS, Weighed
from tearsheet.annotate.indirect.retold import MentionKind


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """The weights of one way: what it starts from, of the numbers, of the answers in order."""

    base: float
    numbers: tuple[float, ...]
    answers: Weighed


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The weights of a language, and the log-odds from which a candidate is believed.

    ``sources`` is the share of sources that were right, by how they are mentioned and by tenths of
    how sure the candidate was.
    """

    ways: Mapping[str, Way]
    ends: Mapping[str, Weighed]
    least: float
    sources: Mapping[str, Sequence[float]]

    def source_right(self, mention: MentionKind, sure: float) -> float:
        """How often such a source is right, a probability."""
        shares = self.sources[mention]
        return shares[min(len(shares) - 1, int(sure * len(shares)))]


@cache
def weights_for(language: str) -> Weights | None:
    """The weights of a language (its primary subtag), None where none were learned."""
    file = resources.files(__package__ or "") / f"{language}.weights.toml"
    return read_weights(tomllib.loads(file.read_text("utf-8"))) if file.is_file() else None


def read_weights(table: Mapping[str, Any]) -> Weights:
    """The weights of a file's contents; what it leaves out weighs nothing."""
    ways = {way: _way(table.get(way, {})) for way in WAYS}
    ends = {
        end: tuple(table.get("end", {}).get(end, {}).get(key, {}).get for key in END_QUESTIONS)
        for end in ENDS
    }
    sources = table.get("source", {})
    return Weights(ways, ends, math.log(table["least"] / (1 - table["least"])), sources)


def _way(table: Mapping[str, Any]) -> Way:
    return Way(
        float(table.get("base", 0.0)),
        tuple(float(table.get(name, 0.0)) for name in NUMBERS),
        tuple(table.get(question, {}).get for question in QUESTIONS),
    )
