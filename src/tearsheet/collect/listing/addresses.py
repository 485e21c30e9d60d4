"""Where does a link lead, seen from the document it stands in?"""

import re
from urllib.parse import urljoin, urlsplit

from tearsheet.press.hosts import is_public_suffix, registrable

LONGEST = 4_000
"""Code points of the longest address taken in; real ones stay below 2,000."""

_WEB = re.compile(r"https?://", re.IGNORECASE)
# What browsers drop from an address (WHATWG URL Standard, section 4.4: tab, line feed, return).
_DROPPED = re.compile(r"[\t\n\r]")
_PLAIN = re.compile(r"https?://[a-z0-9](?:[a-z0-9-]*\.)+[a-z]{2,}/[^\x00-\x20\x7f#\\]*\Z")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f]")


def absolute(base: str, reference: str) -> str:
    """The web address that ``reference`` means in the document at ``base``, without fragment.

    Empty where it is none: another scheme (``mailto:``, ``javascript:``), no host, credentials,
    or beyond `LONGEST`. Never raises.
    """
    text = reference.strip()
    if len(text) <= LONGEST and _PLAIN.match(text):
        return text  # nearly all: the same at a fifth of the time
    text = _DROPPED.sub("", text)
    if not text or len(text) > LONGEST:
        return ""
    try:
        joined = text if not base or _WEB.match(text) else urljoin(base, text)
        parts = urlsplit(joined)
        known = bool(_WEB.match(joined) and parts.hostname and "@" not in parts.netloc)
    except ValueError:
        return ""
    if not known:
        return ""
    return _UNPRINTABLE.sub(_escaped, joined.partition("#")[0])


def same_site(host: str, other: str) -> bool:
    """Whether two hosts (as `press.hosts.host_of` gives them) belong to one publisher's site."""
    if host == other or registrable(host) == registrable(other):
        return True
    inner, outer = (host, other) if len(host) > len(other) else (other, host)
    return bool(outer) and inner.endswith(f".{outer}") and not is_public_suffix(outer)


def _escaped(mark: re.Match[str]) -> str:
    return f"%{ord(mark.group()):02X}"
