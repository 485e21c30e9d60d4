"""Which places of the world are known by name? Countries by language, and large cities."""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from babel import Locale, UnknownLocaleError

_SHORTEST_STEM = 4
_SHORTEST_UPPER = 6


@cache
def gazetteer(language: str) -> Mapping[str, str]:
    """Names of countries in a language and of cities in any, in lower case, with ISO 3166-1 codes.

    Countries go before cities of the same name.
    """
    known = dict(_cities())
    try:
        territories = Locale(language).territories
    except UnknownLocaleError:
        return known
    for code, name in territories.items():
        if len(code) == 2 and code.isalpha() and len(name) > 1:
            known[name.casefold()] = code
    for name, code in _also().get(language, {}).items():
        known[name.casefold()] = code
    return known


@cache
def _also() -> dict[str, dict[str, str]]:
    file = resources.files(__package__ or "") / "also.toml"
    read: dict[str, dict[str, str]] = tomllib.loads(file.read_text("utf-8"))
    return read


@cache
def _cities() -> dict[str, str]:
    file = resources.files(__package__ or "") / "cities.txt"
    known = dict[str, str]()
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            country, names = line.split("\t")
            for name in names.split("|"):
                known.setdefault(name.casefold(), country)
    return known


def country_of(name: str, language: str, endings: tuple[str, ...] = ()) -> str | None:
    """The country's code if a printed name is a known place's, a case ending apart."""
    first = first_case(name, language, endings)
    return None if first is None else gazetteer(language)[first]


@lru_cache(maxsize=20_000)
def first_case(name: str, language: str, endings: tuple[str, ...]) -> str | None:
    """The name of a known place in its first case and lower case; None if it is not known."""
    known = gazetteer(language)
    plain = name.casefold()
    if plain in known:
        # DACA is no city, though one is written so in Latin letters.
        return (
            None if name.isupper() and len(name) < _SHORTEST_UPPER and plain in _cities() else plain
        )
    for ending in endings:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM:
            stem = plain[: -len(ending)]
            for first in ("", *_FIRST_CASES):
                if stem + first in known:
                    return stem + first
    return None


# Endings of the first case that other cases replace: Астана, Турция, Polska.
_FIRST_CASES = ("а", "я", "ия", "й", "ь", "a", "ia", "ja", "o", "у", "о", "е")
