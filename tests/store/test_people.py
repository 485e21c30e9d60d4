"""Printed names on file, editors' decisions on them, and the ledger drawn from both."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from tearsheet.annotate import annotate
from tearsheet.model import Article, Dated, Kept, Utterance
from tearsheet.pipeline import corrections, ledger, people
from tearsheet.press import register
from tearsheet.store import queries, writes
from tests.nouns import NOON, a_capture, a_location, a_reading, an_article

pytestmark = pytest.mark.usefixtures("store")
PLACES = count(40_000_000, 100)
ENGLISH = (
    "The bridge opens in May, Transport Minister Aliya Bekova said on Monday.\n"
    "“We will open the bridge to all cars in May if the tests go well,” Bekova said."
)
CUT = (
    "Transport Minister Aliya Bekova promised a new era.\n"
    "“We will open the bridge to all cars in May,” Bekova said."
)
RUSSIAN = (
    "Мост откроют в мае, сообщила министр транспорта Алия Бекова.\n"
    "«Никто не будет платить за проезд до лета», — сказала Бекова."
)


def file(text: str, language: str = "en", hours: int = 0) -> Article:
    at = NOON + timedelta(hours=hours)
    url = f"https://herald.example/{next(PLACES)}"
    capture = a_capture(url, text.encode(), captured_at=at, location=a_location(next(PLACES)))
    dated = Dated(at, "second", "page", at.isoformat())
    article = an_article(capture, "The bridge", text, language=language, published=dated)
    refile(article)
    return article


def refile(article: Article) -> None:
    """As reading does it, and as it would be done again after the store was lost."""
    found = annotate(article, register())
    capture = a_capture(article.url, article.text.encode(), location=a_location(next(PLACES)))
    writes.file_captures([capture])
    reading = replace(a_reading(article), annotations=found)
    writes.file_readings([(article.capture_key, Kept(reading))])


def words(found: Sequence[Utterance]) -> list[list[str]]:
    return [[wording.text for wording in one.wordings] for one in found]


def test_one_person_in_two_scripts() -> None:
    file(ENGLISH)
    file(RUSSIAN, "ru", 2)
    for typed in ("Aliya Bekova", "Алия Бекова", "aliya bekova"):
        person = people.person_called(typed)
        assert {name.text for name in person.names} == {"Aliya Bekova", "Алия Бекова"}
    assert len(ledger.said_by(people.person_called("Aliya Bekova"))) == 2


def test_nobody_of_that_name() -> None:
    file(ENGLISH)
    with pytest.raises(people.UnknownPersonError, match="Zebulon"):
        people.person_called("Zebulon Quist")


def test_the_ledger_of_a_person_tells_the_cut() -> None:
    file(ENGLISH)
    file(CUT, hours=5)
    (one,) = ledger.said_by(people.person_called("Aliya Bekova"))
    assert len(one.wordings) == 2
    assert [(drift.kind, drift.words) for drift in one.wordings[1].drifts] == [
        ("cut at a turn", "if")
    ]


def test_filing_again_changes_nothing() -> None:
    article = file(ENGLISH)
    before = people.most_named(10)
    refile(article)
    assert people.most_named(10) == before
    assert before[0].name == "Aliya Bekova"


def test_what_an_editor_parted_no_run_joins() -> None:
    file(ENGLISH)
    file(RUSSIAN, "ru", 2)
    people.decide("Aliya Bekova", "Алия Бекова", same=False, who="M. Editor", now=NOON)
    file(ENGLISH.replace("May", "June"), hours=3)
    assert {name.text for name in people.person_called("Aliya Bekova").names} == {"Aliya Bekova"}
    people.decide("Алия Бекова", "Aliya Bekova", same=True, who="M. Editor", now=NOON)
    assert len(people.person_called("Aliya Bekova").names) == 2


def test_a_decision_needs_names_that_are_printed() -> None:
    file(ENGLISH)
    with pytest.raises(people.UnknownPersonError, match="exactly"):
        people.decide("Aliya Bekova", "Bekova the Elder", same=True, who="M. Editor", now=NOON)


def test_a_person_is_called_as_an_editor_says() -> None:
    file(ENGLISH)
    people.call("Aliya Bekova", "Әлия Бекова", who="M. Editor", now=NOON)
    assert people.person_called("Aliya Bekova").name == "Әлия Бекова"


def test_a_decided_speaker_outlives_a_lost_store(tmp_path: Path) -> None:
    article = file(ENGLISH)
    known = queries.articles([article.key])[article.key]
    numbers = [n for n, q in enumerate(known.annotations.quotes, 1) if q.form == "direct"]
    corrections.decide(known, numbers[0], "Bo Dahl", who="M. Editor", now=NOON, reason="heard it")
    assert said(article) == "Bo Dahl"
    refile(article)
    assert said(article) == "Bo Dahl"
    assert words(ledger.said_by(people.person_called("Bo Dahl"))) == [
        ["We will open the bridge to all cars in May if the tests go well,"]
    ]
    again = queries.articles([article.key])[article.key]
    corrections.decide(again, numbers[0], "", who="M. Editor", now=NOON + timedelta(hours=1))
    assert said(article) is None


def test_a_speaker_whose_name_is_on_file_in_two_languages() -> None:
    english, russian = file(ENGLISH), file(RUSSIAN, "ru", 2)
    for article in (english, russian):
        known = queries.articles([article.key])[article.key]
        numbers = [n for n, q in enumerate(known.annotations.quotes, 1) if q.form == "direct"]
        corrections.decide(known, numbers[0], "Bo Dahl", who="M. Editor", now=NOON)
    corrections.decide(
        queries.articles([english.key])[english.key], 1, "Bo Dahl", who="M. Editor", now=NOON
    )
    assert len(people.person_called("Bo Dahl").names) == 2


def said(article: Article) -> str | None:
    known = queries.articles([article.key])[article.key]
    return next(
        (q.speaker.name for q in known.annotations.quotes if q.form == "direct" and q.speaker),
        None,
    )


def test_no_such_quotation() -> None:
    article = file(ENGLISH)
    known = queries.articles([article.key])[article.key]
    with pytest.raises(corrections.NoSuchQuotationError, match="99"):
        corrections.decide(known, 99, "Bo Dahl", who="M. Editor", now=NOON)
