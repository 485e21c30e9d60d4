"""Sources: which there are, which are due, who is at them, and how their visits went."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q

from tearsheet.collect.health import health
from tearsheet.model import Health, Source, Visit
from tearsheet.press.hosts import host_of
from tearsheet.press.register import folded_name
from tearsheet.press.url_key import url_key
from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import PageRow, SourceRow, VisitRow
from tearsheet.store.subscriptions import settled_due

# How long a collector may be silent before its sources are anybody's. It renews its claims well
# before; a collector that died on this machine is noticed at once (`pipeline.collecting.claims`).
LEASE = timedelta(minutes=3)
REMEMBERED = 600  # visits of a source that are looked at


@dataclass(frozen=True, slots=True)
class Held:
    """A source as a collector holds it: where to fetch it, with what validators."""

    source: Source
    address: str
    etag: str
    modified: str


@dataclass(frozen=True, slots=True)
class Learned:
    """What a visit leaves behind beside itself: address and validators for the next one.

    ``condensed``, where there is any, takes the place of all visits kept so far, this one among
    them, newest first. ``health`` is how the source fares now, None where nobody looked.
    """

    visit: Visit
    address: str
    etag: str
    modified: str
    due_at: datetime
    condensed: tuple[Visit, ...] = ()
    health: Health | None = None


def sources() -> list[Source]:
    """All sources, by key."""
    return [thawed(Source, row.noun) for row in SourceRow.objects.order_by("key")]


def source(key: str) -> Source | None:
    """The source of that key."""
    row = SourceRow.objects.filter(key=key).first()
    return thawed(Source, row.noun) if row else None


def named(wanted: str) -> list[Source]:
    """The sources a person means: the one of that key or address, else all of that outlet or
    host, or all whose keys match a pattern (``example.org*``).
    """
    there = sources()
    meant = [one for one in there if wanted == one.key]
    if not meant and "://" in wanted:
        meant = [one for one in there if url_key(one.url) == url_key(wanted)]
    host = host_of(wanted)
    if not meant and host:
        meant = [one for one in there if one.key == host]
    if not meant and wanted:
        meant = [one for one in there if one.outlet == wanted or one.key.startswith(f"{wanted}/")]
    if not meant and "*" in wanted:
        meant = [one for one in there if fnmatchcase(one.key, wanted)]
    return meant


def followed() -> dict[str, str]:
    """The key of the source at each address (`url_key`): its own, and where it moved to."""
    there: dict[str, str] = {}
    for row in SourceRow.objects.order_by("-key"):
        there[url_key(row.address)] = row.key
        there[url_key(thawed(Source, row.noun).url)] = row.key
    return there


def add_source(source: Source) -> bool:
    """Keep a source, due at once; False if one of that key or URL is there already."""
    with transaction.atomic():
        if SourceRow.objects.filter(Q(key=source.key) | Q(address=source.url)).exists():
            return False
        _row(source).save(force_insert=True)
    return True


def add_sources(new: Sequence[Source]) -> None:
    """Keep many sources at once, due at once; one whose key is taken is left out."""
    SourceRow.objects.bulk_create(
        [_row(source) for source in new], batch_size=500, ignore_conflicts=True
    )


def _row(source: Source) -> SourceRow:
    fares = health(source, (), (), source.added_at)
    return SourceRow(
        key=source.key,
        noun=frozen(source),
        address=source.url,
        host=host_of(source.url),
        paused=source.paused,
        due_at=source.added_at,
        outlet=source.outlet or "",
        words=words_of(source),
        condition=fares.condition,
        since=fares.since,
        health=frozen(fares),
    )


def words_of(source: Source) -> str:
    """What a source is searched by: its name, key and address, folded."""
    return folded_name(f"{source.name} {source.key} {source.url}")


def change_source(changed: Source) -> None:
    """Replace what a person said of a source; a new URL forgets what was learned of the old.

    A visit that is under way at the old one settles nothing any more.
    """
    with transaction.atomic():
        row = SourceRow.objects.select_for_update().get(key=changed.key)
        if thawed(Source, row.noun).url != changed.url:
            row.address, row.etag, row.modified = changed.url, "", ""
            row.host = host_of(changed.url)
            row.due_at = changed.added_at
            row.claimed_by, row.claimed_until = "", None
        row.noun, row.paused = frozen(changed), changed.paused
        row.outlet, row.words = changed.outlet or "", words_of(changed)
        row.condition, row.since, row.health = "", None, b""  # until somebody looks again
        row.save()


def remove_source(key: str) -> None:
    """Forget a source and its visits; what it led to stays.

    Its pages that never came are forgotten too: another source that names them may bring them.
    """
    with transaction.atomic():
        SourceRow.objects.filter(key=key).delete()
        PageRow.objects.filter(source_key=key, capture_key="").delete()


def due(now: datetime) -> list[str]:
    """Keys of the sources that are to be visited now, the longest due first."""
    rows = SourceRow.objects.filter(paused=False, due_at__lte=now)
    return list(rows.order_by("due_at", "key").values_list("key", flat=True))


def next_due() -> datetime | None:
    """When the next source falls due."""
    due_at: datetime | None = SourceRow.objects.filter(paused=False).aggregate(next=Min("due_at"))[
        "next"
    ]
    return due_at


@transaction.atomic
def claim(
    key: str, collector: str, now: datetime, dead: Collection[str], *, when_due: bool
) -> Held | None:
    """The source, now ours alone; None if another collector has it or it is not due any more.

    One conditional UPDATE in a turn of its own, so that of several collectors exactly one gets
    it, and no two get sources of one host. A host is one collector's at a time, since each keeps
    its own count of how often it asks. ``dead`` are collectors known to have died, whose claims
    count for nothing.
    """
    void = Q(claimed_by="") | Q(claimed_until__lt=now) | Q(claimed_by__in=list(dead))
    others = SourceRow.objects.exclude(void).exclude(claimed_by=collector)
    rows = SourceRow.objects.filter(void, ~Exists(others.filter(host=OuterRef("host"))), key=key)
    if when_due:
        rows = rows.filter(paused=False, due_at__lte=now)
    if not rows.update(claimed_by=collector, claimed_until=now + LEASE):
        return None
    row = SourceRow.objects.filter(key=key).first()
    if row is None:
        return None  # somebody removed it at this moment
    return Held(thawed(Source, row.noun), row.address, row.etag, row.modified)


def renew(collector: str, now: datetime) -> None:
    """Hold on to everything this collector is at."""
    SourceRow.objects.filter(claimed_by=collector).update(claimed_until=now + LEASE)


def release(collector: str) -> None:
    """Let go of everything this collector is at, as it was before."""
    SourceRow.objects.filter(claimed_by=collector).update(claimed_by="", claimed_until=None)


def claimants() -> set[str]:
    """The collectors that hold a source."""
    return set(SourceRow.objects.exclude(claimed_by="").values_list("claimed_by", flat=True))


@transaction.atomic
def settle(collector: str, learned: Learned) -> None:
    """Keep a visit and let go of its source; of a source that is no longer ours only the visit."""
    visit = learned.visit
    if not SourceRow.objects.filter(key=visit.source).exists():
        return  # somebody removed it meanwhile
    if not learned.condensed:
        VisitRow.objects.create(source_id=visit.source, at=visit.at, noun=frozen(visit))
    SourceRow.objects.filter(key=visit.source, claimed_by=collector).update(
        address=learned.address,
        host=host_of(learned.address),
        etag=learned.etag,
        modified=learned.modified,
        due_at=settled_due(visit, learned.due_at),
        claimed_by="",
        claimed_until=None,
        **_faring(learned.health),
    )
    if learned.condensed:
        VisitRow.objects.filter(source_id=visit.source).delete()
        VisitRow.objects.bulk_create(
            [
                VisitRow(source_id=visit.source, at=one.at, noun=frozen(one))
                for one in reversed(learned.condensed)
            ]
        )


def _faring(fares: Health | None) -> dict[str, str | datetime | bytes | None]:
    if fares is None:
        return {}
    return {"condition": fares.condition, "since": fares.since, "health": frozen(fares)}


def visits(key: str, most: int = REMEMBERED) -> list[Visit]:
    """The visits of a source, the newest first."""
    rows = VisitRow.objects.filter(source_id=key).order_by("-at", "-id")[:most]
    return [thawed(Visit, row.noun) for row in rows]


def of_outlets(keys: Collection[str]) -> list[Source]:
    """The sources of these outlets (by key), by key."""
    rows = SourceRow.objects.filter(outlet__in=list(keys)).order_by("key")
    return [thawed(Source, row.noun) for row in rows]


def pause(sources: Sequence[Source], *, paused: bool) -> None:
    """Pause these sources, or take them up again."""
    for one in sources:
        change_source(replace(one, paused=paused))
