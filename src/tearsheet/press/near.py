"""Which countries lie near one another, and which languages are a country's own?"""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from babel import Locale
from babel.languages import get_official_languages


def neighbours(country: str) -> frozenset[str]:
    """The countries that share a border or a strait with ``country`` (ISO 3166-1 codes)."""
    return _borders().get(country, frozenset())


def region_of(country: str) -> str:
    """The region that the press counts ``country`` to ("Central Asia"); empty if to none."""
    return next((name for name, codes in _regions().items() if country in codes), "")


def region_mates(country: str) -> frozenset[str]:
    """The other countries of every region that ``country`` is counted to."""
    within = (codes for codes in _regions().values() if country in codes)
    return frozenset().union(*within) - {country}


def own_languages(country: str) -> tuple[str, ...]:
    """The official languages of ``country``, by their primary subtags (CLDR)."""
    return tuple(primary(get_official_languages(country, de_facto=True)))


def primary(languages: Iterable[str]) -> list[str]:
    """The primary subtags of some BCP 47 languages, each once: ``zh`` of ``zh-Hant``."""
    return list(dict.fromkeys(one.replace("_", "-").split("-")[0].lower() for one in languages))


def country_name(country: str) -> str:
    """A country's name in English, its code where CLDR has none."""
    return str(Locale("en").territories.get(country, country))


def language_name(language: str) -> str:
    """A language's name in English, its code where CLDR has none."""
    return str(Locale("en").languages.get(language, language))


@cache
def _table() -> dict[str, dict[str, str]]:
    file = resources.files("tearsheet.press") / "near.toml"
    table: dict[str, dict[str, str]] = tomllib.loads(file.read_text("utf-8"))
    return table


@cache
def _borders() -> dict[str, frozenset[str]]:
    """Both ways of each pair."""
    found: dict[str, set[str]] = {}
    for country, others in _table()["neighbours"].items():
        for other in others.split():
            found.setdefault(country, set()).add(other)
            found.setdefault(other, set()).add(country)
    return {country: frozenset(others) for country, others in found.items()}


@cache
def _regions() -> dict[str, frozenset[str]]:
    return {name: frozenset(codes.split()) for name, codes in _table()["regions"].items()}
