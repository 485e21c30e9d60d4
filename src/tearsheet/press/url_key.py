"""Which page is meant by an address, whatever form of the page it asks for?"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from urllib.parse import unquote

from tearsheet.press.hosts import is_public_suffix

LONGEST = 500
"""Code points of the longest key; a longer one ends in a digest of all of it."""

# Beyond this an address is no longer searched for another one inside it, so that a nest of
# wrappers costs no more than a few hundred rounds.
_LONGEST_WRAPPER = 4_096
_ROUNDS = 500
_LONGEST_HOST = 253  # RFC 1035, section 2.3.4, less the root's dot

_WEB = re.compile(r"(?:https?:)?[/\\]{2,}(?=[^/\\])|https?:[/\\]+(?=[^/\\])", re.IGNORECASE)
_AUTHORITY = re.compile(r"[^/?#\\]*")
_PORT = re.compile(r":(\d*)$")
_ESCAPE = re.compile(r"%(?:([0-9A-Fa-f]{2})|)")
# Controls, halves of pairs, and every white space, which `strip` would take off a key's end.
_UNSTORABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]|[^\S ]")
# RFC 3986's unreserved characters, and those reserved ones that separate nothing in a path
# (section 3.3) or in a form's value: servers read them alike, escaped or not.
_PLAIN = r"\-a-zA-Z0-9._~"
_IN_PATH = re.compile(f"[^{_PLAIN}!'()*,:@$&+=;/%]")
_IN_QUERY = re.compile(f"[^{_PLAIN}!'()*,:@$/?;%]")
_IN_FRAGMENT = re.compile(f"[^{_PLAIN}!'()*,:@$/?;=&%]")
_DECODED = re.compile(f"[{_PLAIN}]")
_DECODED_IN_PATH = re.compile(f"[{_PLAIN}!'()*,:@$]")
_DECODED_IN_QUERY = re.compile(f"[{_PLAIN}!'()*,:@$/?;]")
# Nothing to do for most paths and values: they are looked over once.
_SETTLED = re.compile(f"[{_PLAIN}!'()*,:@$/]*")


def url_key(url: str) -> str:
    """The page an address names, the same for every form of the address; at most `LONGEST` long.

    For http and https: host and path without scheme, credentials, default port, ``www.``,
    mobile and accelerated forms, fragment, trailing slash, index file, ``.html``, session and
    tracking parameters; parameters in order, percent-encoding as in RFC 3986 (section 6.2.2). An
    address that only leads on (``google.com/url?q=…``) is the one it leads to. Any other string
    is its own key. ``url_key("http://" + key)`` is ``key`` again. Never raises.
    """
    address = url.strip()
    start = _WEB.match(address)
    key = _settled(address[start.end() :]) if start else ""
    return key if key and not key.startswith("/") else _bounded(_UNSTORABLE.sub(_escaped_mark, url))


@dataclass(frozen=True, slots=True)
class _Wrapper:
    host: re.Pattern[str]
    path: re.Pattern[str]
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    variants: re.Pattern[str]
    inner: re.Pattern[str]
    index: re.Pattern[str]
    amp_segments: frozenset[str]
    amp_pairs: re.Pattern[str]
    endings: re.Pattern[str]
    print_segments: frozenset[str]
    article_segment: re.Pattern[str]
    session_path: re.Pattern[str]
    trackers: re.Pattern[str]
    session_like: frozenset[str]
    session_value: re.Pattern[str]
    feed_value: re.Pattern[str]
    not_from_feed: frozenset[str]
    values: dict[str, re.Pattern[str]]
    wrapper_hosts: re.Pattern[str]
    wrappers: tuple[_Wrapper, ...]


@cache
def _rules() -> _Rules:
    file = resources.files("tearsheet.press") / "url_key.toml"
    table = tomllib.loads(file.read_text("utf-8"))
    hosts, path, query = table["hosts"], table["path"], table["query"]
    names = [*query["trackers"], *query["sessions"]]
    return _Rules(
        variants=re.compile(rf"(?:{'|'.join(hosts['variants'])})\.(?=.+\.)"),
        inner=re.compile(rf"(?<=^)([^.]+)\.(?:{'|'.join(hosts['inner_variants'])})\.(?=[^.]+\.)"),
        index=re.compile(path["index"], re.IGNORECASE),
        amp_segments=frozenset(path["amp_segments"]),
        amp_pairs=re.compile(rf"/(?:{'|'.join(path['amp_pairs'])})(?=/)"),
        endings=re.compile(path["endings"], re.IGNORECASE),
        print_segments=frozenset(path["print_segments"]),
        article_segment=re.compile(path["article_segment"]),
        session_path=re.compile(path["session"]),
        trackers=re.compile("|".join(map(_pattern, names)), re.IGNORECASE),
        session_like=frozenset(query["session_like"]),
        session_value=re.compile(query["session_value"], re.IGNORECASE),
        feed_value=re.compile(query["feed_value"], re.IGNORECASE),
        not_from_feed=frozenset(query["not_from_feed"]),
        values={
            name: re.compile(pattern, re.IGNORECASE) for name, pattern in query["values"].items()
        },
        wrapper_hosts=re.compile("|".join(f"(?:{one['host']})" for one in table["wrapper"])),
        wrappers=tuple(
            _Wrapper(
                re.compile(one["host"]), re.compile(one["path"]), tuple(one.get("parameters", ()))
            )
            for one in table["wrapper"]
        ),
    )


def _pattern(name: str) -> str:
    return ".*".join(map(re.escape, name.split("*")))


def _settled(address: str) -> str:
    """What passes over an address come to; empty or a bare path if it names no host."""
    for _ in range(_ROUNDS):
        again = _round(address)
        if again == address:
            break
        address = again
    return address


def _round(address: str) -> str:
    """One pass over an address without its scheme. Each pass shortens or settles it."""
    address = re.sub(r"[\t\n\r]", "", address)
    found = _AUTHORITY.match(address)
    authority = found.group() if found else ""
    rest, hash_mark, fragment = address[len(authority) :].partition("#")
    path, _, query = rest.partition("?")
    host = _host(authority)
    if len(address) <= _LONGEST_WRAPPER and (target := _unwrapped(host, path, query)):
        return target
    key = _shown_host(host) + _path(path)
    if asked := _query(query):
        key += f"?{asked}"
    if hash_mark and fragment.startswith("!"):
        key += f"#{_escaped(fragment, _IN_FRAGMENT, _DECODED)}"
    return _bounded(key)


def _host(authority: str) -> str:
    """The host in lower case and IDNA decoded, without credentials and default port."""
    host = authority.rpartition("@")[2]
    number = ""
    if port := _PORT.search(host):
        host = host[: port.start()]
        number = port.group(1).lstrip("0")
    if "%" in host or not host.isascii():
        host = _plain_host(unquote(host), host)
        host = _plain_host(unicodedata.normalize("NFKC", host), host)
    labels = host.lower().replace("。", ".").strip(".").split(".")
    host = ".".join(map(_decoded_label, labels)).replace(" ", "%20")
    host = _UNSTORABLE.sub(_escaped_mark, host)
    return f"{host}:{number}" if number not in ("", "80", "443") else host


def _plain_host(host: str, otherwise: str) -> str:
    """``host`` where it can stand as one: no character of it would end it."""
    return otherwise if re.search(r"[\s/?#\\@%]", host) else host


def _decoded_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def _shown_host(host: str) -> str:
    """The host without the labels that only choose the form of the page."""
    if len(host) > _LONGEST_HOST:
        return host
    rules = _rules()
    while (variant := rules.variants.match(host)) and not _taken(host[variant.end() :], variant):
        host = host[variant.end() :]
    if (inner := rules.inner.match(host)) and not is_public_suffix(host[inner.end() :]):
        host = f"{inner.group(1)}.{host[inner.end() :]}"
    return host


def _taken(rest: str, variant: re.Match[str]) -> bool:
    """Whether anybody can register names there, so that ``m.`` is somebody's own name."""
    return not variant.group().startswith("www") and is_public_suffix(rest.partition(":")[0])


def _path(path: str) -> str:
    rules = _rules()
    path = _escaped(path.replace("\\", "/"), _IN_PATH, _DECODED_IN_PATH)
    path = rules.amp_pairs.sub("", rules.session_path.sub("", path))
    segments: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            segments = segments[:-1]
        elif segment not in ("", "."):
            segments.append(segment)
    if segments and rules.index.fullmatch(segments[-1]):
        segments.pop()
    shown = [one for one in segments if one.lower() not in rules.amp_segments]
    segments = shown or segments
    if _asks_to_print(segments):
        segments.pop()
    if segments:
        segments[-1] = rules.endings.sub("", segments[-1]) or segments[-1]
    return "".join(f"/{segment}" for segment in segments)


def _asks_to_print(segments: list[str]) -> bool:
    rules = _rules()
    return (
        len(segments) > 1
        and segments[-1].lower() in rules.print_segments
        and rules.article_segment.fullmatch(segments[-2]) is not None
    )


def _query(query: str) -> str:
    """The parameters that choose the page, in order, each once."""
    kept = set()
    for pair in query.replace("&amp;", "&").split("&"):
        name, equals, value = pair.partition("=")
        name, value = _form(name), _form(value)
        if not name or (equals and not value) or _chooses_form(name, value):
            continue
        kept.add(f"{name}={value}" if equals else name)
    return "&".join(sorted(kept))


def _chooses_form(name: str, value: str) -> bool:
    rules = _rules()
    name = name.lower().removeprefix("amp;")
    if rules.trackers.fullmatch(name):
        return True
    if name in rules.session_like and rules.session_value.fullmatch(value):
        return True
    if name not in rules.not_from_feed and rules.feed_value.fullmatch(value):
        return True
    values = rules.values.get(name)
    return bool(values and values.fullmatch(value))


def _form(text: str) -> str:
    """A form's name or value, its escapes in one way; ``+`` is a space."""
    return _escaped(text.replace("+", "%20"), _IN_QUERY, _DECODED_IN_QUERY)


def _unwrapped(host: str, path: str, query: str) -> str:
    """The address that this one only leads on to, without scheme; empty if it is a page itself."""
    bare = re.sub(r"^www\d?\.", "", host)
    if not _rules().wrapper_hosts.fullmatch(bare):
        return ""
    for wrapper in _rules().wrappers:
        if not wrapper.host.fullmatch(bare):
            continue
        found = wrapper.path.fullmatch(path or "/")
        if not found:
            continue
        groups = found.groupdict()
        if plain := groups.get("plain"):
            return plain + (f"?{query}" if query else "")
        candidates = [groups.get("target") or "", *_named(query, wrapper.parameters)]
        for candidate in candidates:
            if start := _WEB.match(candidate):
                return candidate[start.end() :]
            if start := _WEB.match(target := unquote(candidate)):
                return target[start.end() :]
    return ""


def _named(query: str, names: tuple[str, ...]) -> list[str]:
    """The values of the first parameters of these names, decoded, in the order of the names."""
    values: dict[str, str] = {}
    for pair in query.replace("&amp;", "&").split("&"):
        name, _, value = pair.partition("=")
        values.setdefault(name, unquote(value, errors="surrogateescape"))
    return [values[name] for name in names if name in values]


def _escaped(text: str, unsafe: re.Pattern[str], decoded: re.Pattern[str]) -> str:
    """``text`` with one way of escaping.

    Escapes of characters that ``decoded`` matches are resolved, other escapes are in upper case;
    characters that ``unsafe`` matches, and a per cent sign that escapes nothing, are escaped as
    UTF-8.
    """
    if _SETTLED.fullmatch(text):
        return text

    def one_way(found: re.Match[str]) -> str:
        if found[1] is None:
            return "%25"
        mark = chr(int(found[1], 16))
        return mark if decoded.match(mark) else found[0].upper()

    return _ESCAPE.sub(one_way, unsafe.sub(_escaped_mark, text))


def _escaped_mark(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass"))


def _bounded(key: str) -> str:
    if len(key) <= LONGEST:
        return key
    digest = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    head = re.split(r"[?#]", key, maxsplit=1)[0][: LONGEST - len(digest) - 1]
    return re.sub(r"%[0-9A-F]?$", "", head).rstrip("/.") + f"~{digest}"
