"""Words beside names, a TOML file for each language."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tearsheet.annotate.lexicon import Phrases


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What tells organisations and places; each field is explained in the language's file."""

    heads: Phrases
    head_words: tuple[str, ...]
    links: frozenset[str]
    seats: frozenset[str]
    genitive: bool
    loose: bool
    countries: tuple[str, ...]
    locatives: tuple[str, ...]
    prepositions: frozenset[str]
    place_before: frozenset[str]
    place_after: frozenset[str]
    endings: tuple[str, ...]


@cache
def vocabulary_for(language: str) -> Vocabulary | None:
    """The vocabulary of a BCP 47 language, None if there is no file for it."""
    primary = language.split("-")[0].lower()
    file = resources.files(__package__ or "") / f"{primary}.toml"
    if not primary.isalpha() or not file.is_file():
        return None
    table = tomllib.loads(file.read_text("utf-8"))
    places = table["places"]
    return Vocabulary(
        Phrases({"head": table["heads"]}),
        tuple(sorted(table["heads"], key=len, reverse=True)),
        frozenset(table["links"]),
        frozenset(table["seats"]),
        bool(table["genitive"]),
        bool(places["loose"]),
        tuple(sorted(places["countries"], key=len, reverse=True)),
        tuple(places["locatives"]),
        frozenset(places["prepositions"]),
        frozenset(places["before"]),
        frozenset(places["after"]),
        tuple(places["endings"]),
    )
