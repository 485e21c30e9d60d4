"""What an editor does in the inbox: decide, merge, split, and take it back.

A step is only ever added. What is decided of a story is the last step on its articles that nobody
took back, so that whatever order people work in, the journal alone says how things stand.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tearsheet.model import Choice, Entry, Pairing, Standing, Story, Triaged, Undone
from tearsheet.pipeline.inbox.filing import refile
from tearsheet.pipeline.inbox.reading import told_steps
from tearsheet.pipeline.inbox.standing import standing_of
from tearsheet.pipeline.pairing import join_stories, part_story
from tearsheet.pipeline.telling import stories_around
from tearsheet.store import inbox as store
from tearsheet.store import queries, relations, triage
from tearsheet.store.inbox import Filed
from tearsheet.store.triage import Mark, Marked


class TriageError(ValueError):
    """What was asked cannot be done; the message says what to do."""


def decide(
    watch_key: str,
    story_keys: Collection[str],
    choice: Choice,
    *,
    who: str,
    now: datetime,
    reason: str = "",
    seen: int | None = None,
) -> Triaged:
    """Put down what a person decided of stories for a watch; the last word stands.

    A story is named by its key or by any article of it; one that is not there is passed over.
    ``seen`` is the last step that the person's page knew of (`Listed.step`): what others decided
    of these stories since is given back; without it, what others had decided at all.
    """
    with transaction.atomic():
        cards = _named(watch_key, story_keys)
        marks = _marks_on(watch_key, cards)
        between = _of_others(marks.values(), who, seen or 0)
        made = [
            Mark(watch_key, key, choice)
            for key in sorted({_anchor(one) for one in cards} | marks.keys())
        ]
        if not made:
            return Triaged(0, ())
        step = triage.add_step(watch_key, "decide", choice, who, now, reason, made)
        return Triaged(step, _as_they_stand(watch_key, cards), between)


def merge(
    watch_key: str, story_keys: Sequence[str], *, who: str, now: datetime, reason: str = ""
) -> Triaged:
    """Put down that stories are one, and show it at once.

    Raises TriageError where there are not two stories.
    """
    with transaction.atomic():
        cards = _named(watch_key, story_keys)
        if len({one.card.story_key for one in cards}) < 2:
            raise TriageError("choose two stories or more to make one of them")
        known = queries.articles(_anchor(one) for one in cards)
        first, *others = (known[_anchor(one)] for one in cards)
        made = list[Pairing]()
        for other in others:
            told = stories_around([first.article.key, other.article.key])
            made += join_stories(first.article, other.article, told, who, now, reason)
        step = triage.add_step(watch_key, "merge", "new", who, now, reason, pairings=made)
        return _anew(watch_key, step, cards, now)


def split(
    watch_key: str, article_keys: Collection[str], *, who: str, now: datetime, reason: str = ""
) -> Triaged:
    """Put down that articles of one story are a story of their own, and show it at once.

    What was decided stays with the rest; what leaves is new, for whoever decides on it next.
    Raises TriageError where the articles are not of one story, or nothing else is in it.
    """
    with transaction.atomic():
        story = _story_of(article_keys)
        leaving = [key for key in story.article_keys if key in set(article_keys)]
        stay = tuple(key for key in story.article_keys if key not in leaving)
        if not stay:
            raise TriageError(
                "leave at least one article in the story, or there is nothing to part"
            )
        cards = store.filed_with(story.article_keys)
        known = queries.articles(leaving)
        marks = list(_marks_of_split(story, leaving, stay))
        made = list[Pairing]()
        for key in leaving:
            rest = replace(story, article_keys=(*stay, key))
            made += part_story(known[key].article, rest, who, now, reason)
        for key in leaving[1:]:
            made += join_stories(
                known[leaving[0]].article, known[key].article, (), who, now, reason
            )
        step = triage.add_step(watch_key, "split", "new", who, now, reason, marks, made)
        return _anew(
            watch_key, step, [one for one in cards if one.card.watch_key == watch_key], now
        )


def undo(watch_key: str, who: str, now: datetime) -> Undone | None:
    """Take back what a person did last in a watch's inbox; None where nothing is left to undo.

    What others decided of the same stories since then stands.
    """
    with transaction.atomic():
        last = triage.last_step_of(watch_key, who)
        if last is None:
            return None
        for pairing in reversed(last.pairings):
            relations.withdraw_pairing("stories", pairing, who, now, "")
        step = triage.add_step(watch_key, "undo", "new", who, now, "", undoes=last.number)
        articles = {one.article_key for one in last.marks}
        articles |= {key for one in last.pairings for key in (one.one, one.other)}
        cards = store.filed_with(articles, watch_key)
        if last.pairings:
            told = _anew(watch_key, step, cards, now, articles)
            entries, gone = told.entries, told.gone
        else:
            entries, gone = _as_they_stand(watch_key, cards), ()
        marks = _marks_on(watch_key, store.filed_with(articles, watch_key))
        between = _of_others(marks.values(), who, last.number)
        (undid,) = told_steps([replace(last, undone_by=step)])
        return Undone(undid, entries, between, gone)


# Cards, and the articles that stand for their stories.


def _named(watch_key: str, story_keys: Collection[str]) -> list[Filed]:
    """The cards of stories that are named by key or by an article, in the order they are named."""
    found = store.filed_with((), watch_key, story_keys)
    places = {key: at for at, key in enumerate(story_keys)}
    return sorted(
        found,
        key=lambda one: min(places[key] for key in _names(one) if key in places),
    )


def _names(one: Filed) -> Iterable[str]:
    return (one.card.story_key, *one.members)


def _anchor(one: Filed) -> str:
    """The article that stands for a story: the one it is called by, else its first."""
    return one.card.story_key if one.card.story_key in one.members else one.members[0]


def _marks_on(watch_key: str, cards: Iterable[Filed]) -> dict[str, Marked]:
    """The marks that stand on the articles of cards, by article."""
    found = triage.marks_on({key for one in cards for key in one.members})
    return {article: one for (watch, article), one in found.items() if watch == watch_key}


def _of_others(marks: Iterable[Marked], who: str, since: int) -> tuple[Standing, ...]:
    """What others decided after a step, the latest last; each of their steps once."""
    theirs = {one.step: one for one in marks if one.who != who and one.step > since}
    return tuple(standing_of([theirs[step]]) for step in sorted(theirs))


def _as_they_stand(watch_key: str, cards: Sequence[Filed]) -> tuple[Entry, ...]:
    """The cards, with what is decided of them now put on file."""
    marks = _marks_on(watch_key, cards)
    standings = {
        one.number: standing_of(marks[key] for key in one.members if key in marks) for one in cards
    }
    store.file_standings(standings)
    return tuple(Entry(one.card, standings[one.number]) for one in cards)


def _anew(
    watch_key: str,
    step: int,
    before: Collection[Filed],
    now: datetime,
    articles: Collection[str] = (),
) -> Triaged:
    """The cards made anew after stories were joined or parted, and those that are no more."""
    keys = {key for one in before for key in one.members} | set(articles)
    refile(keys, now)
    after = store.filed_with(keys, watch_key)
    there = {one.card.story_key for one in after}
    gone = tuple(one.card.story_key for one in before if one.card.story_key not in there)
    return Triaged(step, tuple(Entry(one.card, one.standing) for one in after), (), gone)


def _story_of(article_keys: Collection[str]) -> Story:
    stories = [
        one
        for one in stories_around(article_keys)
        if not set(article_keys).isdisjoint(one.article_keys)
    ]
    if len(stories) != 1:
        raise TriageError("choose articles of one story to part them from the rest")
    return stories[0]


def _marks_of_split(story: Story, leaving: Collection[str], stay: Sequence[str]) -> Iterable[Mark]:
    """What keeps a decision with the rest of a story, and off the articles that leave it."""
    marks = triage.marks_on(story.article_keys)
    for watch in sorted({watch for watch, _ in marks}):
        own = {article: one for (of, article), one in marks.items() if of == watch}
        stands = standing_of(own.values()).choice
        if stands != standing_of(own[key] for key in stay if key in own).choice:
            yield Mark(watch, stay[0], stands)
        yield from (Mark(watch, key, "new") for key in leaving if key in own)
