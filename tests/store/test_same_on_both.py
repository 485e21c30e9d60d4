"""What one database would refuse or do its own way means the same on both."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from tearsheet.model import (
    Annotations,
    Decision,
    Kept,
    Name,
    Outlet,
    Skipped,
    Source,
    Span,
    Tally,
)
from tearsheet.press.url_key import url_key
from tearsheet.store import decisions, pages, queries, search, sources, writes
from tearsheet.store.database import close_store, faults
from tearsheet.store.pages import Wanted
from tearsheet.store.rows import ArticleRow, CaptureRow, OutletRow, RunRow, SourceRow
from tearsheet.store.storable import REPLACEMENT
from tests.nouns import NOON, a_capture, a_reading, an_article, an_outlet

pytestmark = pytest.mark.usefixtures("store")

LONG = "я" * 5_000
HOSTILE = ("a\x00b", "\x00", "half \ud800 a pair", "\udfff", LONG, "x\x00" + LONG)


def names(*texts: str) -> tuple[Name, ...]:
    return tuple(Name(text, "person", (Span(0, 1),), "test", 1.0) for text in texts)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_a_page_says_is_filed(hostile: str) -> None:
    said = hostile.encode(errors="replace").decode()  # half a pair no address and no reading has
    capture = a_capture(
        f"https://herald.example/{said}",
        media_type=hostile,
        headers=(("X-Odd", hostile), (hostile, "x")),
        source=hostile,
        reserved=(hostile,),
    )
    writes.file_captures([capture])
    outlet = Outlet("herald.example", said, country="GB")
    article = an_article(capture, said, f"Rain {said}", language=f"en-{said}"[:5_000])
    reading = replace(a_reading(article, outlet), annotations=Annotations(article.key))
    named = replace(reading, annotations=Annotations(article.key, names=names(said, "Ada Lind")))
    writes.file_readings([(capture.key, Kept(named))])
    assert queries.articles([article.key])[article.key].article == article
    assert search.find("rain") == [article.key]
    row = CaptureRow.objects.get()
    assert "\x00" not in row.media_type + row.source + str(row.headers)
    assert row.media_type == hostile.translate(
        {0: REPLACEMENT, 0xD800: REPLACEMENT, 0xDFFF: REPLACEMENT}
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_is_counted_and_decided_is_kept(hostile: str) -> None:
    writes.record_run(hostile, NOON, NOON, Tally.of([Skipped(hostile, "a")]))
    decisions.append_decision(Decision(f"test: {hostile}", hostile, hostile, NOON, hostile))
    [kept] = decisions.decisions_on("test: ")
    assert len(kept.verdict) == len(hostile)
    assert len(RunRow.objects.get().skipped) == 1


def test_a_key_is_found_however_long_it_is() -> None:
    """PostgreSQL's indexes take 2,700 bytes."""
    one, other = f"{LONG}1", f"{LONG}2"
    for key in (one, other):
        capture = a_capture(f"https://herald.example/{key}")
        writes.file_captures([capture])
        reading = a_reading(an_article(capture, key), an_outlet(key))
        writes.file_readings([(capture.key, Kept(reading))])
        sources.add_source(Source(key, f"https://herald.example/{key}/feed", "feed", key, NOON))
    assert {outlet.key for outlet in queries.outlets()} == {one, other}
    assert OutletRow.objects.filter(key=one).count() == 1
    assert ArticleRow.objects.get(outlet_id=other).title == other
    assert search.search(search.Query(), outlets=[one]).total == 1
    there = sources.source(other)
    assert there is not None
    assert there.name == other
    assert sources.claim(one, "collector", NOON, (), when_due=True)
    address = f"https://herald.example/{LONG}"
    wanted = [Wanted(url_key(address), address)]
    assert [page.url for page in pages.take_new(wanted, one, "collector", NOON)] == [address]


def test_a_page_is_found_by_its_address_however_long_that_is() -> None:
    capture = a_capture(f"https://herald.example/{LONG}")
    writes.file_captures([capture])
    article = an_article(capture, url=f"https://herald.example/own/{LONG}")
    writes.file_readings([(capture.key, Kept(a_reading(article)))])
    for address in (capture.url, article.url):
        assert [known.article for known in queries.find_articles(address)] == [article]
    assert queries.find_articles(f"{article.url}x") == []


def test_text_is_in_the_order_of_code_points() -> None:
    """No database's own language sorts it: capitals first, accents and other scripts last."""
    keys = [
        "a",
        "B",
        "b",
        "Z",
        "z",
        "é",
        "É",
        "e",
        "я",
        "Ё",
        "中",
        "_",
        "-",
        "~",
        "10",
        "9",
        "\U00010400",
    ]
    OutletRow.objects.bulk_create([OutletRow(key=key, name=key, noun=b"{}") for key in keys])
    assert list(OutletRow.objects.order_by("key").values_list("key", flat=True)) == sorted(keys)
    assert list(OutletRow.objects.order_by("-name").values_list("key", flat=True)) == sorted(
        keys, reverse=True
    )
    below = OutletRow.objects.filter(name__lt="a").values_list("key", flat=True)
    assert set(below) == {key for key in keys if key < "a"}


def test_every_column_of_text_is_compared_by_code_point() -> None:
    if connection.vendor == "sqlite":
        return  # its own way, unless a column says otherwise
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND collation_name IS DISTINCT FROM 'C' "
            "AND data_type IN ('text', 'character varying')"
        )
        assert cursor.fetchall() == []


def test_what_begins_so_is_told_apart_from_what_begins_in_capitals() -> None:
    for subject in ("copies: a", "Copies: b", "copies", "copies: ", "copiesx: c"):
        decisions.append_decision(Decision(subject, "together", "Ada", NOON))
    found = [decision.subject for decision in decisions.decisions_on("copies: ")]
    assert found == ["copies: a", "copies: "]


def test_times_come_back_to_the_microsecond() -> None:
    at = datetime(2025, 9, 15, 23, 59, 59, 999_999, tzinfo=UTC)
    decisions.append_decision(Decision("test: at", "x", "Ada", at))
    assert [decision.at for decision in decisions.decisions_on("test: ")] == [at]


def test_transactions_take_turns() -> None:
    """What is read in one is still so when it writes, whoever else is at it."""
    OutletRow.objects.create(key="counter", name="0", noun=b"{}")

    def count(_: int) -> None:
        try:
            with transaction.atomic():
                row = OutletRow.objects.get(key="counter")
                row.name = str(int(row.name) + 1)
                row.save()
        finally:
            close_store()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(count, range(30)))
    assert OutletRow.objects.get(key="counter").name == "30"


def test_no_two_collectors_are_at_one_host() -> None:
    for number in range(8):
        key = f"herald.example/{number}"
        sources.add_source(Source(key, f"https://{key}", "feed", "The Herald", NOON))

    def claim(number: int) -> str:
        try:
            held = sources.claim(
                f"herald.example/{number % 8}", f"one {number}", NOON, (), when_due=True
            )
            return f"one {number}" if held else ""
        finally:
            close_store()

    with ThreadPoolExecutor(8) as threads:
        holders = {who for who in threads.map(claim, range(24)) if who}
    assert len(holders) == 1
    assert set(SourceRow.objects.exclude(claimed_by="").values_list("claimed_by", flat=True)) == (
        holders
    )


def test_filing_at_once_makes_one_of_each() -> None:
    """Readers of two processes file the same new outlets and names in different orders."""
    captures = [a_capture(f"https://herald.example/{number}") for number in range(12)]
    writes.file_captures(captures)

    def file(turn: int) -> None:
        try:
            some = captures if turn % 2 else captures[::-1]
            writes.file_readings(
                [
                    (one.key, Kept(a_reading(an_article(one), an_outlet(f"{number % 3}.example"))))
                    for number, one in enumerate(some)
                ]
            )
        finally:
            close_store()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(file, range(8)))
    assert queries.counts()["articles"] == 12
    assert len(search.find("rained", most=50)) == 12


def test_a_whole_database_has_no_faults() -> None:
    writes.file_captures([a_capture()])
    assert list(faults()) == []
