"""The phrases of ``phrases.toml``, compiled for the ways they are looked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

import msgspec
from ahocorasick_rs import AhoCorasick

from tearsheet.model import LabelKind

# Stands in a line for a wire's signature, so that a phrase need not try more than a thousand.
NAME = "\x01"
_WHO = (
    r"[«\"“'‘《「]?(?P<who>[^\W\d_](?:[^,;:.\n()«»\"“”《》「」，。、；]|\.(?=\w)){1,50}?)"
    r"(?=[»\"”’》」]|\s?[,;:.()\n，。、；]|$"
    r"|\s(?:on|under|and|in|as|at|am|vom|im|le|el|il|em|no|dnia|в|и|от|під|від|на)\s)"
)

ListName = Literal[
    "credits", "lone", "closings", "contributions", "source_lines", "originals", "republications"
]


@dataclass(frozen=True, slots=True)
class _Unlisted:
    holds: str
    phrase: str


@dataclass(frozen=True, slots=True)
class _Label:
    words: tuple[str, ...]
    phrases: tuple[str, ...]
    about: tuple[str, ...] = ()
    not_about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Phrases:
    """``phrases.toml`` as written; its comments say what each list is."""

    bylines_before: tuple[str, ...]
    bylines_after: tuple[str, ...]
    credits: tuple[str, ...]
    lone: tuple[str, ...]
    closings: tuple[str, ...]
    contributions: tuple[str, ...]
    source_lines: tuple[str, ...]
    originals: tuple[str, ...]
    republication_words: tuple[str, ...]
    republications: tuple[str, ...]
    relays_before: Mapping[str, tuple[str, ...]]
    relays_after: Mapping[str, tuple[str, ...]]
    relays_unlisted: tuple[_Unlisted, ...]
    labels: Mapping[LabelKind, _Label]


@dataclass(frozen=True, slots=True)
class LabelPhrases:
    """One label's phrases: those that open a line, and those that stand anywhere in it."""

    opening: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None
    about: tuple[str, ...]
    not_about: tuple[str, ...]

    def is_about(self, small: str) -> bool:
        """Whether a line in small letters speaks of what the label is for."""
        named = not self.about or any(word in small for word in self.about)
        return named and not any(word in small for word in self.not_about)


@lru_cache(maxsize=1)
def phrases() -> _Phrases:
    """All lists."""
    data = resources.files("tearsheet.read.wire").joinpath("phrases.toml").read_bytes()
    return msgspec.toml.decode(data, type=_Phrases)


@lru_cache(maxsize=8)
def listed(name: ListName) -> tuple[re.Pattern[str], ...]:
    """The phrases of one list; `NAME` stands for a signature, the group ``who`` is any name."""
    lists: Mapping[str, tuple[str, ...]] = {
        "credits": phrases().credits,
        "lone": phrases().lone,
        "closings": phrases().closings,
        "contributions": phrases().contributions,
        "source_lines": phrases().source_lines,
        "originals": phrases().originals,
        "republications": phrases().republications,
    }
    # SOURCE must stand in capitals: "source: the minister" in a text is no credit line.
    flags = re.NOFLAG if name == "source_lines" else re.IGNORECASE
    return tuple(
        re.compile(phrase.replace("{name}", NAME).replace("{who}", _WHO), flags)
        for phrase in lists[name]
    )


@lru_cache(maxsize=4)
def any_of(name: Literal["credits", "lone", "closings", "contributions"]) -> re.Pattern[str]:
    """One pattern for a whole list."""
    return re.compile("|".join(f"(?:{one.pattern})" for one in listed(name)), re.IGNORECASE)


@lru_cache(maxsize=1)
def byline() -> re.Pattern[str]:
    """A line that is a signature and what goes with one: "By NAME Staff"."""
    before = "|".join(map(re.escape, phrases().bylines_before))
    after = "|".join(phrases().bylines_after)
    return re.compile(
        rf"\W*(?:(?:{before})\s+)*{NAME}(?:[\s,]+(?:{after}))*\W*(?:on\W*)?"
        r"(?:[|•·–—,-]?\s?(?:\w{3,12},? )?[^\W\d_]{0,10}\.? ?\d.{0,40})?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def before_relay() -> re.Pattern[str]:
    """Words before a name that make it a relay."""
    return re.compile(_joined(phrases().relays_before), re.IGNORECASE)


@lru_cache(maxsize=1)
def after_relay() -> re.Pattern[str]:
    """Words after a name that make it a relay."""
    return re.compile(_joined(phrases().relays_after), re.IGNORECASE)


def unlisted_relays(text: str) -> list[re.Pattern[str]]:
    """The phrases, each with a group ``name``, whose words ``text`` holds; case counts."""
    searcher, patterns = _unlisted_searcher()
    found = searcher.find_matches_as_indexes(text, overlapping=True)
    return [patterns[number] for number in sorted({number for number, _, _ in found})]


@lru_cache(maxsize=1)
def _unlisted_searcher() -> tuple[AhoCorasick, tuple[re.Pattern[str], ...]]:
    unlisted = phrases().relays_unlisted
    patterns = tuple(re.compile(one.phrase) for one in unlisted)
    return AhoCorasick([one.holds for one in unlisted]), patterns


@lru_cache(maxsize=1)
def label_phrases() -> Mapping[LabelKind, LabelPhrases]:
    """Each label's phrases."""
    return {
        kind: LabelPhrases(
            _any([phrase for phrase in label.phrases if phrase.startswith("^")]),
            _any([phrase for phrase in label.phrases if not phrase.startswith("^")]),
            label.about,
            label.not_about,
        )
        for kind, label in phrases().labels.items()
    }


def labels_worded(text: str) -> set[str]:
    """The labels (and "republication") one of whose words stands in ``text``, casefolded."""
    searcher, kinds = _word_searcher()
    return {kinds[number] for number, _, _ in searcher.find_matches_as_indexes(text)}


@lru_cache(maxsize=1)
def _word_searcher() -> tuple[AhoCorasick, tuple[str, ...]]:
    words = [(word, str(kind)) for kind, label in phrases().labels.items() for word in label.words]
    words.extend((word, "republication") for word in phrases().republication_words)
    return AhoCorasick([word for word, _ in words]), tuple(kind for _, kind in words)


def _any(group: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{one})" for one in group), re.IGNORECASE) if group else None


def _joined(lists: Mapping[str, tuple[str, ...]]) -> str:
    return "|".join(f"(?:{phrase})" for group in lists.values() for phrase in group)
