"""Who an outlet is, by where it publishes and by what it is called."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from tearsheet.model import Outlet, OutletName
from tearsheet.press import outlets, state_media
from tearsheet.press.hosts import host_of, parents, registrable

UNKNOWN = Outlet(key="unknown", name="unknown publisher", confirmed=False)
"""The publisher of a page that names none."""

_ARTICLE = re.compile(r"(?:the|der|die|das|le|la|les|l|el|los|il|o|al) (?=.)")
# Country codes whose registries sell to everybody: such a domain says nothing of a country.
_GENERIC = frozenset(
    {"ac", "ad", "ai", "as", "bz", "cc", "cd", "co", "dj", "eu", "fm", "gg", "io", "la", "me"}
    | {"ms", "nu", "sc", "sr", "st", "su", "tk", "to", "tv", "ws"}
)
_UNUSUAL = {"uk": "GB"}


class Register:
    """Every outlet we know, found by URL or by name.

    Where two outlets claim one host or one name, the one given later wins over those of an
    earlier `with_outlets`; two of equal standing that share a name make it ambiguous, and it
    is then no name of either.
    """

    def __init__(self, layers: Iterable[Iterable[Outlet]]) -> None:
        self._layers = tuple(tuple(layer) for layer in layers)
        self._hosts: dict[str, Outlet] = {}
        self._names: dict[str, Outlet | None] = {}
        self._keys: dict[str, Outlet] = {}
        for layer in self._layers:
            self._add(layer)

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._keys.values())

    def __len__(self) -> int:
        return len(self._keys)

    def keyed(self, key: str) -> Outlet | None:
        """The outlet with this key."""
        return self._keys.get(key)

    def at(self, url: str) -> Outlet | None:
        """The outlet that publishes at ``url`` (a URL or a bare host).

        A host is its own outlet before it is part of its parent: ``english.news.cn`` before
        ``news.cn``.
        """
        for host in parents(host_of(url)):
            if outlet := self._hosts.get(host):
                return outlet
        return None

    def named(self, name: str) -> Outlet | None:
        """The outlet called exactly so, but for case, spaces, quotation marks and articles.

        ``the Global Times``, ``«Синьхуа»`` and ``新华社`` find theirs; so does a host
        (``Tengrinews.kz``). None where nobody or more than one bears the name.
        """
        folded = folded_name(name)
        for form in (folded, _ARTICLE.sub("", folded, count=1)):
            if form in self._names:
                return self._names[form]
        return self.at(name) if "." in name else None

    def outlet_for(
        self, url: str, site_name: str | None = None, language: str | None = None
    ) -> Outlet:
        """The outlet of a page: by ``url``, else what the page says of itself, unconfirmed.

        ``site_name`` is what the page calls its outlet, ``language`` (BCP 47) what it is
        written in. A page without a host is its namesake's in the register, if there is one.
        """
        if known := self.at(url):
            return known
        host = host_of(url)
        called = " ".join((site_name or "").split())
        if not host:
            if not called:
                return UNKNOWN
            return self.named(called) or _unconfirmed(outlets.slug(called), called, language)
        domain = registrable(host)
        return _unconfirmed(domain, called or domain, language, domain)

    def with_outlets(self, more: Iterable[Outlet]) -> "Register":
        """This register and ``more`` outlets, which win where they clash."""
        return Register((*self._layers, more))

    def _add(self, layer: tuple[Outlet, ...]) -> None:
        names: dict[str, Outlet | None] = {}
        for outlet in layer:
            self._keys[outlet.key] = outlet
            self._hosts.update(dict.fromkeys(outlet.domains, outlet))
            for name in outlet.names:
                for form in _forms(name.text):
                    taken = names.setdefault(form, outlet)
                    if taken is not None and taken.key != outlet.key:
                        names[form] = None
        self._names |= names


def folded_name(name: str) -> str:
    """``name`` as it is compared: compatibility form, no case, marks or punctuation."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(
        mark if mark.isalnum() else " " for mark in parts if not unicodedata.combining(mark)
    )
    return " ".join(kept.split())


def _forms(name: str) -> set[str]:
    folded = folded_name(name)
    return {folded, folded.removeprefix("the ")} - {""}


def _unconfirmed(key: str, name: str, language: str | None, domain: str = "") -> Outlet:
    spoken = language if language and language != "und" else ""
    return Outlet(
        key=key,
        name=name,
        names=(OutletName(name, spoken or "und"),),
        domains=(domain,) if domain else (),
        country=_country(domain),
        languages=(spoken,) if spoken else (),
        confirmed=False,
    )


def _country(domain: str) -> str | None:
    """The country whose code ends ``domain``, where that says something."""
    last = domain.rpartition(".")[2]
    if len(last) != 2 or not last.isascii() or last in _GENERIC or "." not in domain:
        return None
    return _UNUSUAL.get(last, last.upper())


@cache
def register() -> Register:
    """The packaged register, read once."""
    curated = tuple(outlets.packaged())
    return Register(state_media.layers(curated))
