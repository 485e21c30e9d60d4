"""What a start must mend: a torn tail, a list that lags behind, a stretch that cannot be read."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tearsheet.archive import listing
from tearsheet.archive.errors import ArchiveError
from tearsheet.archive.listing import Entry
from tearsheet.archive.walk import Damage, entry_of, files, walk


@dataclass(frozen=True, slots=True)
class Recovered:
    """A file's records after mending, and what was mended, in words."""

    path: Path
    entries: tuple[Entry, ...]
    mended: tuple[str, ...]


def recover(folder: Path) -> Iterator[Recovered]:
    """Each file of the archive, mended. Only the newest file is ever cut, and only its tail.

    A torn tail goes to a file named after its place (``….4711.torn``). What the list beside a
    file names was acknowledged: it is never cut, however damaged.
    """
    paths = files(folder)
    for path in paths:
        try:
            yield _mended(path, newest=path == paths[-1])
        except OSError as error:
            message = f"cannot be mended ({error.strerror})"
            raise ArchiveError(message, path.name) from error


def _mended(path: Path, *, newest: bool) -> Recovered:
    size = path.stat().st_size
    listed = listing.read(path)
    words: list[str] = []
    entries = list(listed.entries)
    if listed.end > size:
        entries = [entry for entry in entries if entry.end <= size]
        lost = len(listed.entries) - len(entries)
        words.append(f"{path.name}: {lost} acknowledged records are missing from the end")
    known = len(entries)
    for step in walk(path, entries[-1].end if entries else 0, size):
        if isinstance(step, Damage) and step.last and newest:
            words.append(_cut(path, step))
            break
        if isinstance(step, Damage):
            words.append(f"{step.error}; nothing was cut, run a check")
        entries.append(entry_of(step))
    whole = listed.whole and listed.end <= size
    _list(path, entries, known if whole else 0, fresh=not whole)
    return Recovered(path, tuple(entries), tuple(words))


def _cut(path: Path, torn: Damage) -> str:
    """Set the tail aside, durably, before the file is cut."""
    at = torn.location
    aside = path.with_name(f"{path.name}.{at.offset}.torn")
    with path.open("r+b") as file:
        file.seek(at.offset)
        with aside.open("wb") as kept:
            kept.write(file.read())
            kept.flush()
            os.fsync(kept.fileno())
        file.truncate(at.offset)
        os.fsync(file.fileno())
    return (
        f"{path.name}: {at.length} bytes of an unfinished write at byte {at.offset}"
        f" were cut off and kept in {aside.name}"
    )


def _list(path: Path, entries: list[Entry], known: int, *, fresh: bool) -> None:
    if not fresh and known == len(entries):
        return
    with listing.beside(path).open("wb" if fresh else "ab") as file:
        file.write(listing.lines(entries[known:]))
