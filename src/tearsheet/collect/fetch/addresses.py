"""Where a URL leads: read strictly, and which network addresses may be connected to. Pure."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin

import idna

from tearsheet.collect.fetch import reasons

IPAddress = IPv4Address | IPv6Address

MOST_CHARACTERS = 8192
PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
_SAFE = "%!$&'()*+,;=:@/?~[]"  # stay as they are; RFC 3986, section 3.3, with escapes and brackets
_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
# Of IANA's special-purpose registries, what not every Python 3.11 to 3.13 knows of.
_SPECIAL = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.88.99.0/24"),
    IPv6Network("2001::/23"),
    IPv6Network("3fff::/20"),
)
_PUBLIC = IPv6Network("2000::/3")  # all that is assigned as global unicast (RFC 4291)


class UnfetchableError(Exception):
    """A URL or address that is not fetched; ``reason`` is one of `reasons`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart: ``host`` in lower-case ASCII or an address without brackets, ``path``
    percent-encoded with its query, never empty. Neither credentials nor a fragment exist here.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The Host header: the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority, ``https://harbourledger.example``."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole URL."""
        return self.origin + self.path

    @property
    def address(self) -> IPAddress | None:
        """The address where the host is written as one."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None

    def joined(self, reference: str) -> "Target":
        """Where a reference on this page leads (a Location header). Raises `UnfetchableError`."""
        reference = reference.strip()
        if _CONTROL.search(reference):
            raise UnfetchableError(reasons.BAD_URL, "control characters")
        try:
            return target(urljoin(self.url, reference))
        except ValueError as error:
            raise UnfetchableError(reasons.BAD_URL, "its authority cannot be read") from error


def target(url: str) -> Target:
    """The parts of an absolute URL. Raises `UnfetchableError` with SCHEME, BAD_URL or PRIVATE.

    What two programs may read differently is refused: control characters, backslashes or
    percent signs before the path, credentials (they are never used, stored or shown), zones,
    IPv4 addresses in any form but four decimal numbers. Names go through IDNA (UTS 46), dot
    segments are resolved, what must be percent-encoded is, the fragment is dropped.
    """
    url = url.strip(" \t\r\n\f")
    if len(url) > MOST_CHARACTERS:
        raise UnfetchableError(reasons.BAD_URL, f"{len(url)} characters")
    if _CONTROL.search(url):
        raise UnfetchableError(reasons.BAD_URL, "control characters")
    found = _SCHEME.match(url)
    if found is None:
        raise UnfetchableError(reasons.BAD_URL, "no scheme")
    scheme = found[1].lower()
    if scheme not in PORTS:
        raise UnfetchableError(reasons.SCHEME, scheme[:40])
    rest = url[found.end() :]
    if not rest.startswith("//") or rest[2:3] in ("/", ""):
        raise UnfetchableError(reasons.BAD_URL, "no host")
    authority = re.split(r"[/?#]", rest[2:], maxsplit=1)[0]
    if "\\" in authority:
        raise UnfetchableError(reasons.BAD_URL, "a backslash in its host")
    if "@" in authority:
        raise UnfetchableError(reasons.BAD_URL, "credentials in the URL")
    host, port = _host_and_port(authority, PORTS[scheme])
    return Target(scheme, host, port, _path(rest[2 + len(authority) :]))


def shown(url: str) -> str:
    """A URL that can be stored and shown: without credentials, control characters or fragment."""
    text = _CONTROL.sub("\ufffd", url.strip()[:MOST_CHARACTERS])
    try:
        return target(text).url
    except UnfetchableError:
        pass
    text = text.split("#", 1)[0]
    scheme = re.match(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?[/\\]*", text)
    start = scheme.end() if scheme else 0
    head = re.match(r"[^?]*@", text[start:])
    return text[:start] + text[start + head.end() :] if head else text


def _host_and_port(authority: str, default: int) -> tuple[str, int]:
    bracketed = re.fullmatch(r"\[([^\]]*)\](?::([0-9]*))?", authority)
    if bracketed:
        return _ipv6(bracketed[1]), _port(bracketed[2], default)
    name, _, port = authority.partition(":")
    return _host(name), _port(port, default)


def _port(text: str | None, default: int) -> int:
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and 0 < int(text) < 65536):
        raise UnfetchableError(reasons.BAD_URL, "no such port")
    return int(text)


def _ipv6(text: str) -> str:
    try:
        address = IPv6Address(text)
    except ValueError:
        raise UnfetchableError(reasons.BAD_URL, "not an IPv6 address") from None
    if address.scope_id:
        raise UnfetchableError(reasons.BAD_URL, "an address with a zone")
    return str(address)


def _host(name: str) -> str:
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            raise UnfetchableError(reasons.BAD_URL, "not a host name") from None
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(name)
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise UnfetchableError(reasons.BAD_URL, "not a host name")
    return name


def _ipv4(name: str) -> str:
    """Four decimal numbers; other forms (octal, hexadecimal, fewer numbers) are refused."""
    try:
        return str(IPv4Address(name))
    except ValueError:
        pass
    readings = [_loose(name, octal=True), _loose(name, octal=False)]
    if any(one is not None and not is_public(one) for one in readings):
        raise UnfetchableError(reasons.PRIVATE, f"{name[:60]} in disguise")
    raise UnfetchableError(reasons.BAD_URL, "an address in an unusual form")


def _loose(name: str, *, octal: bool) -> IPv4Address | None:
    """The address as the C library and browsers read it; ``octal``: a leading 0 says so."""
    numbers = []
    for part in name.split("."):
        if not _NUMBER.fullmatch(part) or len(part) > 20:
            return None
        if part[:2] in ("0x", "0X"):
            numbers.append(int(part[2:] or "0", 16))
        elif octal and part.startswith("0"):
            if set(part) - set("01234567"):
                return None
            numbers.append(int(part, 8))
        else:
            numbers.append(int(part))
    *heads, last = numbers
    if len(heads) > 3 or any(one > 255 for one in heads) or last >= 256 ** (4 - len(heads)):
        return None
    value = last + sum(one << (24 - 8 * place) for place, one in enumerate(heads))
    return IPv4Address(value)


def _path(rest: str) -> str:
    rest = rest.split("#", 1)[0]
    path, mark, query = rest.partition("?")
    path = _without_dots(path) if "/." in path or "/%2" in path else path
    return quote(path or "/", safe=_SAFE) + (mark + quote(query, safe=_SAFE) if mark else "")


def _without_dots(path: str) -> str:
    """The path with ``.`` and ``..`` resolved (RFC 3986, section 5.2.4), also where escaped."""
    kept: list[str] = []
    parts = path.split("/")[1:]
    for place, part in enumerate(parts):
        plain = re.sub("%2e", ".", part, flags=re.IGNORECASE)
        last = place == len(parts) - 1
        if plain in (".", ".."):
            if plain == ".." and kept:
                kept.pop()
            if last:
                kept.append("")
        else:
            kept.append(part)
    return "/" + "/".join(kept)


def is_public(address: IPAddress) -> bool:
    """Whether an address is of the public Internet, as is any IPv4 address embedded in it.

    Not: private, loopback, link-local, shared, multicast, reserved, benchmark, documentation,
    unspecified, broadcast, metadata services; IPv4 mapped, 6to4 or NAT64 with such an address
    inside; IPv4 compatible or translated, Teredo, and IPv6 that is no global unicast.
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _PUBLIC or address in _NAT64_LOCAL:
            return False
        if address.sixtofour is not None:
            return is_public(address.sixtofour)
    return (
        address.is_global
        and not (address.is_multicast or address.is_reserved or address.is_unspecified)
        and not any(address in one for one in _SPECIAL)
    )


def is_localhost(host: str) -> bool:
    """Whether a name means this very machine (RFC 6761, section 6.3)."""
    return host == "localhost" or host.endswith(".localhost")


@dataclass(frozen=True, slots=True)
class Opening:
    """A host that may be private: connect to ``address`` and ``port`` where they are given."""

    address: str = ""
    port: int | None = None


class OpenHosts:
    """The hosts that may lie at private addresses.

    Entries: ``HOST`` or ``*.DOMAIN`` (all below it), each with ``=ADDRESS[:PORT]`` if the
    connection is to go there whatever DNS says (``[::1]:8000`` for IPv6). The first that fits
    counts. Raises ValueError for one that cannot be read.
    """

    def __init__(self, entries: tuple[str, ...]) -> None:
        self._exact: dict[str, Opening] = {}
        self._below: list[tuple[str, Opening]] = []
        for entry in entries:
            host, _, address = entry.strip().partition("=")
            host = host.strip().lower().strip("[]").removesuffix(".")
            opening = _opening(address.strip(), entry)
            if host.startswith("*.") and len(host) > 2:
                self._below.append((host[1:], opening))
            elif host and "*" not in host:
                self._exact.setdefault(host, opening)
            else:
                raise ValueError(f"open_hosts: no host in {entry!r}")

    def __call__(self, host: str) -> Opening | None:
        """How this host is opened; None if it is not."""
        if not self._exact and not self._below:
            return None
        exact = self._exact.get(host)
        if exact is not None:
            return exact
        return next((one for domain, one in self._below if host.endswith(domain)), None)


def _opening(text: str, entry: str) -> Opening:
    if not text:
        return Opening()
    found = re.fullmatch(r"\[([^\]]+)\](?::([0-9]+))?|([^:]+)(?::([0-9]+))?", text)
    try:
        if found is None:
            return Opening(str(ip_address(text)))
        port = found[2] or found[4]
        return Opening(str(ip_address(found[1] or found[3])), int(port) if port else None)
    except ValueError:
        raise ValueError(f"open_hosts: no address in {entry!r}") from None
