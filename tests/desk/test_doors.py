"""Every address of the desk: who may come in, with which role, by which method."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tearsheet.desk.access.doors import Door
from tearsheet.model import ROLES, DeskRole

SignedIn = Callable[[DeskRole | None], Client]

ARGUMENTS: dict[str, str | int] = {
    "article_key": "a" * 64,
    "deed": "pause",
    "digest": "a" * 64,
    "form": "csv",
    "item": "title",
    "key": "somebody",
    "look": "light",
    "name": "editor",
    "number": 1,
    "of": "days",
    "one": "a" * 64,
    "other": "b" * 64,
    "proposal": 1,
    "secret": "nobody-knows",
    "story_key": "a" * 64,
    "version": 1,
    "watch_key": "velmaria",
}
"""Something for each parameter of a route: a door asks before the page looks for what it names."""

IN_THE_API = "api/v1/"
"""Asks for tokens by means of its own, and is tested with the API."""


@dataclass(frozen=True, slots=True)
class Route:
    """One address with something in the place of its parameters, and its door."""

    address: str
    door: Door


def patterns(of: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, URLPattern]]:
    for one in of:
        where = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield where, one
        elif where != IN_THE_API:
            yield from patterns(one.url_patterns, where)


def routes() -> list[Route]:
    """Every route of the desk. One without a door is an error."""
    found: list[Route] = []
    for where, pattern in patterns(get_resolver().url_patterns, ""):
        door = getattr(pattern.callback, "door", None)
        assert door is not None, f"{where} has no door"
        found.append(Route(address_of(where, pattern), door))
    return found


def address_of(where: str, pattern: URLPattern) -> str:
    """The address of a route, with something in the place of each parameter."""
    given = {
        name: converter.to_url(ARGUMENTS[name])
        for name, converter in pattern.pattern.converters.items()
    }
    address = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: given[found[1]], where)
    assert "<" not in address, address
    return f"/{address}"


def asked(client: Client, route: Route, method: str) -> int:
    return client.generic(method, route.address).status_code


def test_an_outsider_is_shown_the_way_in(signed_in: SignedIn) -> None:
    client = signed_in(None)
    for route in (one for one in routes() if one.door.least):
        for method in ("GET", "POST", "DELETE"):
            answer = client.generic(method, route.address)
            assert answer.status_code == 302, (method, route.address)
            assert answer.headers["Location"].startswith("/sign-in/?next="), route.address
        in_part = client.generic(
            route.door.methods[0], route.address, headers={"HX-Request": "true"}
        )
        assert in_part.status_code == 401, route.address


def test_a_lesser_role_is_refused(signed_in: SignedIn) -> None:
    for lesser, least in pairwise(ROLES):
        client = signed_in(lesser)
        for route in (one for one in routes() if one.door.least == least):
            for method in ("GET", "POST", "DELETE"):
                assert asked(client, route, method) == 403, (method, route.address)


def test_another_method_is_refused(signed_in: SignedIn) -> None:
    client = signed_in("admin")
    for route in routes():
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - set(route.door.methods):
            answer = client.generic(method, route.address)
            assert answer.status_code == 405, (method, route.address)
            assert set(answer.headers["Allow"].split(", ")) == set(route.door.methods)


def test_who_was_let_go_is_an_outsider(signed_in: SignedIn) -> None:
    from tearsheet.store.rows import AccountRow

    client = signed_in("admin")
    assert client.get("/accounts/").status_code == 200
    AccountRow.objects.filter(name="admin").update(is_active=False)
    assert client.get("/accounts/").status_code == 302
