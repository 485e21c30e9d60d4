"""Which outlets are worth following for a watch, and why?"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log2
from typing import Literal, get_args

from tearsheet.model import Feature, Outlet, OutletKind, Watch
from tearsheet.press.near import (
    country_name,
    language_name,
    neighbours,
    own_languages,
    primary,
    region_mates,
    region_of,
)
from tearsheet.press.register import Register

Group = Literal[
    "write about it already",
    "home press",
    "neighbours",
    "the same region",
    "known abroad",
    "the same language",
]
MOST_OF_A_COUNTRY = 12
"""Outlets of one country in one group, unless they write about the subject already."""

_GROUPS: tuple[Group, ...] = get_args(Group)
_PRESS: frozenset[OutletKind] = frozenset(
    {"newspaper", "agency", "broadcaster", "magazine", "online", "unknown"}
)
_MANY_ARTICLES = 32
_MANY_NAMES = 6  # languages that have a name for an outlet which is quoted the world over
_FEW_LANGUAGES = 10  # a watch named in more of them says nothing by its languages
_KINDS: Mapping[OutletKind, tuple[float, str]] = {
    "agency": (1.0, "an agency, which others reprint"),
    "newspaper": (0.4, "a newspaper"),
    "broadcaster": (0.4, "a broadcaster"),
    "magazine": (0.2, "a magazine"),
    "online": (0.3, "a news site"),
}
# How much each sign is worth: judgement, so ordered by what an editor asks for first.
_WEIGHTS: Mapping[str, float] = {
    "articles": 100,
    "home": 40,
    "neighbour": 30,
    "region": 20,
    "known abroad": 24,
    "own language": 10,
    "watch language": 6,
    "edition language": 6,
    "kind": 8,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An outlet that could be followed, and what speaks for it; the score sums its features.

    ``group`` is where it stands in the list. ``country`` and ``language`` (its main one, primary
    subtag) are what the list is sorted by within a group, empty where unknown. ``domestic`` says
    that it is home press of the watch, which editions do not count as foreign.
    """

    outlet: Outlet
    group: Group
    features: tuple[Feature, ...]
    country: str = ""
    language: str = ""
    domestic: bool = False

    @property
    def score(self) -> float:
        """The sum of what each feature adds."""
        return sum(feature.share for feature in self.features)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for it in plain words, the weightiest first."""
        weighty = sorted(self.features, key=lambda feature: -feature.share)
        return tuple(feature.why for feature in weighty)


def suggestions(
    register: Register,
    watch: Watch,
    seen: Mapping[str, int],
    have: Collection[str],
) -> tuple[Suggestion, ...]:
    """Outlets worth adding as sources for ``watch``, group by group, each with its reasons.

    ``seen`` counts the articles about the subject on file by outlet key: those outlets come
    first, the most articles before the rest. Then the register's press by how near its country
    and languages are to the subject, within a group country by country and language by language.
    ``have`` are the keys of outlets that are sources already; they are left out.
    """
    writing = [
        _suggestion(outlet, watch, count)
        for key, count in seen.items()
        if count > 0 and key not in have and (outlet := _outlet(register, key)) is not None
    ]
    near = [
        _suggestion(outlet, watch, 0)
        for outlet in register
        if outlet.key not in seen and outlet.key not in have and _is_press(outlet)
    ]
    return tuple(
        sorted(writing, key=lambda one: (-seen[one.outlet.key], -one.score, one.outlet.key))
    ) + tuple(_by_country(one for one in near if _is_near(one)))


def _outlet(register: Register, key: str) -> Outlet | None:
    """The outlet of a key; one that only its pages vouch for is known by its domain."""
    if known := register.keyed(key):
        return known if known.domains else None
    return register.outlet_for(f"https://{key}/") if "." in key else None


def _is_press(outlet: Outlet) -> bool:
    """Whether it can be followed and writes itself: it has a site and is no distributor."""
    return bool(outlet.domains) and outlet.kind in _PRESS and outlet.confirmed


def _is_near(one: Suggestion) -> bool:
    """Whether more speaks for it than that it is an outlet."""
    names = {feature.name for feature in one.features}
    return one.group != "the same language" or bool(names & {"own language", "watch language"})


def _suggestion(outlet: Outlet, watch: Watch, count: int) -> Suggestion:
    features = tuple(_features(outlet, watch, count))
    spoken = primary(outlet.languages)
    return Suggestion(
        outlet,
        _group({feature.name for feature in features}),
        features,
        country=outlet.country or "",
        language=spoken[0] if spoken else "",
        domestic=watch.country is not None and outlet.country == watch.country,
    )


def _group(names: set[str]) -> Group:
    signs = ("articles", "home", "neighbour", "region", "known abroad")
    return next(
        (group for sign, group in zip(signs, _GROUPS, strict=False) if sign in names), _GROUPS[-1]
    )


def _features(outlet: Outlet, watch: Watch, count: int) -> Iterator[Feature]:
    if count:
        value = min(1.0, log2(1 + count) / log2(1 + _MANY_ARTICLES))
        articles = "1 article" if count == 1 else f"{count} articles"
        yield _feature("articles", value, f"{articles} about it on file")
    yield from _place(outlet, watch)
    yield from _tongue(outlet, watch)
    named = {name.language for name in outlet.names} - {"und"}
    if (value := (len(named) - 1) / (_MANY_NAMES - 1)) >= 0.4:
        yield _feature(
            "known abroad", min(1.0, value), f"known abroad, by names in {len(named)} languages"
        )
    if outlet.kind in _KINDS:
        value, why = _KINDS[outlet.kind]
        yield _feature("kind", value, why)


def _place(outlet: Outlet, watch: Watch) -> Iterator[Feature]:
    """How near its country is to the subject's."""
    home, country = watch.country, outlet.country
    if not home or not country:
        return
    named = country_name(home)
    if country == home:
        yield _feature("home", 1, f"home press of {named}: domestic, not foreign media")
    elif country in neighbours(home):
        yield _feature("neighbour", 1, f"from {country_name(country)}, a neighbour of {named}")
    elif country in region_mates(home):
        yield _feature(
            "region", 1, f"from {country_name(country)}, like {named} in {region_of(home)}"
        )


def _tongue(outlet: Outlet, watch: Watch) -> Iterator[Feature]:
    """Which of its languages speak for it."""
    spoken = primary(outlet.languages)
    home = watch.country or ""
    if home and (shared := [one for one in spoken if one in own_languages(home)]):
        why = f"writes in {language_name(shared[0])}, a language of {country_name(home)}"
        yield _feature("own language", 1, why)
    edition = primary([watch.language])[0]
    named = set(primary(name.language for name in watch.names)) - {"und", edition}
    if len(named) <= _FEW_LANGUAGES and (shared := [one for one in spoken if one in named]):
        why = f"writes in {language_name(shared[0])}, in which the subject has a name"
        yield _feature("watch language", 1, why)
    if edition in spoken:
        why = f"writes in {language_name(edition)}, the language of your editions"
        yield _feature("edition language", 1, why)


def _feature(name: str, value: float, why: str) -> Feature:
    return Feature(name, value, _WEIGHTS[name], why)


def _by_country(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Group by group; within one the countries by their best, then language, then score."""
    kept: list[Suggestion] = []
    best: dict[tuple[Group, str], float] = {}
    counts = Counter[tuple[Group, str]]()
    for one in sorted(found, key=lambda one: (-one.score, one.outlet.key)):
        place = (one.group, one.country)
        counts[place] += 1
        if counts[place] <= MOST_OF_A_COUNTRY:
            best.setdefault(place, one.score)
            kept.append(one)
    return sorted(
        kept,
        key=lambda one: (
            _GROUPS.index(one.group),
            -best[one.group, one.country],
            one.country,
            one.language,
            -one.score,
            one.outlet.key,
        ),
    )
