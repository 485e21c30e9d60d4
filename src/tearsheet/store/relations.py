"""Which articles belong together: links, copy groups, stories, and what editors decided of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from tearsheet.model import Assignment, CopyGroup, Decision, Link, Pairing, Story
from tearsheet.store.changes import CHUNK
from tearsheet.store.decisions import append_decision, decisions_on
from tearsheet.store.queries import (
    EARLIEST,
    LATEST,
    ZONES,
    Known,
    articles,
    current_readings,
    known_of,
)
from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import (
    ArticleRow,
    GroupMemberRow,
    GroupRow,
    LinkRow,
    RelatedRow,
    SnapshotRow,
    StoryMemberRow,
    StoryRow,
)
from tearsheet.store.touched import touch

Kind = Literal["copies", "stories"]
PAIR = " = "
TOGETHER, APART, LEAVES = "together", "apart", ", and it leaves: "
TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Related:
    """An article that has been related.

    ``fingerprint`` is what copies are looked for by; ``twins`` are the keys of earlier articles
    that print the same text, oldest first. Translations are looked for by ``language`` (primary
    subtag), ``day``, ``vector`` (little-endian float16, empty without one), ``outlet`` and
    ``credits`` (keys of outlets); ``translated`` says that it calls itself a translation.
    ``place`` is where it stands in the order of arrival, 0 where it has none yet.
    """

    article_key: str
    fingerprint: bytes
    twins: tuple[str, ...]
    language: str
    day: date
    outlet: str
    credits: tuple[str, ...]
    translated: bool
    vector: bytes
    place: int = 0


# What has been related, and in what order.


def awaiting(version: str, most: int) -> list[Known]:
    """What is to be related next: first what was of another version, in the order on file, then
    what is new, in the order of capture.
    """
    stale = _stale(version).order_by("pk")
    keys = list(stale.values_list("article_key", flat=True)[:most])
    if keys:
        known = articles(keys)
        return [known[key] for key in keys]
    rows = _unrelated().order_by("capture__captured_at", "key")
    return [known_of(row) for row in rows[:most]]


def count_awaiting(version: str) -> int:
    """How many articles are to be related."""
    return _stale(version).count() + _unrelated().count()


def _stale(version: str) -> QuerySet[RelatedRow]:
    there = ArticleRow.objects.filter(key=OuterRef("article_key"))
    return RelatedRow.objects.exclude(version=version).filter(Exists(there))


def _unrelated() -> QuerySet[ArticleRow]:
    there = RelatedRow.objects.filter(article_key=OuterRef("key"))
    return current_readings().filter(~Exists(there))


def related(version: str) -> Iterator[tuple[str, bytes]]:
    """Key and fingerprint of everything that has been related by this version, in order."""
    rows = RelatedRow.objects.filter(version=version).order_by("pk")
    for key, fingerprint in rows.values_list("article_key", "fingerprint").iterator():
        yield key, bytes(fingerprint)


def related_after(version: str, place: int, most: int) -> list[Related]:
    """What came next in the order of arrival, as far as it has been related by this version."""
    rows = RelatedRow.objects.filter(pk__gt=place, version=version).order_by("pk")[:most]
    return [_related(row) for row in rows]


def related_on(version: str, day: date) -> list[Related]:
    """The articles of a day that have been related by this version, in order."""
    rows = RelatedRow.objects.filter(version=version, day=day).order_by("pk")
    return [_related(row) for row in rows]


def printed_by(version: str, outlet: str, most: int | None = None) -> list[str]:
    """The articles of an outlet (its key) that have been related by this version, by key."""
    rows = RelatedRow.objects.filter(version=version, outlet=outlet).order_by("article_key")
    return list(rows.values_list("article_key", flat=True)[:most])


def _related(row: RelatedRow) -> Related:
    return Related(
        row.article_key,
        bytes(row.fingerprint),
        tuple(row.twins),
        row.language,
        row.day,
        row.outlet,
        tuple(row.credits),
        row.translated,
        bytes(row.vector),
        row.pk,
    )


def file_related(version: str, arrived: Iterable[Related]) -> int:
    """Add articles at the end of the order of arrival; the place of the last one.

    One that has a place keeps it.
    """
    RelatedRow.objects.bulk_create(
        [
            RelatedRow(
                article_key=one.article_key,
                version=version,
                fingerprint=one.fingerprint,
                twins=list(one.twins),
                language=one.language,
                day=one.day,
                outlet=one.outlet,
                credits=list(one.credits),
                translated=one.translated,
                vector=one.vector,
            )
            for one in {one.article_key: one for one in arrived}.values()
        ],
        update_conflicts=True,
        unique_fields=["article_key"],
        update_fields=[
            "version",
            "fingerprint",
            "twins",
            "language",
            "day",
            "outlet",
            "credits",
            "translated",
            "vector",
        ],
    )
    return RelatedRow.objects.filter(version=version).aggregate(last=Max("pk"))["last"] or 0


def change_fingerprints(fingerprints: Mapping[str, bytes]) -> None:
    """Put other fingerprints on file for articles (by key) that have been related."""
    rows = RelatedRow.objects.filter(article_key__in=list(fingerprints))
    for row in rows:
        row.fingerprint = fingerprints[row.article_key]
    RelatedRow.objects.bulk_update(rows, ["fingerprint"])


def forget_relations(version: str) -> bool:
    """Drop what was worked out by another version than this; whether there was any.

    The order of arrival stays, and so does what editors decided.
    """
    if not RelatedRow.objects.exclude(version__in=(version, "")).exists():
        return False
    for rows in (LinkRow, GroupMemberRow, GroupRow, StoryMemberRow, StoryRow, SnapshotRow):
        rows.objects.all().delete()
    RelatedRow.objects.update(version="", fingerprint=b"", twins=[])
    return True


# Links and copy groups.


def file_links(links: Iterable[Link]) -> None:
    """Put links on file; one between the same two articles takes the place of an older one."""
    LinkRow.objects.bulk_create(
        [
            LinkRow(one=link.one, other=link.other, relation=link.relation, noun=frozen(link))
            for link in {(link.one, link.other): link for link in links}.values()
        ],
        update_conflicts=True,
        unique_fields=["one", "other"],
        update_fields=["relation", "noun"],
    )


def links_of(article_keys: Collection[str]) -> list[Link]:
    """Every link with one of these articles at either end, ordered by the keys of both."""
    found: dict[tuple[str, str], Link] = {}
    keys = list(article_keys)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        for row in LinkRow.objects.filter(Q(one__in=some) | Q(other__in=some)):
            found[row.one, row.other] = thawed(Link, row.noun)
    return [found[pair] for pair in sorted(found)]


def linked() -> set[str]:
    """The articles with a link, but those of translations alone."""
    rows = LinkRow.objects.exclude(relation="translated").values_list("one", "other")
    return {key for pair in rows.iterator() for key in pair}


def drop_links(article_keys: Collection[str]) -> set[str]:
    """Forget the links, but those of translations, with one of these articles at either end.

    The articles at both ends of what was forgotten.
    """
    keys, ends = list(article_keys), set[str]()
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        rows = LinkRow.objects.filter(Q(one__in=some) | Q(other__in=some))
        rows = rows.exclude(relation="translated")
        ends |= {key for pair in rows.values_list("one", "other") for key in pair}
        rows.delete()
    return ends


def file_groups(article_keys: Collection[str], groups: Iterable[CopyGroup]) -> None:
    """Put copy groups on file in place of whatever groups these articles were in.

    ``article_keys`` are all members of ``groups``; a group of one is not kept.
    """
    keys = list(article_keys)
    touch(keys)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        GroupRow.objects.filter(members__article_key__in=some).delete()
    kept = [group for group in groups if len(group.copies) > 1]
    GroupRow.objects.bulk_create([GroupRow(key=one.key, noun=frozen(one)) for one in kept])
    GroupMemberRow.objects.bulk_create(
        [
            GroupMemberRow(article_key=copy.article_key, group_id=group.key)
            for group in kept
            for copy in group.copies
        ]
    )


def groups_of(article_keys: Collection[str]) -> dict[str, CopyGroup]:
    """The copy groups of these articles, by article key; one without copies is left out."""
    found: dict[str, CopyGroup] = {}
    keys = list(article_keys)
    for start in range(0, len(keys), CHUNK):
        rows = GroupMemberRow.objects.filter(article_key__in=keys[start : start + CHUNK])
        nouns: dict[str, CopyGroup] = {}
        for row in rows.select_related("group"):
            noun = nouns.setdefault(row.group_id, thawed(CopyGroup, row.group.noun))
            found[row.article_key] = noun
    return found


def group_of(article_key: str) -> CopyGroup | None:
    """The copy group of an article; None if it has no copies."""
    return groups_of([article_key]).get(article_key)


# Stories.


def file_stories(
    stories: Iterable[tuple[Story, datetime, datetime]], gone: Collection[str] = ()
) -> None:
    """Put stories with their first and last times on file, in place of what was there of them.

    ``gone`` are the keys of stories that are no more.
    """
    stories, keys = list(stories), list(gone)
    touch([*keys, *(story.article_keys[0] for story, _, _ in stories)])
    touch(story.key for story, _, _ in stories)
    for start in range(0, len(keys), CHUNK):
        StoryRow.objects.filter(key__in=keys[start : start + CHUNK]).delete()
    StoryRow.objects.bulk_create(
        [
            StoryRow(key=story.key, first_at=first, last_at=last, noun=frozen(story))
            for story, first, last in {one[0].key: one for one in stories}.values()
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["first_at", "last_at", "noun"],
    )


def file_assignments(assignments: Iterable[Assignment]) -> None:
    """Put on file which story each article is in, and why, in place of what was there of it."""
    StoryMemberRow.objects.bulk_create(
        [
            StoryMemberRow(article_key=one.article_key, story_key=one.story_key, noun=frozen(one))
            for one in {one.article_key: one for one in assignments}.values()
        ],
        update_conflicts=True,
        unique_fields=["article_key"],
        update_fields=["story_key", "noun"],
    )


def members_of(story_keys: Collection[str]) -> dict[str, list[str]]:
    """The article keys of these stories, in order of key; a story without any is left out."""
    found = defaultdict[str, list[str]](list)
    keys = list(story_keys)
    for start in range(0, len(keys), CHUNK):
        rows = StoryMemberRow.objects.filter(story_key__in=keys[start : start + CHUNK])
        for story, article in rows.order_by("article_key").values_list("story_key", "article_key"):
            found[story].append(article)
    return dict(found)


def stories_between(first: date, last: date) -> list[Story]:
    """The stories, as the machine tells them, with an article of the period (days included)."""
    start = datetime.combine(max(first, EARLIEST), time.min, UTC) - ZONES
    end = datetime.combine(min(last, LATEST), time.max, UTC) + ZONES
    rows = StoryRow.objects.filter(first_at__lte=end, last_at__gte=start)
    return [thawed(Story, row.noun) for row in rows.order_by("first_at", "key")]


def stories_of(article_keys: Collection[str]) -> list[Story]:
    """The stories, as the machine tells them, of these articles; by the time of their first."""
    found: dict[str, StoryRow] = {}
    keys = list(article_keys)
    for start in range(0, len(keys), CHUNK):
        members = StoryMemberRow.objects.filter(article_key__in=keys[start : start + CHUNK])
        rows = StoryRow.objects.filter(key__in=members.values("story_key"))
        found.update({row.key: row for row in rows})
    ordered = sorted(found.values(), key=lambda row: (row.first_at, row.key))
    return [thawed(Story, row.noun) for row in ordered]


def assignments_of(article_keys: Collection[str]) -> dict[str, Assignment]:
    """Why each of these articles is in its story, by article key."""
    keys = list(article_keys)
    return {
        row.article_key: thawed(Assignment, row.noun)
        for start in range(0, len(keys), CHUNK)
        for row in StoryMemberRow.objects.filter(article_key__in=keys[start : start + CHUNK])
    }


# What editors decided.


def append_pairing(kind: Kind, pairing: Pairing, who: str, at: datetime, reason: str) -> None:
    """Add to the journal that two articles belong together, or do not."""
    subject = f"{kind}: {PAIR.join(sorted((pairing.one, pairing.other)))}"
    apart = f"{APART}{LEAVES}{pairing.leaves}" if pairing.leaves else APART
    append_decision(Decision(subject, TOGETHER if pairing.together else apart, who, at, reason))
    touch((pairing.one, pairing.other))


def withdraw_pairing(kind: Kind, pairing: Pairing, who: str, at: datetime, reason: str) -> None:
    """Add to the journal that a person takes back what they last decided of two articles."""
    subject = f"{kind}: {PAIR.join(sorted((pairing.one, pairing.other)))}"
    append_decision(Decision(subject, TAKEN_BACK, who, at, reason))
    touch((pairing.one, pairing.other))


def pairings(kind: Kind) -> tuple[Pairing, ...]:
    """What was decided of each two articles, the last word for each, in the order of decision.

    What a person took back does not count: what was said before it stands again, in its place.
    """
    said = list[Decision]()
    for decision in decisions_on(f"{kind}: "):
        if decision.verdict == TAKEN_BACK:
            _take_back(said, decision)
        else:
            said.append(decision)
    last = {decision.subject: at for at, decision in enumerate(said)}
    return tuple(
        _pairing(kind, decision) for at, decision in enumerate(said) if last[decision.subject] == at
    )


def _take_back(said: list[Decision], taken_back: Decision) -> None:
    """Leave out the last of the decisions that the same person took on the same two articles."""
    for at in range(len(said) - 1, -1, -1):
        if (said[at].subject, said[at].who) == (taken_back.subject, taken_back.who):
            del said[at]
            return


def _pairing(kind: Kind, decision: Decision) -> Pairing:
    one, _, other = decision.subject.removeprefix(f"{kind}: ").partition(PAIR)
    verdict, _, leaves = decision.verdict.partition(LEAVES)
    return Pairing(one, other, verdict == TOGETHER, leaves)
