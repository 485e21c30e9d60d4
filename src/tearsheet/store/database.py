"""Opening the store: a SQLite file, or a PostgreSQL database by one setting; brought up to date."""

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

if TYPE_CHECKING:
    from psycopg import ConnectionInfo

SCHEMES = ("postgresql://", "postgres://")
ENCODING = "UTF8"
OPENING = 0x6F70_656E  # the advisory lock of who brings a PostgreSQL database up to date
PATIENCE = 30  # seconds that a write waits for another's, and a thread for a free connection
CONNECTING = 10  # seconds that a server has to answer
MOST_CONNECTIONS = 20  # that one process keeps to PostgreSQL; a server allows 100 in all

_opening = threading.Lock()


class StoreError(RuntimeError):
    """The database cannot be used; the message names it and says what to do."""


def sqlite(name: str | Path) -> dict[str, object]:
    """Django's settings for a SQLite database at ``name``.

    Readers never wait for the writer (WAL); a transaction that will write takes its lock at
    once (IMMEDIATE) instead of failing half-way; a commit is on disk when it returns (FULL).
    """
    return {
        "ENGINE": "tearsheet.store.sqlite",
        "NAME": name,
        "USER": "",
        "PASSWORD": "",
        "HOST": "",
        "PORT": "",
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            "timeout": PATIENCE,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
        },
    }


def postgresql(url: str) -> dict[str, object]:
    """Django's settings for the PostgreSQL database at ``url``; its threads share connections.

    Raises `StoreError` for what is no such URL.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except ProgrammingError as error:
        raise StoreError(
            f"`database` is no URL of a PostgreSQL database ({_first_line(str(error))}); it looks "
            "like postgresql://user:password@host:5432/name, with %40 for an @ in a password"
        ) from error
    if not parts.get("dbname"):
        raise StoreError(
            "`database` names a server but no database; put its name at the end: "
            "postgresql://user:password@host:5432/name"
        )
    given = parts.pop("options", "")
    return {
        "ENGINE": "tearsheet.store.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": CONNECTING,
            **parts,
            "options": f"{given} -c lock_timeout={PATIENCE}s".strip(),
            "pool": {"min_size": 0, "max_size": MOST_CONNECTIONS, "timeout": PATIENCE},
        },
    }


def open_store(where: Path | str) -> None:
    """Make ``where`` the database of this process, created and migrated if need be.

    A path is a SQLite file, text the URL of a PostgreSQL database that is there already. A
    process has one store at a time; opening another closes the one before. Raises `StoreError`.
    """
    with _opening:
        _choose(sqlite(where) if isinstance(where, Path) else postgresql(_a_url(where)))
        try:
            if isinstance(where, Path):
                where.parent.mkdir(parents=True, exist_ok=True)
                with _alone(where):
                    _bring_up_to_date()
            else:
                _greet_server()
                with _alone_at_the_server():
                    _bring_up_to_date()
        except OSError as error:
            raise StoreError(f"{store_name()}: cannot be written ({error.strerror})") from error
        except DatabaseError as error:
            raise StoreError(damaged(error)) from error


def store_name() -> str:
    """What a person knows the open database by: a path, or a URL without its password."""
    chosen = connections.settings["default"]
    if not _is_postgresql():
        return str(chosen["NAME"])
    user = f"{chosen['USER']}@" if chosen["USER"] else ""
    port = f":{chosen['PORT']}" if chosen["PORT"] else ""
    return f"postgresql://{user}{chosen['HOST']}{port}/{chosen['NAME']}"


def damaged(error: DatabaseError) -> str:
    """What to tell a person whose database answers with an error."""
    name, said = store_name(), str(error).strip()
    if _is_postgresql():
        return f"{name}: {_answered(error, said)}"
    if "readonly" in said:
        return f"{name}: cannot be written; allow it, or name another folder with --home"
    if "disk is full" in said or "disk I/O" in said:
        return f"{name}: the disk takes no more ({said}); make room and run the command again"
    if "locked" in said:
        return f"{name}: another process has kept it busy for long; run the command again later"
    return (
        f"{name}: the database is damaged ({said}). Move it away and run `tearsheet ingest`: what "
        "the press printed is put back from the archive; watches and editions come from a backup"
    )


# What PostgreSQL's answers mean to a person, by SQLSTATE (its manual, appendix A).
_ANSWERS = {
    "28P01": "the server refuses the password; set the right one in `database`",
    "28000": "the server lets no such user in; name another in `database`, or allow it there",
    "3D000": "there is no such database on the server; make it with `createdb`, or name another",
    "3F000": "the user may not make tables there; make it the owner of the database",
    "42501": "the user may not make or change tables there; make it the owner of the database",
    "53100": "the server's disk is full; make room there and run the command again",
    "53300": "the server takes no more connections; raise its max_connections or use fewer",
    "55P03": "another process has kept it busy for long; run the command again later",
    "57P01": "the server was shut down meanwhile; run the command again once it is back",
    "57P03": "the server is starting up or shutting down; run the command again in a moment",
    "25006": "the database takes no writes (a standby, or read-only); name the one that does",
}


def _answered(error: DatabaseError, said: str) -> str:
    state = _state_of(error) or _state_in(said)
    if state in _ANSWERS:
        return f"{_ANSWERS[state]} ({_first_line(said)})"
    if state is None and isinstance(error, OperationalError):
        return (
            f"no server answers there ({_first_line(said)}); start it, or put its right address "
            "into `database`"
        )
    return f"PostgreSQL answered: {_first_line(said)}"


def _state_of(error: BaseException | None) -> str | None:
    """The SQLSTATE of an error, which Django and its migrations wrap in errors of their own."""
    while error is not None:
        if state := getattr(error, "sqlstate", None):
            return str(state)
        error = error.__cause__ or error.__context__
    return None


def _state_in(said: str) -> str | None:
    """The SQLSTATE of a refused connection, of which libpq passes on only the words."""
    for words, state in (
        ("password authentication failed", "28P01"),
        ("no password supplied", "28P01"),
        ("no pg_hba.conf entry", "28000"),
        ("authentication failed", "28000"),
        ('role "', "28000"),
        ('database "', "3D000"),
        ("too many clients", "53300"),
        ("remaining connection slots", "53300"),
        ("the database system is", "57P03"),
        ("permission denied", "42501"),
    ):
        if words in said:
            return state
    return None


def _first_line(said: str) -> str:
    return said.partition("\n")[0].removeprefix("connection failed: ")


def _a_url(where: str) -> str:
    if not where.startswith(SCHEMES):
        scheme, _, rest = where.partition("://")
        kind = f"{scheme}://…" if rest else "what it says"
        raise StoreError(
            f"`database` cannot be {kind}: leave it empty for the SQLite file in home, or give "
            "postgresql://user:password@host:5432/name"
        )
    return where


def faults() -> Iterator[str]:
    """What the database finds wrong with itself; nothing if all is well.

    SQLite looks over its file. PostgreSQL reads every row of every table, and so finds pages
    whose checksums are wrong (they are kept unless whoever made the server said otherwise).
    """
    with connection.cursor() as cursor:
        if not _is_postgresql():
            cursor.execute("PRAGMA integrity_check")
            yield from (line for (line,) in cursor.fetchall() if line != "ok")
            return
        for table in sorted(connection.introspection.table_names(cursor)):
            name = connection.ops.quote_name(table)
            try:
                cursor.execute(f"SELECT count(whole::text) FROM {name} AS whole")
            except DatabaseError as error:
                yield f"{table}: {_first_line(str(error))}"


def _is_postgresql() -> bool:
    return str(connections.settings["default"]["ENGINE"]).endswith("postgresql")


def _choose(database: dict[str, object]) -> None:
    """Make these the settings of the connections to come; those to another one are closed."""
    chosen = connections.settings["default"]
    if all(chosen.get(name) == value for name, value in database.items()):
        return
    connection.close()
    close_pool()
    chosen.update(database)
    del connections["default"]


def close_pool() -> None:
    """Close the connections to PostgreSQL that this process keeps for its threads."""
    if _is_postgresql() and connection.vendor == "postgresql":
        connection.close_pool()


atexit.register(close_pool)


def _greet_server() -> None:
    """Ask the server who it is, so that a refusal is told at once and in its own words.

    A pool of connections would try again and again, and then only say that it has waited.
    """
    import psycopg

    parts = connection.get_connection_params()
    try:
        with connection.wrap_database_errors, psycopg.connect(**parts) as greeted:
            spoken: ConnectionInfo = greeted.info
            encoding = spoken.parameter_status("server_encoding")
    except UnicodeError as error:
        raise StoreError(f"{store_name()}: no name of a server ({error})") from error
    if encoding != ENCODING:
        raise StoreError(
            f"{store_name()}: the database keeps {encoding} and cannot hold every script; make "
            "another with `createdb --encoding=UTF8 --template=template0 NAME`"
        )


def _bring_up_to_date() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time brings a database up to date; others wait for it."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


@contextmanager
def _alone_at_the_server() -> Iterator[None]:
    """The same on PostgreSQL, for processes of any machine, however long it takes."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", (OPENING,))
    try:
        yield
    finally:
        if connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", (OPENING,))
                cursor.execute("RESET lock_timeout")


def close_store() -> None:
    """Close this thread's connection; the next query opens it again."""
    connections.close_all()
