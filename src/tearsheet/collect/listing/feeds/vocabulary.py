"""What an element of a feed means: `vocabulary.toml`, looked up by tag."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

_TABLES = tomllib.loads(
    files("tearsheet.collect.listing.feeds").joinpath("vocabulary.toml").read_text("utf-8")
)
_NAMESPACES: dict[str, str] = _TABLES["namespaces"]
_ENTRY: dict[str, str] = _TABLES["entry"]
_FEED: dict[str, str] = _TABLES["feed"]
PERIODS: MappingProxyType[str, int] = MappingProxyType(_TABLES["periods"])
"""Seconds of each word of ``sy:updatePeriod``."""
INLINE = frozenset(_TABLES["html"]["inline"].split())
UNSEEN = frozenset(_TABLES["html"]["unseen"].split())
ELEMENTS = INLINE | UNSEEN | frozenset(_TABLES["html"]["block"].split())
"""The elements of HTML that feeds hold; those without a gap around; those without text."""
_PREFIXES = frozenset(_NAMESPACES.values())


@lru_cache(maxsize=2_048)  # a hostile feed may hold any number of names
def name_of(tag: str) -> str:
    """The element's name in the vocabulary (``title``, ``dc:date``), empty if foreign to it.

    ``tag`` is as lxml gives it; a prefix that was never declared counts as the usual one.
    """
    if tag.startswith("{"):
        namespace, _, local = tag[1:].partition("}")
        prefix = _NAMESPACES.get(namespace.lower().rstrip("/#"))
        if prefix is None and "backend.userland.com/rss" in namespace.lower():
            prefix = ""
    elif ":" in tag:
        prefix, _, local = tag.partition(":")
        prefix = prefix.lower()
        prefix = "" if prefix in ("atom", "rss") else prefix if prefix in _PREFIXES else None
    else:
        prefix, local = "", tag
    if prefix is None:
        return ""
    return f"{prefix}:{local.lower()}" if prefix else local.lower()


@lru_cache(maxsize=2_048)
def entry_role(tag: str) -> str:
    """What a child of an entry tells, empty if nothing we ask."""
    return _ENTRY.get(name_of(tag), "")


@lru_cache(maxsize=2_048)
def feed_role(tag: str) -> str:
    """What a child of a feed (or of its channel) tells, empty if nothing we ask."""
    return _FEED.get(name_of(tag), "")
