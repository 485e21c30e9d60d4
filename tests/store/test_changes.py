"""What changed on a page is filed once, whatever the order, and whoever quoted it is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from tearsheet.demo import press_folder
from tearsheet.model import (
    Article,
    Digest,
    Item,
    Kept,
    Sentence,
    Span,
    Suggestion,
    Support,
    Watch,
    WatchName,
)
from tearsheet.pipeline import changes
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.read import read
from tearsheet.relate.versions import notice_of
from tearsheet.settings import Settings
from tearsheet.store import writes
from tests.nouns import NOON, a_capture, a_location, a_reading, an_article, an_outlet

FIRST = "The bridge reopens in May. Freight will never cross it, the minister said."
SECOND = "The bridge reopens in May. Freight will never cross it at night, the minister said."
NOTICE = "Correction: an earlier version of this article left out two words."
LATER = NOON + timedelta(days=9)
PLACES = count(20_000_000, 100)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom.open(Settings(home=tmp_path), (an_outlet(),)) as opened:
        yield opened


def file(
    text: str, hours: int, url: str = "https://herald.example/bridge", **more: object
) -> Article:
    at = NOON + timedelta(hours=hours)
    capture = a_capture(url, text.encode(), captured_at=at, location=a_location(next(PLACES)))
    article = an_article(capture, str(more.pop("title", "The bridge")), text, **more)
    writes.file_captures([capture])
    writes.file_readings([(capture.key, Kept(a_reading(article)))])
    return article


def edition_of(article: Article, words: str) -> Digest:
    start = article.text.index(words)
    span = Span(start, start + len(words))
    said = Sentence(
        "quotation",
        words,
        "en",
        (Support(Span(0, len(words)), "verbatim", article.key, "text", span),),
    )
    headline = Sentence("headline", "The bridge", "en", ())
    item = Item(article.key, (headline, said), Suggestion(article.key, ()))
    day = date(2025, 9, 15)
    title = Sentence("lead", "A title", "en")
    writes.save_watch(Watch("velmaria", "Velmaria", "country", (WatchName("Velmaria", "en"),)))
    digest = Digest(1, "velmaria", "astana", "en", day, day, title, (), (item,), NOON)
    writes.save_edition(digest)
    return digest


def read_demo(room: Newsroom, path: str, url: str) -> Article:
    """A page of the demo press, read as any other and filed."""
    payload = (press_folder() / "pages" / path).read_bytes()
    capture = a_capture(url, payload, captured_at=NOON, location=a_location(next(PLACES)))
    outcome = read(capture, payload)
    assert isinstance(outcome, Kept)
    writes.file_captures([capture])
    writes.file_readings(
        [(capture.key, Kept(a_reading(outcome.value, room.register.outlet_for(url))))]
    )
    return outcome.value


def test_the_demo_s_corrected_page_is_told_from_its_first_version(room: Newsroom) -> None:
    url = (
        "https://www.harbourledger.example/business/2025/09/18/velmaria-minister-rules-out-freight"
    )
    first = read_demo(room, "harbourledger/velmaria-minister-rules-out-freight.html", url)
    corrected = read_demo(
        room, "harbourledger/velmaria-minister-rules-out-freight.corrected.html", url
    )
    [change] = changes.note(room, [first, corrected], LATER)
    assert change.edit == "corrected"
    assert change.notice.startswith("Correction, 19 September 2025: an earlier version")
    assert "Freight trains will never cross this bridge" in " ".join(change.removed)
    assert "at night" in " ".join(change.added)
    assert not changes.withdrawn([first, corrected])


def test_the_demo_s_correction_of_its_own_means_the_agency_s_report(room: Newsroom) -> None:
    report = read_demo(
        room, "tarpress/kelesh-gruzovye-poezda.html", "https://tarpress.example/20250918/845351.htm"
    )
    told = read_demo(
        room, "tarpress/utochnenie.html", "https://tarpress.example/20250920/745228.htm"
    )
    [change] = changes.note(room, [report, told], LATER)
    assert (change.edit, change.older, change.newer) == ("corrected", report.key, told.key)
    edition_of(report, report.text[:20])
    assert [one.stands for one in changes.touched(change)] == [None]
    alone = read_demo(
        room,
        "lakelandexaminer/correction-velmaria.html",
        "http://www.lakelandexaminer.example/story.php?id=341514",
    )
    assert changes.note(room, [alone], LATER) == []


def test_a_page_that_changed_is_noted_once_with_its_words(room: Newsroom) -> None:
    older, newer = file(FIRST, 0), file(f"{SECOND}\n{NOTICE}", 1)
    noted = changes.note(room, [older, newer], LATER)
    assert [(one.edit, one.older, one.newer, one.at) for one in noted] == [
        ("corrected", older.key, newer.key, LATER)
    ]
    assert noted[0].added == ("at night", NOTICE)
    assert noted[0].removed == ()
    assert noted[0].notice == NOTICE
    assert changes.note(room, [older, newer], LATER) == []


def test_another_form_of_the_address_is_the_same_page(room: Newsroom) -> None:
    older = file(FIRST, 0)
    newer = file(SECOND, 1, "http://m.herald.example/bridge/?utm_source=rss")
    assert [one.newer for one in changes.note(room, [newer], LATER)] == [newer.key]
    assert [one.known.article for one in changes.history(older)] == [older, newer]


def test_a_reading_that_comes_late_parts_the_change_it_lies_in(room: Newsroom) -> None:
    first, last = file(FIRST, 0), file(SECOND + " It is open.", 2)
    changes.note(room, [first, last], LATER)
    middle = file(SECOND, 1)
    changes.note(room, [middle], LATER)
    versions = changes.history(middle)
    assert [one.known.article for one in versions] == [first, middle, last]
    assert [one.change and one.change.added for one in versions] == [
        None,
        ("at night",),
        ("It is open.",),
    ]


def test_pages_that_call_the_front_page_their_address_are_not_one_page(room: Newsroom) -> None:
    one = file(FIRST, 0, "https://herald.example/a")
    capture = a_capture("https://herald.example/b", b"other", captured_at=NOON)
    other = an_article(capture, "Rain", "It rained.", url="https://herald.example/")
    writes.file_captures([capture])
    writes.file_readings([(capture.key, Kept(a_reading(other)))])
    third = replace(one, url="https://herald.example/")
    assert changes.note(room, [other, third], LATER) == []


def test_a_kill_of_its_own_withdraws_the_text_it_names(room: Newsroom) -> None:
    story = file(FIRST, 0, title="No freight on the bridge, minister says")
    file("It rained in Velmar all day.", 0, "https://herald.example/rain", title="Rain")
    kill = file(
        "Editors, please kill the story headlined “No freight on the bridge, minister says”. "
        "The quotation was incomplete. Do not use it.",
        1,
        "https://herald.example/kill",
        title="BC-Velmaria-Bridge, KILL",
    )
    [noted] = changes.note(room, [kill], LATER)
    assert (noted.edit, noted.older, noted.newer) == ("withdrawn", story.key, kill.key)
    assert set(changes.withdrawn([story, kill])) == {story.key, kill.key}
    assert changes.history(story)[0].told == (noted,)


def test_a_page_too_long_to_be_nothing_but_a_notice_is_not_asked_for_one() -> None:
    kill = "Editors, please kill this story. It was based on a false report. "
    for length, alone in ((changes.LONGEST_NOTICE, True), (changes.LONGEST_NOTICE + 1, False)):
        article = an_article(a_capture(), "Story, KILL", kill.ljust(length, "."))
        found = notice_of(article)
        assert found is not None
        assert found.alone == alone


def test_a_correction_that_means_nothing_we_have_changes_nothing(room: Newsroom) -> None:
    file(FIRST, 0)
    stray = file(
        "A caption on Monday misspelled the name of the winner of the flower show.",
        1,
        "https://herald.example/c",
        title="Correction: flower show",
    )
    assert changes.note(room, [stray], LATER) == []
    assert changes.withdrawn([stray]) == {}


def test_a_page_that_is_gone_is_noted_and_so_is_what_rests_on_it(room: Newsroom) -> None:
    article = file(FIRST, 0)
    digest = edition_of(article, "Freight will never cross it")
    assert changes.note_gone(["herald.example/nowhere"], LATER) == []
    [gone] = changes.note_gone(["herald.example/bridge"], LATER)
    assert (gone.edit, gone.older, gone.newer) == ("gone", article.key, None)
    assert changes.note_gone(["herald.example/bridge"], LATER) == []
    assert [(one.digest.number, one.where, one.stands) for one in changes.touched(gone)] == [
        (digest.number, "item 1 sentence 2", False)
    ]


@pytest.mark.parametrize(
    ("words", "stands"), [("Freight will never cross it, the", False), ("The bridge reopens", True)]
)
def test_an_edition_is_told_whether_its_words_still_stand(
    room: Newsroom, words: str, stands: bool
) -> None:
    older = file(FIRST, 0)
    edition_of(older, words)
    newer = file(SECOND, 1)
    [change] = changes.note(room, [newer], LATER)
    assert [one.stands for one in changes.touched(change)] == [stands]
