"""Which lines of a plain letter are its own, and whose are they?

What a reply quotes and the signature below it are not the sender's words. A letter that is passed
on is read for the letter inside of it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import msgspec

_QUOTE_MARK = re.compile(r"^\s?(?:>\s?)+")
_SIGNATURE = re.compile(r"^--\s?$")
_FIELD = re.compile(
    r"^\W{0,3}(?P<name>[^\W\d_][\w\- ]{0,18}?)\W{0,3}?\s?[:：]\W{0,3}?\s?(?P<value>.*)$"
)
# A mail program breaks the line above a quotation in two at most.
_MOST_BROKEN = 2


@dataclass(frozen=True, slots=True)
class _Forms:
    """``letters.toml`` as written; its comments say what each list is."""

    wrote: tuple[str, ...]
    originals: tuple[str, ...]
    forwarded: tuple[str, ...]
    forwards: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    desks: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a letter; ``sender`` and ``date`` as printed where it was passed on."""

    text: str
    sender: str = ""
    date: str = ""
    forwarded: bool = False


def letter_of(text: str, subject: str) -> Letter:
    """The letter's own words, or those of the letter that it passes on."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = next((at for at, line in enumerate(lines) if _is(_forwarded(), line)), None)
    if start is not None:
        return _passed_on(lines[start + 1 :])
    if _subject_of_forward().match(subject):
        return _passed_on(lines)
    own = _own(lines)
    if not any(line.strip() for line in own) and any(map(_QUOTE_MARK.match, lines)):
        return _passed_on(lines)
    return Letter("\n".join(own).strip())


def is_desk(name: str) -> bool:
    """Whether a sender's name is that of a desk any house may have."""
    return " ".join(name.casefold().strip(" \"'").split()) in _desks()


def _passed_on(lines: list[str]) -> Letter:
    bare = [_QUOTE_MARK.sub("", line) for line in lines]
    found: dict[str, str] = {}
    start = 0
    for at, line in enumerate(bare):
        field = _field(line)
        if field:
            found.setdefault(*field)
            start = at + 1
        elif line.strip():
            break
    text = "\n".join(_own(bare[start:])).strip()
    return Letter(text, found.get("from", ""), found.get("date", ""), True)


def _field(line: str) -> tuple[str, str] | None:
    """Name and value of a line that heads a letter passed on."""
    match = _FIELD.match(line)
    if match is None:
        return None
    name = _field_names().get(match["name"].casefold().strip())
    return (name, match["value"].strip(" *")) if name else None


def _own(lines: list[str]) -> list[str]:
    """The lines without quoted ones, the line above them, and what stands below the end."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if _SIGNATURE.match(line) or _is(_originals(), line):
            break
        if _QUOTE_MARK.match(line):
            at += 1
        elif taken := _introduction(lines, at):
            at += taken
        else:
            kept.append(line)
            at += 1
    return kept


def _introduction(lines: list[str], at: int) -> int:
    """How many lines from here say who wrote the quoted lines below them, 0 if none do."""
    for count in range(1, _MOST_BROKEN + 1):
        below = next((line for line in lines[at + count : at + count + 2] if line.strip()), "")
        line = " ".join(part.strip() for part in lines[at : at + count])
        if _QUOTE_MARK.match(below) and _is(_wrote(), line):
            return count
    return 0


def _is(pattern: re.Pattern[str], line: str) -> bool:
    return pattern.fullmatch(_QUOTE_MARK.sub("", line).strip()) is not None


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    data = resources.files("tearsheet.read.formats").joinpath("letters.toml").read_bytes()
    return msgspec.toml.decode(data, type=_Forms)


@lru_cache(maxsize=1)
def _wrote() -> re.Pattern[str]:
    return _any(_forms().wrote)


@lru_cache(maxsize=1)
def _originals() -> re.Pattern[str]:
    return _any(_forms().originals)


@lru_cache(maxsize=1)
def _forwarded() -> re.Pattern[str]:
    return _any(_forms().forwarded)


@lru_cache(maxsize=1)
def _subject_of_forward() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(_forms().forwards)})\s?[:：]", re.IGNORECASE)


@lru_cache(maxsize=1)
def _field_names() -> Mapping[str, str]:
    return {name: kind for kind, names in _forms().fields.items() for name in names}


@lru_cache(maxsize=1)
def _desks() -> frozenset[str]:
    return frozenset(_forms().desks["names"])
