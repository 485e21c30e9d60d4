"""Which host a URL stands on, and which part of it somebody registered."""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

_HOST = re.compile(r"[^\s/:@]+\.[^\s/:@.]{2,}")


def host_of(url: str) -> str:
    """The host of ``url`` in lower case and IDNA decoded, without ``www.``; empty if it has none.

    A bare host (``astanatimes.com``) is taken as one. ``urn:``, ``file:`` and ``mid:`` URLs have
    no host; neither has a string that is no URL at all.
    """
    text = url.strip()
    try:
        host = urlsplit(text).hostname or ""
    except ValueError:
        return ""
    if not host and _HOST.fullmatch(text):
        host = text
    host = _decoded(host.rstrip(".").lower())
    return re.sub(r"^www\d?\.", "", host)


def registrable(host: str) -> str:
    """The part of ``host`` that somebody registered: ``bbc.co.uk`` of ``news.bbc.co.uk``.

    By the public suffix list as packaged with tldextract, private suffixes included, so that
    each site of a hosting service is a publisher of its own. A host without a known suffix (an
    IP address, ``localhost``) is returned whole.
    """
    return _suffixes()(host).top_domain_under_public_suffix or host


def is_public_suffix(host: str) -> bool:
    """Whether anybody can register names below ``host``."""
    parts = _suffixes()(host)
    return bool(parts.suffix) and not parts.domain


def parents(host: str) -> list[str]:
    """``host`` and what it lies under, the longest first: ``a.b.com``, ``b.com``, ``com``."""
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels))]


def _decoded(host: str) -> str:
    if "xn--" not in host:
        return unicodedata.normalize("NFC", host)
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


@cache
def _suffixes() -> "TLDExtract":
    # Imported late: it brings an HTTP client along, and only unknown hosts need it.
    from tldextract import TLDExtract

    return TLDExtract(
        cache_dir=None,
        suffix_list_urls=(),
        fallback_to_snapshot=True,
        include_psl_private_domains=True,
    )
