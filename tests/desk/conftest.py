"""A desk with the demo press on it: read, related, followed by a watch, with people to sign in."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from tearsheet import demo
from tearsheet.collect import arrivals, listed
from tearsheet.desk.room import working_in
from tearsheet.model import ROLES, Account, DeskRole
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.inbox import file_cards
from tearsheet.pipeline.ingest import ingest
from tearsheet.pipeline.relating import relate_new
from tearsheet.press import load
from tearsheet.settings import Settings
from tearsheet.store import writes
from tearsheet.store.accounts import add_account
from tearsheet.store.rows import AccountRow
from tests.desk.served import PASSWORD, cache, chromium, served, visiting

__all__ = ["cache", "chromium", "served", "visiting"]
CALLED = {"reader": "Rana Reader", "editor": "Edda Editor", "chief": "Cleo Chief", "admin": "Ada"}
# Guessing is no concern here: how often a password was hashed stands beside it.
PBKDF2PasswordHasher.iterations = 1000
OUTLETS = load(demo.press_folder() / "outlets.toml")


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder that each test gets a copy of."""
    home = tmp_path_factory.mktemp("desk") / "home"
    make_home(home)
    return home


def make_home(home: Path, database: str = "") -> None:
    """Ingest the demo press from its files into a new home, relate it, add watch and accounts."""
    clock = demo.clock()
    with Newsroom.open(Settings(home=home, database=database), OUTLETS) as room:
        writes.save_watch(demo.watch())
        lines = (demo.press_folder() / "list.tsv").read_text("utf-8").splitlines()
        limit = room.settings.payload_megabytes * 1_000_000
        ingest(
            room, arrivals(listed(lines, demo.press_folder()), clock(), limit_bytes=limit), clock
        )
        relate_new(room, wait=True)
        file_cards(room, clock(), wait=True)
        for role in ROLES:
            add_account(Account(role, CALLED[role], role), PASSWORD, clock())


@pytest.fixture
def desk(made_home: Path, tmp_path: Path) -> Iterator[Newsroom]:
    """The newsroom of a fresh copy of the home; the site works in it."""
    home = tmp_path / "home"
    shutil.copytree(made_home, home)
    with Newsroom.open(Settings(home=home), OUTLETS) as room, working_in(room):
        yield room


@pytest.fixture
def signed_in(desk: Newsroom) -> Callable[[DeskRole | None], Client]:
    """A browser (Django's test client) in which somebody of that role is signed in."""

    def signed_in(role: DeskRole | None) -> Client:
        client = Client()
        if role is not None:
            row = AccountRow.objects.get(name=role)
            client.force_login(row, "django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
