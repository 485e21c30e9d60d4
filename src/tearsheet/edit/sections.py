"""Which part of an edition does an article belong to: politics, economy, culture …?"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tearsheet.model import Article

_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = frozenset({"zh", "ja", "ko", "th"})
_LEAD = 1500
_TITLE_WEIGHT = 3
ELSEWHERE = "society"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an edition; ``rank`` is its place, 0 first; ``words`` are what told it."""

    name: str
    rank: int
    words: tuple[str, ...] = ()


@cache
def _stems(language: str) -> Mapping[str, tuple[str, ...]]:
    table = _table()
    return {name: tuple(stems.get(language, ())) for name, stems in table.items()}


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((files("tearsheet.edit") / "sections.toml").read_text("utf-8"))


@cache
def section_names() -> tuple[str, ...]:
    """All parts, in the order of an edition."""
    return tuple(_table())


def section_of(article: Article, names: Collection[str] = ()) -> Section:
    """The part whose words the headline and the opening use most; headline words count triple.

    ``names`` are how the article names the subject: they say nothing of the part, whatever word
    they begin with. An article in a language without words, or with none of them, belongs to
    society.
    """
    language = article.language.lower().partition("-")[0]
    heading = _without(f"{article.title} {article.section or ''}".lower(), names)
    opening = _without(article.text[:_LEAD].lower(), names)
    best, best_count, found = ELSEWHERE, 0, tuple[str, ...]()
    for name, stems in _stems(language).items():
        in_heading = _hits(heading, stems, language)
        in_opening = _hits(opening, stems, language)
        count = _TITLE_WEIGHT * len(in_heading) + len(in_opening)
        if count > best_count:
            best, best_count = name, count
            found = tuple(dict.fromkeys(in_heading + in_opening))[:3]
    return Section(best, section_names().index(best), found)


def _without(text: str, names: Collection[str]) -> str:
    for name in sorted({name.lower() for name in names}, key=lambda name: (-len(name), name)):
        text = text.replace(name, " ")
    return text


def _hits(text: str, stems: tuple[str, ...], language: str) -> list[str]:
    """Each word of the text that begins with a stem (or, unspaced, each stem in it)."""
    if language in _UNSPACED:
        return [stem for stem in stems for _ in range(text.count(stem))]
    return [word for word in _WORD.findall(text) if word.startswith(stems)]
