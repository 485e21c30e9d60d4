"""Several collectors on one home: who is alive, and whose claims count for nothing.

All of them run on one machine, for the database lies in a file, but maybe in containers with
names of their own: who is alive is told by a lock, never by a name.
"""

import fcntl
import os
import secrets
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Collector:
    """A running collector: its name in the store, and the folder where the living hold a lock."""

    name: str
    folder: Path

    @classmethod
    @contextmanager
    def begin(cls, home: Path) -> Iterator["Collector"]:
        """A collector that counts as alive until the block, or the process, ends."""
        folder = home / "collectors"
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{_host()}-{os.getpid()}-{secrets.token_hex(4)}"
        path = folder / name
        with path.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                yield cls(name, folder)
            finally:
                path.unlink(missing_ok=True)

    def dead_of(self, claimants: Iterable[str]) -> list[str]:
        """Those claimants that have died: nobody holds their lock any more."""
        return [
            name
            for name in claimants
            if name != self.name and not _is_alive(self.folder / Path(name).name)
        ]


def _is_alive(path: Path) -> bool:
    """Whether somebody holds the lock on this file."""
    try:
        with path.open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    path.unlink(missing_ok=True)
    return False


def _host() -> str:
    return socket.gethostname()[:60]
