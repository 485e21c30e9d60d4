"""What is new of what people want to be told of."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tearsheet.edit import match
from tearsheet.model import Alert, CopyGroup, Notice, NoticeEntry, Watch
from tearsheet.pipeline.telling import Shown, shown_of, shown_with
from tearsheet.store import alerts, queries, relations, search
from tearsheet.store.alerts import Looking
from tearsheet.store.queries import Known
from tearsheet.text.query import parse

AT_ONCE = 500
"""Articles looked at in one step; what a step found is one notice."""
MOST_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class _News:
    """What is to be told, and the articles whose stories are told with it."""

    entries: tuple[NoticeEntry, ...]
    told: tuple[str, ...] = ()


def find_news(now: datetime) -> int:
    """Look through what has arrived for every alert; how many notices came of it.

    A step is on file whole or not at all: killed anywhere, nothing is missed and nothing is told
    twice.
    """
    return sum(_look(one, now) for one in alerts.looking())


def _look(looking: Looking, now: datetime) -> int:
    alert, upto, made = looking.alert, looking.upto, 0
    watch = queries.watch(alert.watch_key)
    while watch and (arrived := alerts.arrived_after(upto, AT_ONCE)):
        news = _news(alert, watch, [key for _, key in arrived])
        last = arrived[-1][0]
        notice = _notice(alert, news.entries, last, now) if news.entries else None
        send = alert.channel in ("mail", "webhook")
        if not alerts.file_notice(alert.key, upto, last, notice, news.told, send=send):
            break  # another process looks
        upto, made = last, made + bool(notice)
    return made


def _notice(alert: Alert, entries: Sequence[NoticeEntry], upto: int, now: datetime) -> Notice:
    newest_first = sorted(entries, key=lambda one: (one.at, one.article_key), reverse=True)
    key = sha256(f"{alert.key} {upto}".encode()).hexdigest()
    return Notice(key, alert.key, alert.title, now, tuple(newest_first[:MOST_ENTRIES]))


def _news(alert: Alert, watch: Watch, keys: Sequence[str]) -> _News:
    wanted = _searched(alert, keys)
    about = {
        key: known
        for key, known in queries.articles(wanted).items()
        if match(known.article, known.outlet, watch).about
    }
    if alert.article_key:
        mine = shown_with(alert.article_key, watch)
        inside = set(mine.story.article_keys) if mine else set()
        about = {key: known for key, known in about.items() if key in inside}
    return _grown(alert, watch, about) if alert.least_outlets else _texts(alert, about)


def _searched(alert: Alert, keys: Sequence[str]) -> Collection[str]:
    """Those of the articles that the alert's search finds."""
    filtered = alert.words or alert.languages or alert.countries or alert.outlets
    if not filtered:
        return keys
    found = search.search(
        parse(alert.words),
        languages=alert.languages,
        countries=alert.countries,
        outlets=alert.outlets,
        within=keys,
        most=len(keys),
    )
    return found.keys


def _texts(alert: Alert, about: dict[str, Known]) -> _News:
    """Each text once, however many print it and whenever its copies arrive."""
    groups = relations.groups_of(about)
    inside = {key: _members(groups.get(key), key) for key in about}
    before = alerts.told(alert.key, {one for members in inside.values() for one in members})
    entries, told = list[NoticeEntry](), set[str]()
    for key, known in sorted(about.items(), key=lambda one: (one[1].out_at, one[0])):
        printings = inside[key] & set(about)
        if inside[key].isdisjoint(before | told):
            entries.append(_entry(known, "", "new", len(printings) - 1))
        told |= printings
    return _News(tuple(entries), tuple(sorted(told - before)))


def _members(group: CopyGroup | None, key: str) -> set[str]:
    return {copy.article_key for copy in group.copies} if group else {key}


def _grown(alert: Alert, watch: Watch, about: dict[str, Known]) -> _News:
    """Each story that has reached so many independent outlets, unless it was told before."""
    shown = {one.story.key: one for one in shown_of(about, watch).values()}
    entries, told = list[NoticeEntry](), list[str]()
    for one in _enough(shown.values(), alert.least_outlets):
        keys = one.story.article_keys
        if alerts.told(alert.key, keys):
            continue
        first = next((known for known in one.articles if known.article.key in about), None)
        if first is None:
            continue
        why = f"{len(one.outlets)} independent outlets"
        entries.append(_entry(first, one.story.key, why, len(one.articles) - 1))
        told += keys
    return _News(tuple(entries), tuple(told))


def _enough(shown: Iterable[Shown], least: int) -> list[Shown]:
    return [one for one in shown if len(one.outlets) >= least]


def _entry(known: Known, story_key: str, why: str, copies: int) -> NoticeEntry:
    article = known.article
    return NoticeEntry(
        article_key=article.key,
        story_key=story_key,
        title=article.title,
        language=article.language,
        outlet=known.outlet.name,
        country=known.outlet.country,
        url=article.url,
        at=known.out_at,
        why=why,
        copies=copies,
    )
