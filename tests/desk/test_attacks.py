"""What a stranger, a colleague of a lesser role or a broken browser may try, and what it gets."""

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tearsheet.desk.background.worker import work_off
from tearsheet.desk.room import room
from tearsheet.model import Alert, Digest
from tearsheet.pipeline import Newsroom, editing
from tearsheet.store import alerts, jobs, queries, sessions
from tearsheet.store.accounts import account, make_token
from tearsheet.store.rows import AccountRow, SessionRow
from tests.desk.editions import WATCH, SignedIn, put_editions
from tests.desk.served import PASSWORD
from tests.desk.test_doors import routes

NOW = datetime(2025, 9, 22, 9, 0, tzinfo=UTC)
AT = f"/w/{WATCH}/editions/1/"
LOOPBACK = ("127.0.0.1", "[::1]", "0.0.0.0", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]")
SPELT = ("2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "①②⑦.0.0.1", "%31%32%37.0.0.1")


@pytest.fixture
def digest(desk: Newsroom) -> Digest:
    return put_editions(desk)


# Requests that are not ours.


def test_each_form_takes_a_token_of_our_own(signed_in: SignedIn) -> None:
    signed_in("admin")
    client = Client(enforce_csrf_checks=True)
    client.force_login(AccountRow.objects.get(name="admin"))
    taken = [
        route.address
        for route in routes()
        if "POST" in route.door.methods and client.post(route.address).status_code != 403
    ]
    assert taken == []


def test_a_method_is_what_it_says(signed_in: SignedIn) -> None:
    """No header or field makes one method of another, and odd ones are refused."""
    client = signed_in("admin")
    for method in ("TRACE", "CONNECT", "OPTIONS", "PROPFIND", "x" * 200):
        for address in ("/accounts/", "/sign-in/", f"/w/{WATCH}/"):
            assert client.generic(method, address).status_code == 405, (method, address)
    for name in ("X-HTTP-Method-Override", "X-Method-Override"):
        answer = client.post(f"/w/{WATCH}/", {"_method": "DELETE"}, headers={name: "DELETE"})
        assert answer.status_code == 405
        assert client.get("/jobs/collect/", headers={name: "POST"}).status_code == 405


def test_nobody_is_led_elsewhere(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    key = _an_article()
    spelt = ("https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example/")
    spelt += ("javascript:ran()", "\thttps://evil.example/", "https:evil.example")
    for elsewhere in spelt:
        form = {"next": elsewhere, "list": elsewhere, "speaker": "", "quotation": "0"}
        for address in (f"/article/{key}/speaker/", f"/w/{WATCH}/triage/", "/language/"):
            answer = client.post(address, form, headers={"Referer": elsewhere})
            where = answer.headers.get("Location", "/")
            assert where.startswith("/"), (address, where)
            assert not where.startswith(("//", "/\\")), (address, where)
        out = Client().get("/accounts/", headers={"Host": "testserver"})
        assert out.headers["Location"].startswith("/sign-in/?next=%2F")


def _an_article() -> str:
    return next(iter(queries.every_article())).article.key


# Who one is.


def test_a_planted_session_is_not_taken_over(desk: Newsroom) -> None:
    client = Client()
    client.cookies["sessionid"] = "planted" * 4
    client.post("/sign-in/", {"name": "editor", "password": PASSWORD})
    assert client.cookies["sessionid"].value != "planted" * 4
    assert client.get("/me/").status_code == 200
    other = Client()
    other.cookies["sessionid"] = "planted" * 4
    assert other.get("/me/").status_code == 302


def test_who_signed_out_was_signed_out(desk: Newsroom) -> None:
    client, kept = Client(), Client()
    client.post("/sign-in/", {"name": "editor", "password": PASSWORD})
    kept.cookies["sessionid"] = client.cookies["sessionid"].value
    assert kept.get("/me/").status_code == 200
    client.post("/sign-out/")
    assert kept.get("/me/").status_code == 302


def test_a_lesser_role_counts_at_once_in_open_browsers_and_keys(signed_in: SignedIn) -> None:
    client, key = signed_in("chief"), make_token(account("chief"), "x", "chief", NOW)
    bearer = {"Authorization": f"Bearer {key}"}
    assert client.get("/alerts/").status_code == 200
    assert Client().get("/api/v1/me", headers=bearer).json()["role"] == "chief"
    signed_in("admin").post("/accounts/chief/", {"called": "C", "role": "reader", "active": "yes"})
    assert client.get("/alerts/").status_code == 403
    assert Client().get("/api/v1/me", headers=bearer).json()["role"] == "reader"
    signed_in("admin").post("/accounts/chief/", {"called": "C", "role": "reader"})
    assert client.get("/me/").status_code == 302
    assert Client().get("/api/v1/me", headers=bearer).status_code == 401


def test_nobody_raises_their_own_role(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    mighty = {"role": "admin", "active": "yes", "is_superuser": "1", "name": "admin"}
    client.post("/me/", {"called": "R", "email": "", **mighty})
    client.post("/language/", {"language": "en", **mighty})
    client.post("/welcome/", {"called": "R", "password": "x" * 20, **mighty})
    assert client.post("/accounts/", {**mighty, "password": "x" * 20}).status_code == 403
    assert client.post("/accounts/reader/", mighty).status_code == 403
    assert account("reader").role == "reader"
    assert account("admin").called == "Ada"


def test_another_persons_things_are_not_ones_own(signed_in: SignedIn) -> None:
    alerts.save_alert(Alert("theirs", WATCH, "Theirs", "desk", "chief", NOW, secret="s" * 64))
    client = signed_in("editor")
    form = {"title": "Mine", "watch": WATCH, "channel": "webhook", "target": "https://x.example/"}
    assert client.post("/alerts/theirs/", {**form, "owner": "editor"}).status_code == 403
    for deed in ("pause", "forget", "try", "again"):
        assert client.post(f"/alerts/theirs/{deed}/").status_code == 403
    assert alerts.alert("theirs").title == "Theirs"
    signed_in("chief")
    there = [sessions._named(row.session_key) for row in SessionRow.objects.all()]
    for key in there:
        signed_in("reader").post(f"/me/browsers/{key}/")
    assert SessionRow.objects.filter(account__name="chief").exists()


def test_a_key_opens_nothing_but_the_api_and_only_as_a_header(signed_in: SignedIn) -> None:
    signed_in(None)
    key = make_token(account("admin"), "x", "admin", NOW)
    bearer = {"Authorization": f"Bearer {key}"}
    assert Client().get("/accounts/", headers=bearer).status_code == 302
    for name in ("token", "key", "access_token", "api_key", "bearer"):
        assert Client().get("/api/v1/me", {name: key}).status_code == 401
        assert Client().get("/api/v1/me", headers={"Cookie": f"{name}={key}"}).status_code == 401
    for odd in (f"Basic {key}", key, f"Bearer {key} x", "Bearer", "Bearer \x00", "Bearer é"):
        assert Client().get("/api/v1/me", headers={"Authorization": odd}).status_code == 401
    signed = signed_in("admin")
    assert signed.get("/api/v1/me").status_code == 401, "a browser's session is no key"


def test_an_edition_in_another_state_is_not_changed(digest: Digest, signed_in: SignedIn) -> None:
    chief, editor = signed_in("chief"), signed_in("editor")
    assert editor.post(f"{AT}state/", {"to": "published"}).status_code in (302, 403)
    assert editing.editions(WATCH)[0].state == "draft"
    for to in ("review", "approved"):
        chief.post(f"{AT}state/", {"to": to})
    assert editing.editions(WATCH)[0].state == "approved"
    item = digest.items[0].article_key
    wishes = [
        {"kind": "text", "item": "title", "sentence": "title", "text": "Altered"},
        {"kind": "drop", "item": item},
        {"kind": "move", "item": item, "before": ""},
        {"kind": "stand", "item": item, "sentence": "x", "problem": "", "reason": "x"},
    ]
    for wish in wishes:
        for base in (1, 0, -1, 99, 2**31, 2**70):
            body = json.dumps({"base": base, "changes": [wish]})
            answer = chief.post(f"{AT}change/", body, content_type="application/json")
            assert 400 <= answer.status_code < 500, (wish, base, answer.status_code)
    for base in ("1", "x", "-1", "9" * 30, "9" * 5000, ""):
        answer = chief.post(f"{AT}history/1/restore/", {"base": base})
        assert answer.status_code in (302, 400), base
    assert editor.post(f"{AT}state/", {"to": "published"}).status_code == 403
    assert editing.open_edition(room(), WATCH, 1).digest.title == digest.title


# What is too much, too long, or nothing at all.

ODD = ("", "-1", "0", "٣", "²", "1e9", "NaN", "9" * 30, "9" * 5_000, "x" * 9_000, "\x00", "a\x00b")
ODD += ("2025-99-99", "0001-01-01", "9999-12-31", "-0001-01-01")
ASKED = "active after against among article as at base before choice code collect condition country"
ASKED += " do done first flag form from further item kept kind language last list name next notice"
ASKED += " number one order other outlet owner ownership page part problem q quotation reason role"
ASKED += " seen sentence shown site speaker step steps story subject target text title to undo url"
ASKED += " what who words first last source date day kind on off show tab view most email called"


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd[:12]))
def test_odd_values_break_no_page(digest: Digest, signed_in: SignedIn, odd: str) -> None:
    client = signed_in("admin")
    client.raise_request_exception = False
    given = dict.fromkeys(ASKED.split(), odd)
    broken = []
    for route in routes():
        where = route.address.replace("a" * 64, _an_article()) if odd == "٣" else route.address
        answer = client.get(where, given)
        if answer.status_code >= 500:
            broken.append(f"GET {where}")
    assert broken == []


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd[:12]))
def test_odd_values_break_no_form(digest: Digest, signed_in: SignedIn, odd: str) -> None:
    client = signed_in("admin")
    client.raise_request_exception = False
    given = dict.fromkeys(ASKED.split(), odd)
    article = _an_article()
    broken = []
    for route in routes():
        if "POST" not in route.door.methods or "sign-" in route.address:
            continue
        where = route.address.replace("a" * 64, article)
        answer = client.post(where, given)
        if answer.status_code >= 500:
            broken.append(f"POST {where}")
    kept = {"speaker": odd, "quotation": "1", "reason": odd, "next": odd}
    if client.post(f"/article/{article}/speaker/", kept).status_code >= 500:
        broken.append("speaker")
    if client.post(f"{AT}history/1/restore/", {"base": odd}).status_code >= 500:
        broken.append("restore")
    forms = ({"to": "review", "base": odd}, {"to": odd}, {"to": "draft", "note": odd})
    statuses = [client.post(f"{AT}state/", form).status_code for form in forms]
    broken += [f"state {status}" for status in statuses if status >= 500]
    assert broken == []


def test_a_body_that_is_no_json_breaks_no_page(digest: Digest, signed_in: SignedIn) -> None:
    client = signed_in("editor")
    client.raise_request_exception = False
    deep = b'{"base": 1, "changes": ' + b"[" * 100_000
    lone = (
        rb'{"base":1,"changes":[{"kind":"text","item":"title","sentence":"title","text":"\ud800"}]}'
    )
    for body in (b"", b"\xff", b"[]", b"null", b'{"base": 1e400}', deep, lone):
        answer = client.post(f"{AT}change/", body, content_type="application/json")
        assert answer.status_code < 500, body[:40]
    answer = client.post(f"{AT}change/", b"x" * 6_000_000, content_type="application/json")
    assert answer.status_code == 413
    many = "&".join(f"a{n}=1" for n in range(4_000))
    kind = "application/x-www-form-urlencoded"
    assert client.post("/me/", many, content_type=kind).status_code == 413
    cut = 'multipart/form-data; boundary="x'
    assert client.post("/me/", b"--x\r\nContent-Disp", content_type=cut).status_code < 500


# What the desk fetches or is handed.


@pytest.mark.parametrize("host", [*LOOPBACK, *SPELT])
def test_an_address_within_is_never_fetched(
    digest: Digest, signed_in: SignedIn, desk: Newsroom, host: str
) -> None:
    """By neither of the ways in which somebody makes the desk fetch something."""
    editor = signed_in("editor")
    with listening() as (port, heard):
        url = f"http://{host}:{port}/"
        editor.post(f"{AT}add/", {"url": url})
        editor.post("/sources/add/", {"address": url})
        form = {"title": "x", "watch": WATCH, "channel": "webhook", "target": url}
        made = editor.post("/alerts/", form)
        if made.status_code == 302:
            editor.post(f"{made.headers['Location']}try/")
        work_off(desk)
        assert heard == []


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what came to it."""
    heard: list[bytes] = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.requestline.encode())
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 - the name is http.server's

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Ear) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], heard
        server.shutdown()


def test_bombs_and_hostile_names_of_files_do_no_harm(
    digest: Digest, signed_in: SignedIn, desk: Newsroom
) -> None:
    editor = signed_in("editor")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<x/>")
        bomb.writestr("word/document.xml", b"<a>" + b" " * 300_000_000)
        bomb.writestr("../../../evil.txt", "x")
    pdf = b"%PDF-1.7\n1 0 obj<</Length 10>>stream\n" + b"\x00" * 1_000
    names = (
        "bomb.docx",
        "../../../../tmp/evil.pdf",
        "a\x00b.html",
        "x" * 300 + ".html",
        "-rf",
    )
    for name, payload in zip(names, (packed.getvalue(), pdf, *(b"<p>x",) * 3), strict=True):
        answer = editor.post(f"{AT}add/", {"file": SimpleUploadedFile(name, payload)})
        assert answer.status_code in (302, 422), name
    work_off(desk)
    told = [one for one in jobs.latest() if one.kind == "add article"]
    assert told
    assert {one.state for one in told} == {"failed"}, [one.told for one in told]
    assert list((desk.settings.home / "incoming").iterdir()) == []
    big = SimpleUploadedFile("big.html", b"x" * 21_000_000)
    assert editor.post(f"{AT}add/", {"file": big}).status_code == 422


def test_no_download_leads_out_of_its_folder(digest: Digest, signed_in: SignedIn) -> None:
    client = signed_in("admin")
    out = ("..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "....//", "/etc/passwd", "%00", "page%00.html")
    for one in out:
        for address in (
            f"{AT}files/{one}/",
            f"/original/{one}/bytes/",
            f"/original/{one}/record/",
            f"/sources/sources.{one}",
            f"/w/{WATCH}/lookback/{one}.csv",
            f"/w/{WATCH}/lookback/days-{one}.png",
            f"/static/{one}",
            f"/static/desk/../../{one}",
        ):
            answer = client.get(address)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            answer.close()
            assert answer.status_code < 500, address
            assert b"root:" not in content, address
            assert "\n" not in answer.headers.get("Content-Disposition", ""), address


def test_answers_say_who_may_keep_and_frame_them(digest: Digest, signed_in: SignedIn) -> None:
    client, article = signed_in("admin"), _an_article()
    for address in (
        "/accounts/",
        f"/original/{article}/",
        f"/original/{article}/bytes/",
        f"/original/{article}/record/",
        f"{AT}preview/page/",
        "/journal/journal.csv",
        "/api/v1/openapi.json",
        "/nothing/",
    ):
        headers = client.get(address).headers
        assert "no-store" in headers["Cache-Control"], address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["X-Frame-Options"] == "SAMEORIGIN", address
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"], address
    for address in (f"/original/{article}/bytes/", f"/original/{article}/record/"):
        assert client.get(address).headers["Content-Disposition"].startswith("attachment;")


def test_an_unknown_name_takes_as_long_as_a_known_one(desk: Newsroom) -> None:
    """The password is hashed either way: counted, since a clock says little on a busy machine."""
    hashed = []
    real = PBKDF2PasswordHasher.encode

    def counted(self, password, salt, iterations=None):
        hashed.append(password)
        return real(self, password, salt, iterations)

    PBKDF2PasswordHasher.encode = counted
    try:
        found = {}
        for name in ("editor", "nobody-of-that-name"):
            hashed.clear()
            Client().post("/sign-in/", {"name": name, "password": "wrong"})
            found[name] = len(hashed)
    finally:
        PBKDF2PasswordHasher.encode = real
    assert found["editor"] == found["nobody-of-that-name"] >= 1
