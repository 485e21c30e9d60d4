"""Where does a link lead, seen from the document it stands in?"""

import re
from urllib.parse import urljoin, urlsplit

LONGEST = 4_000
"""Code points of the longest address taken in; real ones stay below 2,000."""

_WEB = re.compile(r"https?://", re.IGNORECASE)
# What browsers drop from an address (WHATWG URL Standard, section 4.4: tab, line feed, return).
_DROPPED = re.compile(r"[\t\n\r]")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f]")


def absolute(base: str, reference: str) -> str:
    """The web address that ``reference`` means in the document at ``base``, without fragment.

    Empty where it is none: another scheme (``mailto:``, ``javascript:``), no host, credentials,
    or beyond `LONGEST`. Never raises.
    """
    text = _DROPPED.sub("", reference.strip())
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


def _escaped(mark: re.Match[str]) -> str:
    return f"%{ord(mark.group()):02X}"
