"""How a language calls the countries of the world (CLDR, through babel)."""

from babel import Locale, UnknownLocaleError


def places(language: str) -> frozenset[str]:
    """The names of countries in a language, in lower case, those of one word only."""
    try:
        territories = Locale(language).territories
    except UnknownLocaleError:
        return frozenset()
    return frozenset(
        name.casefold()
        for code, name in territories.items()
        if code.isalpha() and len(code) == 2 and " " not in name and len(name) > 1
    )
