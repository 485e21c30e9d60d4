"""Which names does a byline hold?"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import msgspec

from tearsheet.read.metadata.linked import plain

_LONGEST_NAME = 80
_MOST_WORDS = 6
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?<!\w)@\w+")
_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]")
_WHOLLY_BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]+)[)）\]】]")
_EDGES = ' \t,;:：|/·•–—-_*.\u200b\u200e\u200f\ufeff"“”„«»'
_APART = re.compile(r"\s*[;|/•、，،؛\n,]\s*|\s+[&+–—·]\s+|\s+-\s+")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_NAME_SUFFIX = re.compile(r"(?:jr|sr|ph\.?\s?d|md|m\.d|esq|ii|iii|iv)\.?", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_NO_NAME = re.compile(r"[:?!=<>{}©%]")
_CASELESS = re.compile(
    "[\u0590-\u0dff\u0e00-\u0fff\u10d0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_HANDLE = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """``names.toml`` as written; its comments say what each list is."""

    by: tuple[str, ...]
    labels: tuple[str, ...]
    between: Mapping[str, tuple[str, ...]]
    roles: tuple[str, ...]
    endings: tuple[str, ...]
    more: tuple[str, ...]
    agencies: tuple[str, ...]
    particles: frozenset[str]
    buttons: frozenset[str]
    placeholders: frozenset[str]
    author_paths: tuple[str, ...]


def names_in(text: str, language: str = "en") -> tuple[str, ...]:
    """The names of persons and agencies in a byline, in order, each once.

    "By", roles, places, addresses, brackets and "and 2 others" are left out; a list in one
    string is parted at commas, strokes and the language's word for "and". Letter case is kept.
    """
    text = "\n".join(plain(line) for line in text.split("\n"))
    inner = _WHOLLY_BRACKETED.fullmatch(text.strip())
    if inner and is_byline(inner[1]):
        text = inner[1]
    text = _BRACKETS.sub(" ", _ADDRESS.sub(" ", text))
    text = _more().sub(" ", text)
    text = _without_opening(text.strip(_EDGES.replace(".", "")))
    between = _between(language.split("-")[0].lower())
    stretches = [between.split(stretch) for stretch in _APART.split(text)]
    return distinct(_kept(stretches, with_roles=False) or _kept(stretches, with_roles=True)[:1])


def is_byline(text: str) -> bool:
    """Whether a line opens the way bylines do ("By", "Von", "记者：")."""
    return bool(_opening().match(text.strip(_EDGES + "(（[【")))


def same_name(one: str, other: str) -> bool:
    """Whether two spellings differ only in case, hyphens and spaces (``jane-doe``, Jane Doe)."""
    return _folded(one) == _folded(other)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in order, the first spelling kept."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(_folded(name), name)
    return tuple(seen.values())


def is_person(name: str) -> bool:
    """Whether a visible name looks like a person's: words with capitals, or few letters without.

    Stricter than `names_in`, for places where anything might stand.
    """
    words = name.split()
    if _lexicon().buttons.intersection(word.casefold() for word in words):
        return False
    if _CASELESS.search(name):
        return 1 <= len(words) <= 4 and len(name) <= 30
    return 2 <= len(words) <= 5 and all(
        word[0].isupper() or word.casefold() in _lexicon().particles for word in words
    )


def is_handle(name: str) -> bool:
    """Whether a name is written as a program writes it (``jane.doe``, ``jane_doe``)."""
    return bool(_HANDLE.fullmatch(name))


def is_pen_name(name: str) -> bool:
    """Whether a name alone in an element made for it may be one: a few words, no button's."""
    words = name.casefold().split()
    return 0 < len(words) <= 3 and len(name) <= 30 and not _lexicon().buttons.intersection(words)


def leads_to_author(address: str) -> bool:
    """Whether a link's path is one that sites use for an author's own page."""
    address = address.lower()
    return any(map(address.__contains__, _lexicon().author_paths))


def _kept(stretches: list[list[str]], *, with_roles: bool) -> list[str]:
    """The names in stretches parted by commas, each parted again at "and"."""
    kept: list[str] = []
    for stretch in stretches:
        if kept and not with_roles and any(_role().search(part) for part in stretch):
            continue
        for part in stretch:
            name = _without_opening(_endings().sub("", part.strip(_EDGES)).strip(_EDGES))
            if kept and _NAME_SUFFIX.fullmatch(name):
                kept[-1] = f"{kept[-1]}, {part.strip()}"
            elif _is_name(name, with_roles) and not (kept and _is_place_or_role(name, kept)):
                kept.append(name)
    return kept


def _is_name(text: str, with_roles: bool) -> bool:
    words = text.split()
    return (
        bool(words)
        and len(text) <= _LONGEST_NAME
        and len(words) <= _MOST_WORDS
        and not any(word[0].isdigit() or not _LETTER.search(word) for word in words)
        and not _NO_NAME.search(text)
        and text.casefold() not in _lexicon().placeholders
        and (with_roles or not _role().search(text))
    )


def _without_opening(text: str) -> str:
    opening = _opening().match(text)
    return text[opening.end() :] if opening else text


def _is_place_or_role(text: str, before: list[str]) -> bool:
    """Whether a part after a name is no name: one plain word ("Nairobi"), or an address."""
    if _DOMAIN.fullmatch(text):
        return True
    if _UNSPACED.search(text) or text.casefold() in _agencies():
        return False
    return " " not in text and " " in before[-1] and text[1:].islower() and text[0].isupper()


def _folded(name: str) -> str:
    return re.sub(r"[\s\-_.]+", "", name).casefold()


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = resources.files("tearsheet.read.metadata").joinpath("names.toml").read_bytes()
    return msgspec.toml.decode(data, type=_Lexicon)


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:{_any_of(_lexicon().by)})(?:\s*[:：]\s*|\s+)"
        rf"|(?:{_any_of(_lexicon().labels)})\s*[:：/]\s*)+",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _endings() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_any_of(_lexicon().endings)})$")


@lru_cache(maxsize=1)
def _more() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(_lexicon().more)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _role() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(_lexicon().roles)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _agencies() -> frozenset[str]:
    return frozenset(_lexicon().agencies)


@lru_cache(maxsize=64)
def _between(language: str) -> re.Pattern[str]:
    words = {*_lexicon().between.get(language, ()), *_lexicon().between["en"]}
    return re.compile(rf"\s+(?:{_any_of(words)})\s+")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
