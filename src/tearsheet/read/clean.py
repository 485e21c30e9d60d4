"""What must not stand in an article's text, and the form of what may.

The lines that outlets print into every article ("Read more: …", share bars, newsletter boxes,
photo credits) are data by language: ``boilerplate.toml``. A line is judged as a whole, and only
up to the length such lines have, so that a paragraph that begins alike stays.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

# Controls, and characters that only steer the layout of a page (soft hyphen, zero-width space,
# word joiner, byte order mark). Joiners and direction marks stay: scripts need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffc\ud800-\udfff]"
)
# Sentences end in these, and in quotation marks and brackets that close after them.
SENTENCE_ENDS = frozenset(".!?…。！？؟।\"”»’'“)]）」』")
# So many lines at the top may be a kicker, a section's name or a date line.
_TOP = 4
_BULLETS = " \t•·–—-►▶→»>*|#:【[（("


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Lines that stay, and lines that were cut out with the name of what they are."""

    kept: tuple[str, ...]
    cut: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    most: int
    pattern: re.Pattern[str]


def paragraph(text: str) -> str:
    """``text`` as one paragraph: single spaces, nothing unseen; its characters are as printed."""
    if not text.isprintable():
        text = _UNSEEN.sub("", text)
    return " ".join(text.split())


def fixed(paragraphs: Iterable[str]) -> str:
    """The paragraphs as an article's one text: parted by one line feed, none of them empty."""
    return "\n".join(filter(None, map(paragraph, paragraphs)))


def without_boilerplate(lines: Sequence[str]) -> Cleaned:
    """The lines of an article without those that stand on every page."""
    kept, cut = [], []
    for line in lines:
        name = boilerplate_in(line)
        if name is None:
            kept.append(line)
        else:
            cut.append((name, line))
    return Cleaned(tuple(kept), tuple(cut))


@lru_cache(maxsize=1024)
def boilerplate_in(line: str) -> str | None:
    """What kind of boilerplate the whole line is, None if it is an article's own."""
    length = len(line)
    kinds = _kinds()
    if length > kinds[0].most:
        return None
    bare = line.lstrip(_BULLETS)
    for kind in kinds:
        if length > kind.most:
            break
        if kind.pattern.match(bare):
            return kind.name
    return None


def without_headline(text: str, title: str) -> str:
    """``text`` without the headline where it stands above the words once more.

    It may follow a kicker, a section's name or a date line, so the first four lines are looked
    at; what stands above it then goes too if it is short.
    """
    wanted = _letters(title)
    if not wanted:
        return text
    lines = text.split("\n")
    for at, line in enumerate(lines[:_TOP]):
        if _letters(line) == wanted:
            above = [other for other in lines[:at] if len(other) > 60]
            return "\n".join(above + lines[at + 1 :])
    return text


def without_labels(text: str, section: str | None, site_name: str | None) -> str:
    """``text`` without lines that are only the outlet's name, or the section's at the top.

    A section's name with a stop or a dash behind it is a dateline, and stays.
    """
    site, kicker = (name and name.casefold() for name in (site_name, section))
    lines = [line.casefold() for line in text.split("\n")]
    labels = [at for at, line in enumerate(lines) if line == site or (line == kicker and at < _TOP)]
    if not labels:
        return text
    return "\n".join(line for at, line in enumerate(text.split("\n")) if at not in labels)


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Kind, ...]:
    """Longest first, so that a long line is not held against them all."""
    text = resources.files("tearsheet.read").joinpath("boilerplate.toml").read_text("utf-8")
    kinds = [
        _Kind(entry["name"], entry["most"], re.compile("|".join(entry["openings"]), re.IGNORECASE))
        for entry in tomllib.loads(text)["line"]
    ]
    return tuple(sorted(kinds, key=lambda kind: -kind.most))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
