"""The right to write in an archive's folder: one process at a time."""

import fcntl
import os
import time
from pathlib import Path
from weakref import WeakSet

from tearsheet.archive.errors import ArchiveError

LOCK = "archive.lock"
PATIENCE = 0.5  # seconds: children of a writer that was killed may take a moment to let go


class Lock:
    """Held from its making until `close` or the end of the process.

    A forked child lets go of its copy at once: a worker that outlives a killed writer must not
    keep the next one out. Raises `ArchiveError` where another holds it, or nobody may write.
    """

    def __init__(self, folder: Path) -> None:
        self._descriptor: int | None = None
        try:
            _made(folder)
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            descriptor = os.open(folder / LOCK, flags, 0o644)
        except OSError as error:
            raise ArchiveError(f"cannot be written ({error.strerror})", str(folder)) from error
        try:
            _patiently_locked(descriptor)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
            os.close(descriptor)
            message = f"another process ({holder or 'unknown'}) is writing to this archive"
            raise ArchiveError(message, str(folder)) from error
        except OSError as error:
            os.close(descriptor)
            raise ArchiveError(f"cannot be written ({error.strerror})", str(folder)) from error
        self._descriptor = descriptor
        _held.add(self)

    def close(self) -> None:
        """Let the next one write, whoever still has a copy of the descriptor."""
        if self._descriptor is not None:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        self.drop_copy()

    def drop_copy(self) -> None:
        """In a forked child: forget the lock without taking it from the parent."""
        _held.discard(self)
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


_held: WeakSet[Lock] = WeakSet()


def settle_names(folder: Path) -> None:
    """Make the names in a folder durable, as fsync makes a file's bytes."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _patiently_locked(descriptor: int) -> None:
    """Take the lock. Raises BlockingIOError where another still holds it after `PATIENCE`."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.02)
        else:
            return


def _made(folder: Path) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        settle_names(one.parent)


def _let_go() -> None:
    for lock in list(_held):
        lock.drop_copy()


os.register_at_fork(after_in_child=_let_go)
