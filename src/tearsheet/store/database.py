"""Opening the store: one SQLite file, brought up to date."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connections

_opening = threading.Lock()


class StoreError(RuntimeError):
    """The database cannot be used; the message names it and says what to do."""


def sqlite(name: str | Path) -> dict[str, object]:
    """Django's settings for a SQLite database at ``name``.

    Readers never wait for the writer (WAL); a transaction that will write takes its lock at
    once (IMMEDIATE) instead of failing half-way; a commit is on disk when it returns (FULL).
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
        },
    }


def open_store(path: Path) -> None:
    """Make ``path`` the database of this process, created and migrated if need be.

    A process has one store at a time; opening another closes the one before. Raises `StoreError`.
    """
    with _opening:
        connection = connections["default"]
        if connection.settings_dict["NAME"] != path:
            connection.close()
            connection.settings_dict["NAME"] = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _alone(path):
                call_command("migrate", verbosity=0, interactive=False)
        except OSError as error:
            raise StoreError(f"{path.parent}: cannot be written ({error.strerror})") from error
        except DatabaseError as error:
            raise StoreError(damaged(error)) from error


def damaged(error: DatabaseError) -> str:
    """What to tell a person whose database answers with an error."""
    path = connections["default"].settings_dict["NAME"]
    if "readonly" in str(error):
        return f"{path}: cannot be written; allow it, or name another folder with --home"
    if "disk is full" in str(error) or "disk I/O" in str(error):
        return f"{path}: the disk takes no more ({error}); make room and run the command again"
    if "locked" in str(error):
        return f"{path}: another process has kept it busy for long; run the command again later"
    return (
        f"{path}: the database is damaged ({error}). Move it away and run `tearsheet ingest`: what "
        "the press printed is put back from the archive; watches and editions come from a backup"
    )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time brings a database up to date; others wait for it."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def close_store() -> None:
    """Close this process's connection; the next query opens it again."""
    connections.close_all()
