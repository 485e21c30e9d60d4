"""What an editor decides of articles that belong together, or do not; no run takes it back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tearsheet.model import Article, CopyGroup, Link, Pairing, Story
from tearsheet.pipeline.relating import regroup
from tearsheet.store import queries, relations

_WITNESSES = 3
"""Articles of a story that one which leaves it is parted from, the earliest: should the machine
part one of them from the story later on, the others still stand for it."""
_ONE_TEXT = "prints the same text as an article that leaves"


class NothingToPartError(ValueError):
    """There is no story or group to join or leave; the message says what to do."""


def join_stories(
    one: Article, other: Article, told: Collection[Story], who: str, now: datetime, reason: str
) -> list[Pairing]:
    """Put down that two articles tell one event: their stories, ``told``, are one from now on.

    Gives what was put down. Raises NothingToPartError where both are the same article.
    """
    _two(one, other)
    inside = {key for story in told for key in story.article_keys}
    with transaction.atomic():
        return _join("stories", one.key, other.key, inside, who, now, reason)


def part_story(
    article: Article, story: Story, who: str, now: datetime, reason: str
) -> list[Pairing]:
    """Put down that an article is not of a story; the printings of its text leave it too.

    Gives what was put down. Raises NothingToPartError where nothing else is in the story.
    """
    group = relations.group_of(article.key)
    printings = {copy.article_key for copy in group.copies} if group else set()
    stay = [key for key in story.article_keys if key not in printings | {article.key}]
    if not stay:
        raise NothingToPartError(
            f"story {story.key[:12]} has nothing but {article.title!r} and its copies; "
            "`tearsheet copies part` parts a copy from its original"
        )
    with transaction.atomic():
        joined = {
            key
            for one in relations.pairings("stories")
            if one.together and article.key in (pair := (one.one, one.other))
            for key in pair
        }
        witnesses = dict.fromkeys((*stay[:_WITNESSES], *(key for key in stay if key in joined)))
        parted = [Pairing(article.key, key, False, leaves=article.key) for key in witnesses]
        for one in parted:
            _decide("stories", one, who, now, reason)
        copies = [key for key in story.article_keys if key in printings - {article.key}]
        along = [Pairing(article.key, key, True) for key in copies]
        for one in along:
            _decide("stories", one, who, now, reason or _ONE_TEXT)
    return [*parted, *along]


def join_copies(one: Article, other: Article, who: str, now: datetime, reason: str) -> None:
    """Put down that two articles print one text, and group them anew.

    Raises NothingToPartError where both are the same article.
    """
    _two(one, other)
    groups = relations.groups_of([one.key, other.key]).values()
    inside = {copy.article_key for group in groups for copy in group.copies}
    with transaction.atomic():
        _join("copies", one.key, other.key, inside, who, now, reason)
        regroup([one.key, other.key, *inside])


def part_copy(article: Article, other: Article | None, who: str, now: datetime, reason: str) -> int:
    """Put down that an article does not print the text of ``other``, and group them anew.

    It leaves whatever in the group is as near to the other as to it; those nearer to it may go
    along. Without ``other`` it is a copy of nothing in its group. Gives from how many articles it
    was parted. Raises NothingToPartError.
    """
    if other is not None:
        _two(article, other)
    group = relations.group_of(article.key)
    inside = {copy.article_key for copy in group.copies} if group else set()
    if other is None and (group is None or group.original == article.key):
        raise NothingToPartError(
            f"{article.title!r} is no copy of another article; name the one to part it from"
        )
    stay = {other.key} if other else set()
    if group is not None and (other is None or other.key in inside):
        stay |= inside - {article.key} - _nearer(article.key, other, group)
    with transaction.atomic():
        for key in sorted(stay):
            parted = Pairing(article.key, key, False, leaves=article.key)
            _decide("copies", parted, who, now, reason)
        regroup([article.key, *stay])
    return len(stay)


def _nearer(key: str, other: Article | None, group: CopyGroup) -> set[str]:
    """Those of a group whose words are nearer to the article ``key`` than to ``other``."""
    if other is None:
        return set()
    members = {copy.article_key for copy in group.copies} - {key, other.key}
    texts = {one: known.article.text for one, known in queries.articles([*members, key]).items()}
    links = relations.links_of([key, other.key])
    return {
        one
        for one in members
        if one in texts
        and texts[one] != other.text
        and (texts[one] == texts[key] or _near(one, key, links) > _near(one, other.key, links))
    }


def _near(one: str, other: str, links: Collection[Link]) -> float:
    """How much of two texts is the same, by the link between them."""
    return max(
        (
            min(link.one_in_other, link.other_in_one)
            for link in links
            if {link.one, link.other} == {one, other}
        ),
        default=0.0,
    )


def _join(
    kind: relations.Kind,
    one: str,
    other: str,
    inside: Collection[str],
    who: str,
    now: datetime,
    reason: str,
) -> list[Pairing]:
    """Put two articles together, and take back what parts either from those it now comes to."""
    ends = {one, other}
    made = [
        Pairing(parted.one, parted.other, True)
        for parted in relations.pairings(kind)
        if not parted.together
        and (pair := {parted.one, parted.other}) & ends
        and pair <= ends | set(inside)
        and pair != ends
    ]
    made.append(Pairing(one, other, True))
    for pairing in made:
        _decide(kind, pairing, who, now, reason)
    return made


def _two(one: Article, other: Article) -> None:
    if one.key == other.key:
        raise NothingToPartError(f"{one.title!r} is one article; name two")


def _decide(kind: relations.Kind, pairing: Pairing, who: str, now: datetime, reason: str) -> None:
    relations.append_pairing(kind, pairing, who, now, reason)
