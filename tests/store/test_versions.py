"""Versions of an edition, on both databases: none is lost, whoever writes at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
from django.db import IntegrityError, connections

from tearsheet.archive import Archive
from tearsheet.edit.revise.differences import sentences_of
from tearsheet.model import (
    LEAD,
    TITLE,
    Account,
    Conflict,
    Decision,
    Digest,
    EditionChange,
    Item,
    LetStand,
    Saved,
    Sentence,
    SetText,
    State,
    Suggestion,
)
from tearsheet.pipeline import Newsroom, editing
from tearsheet.press import register
from tearsheet.settings import Settings
from tearsheet.store import decisions, versions, writes
from tearsheet.store.rows import EditionRow, VersionRow
from tests.editions import WATCH

NOW = datetime(2025, 6, 21, 8, tzinfo=UTC)
ITEMS = [f"{number}" * 64 for number in range(1, 4)]
EDITOR = Account("edda", "Edda Editor", "editor")


def drafted(number: int = 1, title: str = "A title", state: State = "draft") -> Digest:
    """An edition of three items that rest on nothing: what is on file is not the gate's matter."""

    def said(text: str) -> Sentence:
        return Sentence("substance", text, "en")

    return Digest(
        number,
        WATCH.key,
        "astana",
        "en",
        date(2025, 6, 9),
        date(2025, 6, 20),
        Sentence("headline", title, "en"),
        (Sentence("lead", "A lead.", "en"),),
        tuple(
            Item(key, (said(f"Head {key[0]}"), said(f"One {key[0]}.")), Suggestion(key, ()))
            for key in ITEMS
        ),
        NOW,
        state,
    )


@pytest.fixture
def room(store: Path | str, tmp_path: Path) -> Iterator[Newsroom]:
    archive = Archive.open(tmp_path / "archive", rotate_bytes=1_000_000)
    writes.save_watch(WATCH)
    writes.save_edition(drafted())
    yield Newsroom(Settings(home=tmp_path), archive, register())
    archive.close()


def standing() -> versions.Standing:
    found = versions.standing(WATCH.key, 1)
    assert found
    return found


def change(room: Newsroom, base: int, *changes: EditionChange, who: str = "Edda") -> Saved:
    result = editing.change(room, WATCH.key, 1, base, changes, who, NOW)
    assert isinstance(result, Saved)
    return result


# What is on file.


def test_a_draft_is_the_first_version_and_the_same_draft_makes_no_second(room: Newsroom) -> None:
    writes.save_edition(replace(drafted(), drafted_at=NOW + timedelta(hours=1)))
    assert (standing().version, standing().by_hand) == (1, False)
    assert versions.version(WATCH.key, 1, 1) == versions.first_of(drafted(), 1)


def test_a_new_draft_is_a_new_version(room: Newsroom) -> None:
    writes.save_edition(drafted(title="Another"))
    assert standing().version == 2
    assert [one.what for one in versions.summaries(WATCH.key, 1)] == ["drafted", "drafted"]
    names = [versions.version(WATCH.key, 1, number).names for number in (1, 2)]  # type: ignore[union-attr]
    assert names[0] != names[1]


def test_a_draft_that_a_person_has_changed_is_not_the_machines_any_more(room: Newsroom) -> None:
    change(room, 1, SetText(TITLE, TITLE, "Ours"))
    with pytest.raises(ValueError, match="changed by a person"):
        writes.save_edition(drafted(title="The machine's"))
    assert standing().digest.title.text == "Ours"


def test_every_version_can_be_had_again_as_it_was(room: Newsroom) -> None:
    made = [change(room, at, SetText(ITEMS[0], "1-2", f"Text {at}.")).version for at in (1, 2, 3)]
    for one in made:
        assert versions.version(WATCH.key, 1, one.number) == one


def test_who_comes_second_writes_nothing(room: Newsroom) -> None:
    before = standing()
    made = change(room, 1, SetText(TITLE, TITLE, "First")).version
    late = replace(made, digest=replace(made.digest, title=before.digest.title), who="Late")
    assert not versions.save_version(WATCH.key, 1, before, late)
    moved = Decision("edition 1 of kazakhstan", "draft to review", "Late", NOW)
    assert not versions.set_state(WATCH.key, 1, before, "review", moved)
    assert standing().digest.title.text == "First"
    assert decisions.decisions_on("edition 1") == []


def test_a_number_is_given_once(room: Newsroom) -> None:
    with pytest.raises(IntegrityError):
        versions.new_edition(versions.first_of(drafted(), 1))


def test_an_edition_kept_before_there_were_versions_has_its_first_in_the_history(
    room: Newsroom,
) -> None:
    VersionRow.objects.all().delete()
    EditionRow.objects.update(version=0)
    assert editing.open_edition(room, WATCH.key, 1).version.number == 0
    made = change(room, 0, SetText(TITLE, TITLE, "Ours")).version
    assert made.number == 1
    assert editing.version(WATCH.key, 1, 0).digest == drafted()
    assert [one.first for one in editing.history(WATCH.key, 1)] == [1, 0]


# Two editors.


def test_changes_of_different_sentences_are_merged(room: Newsroom) -> None:
    change(room, 1, SetText(ITEMS[0], "1-2", "Hers."), who="Edda")
    result = change(room, 1, SetText(ITEMS[0], "1-1", "His"), who="Ali")
    assert result.merged
    texts = [one.text for one in result.version.digest.items[0].sentences]
    assert texts == ["His", "Hers."]


def test_changes_of_one_sentence_clash_and_neither_is_lost(room: Newsroom) -> None:
    change(room, 1, SetText(ITEMS[0], "1-2", "Hers."), who="Edda")
    mine = SetText(ITEMS[0], "1-2", "His.")
    result = editing.change(room, WATCH.key, 1, 1, [mine], "Ali", NOW)
    assert isinstance(result, Conflict)
    [clash] = result.clashes
    said = (clash.base, clash.theirs, clash.mine, clash.who)
    assert said == ("One 1.", "Hers.", "His.", "Edda")
    [kept] = editing.open_edition(room, WATCH.key, 1).proposals
    assert (kept.number, kept.who, kept.changes) == (result.proposal, "Ali", (mine,))
    assert editing.drop_proposal(WATCH.key, 1, kept.number)
    assert not editing.drop_proposal(WATCH.key, 1, kept.number)


def test_the_same_words_and_ones_own_words_do_not_clash(room: Newsroom) -> None:
    change(room, 1, SetText(ITEMS[0], "1-2", "Both."), who="Edda")
    assert change(room, 1, SetText(ITEMS[0], "1-2", "Both."), who="Ali").version.number == 2
    assert change(room, 1, SetText(ITEMS[0], "1-2", "Better."), who="Edda").version.number == 3


def test_ten_editors_at_once_lose_nothing(room: Newsroom) -> None:
    """Each change that was acknowledged stands, or in the history a later one of its place."""
    places = [(TITLE, TITLE), (LEAD, "1-1"), *((key, "1-2") for key in ITEMS)]

    def write(editor: int) -> list[tuple[int, tuple[str, str], str]]:
        acknowledged = []
        try:
            base = 1
            for turn in range(5):
                item, sentence = places[(editor + turn) % len(places)]
                text = f"Editor {editor} turn {turn}."
                wanted = [SetText(item, sentence, text)]
                result = editing.change(room, WATCH.key, 1, base, wanted, f"E{editor}", NOW)
                while isinstance(result, Conflict):
                    base = result.version
                    result = editing.change(room, WATCH.key, 1, base, wanted, f"E{editor}", NOW)
                base = result.version.number
                acknowledged.append((base, (item, sentence), text))
        finally:
            connections.close_all()
        return acknowledged

    with ThreadPoolExecutor(10) as editors:
        acknowledged = sorted(chain.from_iterable(editors.map(write, range(10))))
    assert [number for number, _, _ in acknowledged] == list(range(2, 52))
    expected = {place: text for _, place, text in acknowledged}
    head = versions.version(WATCH.key, 1, 51)
    assert head
    assert standing().version == 51
    stands = {place: one.text for place, one in sentences_of(head).items() if place in expected}
    assert stands == expected
    for number, place, text in acknowledged:
        version = versions.version(WATCH.key, 1, number)
        assert version
        assert sentences_of(version)[place].text == text


# Steps.


def test_a_step_is_kept_with_who_and_when_and_in_the_journal(room: Newsroom) -> None:
    opened = editing.move(room, WATCH.key, 1, "review", EDITOR, NOW, "please read")
    [step] = opened.steps
    assert (step.before, step.state, step.who, step.note) == (
        "draft",
        "review",
        "Edda Editor",
        "please read",
    )
    [decision] = decisions.decisions_on(f"edition 1 of {WATCH.key}")
    assert (decision.who, decision.at, decision.reason) == ("Edda Editor", NOW, "please read")


def test_what_is_let_stand_goes_when_its_words_change(room: Newsroom) -> None:
    kept = change(room, 1, LetStand(ITEMS[0], "1-2", "", "seen by phone")).version
    assert [one.reason for one in kept.digest.overrides] == ["seen by phone"]
    assert change(room, 2, SetText(ITEMS[0], "1-2", "Else.")).version.digest.overrides == ()
