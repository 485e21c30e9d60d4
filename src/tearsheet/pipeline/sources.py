"""Sources under good names: added, imported, suggested, and how they fare."""

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, count
from typing import TypeVar
from urllib.parse import urlsplit

from django.db import transaction

from tearsheet.collect.health import Reading, health, worst_first
from tearsheet.collect.listing.discover import Found
from tearsheet.collect.listing.opml import OpmlEntry
from tearsheet.edit import match
from tearsheet.model import Health, Source, Visit, Watch
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.press import Register
from tearsheet.press.hosts import host_of
from tearsheet.press.suggest import Suggestion, suggestions
from tearsheet.press.url_key import url_key
from tearsheet.store import pages, queries, source_list, sources

AT_A_LOOK = 200  # sources whose health is worked out before a list of them is shown
LONGEST = 60  # characters of what tells the sources of one host apart

Named = TypeVar("Named", Found, OpmlEntry)


def added(
    register: Register, chosen: Iterable[Found], name: str | None, now: datetime
) -> list[Source]:
    """Those finds that were not followed yet, at this address in any spelling, now sources."""
    with transaction.atomic():
        there = sources.followed()
        taken = set(there.values())
        new = [source_of(register, one, name, now, taken) for one in _fresh(chosen, there)]
        sources.add_sources(new)
    return new


def source_of(
    register: Register, found: Found, name: str | None, now: datetime, taken: set[str]
) -> Source:
    """A find as a source, under a key that is not ``taken``, and is now."""
    title = name or found.title or host_of(found.url)
    outlet = register.at(found.url)
    key = _free_key(found.url, title, taken)
    taken.add(key)
    return Source(
        key=key,
        url=found.url,
        kind=found.kind,
        name=title,
        added_at=now,
        outlet=outlet.key if outlet else None,
    )


def imported(register: Register, entries: Sequence[OpmlEntry], now: datetime) -> list[Source]:
    """Those feeds of an OPML file that were not followed yet, now sources: all of them or none."""
    with transaction.atomic():
        there = sources.followed()
        taken = set(there.values())
        new: list[Source] = []
        for entry in _fresh(entries, there):
            found = Found(url=entry.url, kind=entry.kind, title=entry.title)
            plain = source_of(register, found, None, now, taken)
            new.append(replace(plain, outlet=entry.outlet or plain.outlet, paused=entry.paused))
        sources.add_sources(new)
    return new


def _fresh(named: Iterable[Named], followed: Collection[str]) -> Iterator[Named]:
    """Those whose address is not followed yet, in any spelling of it, each once."""
    there = set(followed)
    for one in named:
        if (address := url_key(one.url)) not in there:
            there.add(address)
            yield one


def suggested(room: Newsroom, watch: Watch) -> tuple[Suggestion, ...]:
    """Outlets worth following for a watch, those first that are known to write about it.

    Countries take turns, two outlets each, so that the first page shows many of them; the home
    press comes last, since a digest is of the foreign press.
    """
    seen: dict[str, int] = {}
    for known in queries.every_article():
        if match(known.article, known.outlet, watch).about:
            seen[known.outlet.key] = seen.get(known.outlet.key, 0) + 1
    have = {outlet.key for one in sources.sources() if (outlet := room.register.at(one.url))}
    return _in_turns(suggestions(room.register, watch, seen, have), seen)


def _in_turns(found: Iterable[Suggestion], seen: Container[str]) -> tuple[Suggestion, ...]:
    turns: Counter[str | None] = Counter()
    placed: list[tuple[bool, int, int, Suggestion]] = []
    for place, one in enumerate(found):
        turn = 0 if one.outlet.key in seen else 1 + turns[one.country] // 2
        placed.append((one.domestic, turn, place, one))
        turns[one.country] += 1
    return tuple(one for *_, one in sorted(placed, key=lambda entry: entry[:3]))


def all_health(now: datetime) -> list[Health]:
    """How every source fares, those first that need a hand most."""
    return worst_first(health_after(one, sources.visits(one.key), now) for one in sources.sources())


def health_after(source: Source, visits: Sequence[Visit], now: datetime) -> Health:
    """How a source fares after its latest ``visits``, newest first."""
    return health(source, visits, _readings(source.key), now)


def listed(asked: source_list.Asked, start: int, most: int, now: datetime) -> source_list.Page:
    """Some of the sources asked for, those first that need a hand most, and how many fare how.

    What nobody looked at since it was changed is looked at first.
    """
    for source in source_list.not_looked_at(AT_A_LOOK):
        source_list.appraise(health_after(source, sources.visits(source.key), now))
    return source_list.page(asked, start, most)


def _readings(key: str) -> list[Reading]:
    return [Reading(at, became == "kept", reason) for at, became, reason in pages.readings(key)]


def _free_key(url: str, title: str, taken: Collection[str]) -> str:
    """``example.org`` for the first source of a host, ``example.org/world`` for a further one."""
    host = host_of(url) or url
    if host not in taken:
        return host
    words = [word for word in _words(urlsplit(url).path) if word not in _COMMON]
    stem = f"{host}/{'-'.join(words or _words(title))[:LONGEST].rstrip('-') or 'more'}"
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(key for key in chain([stem], numbered) if key not in taken)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


_COMMON = frozenset({"rss", "feed", "feeds", "xml", "atom", "index", "json", "www", "html", "php"})
