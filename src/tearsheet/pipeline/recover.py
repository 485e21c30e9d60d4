"""Bringing the store up to the archive: the archive is the truth, the store an index of it."""

from tearsheet.archive import Archive, ArchiveError, FiledText
from tearsheet.model import Capture
from tearsheet.store import queries, writes

BATCH = 500


def catch_up(archive: Archive) -> tuple[str, ...]:
    """Put on file every record the store does not know yet; says in words what it found.

    After a clean stop there is nothing to add and only the ends of the files are looked at. A
    record that cannot be read is reported and passed by: it must not cost the ones behind it.
    """
    damaged: list[ArchiveError] = []
    captures: list[Capture] = []
    texts: list[FiledText] = []
    added = 0
    for record in archive.scan(queries.archive_ends(), damaged=damaged.append):
        if isinstance(record, Capture):
            captures.append(record)
        else:
            texts.append(record)
        if len(captures) + len(texts) >= BATCH:
            added += _file(captures, texts)
    added += _file(captures, texts)
    found = [f"cannot be read and is passed by: {error}" for error in damaged]
    if added:
        found.append(f"{added} archived records were put back on file")
    return tuple(found)


def _file(captures: list[Capture], texts: list[FiledText]) -> int:
    """Write both lists, empty them, and say how many there were."""
    count = len(captures) + len(texts)
    writes.file_captures(captures)
    writes.file_texts((text.article_key, text.capture_key, text.location) for text in texts)
    captures.clear()
    texts.clear()
    return count
