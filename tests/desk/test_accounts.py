"""Accounts and roles: made, changed, locked out; somebody always runs the house."""

from collections.abc import Callable

from django.test import Client

from tearsheet.model import Account, DeskRole
from tearsheet.pipeline import Newsroom
from tearsheet.store.accounts import account, accounts
from tests.desk.served import PASSWORD

SignedIn = Callable[[DeskRole | None], Client]
GOOD = "nine-kettles-in-the-rain"


def test_somebody_is_let_in_with_a_role(signed_in: SignedIn) -> None:
    form = {"name": "mira", "called": "Mira Marsh", "role": "chief", "password": GOOD}
    admin = signed_in("admin")
    assert admin.post("/accounts/", form).headers["Location"] == "/accounts/"
    assert account("mira") == Account("mira", "Mira Marsh", "chief")
    assert "Mira Marsh may come in now." in admin.get("/accounts/").content.decode()
    mira = Client()
    came = mira.post("/sign-in/", {"name": "mira", "password": GOOD})
    assert came.status_code == 302
    assert mira.get("/me/").status_code == 200
    assert mira.get("/accounts/").status_code == 403


def test_what_is_wrong_is_said_beside_the_field(signed_in: SignedIn) -> None:
    before = accounts()
    form = {"name": "mira", "called": "Mira Marsh", "role": "chief", "password": GOOD}
    for wrong in (
        {"name": "editor"},
        {"name": ""},
        {"name": "a b"},
        {"email": "nowhere"},
        {"password": "mira-marsh"},
    ):
        answer = signed_in("admin").post("/accounts/", form | wrong)
        assert answer.status_code == 422, wrong
        assert 'aria-invalid="true"' in answer.content.decode(), wrong
    assert accounts() == before
    signed_in("admin").post("/accounts/", form | {"role": "emperor"})
    assert account("mira").role == "reader"


def test_the_last_administrator_stays_one(signed_in: SignedIn) -> None:
    admin = signed_in("admin")
    lesser = {"called": "Ada", "role": "chief", "active": "yes", "name": "admin"}
    gone = {"called": "Ada", "role": "admin", "name": "admin"}
    for change in (lesser, gone):
        answer = admin.post("/accounts/admin/", change)
        assert answer.status_code == 422
        assert "last administrator" in answer.content.decode()
    admin.post(
        "/accounts/chief/", {"called": "Cleo", "role": "admin", "active": "yes", "name": "chief"}
    )
    assert admin.post("/accounts/admin/", lesser).status_code == 302
    assert account("admin").role == "chief"


def test_who_is_locked_out_is_signed_out_and_comes_in_no_more(signed_in: SignedIn) -> None:
    editor = Client()
    editor.post("/sign-in/", {"name": "editor", "password": PASSWORD})
    assert editor.get("/me/").status_code == 200
    signed_in("admin").post(
        "/accounts/editor/", {"called": "Edda", "role": "editor", "name": "editor"}
    )
    assert editor.get("/me/").status_code == 302
    again = editor.post("/sign-in/", {"name": "editor", "password": PASSWORD})
    assert again.status_code == 403


def test_another_password_signs_out_everywhere(signed_in: SignedIn) -> None:
    editor = Client()
    editor.post("/sign-in/", {"name": "editor", "password": PASSWORD})
    admin = signed_in("admin")
    assert admin.post("/accounts/editor/password/", {"password": "1234"}).status_code == 422
    assert editor.get("/me/").status_code == 200
    assert admin.post("/accounts/editor/password/", {"password": GOOD}).status_code == 302
    assert editor.get("/me/").status_code == 302
    assert editor.post("/sign-in/", {"name": "editor", "password": GOOD}).status_code == 302


def test_names_of_people_are_words_and_no_markup(signed_in: SignedIn) -> None:
    form = {"name": "eve", "called": "<img src=x onerror=alert(1)>", "password": GOOD}
    admin = signed_in("admin")
    assert admin.post("/accounts/", form).status_code == 302
    for address in ("/accounts/", "/accounts/eve/"):
        assert "<img" not in admin.get(address).content.decode()


def test_ones_own_words_and_language_are_kept(signed_in: SignedIn, desk: Newsroom) -> None:
    editor = signed_in("editor")
    form = {"name": "admin", "called": "Edda E.", "email": "edda@desk.example"}
    assert editor.post("/me/", form).status_code == 302
    assert account("editor") == Account("editor", "Edda E.", "editor", "edda@desk.example")
    assert (
        editor.post("/me/", {"name": "editor", "called": "Edda", "email": "@"}).status_code == 422
    )
    assert editor.post("/language/", {"language": "kk", "next": "/me/"}).status_code == 302
    assert account("editor").language == "kk"
    assert 'lang="kk"' in editor.get("/me/").content.decode()
    editor.post("/language/", {"language": "tlh", "next": "/me/"})
    assert account("editor").language == "kk"
