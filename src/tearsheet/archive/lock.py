"""The right to write in an archive's folder: one process at a time, each for a moment."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakSet

from tearsheet.archive.errors import ArchiveError

LOCK = "archive.lock"
PATIENCE = 60.0  # seconds; a batch and its fsync take milliseconds, opening a huge archive seconds
PAUSE = 0.002  # seconds between two tries


class Lock:
    """Taken and let go many times, by one object in one process at a time.

    A forked child lets go of its copy at once: a worker that outlives a killed writer must not
    keep the next one out. A process that ends lets go however it ends. Raises `ArchiveError`
    where another holds it for longer than ``patience`` seconds, or nobody may write.
    """

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._folder = folder
        self._path = folder / LOCK
        self.descriptor: int | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the others, then keep them out."""
        try:
            self._take()
            yield
        finally:
            # The call itself, not a function of ours, at whose start Ctrl-C might land.
            if self.descriptor is not None:
                fcntl.flock(self.descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of everything."""
        if self.descriptor is not None:  # for those who still have a copy of the descriptor
            fcntl.flock(self.descriptor, fcntl.LOCK_UN)
        self.drop_copy()

    def drop_copy(self) -> None:
        """In a forked child: forget the lock without taking it from the parent."""
        _open.discard(self)
        descriptor, self.descriptor = self.descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _take(self) -> None:
        """Taking it twice is taking it once."""
        try:
            while True:
                if self.descriptor is None:
                    self.descriptor = _opened(self._folder)
                    _open.add(self)
                _patiently_locked(self.descriptor, fcntl.LOCK_EX, self.patience)
                if _is_at(self.descriptor, self._path):
                    break
                self.drop_copy()  # the folder was moved, or another lock put in its place
            _sign(self.descriptor)
        except BlockingIOError as error:
            assert self.descriptor is not None
            holder = _signature(self.descriptor) or "unknown"
            message = f"another process ({holder}) is writing to this archive"
            message += f" and did not pause for {self.patience:g} seconds"
            raise ArchiveError(message, str(self._folder)) from error
        except OSError as error:
            message = f"cannot be written ({error.strerror})"
            raise ArchiveError(message, str(self._folder)) from error


_open: WeakSet[Lock] = WeakSet()


@contextmanager
def nobody_writing(folder: Path) -> Iterator[None]:
    """For a reader: wait until no one writes, and keep writers waiting for as long.

    Where there is no lock, or it may not be read, nobody is waited for; nor is anybody for
    longer than `PATIENCE`.
    """
    try:
        descriptor = os.open(folder / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        with suppress(BlockingIOError):
            _patiently_locked(descriptor, fcntl.LOCK_SH, PATIENCE)
        yield
    finally:
        os.close(descriptor)


def settle_names(folder: Path) -> None:
    """Make the names in a folder durable, as fsync makes a file's bytes."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _opened(folder: Path) -> int:
    _made(folder)
    return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether it is the lock that another who comes to the folder will find."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _patiently_locked(descriptor: int, kind: int, patience: float) -> None:
    """Take the lock. Raises BlockingIOError where another still holds it after ``patience``."""
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise
            time.sleep(PAUSE)
        else:
            return


def _sign(descriptor: int) -> None:
    """Leave the number of our process, for the one who waits in vain."""
    own = str(os.getpid())
    if _signature(descriptor) != own:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{own}\n".encode(), 0)


def _signature(descriptor: int) -> str:
    return os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()


def _made(folder: Path) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        settle_names(one.parent)


def _let_go() -> None:
    for lock in list(_open):
        lock.drop_copy()


os.register_at_fork(after_in_child=_let_go)
