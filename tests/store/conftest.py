"""A real SQLite store for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tearsheet.store.database import close_store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "tearsheet.sqlite3"
    open_store(path)
    yield path
    close_store()
