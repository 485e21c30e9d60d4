"""Bringing the store up to the archive: the archive is the truth, the store an index of it."""

from collections.abc import Sequence

from tearsheet.archive import Archive, ArchiveError, FiledText
from tearsheet.model import Capture
from tearsheet.store import queries, writes

BATCH = 500


def catch_up(archive: Archive) -> tuple[str, ...]:
    """Put on file every record the store does not know yet; says in words what it found.

    Files with as many records here as there are believed, the others compared key by key: of
    several writers one may have been killed between archiving and filing while another went on,
    so the gap can lie anywhere. A live one may be filing at this moment; a record filed twice is
    filed once. One that cannot be read is reported and passed by: it must not cost the others.
    """
    on_file = queries.records_by_file()
    archived = archive.records_by_file()
    lagging = [name for name, records in archived.items() if on_file.get(name) != records]
    keys = archive.keys_in(lagging)
    found: list[str] = []
    added = 0
    for start in range(0, len(keys), BATCH):
        missing = _missing(keys[start : start + BATCH])
        records, damaged = _read(archive, missing)
        _file(records)
        added += len(records)
        found += [f"cannot be read and is passed by: {error}" for error in damaged]
    if added:
        found.append(f"{added} archived records were put back on file")
    return tuple(found)


def _missing(keys: Sequence[str]) -> list[str]:
    on_file = queries.known_captures(keys) | set(queries.text_locations(keys))
    return [key for key in keys if key not in on_file]


def _read(
    archive: Archive, keys: Sequence[str]
) -> tuple[list[Capture | FiledText], list[ArchiveError]]:
    records: list[Capture | FiledText] = []
    damaged: list[ArchiveError] = []
    for key in keys:
        try:
            records.append(archive.record_of(key))
        except ArchiveError as error:
            damaged.append(error)
    return records, damaged


def _file(records: Sequence[Capture | FiledText]) -> None:
    writes.file_captures(one for one in records if isinstance(one, Capture))
    writes.file_texts(
        (one.article_key, one.capture_key, one.location)
        for one in records
        if isinstance(one, FiledText)
    )
