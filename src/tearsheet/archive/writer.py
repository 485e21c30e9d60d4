"""The one hand that writes: lock, append, fsync, rotate, and take back what failed half way."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from tearsheet.archive import listing, record
from tearsheet.archive.errors import ArchiveError
from tearsheet.archive.listing import Entry
from tearsheet.archive.lock import settle_names
from tearsheet.archive.member import packed
from tearsheet.model import Location

Make = Callable[[str], bytes]  # a record, uncompressed, given the digest of the one before it


def name_of(number: int) -> str:
    """The name of the archive's file of this number, from 1 on."""
    return f"tearsheet-{number:06d}.warc.gz"


def number_of(name: str) -> int:
    """The number in a file's name."""
    return int(name.removeprefix("tearsheet-").removesuffix(".warc.gz"))


class Writer:
    """Appends records to the newest file of a folder.

    What `add` wrote is durable after `sync`. A write that fails is cut off again, so the file
    always ends with a whole record. After a failed fsync nobody knows what is on disk, so
    nothing more is written until the archive is opened anew.
    """

    def __init__(
        self,
        folder: Path,
        *,
        number: int,
        previous: str,
        rotate_bytes: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._folder = folder
        self._number = number
        self._end = (0, previous)  # size of the newest file, digest of its last record: one truth
        self._rotate_bytes = rotate_bytes
        self._clock = clock
        self._file: int | None = None
        self._unlisted: list[Entry] = []
        self._synced = True
        self._broken = ""
        if number:
            self._file = os.open(folder / name_of(number), os.O_RDWR | os.O_CLOEXEC)
            self._end = (os.fstat(self._file).st_size, previous)

    def add(self, make: Make, kind: str, key: str, payload: str = "") -> Location:
        """Write one record; not yet durable. Raises `ArchiveError` and leaves no part of it."""
        if self._broken:
            raise ArchiveError(self._broken, str(self._folder))
        _, previous = self._end
        member = packed(make(previous))
        try:
            if self._file is None or self._is_full(len(member)):
                self._open_next()
            if self._end[0] == 0:
                self._put(packed(self._opening()), Entry(0, 0, "", "warcinfo"))
            if self._end[1] != previous:
                member = packed(make(self._end[1]))
            return self._put(member, Entry(0, 0, "", kind, key, payload))
        except OSError as error:
            self._cut()
            message = f"cannot be written ({error.strerror}); nothing was lost"
            raise ArchiveError(message, str(self._folder)) from error
        except BaseException:  # Ctrl-C between two writes
            self._cut()
            raise

    def sync(self) -> None:
        """Make all that was added durable. Raises `ArchiveError`."""
        if self._broken:
            raise ArchiveError(self._broken, str(self._folder))
        if self._synced or self._file is None:
            return
        try:
            os.fsync(self._file)
        except OSError as error:
            self._broken = f"the disk failed ({error.strerror}); open the archive again"
            raise ArchiveError(self._broken, name_of(self._number)) from error
        self._synced = True
        self._list()

    def close(self) -> None:
        """Sync, if anything is left to, and let go of the file."""
        try:
            if not self._broken:
                self.sync()
        finally:
            if self._file is not None:
                os.close(self._file)
                self._file = None

    def _is_full(self, more: int) -> bool:
        size, _ = self._end
        return size > 0 and size + more > self._rotate_bytes

    def _put(self, member: bytes, entry: Entry) -> Location:
        assert self._file is not None
        self._synced = False
        size, _ = self._end
        _write_at(self._file, member, size)
        digest = sha256(member).hexdigest()
        self._end = (size + len(member), digest)
        self._unlisted.append(replace(entry, offset=size, length=len(member), sha256=digest))
        return Location(name_of(self._number), size, len(member), digest)

    def _cut(self) -> None:
        """Take off what a failed write left behind the last whole record."""
        if self._file is None:
            return
        try:
            os.ftruncate(self._file, self._end[0])
        except OSError as error:
            self._broken = f"a failed write could not be undone ({error.strerror}); open it again"

    def _open_next(self) -> None:
        """Settle the newest file for good and begin the next."""
        self.sync()
        self._unlisted.clear()  # what could not be listed is listed at the next start
        path = self._folder / name_of(self._number + 1)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        before = self._file
        self._file, self._number, self._end = file, self._number + 1, (0, self._end[1])
        if before is not None:
            os.close(before)
        settle_names(self._folder)

    def _opening(self) -> bytes:
        facts = (
            ("software", f"tearsheet/{version('tearsheet')}"),
            ("format", "WARC File Format 1.1"),
        )
        return record.warcinfo(name_of(self._number), self._clock(), self._end[1], facts)

    def _list(self) -> None:
        """Write the new lines of the list; the WARC file is safe already, so a failure waits."""
        path = listing.beside(self._folder / name_of(self._number))
        try:
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                _write_at(file, listing.lines(self._unlisted), os.fstat(file).st_size)
            finally:
                os.close(file)
        except OSError:
            return  # a torn list is made again at the next start
        self._unlisted.clear()


def _write_at(file: int, content: bytes, offset: int) -> None:
    view = memoryview(content)
    while view:
        written = os.pwrite(file, view, offset)
        view, offset = view[written:], offset + written
