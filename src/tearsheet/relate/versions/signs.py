"""By which words a publisher says that a text was wrong, in one language."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

LONGEST_STAMP = 80
"""Code points up to which a line may be no more than a time stamp."""

_NEVER = re.compile(r"(?!)")
# What may stand between a label and its colon: the date, the page, "appended", in few words.
_BETWEEN = (
    r"(?:\s*[(（][^)）]{1,60}[)）]"
    r"|[ ,]{1,2}[^:：!?\n]{0,40}\d[^.:：!?\n]{0,20}|\s*\d[^.:：!?\n]{0,24})?"
)
_COLON = r"\s*[:：](?!\d)"
_DASH = r"(?:\s+[–—-]+\s+|\s*[—–]+\s*|\s*[.。]\s*|\s*-(?=\S)|】\s*|\]\s*|\)\s*|\s+\|\s+)"
_OPENERS = r"[\s\W_]*"


@dataclass(frozen=True, slots=True)
class Label:
    """A pattern for each way a label may stand: with a colon, with a weaker mark, alone."""

    colon: re.Pattern[str]
    dash: re.Pattern[str]
    alone: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Signs:
    """One language's file, together with what the agencies write in any."""

    labels: Label
    notes: Label
    updates: Label
    faults: re.Pattern[str]
    corrections: re.Pattern[str]
    kills: re.Pattern[str]
    short_kills: re.Pattern[str]
    kill_titles: re.Pattern[str]
    kill_faults: re.Pattern[str]
    renewals: re.Pattern[str]
    invitations: re.Pattern[str]
    own: re.Pattern[str]
    stamps: re.Pattern[str]


def signs_of(language: str) -> Signs:
    """The signs for a language (BCP 47 or ``und``); one without a file has the agencies' and
    English ones.
    """
    return _signs(language.split("-")[0].lower())


@cache
def _signs(language: str) -> Signs:
    own = _table(language) or _table("en")
    tables = (own, _table("wire"))
    return Signs(
        labels=_label(_all(tables, "labels")),
        notes=_label(_all(tables, "notes")),
        updates=_label(_all(tables, "updates")),
        faults=_any(_all(tables, "faults")),
        corrections=_any(_all(tables, "corrections")),
        kills=_any(_all(tables, "kills")),
        short_kills=_any(_all(tables, "short_kills")),
        kill_titles=_any(_all(tables, "kill_titles"), re.NOFLAG),
        kill_faults=_any(_all(tables, "kill_faults")),
        renewals=_any(_all(tables, "renewals")),
        own=_any(_all(tables, "own")),
        invitations=_any(_all(tables, "invitations")),
        stamps=_any(_all(tables, "stamps")),
    )


def _table(language: str) -> dict[str, list[str]]:
    file = resources.files("tearsheet.relate") / "notices" / f"{language}.toml"
    if not re.fullmatch(r"[a-z]{2,8}", language) or not file.is_file():
        return {}
    return tomllib.loads(file.read_text("utf-8"))


def _all(tables: Iterable[dict[str, list[str]]], name: str) -> list[str]:
    return [sign for table in tables for sign in table.get(name, ())]


def _any(patterns: list[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    if not patterns:
        return _NEVER
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


def _label(words: list[str]) -> Label:
    """Labels, the longest first. They are headings: one in lower case is a word of the text."""
    if not words:
        return Label(_NEVER, _NEVER, _NEVER)
    ordered = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(word).replace("'", "['’]") for word in ordered)
    head = rf"{_OPENERS}(?P<label>{either})"
    return Label(
        colon=re.compile(f"{head}{_BETWEEN}{_COLON}", re.IGNORECASE),
        dash=re.compile(f"{head}{_BETWEEN}{_DASH}", re.IGNORECASE),
        alone=re.compile(rf"{head}{_BETWEEN}[\s\W_]*$", re.IGNORECASE),
    )
