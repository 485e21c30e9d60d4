"""What does a person look for? The small language of searches, read without ever complaining.

A query is words, all of which must be there: ``water treaty``. ``"water treaty"`` is a phrase,
``-war`` and ``NOT war`` leave out, ``OR`` (or ``|``) gives a choice, parentheses group, ``treat*``
stands for every word that begins so, ``title:water`` looks in titles alone. ``outlet:``,
``lang:`` and ``country:`` ask where it was printed; ``after:2025-09-15`` and ``before:2025-09``
when, both ends included, for the whole query wherever they stand. Operators are in capitals;
everything else is words, folded by `search_terms` as what is found was. What is printed without
a space (``state-owned``, 中国经济) stands together as a phrase.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from tearsheet.text.search import is_unspaced, search_terms

LONGEST = 100
"""Characters of a term that count; PostgreSQL takes no word of more than 2,046 bytes."""
MOST_INDEXED = 1_000_000
"""Bytes (UTF-8) of terms that a text is found by, its first; PostgreSQL indexes no more."""
MOST_ASKED = 1_000
"""Characters of a query that are read; nobody types more."""
DEEPEST = 20
"""Parentheses within parentheses that are told apart."""

Field = Literal["outlet", "language", "country"]


@dataclass(frozen=True, slots=True)
class Words:
    """Terms one after the other; of a prefix the last may go on. ``in_title``: there alone."""

    terms: tuple[str, ...]
    is_prefix: bool = False
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Trait:
    """Where it was printed: an outlet's key, host or words of its name, a primary language
    subtag, or a country (ISO 3166-1 alpha-2, capitals). An exact outlet is a key and no words.
    """

    field: Field
    value: str
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """What is in every part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What is in one part or more; without parts nothing is."""

    parts: tuple["Node", ...]


Node = Words | Trait | Not | All | AnyOf


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; ``node`` is None where no word was typed. Days are both included."""

    node: Node | None = None
    first: date | None = None
    last: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return self.node is None and self.first is None and self.last is None


def index_terms(text: str, language: str) -> str:
    """The terms a text is found by: those of `search_terms` within what both databases hold."""
    terms = search_terms(text, language)
    if len(terms) * 4 > MOST_INDEXED:
        body = terms.encode()[:MOST_INDEXED].decode(errors="ignore")
        terms = terms if len(body) == len(terms) else body.rpartition(" ")[0]
    return " ".join(_cut(terms))


def _cut(terms: str) -> tuple[str, ...]:
    return tuple(term[:LONGEST] for term in terms.split())


def parse(words: str, language: str = "und") -> Query:
    """What a person means by ``words``. Nothing they type is an error."""
    return _Reader(words[:MOST_ASKED], language).query()


def in_titles(node: Node) -> Node:
    """The same, looked for in titles alone."""
    match node:
        case Words():
            return replace(node, in_title=True)
        case Not(part):
            return Not(in_titles(part))
        case All(parts):
            return All(tuple(in_titles(part) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(in_titles(part) for part in parts))
        case _:
            return node


def wanted_words(node: Node | None) -> Iterator[Words]:
    """The words that make something be found, as against those that leave it out."""
    match node:
        case Words():
            yield node
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from wanted_words(part)


_MARKS = '"“”„‟«»＂「」『』'
_TOKEN = re.compile(
    rf"(?P<phrase>[{_MARKS}](?P<quoted>[^{_MARKS}]*)[{_MARKS}]?)"
    rf"|(?P<open>[(（])|(?P<close>[)）])|(?P<or>\|+)"
    rf"|(?P<minus>[-−]+)(?=[^\s|)）-])"
    rf"|(?P<field>[A-Za-z]+)[:：](?=[^\s:：|)）])"
    rf"|(?P<word>[^\s()（）|{_MARKS}]+)"
)
_FIELDS: dict[str, Field] = {
    "outlet": "outlet",
    "lang": "language",
    "language": "language",
    "country": "country",
}
_DAYS = ("after", "before")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class _Reader:
    """Reads a query by recursive descent; whatever makes no sense is passed over."""

    def __init__(self, words: str, language: str) -> None:
        self._tokens = [(match.lastgroup, match) for match in _TOKEN.finditer(words)]
        self._language = language
        self._at = 0
        self._depth = 0
        self._first: date | None = None
        self._last: date | None = None

    def query(self) -> Query:
        parts = list[Node]()
        while self._at < len(self._tokens):
            if (part := self._choice()) is not None:
                parts.append(part)
            self._at += 1  # a parenthesis that closes nothing
        return Query(_all(parts), self._first, self._last)

    def _choice(self) -> Node | None:
        parts = list[Node]()
        while True:
            if (part := self._together()) is not None:
                parts.append(part)
            if not self._is_or():
                break
            self._at += 1
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts)) if parts else None

    def _together(self) -> Node | None:
        parts = list[Node]()
        while self._at < len(self._tokens) and not self._is_or() and self._kind() != "close":
            if (part := self._one()) is not None:
                parts.append(part)
        return _all(parts)

    def _one(self) -> Node | None:
        """One thing, with what stands before it to leave it out."""
        is_left_out = False
        while self._kind() == "minus" or self._word() == "NOT":
            is_left_out = not is_left_out
            self._at += 1
        if self._kind() in (None, "close") or self._is_or():
            return None
        part = self._thing(is_left_out)
        return Not(part) if part is not None and is_left_out else part

    def _thing(self, is_left_out: bool) -> Node | None:
        kind, match = self._tokens[self._at]
        self._at += 1
        match kind:
            case "open":
                return self._group()
            case "field":
                return self._field(match, is_left_out)
            case "quoted" | "phrase":
                return self._phrase(match["quoted"])
            case _:
                return None if match[0] == "AND" else self._words(match[0])

    def _group(self) -> Node | None:
        if self._depth == DEEPEST:
            return None
        self._depth += 1
        part = self._choice()
        self._depth -= 1
        self._at += 1
        return part

    def _field(self, match: re.Match[str], is_left_out: bool) -> Node | None:
        name = match["field"].lower()
        if self._kind() == "open" and name == "title":
            self._at += 1
            group = self._group()
            return in_titles(group) if group is not None else None
        value = self._value()
        if name == "title":
            words = self._phrase(value) if self._was_phrase() else self._words(value)
            return replace(words, in_title=True) if words is not None else None
        if name in _FIELDS:
            return _trait(_FIELDS[name], value)
        if name in _DAYS and self._take_day(name, value, is_left_out):
            return None
        return self._words(f"{match[0]}{value}")

    def _value(self) -> str:
        kind, match = self._tokens[self._at] if self._at < len(self._tokens) else (None, None)
        if match is None or kind in ("open", "close", "or", "minus"):
            return ""
        self._at += 1
        if kind == "field":  # outlet:https://… reads as two
            return match[0] + self._value()
        return str(match["quoted"] if match["phrase"] else match[0])

    def _was_phrase(self) -> bool:
        return self._tokens[self._at - 1][1]["phrase"] is not None

    def _take_day(self, name: str, value: str, is_left_out: bool) -> bool:
        days = _days(value)
        if days is None:
            return False
        first, last = days
        if (name == "after") != is_left_out:
            start = first if name == "after" else _next(last)
            self._first = max(start, self._first or start)
        else:
            end = last if name == "before" else _before(first)
            self._last = min(end, self._last or end)
        return True

    def _phrase(self, text: str) -> Words | None:
        terms = _cut(search_terms(text, self._language))
        return Words(terms, _is_lone(terms)) if terms else None

    def _words(self, text: str) -> Words | None:
        words = self._phrase(text)
        return replace(words, is_prefix=True) if words and text.endswith("*") else words

    def _kind(self) -> str | None:
        if self._at >= len(self._tokens):
            return None
        return self._tokens[self._at][0]

    def _word(self) -> str:
        kind, match = self._tokens[self._at] if self._at < len(self._tokens) else (None, None)
        return match[0] if match is not None and kind == "word" else ""

    def _is_or(self) -> bool:
        return self._kind() == "or" or self._word() == "OR"


def _all(parts: list[Node]) -> Node | None:
    return parts[0] if len(parts) == 1 else All(tuple(parts)) if parts else None


def _is_lone(terms: tuple[str, ...]) -> bool:
    """Whether the last term is half a pair: texts have 年 in pairs, 年度, wherever it goes on."""
    return bool(terms) and len(terms[-1]) == 1 and is_unspaced(terms[-1])


def _trait(field: Field, value: str) -> Node:
    value = value.strip()
    match field:
        case "language":
            value = value.replace("_", "-").partition("-")[0].lower()
        case "country":
            value = value.upper()
    return Trait(field, value) if value else AnyOf(())


def _days(value: str) -> tuple[date, date] | None:
    """First and last day of what a date says: a day, a month or a year."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day:
            return first, first
        return first, date(first.year, month or 12, monthrange(first.year, month or 12)[1])
    except ValueError:
        return None


def _next(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day
