"""Which outlets belong to one company?"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from tearsheet.model import Outlet
from tearsheet.press.hosts import parents, registrable


@dataclass(frozen=True, slots=True)
class Owner:
    """A company that publishes several outlets, and what says so."""

    name: str
    domains: tuple[str, ...]
    source: str


def owners_of(outlet: Outlet) -> tuple[Owner, ...]:
    """The companies known to publish it, by ``owners.toml``; mostly none."""
    hosts = [parent for host in (outlet.key, *outlet.domains) for parent in parents(host)]
    return tuple(dict.fromkeys(_by_domain()[host] for host in hosts if host in _by_domain()))


def houses_of(outlet: Outlet) -> frozenset[str]:
    """What an outlet has in common with the others of its company: two that share one are one.

    The companies known to publish it, and the domains somebody registered for it; an outlet
    without either stands for itself under its key.
    """
    domains = {registrable(host) for host in outlet.domains}
    return frozenset({outlet.key} | domains | {one.name for one in owners_of(outlet)})


@cache
def _by_domain() -> dict[str, Owner]:
    text = (files("tearsheet.press") / "owners.toml").read_text("utf-8")
    listed = msgspec.convert(tomllib.loads(text), dict[str, list[Owner]])["owner"]
    return {domain: owner for owner in listed for domain in owner.domains}
