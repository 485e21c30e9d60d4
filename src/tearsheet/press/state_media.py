"""Who is state-linked, by the State Media Matrix.

Source: State Media Matrix of the Alliance for Securing Democracy at the German Marshall Fund
(MIT licence, see ``outlets/state-media-matrix-licence.txt``), which follows the typology of the
State Media Monitor. ``outlets/state-media-matrix.csv`` keeps a line for each outlet.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

from tearsheet.model import Outlet, OutletKind, OutletName, Ownership, OwnershipKind
from tearsheet.press.hosts import parents
from tearsheet.press.outlets import FOLDER, slug

TYPOLOGY: dict[str, tuple[OwnershipKind, str]] = {
    "SC": ("state", "state-controlled"),
    "CaPu": ("state", "captured public or state-managed"),
    "CaPr": ("private", "captured private"),
    "ISFM": ("public", "independent, state-funded and state-managed"),
    "ISF": ("state-funded", "independent, state-funded"),
    "ISM": ("public", "independent, state-managed"),
    "IP": ("public", "independent public"),
}
"""The matrix's code to our kind of ownership, and what the code stands for."""


def layers(curated: tuple[Outlet, ...]) -> tuple[tuple[Outlet, ...], tuple[Outlet, ...]]:
    """The matrix's own outlets, and the curated ones with the ownership the matrix states.

    A curated outlet that states its ownership keeps it. What lies on a curated outlet's host
    is that outlet.
    """
    listed = tuple(_listed())
    claims = {host: outlet.ownership for outlet in listed for host in outlet.domains}
    hosts = {host for outlet in curated for host in outlet.domains}
    own = (_off(outlet, hosts) for outlet in listed)
    return (
        tuple(outlet for outlet in own if outlet is not None),
        tuple(_with_ownership(outlet, claims) for outlet in curated),
    )


def _off(outlet: Outlet, taken: set[str]) -> Outlet | None:
    """``outlet`` without the hosts that are ``taken``; None if none is left."""
    left = tuple(host for host in outlet.domains if taken.isdisjoint(parents(host)))
    if left == outlet.domains:
        return outlet
    return replace(outlet, key=left[0], domains=left) if left else None


def _with_ownership(outlet: Outlet, claims: dict[str, Ownership]) -> Outlet:
    if outlet.ownership.kind != "unknown":
        return outlet
    for host in outlet.domains:
        for parent in parents(host):
            if claim := claims.get(parent):
                return replace(outlet, ownership=claim)
    return outlet


def _listed() -> Iterator[Outlet]:
    """Each line of the file as an outlet."""
    text = (FOLDER / "state-media-matrix.csv").read_text("utf-8")
    for row in csv.DictReader(StringIO(text)):
        owned, meaning = TYPOLOGY[row["code"]]
        names = tuple(OutletName(name, "und") for name in (row["name"], row["short"]) if name)
        hosts = tuple(row["hosts"].split())
        yield Outlet(
            key=hosts[0] if hosts else f"{slug(row['name'])}-{row['country'].lower()}",
            name=row["name"],
            names=names,
            domains=hosts,
            country=row["country"] or None,
            kind=KINDS[row["kind"]],
            ownership=Ownership(owned, f"State Media Matrix: {row['code']}, {meaning}"),
        )


KINDS: dict[str, OutletKind] = {
    "agency": "agency",
    "broadcaster": "broadcaster",
    "newspaper": "newspaper",
    "online": "online",
    "": "unknown",
}
"""The kinds in the file."""
