"""How a language attributes words: one TOML file for each, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Literal

from tearsheet.annotate.lexicon.given import sex_of_given_name
from tearsheet.annotate.lexicon.phrases import Found, Phrases, look_up_together, lowered
from tearsheet.annotate.lexicon.places import places

__all__ = ["CueKind", "Found", "Lexicon", "Phrases", "lexicon_for", "lowered", "sex_of_given_name"]

Script = Literal[
    "capitals", "german", "han", "arabic", "japanese", "korean", "devanagari", "persian"
]
_UNSPACED = frozenset({"han", "japanese"})
CueKind = Literal["say", "think", "weak", "participles", "according", "accords", "nouns"]
CUE_KINDS: tuple[CueKind, ...] = (
    "nouns",
    "weak",
    "think",
    "participles",
    "say",
    "accords",
    "according",
)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """A language's words of saying and of people; each field is explained in ``en.toml``.

    ``kinds`` maps a general word ("official") to the words it may stand for. ``pronouns`` maps
    a pronoun to ``m``, ``f`` or nothing, those that mean everyone are ``impersonal``;
    ``determiner_sexes`` an article that tells the sex of
    whom it points at. ``sexes`` are words of a role that tell the person's sex, ``agreement``
    forms of verbs that do. ``bindings`` are the prepositions that tie a complement to a role,
    ``documents`` what holds a body's own words. ``given_endings`` are pairs of a given name's
    ending and the sex it tells, the longest first. ``is_bare`` says that capitals show names and
    nouns stand without articles: Slavic, Turkic.
    """

    language: str
    script: Script
    cues: Phrases
    reporting: frozenset[str]
    between: Phrases
    clause: Phrases
    joins: frozenset[str]
    relatives: frozenset[str]
    prepositions: frozenset[str]
    bindings: frozenset[str]
    documents: frozenset[str]
    determiners: frozenset[str]
    definite: frozenset[str]
    determiner_sexes: Mapping[str, str]
    within: frozenset[str]
    listeners: Phrases
    pronouns: Mapping[str, str]
    impersonal: frozenset[str]
    sexes: Phrases
    agreement: Phrases
    roles: Phrases
    modifiers: frozenset[str]
    bodies: Phrases
    generic: Phrases
    kinds: Mapping[str, Phrases]
    particles: frozenset[str]
    not_names: frozenset[str]
    endings: tuple[str, ...]
    given_endings: tuple[tuple[str, str], ...]
    genitives: frozenset[str]
    complements: tuple[str, ...]
    inflections: tuple[str, ...]
    oblique: tuple[str, ...]
    elisions: bool
    inserted_commas: bool
    articles: frozenset[str]
    role_leads: bool
    verb_last: bool
    places: frozenset[str]
    surnames: frozenset[str]
    transliteration: frozenset[str]
    families: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    honorifics: frozenset[str]
    ordinary: frozenset[str]
    links: tuple[str, ...]
    joining: frozenset[str]
    subjects: tuple[str, ...]
    points: Phrases
    about: tuple[str, ...]
    told: Phrases
    reported: Phrases
    relayed: Phrases
    carriers: Phrases
    article: Phrases
    review_verbs: Phrases
    review_before: frozenset[str]
    months: tuple[str, ...]
    work_before: Phrases
    work_after: Phrases
    work_by: frozenset[str]
    is_bare: bool


@cache
def lexicon_for(language: str) -> Lexicon | None:
    """The lexicon of a BCP 47 language, None if there is no file for it."""
    primary = language.split("-")[0].lower()
    file = resources.files(__package__ or "") / f"{primary}.toml"
    if not primary.isalpha() or not file.is_file():
        return None
    made = _read(primary, tomllib.loads(file.read_text("utf-8")))
    listed = [getattr(made, field.name) for field in fields(made)]
    look_up_together([table for table in listed if isinstance(table, Phrases)])
    return made


def _read(language: str, table: Mapping[str, object]) -> Lexicon:
    script = _script(table.get("script"))
    roles, names = _table(table, "roles"), _table(table, "names")
    relay, works = _table(table, "relay"), _table(table, "works")
    kinds, review = _table(roles, "kinds"), _table(table, "review")
    spaced, articles = script not in _UNSPACED, _set(_words(table, "articles"))

    def phrases(of: Mapping[str, object], key: str) -> Phrases:
        return Phrases({key: _words(of, key)}, spaced)

    return Lexicon(
        language=language,
        script=script,
        cues=Phrases(
            {kind: _with_clitics(table, kind) for kind in CUE_KINDS},
            spaced,
            _words(table, "no_cues"),
        ),
        reporting=_set(_words(table, "reporting")),
        between=phrases(table, "between"),
        clause=phrases(table, "clause"),
        joins=_set(_words(table, "joins")),
        relatives=_set(_words(table, "relatives")),
        prepositions=_set(_words(table, "prepositions")),
        bindings=_set(_words(roles, "bindings")),
        documents=_set(_words(roles, "documents")),
        determiners=_set(_words(table, "determiners")),
        definite=_set(_words(table, "definite")),
        determiner_sexes=_by_word(table, "determiner_sexes"),
        within=_set(_words(table, "within")),
        listeners=phrases(table, "listeners"),
        pronouns=_by_word(table, "pronouns"),
        impersonal=_set(_words(table, "impersonal")),
        sexes=_of_sex(table, "sexes", spaced),
        agreement=_of_sex(table, "agreement", spaced),
        roles=phrases(roles, "words"),
        modifiers=_set(_words(roles, "modifiers")),
        bodies=phrases(roles, "bodies"),
        generic=phrases(roles, "generic"),
        kinds={lowered(word): phrases(kinds, word) for word in kinds},
        particles=_set(_words(names, "particles")),
        not_names=_set(_words(names, "not_names")),
        endings=tuple(sorted(_words(names, "endings"), key=len, reverse=True)),
        given_endings=tuple(
            sorted(_by_word(names, "given").items(), key=lambda entry: -len(entry[0]))
        ),
        genitives=_set(_words(names, "genitives")),
        complements=tuple(_words(names, "complements")),
        inflections=tuple(sorted(_words(names, "inflections"), key=len, reverse=True)),
        oblique=tuple(_words(names, "oblique")),
        articles=articles,
        role_leads=bool(roles.get("leads", False)),
        inserted_commas=bool(table.get("inserted_commas", False)),
        elisions=bool(names.get("elisions", False)),
        verb_last=bool(table.get("verb_last", False)),
        places=places(language),
        surnames=frozenset("".join(_words(names, "surnames"))),
        transliteration=frozenset("".join(_words(names, "transliteration"))),
        families=_set(_words(names, "families")),
        female=frozenset("".join(_words(names, "female"))),
        male=frozenset("".join(_words(names, "male"))),
        honorifics=_set(_words(names, "honorifics")),
        ordinary=frozenset(_words(roles, "ordinary")),
        links=tuple(sorted(_words(table, "links"), key=len, reverse=True)),
        joining=_set(_words(table, "joining")),
        subjects=tuple(sorted(_words(table, "subjects"), key=len, reverse=True)),
        points=phrases(table, "points"),
        about=tuple(_words(table, "about")),
        told=phrases(relay, "told"),
        reported=phrases(relay, "reported"),
        relayed=phrases(relay, "according"),
        carriers=phrases(relay, "carriers"),
        article=phrases(_table(table, "article"), "words"),
        review_verbs=phrases(review, "verbs"),
        review_before=_set(_words(review, "before")),
        months=tuple(_words(review, "months")),
        work_before=phrases(works, "before"),
        work_after=phrases(works, "after"),
        work_by=frozenset(_words(works, "by")),
        is_bare=script == "capitals" and not articles,
    )


def _of_sex(table: Mapping[str, object], key: str, spaced: bool) -> Phrases:
    """Words that tell a woman from a man: kinds ``f`` and ``m``."""
    words = _table(table, key)
    return Phrases({sex: _words(words, sex) for sex in ("f", "m")}, spaced)


def _with_clitics(table: Mapping[str, object], kind: CueKind) -> list[str]:
    """The forms of a kind of cue, also with the words that are written onto them."""
    forms = _words(table, kind)
    before, after = ("", *_words(table, "proclitics")), ("", *_words(table, "enclitics"))
    return [first + form + last for first in before for form in forms for last in after]


def _by_word(table: Mapping[str, object], key: str) -> dict[str, str]:
    return {word: str(told) for word, told in _table(table, key).items()}


def _set(words: list[str]) -> frozenset[str]:
    """Words as they are looked up."""
    return frozenset(map(lowered, words))


def _words(table: Mapping[str, object], key: str) -> list[str]:
    found = table.get(key, [])
    if not isinstance(found, list):
        raise TypeError(f"{key} is not a list in a lexicon file")
    return [str(word) for word in found]


def _table(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise TypeError(f"{key} is not a table in a lexicon file")
    return found


def _script(name: object) -> Script:
    match name:
        case "capitals" | "german" | "han" | "arabic":
            return name
        case "japanese" | "korean" | "devanagari" | "persian":
            return name
        case _:
            raise ValueError(f"unknown script {name!r} in a lexicon file")
