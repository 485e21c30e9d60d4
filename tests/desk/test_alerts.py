"""Who asked is told, once, until it arrives."""

import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import feedparser
import msgspec
import pytest

from tearsheet.model import Alert
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.alerts import Post, SendingError, feed, find_news, send_due, trial
from tearsheet.store import alerts
from tearsheet.store.rows import AlertRow
from tests.receivers import mail_server, webhook

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
