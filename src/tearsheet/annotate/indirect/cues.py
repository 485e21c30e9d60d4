"""Which words bring in retold speech, and how often: a table of measured shares.

``<language>.cues.toml`` holds, for each way of `candidates`, words and stems with the share of
their occurrences that were cues, and the shares by the kind of word that follows or stands before
where these were seen often enough to differ.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

Shares = Mapping[str, float]
_SHORTEST_STEM = 3
# A word that is a cue more rarely is not looked at: of 2,786 such candidates in 150 articles of the
# PolNeAR training half 4 would have been believed (2026-11-22).
LEAST_SHARE = 0.07


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One word: the log-odds of being a cue, and how much what stands beside it adds."""

    log_odds: float
    after: Shares
    before: Shares


class Cues:
    """The words of a language by way, by form and, where the form is not known, by stem."""

    def __init__(self, ways: Mapping[str, tuple[Mapping[str, Cue], Mapping[str, Cue]]]) -> None:
        self._ways = ways
        # Most words of an article come again.
        self.ways_of = lru_cache(maxsize=50_000)(self._ways_of)

    def of(self, way: str, word: str) -> Cue | None:
        """The entry of a word in lower case; None for a way that has no table."""
        if way not in self._ways:
            return None
        words, stems = self._ways[way]
        return words.get(word) or stems.get(stem(word))

    def _ways_of(self, word: str) -> frozenset[str]:
        """What a word in lower case may bring in."""
        found = {way: self.of(way, word) for way in self._ways}
        known = frozenset(way for way, cue in found.items() if cue and cue.log_odds >= _LEAST)
        return known | {"according"} if word == "according" else known


def stem(word: str) -> str:
    """A word without the endings of English verbs and plurals: claimed, claiming → claim."""
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            root = word[: -len(ending)]
            if ending in {"ied", "ies", "y"}:
                return root + "i"
            doubled = ending in {"ing", "ed"} and root[-1] == root[-2] and root[-1] not in "ls"
            return root[:-1] if doubled else root
    return word


def log_odds(share: float) -> float:
    """The logarithm of the odds of a probability."""
    return math.log(share / (1 - share))


_LEAST = log_odds(LEAST_SHARE)


def expected(log_odds_of_word: float, beside: float, usual: float) -> float:
    """The log-odds of a word beside a kind of word if the two told nothing about each other."""
    return log_odds_of_word + beside - usual


@cache
def cues_for(language: str) -> Cues:
    """The tables of a language (its primary subtag); empty where it has none."""
    file = resources.files(__package__ or "") / f"{language}.cues.toml"
    return read_cues(tomllib.loads(file.read_text("utf-8")) if file.is_file() else {})


def read_cues(table: Mapping[str, Mapping[str, object]]) -> Cues:
    """The tables of a file's contents."""
    return Cues({way: _way(entries) for way, entries in table.items()})


def _way(table: Mapping[str, object]) -> tuple[dict[str, Cue], dict[str, Cue]]:
    usual = _shares(table, "usual")
    after, before = _shares(table, "after"), _shares(table, "before")
    base = log_odds(usual["all"])

    def entries(key: str) -> dict[str, Cue]:
        listed = table[key]
        assert isinstance(listed, dict)
        return {word: entry(shares) for word, shares in listed.items()}

    def entry(shares: Mapping[str, object]) -> Cue:
        share = shares["share"]
        assert isinstance(share, float)
        own = log_odds(share)
        return Cue(own, beside(own, shares, "after", after), beside(own, shares, "before", before))

    def beside(own: float, shares: Mapping[str, object], key: str, usually: Shares) -> Shares:
        return {
            kind: log_odds(share) - expected(own, log_odds(usually[kind]), base)
            for kind, share in _shares(shares, key).items()
        }

    return entries("words"), entries("stems")


def _shares(table: Mapping[str, object], key: str) -> dict[str, float]:
    found = table.get(key, {})
    assert isinstance(found, dict)
    return {str(name): float(share) for name, share in found.items()}
