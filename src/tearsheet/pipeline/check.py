"""Is everything whole? The archive re-read byte by byte, the store held against it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from tearsheet.archive import Archive, ArchiveError, Damaged, Progress
from tearsheet.store import queries
from tearsheet.store.database import faults, store_name


@dataclass(frozen=True, slots=True)
class Damage:
    """Something is not as it was written: where, and what."""

    where: str
    what: str
    room: Literal["archive", "store"]


def check(
    archive: Archive, progress: Callable[[Progress], None] = lambda step: None
) -> Iterator[Damage]:
    """Everything that is not whole, as it is found; nothing if all is well.

    ``progress`` is told how far the archive has been re-read.
    """
    expected = queries.record_digests()
    for step in archive.check(expected):
        if isinstance(step, Damaged):
            yield Damage(f"{step.file} at {step.offset}", step.message, "archive")
        else:
            progress(step)
    yield from _check_database()
    yield from _check_articles(archive)


def _check_database() -> Iterator[Damage]:
    yield from (Damage(store_name(), line, "store") for line in faults())


def _check_articles(archive: Archive) -> Iterator[Damage]:
    """Each article of the store says what its record in the archive says."""
    for known in queries.every_article():
        article = known.article
        location = queries.text_locations([article.key]).get(article.key)
        if location is None:
            yield Damage(article.key, "its text is not in the archive", "store")
            continue
        try:
            record = archive.record_text(location)
        except ArchiveError as error:
            yield Damage(article.key, str(error), "archive")
            continue
        if record != article.record:
            yield Damage(article.key, "the store's words differ from the archive's", "store")
