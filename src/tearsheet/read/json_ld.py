"""What a page says of itself in JSON-LD, however badly it is written down."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import lxml.html
import msgspec

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"

# A page has a handful; what has thousands is built to hurt.
_MOST_OBJECTS = 500
_MOST_CHARACTERS = 3_000_000
_DEEPEST = 40

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|"
    r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[\]}])")
_DOUBLED_COMMA = re.compile(r",(?:\s*,)+")
_BAD_ESCAPE = re.compile(r'\\(?![\\"/bfnrt]|u[0-9a-fA-F]{4})')
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def objects_of(tree: lxml.html.HtmlElement) -> tuple[Mapping[str, JsonValue], ...]:
    """Every object of every JSON-LD script of the page, lists and ``@graph`` flattened.

    In page order. A script that cannot be read even after general repair is left out.
    """
    found: list[Mapping[str, JsonValue]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        if len(text) > _MOST_CHARACTERS:
            continue
        for value in values_in(text):
            for item in _flat(value, 0):
                if len(found) == _MOST_OBJECTS:
                    return tuple(found)
                found.append(item)
    return tuple(found)


def values_in(text: str) -> list[JsonValue]:
    """The JSON values written in ``text``, one usually; none where it is beyond repair.

    Repaired are: raw control characters in strings, comment and CDATA wrapping, trailing and
    doubled commas, escapes JSON does not know, markup entities for the quotation marks, and
    several values one after the other.
    """
    try:
        return [msgspec.json.decode(text.encode("utf-8"))]
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        pass
    text = _unwrapped(text)
    if not text:
        return []
    repaired = _TRAILING_COMMA.sub("", _DOUBLED_COMMA.sub(",", _BAD_ESCAPE.sub(r"\\\\", text)))
    for attempt in (text, repaired, html.unescape(repaired)):
        values = _decoded(attempt)
        if values:
            return values
    return []


def _unwrapped(text: str) -> str:
    before = None
    while before != text:
        before, text = text, _WRAPPING.sub("", text).strip()
    return text.rstrip(";").rstrip()


def _decoded(text: str) -> list[JsonValue]:
    decoder = json.JSONDecoder(strict=False)
    values: list[JsonValue] = []
    at = 0
    while at < len(text) and len(values) < _MOST_OBJECTS:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(_without_surrogates(value, 0) if _may_hold_surrogates(text) else value)
        at = end
        while at < len(text) and (text[at].isspace() or text[at] in ",;"):
            at += 1
    return values


def _may_hold_surrogates(text: str) -> bool:
    return "\\ud" in text or "\\uD" in text


def _without_surrogates(value: JsonValue, depth: int) -> JsonValue:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        return [_without_surrogates(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {
            _SURROGATE.sub("\ufffd", key): _without_surrogates(item, depth + 1)
            for key, item in value.items()
        }
    return value


def _flat(value: JsonValue, depth: int) -> Iterator[Mapping[str, JsonValue]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        if any(key not in ("@context", "@graph") for key in value):
            yield value
        yield from _flat(value.get("@graph"), depth + 1)
