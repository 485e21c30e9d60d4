"""Sources as a list, the journal in pages, watches changed by two: the same on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tearsheet.model import Condition, Decision, Health, Source, Watch, WatchName
from tearsheet.pipeline import people, watches
from tearsheet.pipeline import sources as register
from tearsheet.pipeline.watches import WatchError
from tearsheet.store import journal, looks, queries, source_list
from tearsheet.store import sources as store
from tearsheet.store.decisions import append_decision
from tests.nouns import NOON

pytestmark = pytest.mark.usefixtures("store")


def a_source(key: str, name: str = "", outlet: str | None = None) -> Source:
    return Source(key, f"https://{key}/feed", "feed", name or key, NOON, outlet=outlet)


def fares(key: str, condition: Condition, hours: int = 0) -> None:
    since = NOON + timedelta(hours=hours)
    source_list.appraise(Health(key, condition, since, "why", "advice"))


def keys(asked: source_list.Asked, start: int = 0, most: int = 10) -> list[str]:
    return [one.key for one, _ in source_list.page(asked, start, most).lines]


def test_the_worst_source_comes_first_and_each_condition_is_counted() -> None:
    store.add_sources([a_source(f"{name}.example") for name in "abcd"])
    fares("a.example", "well")
    fares("b.example", "failing", 2)
    fares("c.example", "failing", 1)
    found = source_list.page(source_list.Asked(), 0, 3)
    assert [one.key for one, _ in found.lines] == ["c.example", "b.example", "d.example"]
    assert found.total == 4
    assert found.by_condition == {"failing": 2, "new": 1, "well": 1}
    assert keys(source_list.Asked(), 3) == ["a.example"]
    one = source_list.page(source_list.Asked(condition="failing"), 0, 1)
    assert (len(one.lines), one.total, sum(one.by_condition.values())) == (1, 2, 4)


def test_sources_are_found_in_any_script_and_by_outlet() -> None:
    store.add_sources(
        [
            a_source("a.example", "Вельмарский Вестник", "a.example"),
            a_source("b.example/world", "قنديل الصباح", "b.example"),
        ]
    )
    assert keys(source_list.Asked("ВЕСТНИК вельмарский")) == ["a.example"]
    assert keys(source_list.Asked("الصباح")) == ["b.example/world"]
    assert keys(source_list.Asked("100%_")) == []
    assert keys(source_list.Asked(outlets=("b.example",))) == ["b.example/world"]
    assert keys(source_list.Asked(outlets=())) == []
    assert source_list.outlets() == ("a.example", "b.example")


def test_what_a_person_changed_is_looked_at_anew() -> None:
    store.add_sources([a_source("a.example")])
    fares("a.example", "failing")
    register.pause(a_source("a.example"), paused=True, who="Edda", now=NOON)
    assert [one.key for one in source_list.not_looked_at(9)] == ["a.example"]
    assert register.listed(source_list.Asked(), 0, 9, NOON).by_condition == {"paused": 1}


def test_the_journal_is_read_in_pages_by_kind_person_and_day() -> None:
    for number in range(7):
        at = datetime(2025, 9, 10 + number, 23, 30, tzinfo=UTC)
        who = "Edda" if number % 2 else "Cleo"
        append_decision(Decision(f"{'ab'[number % 2]}: {number}", "x", who, at))
    first, further = journal.page(journal.Asked(), None, 4)
    second, end = journal.page(journal.Asked(), further, 4)
    told = [one.decision.subject[-1] for one in (*first, *second)]
    assert ("".join(told), end) == ("6543210", None)
    assert [one.subject for one in journal.every(journal.Asked(prefixes=("b",)), 2)] == [
        "b: 5",
        "b: 3",
    ]
    assert len(journal.page(journal.Asked(without=("b",)), None, 9)[0]) == 4
    assert len(journal.page(journal.Asked(who="Edda"), None, 9)[0]) == 3
    days = journal.Asked(first=date(2025, 9, 12), last=date(2025, 9, 13))
    assert len(journal.page(days, None, 9)[0]) == 2
    assert len(journal.page(journal.Asked(last=date.max), None, 9)[0]) == 7
    assert journal.everybody() == ["Cleo", "Edda"]


def test_of_two_who_change_a_watch_the_second_is_told() -> None:
    watch = Watch("demo", "Demo", "person", (WatchName("Demo", "en"),))
    watches.save(watch, None, who="Edda", now=NOON)
    watches.save(replace(watch, title="Mine"), watch, who="Edda", now=NOON)
    with pytest.raises(WatchError, match="somebody else"):
        watches.save(replace(watch, title="Yours"), watch, who="Cleo", now=NOON)
    kept = queries.watch("demo")
    assert kept is not None
    assert kept.title == "Mine"
    watches.remove(kept, who="Edda", now=NOON)
    assert queries.watches() == []


def test_what_was_found_is_kept_for_a_week() -> None:
    number = looks.keep(a_source("a.example"), NOON)
    assert looks.found(Source, number) == a_source("a.example")
    looks.keep(a_source("b.example"), NOON + timedelta(days=8))
    assert looks.found(Source, number) is None


def test_a_decision_on_names_that_are_too_long_is_refused() -> None:
    with pytest.raises(people.UnknownPersonError):
        people.decide("x" * 299, "y" * 299, same=True, who="Edda", now=NOON)
    with pytest.raises(people.UnknownPersonError):
        people.take_back("person: nobody", who="Edda", now=NOON)
