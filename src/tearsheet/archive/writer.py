"""The one hand that writes: append, fsync, rotate, and take back what failed half way."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from tearsheet.archive import listing, record
from tearsheet.archive.errors import ArchiveError
from tearsheet.archive.known import Known
from tearsheet.archive.listing import Entry
from tearsheet.archive.lock import settle_names
from tearsheet.archive.member import packed
from tearsheet.archive.recovery import Reached, recover
from tearsheet.archive.walk import name_of
from tearsheet.model import Location

Make = Callable[[str], bytes]  # a record, uncompressed, given the digest of the one before it


@dataclass(frozen=True, slots=True)
class _Newest:
    """The file that is written to: where it is and where the next would be, its number,
    descriptor and inode, its bytes, the digest of its last record.
    """

    path: Path
    next: Path
    number: int
    file: int
    inode: int
    size: int
    previous: str

    def is_newest(self) -> bool:
        """Whether it is still there, as long as it was, and none after it."""
        try:
            there = self.path.stat()
        except FileNotFoundError:
            return False
        return (there.st_ino, there.st_size) == (self.inode, self.size) and not self.next.exists()


class Writer:
    """Appends records to the newest file of a folder, for as long as its caller has the lock.

    `learn` first: it reads what others have appended since. What `add` wrote is durable after
    `sync`. A write that fails is cut off again, so the file always ends with a whole record.

    What it has reached moves on only where bytes, list and memory agree. Whatever breaks off
    between (a full disk, Ctrl-C at any moment) leaves the writer unsure; then it learns anew
    from there, as if another process had been killed. After a failed fsync nobody knows what is
    on disk, so nothing more is written until the archive is opened anew.

    ``mended`` grows by what was found broken and mended, in words.
    """

    def __init__(
        self, folder: Path, *, known: Known, rotate_bytes: int, clock: Callable[[], datetime]
    ) -> None:
        self.mended: list[str] = []
        self._folder = folder
        self._known = known
        self._rotate_bytes = rotate_bytes
        self._clock = clock
        self._reached = Reached()
        self._sure = False  # whether all that follows agrees with the disk
        self._newest: _Newest | None = None
        self._unlisted: list[Entry] = []
        self._broken = ""

    def learn(self) -> None:
        """Learn what is new on disk and mend it: two glances where nothing is new.

        Raises `ArchiveError`.
        """
        self._refuse_if_broken()
        if self._sure and not self._unlisted and not self._is_behind():
            return
        self._sure = False
        if self._is_replaced():
            self._start_over()
        for found in recover(self._folder, self._reached):
            self.mended += found.mended
            for entry in found.entries:
                self._known.learn(entry, found.reached.number)
            self._reached = found.reached
        self._go_on()
        self._sure = True

    def add(self, make: Make, kind: str, key: str, payload: str = "") -> Location:
        """Write one record; not yet durable. Raises `ArchiveError` and leaves no part of it."""
        self._be_sure()
        self._sure = False
        try:
            location = self._added(make, Entry(0, 0, "", kind, key, payload))
        except OSError as error:
            self._cut()
            message = f"cannot be written ({error.strerror}); nothing was lost"
            raise ArchiveError(message, str(self._folder)) from error
        except BaseException:  # Ctrl-C between two writes
            self._cut()
            raise
        self._sure = True
        return location

    def sync(self) -> None:
        """Make all that was added durable, and known to others. Raises `ArchiveError`."""
        self._be_sure()
        self._sure = False
        try:
            self._settle()
        except OSError:
            return  # the list: its records are safe, and the next to learn makes it again
        self._sure = True

    def settle(self) -> None:
        """Before the lock is let go: sync what is sure; the rest is learned by who comes next."""
        if self._sure and not self._broken:
            self.sync()

    def close(self) -> None:
        """Let go of the file."""
        newest, self._newest, self._sure = self._newest, None, False
        if newest is not None:
            os.close(newest.file)

    def _refuse_if_broken(self) -> None:
        if self._broken:
            raise ArchiveError(self._broken, str(self._folder))

    def _be_sure(self) -> None:
        self._refuse_if_broken()
        if not self._sure:
            self.learn()

    def _is_behind(self) -> bool:
        newest = self._newest
        return self._path(1).exists() if newest is None else not newest.is_newest()

    def _is_replaced(self) -> bool:
        """Whether a hand has been at the files: what was known to be there is not."""
        reached, newest = self._reached, self._newest
        if not reached.number:
            return False
        try:
            there = self._path(reached.number).stat()
        except FileNotFoundError:
            return True
        if newest is not None and newest.number == reached.number:
            return there.st_ino != newest.inode or there.st_size < reached.size
        return there.st_size < reached.size

    def _start_over(self) -> None:
        name = name_of(self._reached.number)
        self.mended.append(f"{name}: is not the file it was; the whole archive was learned anew")
        self.close()
        self._known.forget()
        self._reached = Reached()

    def _go_on(self) -> None:
        """Write from here on where everything known ends."""
        reached, before = self._reached, self._newest
        self._unlisted = []
        if not reached.number:
            self._newest = None
        elif before is not None and before.number == reached.number:
            self._newest = replace(before, size=reached.size, previous=reached.previous)
            return
        else:
            self._newest = self._opened(reached, os.O_RDWR)
        if before is not None:
            os.close(before.file)

    def _added(self, make: Make, entry: Entry) -> Location:
        newest = self._newest
        previous = self._reached.previous if newest is None else newest.previous
        member = packed(make(previous))
        if newest is None or self._is_full(newest, len(member)):
            newest = self._begun()
        if newest.size == 0:
            newest, _ = self._put(
                newest, packed(self._opening(newest)), Entry(0, 0, "", "warcinfo")
            )
            settle_names(self._folder)
            member = packed(make(newest.previous))
        _, location = self._put(newest, member, entry)
        return location

    def _is_full(self, newest: _Newest, more: int) -> bool:
        return newest.size > 0 and newest.size + more > self._rotate_bytes

    def _begun(self) -> _Newest:
        """Settle the newest file for good and begin the next."""
        self._settle()
        before = self._newest
        number = 1 if before is None else before.number + 1
        begun = Reached(number, previous=self._reached.previous)
        newest = self._opened(begun, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        self._newest, self._reached = newest, begun
        if before is not None:
            os.close(before.file)
        return newest

    def _opened(self, reached: Reached, flags: int) -> _Newest:
        path, after = self._path(reached.number), self._path(reached.number + 1)
        file = os.open(path, flags | os.O_CLOEXEC, 0o644)
        inode = os.fstat(file).st_ino
        return _Newest(path, after, reached.number, file, inode, reached.size, reached.previous)

    def _put(self, newest: _Newest, member: bytes, entry: Entry) -> tuple[_Newest, Location]:
        listing.write_at(newest.file, member, newest.size)
        digest = sha256(member).hexdigest()
        entry = replace(entry, offset=newest.size, length=len(member), sha256=digest)
        self._newest = newest = replace(newest, size=entry.end, previous=digest)
        self._unlisted.append(entry)
        self._known.learn(entry, newest.number)
        return newest, Location(name_of(newest.number), entry.offset, entry.length, digest)

    def _cut(self) -> None:
        """Take off what a failed write left behind the last whole record.

        Where that fails too, it is a torn tail as any other.
        """
        if self._newest is not None:
            with suppress(OSError):
                os.ftruncate(self._newest.file, self._newest.size)

    def _settle(self) -> None:
        """Make the newest file durable, then its list. Raises OSError for the list alone."""
        newest = self._newest
        if newest is None or not self._unlisted:
            return
        try:
            os.fsync(newest.file)
        except OSError as error:
            self._broken = f"the disk failed ({error.strerror}); open the archive again"
            raise ArchiveError(self._broken, name_of(newest.number)) from error
        listed = listing.append(newest.path, self._unlisted, self._reached.listed)
        self._reached = Reached(newest.number, newest.size, listed, newest.previous)
        self._unlisted = []

    def _opening(self, newest: _Newest) -> bytes:
        facts = (
            ("software", f"tearsheet/{version('tearsheet')}"),
            ("format", "WARC File Format 1.1"),
        )
        return record.warcinfo(name_of(newest.number), self._clock(), newest.previous, facts)

    def _path(self, number: int) -> Path:
        return self._folder / name_of(number)
