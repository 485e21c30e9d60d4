"""Full-text search that means the same on SQLite and PostgreSQL.

What is asked goes through the same `search_terms` as what is found; `fulltext` puts a query into
the words of each database. Both give the same articles in the same order: by the day and time
printed on them (in their own zone; of capture, in UTC, where none is), the latest first. The
number that says so, an article's ``place``, is the key of the index, so that one page of many
thousand hits costs no more than one of few.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from hashlib import sha256
from typing import Literal

from django.db import connection, transaction

from tearsheet.press.hosts import host_of
from tearsheet.store import fulltext
from tearsheet.store.rows import OutletRow
from tearsheet.text import search_terms
from tearsheet.text.query import All, AnyOf, Node, Not, Query, Trait, in_titles, parse

CHUNK = 400  # keys in one question
COUNTED = 1_000  # hits that are counted; of more it is only said that they are more
_A_SECOND = 1 << 20  # places in a second, for the many articles that are dated to the day alone
_EPOCH = datetime(1970, 1, 1)

Order = Literal["newest", "titles first"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What an article is found by: its terms (`text.query.index_terms`) and where it was printed.

    ``printed_at`` is the time as printed, without a zone.
    """

    article_key: str
    printed_at: datetime
    title: str
    body: str
    outlet_key: str
    language: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of article keys, in order, and how many there are; at the least, if not exact."""

    keys: tuple[str, ...]
    total: int
    total_is_exact: bool


@transaction.atomic
def index(entries: Iterable[Entry]) -> None:
    """Make articles searchable; one that is indexed already is indexed anew."""
    by_key = {entry.article_key: entry for entry in entries}
    forget(by_key)
    places = _free_places(list(by_key.values()))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO article_place (place, article_key, outlet) VALUES (%s, %s, %s)",
            [
                (place, key, fulltext.outlet_token(by_key[key].outlet_key))
                for key, place in places.items()
            ],
        )
        if _is_sqlite():
            cursor.executemany(
                "INSERT INTO article_search (rowid, title, body, traits) VALUES (%s, %s, %s, %s)",
                [
                    (
                        places[key],
                        entry.title,
                        entry.body,
                        " ".join((fulltext.EVERYTHING, *_traits(entry))),
                    )
                    for key, entry in by_key.items()
                ],
            )
        else:
            cursor.executemany(
                "INSERT INTO article_search (place, title, body, words) "
                "VALUES (%s, %s, %s, array_to_tsvector(%s::text[]))",
                [
                    (places[key], f" {entry.title} ", f" {entry.body} ", _lexemes(entry))
                    for key, entry in by_key.items()
                ],
            )


def forget(article_keys: Iterable[str]) -> None:
    """Find these articles no more."""
    keys = list(article_keys)
    column = _place_column()
    with connection.cursor() as cursor:
        for start in range(0, len(keys), CHUNK):
            some = keys[start : start + CHUNK]
            asked = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT place FROM article_place WHERE article_key IN ({asked})", some)
            places = cursor.fetchall()
            cursor.executemany(f"DELETE FROM article_search WHERE {column} = %s", places)
            cursor.executemany("DELETE FROM article_place WHERE place = %s", places)


def find(words: str, language: str = "und", most: int = 50) -> list[str]:
    """Keys of the articles that a person means by ``words`` (see `text.query`), the best first.

    Those that hold all the words in the title come before the others, each the latest first.
    """
    query = parse(words, language)
    return [] if query.is_empty else list(search(query, most=most, order="titles first").keys)


def search(
    query: Query,
    *,
    first: date | None = None,
    last: date | None = None,
    languages: Collection[str] = (),
    countries: Collection[str] = (),
    outlets: Collection[str] = (),
    within: Collection[str] | None = None,
    most: int = 50,
    after: int = 0,
    order: Order = "newest",
) -> Found:
    """The articles that a query means, ``most`` of them from the one at ``after`` on.

    ``first`` and ``last`` are days as printed, both included. Of ``languages`` the primary subtag
    counts; ``countries`` are those of outlets (ISO 3166-1 alpha-2), ``outlets`` and ``within``
    keys, the latter of articles. A restriction that is empty restricts nothing, but ``within``
    does. A query that asks nothing means every article. At most `COUNTED` hits are counted.
    """
    parts = [] if query.node is None else [query.node]
    parts += [
        AnyOf(tuple(traits))
        for traits in (
            [Trait("language", value) for value in languages],
            [Trait("country", value) for value in countries],
            [Trait("outlet", value, is_exact=True) for value in outlets],
        )
        if traits
    ]
    where = _Where.of(query, first, last, within)
    # One question gives the page and the count: to come to a place is cheap, to begin is not.
    enough = max(COUNTED + 1, after + most)
    if order == "newest" or query.node is None:
        places = where.latest(All(tuple(parts)), enough)
    else:
        titles = in_titles(query.node)
        places = where.latest(All((*parts, titles)), enough)
        if len(places) < enough:
            places += where.latest(All((*parts, Not(titles))), enough - len(places))
    page = tuple(_keys(places[after : after + most]))
    return Found(page, min(len(places), COUNTED), len(places) <= COUNTED)


def chosen(query: Query) -> tuple[str, tuple[object, ...]]:
    """The statement that chooses the keys of all articles a query means, and its values: to be
    asked inside another question. Of a query that asks nothing, every article's.
    """
    where = _Where.of(query, None, None, None)
    statement, values = where.statement(query.node or All(()))
    return f"SELECT article_key FROM article_place WHERE place IN ({statement})", values


@dataclass(frozen=True, slots=True)
class _Where:
    """What is looked through: conditions on places, and what traits are called in the index."""

    conditions: tuple[str, ...]
    values: tuple[object, ...]
    tokens: Callable[[Trait], Sequence[str]]

    @classmethod
    def of(
        cls, query: Query, first: date | None, last: date | None, within: Collection[str] | None
    ) -> "_Where":
        """The days of the query and of the caller, and the articles of the caller."""
        place, conditions, values = _place_column(), list[str](), list[object]()
        for start in filter(None, (query.first, first)):
            conditions.append(f"{place} >= %s")
            values.append(_first_place(datetime.combine(start, time.min)))
        for end in filter(None, (query.last, last)):
            conditions.append(f"{place} < %s")
            values.append(_first_place(datetime.combine(end, time.max)) + _A_SECOND)
        if within is not None:
            conditions.append(_WITHIN[connection.vendor])
            values.append(_as_list(within))
        return cls(tuple(conditions), tuple(values), _Traits().tokens)

    def latest(self, node: Node, most: int) -> list[int]:
        """Places, the latest first."""
        chosen, values = self.statement(node)
        return _column(f"{chosen} ORDER BY 1 DESC LIMIT %s", (*values, most))

    def statement(self, node: Node) -> tuple[str, tuple[object, ...]]:
        """The statement that chooses places, and its values."""
        parts = list(_flat(node))
        somewhere = [part for part in parts if _is_of_countries(part)]
        said = All(tuple(part for part in parts if part not in somewhere))
        table = "article_search" if said.parts else "article_place"
        conditions, values = self._said(said) if said.parts else ([], [])
        for part in somewhere:
            conditions.append(_PRINTED[connection.vendor].format(table=table))
            tokens = [token for trait in _traits_in(part) for token in self.tokens(trait)]
            values.append(_as_list(tokens))
        conditions += self.conditions
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT {_place_column()} FROM {table}{where}", (*values, *self.values)

    def _said(self, node: All) -> tuple[list[str], list[object]]:
        """The conditions on what articles say."""
        if _is_sqlite():
            return ["article_search MATCH %s"], [fulltext.fts5(node, self.tokens)]
        conditions, values = list[str](), list[object]()
        roughly = fulltext.tsquery(node, self.tokens)
        if isinstance(roughly, str):
            conditions, values = ["words @@ %s::tsquery"], [roughly]
        elif not roughly:
            return ["FALSE"], []
        for part in filter(fulltext.has_phrase, node.parts):
            exactly, more = fulltext.recheck(part, self.tokens)
            conditions.append(exactly)
            values += more
        return conditions, values


def _flat(node: Node) -> Iterator[Node]:
    """The parts that must all hold."""
    if isinstance(node, All):
        for part in node.parts:
            yield from _flat(part)
    else:
        yield node


def _is_of_countries(node: Node) -> bool:
    """Whether it asks only for countries: they have too many outlets to be looked up each."""
    traits = _traits_in(node)
    return bool(traits) and all(trait.field == "country" for trait in traits)


def _traits_in(node: Node) -> Sequence[Trait]:
    """A trait, or the traits of a choice among traits alone."""
    parts = node.parts if isinstance(node, AnyOf) else (node,)
    traits = [part for part in parts if isinstance(part, Trait)]
    return traits if len(traits) == len(parts) else []


class _Traits:
    """What the index holds of a trait. The outlets are asked for once, and only if need be."""

    def tokens(self, trait: Trait) -> Sequence[str]:
        """The tokens of the outlets meant, or of the language."""
        if trait.field == "language":
            return [fulltext.language_token(trait.value)]
        if trait.field == "outlet" and trait.is_exact:
            return [fulltext.outlet_token(trait.value)]
        meant = self._in_country if trait.field == "country" else self._called
        return [fulltext.outlet_token(key) for key in meant(trait.value)]

    def _in_country(self, country: str) -> list[str]:
        return [key for key, _, where in self._outlets if where == country.upper()]

    def _called(self, name: str) -> list[str]:
        """The outlet of that key or host; else those whose names hold the words."""
        wanted = {name, name.lower(), host_of(name)}
        exactly = [key for key, _, _ in self._outlets if key in wanted]
        words = f" {search_terms(name, 'und')} "
        if exactly or not words.strip():
            return exactly
        return [
            key
            for key, called, _ in self._outlets
            if words in f" {search_terms(f'{called} {key}', 'und')} "
        ]

    @cached_property
    def _outlets(self) -> list[tuple[str, str, str]]:
        return list(OutletRow.objects.order_by("key").values_list("key", "name", "country"))


_WITHIN = {
    # The plus keeps SQLite from asking the index for each article by itself.
    "sqlite": "+rowid IN (SELECT place FROM article_place WHERE article_key IN "
    "(SELECT value FROM json_each(%s)))",
    "postgresql": "place IN (SELECT place FROM article_place WHERE article_key = ANY(%s))",
}


_PRINTED = {
    # Asked for each article that is found, as it is come to.
    "sqlite": "EXISTS (SELECT 1 FROM article_place AS there WHERE there.place = {table}.rowid "
    "AND there.outlet IN (SELECT value FROM json_each(%s)))",
    "postgresql": "place IN (SELECT place FROM article_place WHERE outlet = ANY(%s))",
}


def _as_list(texts: Collection[str]) -> object:
    """Texts as one value, however many they are."""
    return json.dumps(list(texts)) if _is_sqlite() else list(texts)


def _traits(entry: Entry) -> tuple[str, str]:
    return (
        fulltext.outlet_token(entry.outlet_key),
        fulltext.language_token(entry.language),
    )


def _lexemes(entry: Entry) -> list[str]:
    title = entry.title.split()
    found = {*title, *entry.body.split()}
    found |= {f"{fulltext.TITLE}{term}" for term in title}
    return sorted(found | {f"{fulltext.TRAIT}{trait}" for trait in _traits(entry)})


def _first_place(printed_at: datetime) -> int:
    """The first place of a second."""
    return int((printed_at.replace(microsecond=0) - _EPOCH).total_seconds()) * _A_SECOND


def _free_places(entries: Sequence[Entry]) -> dict[str, int]:
    """A place of its own for each article: within its second by chance, but always the same."""
    wanted = {
        entry.article_key: _first_place(entry.printed_at) + _within_second(entry.article_key)
        for entry in entries
    }
    taken, places = _taken(list(wanted.values())), dict[str, int]()
    for key, place in sorted(wanted.items()):
        while place in taken:
            place += 1
            taken |= _taken([place])
        places[key] = place
        taken.add(place)
    return places


def _within_second(key: str) -> int:
    return int.from_bytes(sha256(key.encode()).digest()[:4]) % _A_SECOND


def _taken(places: Sequence[int]) -> set[int]:
    found = set[int]()
    for start in range(0, len(places), CHUNK):
        some = places[start : start + CHUNK]
        asked = ", ".join(["%s"] * len(some))
        found.update(
            _column(f"SELECT place FROM article_place WHERE place IN ({asked})", tuple(some))
        )
    return found


def _keys(places: Sequence[int]) -> list[str]:
    """The articles at these places, in the same order."""
    there = dict[int, str]()
    for start in range(0, len(places), CHUNK):
        some = places[start : start + CHUNK]
        asked = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT place, article_key FROM article_place WHERE place IN ({asked})", some
            )
            there |= dict(cursor.fetchall())
    return [there[place] for place in places if place in there]


def _column(statement: str, values: tuple[object, ...]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [value for (value,) in cursor.fetchall()]


def _is_sqlite() -> bool:
    return bool(connection.vendor == "sqlite")


def _place_column() -> str:
    return "rowid" if _is_sqlite() else "place"
