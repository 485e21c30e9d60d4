"""Who publishes."""

from dataclasses import dataclass
from typing import Literal

OutletKind = Literal[
    "newspaper",
    "agency",
    "broadcaster",
    "magazine",
    "online",
    "institute",
    "government",
    "wire distributor",
    "aggregator",
    "unknown",
]
OwnershipKind = Literal["state", "state-funded", "public", "private", "unknown"]


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns an outlet, and who says so (``source`` is a citation, empty if unknown)."""

    kind: OwnershipKind = "unknown"
    source: str = ""


@dataclass(frozen=True, slots=True)
class OutletName:
    """One name of an outlet; ``language`` is BCP 47."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher.

    ``key`` is stable and readable (its main domain, else a slug). ``name`` is how it calls
    itself in the language it is best known in; ``names`` holds every name in any script, that
    one included. ``domains`` are registrable domains or hosts in lower case (IDNA decoded).
    ``country`` is ISO 3166-1 alpha-2. ``languages`` are BCP 47, main one first. An outlet that
    only a page's own words vouch for is not ``confirmed``.
    """

    key: str
    name: str
    names: tuple[OutletName, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    languages: tuple[str, ...] = ()
    kind: OutletKind = "unknown"
    ownership: Ownership = Ownership()
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class OutletCorrection:
    """What people say of the outlet ``key``; None: what the register says holds.

    Fields as in `Outlet`; an empty ``country`` says that it is of none that we know.
    ``ownership`` cites its source. ``same_as`` is the key of the outlet that this one is, empty
    where it is one of its own.
    """

    key: str
    name: str | None = None
    country: str | None = None
    languages: tuple[str, ...] | None = None
    kind: OutletKind | None = None
    ownership: Ownership | None = None
    same_as: str = ""
