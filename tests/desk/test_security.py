"""What keeps strangers out, on both sides: what is refused, and that the rest still works."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tearsheet.desk.secret import NAME, secret_of
from tearsheet.desk.serving_names import hosts_for, is_open_to_others
from tearsheet.model import DeskRole
from tearsheet.pipeline import Newsroom
from tearsheet.settings import Settings
from tearsheet.store.accounts import account, make_token, token_holder
from tearsheet.store.rows import AccountRow, SessionRow
from tests.desk.served import PASSWORD

SignedIn = Callable[[DeskRole | None], Client]
NEW = "eleven-herons-by-the-weir"


def came_in(client: Client, name: str, password: str = PASSWORD, address: str = "10.0.0.1") -> int:
    form = {"name": name, "password": password}
    return client.post("/sign-in/", form, REMOTE_ADDR=address).status_code


def test_pages_run_no_script_or_style_of_their_own(signed_in: SignedIn) -> None:
    client = signed_in("admin")
    for address in ("/accounts/", "/me/", "/jobs/", "/welcome/watch/", "/w/velmaria/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        page = answer.content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page), address
        assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)", page), address
        assert "http://" not in re.sub(r'xmlns="[^"]*"', "", page), address


def test_pages_are_kept_by_nobody_and_shown_in_no_other_site(signed_in: SignedIn) -> None:
    for client, address in ((signed_in("reader"), "/w/velmaria/"), (Client(), "/sign-in/")):
        headers = client.get(address).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


def test_a_form_that_we_did_not_send_out_is_refused(desk: Newsroom) -> None:
    client = Client(enforce_csrf_checks=True)
    refused = client.post("/sign-in/", {"name": "editor", "password": PASSWORD})
    assert refused.status_code == 403
    assert "Please try that once more" in refused.content.decode()
    page = client.get("/sign-in/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    form = {"name": "editor", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    assert client.post("/sign-in/", form).status_code == 302


def test_nobody_is_led_to_another_site(desk: Newsroom) -> None:
    for elsewhere in (
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "\\\\evil",
    ):
        form = {"name": "editor", "password": PASSWORD, "next": elsewhere}
        assert Client().post("/sign-in/", form).headers["Location"] == "/"
        form = {"language": "ru", "next": elsewhere}
        assert Client().post("/language/", form).headers["Location"] == "/"
    form = {"name": "editor", "password": PASSWORD, "next": "/w/velmaria/?day=1"}
    assert Client().post("/sign-in/", form).headers["Location"] == "/w/velmaria/?day=1"


def test_too_many_wrong_passwords_lock_that_name_at_that_address_only(desk: Newsroom) -> None:
    for _ in range(4):
        assert came_in(Client(), "editor", "wrong") == 403
    assert came_in(Client(), "editor", "wrong") == 429
    locked = Client().post(
        "/sign-in/", {"name": "editor", "password": PASSWORD}, REMOTE_ADDR="10.0.0.1"
    )
    assert locked.status_code == 429
    assert "quarter of an hour" in locked.content.decode()
    assert came_in(Client(), "chief") == 302
    assert came_in(Client(), "editor", address="10.0.0.2") == 302


def test_a_right_password_forgets_the_wrong_ones(desk: Newsroom) -> None:
    for _ in range(2):
        for _ in range(4):
            assert came_in(Client(), "editor", "wrong") == 403
        assert came_in(Client(), "editor") == 302


def test_who_has_no_account_learns_nothing(desk: Newsroom) -> None:
    pages = []
    for name in ("editor", "nobody"):
        answer = Client().post("/sign-in/", {"name": name, "password": "wrong"})
        page = answer.content.decode().replace(name, "")
        pages.append((answer.status_code, re.sub(r'value="\w{64}"|Token": "\w{64}', "", page)))
    assert pages[0] == pages[1]


def test_a_session_is_another_after_signing_in(desk: Newsroom) -> None:
    client = Client()
    client.post("/language/", {"language": "ru"})
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = client.cookies["sessionid"].value
    came_in(client, "editor")
    assert client.cookies["sessionid"].value != before
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


def test_a_new_password_signs_the_other_browsers_out(desk: Newsroom) -> None:
    here, there = Client(), Client()
    assert came_in(here, "editor") == came_in(there, "editor") == 302
    wrong = {"old": "not it", "password": NEW}
    assert here.post("/me/password/", wrong).status_code == 422
    assert here.post("/me/password/", {"old": PASSWORD, "password": "short"}).status_code == 422
    assert here.post("/me/password/", {"old": PASSWORD, "password": NEW}).status_code == 302
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302
    assert came_in(Client(), "editor", NEW) == 302


def test_a_browser_can_be_signed_out_from_another(desk: Newsroom) -> None:
    here, there = (
        Client(headers={"User-Agent": "Here 1.0"}),
        Client(headers={"User-Agent": "There 2.0"}),
    )
    came_in(here, "editor")
    came_in(there, "editor")
    page = here.get("/me/").content.decode()
    assert "There 2.0" in page
    for row in SessionRow.objects.all():
        assert row.session_key not in page
    (key,) = re.findall(r'action="/me/browsers/(\w+)/"', page)
    stranger = Client()
    came_in(stranger, "chief")
    stranger.post(f"/me/browsers/{key}/")
    assert there.get("/me/").status_code == 200
    here.post(f"/me/browsers/{key}/")
    assert there.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200


def test_a_key_is_shown_once_does_at_most_what_its_owner_may_and_can_be_revoked(
    signed_in: SignedIn,
) -> None:
    client = signed_in("editor")
    page = client.post("/me/keys/", {"title": "Clock", "role": "admin"}).content.decode()
    token = re.search(r'value="(tearsheet_[\w-]+)"', page)[1]
    assert token not in client.get("/me/").content.decode()
    assert token_holder(token) == (account("editor"), "reader")
    assert token_holder(token + "x") is None
    assert token_holder("") is None
    strong = make_token(account("editor"), "Strong", "chief", timezone.now())
    assert token_holder(strong)[1] == "editor"
    AccountRow.objects.filter(name="editor").update(role="reader")
    assert token_holder(strong)[1] == "reader"
    AccountRow.objects.filter(name="editor").update(is_active=False)
    assert token_holder(strong) is None
    AccountRow.objects.filter(name="editor").update(is_active=True)
    for digest in re.findall(r'action="/me/keys/(\w+)/"', client.get("/me/").content.decode()):
        signed_in("chief").post(f"/me/keys/{digest}/")
        assert token_holder(token) is not None
    for digest in re.findall(r'action="/me/keys/(\w+)/"', client.get("/me/").content.decode()):
        client.post(f"/me/keys/{digest}/")
    assert token_holder(token) is None
    assert token_holder(strong) is None


def test_a_session_that_is_over_opens_nothing(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    assert client.get("/me/").status_code == 200
    SessionRow.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/me/").status_code == 302


def test_a_form_of_six_megabytes_is_too_much(signed_in: SignedIn) -> None:
    kind = "application/x-www-form-urlencoded"
    answer = signed_in("editor").post("/me/", "called=" + "x" * 6_000_000, content_type=kind)
    assert answer.status_code == 413
    assert "larger than the desk takes in" in answer.content.decode()


@pytest.mark.parametrize("address", ["/nothing/", "/jobs/999999/", "/accounts/nobody/"])
def test_what_is_not_there_is_said_plainly(signed_in: SignedIn, address: str) -> None:
    answer = signed_in("admin").get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = secret_of(tmp_path / "home")
    assert len(first) > 40
    assert secret_of(tmp_path / "home") == first
    file = tmp_path / "home" / NAME
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text("")
    assert secret_of(tmp_path / "home") not in ("", first)


def test_the_desk_answers_to_its_own_names_alone() -> None:
    settings = Settings(desk_hosts=("press.example.org",))
    assert set(hosts_for(settings, "127.0.0.1")) == {
        "localhost",
        "127.0.0.1",
        "[::1]",
        "press.example.org",
    }
    assert "10.1.2.3" in hosts_for(settings, "10.1.2.3")
    assert "*" not in hosts_for(settings, "0.0.0.0")
    assert "[fd00::7]" in hosts_for(settings, "fd00::7")


def test_others_can_reach_the_desk_by_another_address_or_a_web_server() -> None:
    assert not is_open_to_others(Settings(), "127.0.0.1")
    assert is_open_to_others(Settings(), "0.0.0.0")
    assert is_open_to_others(Settings(desk_proxy="127.0.0.1"), "127.0.0.1")
