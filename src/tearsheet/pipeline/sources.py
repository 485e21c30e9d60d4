"""Sources under good names: added, imported, suggested, and how they fare."""

import csv
import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from io import StringIO
from itertools import chain, count
from typing import TypeVar, get_args
from urllib.parse import urlsplit

from django.db import transaction

from tearsheet.collect.health import Reading, health, worst_first
from tearsheet.collect.listing.discover import Found
from tearsheet.collect.listing.opml import MOST_BYTES, MOST_ENTRIES, OpmlEntry, OpmlError, read_opml
from tearsheet.edit import match
from tearsheet.model import Decision, Health, Source, SourceKind, Visit, Watch
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.press import Register
from tearsheet.press.hosts import host_of
from tearsheet.press.suggest import Suggestion, suggestions
from tearsheet.press.url_key import url_key
from tearsheet.store import decisions, pages, queries, source_list, sources, watches

AT_A_LOOK = 200  # sources whose health is worked out before a list of them is shown
LONGEST_NAME = 300
LONGEST = 60  # characters of what tells the sources of one host apart

PREFIX = "source: "
ADDED, REMOVED, PAUSED, RESUMED, MOVED = "added", "removed", "paused", "resumed", "moved to "
_LONGEST_KEY = 300 - len(PREFIX)
_LONGEST_VERDICT = 400
_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
_URL_COLUMNS = ("url", "xmlurl", "address", "feed", "link")

Named = TypeVar("Named", Found, OpmlEntry)


class SourceRefusedError(ValueError):
    """A source cannot be so; the message says why in plain words."""


class SourceFileError(ValueError):
    """A file that names no source; the message says what is wrong with it."""


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


def suggested_by_inbox(room: Newsroom, watch: Watch) -> tuple[Suggestion, ...]:
    """The same without reading every article: who is in the stories of the watch's inbox."""
    seen, have = watches.outlets_in_inbox(watch.key), set(source_list.outlets())
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


def add(register: Register, chosen: Iterable[Found], *, who: str, now: datetime) -> list[Source]:
    """Those finds that were not followed yet, now sources; the journal says who added them."""
    with transaction.atomic():
        new = added(register, chosen, None, now)
        for source in new:
            _decide(source.key, ADDED, who, now)
    return new


def pause(source: Source, *, paused: bool, who: str, now: datetime) -> None:
    """Leave a source alone, or take it up again."""
    with transaction.atomic():
        sources.pause([source], paused=paused)
        _decide(source.key, PAUSED if paused else RESUMED, who, now)


def move(source: Source, address: str, *, who: str, now: datetime) -> Source:
    """Fetch a source from another address; what it brought stays. Raises SourceRefusedError."""
    if "://" not in address:
        raise SourceRefusedError("Write the whole address, as https://example.org/feed.xml.")
    url = address_meant(address)
    with transaction.atomic():
        if sources.followed().get(url_key(url)) not in (None, source.key):
            raise SourceRefusedError("That address is followed already, by another source.")
        moved = replace(source, url=url, added_at=now)
        sources.change_source(moved)
        _decide(source.key, f"{MOVED}{url}", who, now)
    return moved


def remove(source: Source, *, who: str, now: datetime) -> None:
    """Forget a source. Everything it brought stays."""
    with transaction.atomic():
        sources.remove_source(source.key)
        _decide(source.key, REMOVED, who, now, source.url)


def followed_as(url: str, followed: Mapping[str, str]) -> str:
    """The key of the source that is at this address in any spelling, empty if there is none."""
    return followed.get(url_key(url), "")


def address_meant(text: str) -> str:
    """An address on the web as a person writes it, with a scheme or without.

    Raises SourceRefusedError for anything else; names and passwords are kept nowhere.
    """
    url = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or " " in url:
        raise SourceRefusedError("That is no address on the web, such as https://example.org/.")
    return text


def import_file(
    register: Register, name: str, payload: bytes, *, who: str, now: datetime
) -> tuple[list[Source], int]:
    """Add the sources of an OPML file, or of a table (CSV) with a column of addresses.

    Gives those that are new, and how many the file names. Raises SourceFileError.
    """
    try:
        entries = (
            _table(payload)
            if name.lower().endswith((".csv", ".txt", ".tsv"))
            else read_opml(payload)
        )
    except OpmlError as error:
        raise SourceFileError(str(error)) from error
    if not entries:
        raise SourceFileError("it names no feed; export it again from your reader")
    with transaction.atomic():
        new = imported(register, entries, now)
        for source in new:
            _decide(source.key, ADDED, who, now, name)
    return new, len(entries)


def _table(payload: bytes) -> tuple[OpmlEntry, ...]:
    """The addresses of a table: of a column that is called so, else the first cell of each row."""
    if len(payload) > MOST_BYTES:
        raise SourceFileError(f"it is too large; at most {MOST_BYTES // 1_000_000} MB are read")
    text = payload.decode("utf-8-sig", "replace").replace("\0", "")
    rows = list(csv.reader(StringIO(text), delimiter="\t" if "\t" in text else ","))
    titles = [cell.strip().lower() for cell in rows[0]] if rows else []
    column = next((titles.index(one) for one in _URL_COLUMNS if one in titles), None)
    found: dict[str, OpmlEntry] = {}
    for row in rows if column is None else rows[1:]:
        cells = dict(zip(titles, row, strict=False)) if column is not None else {}
        url = (row[column or 0] if len(row) > (column or 0) else "").strip().lstrip("'")
        kind: SourceKind = next((one for one in _KINDS if one == cells.get("kind")), "feed")
        with suppress(SourceRefusedError):
            if "://" in address_meant(url) and len(found) < MOST_ENTRIES:
                paused = cells.get("paused") == "paused"
                outlet = cells.get("outlet") or None
                title = cells.get("name") or cells.get("title") or ""
                found[url] = OpmlEntry(
                    url, title[:LONGEST_NAME], kind=kind, outlet=outlet, paused=paused
                )
    return tuple(found.values())


def _decide(key: str, verdict: str, who: str, now: datetime, reason: str = "") -> None:
    subject = f"{PREFIX}{key[:_LONGEST_KEY]}"
    decisions.append_decision(Decision(subject, verdict[:_LONGEST_VERDICT], who, now, reason))


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
