"""Opening the store: one SQLite file, brought up to date."""

import threading
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
            call_command("migrate", verbosity=0, interactive=False)
        except (DatabaseError, OSError) as error:
            raise StoreError(
                f"{path}: cannot be used as a store ({error}); if it is damaged, move it away and "
                "run the command again: what the press printed is put back from the archive"
            ) from error


def close_store() -> None:
    """Close this process's connection; the next query opens it again."""
    connections.close_all()
