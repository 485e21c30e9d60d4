"""Who asked is told, once, until it arrives."""

import hmac
import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import feedparser
import msgspec
import pytest
from django.test import Client

from tearsheet.model import Alert, DeskRole, Wanted
from tearsheet.pipeline import Newsroom, inbox
from tearsheet.pipeline.alerts import Post, SendingError, feed, find_news, send_due, trial
from tearsheet.store import alerts
from tearsheet.store.rows import AlertRow
from tests.receivers import mail_server, webhook

SignedIn = Callable[[DeskRole | None], Client]
NOW = datetime(2025, 9, 22, 6, 0, tzinfo=UTC)


def asked(**words: object) -> Alert:
    """An alert that was made before the press came."""
    alert = Alert(
        key=sha256(repr(sorted(words.items())).encode()).hexdigest(),
        watch_key="velmaria",
        title="Velmaria abroad",
        channel="desk",
        owner="editor",
        made_at=NOW,
        secret=sha256(repr(words).encode()).hexdigest(),
    )
    alert = replace(alert, **words)
    alerts.save_alert(alert)
    AlertRow.objects.filter(key=alert.key).update(upto=0)
    return alert


def test_each_text_is_told_once_whatever_is_run_again(desk: Newsroom) -> None:
    alert = asked()
    assert find_news(NOW) == 1
    assert find_news(NOW) == 0
    (sending,) = alerts.notices(alert.key)
    entries = sending.notice.entries
    assert len({one.article_key for one in entries}) == len(entries) > 10
    assert sum(one.copies for one in entries) >= 6
    assert sending.state == "sent"
    AlertRow.objects.update(upto=0)  # as if everything were related anew in other places
    assert find_news(NOW) == 0


def test_a_new_alert_begins_with_what_comes_from_now_on(desk: Newsroom) -> None:
    alert = asked()
    alerts.drop_alert(alert.key)
    alerts.save_alert(alert)
    assert find_news(NOW) == 0


def test_a_story_is_told_when_it_has_grown_past_its_bar(desk: Newsroom) -> None:
    all_told, large = asked(least_outlets=2), asked(least_outlets=4)
    find_news(NOW)
    (told,), (larger,) = alerts.notices(all_told.key), alerts.notices(large.key)
    stories = {one.story_key for one in told.notice.entries}
    assert {one.story_key for one in larger.notice.entries} < stories
    assert all(int(one.why.split()[0]) >= 4 for one in larger.notice.entries)
    find_news(NOW)
    assert len(alerts.notices(all_told.key)) == 1


def test_a_search_tells_only_what_it_finds(desk: Newsroom) -> None:
    russian = asked(languages=("ru",))
    nothing = asked(words="zyzzyva")
    find_news(NOW)
    (told,) = alerts.notices(russian.key)
    assert {one.language.partition("-")[0] for one in told.notice.entries} == {"ru"}
    assert alerts.notices(nothing.key) == []


def test_a_letter_arrives_once_and_is_tried_again(desk: Newsroom) -> None:
    alert = asked(channel="mail", target="morning@desk.example", title="Утро\r\nBcc: x@y.example")
    find_news(NOW)
    with mail_server() as mailed:
        settings = replace(
            desk.settings,
            mail_server=f"smtp://127.0.0.1:{mailed.port}",
            mail_from="desk@press.example",
        )
        mailed.refusing = True
        assert send_due(Post(settings), lambda: NOW).failed.total() == 1
        (sending,) = alerts.notices(alert.key)
        assert (sending.state, sending.tries) == ("waiting", 1)
        assert "greylisted" in sending.why
        mailed.refusing = False
        assert send_due(Post(settings), lambda: NOW).kept == 0
        later = NOW + timedelta(minutes=2)
        assert send_due(Post(settings), lambda: later).kept == 1
        assert send_due(Post(settings), lambda: later).arrived == 0
    assert mailed.receivers == ["morning@desk.example"]
    (letter,) = mailed.letters
    assert letter["Subject"].startswith("Утро Bcc: x@y.example: ")
    assert letter["Bcc"] is None
    assert alerts.notices(alert.key)[0].notice.entries[0].title in letter.get_content()


def test_without_a_mail_server_it_says_what_to_do(desk: Newsroom) -> None:
    alert = asked(channel="mail", target="morning@desk.example")
    with pytest.raises(SendingError, match="mail_server = smtp://"):
        trial(Post(desk.settings), alert, NOW)


def test_a_webhook_is_sent_signed_json(desk: Newsroom) -> None:
    with webhook() as (port, heard):
        alert = asked(channel="webhook", target=f"http://hook.example:{port}/tell")
        settings = replace(desk.settings, open_hosts=("hook.example=127.0.0.1",), host_seconds=0.0)
        find_news(NOW)
        assert send_due(Post(settings), lambda: NOW).kept == 1
        (body, headers) = heard.get(timeout=5)
    signature = hmac.new(alert.secret.encode(), body, sha256).hexdigest()
    assert headers["Tearsheet-Signature"] == f"sha256={signature}"
    told = msgspec.json.decode(body)
    assert told["notice"]["key"] == headers["Tearsheet-Notice"]


def test_a_webhook_at_a_private_address_is_not_called(desk: Newsroom) -> None:
    asked(channel="webhook", target="http://127.0.0.1:9/tell")
    find_news(NOW)
    tally = send_due(Post(desk.settings), lambda: NOW)
    assert tally.kept == 0
    assert tally.failed.total() == 1


def test_the_feed_reads_as_one(desk: Newsroom) -> None:
    alert = asked(channel="feed", title="A < B & \x00C")
    find_news(NOW)
    notices = [one.notice for one in alerts.notices(alert.key)]
    read = feedparser.parse(feed(alert, notices, "https://desk.example/f/x.atom"))
    assert not read.bozo
    assert read.feed.title == "A < B & C"
    assert [one.title for one in read.entries] == [one.title for one in notices[0].entries]


WORDS = {
    "title": "<script>alert(1)</script>",
    "watch": "velmaria",
    "words": '"><img src=x onerror=alert(1)>',
    "languages": "ru, EN",
    "countries": "kz",
    "least_outlets": "3",
    "channel": "webhook",
    "target": "https://hooks.example/tell",
}


def test_an_alert_is_made_changed_paused_and_forgotten_by_its_owner(
    desk: Newsroom, signed_in: SignedIn
) -> None:
    editor, admin = signed_in("editor"), signed_in("admin")
    where = editor.post("/alerts/", WORDS).headers["Location"]
    (made,) = alerts.alerts()
    assert (made.languages, made.countries, made.least_outlets) == (("ru", "en"), ("KZ",), 3)
    page = editor.get(where).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert made.secret in page
    editor.post(f"{where}pause/")
    assert alerts.alerts()[0].paused
    admin.post(where, {**WORDS, "title": "changed by who may"})
    assert alerts.alerts()[0].title == "changed by who may"
    editor.post(f"{where}forget/")
    assert alerts.alerts() == []


def test_what_is_another_editors_is_only_looked_at(desk: Newsroom, signed_in: SignedIn) -> None:
    alert = asked(owner="chief", channel="webhook", target="https://hooks.example/tell")
    editor = signed_in("editor")
    page = editor.get(f"/alerts/{alert.key}/")
    assert page.status_code == 200
    assert alert.secret not in page.content.decode()
    for path in ("", "pause/", "forget/", "try/", "again/"):
        assert editor.post(f"/alerts/{alert.key}/{path}", WORDS).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "mail", "target": "nobody"},
        {"channel": "webhook", "target": "javascript:alert(1)"},
        {"languages": "english language"},
        {"least_outlets": "-1"},
        {"watch": "nobody"},
        {"title": ""},
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    desk: Newsroom, signed_in: SignedIn, wrong: dict[str, str]
) -> None:
    answer = signed_in("editor").post("/alerts/", {**WORDS, **wrong})
    assert answer.status_code == 422
    assert 'class="wrong"' in answer.content.decode()
    assert alerts.alerts() == []


def test_a_feed_is_read_by_who_knows_its_address(desk: Newsroom, signed_in: SignedIn) -> None:
    alert, other = asked(channel="feed"), asked(channel="desk", title="no feed")
    find_news(NOW)
    outsider = signed_in(None)
    read = feedparser.parse(outsider.get(f"/feeds/{alert.secret}.atom").content)
    assert len(read.entries) > 10
    assert outsider.get(f"/feeds/{other.secret}.atom").status_code == 404
    alerts.save_alert(replace(alert, paused=True))
    assert outsider.get(f"/feeds/{alert.secret}.atom").status_code == 404


def test_a_search_and_a_story_lead_to_a_form_that_is_filled_in(
    desk: Newsroom, signed_in: SignedIn
) -> None:
    editor, reader = signed_in("editor"), signed_in("reader")
    where = "/w/velmaria/search/?q=bridge&language=en"
    page = editor.get(where).content.decode()
    (address,) = re.findall(r'href="(/alerts/[^"]+)"', page)
    form = editor.get(html.unescape(address)).content.decode()
    assert 'value="bridge"' in form
    assert 'value="en"' in form
    assert "/alerts/?" not in reader.get(where).content.decode()
    (card,) = inbox.inbox("velmaria", Wanted(), most=1).entries
    page = editor.get(f"/w/velmaria/story/{card.card.story_key}/").content.decode()
    (address,) = re.findall(r'href="(/alerts/[^"]+)"', page)
    form = editor.get(html.unescape(address)).content.decode()
    assert re.search(r'name="article_key" value="[0-9a-f]{64}"', form)
