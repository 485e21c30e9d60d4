"""The rights a publisher reserves, as the answer's headers and the page's head say. Pure."""

import re

from tearsheet.collect.fetch.robots import TOKEN
from tearsheet.collect.kinds import HTML, XHTML
from tearsheet.model import Headers

HEAD_BYTES = 1 << 16
"""How much of a page is looked at for its head."""
MOST_CHARACTERS = 200
WORDS = frozenset({"noarchive", "noai", "noimageai", "none"})
"""The directives kept; ``none`` is ``noindex, nofollow``."""
_VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_AGENTS = frozenset({"", "*", TOKEN.lower()})
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEAD_END = re.compile(rb"</head\b|<body\b", re.IGNORECASE)
_META = re.compile(rb"<meta\s[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
)


def reserved(headers: Headers, media_type: str, payload: bytes) -> tuple[str, ...]:
    """The rights reserved for everybody or for us, each once, in the order found.

    ``noarchive (X-Robots-Tag)``, ``noai (robots meta)``, ``tdm-reservation (header)``,
    ``tdm-policy https://… (meta)``. Sources: Google's and Bing's robots meta tags, W3C TDM
    Reservation Protocol, sections 5 and 6.
    """
    found: dict[str, None] = {}
    names: dict[str, str] = {}
    for key, value in headers:
        name = key.lower()
        if name == "x-robots-tag":
            found.update(dict.fromkeys(f"{one} (X-Robots-Tag)" for one in _directives(value)))
        elif name in ("tdm-reservation", "tdm-policy"):
            names.setdefault(name, value)
    found.update(dict.fromkeys(_mined(names, "header")))
    if media_type in (HTML, XHTML):
        found.update(dict.fromkeys(_in_head(payload)))
    return tuple(found)


def _directives(value: str) -> list[str]:
    """The directives of one header line that are meant for us: ``agent: one, two``."""
    agent = ""
    words = []
    for part in value.lower().split(","):
        name, colon, rest = part.strip().partition(":")
        word = part.strip()
        if colon and name.strip() not in _VALUED:
            agent, word = name.strip(), rest.strip()
        if agent in _AGENTS and word in WORDS:
            words.append(word)
    return words


def _mined(names: dict[str, str], where: str) -> list[str]:
    if names.get("tdm-reservation", "").strip() != "1":
        return []
    policy = names.get("tdm-policy", "").strip()[:MOST_CHARACTERS]
    said = [f"tdm-reservation ({where})"]
    return [*said, f"tdm-policy {policy} ({where})"] if policy else said


def _in_head(payload: bytes) -> list[str]:
    head = payload[:HEAD_BYTES]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\x00", b"")
    lowered = head.lower()
    if not any(one in lowered for one in (b"robots", b"tdm-", TOKEN.lower().encode())):
        return []
    head = _COMMENT.sub(b"", head)
    end = _HEAD_END.search(head)
    found: list[str] = []
    names: dict[str, str] = {}
    for tag in _META.findall(head[: end.start()] if end else head):
        name, content = _named(tag)
        if name in ("robots", TOKEN.lower()):
            words = (one.strip() for one in content.lower().split(","))
            found += [f"{one} (robots meta)" for one in words if one in WORDS]
        elif name in ("tdm-reservation", "tdm-policy"):
            names.setdefault(name, content)
    return [*found, *_mined(names, "meta")]


def _named(tag: bytes) -> tuple[str, str]:
    parts = {
        name.decode("latin-1").lower(): (one or two or three).decode("utf-8", "replace")
        for name, one, two, three in _ATTRIBUTE.findall(tag[5:])
    }
    return parts.get("name", "").strip().lower(), parts.get("content", "")
