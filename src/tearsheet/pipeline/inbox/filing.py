"""Every watch's cards are brought up to date: what was touched since they were made."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from tearsheet.edit import Match, match
from tearsheet.model import Card, Change, Story, Watch
from tearsheet.pipeline.alone import alone
from tearsheet.pipeline.changes import withdrawn
from tearsheet.pipeline.inbox.cards import Ground, card_of
from tearsheet.pipeline.inbox.standing import standing_of
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.pipeline.telling import shown_stories, stories_around
from tearsheet.store import changes, inbox, noted, queries, triage
from tearsheet.store.inbox import Filed, Rank
from tearsheet.store.noted import Matches
from tearsheet.store.touched import (
    count_touched,
    newest_touch,
    settle,
    touch,
    touch_all,
    touched,
    touched_since,
)

VERSION = "1"
"""Raised when cards are made otherwise than before: all of them are then made anew."""
BATCH = 100
"""Touched articles looked at together."""
_RANKS = 12
"""Earlier places that a card keeps: so many rounds of the collector an inbox may lie open."""

Progress = Callable[[int, int], None]
"""Told how many touched articles have been looked at, and of how many."""


def file_cards(
    room: Newsroom, now: datetime, progress: Progress = lambda done, of: None, *, wait: bool = False
) -> int:
    """Bring every watch's cards up to date; how many cards came, changed or went.

    A batch is on file whole or not at all, so that a run that is killed goes on where it stopped.
    While another process of the home is at it, this one leaves it to that, or waits.
    """
    with alone(room.settings.home, "filing cards", wait=wait) as ours:
        if not ours:
            return 0
        with transaction.atomic():
            _note_what_changed()
        waiting, done, changed = count_touched(), 0, 0
        if waiting:
            progress(0, waiting)
        while True:
            newest = newest_touch()
            watch_key, keys, rows = touched(BATCH)
            if not rows:
                return changed
            # Cards take long to make and little to write: nobody waits for the former. What is
            # touched meanwhile is looked at once more.
            made = _made_anew(keys, now, watch_key)
            with transaction.atomic():
                if not touched_since(made.inside, newest):
                    changed += _filed(made, now)
                    settle(rows)
                    done += len(rows)
            progress(done, max(done, waiting))


def refile(article_keys: Collection[str], now: datetime, watch_key: str = "") -> int:
    """Make the cards of these articles' stories anew; how many came, changed or went.

    Of one watch, or of all; to be called in a transaction.
    """
    return _filed(_made_anew(article_keys, now, watch_key), now)


@dataclass(frozen=True, slots=True)
class _Made:
    """All cards with any of the articles ``inside``, of one watch or (empty) of all."""

    watch_key: str
    inside: frozenset[str]
    cards: tuple[Filed, ...]


def _made_anew(article_keys: Collection[str], now: datetime, watch_key: str) -> _Made:
    watches = [one for one in queries.watches() if watch_key in ("", one.key)]
    inside, stories = _around(article_keys, watch_key)
    return _Made(watch_key, frozenset(inside), tuple(_made(stories, watches, now)))


def _filed(made: _Made, now: datetime) -> int:
    """Put cards in the place of those that were there, with what is decided of them."""
    before = inbox.filed_with(made.inside, made.watch_key)
    decided = _decided([_carried(one, before, now) for one in made.cards])
    fresh = [one for one in decided if not any(_same(one, old) for old in before)]
    kept = {(one.card.watch_key, one.card.story_key) for one in decided}
    gone = [old for old in before if (old.card.watch_key, old.card.story_key) not in kept]
    inbox.drop_cards([old.number for old in gone])
    inbox.file_cards(fresh)
    changed = defaultdict[str, set[str]](set)
    for one in (*fresh, *gone):
        changed[one.card.watch_key].add(one.card.story_key)
    if changed:
        inbox.change_tags(changed, now)
    return len(fresh) + len(gone)


def _around(article_keys: Collection[str], watch_key: str) -> tuple[set[str], list[Story]]:
    """The stories that articles are in, and all articles of these and of their cards, and so on:
    a decision may have moved articles between stories that were not touched themselves.
    """
    inside = set(article_keys)
    while True:
        before = inbox.filed_with(inside, watch_key)
        wanted = inside | {key for one in before for key in one.members}
        stories = stories_around(wanted)
        wanted |= {key for one in stories for key in one.article_keys}
        if wanted == inside:
            return inside, stories
        inside = wanted


# What changed besides the stories.


def _note_what_changed() -> None:
    """Touch what watches, editions and outlets that are not as they were have to do with."""
    anew = noted.digests("cards").get("version") != VERSION
    if anew:
        touch_all()
        noted.note("cards", {"version": VERSION})
    _note_watches(anew)
    _note_editions()
    _note_outlets()


def _note_watches(anew: bool) -> None:
    before, after = noted.digests("watch"), noted.watch_digests()
    for key in before.keys() - after.keys():
        inbox.drop_cards_of(key)
    changed = {key: digest for key, digest in after.items() if before.get(key) != digest}
    for key in () if anew else changed:
        touch_all(key)
    noted.note("watch", changed, before.keys() - after.keys())


def _note_editions() -> None:
    before = noted.digests("edition")
    after = {f"{watch} {number}": one for (watch, number), one in noted.edition_digests().items()}
    different = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    for key in sorted(different):
        watch, _, number = key.rpartition(" ")
        touch(noted.file_uses(watch, int(number)))
    noted.note(
        "edition",
        {key: after[key] for key in different & after.keys()},
        before.keys() - after.keys(),
    )


def _note_outlets() -> None:
    """An outlet that is new has no cards yet."""
    before, after = noted.digests("outlet"), noted.outlet_digests()
    different = {key: digest for key, digest in after.items() if before.get(key) != digest}
    touch(noted.printed_by(different.keys() & before.keys()))
    noted.note("outlet", different)


# Making them.


def _made(stories: Sequence[Story], watches: Sequence[Watch], now: datetime) -> list[Filed]:
    """The cards of stories, for each watch that any of their articles is about."""
    found = _Matches.of({key for one in stories for key in one.article_keys}, watches)
    told = [one for one in stories if found.is_any_about(one.article_keys)]
    keys = {key for one in told for key in one.article_keys}
    uses = noted.uses_of(keys)
    changed = defaultdict[str, list[Change]](list)
    for change in changes.changes_of(keys):
        for key in {change.older, change.newer or ""} & keys:
            changed[key].append(change)
    made, every = list[Filed](), list(shown_stories(told))
    about = [one.article for shown in every for one in shown.articles]
    taken_back = withdrawn([one for one in about if found.is_any_about([one.key])])
    for shown in every:
        inside = [one.article.key for one in shown.articles]
        for watch in watches:
            ground = Ground(
                shown,
                found.of_watch(watch, inside),
                [change for key in inside for change in changed.get(key, ())],
                {key: uses.get((watch.key, key), ()) for key in inside},
                taken_back,
            )
            if card := card_of(ground, watch, now):
                made.append(card)
    return made


@dataclass(frozen=True, slots=True)
class _Matches:
    """What articles have to do with the watches, by article and watch."""

    by_article: Mapping[str, Matches]

    @classmethod
    def of(cls, article_keys: Collection[str], watches: Sequence[Watch]) -> "_Matches":
        """Those on file; what was never asked, or asked of the watch as it was, is asked now."""
        digests = {key: f"{VERSION} {one}" for key, one in noted.watch_digests().items()}
        found = noted.matches_of(article_keys)
        lacking = {
            key: [
                watch
                for watch in watches
                if found.get(key, {}).get(watch.key, ("",))[0] != digests.get(watch.key)
            ]
            for key in article_keys
        }
        lacking = {key: some for key, some in lacking.items() if some}
        fresh = dict[str, Matches]()
        for key, known in queries.articles(lacking).items():
            asked = {
                watch.key: (digests[watch.key], _kept(match(known.article, known.outlet, watch)))
                for watch in lacking[key]
            }
            old = found.get(key, {})
            fresh[key] = {one: old[one] for one in old if one in digests} | asked
        noted.file_matches(fresh)
        return cls({**found, **fresh})

    def is_any_about(self, article_keys: Iterable[str]) -> bool:
        """Whether any of these articles is about any of the watches."""
        return any(
            found.about
            for key in article_keys
            for _, found in self.by_article.get(key, {}).values()
        )

    def of_watch(self, watch: Watch, article_keys: Iterable[str]) -> dict[str, Match]:
        """What these articles have to do with a watch, by key."""
        return {
            key: self.by_article[key][watch.key][1]
            for key in article_keys
            if watch.key in self.by_article.get(key, {})
        }


def _kept(found: Match) -> Match:
    """What is worth keeping of an answer: where an article names the watch in passing is not."""
    return found if found.about else replace(found, mentions=())


# What a card takes over from those that were there before.


def _carried(made: Filed, before: Sequence[Filed], now: datetime) -> Filed:
    """A card with the times of those whose articles it has: when they came, when they grew."""
    inside = set(made.members)
    older = [
        one
        for one in before
        if one.card.watch_key == made.card.watch_key and not inside.isdisjoint(one.members)
    ]
    if not older:
        return made
    same = max(older, key=lambda one: (one.card.story_key == made.card.story_key, -one.number))
    grown = not inside <= set(same.members)
    card = replace(
        made.card,
        arrived_at=min(one.card.arrived_at for one in older),
        grown_at=now if grown else same.card.grown_at,
    )
    if _rank(card) == _rank(same.card):
        return replace(made, card=card, moved_at=same.moved_at, ranks=same.ranks)
    ranks = (*same.ranks, replace(_rank(same.card), until=now))[-_RANKS:]
    return replace(made, card=card, moved_at=now, ranks=ranks)


def _rank(card: Card) -> Rank:
    return Rank(card.score, card.last_seen, card.independent)


def _decided(cards: Sequence[Filed]) -> list[Filed]:
    """The cards with what is decided of their articles."""
    marks = triage.marks_on({key for one in cards for key in one.members})
    if not marks:
        return list(cards)
    return [
        replace(
            one,
            standing=standing_of(
                marks[one.card.watch_key, key]
                for key in one.members
                if (one.card.watch_key, key) in marks
            ),
        )
        for one in cards
    ]


def _same(one: Filed, other: Filed) -> bool:
    return replace(one, number=0) == replace(other, number=0)
