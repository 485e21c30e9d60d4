"""Pages that sources name: which are new, which wait, and when to look at one again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tearsheet.store.rows import CaptureRow, PageRow

CHUNK = 400  # keys in one question; SQLite takes some thousands


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be fetched: ``url`` as the source gave it, and what is known of it.

    ``looks`` are the times of earlier answers, aware.
    """

    url_key: str
    url: str
    first_seen: datetime
    tries: int = 0
    etag: str = ""
    modified: str = ""
    capture_key: str = ""
    looks: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that a source names: its key, its address, when it says it was changed last."""

    url_key: str
    url: str
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of fetching a page.

    ``state`` is kept, failed or gone. ``landed`` is the key of the address it ended at, where
    that is another. ``look_at`` is when to try or look again, None for never.
    """

    url_key: str
    state: str
    at: datetime
    look_at: datetime | None
    reason: str = ""
    etag: str = ""
    modified: str = ""
    capture_key: str = ""
    landed: str = ""


def known(keys: Collection[str]) -> set[str]:
    """Those page keys that a source has named before or that are archived."""
    there: set[str] = set()
    wanted = list(keys)
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        for rows in (PageRow, CaptureRow):
            there.update(rows.objects.filter(url_key__in=some).values_list("url_key", flat=True))
    return there


@transaction.atomic
def take_new(
    wanted: Sequence[Wanted], source_key: str, collector: str, now: datetime
) -> list[Page]:
    """Those of the pages that nobody knew, now ours to fetch. No page is given to two."""
    there = known([one.url_key for one in wanted])
    fresh = {one.url_key: one for one in wanted if one.url_key not in there}
    PageRow.objects.bulk_create(
        [
            PageRow(
                url_key=one.url_key,
                url=one.url,
                source_key=source_key,
                first_seen=now,
                updated=one.updated,
                claimed_by=collector,
            )
            for one in fresh.values()
        ],
        ignore_conflicts=True,
    )
    return _ours(list(fresh), collector)


@transaction.atomic
def take_due(
    source_key: str,
    wanted: Sequence[Wanted],
    collector: str,
    now: datetime,
    dead: Collection[str],
    most: int,
) -> list[Page]:
    """Pages of a source to be fetched again: left behind, failed, changed, or to be looked at.

    Left behind are those whose collector died before they were fetched (``dead``).
    """
    _settle_archived(source_key, dead)
    left = Q(state="waiting") & (Q(claimed_by="") | Q(claimed_by__in=list(dead)))
    again = Q(look_at__lte=now, claimed_by="") | Q(look_at__lte=now, claimed_by__in=list(dead))
    rows = PageRow.objects.filter(left | again, source_key=source_key).order_by(
        "look_at", "url_key"
    )
    keys = list(rows.values_list("url_key", flat=True)[:most])
    keys += _changed(wanted)
    mine = Q(claimed_by="") | Q(claimed_by__in=list(dead))
    taken: list[str] = []
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        PageRow.objects.filter(mine, url_key__in=some).update(claimed_by=collector)
        taken += some
    updates = {one.url_key: one.updated for one in wanted if one.updated is not None}
    for key in set(taken) & set(updates):
        PageRow.objects.filter(url_key=key).update(updated=updates[key])
    return _ours(taken, collector)


def _settle_archived(source_key: str, dead: Collection[str]) -> None:
    """What a dead collector archived, and only did not come to say so, is not fetched again."""
    left = PageRow.objects.filter(
        source_key=source_key, state="waiting", claimed_by__in=["", *dead]
    )
    urls = {row.url: row.url_key for row in left}
    captured = CaptureRow.objects.filter(requested_url__in=list(urls))
    for url, key, at in captured.values_list("requested_url", "key", "captured_at"):
        PageRow.objects.filter(url_key=urls[url]).update(
            state="kept", capture_key=key, looks=[at.isoformat()], claimed_by=""
        )


def _changed(wanted: Sequence[Wanted]) -> list[str]:
    """Pages that their source says were changed after it last told us of them."""
    told = {one.url_key: one.updated for one in wanted if one.updated is not None}
    keys = list(told)
    changed: list[str] = []
    for start in range(0, len(keys), CHUNK):
        rows = PageRow.objects.filter(url_key__in=keys[start : start + CHUNK], state="kept")
        for key, updated in rows.values_list("url_key", "updated"):
            if updated is not None and told[key] > updated:
                changed.append(key)
    return changed


def _ours(keys: Sequence[str], collector: str) -> list[Page]:
    pages: list[Page] = []
    for start in range(0, len(keys), CHUNK):
        rows = PageRow.objects.filter(
            url_key__in=list(keys[start : start + CHUNK]), claimed_by=collector
        )
        pages += [_page(row) for row in rows]
    places = {key: place for place, key in enumerate(keys)}
    return sorted(pages, key=lambda page: places[page.url_key])


def _page(row: PageRow) -> Page:
    return Page(
        url_key=row.url_key,
        url=row.url,
        first_seen=row.first_seen,
        tries=len(row.looks),
        etag=row.etag,
        modified=row.modified,
        capture_key=row.capture_key,
        looks=tuple(datetime.fromisoformat(look) for look in row.looks),
    )


def file_looks(looked: Iterable[Looked]) -> None:
    """Keep what came of fetching pages, and let go of them."""
    for one in looked:
        row = PageRow.objects.filter(url_key=one.url_key).first()
        if row is None:
            continue
        row.looks = [*row.looks, one.at.isoformat()]
        row.state, row.reason, row.look_at = one.state, one.reason, one.look_at
        row.claimed_by = ""
        if one.state == "kept":
            row.etag, row.modified = one.etag, one.modified
            row.capture_key = one.capture_key or row.capture_key
        row.save()
        if one.landed:
            _file_landing(row, one)


def _file_landing(row: PageRow, one: Looked) -> None:
    """The address a page ended at is known too; it is looked at under its first name."""
    PageRow.objects.bulk_create(
        [
            PageRow(
                url_key=one.landed,
                url=row.url,
                source_key=row.source_key,
                first_seen=row.first_seen,
                state=one.state,
                capture_key=row.capture_key,
            )
        ],
        ignore_conflicts=True,
    )


def claimants() -> set[str]:
    """The collectors that hold a page."""
    return set(PageRow.objects.exclude(claimed_by="").values_list("claimed_by", flat=True))


def release(collector: str) -> None:
    """Let go of the pages a collector did not come to."""
    PageRow.objects.filter(claimed_by=collector).update(claimed_by="")


def readings(source_key: str, most: int = 50) -> list[tuple[datetime, str, str]]:
    """Of a source's latest pages: when fetched, what became of reading them, the reason.

    What became is kept, skipped or failed; failed also for a page that could not be fetched.
    Newest first; pages that were not read yet are left out.
    """
    rows = PageRow.objects.filter(source_key=source_key).order_by("-first_seen", "url_key")
    there = list(rows[: 2 * most])
    captures = CaptureRow.objects.in_bulk([row.capture_key for row in there if row.capture_key])
    found: list[tuple[datetime, str, str]] = []
    for row in there:
        capture = captures.get(row.capture_key)
        if capture is not None and capture.reading:
            found.append((capture.captured_at, capture.reading, capture.reason))
        elif capture is None and row.state == "failed" and row.looks:
            found.append((datetime.fromisoformat(row.looks[-1]), "failed", row.reason))
    return sorted(found, reverse=True)[:most]
