"""Where a link of a letter leads in the end, as far as the link itself says."""

import base64
import binascii
import json
import re
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

LONGEST = 8192
_DEEPEST = 4
_WEB = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9_-]{24,}")
# Proofpoint's second form writes - for %, _ for /; the third puts the address between __ and __.
_DEFENSE_V2 = re.compile(r"/v2/url$")
_DEFENSE_V3 = re.compile(r"/v3/__(https?:/.+?)__;")


def unwrapped(url: str, targets: frozenset[str]) -> str:
    """The page behind redirecting wrappers, itself where it is none; without fragment.

    ``targets`` are query parameters (lower case) in which wrappers name their target; a path
    segment that is an address, plain, escaped or in base64, is a target too. A click counter
    that only its own server can resolve stays as it is.
    """
    for _ in range(_DEEPEST):
        target = _target(url, targets)
        if not target:
            break
        url = target
    try:
        return urlunsplit(urlsplit(url)._replace(fragment=""))
    except ValueError:
        return url


def _target(url: str, targets: frozenset[str]) -> str:
    if len(url) > LONGEST:
        return ""
    if found := _DEFENSE_V3.search(url):
        return re.sub(r"^(https?:)/+", r"\1//", found[1])
    try:
        parts = urlsplit(url)
        asked = parse_qsl(parts.query, max_num_fields=100)
    except ValueError:
        return ""
    for name, value in asked:
        if name.lower() not in targets:
            continue
        if _DEFENSE_V2.search(parts.path):
            value = unquote(value.replace("-", "%").replace("_", "/"))
        if target := _address(value):
            return target
    for segment in parts.path.split("/")[1:]:
        if target := _address(unquote(segment)) or _in_base64(segment):
            return target
    return ""


def _address(text: str) -> str:
    """The text where it is the address of a page that has a host with a dot in it."""
    text = text.strip()
    if text[:11].lower().startswith(("http%3a", "https%3a")):
        text = unquote(text)
    if not _WEB.fullmatch(text):
        return ""
    try:
        return text if "." in (urlsplit(text).hostname or "") else ""
    except ValueError:
        return ""


def _in_base64(segment: str) -> str:
    """The address in a segment of base64, alone or as the first one in a JSON object."""
    part = segment.split(".")[0].rstrip("=")
    if not _BASE64.fullmatch(part):
        return ""
    try:
        text = base64.urlsafe_b64decode(
            part.rstrip("=") + "=" * (-len(part.rstrip("=")) % 4)
        ).decode()
        if not text.startswith("{"):
            return _address(text)
        known = json.loads(text)
    except (binascii.Error, ValueError, RecursionError):
        return ""
    values = known.values() if isinstance(known, dict) else ()
    return next(filter(None, (_address(value) for value in values if isinstance(value, str))), "")
