"""Cards on file: what each watch is shown, what it was made of, and what is decided of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

import msgspec
from django.db.models import (
    BooleanField,
    Count,
    DateTimeField,
    ExpressionWrapper,
    Q,
    QuerySet,
    Value,
)
from django.db.models.expressions import RawSQL

from tearsheet.model import Card, Choice, Entry, Standing
from tearsheet.store import search
from tearsheet.store.changes import CHUNK
from tearsheet.store.noted import chunks, digest_of, digests, note
from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import (
    CardMemberRow,
    CardRow,
    NotedRow,
    OutletRow,
)
from tearsheet.text.query import Query

_TAG = "tag"


@dataclass(frozen=True, slots=True)
class Rank:
    """What puts a card in its place, until ``until`` (None: now)."""

    score: float
    last_at: datetime
    outlets: int
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A card as it is on file.

    ``members`` are the articles of its story; ``first_day`` and ``last_day`` those of its articles
    about the watch; ``traits`` what it is filtered and counted by; ``ranks`` the places it had
    before, oldest first. ``number`` is 0 for one that is not on file yet.
    """

    card: Card
    members: tuple[str, ...]
    first_day: date
    last_day: date
    traits: tuple[str, ...]
    moved_at: datetime
    standing: Standing = field(default_factory=Standing)
    ranks: tuple[Rank, ...] = ()
    number: int = 0


class Placed(NamedTuple):
    """As much of a card as says whether it is wanted and where it stands.

    ``waits`` and ``moved`` tell whether it came, or took another place, after the time asked for;
    ``last_at`` is None where the order does not ask for it.
    """

    number: int
    story_key: str
    score: float
    outlets: int
    traits: str
    last_at: datetime | None = None
    waits: bool = False
    moved: bool = False
    ranks: str = ""

    def rank_at(self, at: datetime) -> Rank | None:
        """What put it in its place at a time, if that was another than now."""
        earlier = msgspec.json.decode(self.ranks, type=tuple[Rank, ...]) if self.ranks else ()
        return next((one for one in earlier if one.until and at < one.until), None)


# Reading.


def placed(
    watch_key: str,
    first: date | None,
    last: date | None,
    choice: Choice | None,
    query: Query | None,
    upto: datetime | None = None,
    dated: bool = False,
) -> list[Placed]:
    """The cards of some days, of one choice (None: of any), with an article that a query means.

    One question, whatever there is. Times take long to read, so that they are asked for where the
    order is by them (``dated``) or only what had arrived is wanted (``upto``).
    """
    rows = _of_days(watch_key, first, last)
    if choice is not None:
        rows = rows.filter(choice=choice)
    if query is not None:
        members = CardMemberRow.objects.filter(article_key__in=RawSQL(*search.chosen(query)))
        rows = rows.filter(pk__in=members.values("card_id"))
    columns: list[str | Value | ExpressionWrapper] = [
        "pk",
        "story_key",
        "score",
        "outlets",
        "traits",
        "last_at" if dated else Value(None, DateTimeField(null=True)),
    ]
    if upto is not None:
        columns += [
            ExpressionWrapper(Q(arrived_at__gt=upto), BooleanField()),
            ExpressionWrapper(Q(moved_at__gt=upto), BooleanField()),
            "ranks",
        ]
    return [Placed(*row) for row in rows.values_list(*columns)]


def _of_days(watch_key: str, first: date | None, last: date | None) -> QuerySet[CardRow]:
    rows = CardRow.objects.filter(watch_key=watch_key)
    if first is not None:
        rows = rows.filter(last_day__gte=first)
    if last is not None:
        rows = rows.filter(first_day__lte=last)
    return rows


def entries(numbers: Sequence[int]) -> list[Entry]:
    """Cards by their numbers, in that order, as they stand."""
    rows = {row.pk: row for row in CardRow.objects.filter(pk__in=list(numbers))}
    return [_entry(rows[number]) for number in numbers if number in rows]


def entry(watch_key: str, story_key: str) -> Entry | None:
    """The card of a story; or the one that its opening article is in now."""
    rows = CardRow.objects.filter(watch_key=watch_key)
    row = rows.filter(story_key=story_key).first()
    row = row or rows.filter(members__article_key=story_key).first()
    return _entry(row) if row else None


def _entry(row: CardRow) -> Entry:
    return Entry(thawed(Card, row.noun), thawed(Standing, row.standing))


def count_choices(watch_key: str, first: date | None, last: date | None) -> dict[str, int]:
    """How many cards of some days there are of each choice."""
    rows = _of_days(watch_key, first, last).values_list("choice")
    return dict(rows.annotate(cards=Count("pk")).order_by())


def tag(watch_key: str) -> str:
    """Another string whenever cards of the watch have come, changed or gone."""
    row = NotedRow.objects.filter(what=f"{_TAG} {watch_key}").first()
    return row.digest[:16] if row else ""


def change_tags(story_keys: Mapping[str, Collection[str]], now: datetime) -> None:
    """Give watches another tag, by the stories whose cards have changed."""
    before = digests(_TAG)
    note(
        _TAG,
        {
            watch: digest_of(*map(str.encode, (before.get(watch, ""), str(now), *sorted(keys))))
            for watch, keys in story_keys.items()
        },
    )


def filed_with(
    article_keys: Collection[str], watch_key: str = "", story_keys: Collection[str] = ()
) -> list[Filed]:
    """The cards (of one watch, or of all) with any of these articles, or of these stories."""
    found: dict[int, CardRow] = {}
    for some in chunks(list(dict.fromkeys((*article_keys, *story_keys)))):
        members = CardMemberRow.objects.filter(article_key__in=some)
        rows = CardRow.objects.filter(Q(pk__in=members.values("card_id")))
        rows = rows.filter(watch_key=watch_key) if watch_key else rows
        found.update({row.pk: row for row in rows})
    inside = defaultdict[int, list[str]](list)
    for numbers in chunks(list(found)):
        pairs = CardMemberRow.objects.filter(card_id__in=numbers).order_by("pk")
        for card, article in pairs.values_list("card_id", "article_key"):
            inside[card].append(article)
    return [_filed(row, inside[row.pk]) for _, row in sorted(found.items())]


def _filed(row: CardRow, members: Iterable[str]) -> Filed:
    return Filed(
        thawed(Card, row.noun),
        tuple(members),
        row.first_day,
        row.last_day,
        tuple(row.traits.split("\n")) if row.traits else (),
        row.moved_at,
        thawed(Standing, row.standing),
        msgspec.json.decode(row.ranks, type=tuple[Rank, ...]) if row.ranks else (),
        row.pk,
    )


def stories_now(article_keys: Collection[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """Key and headline of the cards that articles are in now, by watch and article."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for some in chunks(list(article_keys)):
        rows = CardMemberRow.objects.filter(article_key__in=some).select_related("card")
        for row in rows:
            headline = thawed(Card, row.card.noun).headline
            found[row.card.watch_key, row.article_key] = row.card.story_key, headline
    return found


def outlet_names(outlet_keys: Collection[str]) -> dict[str, str]:
    """What outlets are called, by key."""
    rows = OutletRow.objects.filter(key__in=list(outlet_keys))
    return dict(rows.values_list("key", "name"))


# Writing.


def drop_cards(numbers: Collection[int]) -> None:
    """Take cards off file."""
    for some in chunks(list(numbers)):
        CardMemberRow.objects.filter(card_id__in=some).delete()
        CardRow.objects.filter(pk__in=some).delete()


def drop_cards_of(watch_key: str) -> None:
    """Take all cards of a watch off file."""
    drop_cards(list(CardRow.objects.filter(watch_key=watch_key).values_list("pk", flat=True)))


def file_cards(cards: Collection[Filed]) -> None:
    """Put cards on file; one of the same watch and story takes the place of what was there."""
    CardRow.objects.bulk_create(
        [card_row(one) for one in cards],
        update_conflicts=True,
        unique_fields=["watch_key", "story_key"],
        update_fields=[
            "first_day",
            "last_day",
            "arrived_at",
            "moved_at",
            "score",
            "last_at",
            "outlets",
            "traits",
            "ranks",
            "choice",
            "standing",
            "noun",
        ],
    )
    stories = {one.card.story_key for one in cards}
    numbers = {
        (watch, story): number
        for some in chunks(sorted(stories))
        for watch, story, number in CardRow.objects.filter(story_key__in=some).values_list(
            "watch_key", "story_key", "pk"
        )
    }
    members = {numbers[one.card.watch_key, one.card.story_key]: one.members for one in cards}
    for some_numbers in chunks(list(members)):
        CardMemberRow.objects.filter(card_id__in=some_numbers).delete()
    CardMemberRow.objects.bulk_create(
        [
            CardMemberRow(card_id=number, article_key=article)
            for number, articles in members.items()
            for article in articles
        ]
    )


def card_row(one: Filed) -> CardRow:
    """The row of a card."""
    card = one.card
    return CardRow(
        watch_key=card.watch_key,
        story_key=card.story_key,
        first_day=one.first_day,
        last_day=one.last_day,
        arrived_at=card.arrived_at,
        moved_at=one.moved_at,
        score=card.score,
        last_at=card.last_seen,
        outlets=card.independent,
        traits="\n".join(one.traits),
        ranks=frozen(one.ranks).decode() if one.ranks else "",
        choice=one.standing.choice,
        standing=frozen(one.standing),
        noun=frozen(card),
    )


def file_standings(standings: Mapping[int, Standing]) -> None:
    """Put down what is decided of cards, by their numbers."""
    CardRow.objects.bulk_update(
        [
            CardRow(pk=number, choice=standing.choice, standing=frozen(standing))
            for number, standing in standings.items()
        ],
        ["choice", "standing"],
        batch_size=CHUNK // 4,
    )


# What articles have to do with the watches.
