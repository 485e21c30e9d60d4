"""The words of addresses and links, as they stand in ``words.toml``."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Words:
    """One set for each list of the file, whose comments say what it means."""

    list_pages: frozenset[str]
    house_pages: frozenset[str]
    lists: frozenset[str]
    article_parameters: frozenset[str]
    list_parameters: frozenset[str]
    paging: frozenset[str]
    other_places: frozenset[str]
    empty_words: frozenset[str]


@cache
def words() -> Words:
    """The packaged words, read once."""
    file = resources.files("tearsheet.collect.listing.sections") / "words.toml"
    table = tomllib.loads(file.read_text("utf-8"))
    return Words(**{one.name: frozenset(table[one.name]) for one in fields(Words)})
