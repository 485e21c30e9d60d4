"""Decisions in the inbox: the journal alone says how things stand, wherever stories go."""

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from tearsheet.model import Article, Choice, Wanted
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.inbox import (
    TriageError,
    card,
    decide,
    decisions,
    file_cards,
    inbox,
    merge,
    split,
    standing,
    triage,
    undo,
)
from tearsheet.settings import Settings
from tearsheet.store import relations, writes
from tearsheet.store.decisions import decisions_on
from tests.inbox import OTHER, SUNDAY, WATCH, filed, told_as

MINUTE = timedelta(minutes=1)
CHOICES: tuple[Choice, ...] = get_args(Choice)
STRENGTH = {"taken": 3, "later": 2, "not about us": 1, "dropped": 1, "new": 0}


@pytest.fixture
def room(tmp_path: Path, store: Path | str) -> Iterator[Newsroom]:
    database = store if isinstance(store, str) else ""
    with Newsroom.open(Settings(home=tmp_path, database=database, vectors="none")) as opened:
        writes.save_watch(WATCH)
        yield opened


def on_cards(room: Newsroom, *stories: Sequence[Article]) -> None:
    told_as(*stories)
    file_cards(room, SUNDAY)


def listed(choice: Choice = "new", watch_key: str = "velmaria") -> set[str]:
    return {one.card.story_key for one in inbox(watch_key, Wanted(choice=choice)).entries}


def test_what_is_taken_leaves_the_new_and_says_who_took_it_when_and_why(room):
    one, other = filed(1), filed(2)
    on_cards(room, [one], [other])

    done = decide("velmaria", [one.key], "taken", who="edda", now=SUNDAY, reason="the lead")

    assert [entry.standing.choice for entry in done.entries] == ["taken"]
    assert done.between == ()
    assert (listed("new"), listed("taken")) == ({other.key}, {one.key})
    stands = standing("velmaria", one.key)
    assert (stands.who, stands.at, stands.reason) == ("edda", SUNDAY, "the lead")
    (step,) = decisions("velmaria")
    assert (step.story_keys, step.headlines) == ((one.key,), (one.title,))


def test_another_watch_decides_for_itself(room):
    writes.save_watch(OTHER)
    both = filed(1, "Velmaria", title="Velmaria and Sarnia open the Sarnia bridge")
    on_cards(room, [both])

    decide("velmaria", [both.key], "dropped", who="edda", now=SUNDAY)

    assert standing("velmaria", both.key).choice == "dropped"
    assert standing("sarnia", both.key).choice == "new"


def test_the_last_word_stands_and_says_who_had_decided_in_between(room):
    one = filed(1)
    on_cards(room, [one])
    page = inbox("velmaria", Wanted())
    decide("velmaria", [one.key], "dropped", who="cleo", now=SUNDAY)

    done = decide("velmaria", [one.key], "taken", who="edda", now=SUNDAY + MINUTE, seen=page.step)

    assert [(between.who, between.choice) for between in done.between] == [("cleo", "dropped")]
    assert standing("velmaria", one.key).choice == "taken"
    knowing = inbox("velmaria", Wanted())
    again = decide("velmaria", [one.key], "later", who="cleo", now=SUNDAY, seen=knowing.step)
    assert again.between == ()


def test_undo_goes_back_step_by_step_and_leaves_what_others_said_since(room):
    one, other = filed(1), filed(2)
    on_cards(room, [one], [other])
    decide("velmaria", [one.key], "later", who="edda", now=SUNDAY)
    decide("velmaria", [one.key, other.key], "taken", who="edda", now=SUNDAY + MINUTE)
    decide("velmaria", [other.key], "dropped", who="cleo", now=SUNDAY + 2 * MINUTE)

    undone = undo("velmaria", "edda", SUNDAY + 3 * MINUTE)

    assert undone is not None
    assert undone.undid.choice == "taken"
    assert [between.who for between in undone.between] == ["cleo"]
    assert standing("velmaria", one.key).choice == "later"
    assert standing("velmaria", other.key).choice == "dropped"
    assert undo("velmaria", "edda", SUNDAY + 4 * MINUTE) is not None
    assert listed("new") == {one.key}
    assert undo("velmaria", "edda", SUNDAY + 5 * MINUTE) is None
    assert [step.kind for step in decisions("velmaria")] == ["undo", "undo", *3 * ["decide"]]


def test_a_merge_shows_at_once_and_its_undo_parts_the_stories_again(room):
    one, other, third = filed(1), filed(2, hours=1), filed(3, hours=2)
    on_cards(room, [one], [other], [third])
    decide("velmaria", [other.key], "later", who="cleo", now=SUNDAY)

    done = merge("velmaria", [one.key, other.key], who="edda", now=SUNDAY + MINUTE)

    assert done.gone == (other.key,)
    (entry,) = done.entries
    assert entry.card.articles == 2
    assert entry.standing.choice == "later"
    assert listed("later") == {one.key}
    undo("velmaria", "edda", SUNDAY + 2 * MINUTE)
    assert (listed("new"), listed("later")) == ({one.key, third.key}, {other.key})
    assert relations.pairings("stories") == ()


def test_a_split_shows_at_once_the_rest_keeps_the_decision_and_undo_brings_all_back(room):
    one, two, three, four = story = [filed(number, hours=number) for number in range(4)]
    on_cards(room, story)
    decide("velmaria", [one.key], "taken", who="cleo", now=SUNDAY)

    done = split("velmaria", [one.key, three.key], who="edda", now=SUNDAY + MINUTE)

    sizes = {entry.card.story_key: entry.card.articles for entry in done.entries}
    assert sorted(sizes.values()) == [2, 2]
    assert standing("velmaria", two.key).choice == "taken"
    assert standing("velmaria", one.key).choice == "new"
    stays, leaves = card("velmaria", four.key), card("velmaria", three.key)
    assert stays is not None
    assert leaves is not None
    assert stays.card.story_key != leaves.card.story_key
    undo("velmaria", "edda", SUNDAY + 2 * MINUTE)
    whole = card("velmaria", one.key)
    assert whole is not None
    assert (whole.card.articles, whole.standing.choice) == (4, "taken")


def test_what_cannot_be_done_is_said_and_changes_nothing(room):
    one, other = filed(1), filed(2)
    on_cards(room, [one], [other])

    with pytest.raises(TriageError, match="two stories"):
        merge("velmaria", [one.key, one.key], who="edda", now=SUNDAY)
    with pytest.raises(TriageError, match="at least one"):
        split("velmaria", [one.key], who="edda", now=SUNDAY)
    with pytest.raises(TriageError, match="one story"):
        split("velmaria", [one.key, other.key], who="edda", now=SUNDAY)
    with pytest.raises(TriageError, match="one story"):
        split("velmaria", ["nothing"], who="edda", now=SUNDAY)
    assert decide("velmaria", ["nothing"], "taken", who="edda", now=SUNDAY).entries == ()
    assert decisions("velmaria") == ()


def test_a_decision_follows_when_the_machine_joins_and_parts_stories(room):
    one, two, three = filed(1), filed(2, hours=1), filed(3, hours=2)
    on_cards(room, [one], [two, three])
    decide("velmaria", [one.key], "dropped", who="edda", now=SUNDAY)
    decide("velmaria", [two.key], "taken", who="cleo", now=SUNDAY + MINUTE)

    on_cards(room, [one, two, three])
    stands = standing("velmaria", one.key)
    assert (stands.choice, stands.who) == ("taken", "cleo")
    assert [(beside.choice, beside.who) for beside in stands.beside] == [("dropped", "edda")]

    on_cards(room, [one], [three, two])
    assert standing("velmaria", one.key).choice == "dropped"
    assert standing("velmaria", three.key).choice == "taken"
    assert listed("new") == set()


def test_a_step_that_breaks_in_the_middle_is_as_if_it_had_not_been(room, monkeypatch):
    one, other = filed(1), filed(2)
    on_cards(room, [one], [other])

    def broken(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(triage, "refile", broken)
    with pytest.raises(KeyboardInterrupt):
        merge("velmaria", [one.key, other.key], who="edda", now=SUNDAY)
    monkeypatch.undo()
    assert relations.pairings("stories") == ()
    assert decisions("velmaria") == ()
    assert listed("new") == {one.key, other.key}


# Any order of work.

PEOPLE = ("edda", "cleo")
MANY = 5
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("decide"),
            st.sampled_from(PEOPLE),
            st.sets(st.integers(0, MANY - 1), min_size=1, max_size=2),
            st.sampled_from(CHOICES),
        ),
        st.tuples(st.just("undo"), st.sampled_from(PEOPLE)),
        st.tuples(
            st.just("merge"),
            st.sampled_from(PEOPLE),
            st.sets(st.integers(0, MANY - 1), min_size=2, max_size=2),
        ),
        st.tuples(
            st.just("split"),
            st.sampled_from(PEOPLE),
            st.sets(st.integers(0, MANY - 1), min_size=1, max_size=2),
        ),
        st.tuples(st.just("machine"), st.lists(st.integers(0, 2), min_size=MANY, max_size=MANY)),
    ),
    max_size=9,
)


# An example takes a quarter of a second, so that a failing one is told as it was found.
@settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(work=STEPS)
def test_in_whatever_order_people_and_machine_work_the_journal_says_how_things_stand(
    migrated, work
):
    with TemporaryDirectory() as name:
        home = Path(name)
        shutil.copy(migrated, home / "tearsheet.sqlite3")
        with Newsroom.open(Settings(home=home, vectors="none")) as room:
            _works(room, work)


def _works(room: Newsroom, work: Sequence[tuple]) -> None:  # type: ignore[type-arg]
    writes.save_watch(WATCH)
    articles = [filed(number, hours=number) for number in range(MANY)]
    on_cards(room, *([one] for one in articles))
    note(repr(work))
    for at, step in enumerate(work):
        _do(room, step, articles, at)
        _agrees_with_the_journal(articles)
    for person in PEOPLE:
        while undo("velmaria", person, SUNDAY + timedelta(days=1)):
            _agrees_with_the_journal(articles)
    assert relations.pairings("stories") == ()
    assert all(standing("velmaria", one.key).choice == "new" for one in articles)
    journal = decisions("velmaria", most=1_000)
    assert {one.number for one in journal if one.kind != "undo"} == {
        one.undoes for one in journal if one.kind == "undo"
    }


def _do(room: Newsroom, step: tuple, articles: list[Article], at: int) -> None:  # type: ignore[type-arg]
    """One step of work; what cannot be done is left."""
    kind, now = step[0], SUNDAY + at * MINUTE
    if kind == "machine":
        parts = defaultdict[int, list[Article]](list)
        for article, part in zip(articles, step[1], strict=True):
            parts[part].append(article)
        told_as(*parts.values())
        file_cards(room, now)
        return
    who = step[1]
    if kind == "undo":
        undo("velmaria", who, now)
        return
    keys = [articles[one].key for one in sorted(step[2])]
    try:
        if kind == "decide":
            done = decide("velmaria", keys, step[3], who=who, now=now)
            assert {entry.standing.choice for entry in done.entries} == {step[3]}
        elif kind == "merge":
            merge("velmaria", keys, who=who, now=now)
            assert card("velmaria", keys[0]) == card("velmaria", keys[1])
        else:
            split("velmaria", keys, who=who, now=now)
    except TriageError:
        pass


def _agrees_with_the_journal(articles: Sequence[Article]) -> None:
    """Every article is on one card, and each card stands as the journal says."""
    entries = inbox("velmaria", Wanted(choice="all"), most=1_000).entries
    now_in = {one.key: card("velmaria", one.key) for one in articles}
    said = _replayed()
    assert sum(entry.card.articles for entry in entries) == len(articles)
    for entry in entries:
        inside = [key for key, found in now_in.items() if found == entry]
        assert len(inside) == entry.card.articles
        found = [said[key] for key in inside if key in said]
        strongest = max((STRENGTH[choice] for choice, _ in found), default=0)
        assert STRENGTH[entry.standing.choice] == strongest
        assert entry.standing == standing("velmaria", inside[0])
    for choice in {entry.standing.choice for entry in entries}:
        assert listed(choice) == {
            one.card.story_key for one in entries if one.standing.choice == choice
        }


def _replayed() -> Mapping[str, tuple[Choice, int]]:
    """What stands on each article, by the journal of decisions alone."""
    marks, undone = list[tuple[str, Choice, int]](), set[int]()
    for decision in decisions_on("inbox velmaria: "):
        about = decision.subject.removeprefix("inbox velmaria: ")
        verdict, _, step = decision.verdict.rpartition(", step ")
        if about.startswith("step "):
            undone.add(int(about.removeprefix("step ")))
        else:
            marks.append((about, verdict, int(step)))  # type: ignore[arg-type]
    return {key: (choice, step) for key, choice, step in marks if step not in undone}
