"""Which quotation marks does a language print?"""

import tomllib
from functools import cache
from importlib.resources import files

# What stands around words that hold the usual marks themselves.
_OTHERS = {
    ("„", "“"): ("»", "«"),
    ("„", "”"): ("«", "»"),
    ("«", "»"): ("“", "”"),
    ("»", "«"): ("“", "”"),
    ("“", "”"): ("«", "»"),
    ("”", "”"): ("«", "»"),
    ("「", "」"): ("『", "』"),
}


@cache
def _pairs() -> dict[str, tuple[str, str]]:
    table = tomllib.loads((files("tearsheet.edit") / "marks.toml").read_text("utf-8"))
    return {language: (pair[0], pair[1]) for language, pair in table["pairs"].items()}


def marks_of(language: str) -> tuple[str, str]:
    """The opening and the closing mark; English ones for a language nobody has entered yet."""
    pairs, tag = _pairs(), language.lower()
    if tag.startswith(("zh-tw", "zh-hk", "zh-hant")):
        tag = "zh-hant"
    return pairs.get(tag) or pairs.get(tag.partition("-")[0]) or pairs["en"]


def marks_around(words: str, language: str) -> tuple[str, str]:
    """The language's marks, or others where the words hold the same ones already."""
    pair = marks_of(language)
    if pair[0] in words or pair[1] in words:
        return _OTHERS.get(pair, pair)
    return pair


@cache
def all_pairs() -> frozenset[tuple[str, str]]:
    """Every pair that some language prints."""
    return frozenset(_pairs().values()) | frozenset(_OTHERS.values())
