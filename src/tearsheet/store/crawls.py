"""How far web archives have been read, so that a stopped run goes on where it was."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tearsheet.store.rows import CrawlRow


@dataclass(frozen=True, slots=True)
class Crawl:
    """How far one web archive has been read.

    ``where`` is its path or URL, ``sought`` a digest of what was looked for (empty: everything).
    ``version`` (an ETag or a modification time) and ``length`` (bytes, -1 if unknown) tell
    whether it is still the same file. Everything before byte ``offset`` is archived or left out:
    ``seen`` records, of which ``kept`` became arrivals.
    """

    where: str
    sought: str
    version: str
    length: int
    offset: int = 0
    seen: int = 0
    kept: int = 0
    done: bool = False

    @property
    def key(self) -> str:
        """The identity of a crawl: a file read for one subject is unread for the next."""
        return sha256(f"{self.where}\n{self.sought}".encode()).hexdigest()


def crawl(where: str, sought: str) -> Crawl | None:
    """How far the archive at ``where`` was read for what is ``sought``; None if never."""
    row = CrawlRow.objects.filter(key=Crawl(where, sought, "", 0).key).first()
    return row and _crawl(row)


def crawls() -> list[Crawl]:
    """All web archives that were begun, the latest first."""
    return [_crawl(row) for row in CrawlRow.objects.order_by("-at", "key")]


def save_crawl(crawl: Crawl, at: datetime) -> None:
    """Keep how far a web archive has been read, in place of what was kept of it before."""
    CrawlRow.objects.update_or_create(
        key=crawl.key,
        defaults={
            "where": crawl.where,
            "sought": crawl.sought,
            "version": crawl.version,
            "length": crawl.length,
            "offset": crawl.offset,
            "seen": crawl.seen,
            "kept": crawl.kept,
            "done": crawl.done,
            "at": at,
        },
    )


def _crawl(row: CrawlRow) -> Crawl:
    return Crawl(
        where=row.where,
        sought=row.sought,
        version=row.version,
        length=row.length,
        offset=row.offset,
        seen=row.seen,
        kept=row.kept,
        done=row.done,
    )
