"""What a host's robots.txt lets us fetch (RFC 9309), read as Google's own reader does. Pure.

Of our own: protego 0.7, the usual part, answers 12 of the 138 questions of Google's public cases
otherwise (2026-11-22).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote

from tearsheet.collect.fetch.addresses import UnfetchableError, target

TOKEN = "Tearsheet"
"""Our product token: the name that robots.txt files know us by."""
PARSED_BYTES = 512 * 1024
"""What lies beyond is not read; RFC 9309, section 2.5, asks for at least 500 KiB."""
KEPT_BYTES = 64 * 1024
"""How much of the file itself is kept for those who want to see it."""
LINE_BYTES = 16_663  # what Google's reader takes of a line; the rest is dropped
MOST_SITEMAPS = 1000
DELAY_MOST = 60.0
"""Longest Crawl-delay that is honoured, in seconds."""

_BREAK = re.compile(rb"\r\n|\r|\n")
_PRODUCT = re.compile(r"[a-zA-Z_-]*")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_DELAY = re.compile(r"\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}")
# Misspellings are Google's own list, and frequent on the web.
_FIELDS = {
    "user-agent": "agent",
    "useragent": "agent",
    "user agent": "agent",
    "allow": "allow",
    "disallow": "disallow",
    "dissallow": "disallow",
    "dissalow": "disallow",
    "disalow": "disallow",
    "diasllow": "disallow",
    "disallaw": "disallow",
    "sitemap": "sitemap",
    "site-map": "sitemap",
    "crawl-delay": "delay",
}
_ASCII = "".join(chr(one) for one in range(0x80))
_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_RESERVED = frozenset(":/?[]@!&'()+,;=")  # of RFC 3986, without #, and * and $ which mean more


@dataclass(frozen=True, slots=True)
class Rule:
    """An allow or disallow line; ``pattern`` is percent-encoded, ``*`` and a last ``$`` special.

    ``plain`` is the pattern of a disallow without needless escapes.
    """

    allow: bool
    pattern: str
    plain: str

    def speaks_of(self, paths: tuple[str, ...], plain: str) -> bool:
        """Whether it fits one of these forms of a path, or a disallow the plain one."""
        return any(_fits(self.pattern, path) for path in paths) or (
            not self.allow and _fits(self.plain, plain)
        )


@dataclass(frozen=True)
class Robots:
    """The rules for us, in force until they are asked for again.

    ``rules`` are in the order in which they decide: the longest first, allow before disallow.
    ``text`` is the file (its first 64 KiB, empty where there is none), ``sitemaps`` the absolute
    URLs it names, ``delay`` the seconds it wants between two requests. ``reason`` and ``detail``
    say why the file could not be had, in which case nothing is allowed.
    """

    rules: tuple[Rule, ...] = ()
    sitemaps: tuple[str, ...] = ()
    delay: float = 0.0
    raw: bytes = b""
    reason: str = ""
    detail: str = ""

    @cached_property
    def text(self) -> str:
        """The file as text."""
        return self.raw.decode("utf-8", "replace")

    def allows(self, url: str) -> bool:
        """Whether we may fetch this URL of the host; never one that cannot be fetched."""
        try:
            return self.allows_path(target(url).path)
        except UnfetchableError:
            return False

    def allows_path(self, path: str) -> bool:
        """Whether we may fetch a path with its query, percent-encoded.

        The longest pattern decides, an allow before a disallow of the same length. Where an
        escape may be read in two ways (``%62`` and ``b``: RFC 9309, section 2.2.2, sees one
        character, Google's reader two), a disallow counts in both and an allow in the narrow
        one.
        """
        if self.reason:
            return False
        verbatim = _verbatim(path)
        paths = (path,) if path == verbatim else (path, verbatim)
        plain = _plain(verbatim)
        for rule in self.rules:
            if rule.speaks_of(paths, plain):
                return rule.allow or path == "/robots.txt"
        return True


def parse(content: bytes, token: str = TOKEN) -> Robots:
    """The rules for ``token`` in a robots.txt file: of its own groups, else those for all."""
    content = content[:PARSED_BYTES]
    for mark in (b"\xef\xbb\xbf", b"\xef\xbb", b"\xef"):  # as Google's: a torn mark goes too
        if content.startswith(mark):
            content = content.removeprefix(mark)
            break
    own, others = _Group(), _Group()
    seen_own = False
    current: list[_Group] = []
    ruled = True  # the group has rules: another user-agent line begins a new one
    sitemaps: dict[str, None] = {}
    for raw in _BREAK.split(content):
        field, value = _field(raw)
        if field == "agent":
            if ruled:
                current, ruled = [], False
            if value[:1] == "*" and not value[1:2].strip():
                current.append(others)
            elif token and _product(value).lower() == token.lower():
                current.append(own)
                seen_own = True
        elif field in ("allow", "disallow"):
            ruled = True
            for group in {id(one): one for one in current}.values():
                group.rules.update(dict.fromkeys(_rules(field == "allow", _pattern(value))))
        elif field == "delay" and _DELAY.fullmatch(value):
            for group in current:
                group.delay = max(group.delay, min(float(value), DELAY_MOST))
        elif field == "sitemap" and len(sitemaps) < MOST_SITEMAPS and "://" in value:
            sitemaps.setdefault(value.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    group = own if seen_own else others
    rules = sorted(group.rules, key=lambda rule: (-len(rule.pattern), not rule.allow))
    return Robots(tuple(rules), tuple(sitemaps), group.delay, content[:KEPT_BYTES])


class _Group:
    def __init__(self) -> None:
        self.rules: dict[Rule, None] = {}
        self.delay = 0.0


def _rules(allow: bool, pattern: str) -> Iterator[Rule]:
    """What a line says: nothing if it is empty; a folder is allowed with its index (Google)."""
    if pattern:
        yield Rule(allow, pattern, pattern if allow else _plain(pattern))
    folder, slash, page = pattern.rpartition("/")
    if allow and slash and page.startswith("index.htm"):
        yield Rule(allow, f"{folder}/$", f"{folder}/$")


def _field(raw: bytes) -> tuple[str, str]:
    """The field and value of a line; a colon may be missing between two words (Google)."""
    line = raw[:LINE_BYTES].split(b"#", 1)[0].decode("utf-8", "surrogateescape").strip(" \t")
    name, colon, value = line.partition(":")
    if not colon:
        words = line.split()
        if len(words) != 2:
            return "", ""
        name, value = words
    return _FIELDS.get(name.strip().lower(), ""), value.strip()


def _product(value: str) -> str:
    found = _PRODUCT.match(value)
    return found[0] if found else ""


def _pattern(value: str) -> str:
    """A pattern percent-encoded where it is not ASCII, its escapes in upper case."""
    if not value.isascii():
        value = quote(value, safe=_ASCII, errors="surrogateescape")
    return _ESCAPE.sub(lambda found: found[0].upper(), value) if "%" in value else value


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern fits from the start of a path: ``*`` is anything, a last ``$`` the end.

    Time: linear in the path for each ``*``.
    """
    if "*" not in pattern:
        if pattern.endswith("$"):
            return path == pattern[:-1]
        return path.startswith(pattern)
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    last = rest.pop() if anchored else ""
    for piece in rest:
        if piece:
            place = path.find(piece, place)
            if place < 0:
                return False
            place += len(piece)
    return not anchored or (path.endswith(last) and len(path) - len(last) >= place)


def _verbatim(path: str) -> str:
    """A path whose ``*`` and ``$`` are escaped, as patterns that mean the characters have them."""
    return path.replace("*", "%2A").replace("$", "%24") if "*" in path or "$" in path else path


def _plain(path: str) -> str:
    """A path or pattern without needless escapes: of letters, and of marks in the query."""
    if "%" not in path:
        return path
    head, mark, query = path.partition("?")
    return _unescaped(head, _UNRESERVED) + mark + _unescaped(query, _UNRESERVED | _RESERVED)


def _unescaped(text: str, which: frozenset[str]) -> str:
    def one(found: re.Match[str]) -> str:
        character = unquote(found[0], "latin-1")
        return character if character in which else found[0].upper()

    return _ESCAPE.sub(one, text)
