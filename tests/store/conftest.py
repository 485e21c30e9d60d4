"""A real store for each test, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tearsheet.store.database import close_store, open_store
from tests.postgresql import postgresql_url


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store as the migrations leave it; the tests' own are copies."""
    path = tmp_path_factory.mktemp("migrated") / "tearsheet.sqlite3"
    open_store(path)
    close_store()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[Path | str]:
    """What `open_store` takes; open. Every test that asks for it runs on both databases."""
    with ExitStack() as stack:
        where: Path | str = tmp_path / "tearsheet.sqlite3"
        if request.param == "sqlite":
            shutil.copy(migrated, where)
        else:
            where = stack.enter_context(postgresql_url())
        open_store(where)
        yield where
        close_store()
