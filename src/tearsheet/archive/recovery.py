"""What the next writer must learn and mend: what others appended, a torn tail, a list that lags,
a stretch that cannot be read. All of it under the lock.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tearsheet.archive import listing
from tearsheet.archive.errors import ArchiveError
from tearsheet.archive.listing import Entry
from tearsheet.archive.lock import settle_names
from tearsheet.archive.walk import Damage, entry_of, files, number_of, walk


@dataclass(frozen=True, slots=True)
class Reached:
    """How far somebody knows an archive: up to here all is whole, durable and listed.

    ``number`` is that of the newest file (0: there is none), ``size`` its bytes, ``listed`` the
    bytes of the list beside it, ``previous`` the digest of the last record.
    """

    number: int = 0
    size: int = 0
    listed: int = 0
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Recovered:
    """Records of one file that were not known (known ones may be among them), where that leads,
    and what was mended, in words.
    """

    entries: tuple[Entry, ...]
    reached: Reached
    mended: tuple[str, ...]


def recover(folder: Path, since: Reached) -> Iterator[Recovered]:
    """Each file of the archive from ``since`` on, mended. Only the newest is ever cut.

    A torn tail goes to a file named after its place (``….4711.torn``). What the list beside a
    file names was acknowledged: it is never cut, however damaged.
    """
    paths = [path for path in files(folder) if number_of(path.name) >= since.number]
    for path in paths:
        number = number_of(path.name)
        if number != since.number:
            since = Reached(number, previous=since.previous)
        try:
            found = _mended(path, since, newest=path == paths[-1])
        except OSError as error:
            message = f"cannot be mended ({error.strerror})"
            raise ArchiveError(message, path.name) from error
        yield found
        since = found.reached


def _mended(path: Path, since: Reached, *, newest: bool) -> Recovered:
    size = path.stat().st_size
    listed = listing.read(path, since.size, since.listed)
    if since.size and not listed.whole:  # the list was made again, or its end is torn
        return _mended(path, Reached(since.number, previous=since.previous), newest=newest)
    words: list[str] = []
    entries = list(listed.entries)
    if listed.end > size:
        entries = [entry for entry in entries if entry.end <= size]
        lost = len(listed.entries) - len(entries)
        words.append(f"{path.name}: {lost} acknowledged records are missing from the end")
    known = len(entries)
    for step in walk(path, entries[-1].end if entries else since.size, size):
        if isinstance(step, Damage) and step.last and newest:
            words.append(_cut(path, step))
            break
        if isinstance(step, Damage):
            words.append(f"{step.error}; nothing was cut, run a check")
        entries.append(entry_of(step))
    if len(entries) > known:
        _settle(path)
    lines = listed.size
    if not listed.whole or listed.end > size:
        lines = listing.write(path, entries)
    elif len(entries) > known:
        lines = listing.append(path, entries[known:], listed.size)
    end, previous = since.size, since.previous
    if entries:
        end, previous = entries[-1].end, entries[-1].sha256
    return Recovered(tuple(entries), Reached(since.number, end, lines, previous), tuple(words))


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


def _settle(path: Path) -> None:
    """Make records durable that a killed writer left whole and perhaps not synced."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    settle_names(path.parent)
