"""How is a sentence of an edition worded? The phrase files, their templates and their slots.

A template is a line of ``phrases/<language>.toml`` with slots in braces. Filled, it becomes a
sentence in which every slot rests on a `Support`. Its *skeleton* is the same line with each slot
replaced by one private-use character that says what kind of support stands there: two sentences
with one skeleton differ only in what their supports prove.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import product
from typing import get_args

from tearsheet.model import Fact, Span, Support

WORDS = "\ue000"
FACTS: tuple[Fact, ...] = get_args(Fact)
_MARK_OF_FACT: Mapping[Fact, str] = {
    fact: chr(0xE001 + number) for number, fact in enumerate(FACTS)
}

# What each slot is filled with: archived words (None) or a fact.
SLOTS: Mapping[str, Fact | None] = {
    "headline": None,
    "theme": None,
    "fact": None,
    "passage": None,
    "speaker": None,
    "role": None,
    "office": None,
    "teller": None,
    "name": "outlet",
    "country": "outlet country",
    "kind": "outlet kind",
    "ownership": "ownership",
    "date": "published",
    "author": "author",
    "originator": "originator",
    "distributor": "distributor",
    "language": "language",
    "copies": "copies",
    "watch": "watch",
    "place": "watch",
    "period": "period",
    "items": "items",
    "countries": "countries",
}
_SLOT = re.compile(r"\{(\w+)\}")


class PhraseError(ValueError):
    """A phrase file is missing or wrong; the message names it."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a slot: the characters, and supports counted from their start."""

    text: str
    supports: tuple[Support, ...]

    def shifted(self, by: int) -> Iterator[Support]:
        """Its supports, ``by`` code points further on."""
        for support in self.supports:
            yield Support(
                support.at.shifted(by),
                support.relation,
                support.article_key,
                support.part,
                support.span,
                support.fact,
            )


@dataclass(frozen=True)
class Template:
    """One line of a phrase file."""

    text: str

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """The slots in order, repeated ones repeated."""
        return tuple(_SLOT.findall(self.text))

    def skeleton(self) -> str:
        """The line with a private-use character in each slot."""
        return _SLOT.sub(lambda found: _mark(found[1]), self.text)

    def filled(self, fillings: Mapping[str, Sequence[Filling]]) -> Filling:
        """The line with its slots filled; a repeated slot takes its fillings in order."""
        used = dict.fromkeys(self.slots, 0)
        pieces, supports, length, done = list[str](), list[Support](), 0, 0
        for found in _SLOT.finditer(self.text):
            filling = fillings[found[1]][used[found[1]]]
            used[found[1]] += 1
            before = self.text[done : found.start()]
            supports += filling.shifted(length + len(before))
            pieces += (before, filling.text)
            length += len(before) + len(filling.text)
            done = found.end()
        return Filling("".join((*pieces, self.text[done:])), tuple(supports))


def _unfolded(line: str, slot: str, forms: Sequence[str]) -> Iterator[str]:
    """The line with each form in place of each of its slots of that name."""
    first, *rest = line.split(slot)
    for choice in product(forms, repeat=len(rest)):
        yield first + "".join(form + piece for form, piece in zip(choice, rest, strict=True))


def _mark(slot: str) -> str:
    fact = SLOTS[slot]
    return WORDS if fact is None else _MARK_OF_FACT[fact]


def mark_of(support: Support) -> str:
    """The private-use character that stands for a support in a skeleton."""
    return WORDS if support.fact is None else _MARK_OF_FACT[support.fact]


@dataclass(frozen=True, eq=False)
class Phrases:
    """All of one language's wording; ``tables`` maps ``attribution.news.fact`` to its lines."""

    language: str
    tables: Mapping[str, tuple[Template, ...]]
    words: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def templates(self, table: str) -> tuple[Template, ...]:
        """The lines of one table; none if the language has no such table."""
        return self.tables.get(table, ())

    def under(self, *prefixes: str) -> Iterator[Template]:
        """The lines of every table whose name is a prefix or begins with it and a full stop."""
        for name, templates in self.tables.items():
            if any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes):
                yield from templates

    def word(self, *path: str) -> str | None:
        """One entry of the file (``kind``, ``newspaper``), or None."""
        return self.words.get("/".join(path))

    @cache  # noqa: B019 - one object for each language, kept for good
    def skeletons(self, *prefixes: str) -> frozenset[str]:
        """Every skeleton these tables' lines can have, with every form of outlet and theme."""
        lines = {template.text for template in self.under(*prefixes)}
        for slot in ("outlet", "theme"):
            forms = [form.text for form in self.templates(f"{slot}.forms")] or [f"{{{slot}}}"]
            lines = {one for line in lines for one in _unfolded(line, f"{{{slot}}}", forms)}
        return frozenset(Template(line).skeleton() for line in lines)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the house's own voice, in lower case."""
        lines = [template.text for templates in self.tables.values() for template in templates]
        lines += [*self.words.values(), *(word for words in self.lists.values() for word in words)]
        text = " ".join(_SLOT.sub(" ", line) for line in lines)
        return frozenset(word.lower() for word in re.findall(r"[^\W\d_]+", text))


@cache
def phrases(language: str) -> Phrases:
    """The wording of a language (BCP 47; only the primary subtag counts).

    Raises `PhraseError` where there is no file for it, or a line in it has an unknown slot.
    """
    primary = language.lower().partition("-")[0]
    folder = files("tearsheet.edit") / "phrases"
    known = {entry.name.removesuffix(".toml"): entry for entry in folder.iterdir()}
    if primary not in known:
        there = ", ".join(sorted(known))
        raise PhraseError(f"no phrases for language {language[:40]!r}; there are: {there}")
    return parsed(known[primary].read_text("utf-8"), known[primary].name)


def parsed(source: str, name: str) -> Phrases:
    """A phrase file's wording; raises `PhraseError` with ``name`` in it."""
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise PhraseError(f"{name}: {error}") from error
    tables, words, lists = dict[str, tuple[Template, ...]](), dict[str, str](), {}
    for path, value in _leaves(content):
        if isinstance(value, str):
            words["/".join(path)] = value
        elif path[0] in ("date", "period", "numbers"):
            lists["/".join(path)] = value
        else:
            tables[".".join(path)] = tuple(_template(line, name) for line in value)
    return Phrases(words.pop("language", ""), tables, words, lists)


def _leaves(
    content: object, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str | tuple[str, ...]]]:
    """Each string and each list of strings with the path that leads to it."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _leaves(value, (*path, str(key)))
    elif isinstance(content, list):
        yield path, tuple(str(entry) for entry in content)
    else:
        yield path, str(content)


def _template(line: str, name: str) -> Template:
    unknown = set(_SLOT.findall(line)) - {*SLOTS, "outlet"}
    if unknown:
        raise PhraseError(f"{name}: unknown slot {sorted(unknown)} in {line!r}")
    return Template(line)


def fact(text: str, of: Fact, article_key: str = "") -> Filling:
    """A filling that is all one template fact."""
    return Filling(text, (Support(Span(0, len(text)), "template", article_key, fact=of),))
