"""Opening: one setting, two databases; what is wrong with either is said with what to do next."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tearsheet.model import Watch, WatchName
from tearsheet.settings import Settings
from tearsheet.store import queries, writes
from tearsheet.store.database import StoreError, close_store, damaged, open_store, store_name
from tests.postgresql import postgresql_url

VELMAR = Watch("velmar", "Velmar", "country", (WatchName("Velmar", "en"),), "XV")


@pytest.fixture
def url() -> Iterator[str]:
    with postgresql_url() as url:
        yield url


def asked(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


def elsewhere(url: str, database: str) -> str:
    """The same server, another database."""
    base, _, options = url.partition("?")
    return f"{base.rpartition('/')[0]}/{database}?{options}"


def test_the_store_is_the_file_in_home_unless_a_database_is_named(tmp_path: Path) -> None:
    assert Settings(home=tmp_path).store == tmp_path / "tearsheet.sqlite3"
    named = "postgresql://tearsheet@db.ministry.example/tearsheet"
    assert Settings(home=tmp_path, database=named).store == named


def test_one_process_goes_from_one_database_to_the_other_and_back(tmp_path: Path, url: str) -> None:
    file = tmp_path / "tearsheet.sqlite3"
    open_store(file)
    writes.save_watch(VELMAR)
    open_store(url)
    assert connection.vendor == "postgresql"
    assert queries.watches() == []
    open_store(file)
    assert connection.vendor == "sqlite"
    assert queries.watches() == [VELMAR]
    close_store()


def test_a_file_is_opened_without_the_driver_of_the_other(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from tearsheet.store.database import open_store\n"
        f"open_store(pathlib.Path({str(tmp_path / 'a.sqlite3')!r}))\n"
        "print(sorted(name for name in sys.modules if name.startswith('psycopg')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("mysql://db.ministry.example/press", "`database` cannot be mysql://…: leave it empty"),
        ("tearsheet.sqlite3", "leave it empty for the SQLite file in home"),
        ("postgresql://db.ministry.example", "names a server but no database"),
        ("postgresql://[::1/press", "no URL of a PostgreSQL database"),
        ("postgresql://127.0.0.1:1/press", "no server answers there"),
        ("postgresql://nowhere.invalid/press", "no server answers there"),
    ],
)
def test_what_is_no_database_is_told_at_once(named: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        open_store(named)


def test_an_unknown_user_and_an_unknown_database_are_told_apart(url: str) -> None:
    with pytest.raises(StoreError, match="the server lets no such user in"):
        open_store(url.replace("postgres:@", "nobody:secret@"))
    assert "secret" not in store_name()
    with pytest.raises(StoreError, match=r"/nowhere: there is no such database .* `createdb`"):
        open_store(elsewhere(url, "nowhere"))


def test_who_may_not_make_tables_is_told_so(url: str) -> None:
    asked(url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "CREATE ROLE guest LOGIN")
    try:
        with pytest.raises(StoreError, match="make it the owner of the database"):
            open_store(url.replace("postgres:@", "guest@"))
    finally:
        close_store()
        asked(url, "DROP ROLE guest")


def test_a_database_that_cannot_hold_every_script_is_refused(url: str) -> None:
    asked(url, "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    try:
        with pytest.raises(StoreError, match="keeps LATIN1 and cannot hold every script"):
            open_store(elsewhere(url, "latin"))
    finally:
        asked(url, "DROP DATABASE latin WITH (FORCE)")


def test_an_error_later_is_told_in_words(url: str) -> None:
    open_store(url)
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute("SELECT nothing")
    assert damaged(caught.value).startswith(f"{store_name()}: PostgreSQL answered: column")


def test_a_connection_that_broke_is_replaced(url: str) -> None:
    open_store(url)
    writes.save_watch(VELMAR)
    close_store()
    asked(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    assert queries.watches() == [VELMAR]


def test_whoever_has_waited_too_long_for_their_turn_is_told(url: str) -> None:
    open_store(url)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 1")
    with psycopg.connect(url) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (0x7465_6172,))
        with pytest.raises(DatabaseError) as caught, transaction.atomic():
            pytest.fail("it was not our turn")
    assert "run the command again later" in damaged(caught.value)
    writes.save_watch(VELMAR)
    assert queries.watches() == [VELMAR]
