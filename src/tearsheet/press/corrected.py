"""What people say of an outlet, laid over what the register says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tearsheet.model import Outlet, OutletCorrection, OutletName


@dataclass(frozen=True, slots=True)
class Said:
    """A correction that stands, and the outlet as it was found, before anybody corrected it."""

    correction: OutletCorrection
    found: Outlet


def laid_over(said: Mapping[str, Said]) -> dict[str, Outlet]:
    """The outlets that people said something of, as they stand now, by key.

    One that is the same as another is that other, which takes over its domains and names.
    """
    own = {key: corrected(one.found, one.correction) for key, one in said.items()}
    whole = {
        key: _with_joined(outlet, [own[one] for one in said if said[one].correction.same_as == key])
        for key, outlet in own.items()
    }
    return {key: whole.get(said[key].correction.same_as, whole[key]) for key in said}


def corrected(outlet: Outlet, correction: OutletCorrection) -> Outlet:
    """The outlet as people say it is; one that somebody corrected is confirmed."""
    if replace(correction, same_as="") == OutletCorrection(correction.key):
        return outlet
    languages = outlet.languages if correction.languages is None else correction.languages
    name = outlet.name if correction.name is None else correction.name
    own = OutletName(name, languages[0] if languages else "und")
    is_new = all(one.text != name for one in outlet.names)
    return replace(
        outlet,
        name=name,
        names=(own, *outlet.names) if is_new else outlet.names,
        country=outlet.country if correction.country is None else correction.country or None,
        languages=languages,
        kind=correction.kind or outlet.kind,
        ownership=correction.ownership or outlet.ownership,
        confirmed=True,
    )


def _with_joined(outlet: Outlet, others: Iterable[Outlet]) -> Outlet:
    there = tuple(others)
    names = [*outlet.names, *(name for one in there for name in one.names)]
    domains = [*outlet.domains, *(host for one in there for host in one.domains)]
    return replace(outlet, names=tuple(dict.fromkeys(names)), domains=tuple(dict.fromkeys(domains)))
