"""Outlets as they stand in the data files."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from tearsheet.model import Outlet, OutletKind, OutletName, Ownership, OwnershipKind

FOLDER = files("tearsheet.press") / "outlets"


class OutletFileError(ValueError):
    """An outlet file has the wrong form; the message names the file."""


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    """One ``[[outlet]]`` of a file; see ``outlets/README.md`` for what each key means."""

    name: str
    languages: tuple[str, ...]
    kind: OutletKind = "unknown"
    domains: tuple[str, ...] = ()
    key: str = ""
    named_in: str = ""
    country: str = ""
    ownership: OwnershipKind = "unknown"
    source: str = ""
    also: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    outlet: tuple[_Entry, ...]
    country: str = ""


def load(path: Path | Traversable) -> tuple[Outlet, ...]:
    """The outlets of one TOML file. Raises `OutletFileError`."""
    try:
        file = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise OutletFileError(f"{path.name}: {error}") from error
    return tuple(_outlet(entry, file.country) for entry in file.outlet)


def packaged() -> Iterator[Outlet]:
    """Every outlet of the packaged files, country by country."""
    for path in sorted(FOLDER.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            yield from load(path)


def slug(name: str) -> str:
    """A readable key for a publisher that has no domain: ``ana-tili``."""
    return "-".join(re.findall(r"\w+", name.casefold()))


def _outlet(entry: _Entry, country: str) -> Outlet:
    language = entry.named_in or (entry.languages[0] if entry.languages else "und")
    names = [OutletName(entry.name, language)]
    names += [OutletName(text, code) for code, texts in entry.also.items() for text in texts]
    return Outlet(
        key=entry.key or (entry.domains[0] if entry.domains else slug(entry.name)),
        name=entry.name,
        names=tuple(dict.fromkeys(names)),
        domains=entry.domains,
        country=entry.country or country or None,
        languages=entry.languages,
        kind=entry.kind,
        ownership=Ownership(entry.ownership, entry.source),
    )
