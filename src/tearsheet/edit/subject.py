"""What do the papers of the world call it? Watches on countries, organisations and people.

Names of countries come from CLDR (through babel) and from the tables in ``subjects/``; names of
organisations and people are given by whoever adds the watch.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from babel import Locale
from babel.languages import get_official_languages
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

from tearsheet.edit.subjects import tables
from tearsheet.model import NameKind, Watch, WatchName

_FEWEST_SHARED = 3
"""Letters that a country and its people must share for a language name to be an adjective."""


class UnknownCountryError(ValueError):
    """No such country; the message says which codes there are."""


def country_watch(
    code: str, key: str, language: str = "en", names: Sequence[WatchName] = ()
) -> Watch:
    """A watch on the country ``code`` (ISO 3166-1 alpha-2) for editions in ``language``.

    It holds the country's names and adjectives in some sixty languages, its capital and, where
    ``subjects/heads.toml`` knows, its head of state; ``names`` adds more. Its ``leave_out`` has
    the other countries whose names hold this one's. Raises `UnknownCountryError`.
    """
    country = code.upper()
    if country not in _territories("en"):
        raise UnknownCountryError(f"{code}: not a country by ISO 3166-1 (such as KZ, DE, US)")
    every = list(names)
    for tag in tables.languages().listed:
        every += _in_language(country, tag)
    every += _country_names(country)
    return Watch(
        key=key,
        title=_plain(_territories(language).get(country) or _territories("en")[country])[0],
        kind="country",
        names=_once(every),
        country=country,
        leave_out=_left_out(country, every),
        language=language,
    )


def organisation_watch(
    name: str,
    key: str,
    language: str = "en",
    country: str | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    leave_out: Sequence[str] = (),
) -> Watch:
    """A watch on an organisation. ``names`` are its names by language, abbreviations too.

    ``country`` is its home, whose press is domestic; without one every outlet is foreign.
    """
    own = [WatchName(name, language), WatchName(name, "und")]
    return Watch(
        key=key,
        title=name,
        kind="organisation",
        names=_once([*own, *_given(names, "name")]),
        country=country.upper() if country else None,
        leave_out=tuple(leave_out),
        language=language,
    )


def person_watch(
    name: str,
    key: str,
    language: str = "en",
    country: str | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    leave_out: Sequence[str] = (),
) -> Watch:
    """A watch on a person; fields as in `organisation_watch`.

    The press gives a name in full once and then the family name alone, so the last word of a
    name of several words stands for it too, less strongly.
    """
    given = [WatchName(name, language), WatchName(name, "und"), *_given(names, "name")]
    family = [
        WatchName(one.text.split()[-1], one.language, "person")
        for one in given
        if len(one.text.split()) > 1 and len(one.text.split()[-1]) > _FEWEST_SHARED
    ]
    return Watch(
        key=key,
        title=name,
        kind="person",
        names=_once([*given, *family]),
        country=country.upper() if country else None,
        leave_out=tuple(leave_out),
        language=language,
    )


def _given(names: Mapping[str, Sequence[str]] | None, kind: NameKind) -> list[WatchName]:
    return [
        WatchName(text, language, kind)
        for language, texts in (names or {}).items()
        for text in texts
    ]


def _once(names: Iterable[WatchName]) -> tuple[WatchName, ...]:
    """Each name of a language once, under the kind that it is given first."""
    kept: dict[tuple[str, str], WatchName] = {}
    for name in names:
        kept.setdefault((name.language, name.text), name)
    return tuple(kept.values())


def _country_names(country: str) -> Iterator[WatchName]:
    """From our tables: what CLDR lacks, adjectives, the capital, the head of state."""
    for language, extra in tables.extra_names().items():
        for text in extra.get(country, ()):
            yield WatchName(text, language)
    for language, peoples in tables.demonyms().items():
        for text in peoples.get(country, ()):
            yield WatchName(text, language, "adjective")
    if capital := tables.capitals().get(country):
        for language, texts in capital.names.items():
            for text in texts:
                yield WatchName(text, language, "place")
    if head := tables.heads().get(country):
        for language, texts in head.names.items():
            for text in texts:
                yield WatchName(text, language, "person")


def _in_language(country: str, tag: str) -> Iterator[WatchName]:
    """From CLDR: the country, its capital and its adjective in one language."""
    for text in _plain(_territories(tag).get(country, "")):
        yield WatchName(text, tag)
    capital = tables.capitals().get(country)
    if capital and capital.zone and (city := _city(tag, capital.zone)):
        yield WatchName(city, tag, "place")
    if country not in tables.demonyms().get(tag, {}):
        for text in _adjectives(country, tag):
            yield WatchName(text, tag, "adjective")


def _city(tag: str, zone: str) -> str:
    if tag == "en":
        return zone.rpartition("/")[2].replace("_", " ")
    named = _locale(tag).time_zones.get(zone, {})
    return str(named.get("city", ""))


def _adjectives(country: str, tag: str) -> Iterator[str]:
    """The country's own language as ``tag`` calls it, where that is the country's adjective."""
    cut = tables.languages().adjective.get(tag)
    if cut is None:
        return
    for spoken in _own_languages(country):
        named = str(_locale(tag).languages.get(spoken, ""))
        for ending in cut:
            named = named.removesuffix(ending)
        if tag == "ar":
            named = named.removeprefix("ال")
        if named and " " not in named and not _is_country(named, tag):
            yield named.capitalize() if tag in {"tr", "nl"} else _lower_first(named)


def _is_country(text: str, tag: str) -> bool:
    """Whether a language has no name but the country's, as in Malay."""
    return text in _territories(tag).values()


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


@cache
def _own_languages(country: str) -> tuple[str, ...]:
    """The official languages named after the country: Kazakh, not Russian, of Kazakhstan."""
    called = _territories("en")[country]
    english = Locale("en").languages
    return tuple(
        language
        for language in get_official_languages(country, de_facto=True)
        if (name := str(english.get(language, "")))[:_FEWEST_SHARED] == called[:_FEWEST_SHARED]
        and " " not in name
    )


def _left_out(country: str, names: Iterable[WatchName]) -> tuple[str, ...]:
    """Names of other countries and of money that hold one of ours, and what our table lists."""
    own = {name.text for name in names}
    found = list(tables.leave_out().get(country, ()))
    for tag in tables.languages().listed:
        ours = [text for text in _plain(_territories(tag).get(country, "")) if len(text) > 1]
        found += (
            text
            for code, territory in _territories(tag).items()
            for text in _plain(territory)
            if code != country and text not in own and any(our in text for our in ours)
        )
        found += (money for money in _money(country, tag) if any(our in money for our in own))
    return tuple(dict.fromkeys(found))


def _money(country: str, tag: str) -> Iterator[str]:
    """What a language calls the country's money: a price in US dollars is no news of the US."""
    for currency in get_territory_currencies(country):
        yield get_currency_symbol(currency, _locale(tag))
        for count in (None, 1, 2, 5):
            name = get_currency_name(currency, count, _locale(tag))
            yield from (name, name.replace("-", " "))


def _plain(name: str) -> list[str]:
    """The names in one of CLDR's: ``Myanmar (Burma)`` is two, ``&`` is ``and`` in English."""
    parts = [part.strip(" )") for part in name.split("(")]
    return [part.replace(" & ", " and ") for part in parts if part]


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")


@cache
def _territories(tag: str) -> dict[str, str]:
    """The countries' names in one language, by ISO code."""
    return {
        str(code): str(name)
        for code, name in _locale(tag).territories.items()
        if len(code) == 2 and code.isalpha()
    }
