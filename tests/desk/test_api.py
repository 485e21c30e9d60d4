"""The HTTP API: what the desk does, for other programs, and nothing that a token may not."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from tearsheet import demo
from tearsheet.model import Account, DeskRole
from tearsheet.pipeline import Newsroom
from tearsheet.store.accounts import account, make_token

NOW = datetime(2025, 9, 22, tzinfo=UTC)
WEEK = {"first": str(demo.WEEK[0]), "last": str(demo.WEEK[1])}
W = "/api/v1/watches/velmaria"


@pytest.fixture
def call(desk: Newsroom) -> Callable[..., tuple[int, object]]:
    """Call the API as somebody of a role: the status, and what the JSON says."""

    def call(role: DeskRole, method: str, path: str, body: object = None) -> tuple[int, object]:
        headers = {"Authorization": f"Bearer {token(role)}"}
        content = json.dumps(body) if body is not None else ""
        answer = Client().generic(
            method, path, content, content_type="application/json", headers=headers
        )
        return answer.status_code, answer.json()

    return call


def token(role: DeskRole, of: str = "") -> str:
    holder = account(of or role)
    assert isinstance(holder, Account)
    return make_token(holder, "of a test", role, NOW)


def test_nobody_comes_in_without_a_token(desk: Newsroom) -> None:
    for headers in ({}, {"Authorization": "Bearer no"}, {"Authorization": "Basic eDp5"}):
        answer = Client().get("/api/v1/me", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert set(answer.json()) == {"problem"}


def test_a_browser_that_is_signed_in_is_no_token(desk: Newsroom, signed_in) -> None:
    assert signed_in("admin").get("/api/v1/me").status_code == 401


def test_a_token_does_no_more_than_its_role(call, desk: Newsroom) -> None:
    _, listed = call("reader", "GET", f"{W}/stories")
    keys = [one["card"]["story_key"] for one in listed["entries"]]
    body = {"story_keys": keys[:1], "choice": "taken"}
    assert call("reader", "POST", f"{W}/decisions", body)[0] == 403
    lesser = {"Authorization": f"Bearer {token('reader', of='chief')}"}
    refused = Client().post(f"{W}/decisions", body, content_type="application/json", headers=lesser)
    assert refused.status_code == 403
    assert call("editor", "POST", f"{W}/decisions", body)[0] == 200


def test_the_inbox_is_read_decided_on_and_taken_back(call) -> None:
    status, listed = call("editor", "GET", f"{W}/stories?most=5")
    assert status == 200
    assert len(listed["entries"]) == 5
    _, further = call("editor", "GET", f"{W}/stories?most=5&after={listed['after']}")
    keys = [one["card"]["story_key"] for one in (*listed["entries"], *further["entries"])]
    assert len(set(keys)) == len(keys)
    body = {"story_keys": keys[:2], "choice": "taken", "reason": "for Monday"}
    assert call("editor", "POST", f"{W}/decisions", body)[0] == 200
    _, taken = call("editor", "GET", f"{W}/stories?choice=taken")
    assert {one["card"]["story_key"] for one in taken["entries"]} == set(keys[:2])
    assert call("editor", "POST", f"{W}/undo")[0] == 200
    assert call("editor", "GET", f"{W}/stories?choice=taken")[1]["entries"] == []
    assert call("editor", "POST", f"{W}/undo")[0] == 404
    _, steps = call("reader", "GET", f"{W}/decisions")
    assert [one["kind"] for one in steps] == ["undo", "decide"]


def test_what_cannot_be_joined_or_parted_is_a_clash(call) -> None:
    _, listed = call("reader", "GET", f"{W}/stories?most=2")
    one, other = (entry["card"]["article_key"] for entry in listed["entries"])
    merged = call("editor", "POST", f"{W}/merge", {"story_keys": [one, one]})
    parted = call("editor", "POST", f"{W}/split", {"article_keys": [one, other]})
    for status, said in (merged, parted):
        assert status == 409
        assert set(said) == {"problem"}


def test_articles_are_read_with_what_was_found_in_them(call) -> None:
    _, hits = call("reader", "GET", "/api/v1/search?q=Velmaria&most=3")
    assert hits["total"] > 3
    key = hits["hits"][0]["key"]
    status, read = call("reader", "GET", f"/api/v1/articles/{key}")
    assert status == 200
    assert read["article"]["title"] == hits["hits"][0]["title"]
    assert call("reader", "GET", f"/api/v1/articles/{key}/annotations")[0] == 200
    assert call("reader", "GET", f"{W}/stories/{key}/telling")[0] == 200
    _, counted = call("reader", "GET", f"{W}/coverage?first=2025-09-01&last=2025-09-30")
    assert counted["articles"] > 20


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/watches/nobody", 404),
        (f"/api/v1/articles/{'0' * 64}", 404),
        ("/api/v1/articles/x", 422),
        (f"{W}/stories?after=nonsense", 422),
        (f"{W}/stories?most=0", 422),
        (f"{W}/editions/9", 404),
        (f"{W}/coverage?first=2025-01-02&last=2025-01-01", 404),
        (f"{W}/coverage", 422),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(call, path: str, status: int) -> None:
    answered, said = call("admin", "GET", path)
    assert answered == status
    assert set(said) == {"problem"}


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_a_machine_that_tries_everything_finds_nothing(
    desk: Newsroom, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    headers = {"Authorization": f"Bearer {token('admin')}"}
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 19
    for operation in operations:

        @settings(
            max_examples=5,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def hold(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=headers)

        hold()
