"""Coming in at the desk and going out."""

from collections.abc import Callable

from django.test import Client

from tearsheet.model import DeskRole
from tests.desk.conftest import PASSWORD

SignedIn = Callable[[DeskRole | None], Client]


def test_an_outsider_is_shown_the_way_in_and_comes_back(signed_in: SignedIn) -> None:
    client = signed_in(None)
    refused = client.get("/")
    assert refused.status_code == 302
    assert refused.headers["Location"] == "/sign-in/?next=%2F"
    came_in = client.post("/sign-in/", {"name": "editor", "password": PASSWORD, "next": "/"})
    assert came_in.headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/w/velmaria/"


def test_a_wrong_password_opens_nothing(signed_in: SignedIn) -> None:
    client = signed_in(None)
    assert client.post("/sign-in/", {"name": "editor", "password": "no"}).status_code == 403
    assert client.get("/").status_code == 302
