"""Pages that sources name: each is one visit's to fetch, none is forgotten, none nagged."""

from datetime import datetime, timedelta

import pytest

from tearsheet.press.url_key import url_key
from tearsheet.store import pages, writes
from tearsheet.store.pages import CALM, LOOKS, Looked, Page, Wanted
from tests.nouns import NOON, a_capture

pytestmark = pytest.mark.usefixtures("store")

HOUR = timedelta(hours=1)
HERALD = "herald.example"


def wanted(*names: str, updated: datetime | None = None) -> list[Wanted]:
    return [Wanted(url_key(address(name)), address(name), updated) for name in names]


def address(name: str) -> str:
    return f"https://{HERALD}/{name}"


def new(*names: str, who: str = "one", source: str = HERALD) -> list[str]:
    return paths(pages.take_new(wanted(*names), source, who, NOON))


def due(
    *told: Wanted,
    who: str = "two",
    at: datetime = NOON,
    dead: tuple[str, ...] = (),
    most: int = 60,
    source: str = HERALD,
) -> list[str]:
    return paths(pages.take_due(source, told, who, at, dead, most))


def paths(taken: list[Page]) -> list[str]:
    return [page.url_key.removeprefix(f"{HERALD}/") for page in taken]


def looked(name: str, state: str = "kept", at: datetime = NOON, **more: object) -> None:
    values = {"look_at": None, "capture_key": "c" if state == "kept" else "", **more}
    pages.file_looks([Looked(url_key(address(name)), state, at, **values)])  # type: ignore[arg-type]


def test_a_page_is_new_once():
    assert new("a", "b") == ["a", "b"]
    assert new("b", "c", who="two", source="courier.example") == ["c"]


def test_a_page_that_came_by_another_way_is_not_new():
    writes.file_captures([a_capture(address("a"))])
    assert new("a", "b") == ["b"]


def test_of_many_new_pages_the_first_are_taken_and_the_others_stay_new():
    listed = wanted(*(f"p{number}" for number in range(1000)))
    first = pages.take_new(listed, HERALD, "one", NOON, 500)
    assert [page.url for page in first] == [one.url for one in listed[:500]]
    second = pages.take_new(listed, HERALD, "one", NOON, 600)
    assert [page.url for page in second] == [one.url for one in listed[500:]]


def test_all_that_was_left_behind_is_taken_by_the_next():
    names = [f"p{number:04}" for number in range(700)]
    new(*names)
    assert due() == []
    assert due(dead=("one",), most=60) == names
    assert due(who="three") == []
    pages.release("two")
    assert due(who="three") == names


def test_what_a_dead_collector_archived_is_not_fetched_again():
    new("a", "b")
    capture = a_capture(address("a"), captured_at=NOON)
    writes.file_captures([capture])
    assert due(dead=("one",)) == ["b"]
    [again] = pages.take_due(HERALD, [], "three", NOON + 2 * HOUR, (), 60)
    assert again.capture_key == capture.key


def test_pages_are_looked_at_when_it_is_time_the_longest_due_first():
    new("a", "b", "c")
    looked("a", look_at=NOON + 3 * HOUR)
    looked("b", look_at=NOON + 1 * HOUR)
    looked("c", "failed", look_at=NOON + 2 * HOUR)
    assert due(at=NOON) == []
    assert due(at=NOON + 4 * HOUR, most=2) == ["b", "c"]
    assert due(at=NOON + 4 * HOUR, who="three") == ["a"]


def test_a_changed_page_is_taken_once_by_all_who_name_it():
    new("a")
    looked("a")
    changed = wanted("a", updated=NOON + HOUR)
    at = NOON + 2 * HOUR
    assert due(*changed, at=at) == ["a"]
    assert due(*changed, at=at, source="courier.example") == [], "the same collector has it"
    assert due(*changed, at=at, who="three") == []
    looked("a", at=at)
    assert due(*changed, at=at + 2 * HOUR) == [], "it told us so before"


def test_a_page_both_changed_and_due_is_taken_once():
    names = [f"p{number:04}" for number in range(450)]
    new(*names)
    for name in names:
        looked(name, look_at=NOON + HOUR)
    taken = due(*wanted(*names, updated=NOON + HOUR), at=NOON + 2 * HOUR, most=1000)
    assert sorted(taken) == names


def test_a_source_that_calls_everything_changed_is_not_believed_at_every_visit():
    new("a", "b", "c")
    for name, hours in (("a", 2), ("b", 0), ("c", 1)):
        looked(name, at=NOON + hours * HOUR)
    at = NOON + 2 * HOUR
    told = wanted("a", "b", "c", updated=at)
    assert due(*told, at=at, most=1) == ["b"]
    looked("b", at=at)
    told = wanted("a", "b", "c", updated=at + CALM / 2)
    assert due(*told, at=at + CALM / 2) == ["c"]


def test_looks_that_are_remembered_are_few():
    new("a")
    for hours in range(LOOKS + 5):
        looked("a", at=NOON + hours * HOUR, look_at=NOON)
    [page] = pages.take_due(HERALD, [], "two", NOON, (), 60)
    assert len(page.looks) == LOOKS
    assert page.looks[-1] == NOON + (LOOKS + 4) * HOUR


def test_where_a_page_ended_is_known_too():
    new("short")
    looked("short", landed=url_key(address("the-long-way")))
    assert new("the-long-way", who="two") == []


def test_a_page_nobody_knows_any_more_costs_nothing():
    looked("forgotten")
    assert new("forgotten") == ["forgotten"]


def test_readings_tell_what_became_of_pages():
    new("a", "b", "c")
    capture = a_capture(address("a"))
    writes.file_captures([capture])
    looked("a", capture_key=capture.key)
    looked("b", "failed", reason="not found")
    assert pages.readings(HERALD) == [(NOON, "failed", "not found")]
