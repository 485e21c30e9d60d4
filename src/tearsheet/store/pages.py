"""Pages that sources name: which are new, which wait, and when to look at one again."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Q

from tearsheet.store.rows import CaptureRow, PageRow

CHUNK = 400  # keys in one question; SQLite takes some thousands
CALM = timedelta(hours=1)  # between two looks at a page because its source calls it changed
FIRST_LOOK = timedelta(hours=1)  # after a page came; as in `collect.schedule`
LOOKS = 40  # times of answers that are kept of one page, the latest


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be fetched: ``url`` as the source gave it, and what is known of it.

    ``looks`` are the times of the latest answers, aware.
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
    for some in _chunks(wanted):
        for rows in (PageRow, CaptureRow):
            there.update(rows.objects.filter(url_key__in=some).values_list("url_key", flat=True))
    return there


@transaction.atomic
def take_new(
    wanted: Sequence[Wanted],
    source_key: str,
    collector: str,
    now: datetime,
    most: int | None = None,
) -> list[Page]:
    """Those of the pages that nobody knew, now ours to fetch: the first ``most``, None for all.

    No page is given to two.
    """
    there = known([one.url_key for one in wanted])
    unknown = {one.url_key: one for one in wanted if one.url_key not in there}
    fresh = dict(islice(unknown.items(), most))
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

    Left behind are those whose collector died before they were fetched (``dead``), or was
    stopped; all of them are given, of the others at most ``most``. No page is given to two, nor
    twice to one: what this collector holds already is on its way.
    """
    free = Q(claimed_by="") | Q(claimed_by__in=list(dead))
    _settle_archived(source_key, free)
    ours = PageRow.objects.filter(free, source_key=source_key)
    left = ours.filter(state="waiting").order_by("first_seen", "url_key")
    due = ours.filter(look_at__lte=now).order_by("look_at", "url_key")
    again = [*due.values_list("url_key", flat=True)[:most], *_changed(wanted, free, now)]
    keys = [*left.values_list("url_key", flat=True), *list(dict.fromkeys(again))[:most]]
    taken = list(dict.fromkeys(keys))
    for some in _chunks(taken):
        PageRow.objects.filter(url_key__in=some).update(claimed_by=collector)
    updates = {one.url_key: one.updated for one in wanted if one.updated is not None}
    for key in set(taken) & set(updates):
        PageRow.objects.filter(url_key=key).update(updated=updates[key])
    return _ours(taken, collector)


def _settle_archived(source_key: str, free: Q) -> None:
    """What a dead collector archived, and only did not come to say so, is not fetched again."""
    left = PageRow.objects.filter(free, source_key=source_key, state="waiting")
    urls = {row.url: row.url_key for row in left}
    if not urls:
        return
    since = min(row.first_seen for row in left)
    for some in _chunks(list(urls)):
        captured = CaptureRow.objects.filter(captured_at__gte=since, requested_url__in=some)
        for url, key, at in captured.values_list("requested_url", "key", "captured_at"):
            PageRow.objects.filter(url_key=urls[url]).update(
                state="kept",
                capture_key=key,
                looks=[at.isoformat()],
                look_at=at + FIRST_LOOK,
                claimed_by="",
            )


def _changed(wanted: Sequence[Wanted], free: Q, now: datetime) -> list[str]:
    """Pages that their source says were changed after it last told us of them, the longest
    unseen first.

    A source that says so at every visit is not believed more often than each `CALM`.
    """
    told = {one.url_key: one.updated for one in wanted if one.updated is not None}
    changed: list[tuple[str, str]] = []
    for some in _chunks(list(told)):
        rows = PageRow.objects.filter(free, url_key__in=some, state="kept")
        for key, before, first_seen, looks in rows.values_list(
            "url_key", "updated", "first_seen", "looks"
        ):
            last = looks[-1] if looks else first_seen.isoformat()
            if told[key] > (before or first_seen) and now - datetime.fromisoformat(last) >= CALM:
                changed.append((last, key))
    return [key for _, key in sorted(changed)]


def _chunks(keys: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), CHUNK):
        yield list(keys[start : start + CHUNK])


def _ours(keys: Sequence[str], collector: str) -> list[Page]:
    pages: list[Page] = []
    for some in _chunks(keys):
        rows = PageRow.objects.filter(url_key__in=some, claimed_by=collector)
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


@transaction.atomic
def file_looks(looked: Iterable[Looked]) -> None:
    """Keep what came of fetching pages, and let go of them."""
    for one in looked:
        row = PageRow.objects.filter(url_key=one.url_key).first()
        if row is None:
            continue
        row.looks = [*row.looks, one.at.isoformat()][-LOOKS:]
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
