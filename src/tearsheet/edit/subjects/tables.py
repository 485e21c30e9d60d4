"""The tables beside this file, read once."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import msgspec

ByLanguage: TypeAlias = dict[str, dict[str, tuple[str, ...]]]
"""Language, then country, then names."""


class Inflection(msgspec.Struct, forbid_unknown_fields=True):
    """How the words of one language change; see ``inflection.toml``."""

    endings: dict[str, str] = msgspec.field(default_factory=dict)
    agglutinates: int = 0
    stems: int = 0
    prefixes: tuple[str, ...] = ()
    capital_adjectives: bool = False


class Head(msgspec.Struct, forbid_unknown_fields=True):
    """Who heads a country, and the day somebody last looked."""

    office: str
    since: date
    as_of: date
    names: dict[str, tuple[str, ...]]


class Capital(msgspec.Struct, forbid_unknown_fields=True):
    """What a capital is called."""

    zone: str = ""
    names: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class Languages(msgspec.Struct, forbid_unknown_fields=True):
    """The languages we look for names in."""

    listed: tuple[str, ...]
    adjective: dict[str, tuple[str, ...]]


def _text(name: str) -> str:
    return (files("tearsheet.edit.subjects") / f"{name}.toml").read_text("utf-8")


@cache
def inflections() -> dict[str, Inflection]:
    """By language."""
    return msgspec.convert(tomllib.loads(_text("inflection")), dict[str, Inflection])


@cache
def heads() -> dict[str, Head]:
    """By country."""
    return msgspec.convert(tomllib.loads(_text("heads")), dict[str, Head])


@cache
def capitals() -> dict[str, Capital]:
    """By country."""
    return msgspec.convert(tomllib.loads(_text("capitals")), dict[str, Capital])


@cache
def extra_names() -> ByLanguage:
    """Names that CLDR lacks."""
    return msgspec.convert(tomllib.loads(_text("names")), ByLanguage)


@cache
def demonyms() -> ByLanguage:
    """Adjectives and names of peoples."""
    return msgspec.convert(tomllib.loads(_text("demonyms")), ByLanguage)


@cache
def leave_out() -> dict[str, tuple[str, ...]]:
    """By country: phrases that mean something else."""
    return msgspec.convert(tomllib.loads(_text("leave_out")), dict[str, tuple[str, ...]])


@cache
def languages() -> Languages:
    """The languages we look for names in."""
    return msgspec.convert(tomllib.loads(_text("languages")), Languages)
