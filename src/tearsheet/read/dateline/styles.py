"""The styles of ``styles.toml``, compiled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

import msgspec

# Stands in a line for a wire's signature where a style has it without brackets.
NAME = "\x01"
Script = Literal["cased", "caseless", "chinese", "japanese", "korean"]

# Vowel signs of Indic scripts are no letters to `re`.
_SIGNS = "\u0900-\u0963\u0970-\u0dff"
_WORD = rf"[^\W\d_][\w{_SIGNS}'’ʻ‘.\-]*"
_PARTED = r"(?:,\s(?:and\s)?|\s?/\s?|\s&\s|\s?·\s?|\s)"
_MONTH = r"[^\W\d_][^\s\d.,،/()\[\]–—\-]{1,12}"
_PLACED: Mapping[str, str] = {
    "place": rf"(?P<place>{_WORD}(?:{_PARTED}{_WORD}){{0,8}}?)",
    "date": (
        rf"(?P<date>\d{{1,2}}(?:\.|er|st|nd|rd|th|º)?[\s\-]?(?:de\s)?{_MONTH}\.?(?:,?\s(?:de\s|del\s)?\d{{4}}(?!\d))?"
        rf"(?:\s?(?:г|р|ж|м|م)\.?(?![^\W_]))?"
        rf"|[^\W\d_]{{3,10}}\.?\s\d{{1,2}}(?!\d)(?:,?\s\d{{4}}(?!\d))?"
        r"|\d{1,2}\s?[./-]\s?\d{1,2}(?:\s?[./-]\s?\d{2,4})?)"
    ),
    "bracketed": (
        r"(?:[(\[](?P<agency>[^()\[\]\n]{2,40})[)\]]|/\s?(?P<slashed>[^/\n]{2,40}?)\s?/)"
    ),
    "agency": f"(?P<agency>{NAME})",
    "dash": r"(?:\s*(?:--|[-–—―=]))",
    "close": r"(?:(?:\s*(?:--|[-–—―=]))+|\s*[.:]+(?:\s*(?:--|[-–—―=]))*)",
}


@dataclass(frozen=True, slots=True)
class _Style:
    script: Script
    pattern: str
    examples: tuple[str, ...]
    known: bool = False
    short: bool = False
    deep: bool = False


@dataclass(frozen=True, slots=True)
class _Styles:
    not_places: tuple[str, ...]
    style: tuple[_Style, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """One way to write a dateline; ``styles.toml`` explains the fields."""

    script: Script
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    known: bool
    short: bool
    deep: bool

    @property
    def is_bare(self) -> bool:
        """Whether the agency stands in it without brackets, as `NAME`."""
        return NAME in self.pattern.pattern


@lru_cache(maxsize=1)
def _written() -> _Styles:
    data = resources.files("tearsheet.read.dateline").joinpath("styles.toml").read_bytes()
    return msgspec.toml.decode(data, type=_Styles)


@lru_cache(maxsize=1)
def styles() -> tuple[Style, ...]:
    """All styles, in the order in which they are tried."""
    return tuple(
        Style(
            one.script,
            re.compile(_filled(one.pattern)),
            one.examples,
            one.known,
            one.short,
            one.deep,
        )
        for one in _written().style
    )


@lru_cache(maxsize=1)
def not_places() -> frozenset[str]:
    """Words in capitals that stand before a dash as places do."""
    return frozenset(_written().not_places)


@lru_cache(maxsize=16)
def styles_of(script: Script, deep: bool) -> tuple[Style, ...]:
    """Those of one script; only the ``deep`` ones if asked."""
    return tuple(one for one in styles() if one.script == script and (one.deep or not deep))


def _filled(pattern: str) -> str:
    for name, part in _PLACED.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern
