"""Everything the store is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from tearsheet.model import Annotations, Article, Capture, Digest, Location, Outlet, Watch
from tearsheet.press.url_key import url_key
from tearsheet.store import search
from tearsheet.store.records import beginning, capture_of, location_of, thawed
from tearsheet.store.rows import ArticleRow, CaptureRow, EditionRow, OutletRow, TextRow, WatchRow

# An article of the last hours of a day in one zone is of the next day in another: the store
# answers generously and the edition decides by the article's own zone.
ZONES = timedelta(hours=14)
EARLIEST, LATEST = date.min + timedelta(days=2), date.max - timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Known:
    """An article with what stands around it."""

    article: Article
    annotations: Annotations
    outlet: Outlet
    capture: Capture

    @property
    def out_at(self) -> datetime:
        """When it was published; when it was captured where it does not say."""
        published = self.article.published
        return published.at if published else self.capture.captured_at


def known_captures(keys: Iterable[str]) -> set[str]:
    """Those of ``keys`` that are on file."""
    return set(CaptureRow.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def unread_captures(most: int | None = None) -> list[Capture]:
    """Captures that nobody has read to the end, oldest first."""
    rows = CaptureRow.objects.filter(reading="").order_by("captured_at", "key")
    return [capture_of(row) for row in rows[:most]]


def text_locations(article_keys: Iterable[str]) -> dict[str, Location]:
    """Where the texts of these articles lie, by article key."""
    rows = TextRow.objects.filter(article_key__in=list(article_keys))
    return {row.article_key: location_of(row) for row in rows}


def records_by_file() -> dict[str, tuple[int, int]]:
    """For each file of the archive how many of its records are on file here, and the sum of
    their offsets.
    """
    found: dict[str, tuple[int, int]] = {}
    for rows in (CaptureRow, TextRow):
        counted = rows.objects.values_list("file").annotate(count=Count("*"), sum=Sum("offset"))
        for file, count, offsets in counted.order_by():
            before = found.get(file, (0, 0))
            found[file] = before[0] + count, before[1] + int(offsets)
    return found


def record_digests() -> dict[tuple[str, int], str]:
    """The digest of each record's bytes on disk, by file and offset."""
    return {
        (file, offset): sha256
        for rows in (CaptureRow, TextRow)
        for file, offset, sha256 in rows.objects.values_list("file", "offset", "sha256").iterator()
    }


def articles_between(first: date, last: date) -> list[Known]:
    """The newest reading of every article published in the period (days included).

    An article without a date counts by when it was captured. Of several captures of one page the
    latest stands. Ordered by time, then key.
    """
    start = datetime.combine(max(first, EARLIEST), time.min, UTC) - ZONES
    end = datetime.combine(min(last, LATEST), time.max, UTC) + ZONES
    rows = current_readings().filter(
        Q(published_at__range=(start, end))
        | Q(published_at=None, capture__captured_at__range=(start, end))
    )
    return sorted(newest_of_each_page(rows), key=_when)


def newest_of_each_page(rows: QuerySet[ArticleRow]) -> Iterator[Known]:
    """Of several captures of one page the latest."""
    newest = {row.url_key or row.url: row for row in rows.order_by("capture__captured_at", "key")}
    return (known_of(row) for row in newest.values())


def latest_days(number: int) -> tuple[date, date]:
    """So many days up to the day of the latest article; both included."""
    latest = ArticleRow.objects.aggregate(at=Max("published_at"))["at"]
    last = latest.date() if latest else EARLIEST + timedelta(days=number)
    return last - timedelta(days=number - 1), last


def last_look() -> datetime | None:
    """When the latest capture was taken; None where there is none."""
    return CaptureRow.objects.aggregate(at=Max("captured_at"))["at"]


def articles(keys: Iterable[str]) -> dict[str, Known]:
    """Articles by their keys; a key that is not on file is left out."""
    rows = ArticleRow.objects.select_related("outlet", "capture").filter(key__in=list(keys))
    return {row.key: known_of(row) for row in rows}


def article_of_capture(capture_key: str) -> str:
    """The key of the article that a capture was read as; empty where no article came of it."""
    row = CaptureRow.objects.filter(key=capture_key, reading="kept").first()
    return row.article_key if row else ""


def every_article() -> Iterator[Known]:
    """The newest reading of every capture, in order of key."""
    yield from (known_of(row) for row in current_readings().order_by("key").iterator())


def find_articles(wanted: str, most: int = 20) -> list[Known]:
    """Articles a person means by ``wanted``: the start of a key, a URL, or words to search for."""
    if len(wanted) >= 6 and all(digit in "0123456789abcdef" for digit in wanted):
        rows = current_readings().filter(beginning("key", wanted))[:most]
        if rows:
            return [known_of(row) for row in rows]
    if "://" in wanted:
        return [
            known_of(row)
            for row in current_readings().filter(
                # An address may be too long for an index; its key never is.
                Q(url_key=url_key(wanted), url=wanted)
                | Q(capture__url_key=url_key(wanted), capture__url=wanted)
            )[:most]
        ]
    keys = search.find(wanted, most=most)
    found = articles(keys)
    return [found[key] for key in keys if key in found]


def outlets() -> list[Outlet]:
    """Every outlet that printed something we have."""
    return [thawed(Outlet, row.noun) for row in OutletRow.objects.order_by("key")]


def watch(key: str) -> Watch | None:
    """The watch of that key."""
    row = WatchRow.objects.filter(key=key).first()
    return thawed(Watch, row.noun) if row else None


def watches() -> list[Watch]:
    """All watches by key."""
    return [thawed(Watch, row.noun) for row in WatchRow.objects.order_by("key")]


def editions(watch_key: str) -> list[Digest]:
    """The editions of a watch, by number."""
    rows = EditionRow.objects.filter(watch_id=watch_key).order_by("number")
    return [thawed(Digest, row.noun) for row in rows]


def edition_number(watch_key: str, first: date, last: date, form: str, language: str) -> int:
    """The number an edition takes: that of its own earlier draft, else the next free one.

    A draft that a person has changed is theirs.
    """
    rows = EditionRow.objects.filter(watch_id=watch_key)
    drafts = rows.filter(state="draft", by_hand=False)
    same = drafts.filter(first=first, last=last, form=form, language=language).first()
    if same:
        return same.number
    return (rows.aggregate(top=Max("number"))["top"] or 0) + 1


def counts() -> dict[str, int]:
    """How much is on file, for a person to see."""
    read = CaptureRow.objects.filter(reading="kept").count()
    return {
        "captures": CaptureRow.objects.count(),
        "articles": read,
        "unread": CaptureRow.objects.filter(reading="").count(),
        "outlets": OutletRow.objects.count(),
        "watches": WatchRow.objects.count(),
        "editions": EditionRow.objects.count(),
    }


def current_readings() -> QuerySet[ArticleRow]:
    """Rows of the newest reading of each capture, with outlet and capture at hand."""
    return ArticleRow.objects.select_related("outlet", "capture").filter(
        key=F("capture__article_key")
    )


def known_of(row: ArticleRow) -> Known:
    """What a row stands for, with what stands around it."""
    return Known(
        article=thawed(Article, row.noun),
        annotations=thawed(Annotations, row.annotations),
        outlet=thawed(Outlet, row.outlet.noun),
        capture=capture_of(row.capture),
    )


def _when(known: Known) -> tuple[datetime, str]:
    return (known.out_at, known.article.key)
