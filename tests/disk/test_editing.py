"""An edition of the demo press on the desk: written by several, proven, printed, put right."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tearsheet import demo
from tearsheet.collect import arrivals, listed
from tearsheet.demo import online
from tearsheet.model import (
    LEAD,
    TITLE,
    Account,
    AddItem,
    AddSentence,
    Conflict,
    EditionChange,
    EditionVersion,
    LetStand,
    MoveItem,
    RemoveItem,
    RemoveSentence,
    Saved,
    SetText,
    WithdrawLetStand,
)
from tearsheet.pipeline import Newsroom, editing
from tearsheet.pipeline.editions import Order, draft_edition, publish_edition
from tearsheet.pipeline.ingest import ingest
from tearsheet.pipeline.proof import prove
from tearsheet.pipeline.relating import relate_new
from tearsheet.pipeline.telling import shown_between
from tearsheet.press import load
from tearsheet.settings import Settings
from tearsheet.store import writes
from tests.alterations import ALTERATIONS

WATCH = demo.watch()
ORDER = Order(WATCH, *demo.WEEK, "astana", "en")
NOW = datetime(2025, 9, 22, 8, tzinfo=UTC)
OUTLETS = load(demo.press_folder() / "outlets.toml")
PAGES = {
    f"pages/{path}.html"
    for path in (
        "northlandradio/velmaria-river-dispute-ends",
        "coralcourier/velmaria-bets-on-a-railway",
        "monsoongazette/korvan-first-light-indian-school",
        "harbourledger/first-train-crosses-tolven",
        "lakelandexaminer/teen-goalkeeper-irda-cup",
        "nordelbische/welmarien-wirtschaft-kurz",
        "qandil/irda-water-law",
    )
}
"""A part of the week's press, so that the whole file takes seconds."""
COMING = "pages/harbourledger/velmaria-minister-rules-out-freight.html"
EDITOR, CHIEF = Account("edda", "Edda", "editor"), Account("cleo", "Cleo", "chief")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo press read and related, and the machine's draft of its week."""
    home = tmp_path_factory.mktemp("editing") / "home"
    clock = demo.clock()
    with Newsroom.open(Settings(home=home), OUTLETS) as room:
        writes.save_watch(WATCH)
        lines = (demo.press_folder() / "list.tsv").read_text("utf-8").splitlines()
        some = [line for line in lines if line.partition("\t")[0] in PAGES]
        limit = room.settings.payload_megabytes * 1_000_000
        ingest(room, arrivals(listed(some, demo.press_folder()), clock(), limit_bytes=limit), clock)
        relate_new(room, wait=True)
        drafted = draft_edition(room, ORDER, NOW)
        publish_edition(room, drafted.edition, room.settings.editions)
    return home


@pytest.fixture
def room(made: Path, tmp_path: Path) -> Iterator[Newsroom]:
    home = tmp_path / "home"
    shutil.copytree(made, home)
    with Newsroom.open(Settings(home=home), OUTLETS) as room:
        yield room


def change(room: Newsroom, base: int, *changes: EditionChange, who: str = "Edda") -> EditionVersion:
    result = editing.change(room, WATCH.key, 1, base, changes, who, NOW)
    assert isinstance(result, Saved)
    return result.version


def place_of(version: EditionVersion, kind: str, language: str = "en") -> tuple[str, str, str]:
    """The first sentence of a kind in a language: its item, its name, its words."""
    return next(
        (item.article_key, name, sentence.text)
        for item, names in zip(version.digest.items, version.names, strict=True)
        for name, sentence in zip(names, item.sentences, strict=True)
        if sentence.kind == kind and sentence.language == language
    )


def faults(room: Newsroom, number: int = 1) -> list[tuple[str, str, str]]:
    opened = editing.open_edition(room, WATCH.key, number)
    return [(at, name, one.message) for at, name, one in opened.findings if not one.warning]


# Words.


def test_the_machines_draft_opens_proven_and_each_sentence_is_found_again(room: Newsroom) -> None:
    opened = editing.open_edition(room, WATCH.key, 1)
    assert opened.verdict.proven
    assert (opened.state, opened.version.number, opened.steps) == ("draft", 1, ())
    for item, names in zip(opened.digest.items, opened.version.names, strict=True):
        for name, sentence in zip(names, item.sentences, strict=True):
            text = f"{sentence.text} "
            checked = editing.check_words(room, WATCH.key, 1, 1, item.article_key, name, text)
            assert checked.proven, sentence.text
            assert bool(checked.passages) == any(one.span for one in sentence.supports)


def test_an_altered_quotation_is_refused_with_the_words_of_the_page(room: Newsroom) -> None:
    item, name, text = place_of(editing.version(WATCH.key, 1, 1), "quotation")
    words = text.split()
    altered = " ".join([*words[:3], "never", *words[4:]])
    checked = editing.check_words(room, WATCH.key, 1, 1, item, name, altered)
    assert not checked.proven
    [hint] = [one for one in checked.hints if not one.finding.warning]
    assert [span.of(checked.sentence.text) for span in hint.said] == ["never"]
    assert words[3] in hint.printed
    change(room, 1, SetText(item, name, altered))
    assert [(at, of) for at, of, _ in faults(room)] == [(item, name)]


def test_no_sentence_of_the_demos_edition_passes_with_other_words_put_in(room: Newsroom) -> None:
    chance = random.Random(1)
    version = editing.version(WATCH.key, 1, 1)
    for item, names in zip(version.digest.items, version.names, strict=True):
        for name, sentence in zip(names, item.sentences, strict=True):
            for alter in ALTERATIONS:
                text = alter(sentence.text, chance)
                if text != sentence.text:
                    checked = editing.check_words(
                        room, WATCH.key, 1, 1, item.article_key, name, text
                    )
                    assert not checked.proven, f"{alter.__name__}: {text}"


def test_a_person_the_article_does_not_give_the_words_to_is_refused(room: Newsroom) -> None:
    version = editing.version(WATCH.key, 1, 1)
    item, name, text = next(
        (item.article_key, name, sentence.text)
        for item, names in zip(version.digest.items, version.names, strict=True)
        for name, sentence in zip(names, item.sentences, strict=True)
        if sentence.kind == "quotation" and "President Nadia Orlesh" in sentence.text
    )
    other = text.replace("President Nadia Orlesh", "Boro Katun").replace("Nadia Orlesh", "Katun")
    assert not editing.check_words(room, WATCH.key, 1, 1, item, name, other).proven


# Several editors.


def test_items_move_go_and_come_and_the_lead_counts_them(room: Newsroom) -> None:
    keys = [one.article_key for one in editing.version(WATCH.key, 1, 1).digest.items]
    moved = change(room, 1, MoveItem(keys[2], keys[0]), MoveItem(keys[1]))
    assert [one.article_key for one in moved.digest.items] == [
        keys[2],
        keys[0],
        *keys[3:],
        keys[1],
    ]
    assert faults(room) == []
    fewer = change(room, 2, RemoveItem(keys[1]), RemoveItem(keys[3]))
    count = ("no", "one", "two", "three", "four", "five", "six", "seven")
    assert f"{count[len(keys) - 2]} article" in fewer.digest.lead[0].text
    assert faults(room) == []
    again = change(room, 3, AddItem(article_key=keys[3], before=keys[0]))
    assert [one.article_key for one in again.digest.items][:2] == [keys[2], keys[3]]
    assert f"{count[len(keys) - 1]} articles" in again.digest.lead[0].text
    assert faults(room) == []


def test_without_the_items_they_name_title_and_lead_name_others_or_none(room: Newsroom) -> None:
    version = editing.version(WATCH.key, 1, 1)
    named = {
        support.article_key
        for sentence in (version.digest.title, *version.digest.lead)
        for support in sentence.supports
        if support.article_key
    }
    first, *others = sorted(named)
    change(room, 1, RemoveItem(first))
    assert faults(room) == []
    left = change(room, 2, *(RemoveItem(key) for key in others))
    assert len(left.digest.lead) == 1
    assert faults(room) == []


def test_whose_words_are_removed_by_another_hears_of_it(room: Newsroom) -> None:
    item, name, _ = place_of(editing.version(WATCH.key, 1, 1), "quotation")
    change(room, 1, RemoveSentence(item, name), who="Ali")
    result = editing.change(
        room, WATCH.key, 1, 1, [SetText(item, name, "“Mine.”")], EDITOR.called, NOW
    )
    assert isinstance(result, Conflict)
    assert [(one.theirs, one.mine, one.who) for one in result.clashes] == [("", "“Mine.”", "Ali")]


def test_who_removes_what_another_has_just_written_hears_of_it(room: Newsroom) -> None:
    item, name, _ = place_of(editing.version(WATCH.key, 1, 1), "quotation")
    change(room, 1, SetText(item, name, "“Theirs.”"), who="Ali")
    change(room, 2, AddSentence(item, name, "substance", "And this."), who="Ali")
    result = editing.change(room, WATCH.key, 1, 1, [RemoveItem(item)], EDITOR.called, NOW)
    assert isinstance(result, Conflict)
    assert [(one.theirs, one.mine) for one in result.clashes] == [
        ("“Theirs.”", ""),
        ("And this.", ""),
    ]
    assert item in {
        one.article_key for one in editing.open_edition(room, WATCH.key, 1).digest.items
    }


def test_what_cannot_be_done_is_said(room: Newsroom) -> None:
    item, name, _ = place_of(editing.version(WATCH.key, 1, 1), "headline")
    for impossible in (
        RemoveSentence(item, name),
        SetText(item, name, "  "),
        SetText(item, "9-9", "Words"),
        AddItem(article_key="0" * 64),
        AddItem(story_key="nothing"),
        AddSentence(item, name, "headline", "A second"),
        LetStand(item, name, "", " "),
    ):
        with pytest.raises(editing.ImpossibleChangeError):
            change(room, 1, impossible)
    with pytest.raises(editing.NoSuchEditionError):
        editing.open_edition(room, WATCH.key, 7)
    assert editing.open_edition(room, WATCH.key, 1).version.number == 1


def test_history_runs_small_changes_together_and_any_version_is_taken_up_again(
    room: Newsroom,
) -> None:
    for at in (1, 2, 3):
        change(room, at, SetText(TITLE, TITLE, f"Title {at}"))
    name = editing.version(WATCH.key, 1, 1).lead_names[0]
    change(room, 4, SetText(LEAD, name, "A lead."), who="Ali")
    entries = [(one.first, one.last, one.who) for one in editing.history(WATCH.key, 1)]
    assert entries == [(5, 5, "Ali"), (2, 4, "Edda"), (1, 1, "")]
    first, last = (editing.version(WATCH.key, 1, at) for at in (1, 5))
    changed = {(one.item, one.sentence): one for one in editing.difference(first, last)}
    assert set(changed) == {(TITLE, TITLE), (LEAD, name)}
    pieces = changed[TITLE, TITLE].pieces
    assert "".join(one.text for one in pieces if one.kind != "gone") == "Title 3"
    assert "".join(one.text for one in pieces if one.kind != "new") == first.digest.title.text
    refused = editing.restore(room, WATCH.key, 1, 1, 4, "Edda", NOW)
    assert isinstance(refused, Conflict)
    taken = editing.restore(room, WATCH.key, 1, 1, 5, "Edda", NOW)
    assert isinstance(taken, Saved)
    assert (taken.version.number, taken.version.restores) == (6, 1)
    assert taken.version.digest == first.digest


# The way to print.


def test_a_reason_lets_a_sentence_stand_and_readers_see_it(room: Newsroom) -> None:
    item, name, _ = place_of(editing.version(WATCH.key, 1, 1), "attribution")
    added = change(room, 1, AddSentence(item, name, "substance", "Ours: a quiet week in Ardel."))
    new = added.names[[one.article_key for one in added.digest.items].index(item)][2]
    assert faults(room)
    editing.move(room, WATCH.key, 1, "review", EDITOR, NOW)
    editing.move(room, WATCH.key, 1, "approved", CHIEF, NOW)
    with pytest.raises(editing.NotProvenError):
        editing.move(room, WATCH.key, 1, "published", CHIEF, NOW)
    with pytest.raises(editing.FrozenError):
        change(room, 2, LetStand(item, new, "", "late"))
    editing.move(room, WATCH.key, 1, "draft", CHIEF, NOW)
    change(room, 2, LetStand(item, new, "", "Our own summary of the week."))
    assert faults(room) == []
    change(room, 3, WithdrawLetStand(item, new))
    assert faults(room)
    change(room, 4, LetStand(item, new, "", "Our own summary of the week."))
    page, text = published(room)
    assert prove(page).verdict.proven
    assert "Our own summary of the week." in page.read_text("utf-8")
    assert "Our own summary of the week." in text.read_text("utf-8")


def published(room: Newsroom, number: int = 1) -> tuple[Path, Path]:
    """The page and the Markdown of an edition brought to print."""
    editing.move(room, WATCH.key, number, "review", EDITOR, NOW)
    editing.move(room, WATCH.key, number, "approved", CHIEF, NOW)
    opened = editing.move(room, WATCH.key, number, "published", CHIEF, NOW)
    assert opened.state == "published"
    stem = room.settings.editions / f"{WATCH.key}-{number}"
    return stem.with_suffix(".html"), stem.with_suffix(".md")


def test_only_who_may_takes_a_step_and_none_is_skipped(room: Newsroom) -> None:
    reader = Account("rana", "Rana", "reader")
    for who, to in ((reader, "review"), (CHIEF, "published"), (EDITOR, "approved")):
        with pytest.raises(editing.NotAllowedError):
            editing.move(room, WATCH.key, 1, to, who, NOW)
    assert editing.moves_open_to("review", EDITOR) == ("draft",)
    assert editing.moves_open_to("review", CHIEF) == ("draft", "approved")
    editing.move(room, WATCH.key, 1, "review", EDITOR, NOW)
    change(room, 1, SetText(TITLE, TITLE, "Other"))
    with pytest.raises(editing.StaleError):
        editing.move(room, WATCH.key, 1, "approved", CHIEF, NOW, base=1)


def test_an_edition_edited_by_hand_is_printed_frozen_and_put_right_beside_it(
    room: Newsroom,
) -> None:
    item, name, text = place_of(editing.version(WATCH.key, 1, 1), "quotation")
    change(room, 1, SetText(item, name, text.replace("“", '"').replace("”", '"')))
    page, _ = published(room)
    proof = prove(page)
    assert proof.verdict.proven
    printed = page.read_bytes()
    with pytest.raises(editing.FrozenError):
        change(room, 2, SetText(TITLE, TITLE, "Too late"))
    with pytest.raises(editing.NotAllowedError):
        editing.correct_published(room, WATCH.key, 1, EDITOR, NOW, "A number was wrong.")
    later = NOW + timedelta(days=1)
    number = editing.correct_published(room, WATCH.key, 1, CHIEF, later, "A number was wrong.")
    corrected, _ = published(room, number)
    assert prove(corrected).verdict.proven
    assert "A number was wrong." in corrected.read_text("utf-8")
    assert page.read_bytes() == printed
    states = [(one.number, one.state, one.corrects) for one in editing.editions(WATCH.key)]
    assert states == [(number, "published", 1), (1, "corrected", 0)]


def test_the_machine_leaves_what_a_person_has_changed(room: Newsroom) -> None:
    change(room, 1, SetText(TITLE, TITLE, "Ours"))
    drafted = draft_edition(room, ORDER, NOW)
    assert drafted.edition.digest.number == 2
    publish_edition(room, drafted.edition, room.settings.editions)
    assert editing.open_edition(room, WATCH.key, 1).digest.title.text == "Ours"
    assert [one.by_hand for one in editing.editions(WATCH.key)] == [False, True]
    assert draft_edition(room, ORDER, NOW).edition.digest.number == 2


# From the inbox.


def test_an_edition_is_composed_of_stories_in_the_order_they_were_taken(room: Newsroom) -> None:
    stories = [one.story for one in shown_between(*demo.WEEK, WATCH)][:4]
    keys = [one.key for one in stories]
    made = editing.compose(
        room, WATCH.key, *demo.WEEK, "astana", "en", [*keys, "unknown"], "Edda", NOW
    )
    items = [one.article_key for one in made.version.digest.items]
    told = [one for one in stories if set(one.article_keys) & set(items)]
    assert [one.key for one in told] == [one for one in keys if one not in dict(made.left_out)]
    assert all(key in story.article_keys for key, story in zip(items, told, strict=True))
    assert "unknown" in dict(made.left_out)
    opened = editing.open_edition(room, WATCH.key, made.number)
    refused = {at for at, _, one in opened.findings if not one.warning}
    assert {at for at, _ in made.refused} == refused


def test_an_article_comes_by_its_address_or_as_a_file(room: Newsroom) -> None:
    page = next(one for one in demo.truth().pages if one.path == COMING)
    with online.serving(online.everything()) as served:
        guest = replace(room, settings=demo.guest_settings(room.settings, served.port))
        told = list[str]()
        for at, coming in enumerate(
            (
                {"url": page.url.replace("https:", "http:")},
                {
                    "upload": editing.Upload(
                        "sent.html",
                        (demo.press_folder() / page.path)
                        .read_bytes()
                        .replace(b"</h1>", b" again</h1>"),
                        "http://www.harbourledger.example/sent",
                    )
                },
            ),
            start=1,
        ):
            result = editing.add_article(
                guest, WATCH.key, 1, at, "Edda", NOW, **coming, progress=told.append
            )
            assert isinstance(result, Saved)
        with pytest.raises(editing.ArticleNotReadError, match="nowhere"):
            editing.add_article(
                guest, WATCH.key, 1, 1, "Edda", NOW, url="http://nowhere.example/none"
            )
    assert told[:4] == ["fetching", "reading", "relating", "drafting"]
