"""The inbox: cards follow what they are made of, whatever is touched, killed or asked twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tearsheet.model import Card, Change, Pairing, Wanted
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.inbox import (
    CursorError,
    card,
    counts,
    decide,
    file_cards,
    filing,
    inbox,
)
from tearsheet.settings import Settings
from tearsheet.store import changes, relations, writes
from tearsheet.store.touched import count_touched
from tests.inbox import OTHER, SUNDAY, WATCH, filed, told_as
from tests.nouns import NOON, an_outlet

HOUR = timedelta(hours=1)


@pytest.fixture
def room(tmp_path: Path, store: Path | str) -> Iterator[Newsroom]:
    database = store if isinstance(store, str) else ""
    with Newsroom.open(Settings(home=tmp_path, database=database, vectors="none")) as opened:
        writes.save_watch(WATCH)
        yield opened


def cards(watch_key: str = "velmaria", **wanted: object) -> list[Card]:
    found = inbox(watch_key, Wanted(**wanted))  # type: ignore[arg-type]
    return [one.card for one in found.entries]


def test_a_story_about_the_watch_has_a_card_that_says_what_was_printed(room):
    state = replace(an_outlet("state.example", "The State"), country="XT")
    state = replace(state, ownership=replace(state.ownership, kind="state"))
    bridge = [filed(1), filed(2, hours=1, outlet=state), filed(3, hours=30, published=None)]
    chess = filed(4, "Sarnia")
    told_as(bridge, [chess])

    assert file_cards(room, SUNDAY) == 1

    (found,) = cards()
    assert found.story_key == bridge[0].key
    assert found.articles == found.about == 3
    assert found.headline in {one.title for one in bridge}
    read = next(one for one in bridge if one.key == found.read_first)
    assert found.line_at is not None
    assert found.line == found.line_at.of(read.text)
    assert "Velmaria" in found.line
    assert [one.name for one in found.outlets] == ["The Paper 1", "The State", "The Paper 3"]
    assert found.flags == ("state-owned outlet", "doubtful date")
    assert (found.first_seen, found.last_seen) == (NOON, NOON + 30 * HOUR)
    assert found.arrived_at == found.grown_at == SUNDAY
    assert found.score == pytest.approx(sum(one.share for one in found.features))
    assert all(one.why for one in found.features)


def test_nothing_is_made_twice_and_only_what_was_touched_is_made_anew(room):
    one, other = filed(1), filed(2)
    told_as([one], [other])
    assert file_cards(room, SUNDAY) == 2
    assert file_cards(room, SUNDAY) == 0
    more = filed(3, hours=5)
    told_as([one, more])

    assert file_cards(room, SUNDAY + HOUR) == 1

    grown, same = (card("velmaria", key.key) for key in (one, other))
    assert grown is not None
    assert same is not None
    assert grown.card.articles == 2
    assert (grown.card.arrived_at, grown.card.grown_at) == (SUNDAY, SUNDAY + HOUR)
    assert same.card.grown_at == SUNDAY
    assert card("velmaria", more.key) == grown
    assert count_touched() == 0


def test_stories_that_become_one_have_one_card_and_decided_pairs_hold(room):
    one, other = filed(1), filed(2, hours=1)
    told_as([one], [other])
    file_cards(room, SUNDAY)

    relations.append_pairing("stories", Pairing(one.key, other.key, True), "Edda", SUNDAY, "")
    file_cards(room, SUNDAY + HOUR)
    (joined,) = cards()
    assert joined.articles == 2

    relations.withdraw_pairing("stories", Pairing(one.key, other.key, True), "Edda", SUNDAY, "")
    file_cards(room, SUNDAY + HOUR)
    assert {found.story_key for found in cards()} == {one.key, other.key}


def test_a_watch_that_changes_is_matched_anew_and_one_that_is_new_finds_what_was_there(room):
    told_as([filed(1)], [filed(2, "Sarnia")])
    file_cards(room, SUNDAY)
    assert not cards("sarnia")

    writes.save_watch(OTHER)
    assert file_cards(room, SUNDAY) == 1
    assert len(cards("sarnia")) == 1

    writes.save_watch(replace(OTHER, names=WATCH.names))
    file_cards(room, SUNDAY)
    assert [one.headline for one in cards("sarnia")] == ["Velmaria opens bridge 1"]
    assert len(cards("velmaria")) == 1


def test_a_change_of_a_page_and_a_corrected_outlet_show_on_the_card(room):
    one, older = filed(1), filed(2)
    told_as([one], [older])
    file_cards(room, SUNDAY)
    change = Change("paper2.example/x", "corrected", older.key, None, SUNDAY, notice="We erred.")
    changes.file_changes([change])
    writes.file_readings([])

    assert file_cards(room, SUNDAY + HOUR) == 1

    assert {found.story_key: found.flags for found in cards()} == {
        one.key: (),
        older.key: ("changed since",),
    }


@pytest.mark.parametrize("stop", range(4))
def test_a_run_that_is_killed_goes_on_where_it_stopped_and_ends_the_same(room, monkeypatch, stop):
    articles = [filed(number) for number in range(6)]
    told_as(*([one] for one in articles))
    monkeypatch.setattr(filing, "BATCH", 2)
    told = list[int]()

    def killed(done: int, of: int) -> None:
        told.append(done)
        if len(told) == stop + 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        file_cards(room, SUNDAY, killed)
    file_cards(room, SUNDAY)

    assert {one.story_key for one in cards()} == {one.key for one in articles}
    assert all(one.arrived_at == SUNDAY for one in cards())
    assert file_cards(room, SUNDAY) == 0


def test_a_batch_that_breaks_leaves_no_half(room, monkeypatch):
    told_as([filed(1)])

    def broken(rows: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(filing, "settle", broken)
    with pytest.raises(KeyboardInterrupt):
        file_cards(room, SUNDAY)
    assert not cards()
    monkeypatch.undo()
    assert file_cards(room, SUNDAY) == 1


def test_filters_count_what_each_value_would_add(room):
    french = replace(an_outlet("lac.example", "Le Lac"), country="FR")
    one = filed(1)
    two = filed(2, outlet=french, language="fr")
    three = [filed(3, hours=48), filed(4, hours=49, outlet=french, language="fr")]
    told_as([one], [two], three)
    file_cards(room, SUNDAY)

    def keys(**wanted: object) -> set[str]:
        return {found.story_key for found in cards(**wanted)}

    assert keys(countries=("FR",)) == {two.key, three[0].key}
    assert keys(countries=("FR",), languages=("en",)) == {three[0].key}
    assert keys(outlets=("lac.example", "paper1.example")) == {one.key, two.key, three[0].key}
    assert keys(last=NOON.date()) == {one.key, two.key}
    assert keys(first=(NOON + 24 * HOUR).date()) == {three[0].key}
    facets = inbox("velmaria", Wanted(countries=("FR",))).facets
    counted = {(facet.dimension, facet.value): facet for facet in facets}
    assert counted["country", "FR"].cards == 2
    assert counted["country", "FR"].chosen
    assert counted["country", "GB"].cards == 2
    assert counted["language", "en"].cards == 1
    assert counted["outlet", "lac.example"].name == "Le Lac"


def test_words_are_searched_for_in_every_article_of_a_story(room):
    one, two = filed(1), filed(2, title="A lighthouse speaks of Velmaria")
    told_as([one], [two, filed(3, hours=1)])
    file_cards(room, SUNDAY)

    assert [found.story_key for found in cards(words="lighthouse")] == [two.key]
    assert not cards(words="submarine")


@pytest.mark.parametrize("order", ["suggested", "newest", "most outlets"])
def test_pages_follow_one_another_without_gap_or_repeat(room, order):
    stories = [[filed(number, hours=number)] for number in range(7)]
    stories[3].append(filed(20, hours=60))
    told_as(*stories)
    file_cards(room, SUNDAY)

    seen, after = list[str](), ""
    while True:
        page = inbox("velmaria", Wanted(order=order), most=3, after=after)
        assert page.total == 7
        seen += [one.card.story_key for one in page.entries]
        if not (after := page.after):
            break
    assert len(seen) == 7
    assert set(seen) == {story[0].key for story in stories}
    if order != "suggested":
        assert seen[0] == stories[3][0].key


def test_nothing_moves_under_the_editor_and_what_came_since_waits(room):
    stories = [[filed(number, hours=number)] for number in range(4)]
    told_as(*stories)
    file_cards(room, SUNDAY)
    opened = Wanted(upto=SUNDAY)
    before = inbox("velmaria", opened)
    assert before.waiting == 0

    lowest = before.entries[-1].card.story_key
    grown = next(story for story in stories if story[0].key == lowest)
    told_as([*grown, filed(30, hours=9), filed(31, hours=10)], [filed(40, hours=11)])
    file_cards(room, SUNDAY + HOUR)

    after = inbox("velmaria", opened)
    order = [one.card.story_key for one in before.entries]
    assert [one.card.story_key for one in after.entries] == order
    assert after.waiting == 1
    assert after.tag != before.tag
    now = [one.card.story_key for one in inbox("velmaria", Wanted()).entries]
    assert now[0] == lowest
    assert len(now) == 5


def test_counts_are_of_the_days_asked_for(room):
    early, late = filed(1), filed(2, hours=72)
    told_as([early], [late])
    file_cards(room, SUNDAY)
    decide("velmaria", [early.key], "taken", who="edda", now=SUNDAY)

    assert counts("velmaria")["taken"] == counts("velmaria")["new"] == 1
    days = NOON.date(), NOON.date()
    assert counts("velmaria", *days) == {
        "new": 0, "taken": 1, "later": 0, "dropped": 0, "not about us": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "after", ["x", "{}", "[]", '["a", 1]', "[1]", '[null, "a"]', '[1, 2, "a"]']
)
def test_a_place_that_nobody_gave_out_is_refused_in_words(store, after):
    with pytest.raises(CursorError, match="inbox"):
        inbox("velmaria", Wanted(), after=after)


def test_the_number_of_questions_does_not_grow_with_what_is_there(room):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            inbox("velmaria", Wanted(words="bridge", countries=("GB",)))
        return len(captured)

    told_as([filed(0)])
    file_cards(room, SUNDAY)
    few = asked()
    told_as(*([filed(number), filed(number + 50, hours=1)] for number in range(1, 12)))
    file_cards(room, SUNDAY)
    assert asked() == few


def test_what_is_touched_while_cards_are_made_is_looked_at_once_more(room, monkeypatch):
    one, other = filed(1), filed(2, hours=1)
    told_as([one], [other])
    made_anew, joined = filing._made_anew, list[bool]()

    def interrupted(*given: object) -> object:
        made = made_anew(*given)
        if not joined:
            joined.append(True)
            pairing = Pairing(one.key, other.key, True)
            relations.append_pairing("stories", pairing, "Edda", SUNDAY, "")
        return made

    monkeypatch.setattr(filing, "_made_anew", interrupted)
    file_cards(room, SUNDAY)

    assert [found.articles for found in cards()] == [2]
    assert count_touched() == 0
