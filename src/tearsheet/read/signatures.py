"""Which agency or distributor signs here?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind


@dataclass(frozen=True, slots=True)
class Wire:
    """An agency that writes, or a distributor that carries; one entry of ``wire.toml``."""

    name: str
    role: Literal["agency", "distributor"]
    signatures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wires:
    wire: tuple[Wire, ...]


@lru_cache(maxsize=1)
def wires() -> tuple[Wire, ...]:
    """All we know."""
    data = resources.files("tearsheet.read").joinpath("wire.toml").read_bytes()
    return msgspec.toml.decode(data, type=_Wires).wire


def wire_signed(text: str) -> Wire | None:
    """The wire whose signature ``text`` is, or the first of several (``AP/Reuters``)."""
    text = text.strip(' \t.,:;()[]/©«»"“”')
    exact = _by_signature().get(text) or _by_folded().get(text.casefold())
    if exact:
        return exact
    for part in re.split(r"\s*[/,;&+|=＝・]\s*|\s+(?:and|und|et|y|e|и|та|және|ve)\s+", text):
        found = _by_signature().get(part) or (
            _by_folded().get(part.casefold()) if len(part) > 3 else None
        )
        if found:
            return found
    return None


def signature_starts(text: str) -> list[int]:
    """Where the characters of a signature begin in ``text`` (also within words), in order."""
    found = _searcher().find_matches_as_indexes(text, overlapping=True)
    return sorted({start for _, start, _ in found})


@lru_cache(maxsize=1)
def _searcher() -> AhoCorasick:
    """All signatures, looked for at once: there are hundreds."""
    return AhoCorasick(_by_signature(), matchkind=MatchKind.Standard)


@lru_cache(maxsize=1)
def any_signature() -> str:
    """A pattern (case counts) that any signature matches, the longest first."""
    return "|".join(re.escape(sign) for sign in sorted(_by_signature(), key=len, reverse=True))


@lru_cache(maxsize=1)
def _by_signature() -> Mapping[str, Wire]:
    return {sign: wire for wire in reversed(wires()) for sign in (*wire.signatures, wire.name)}


@lru_cache(maxsize=1)
def _by_folded() -> Mapping[str, Wire]:
    return {sign.casefold(): wire for sign, wire in _by_signature().items() if len(sign) > 3}
