"""The register of outlets as people work with it: found, corrected, joined, and taken back."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from babel import Locale, UnknownLocaleError

from tearsheet.model import (
    Decision,
    Outlet,
    OutletCorrection,
    OutletKind,
    Ownership,
    OwnershipKind,
)
from tearsheet.press import Register
from tearsheet.press.corrected import Said, corrected
from tearsheet.press.register import folded_name
from tearsheet.store import outlets as words
from tearsheet.store.outlets import Standing

PREFIX = "outlet: "
SAME_AS, ON_ITS_OWN, TAKEN_BACK = "the same as ", "an outlet of its own", "taken back: "
KINDS: tuple[OutletKind, ...] = get_args(OutletKind)
OWNERSHIPS: tuple[OwnershipKind, ...] = get_args(OwnershipKind)
LONGEST_NAME = 200
_LONGEST_VERDICT = 400
Among = Literal["all", "printed", "unconfirmed", "corrected"]


class OutletError(ValueError):
    """An outlet cannot be corrected so; the message says why in plain words."""


class UnknownOutletError(LookupError):
    """There is no outlet of that key."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which outlets are asked for: ``words`` of a name or domain in any script, and the rest.

    ``among``: all, those that printed something on file, those that only a page vouches for, or
    those that people corrected. Empty strings ask for nothing.
    """

    words: str = ""
    country: str = ""
    language: str = ""
    kind: str = ""
    ownership: str = ""
    among: Among = "all"


@dataclass(frozen=True, slots=True)
class Line:
    """An outlet in a list, and how many of its articles are on file."""

    outlet: Outlet
    articles: int
    corrected: bool


@dataclass(frozen=True, slots=True)
class Words:
    """All that a person can say of an outlet, each as it is to be from now on."""

    name: str
    country: str
    languages: tuple[str, ...]
    kind: OutletKind
    ownership: Ownership


def every(register: Register) -> dict[str, Outlet]:
    """Every outlet of the register and of the articles on file, as people say it is, by key."""
    known = {one.key: one for one in register}
    said = words.said()
    known |= {one.key: one for one in words.every()}
    return {key: one for key, one in known.items() if not _is_joined(key, said)}


def _is_joined(key: str, said: dict[str, Said]) -> bool:
    return key in said and bool(said[key].correction.same_as)


def found(register: Register, asked: Asked) -> list[Line]:
    """The outlets asked for, those with the most articles first, then by name."""
    said = words.said()
    counted = Counter[str]()
    for key, articles in words.articles_by_outlet().items():
        counted[said[key].correction.same_as or key if key in said else key] += articles
    lines = [
        Line(one, counted[one.key], key in said and bool(_said_of(said[key])))
        for key, one in every(register).items()
    ]
    kept = (line for line in lines if _is_asked(line, asked))
    return sorted(kept, key=lambda line: (-line.articles, line.outlet.name.casefold()))


def _said_of(said: Said) -> bool:
    return said.correction != OutletCorrection(said.correction.key)


def _is_asked(line: Line, asked: Asked) -> bool:
    outlet = line.outlet
    return (
        (not asked.country or outlet.country == asked.country)
        and (not asked.language or asked.language in _primary(outlet.languages))
        and (not asked.kind or outlet.kind == asked.kind)
        and (not asked.ownership or outlet.ownership.kind == asked.ownership)
        and {
            "all": True,
            "printed": line.articles > 0,
            "unconfirmed": not outlet.confirmed,
            "corrected": line.corrected,
        }[asked.among]
        and is_called(outlet, asked.words)
    )


def _primary(languages: Iterable[str]) -> set[str]:
    return {one.partition("-")[0].lower() for one in languages}


def is_called(outlet: Outlet, wanted: str) -> bool:
    """Whether a name or a domain of the outlet holds the words, in whatever case and marks."""
    asked = folded_name(wanted)
    if not asked:
        return not wanted.strip()
    plain = wanted.strip().casefold()
    return (
        any(asked in folded_name(one.text) for one in outlet.names)
        or asked in folded_name(outlet.name)
        or any(plain in host for host in (outlet.key, *outlet.domains))
    )


def outlet_of(register: Register, key: str) -> Outlet:
    """The outlet of that key as people say it is. Raises UnknownOutletError."""
    filed = words.on_file([key])
    known = filed.get(key) or register.keyed(key)
    if known is None:
        raise UnknownOutletError(key)
    return known


def key_meant(register: Register, wanted: str) -> str:
    """The key of the outlet that a key, a domain or a whole name means.

    Raises UnknownOutletError where there is none, or more than one.
    """
    there = every(register)
    if wanted in there:
        return wanted
    known = register.at(wanted) if "." in wanted else register.named(wanted)
    if known is not None and known.key in there:
        return known.key
    called = [one.key for one in there.values() if one.name.casefold() == wanted.casefold()]
    if len(called) != 1:
        raise UnknownOutletError(wanted)
    return called[0]


def standing_of(register: Register, key: str) -> Standing:
    """What people say of an outlet, nothing included. Raises UnknownOutletError."""
    found = Said(OutletCorrection(key), outlet_of(register, key))
    return words.standing(key) or Standing(found)


def correct(
    register: Register,
    key: str,
    said: Words,
    steps: int,
    *,
    who: str,
    now: datetime,
    reason: str = "",
) -> Outlet:
    """Have an outlet be what a person says; what is as it was is not put down.

    ``steps`` is how many corrections the person saw (`Standing.earlier`). Raises OutletError,
    UnknownOutletError and `store.outlets.OutletChangedError`.
    """
    _check(said)

    def changed(before: Standing) -> tuple[Standing, Decision | None]:
        _hold(before, steps)
        there = corrected(before.said.found, before.said.correction)
        after = _differing(before.said.correction, there, said)
        verdict = "; ".join(_told(before.said.correction, after))
        if not verdict:
            return before, None
        return words.corrected_to(before, after), _decision(key, verdict, who, now, reason)

    return words.change(key, outlet_of(register, key), changed)


def join(
    register: Register,
    key: str,
    other: str,
    steps: int,
    *,
    who: str,
    now: datetime,
    reason: str = "",
) -> Outlet:
    """Have an outlet be the same as another, whose it is from now on: articles, domains, names.

    Raises OutletError, UnknownOutletError and `store.outlets.OutletChangedError`.
    """
    if key == other:
        raise OutletError("An outlet is the same as itself; choose another one.")
    along = outlet_of(register, other)
    said = words.said()
    if along.key != other or _is_joined(other, said):
        raise OutletError(f"{other} is the same as {along.key} already; join it with that one.")
    if any(one.correction.same_as == key for one in said.values()):
        raise OutletError(f"Others were joined to {key}; join it the other way round.")

    def changed(before: Standing) -> tuple[Standing, Decision | None]:
        _hold(before, steps)
        after = replace(before.said.correction, same_as=other)
        decision = _decision(key, f"{SAME_AS}{other}", who, now, reason)
        return words.corrected_to(before, after), decision

    return words.change(key, outlet_of(register, key), changed, along)


def take_back(
    register: Register, key: str, steps: int, *, who: str, now: datetime, reason: str = ""
) -> Outlet:
    """Have an outlet be what it was before the last correction.

    Raises OutletError, UnknownOutletError and `store.outlets.OutletChangedError`.
    """

    def changed(before: Standing) -> tuple[Standing, Decision | None]:
        _hold(before, steps)
        if not before.earlier:
            raise OutletError("Nobody has corrected this outlet; there is nothing to take back.")
        after = words.taken_back(before)
        told = _told(after.said.correction, before.said.correction)
        verdict = f"{TAKEN_BACK}{'; '.join(told)}"
        return after, _decision(key, verdict, who, now, reason)

    return words.change(key, outlet_of(register, key), changed)


def _hold(before: Standing, steps: int) -> None:
    if len(before.earlier) != steps:
        raise words.OutletChangedError(
            "Somebody else has corrected this outlet since you opened the page. Look at what it "
            "says now and correct it again if need be."
        )


def _check(said: Words) -> None:
    if not said.name.strip():
        raise OutletError("The name is empty.")
    if len(said.name) > LONGEST_NAME:
        raise OutletError(f"The name is longer than {LONGEST_NAME} characters.")
    if said.country and said.country not in Locale("en").territories:
        raise OutletError(
            f"{said.country} is no country; give its two letters by ISO 3166-1, such as KZ."
        )
    for language in said.languages:
        if not _is_language(language):
            raise OutletError(f"{language} is no language; give its code, such as kk or zh-Hant.")
    if said.kind not in KINDS:
        raise OutletError(f"{said.kind} is no kind of outlet.")
    if said.ownership.kind not in OWNERSHIPS:
        raise OutletError(f"{said.ownership.kind} is no kind of ownership.")
    if said.ownership.kind != "unknown" and not said.ownership.source.strip():
        raise OutletError(
            "Say where it stands who owns the outlet: a register, a report, an address."
        )


def _is_language(tag: str) -> bool:
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag.isascii() and tag.isalpha() and tag in Locale("en").languages
    return True


def _differing(before: OutletCorrection, there: Outlet, said: Words) -> OutletCorrection:
    """The correction with what differs from the outlet as it stands."""
    name, country = " ".join(said.name.split()), said.country
    source = " ".join(said.ownership.source.split())
    owned = Ownership(said.ownership.kind, source)
    return replace(
        before,
        name=name if name != there.name else before.name,
        country=country if country != (there.country or "") else before.country,
        languages=said.languages if said.languages != there.languages else before.languages,
        kind=said.kind if said.kind != there.kind else before.kind,
        ownership=owned if owned != there.ownership else before.ownership,
    )


def _told(before: OutletCorrection, after: OutletCorrection) -> Iterator[str]:
    """What a correction says that the one before did not, in plain words."""
    if after.name != before.name and after.name is not None:
        yield f"called {after.name}"
    if after.country != before.country and after.country is not None:
        yield f"country {after.country or 'unknown'}"
    if after.languages != before.languages and after.languages is not None:
        yield f"languages {', '.join(after.languages) or 'unknown'}"
    if after.kind != before.kind and after.kind is not None:
        yield f"kind {after.kind}"
    if after.ownership != before.ownership and after.ownership is not None:
        source = f" ({after.ownership.source})" if after.ownership.source else ""
        yield f"ownership {after.ownership.kind}{source}"
    if after.same_as != before.same_as:
        yield f"{SAME_AS}{after.same_as}" if after.same_as else ON_ITS_OWN


def _decision(key: str, verdict: str, who: str, now: datetime, reason: str) -> Decision:
    short = verdict if len(verdict) <= _LONGEST_VERDICT else verdict[: _LONGEST_VERDICT - 1] + "…"
    return Decision(f"{PREFIX}{key}"[:_LONGEST_SUBJECT], short, who, now, reason)


_LONGEST_SUBJECT = 300
