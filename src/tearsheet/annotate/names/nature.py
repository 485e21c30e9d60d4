"""Does a run of capitals name a thing, a people or a region, and so no person?"""

import tomllib
from functools import cache, lru_cache
from importlib import resources

from babel import Locale, UnknownLocaleError

from tearsheet.annotate.lexicon import Phrases
from tearsheet.annotate.names.gazetteer import gazetteer

# Languages that write adjectives of places with capitals.
_CAPITAL_ADJECTIVES = frozenset(["en"])
_NOUN_LEADS = frozenset(["fr", "es", "it", "pt", "ru", "uk", "pl"])
# How such adjectives are made of a place's name: Asia+n, China -> Chin+ese.
_ADJECTIVES = ("ian", "ean", "ese", "ish", "an", "n", "i")
_FIRST_CASES = ("", "a", "ia", "y", "e", "o", "land")
_SHORTEST_STEM = 3
_WORLD = frozenset(["001", "009", "021", "202"])


@cache
def things(language: str) -> Phrases:
    """The nouns of things in a language; none for a language without a list."""
    table = _table().get(language, {})
    return Phrases({"thing": table.get("words", [])})


@cache
def plain_acronyms() -> frozenset[str]:
    """Words of capital letters that name no body, in lower case."""
    return frozenset(_table()["acronyms"]["words"])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    file = resources.files(__package__ or "") / "things.toml"
    read: dict[str, dict[str, list[str]]] = tomllib.loads(file.read_text("utf-8"))
    return read


@cache
def regions(language: str) -> frozenset[str]:
    """Continents and parts of them in a language, in lower case."""
    try:
        territories = Locale(language).territories
    except UnknownLocaleError:
        return frozenset()
    return frozenset(
        name.casefold()
        for code, name in territories.items()
        if code.isdigit() and code not in _WORLD
    )


@cache
def _peoples(language: str) -> frozenset[str]:
    """Names of languages, which are those of peoples too: Kazakh, Chinese."""
    return frozenset(name.casefold() for name in Locale(language).languages.values())


@lru_cache(maxsize=20_000)
def is_adjective(word: str, language: str) -> bool:
    """Whether a word in lower case is said of a place: *kazakh*, *asian*, *chinese-made*."""
    if language not in _CAPITAL_ADJECTIVES:
        return False
    first, _, rest = word.partition("-")
    if rest and is_adjective(first, language):
        return True
    if word in _peoples(language):
        return True
    known, areas = gazetteer(language), regions(language)
    for ending in _ADJECTIVES:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= _SHORTEST_STEM:
            made = (stem + last for last in _FIRST_CASES)
            if any(form != word and (form in known or form in areas) for form in made):
                return True
    return False


def is_thing(parts: list[str], language: str) -> bool:
    """Whether the noun of a run is a thing's, or all of it is said of a place."""
    nouns = things(language)
    first, last = parts[0].casefold(), parts[-1].casefold()
    if last in nouns or (first in nouns and len(parts) > 1 and language in _NOUN_LEADS):
        return True
    printed = " ".join(parts).casefold()
    return printed in regions(language) or is_adjective(last, language)
