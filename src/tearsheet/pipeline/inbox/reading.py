"""What stands in the inbox? The same few questions to the store, however much there is."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from heapq import nsmallest
from typing import get_args

from tearsheet.model import (
    Choice,
    Dimension,
    Entry,
    Facet,
    InboxOrder,
    Listed,
    Standing,
    TriageStep,
    Wanted,
)
from tearsheet.pipeline.inbox.standing import standing_of
from tearsheet.store import inbox as store
from tearsheet.store import triage
from tearsheet.store.inbox import Placed
from tearsheet.text.query import parse

CHOICES: tuple[Choice, ...] = get_args(Choice)
_DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
_FACETS = 60
"""Values of one dimension that are told, the most frequent; those asked for always."""

Place = tuple[float | str, ...]


class CursorError(ValueError):
    """The place to go on from is not one that the inbox gave out."""


def inbox(watch_key: str, wanted: Wanted, *, most: int = 40, after: str = "") -> Listed:
    """The cards that are wanted, ``most`` at a time; ``after`` is where the last page ended.

    Raises CursorError for an ``after`` that no page gave.
    """
    query = parse(wanted.words, "und")
    step, tag = triage.latest_step(watch_key), store.tag(watch_key)
    rows = store.placed(
        watch_key,
        wanted.first,
        wanted.last,
        None if wanted.choice == "all" else wanted.choice,
        None if query.is_empty else query,
        wanted.upto,
        wanted.order == "newest",
    )
    if waiting := [one for one in rows if one.waits]:
        rows = [one for one in rows if not one.waits]
    asked = _asked(wanted)
    fitting, counted = _filtered(rows, asked)
    page, more = _page(fitting, wanted, most, after)
    return Listed(
        entries=tuple(store.entries([one.number for _, one in page])),
        after=json.dumps(page[-1][0]) if more else "",
        total=len(fitting),
        waiting=len(_filtered(waiting, asked)[0]) if waiting else 0,
        facets=_facets(counted, asked),
        tag=f"{tag}-{step}",
        step=step,
    )


def card(watch_key: str, story_key: str) -> Entry | None:
    """The card of a story, by its key or by that of any article of it; None if it has none."""
    return store.entry(watch_key, story_key)


def standing(watch_key: str, story_key: str) -> Standing:
    """What is decided of a story for a watch; of one without a card too."""
    filed = store.filed_with([story_key], watch_key)
    keys = {story_key, *(key for one in filed for key in one.members)}
    marks = triage.marks_on(keys)
    return standing_of(one for (watch, _), one in marks.items() if watch == watch_key)


def counts(
    watch_key: str, first: date | None = None, last: date | None = None
) -> dict[Choice, int]:
    """How many stories of some days are new, taken, and so on."""
    found = store.count_choices(watch_key, first, last)
    return {choice: found.get(choice, 0) for choice in CHOICES}


def decisions(watch_key: str, *, most: int = 100, before: int = 0) -> tuple[TriageStep, ...]:
    """The journal of a watch's inbox, the latest first; ``before`` a step, for the next page."""
    return told_steps(triage.steps(watch_key, most, before))


def told_steps(steps: Sequence[triage.Stepped]) -> tuple[TriageStep, ...]:
    """Steps with the stories they were about, as these are called now."""
    keys = {mark.article_key for one in steps for mark in one.marks}
    keys |= {key for one in steps for pair in one.pairings for key in (pair.one, pair.other)}
    now_in = store.stories_now(keys)
    return tuple(_told(one, now_in) for one in steps)


def _told(step: triage.Stepped, now_in: Mapping[tuple[str, str], tuple[str, str]]) -> TriageStep:
    articles = [one.article_key for one in step.marks if one.watch_key == step.watch_key]
    if step.kind in ("merge", "split"):
        articles = [key for pair in step.pairings for key in (pair.one, pair.other)]
    stories = dict(now_in.get((step.watch_key, key), (key, "")) for key in articles)
    return TriageStep(
        step.number,
        step.watch_key,
        step.kind,
        step.choice,
        tuple(stories),
        tuple(stories.values()),
        step.who,
        step.at,
        step.reason,
        step.undoes,
        step.undone_by,
    )


# Filters and facets.


def _asked(wanted: Wanted) -> dict[Dimension, frozenset[str]]:
    values: dict[Dimension, Iterable[str]] = {
        "language": (one.partition("-")[0].lower() for one in wanted.languages),
        "country": wanted.countries,
        "outlet": wanted.outlets,
        "kind": wanted.kinds,
        "flag": wanted.flags,
    }
    asked = {
        dimension: frozenset(f"{dimension}\t{one}" for one in some)
        for dimension, some in values.items()
    }
    return {dimension: some for dimension, some in asked.items() if some}


def _filtered(
    rows: Sequence[Placed], asked: Mapping[Dimension, frozenset[str]]
) -> tuple[list[Placed], Counter[str]]:
    """The cards that have what is asked for, and how many cards have each value.

    A value counts where nothing but its own dimension may stand against the card: what ticking it
    would add.
    """
    counted, fitting = Counter[str](), list[Placed]()
    for row in rows:
        traits = row.traits.split("\n")
        against = [one for one, some in asked.items() if some.isdisjoint(traits)]
        if not against:
            fitting.append(row)
            counted.update(traits)
        elif len(against) == 1:
            counted.update(one for one in traits if one.startswith(f"{against[0]}\t"))
    return fitting, counted


def _facets(counted: Counter[str], asked: Mapping[Dimension, frozenset[str]]) -> tuple[Facet, ...]:
    """The most frequent values of each dimension, and those asked for."""
    chosen = {one for some in asked.values() for one in some}
    told = list[tuple[Dimension, str, int, bool]]()
    for dimension in _DIMENSIONS:
        values = {one for one in (*counted, *chosen) if one.startswith(f"{dimension}\t")}
        ranked = sorted(values, key=lambda one: (-counted[one], one))
        kept = [one for at, one in enumerate(ranked) if at < _FACETS or one in chosen]
        told += [(dimension, one.partition("\t")[2], counted[one], one in chosen) for one in kept]
    names = store.outlet_names([value for of, value, _, _ in told if of == "outlet"])
    return tuple(
        Facet(of, value, names.get(value, value) if of == "outlet" else value, cards, is_chosen)
        for of, value, cards, is_chosen in told
    )


# Order and pages.


def _page(
    rows: Collection[Placed], wanted: Wanted, most: int, after: str
) -> tuple[list[tuple[Place, Placed]], bool]:
    """The next cards with their places, and whether there are more."""
    places = ((_place(one, wanted.order, wanted.upto), one) for one in rows)
    if after:
        start = _read(after, wanted.order)
        places = ((place, one) for place, one in places if place > start)
    found = nsmallest(most + 1, places, key=lambda one: one[0])
    return found[:most], len(found) > most


def _place(row: Placed, order: InboxOrder, upto: datetime | None) -> Place:
    score, outlets, last_at = row.score, row.outlets, row.last_at
    if row.moved and upto is not None and (then := row.rank_at(upto)):
        score, outlets, last_at = then.score, then.outlets, then.last_at
    if order == "newest" and last_at is not None:
        return (-last_at.timestamp(), -score, row.story_key)
    if order == "most outlets":
        return (-float(outlets), -score, row.story_key)
    return (-score, row.story_key)


def _read(after: str, order: InboxOrder) -> Place:
    numbers = 1 if order == "suggested" else 2
    try:
        place = json.loads(after)
    except ValueError as error:
        raise CursorError(f"no place in the inbox: {after!r}") from error
    if (
        not isinstance(place, list)
        or len(place) != numbers + 1
        or not all(isinstance(one, (int, float)) for one in place[:-1])
        or not isinstance(place[-1], str)
    ):
        raise CursorError(f"no place in this order of the inbox: {after!r}")
    return tuple(place)
