"""The store: writes may be repeated, reads answer what was filed, people's decisions stay."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from tearsheet.model import Digest, Failed, Kept, Sentence, Skipped, Tally, Watch, WatchName
from tearsheet.store import queries, writes
from tests.nouns import NOON, a_capture, a_reading, an_article

pytestmark = pytest.mark.usefixtures("store")


def file(url: str, title: str, text: str, **more: object) -> str:
    capture = a_capture(url)
    article = an_article(capture, title, text, **more)
    writes.file_captures([capture])
    writes.file_readings([(capture.key, Kept(a_reading(article)))])
    return article.key


def test_a_capture_comes_back_as_it_was_filed() -> None:
    capture = a_capture(headers=(("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")))
    writes.file_captures([capture])
    assert queries.unread_captures() == [capture]


def test_filing_twice_changes_nothing() -> None:
    capture = a_capture()
    reading = a_reading(an_article(capture))
    for _ in range(2):
        writes.file_captures([capture])
        writes.file_readings([(capture.key, Kept(reading))])
    assert queries.counts()["captures"] == queries.counts()["articles"] == 1
    assert len(queries.find_articles("rained velmar")) == 1


@pytest.mark.parametrize(
    "outcome", [Skipped("no text", "a.html"), Failed("took too long", "a.html", "more than 10 s")]
)
def test_what_was_not_kept_is_not_read_again(outcome: Skipped | Failed) -> None:
    capture = a_capture()
    writes.file_captures([capture])
    writes.file_readings([(capture.key, outcome)])
    assert queries.unread_captures() == []
    assert queries.counts()["articles"] == 0


def test_a_new_reading_takes_the_place_of_the_old_one_which_stays() -> None:
    capture = a_capture()
    writes.file_captures([capture])
    old, new = an_article(capture), an_article(capture, text="It rained in Velmar, at last.")
    for article in (old, new):
        writes.file_readings([(capture.key, Kept(a_reading(article)))])
    assert [known.article for known in queries.every_article()] == [new]
    assert queries.articles([old.key])[old.key].article == old


def test_readings_are_filed_all_or_none() -> None:
    capture = a_capture()
    writes.file_captures([capture])
    stray = a_capture("https://herald.example/never-filed")
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        writes.file_readings(
            [
                (capture.key, Kept(a_reading(an_article(capture)))),
                (stray.key, Kept(a_reading(an_article(stray)))),
            ]
        )
    assert queries.unread_captures() == [capture]
    assert queries.find_articles("rained velmar") == []


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("ru", "Дождь прошёл над Вельмаром.", "вельмаром ДОЖДЬ"),
        ("zh", "韦尔马尔终于下雨了。", "下雨"),
        ("ar", "هطل المطر أخيرًا على فيلمار.", "المطر"),
        ("en", "Rain fell on Velmar — at last.", "RAIN “last”"),
    ],
)
def test_search_finds_words_of_every_script(language: str, text: str, asked: str) -> None:
    key = file("https://herald.example/rain", "Weather", text, language=language)
    file("https://herald.example/sun", "Weather", "Nothing to see here.")
    assert [known.article.key for known in queries.find_articles(asked)] == [key]


@pytest.mark.parametrize("asked", ['"', "a AND", "NEAR(", "title:rain", "* OR *", "-sun", "';--"])
def test_what_a_person_types_is_never_an_error(asked: str) -> None:
    file("https://herald.example/rain", "Weather", "Sun.")
    assert queries.find_articles(asked) == []


def test_an_article_is_found_by_key_and_by_url() -> None:
    key = file("https://herald.example/rain", "Weather", "Rain.")
    assert queries.find_articles(key[:8])[0].article.key == key
    assert queries.find_articles("https://herald.example/rain")[0].article.key == key


def test_a_period_holds_the_articles_of_its_days_and_the_undated_by_capture() -> None:
    inside = file("https://herald.example/in", "In", "Rain.")
    undated = file("https://herald.example/undated", "Undated", "Rain.", published=None)
    late = an_article(a_capture()).published
    assert late
    later = type(late)(late.at + timedelta(days=9), "second", "page", "")
    file("https://herald.example/out", "Out", "Rain.", published=later)
    found = {known.article.key for known in queries.articles_between(NOON.date(), NOON.date())}
    assert found == {inside, undated}


def test_of_two_captures_of_one_url_the_later_stands() -> None:
    keys = []
    for day, payload in enumerate((b"first", b"corrected")):
        capture = a_capture(
            payload=payload,
            captured_at=NOON + timedelta(days=day),
            location=a_capture(str(day)).location,
        )
        article = an_article(capture, text=payload.decode())
        writes.file_captures([capture])
        writes.file_readings([(capture.key, Kept(a_reading(article)))])
        keys.append(article.key)
    found = queries.articles_between(NOON.date(), NOON.date())
    assert [known.article.key for known in found] == keys[1:]


def a_digest(number: int = 1, **more: object) -> Digest:
    title = Sentence("headline", "Press on Velmar", "en")
    return Digest(
        number,
        "velmar",
        "astana",
        "en",
        date(2025, 9, 15),
        date(2025, 9, 21),
        title,
        (),
        (),
        NOON,
        **more,
    )  # type: ignore[arg-type]


def test_a_draft_is_drafted_anew_and_a_published_edition_is_frozen() -> None:
    writes.save_watch(Watch("velmar", "Velmar", "country", (WatchName("Velmar", "en"),), "XV"))
    days = (date(2025, 9, 15), date(2025, 9, 21))
    assert queries.edition_number("velmar", *days, "astana", "en") == 1
    writes.save_edition(a_digest())
    assert queries.edition_number("velmar", *days, "astana", "en") == 1
    assert queries.edition_number("velmar", *days, "list", "en") == 2
    writes.save_edition(a_digest(state="published"))
    assert queries.edition_number("velmar", *days, "astana", "en") == 2
    with pytest.raises(ValueError, match="stays as it is"):
        writes.save_edition(a_digest())
    assert [one.state for one in queries.editions("velmar")] == ["published"]


def test_the_records_of_each_file_are_counted() -> None:
    capture = a_capture()
    assert queries.records_by_file() == {}
    writes.file_captures([capture])
    at = replace(capture.location, offset=capture.location.offset + 1000)
    writes.file_texts([("a" * 64, capture.key, at)])
    expected = {at.file: (2, capture.location.offset + at.offset)}
    assert queries.records_by_file() == expected


def test_a_store_survives_being_closed_and_opened(store: Path | str) -> None:
    from tearsheet.store.database import close_store, open_store

    capture = a_capture()
    writes.file_captures([capture])
    close_store()
    open_store(store)
    assert queries.unread_captures() == [capture]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)


def test_a_run_leaves_its_counts_in_the_journal() -> None:
    from tearsheet.store.rows import RunRow

    tally = Tally.of(
        [Kept(1), Skipped("no text", "a"), Skipped("no text", "b"), Failed("torn", "c")]
    )
    writes.record_run("ingest", NOON, NOON, tally)
    row = RunRow.objects.get()
    assert (row.kept, row.skipped, row.failed) == (1, {"no text": 2}, {"torn": 1})
    assert tally.arrived == 4
