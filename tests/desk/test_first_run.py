"""The first run: the first account, the first watch, the first round."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tearsheet.desk.access import first_run
from tearsheet.desk.background.worker import work_off
from tearsheet.desk.room import working_in
from tearsheet.pipeline import Newsroom
from tearsheet.settings import Settings
from tearsheet.store import jobs, queries
from tearsheet.store.accounts import accounts

GOOD = "seven-lanterns-on-quay"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Newsroom]:
    """A desk at which nobody has worked yet."""
    with Newsroom.open(Settings(home=tmp_path / "home")) as room, working_in(room):
        yield room


@pytest.fixture
def guarded() -> Iterator[str]:
    first_run.guard("abc123def456")
    yield "abc123def456"
    first_run.guard("")


def made(client: Client, **more: str) -> int:
    form = {"name": "ada", "called": "Ada Admin", "password": GOOD, **more}
    return client.post("/welcome/", form).status_code


def test_every_page_leads_to_the_welcome_until_there_is_an_account(empty: Newsroom) -> None:
    client = Client()
    for address in ("/", "/sign-in/", "/accounts/", "/nothing/"):
        assert client.get(address).headers["Location"] == "/welcome/"
    assert made(client) == 302
    assert [(one.name, one.role) for one in accounts()] == [("ada", "admin")]
    assert client.get("/").status_code == 200
    assert client.get("/welcome/").headers["Location"] == "/"
    assert made(Client(), name="eve") == 302
    assert len(accounts()) == 1


def test_a_weak_password_makes_no_account(empty: Newsroom) -> None:
    for weak in ("", "short", "password123", "4815162342108", "ada-admin-ada"):
        assert made(Client(), password=weak) == 422, weak
    assert made(Client(), name="no spaces") == 422
    assert accounts() == []


def test_others_need_the_code_that_the_start_printed(empty: Newsroom, guarded: str) -> None:
    assert made(Client()) == 422
    assert made(Client(), code="abc123def457") == 422
    assert accounts() == []
    assert made(Client(), code=f" {guarded.upper()} ") == 302


def test_a_country_is_proposed_with_its_names_and_neighbours(empty: Newsroom) -> None:
    client = Client()
    made(client)
    page = client.get("/welcome/watch/?kind=country&country=IS&language=en").content.decode()
    for word in ("Iceland", "Исландия", "Islande", 'name="site"'):
        assert word in page
    assert client.get("/welcome/watch/?kind=country&country=XX").status_code == 422
    assert client.get("/welcome/watch/?kind=ship&name=Vasa").status_code == 422
    assert client.get("/welcome/watch/?kind=person&name=").status_code == 422


def test_names_can_be_changed_and_keep_what_they_are(empty: Newsroom) -> None:
    client = Client()
    made(client)
    form = {"kind": "country", "country": "IS", "language": "en", "title": "Iceland, the island"}
    names = {"names-en": "Iceland\nReykjavik\n Land  of ice \n", "names-xx'\"": "Nothing"}
    answer = client.post("/welcome/watch/make/", form | names | {"site": "https://ledger.example/"})
    watch = queries.watch("iceland")
    assert watch is not None
    assert watch.title == "Iceland, the island"
    kinds = {one.text: one.kind for one in watch.names}
    assert kinds == {"Iceland": "name", "Reykjavik": "place", "Land of ice": "name"}
    job = jobs.under_way("first round")
    assert job is not None
    assert job.words == {"watch": "iceland", "sites": "https://ledger.example/"}
    assert answer.headers["Location"] == f"/jobs/{job.number}/"


def test_a_watch_without_a_name_or_with_a_strange_site_is_not_made(empty: Newsroom) -> None:
    client = Client()
    made(client)
    form = {"kind": "organisation", "name": "Order of Lamps", "language": "en"}
    assert client.post("/welcome/watch/make/", form).status_code == 422
    names = form | {"names-en": "Order of Lamps"}
    for strange in ("javascript:alert(1)", "ftp://lamps.example/", "a b", "https://u:p@h.example/"):
        answer = client.post("/welcome/watch/make/", names | {"further": strange})
        assert answer.status_code == 422, strange
    assert queries.watches() == []


@pytest.mark.nightly
def test_the_demo_press_fills_the_inbox_without_a_network(empty: Newsroom) -> None:
    client = Client()
    made(client)
    answer = client.post("/welcome/watch/make/", {"demo": "yes"})
    assert work_off(empty) == 1
    job = jobs.latest()[0]
    assert (job.state, job.leads_to) == ("done", "/w/velmaria/"), job.told
    page = client.get(answer.headers["Location"]).content.decode()
    assert 'href="/w/velmaria/"' in page
    part = client.get(answer.headers["Location"], headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == "/w/velmaria/"
    assert "Velmaria" in client.get("/w/velmaria/").content.decode()
