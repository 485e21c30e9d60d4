"""Changes of pages: what is on file of them, and which readings a page has had."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from tearsheet.model import Change, Digest
from tearsheet.store.queries import Known, current_readings, known_of
from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import ArticleRow, ChangeRow, EditionRow
from tearsheet.store.touched import touch

EARLIEST = datetime.min.replace(tzinfo=UTC)
CHUNK = 400  # keys in one question; SQLite takes some thousands


def readings_of_page(article_key: str, page: str) -> list[Known]:
    """The newest reading of each capture of one page, in the order of capture.

    Captures of one moment (files of one date) stand in the order of their pages' own time stamps.
    ``page`` is the key of the page's own address. One that names only its site (as pages do
    that call the front page their canonical address) is not believed: then captures of the
    address where ``article_key`` was found count.
    """
    same = Q(url_key=page)
    if _names_a_site(page):
        row = ArticleRow.objects.select_related("capture").filter(key=article_key).first()
        same = Q(capture__url_key=row.capture.url_key) if row else Q(key=article_key)
    return sorted((known_of(row) for row in current_readings().filter(same)), key=_order)


def _order(known: Known) -> tuple[datetime, datetime, str]:
    stamp = known.article.updated or known.article.published
    return (known.capture.captured_at, stamp.at if stamp else EARLIEST, known.article.key)


def read_more_than_once(pages: Collection[str]) -> set[str]:
    """Those pages (by the keys of their own addresses) that may have several readings."""
    found: set[str] = {page for page in pages if _names_a_site(page)}
    wanted = list(set(pages) - found)
    for start in range(0, len(wanted), CHUNK):
        rows = ArticleRow.objects.filter(url_key__in=wanted[start : start + CHUNK])
        counted = rows.values_list("url_key").annotate(readings=Count("key"))
        found.update(page for page, readings in counted if readings > 1)
    return found


def _names_a_site(page: str) -> bool:
    return "/" not in page and "?" not in page


def printed_by(outlet: str, first: datetime, last: datetime, most: int) -> list[Known]:
    """Articles of an outlet (its key) captured or published in a time, the latest first."""
    rows = (
        current_readings()
        .filter(outlet_id=outlet)
        .filter(
            Q(published_at__range=(first, last))
            | Q(published_at=None, capture__captured_at__range=(first, last))
        )
        .order_by("-capture__captured_at", "key")
    )
    return [known_of(row) for row in rows[:most]]


def file_changes(changes: Iterable[Change]) -> list[Change]:
    """Put changes on file; those that were not there yet."""
    with transaction.atomic():
        wanted = {_key(change): change for change in changes}
        there = set(ChangeRow.objects.filter(key__in=list(wanted)).values_list("key", flat=True))
        fresh = {key: change for key, change in wanted.items() if key not in there}
        ChangeRow.objects.bulk_create(
            [
                ChangeRow(
                    key=key,
                    url_key=change.url_key,
                    edit=change.edit,
                    older=change.older,
                    newer=change.newer or "",
                    at=change.at,
                    noun=frozen(change),
                )
                for key, change in fresh.items()
            ],
            ignore_conflicts=True,
        )
        touch(end for one in fresh.values() for end in (one.older, one.newer or ""))
        return list(fresh.values())


@transaction.atomic
def drop_change(older: str, newer: str) -> None:
    """Forget a change between two readings that another reading has come between."""
    ChangeRow.objects.filter(older=older, newer=newer).delete()
    touch((older, newer))


def changes_of(article_keys: Collection[str]) -> list[Change]:
    """Every change in which one of the articles is the older or the newer, oldest first."""
    found: dict[str, ChangeRow] = {}
    keys = list(article_keys)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        rows = ChangeRow.objects.filter(Q(older__in=some) | Q(newer__in=some))
        found.update({row.key: row for row in rows})
    return _in_order(found.values())


def latest_reading(page: str) -> Known | None:
    """The newest reading of the latest capture of a page, by the key of its address."""
    rows = current_readings().filter(Q(url_key=page) | Q(capture__url_key=page))
    row = rows.order_by("-capture__captured_at", "key").first()
    return known_of(row) if row else None


def editions_resting_on(article_key: str) -> list[Digest]:
    """Every edition with a sentence that rests on the article, by watch and number."""
    rows: QuerySet[EditionRow] = EditionRow.objects.order_by("watch_id", "number")
    digests = (thawed(Digest, row.noun) for row in rows.iterator())
    return [digest for digest in digests if _rests_on(digest, article_key)]


def _rests_on(digest: Digest, article_key: str) -> bool:
    sentences = [digest.title, *digest.lead]
    sentences += [sentence for item in digest.items for sentence in item.sentences]
    return any(
        support.article_key == article_key
        for sentence in sentences
        for support in sentence.supports
    )


def _in_order(rows: Iterable[ChangeRow]) -> list[Change]:
    return [thawed(Change, row.noun) for row in sorted(rows, key=lambda row: (row.at, row.key))]


def _key(change: Change) -> str:
    kind = "gone" if change.newer is None else ""
    return sha256(f"{change.older}\n{change.newer or kind}".encode()).hexdigest()
