"""The edition pages: what each shows, what each does, and whom each refuses."""

import json
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tearsheet.desk.background.worker import work_off
from tearsheet.desk.edition import words
from tearsheet.edit.phrasing import phrases
from tearsheet.model import Digest, Wanted
from tearsheet.pipeline import Newsroom, editing, inbox
from tests.desk.editions import ALTERED, QUOTED, WATCH, SignedIn, put_editions, quotation_of
from tests.desk.questions import asked, evil, holds_no_markup_of, refused

AT = f"/w/{WATCH}/editions/1/"


@pytest.fixture
def digest(desk: Newsroom) -> Digest:
    return put_editions(desk)


@pytest.fixture
def place(digest: Digest) -> dict[str, str]:
    """The quotation that the tests alter."""
    item, sentence = quotation_of(digest)
    names = editing.version(WATCH, 1, 1).names[item]
    return {"item": digest.items[item].article_key, "sentence": names[sentence]}


def posted(client: Client, base: int, *changes: dict[str, str]):
    body = json.dumps({"base": base, "changes": changes})
    return client.post(f"{AT}change/", body, content_type="application/json")


def altered(digest: Digest) -> str:
    item, sentence = quotation_of(digest)
    return digest.items[item].sentences[sentence].text.replace(QUOTED, ALTERED)


# Who may come in.


def test_outsiders_wrong_roles_and_wrong_methods_are_refused(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    at = f"{place['item']}/{place['sentence']}/"
    read = ["", f"sentence/{at}", f"source/{at}", "pulse/", "history/", "history/1/", "preview/"]
    read += ["preview/page/", "files/page/"]
    assert (
        refused(signed_in, [f"/w/{WATCH}/editions/", *(AT + one for one in read)], [], "GET") == []
    )
    written = ["change/", "check/", "state/", "history/1/restore/", "kept/1/forget/"]
    assert refused(signed_in, [AT + one for one in written], ["reader"], "POST") == []
    pages = [f"/w/{WATCH}/compose/", f"{AT}add/"]
    assert refused(signed_in, pages, ["reader"], "GET") == []
    correct = f"{AT}correct/"
    assert signed_in(None).get(correct).status_code == HTTPStatus.FOUND
    assert signed_in("editor").get(correct).status_code == HTTPStatus.FORBIDDEN
    assert signed_in("chief").put(correct).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_what_is_not_there_is_not_found(digest: Digest, signed_in: SignedIn) -> None:
    client = signed_in("chief")
    for path in (
        "/w/nobody/editions/",
        "/w/nobody/compose/",
        f"/w/{WATCH}/editions/9/",
        f"/w/{WATCH}/editions/9/pulse/",
        f"{AT}sentence/title/nothing/",
        f"{AT}history/99/",
        f"{AT}files/page/",
        f"{AT}files/nothing/",
    ):
        assert client.get(path).status_code == HTTPStatus.NOT_FOUND, path
    # A sentence that was taken out a moment ago: nothing is said of it.
    gone = client.get(f"{AT}source/title/nothing/")
    assert gone.status_code == HTTPStatus.NO_CONTENT
    assert client.post(f"{AT}state/", {"to": "burnt"}).status_code == HTTPStatus.NOT_FOUND


# Reading and writing.


def test_the_list_names_every_edition_with_its_state(digest: Digest, signed_in: SignedIn) -> None:
    page = signed_in("reader").get(f"/w/{WATCH}/editions/").content.decode()
    assert digest.title.text in page
    assert "Draft" in page
    assert "compose/" not in page
    assert "compose/" in signed_in("editor").get(f"/w/{WATCH}/editions/").content.decode()


def test_everything_can_be_read_and_only_writers_get_forms(
    digest: Digest, signed_in: SignedIn
) -> None:
    page = signed_in("reader").get(AT).content.decode()
    assert QUOTED in page
    assert 'data-change=""' not in page
    assert f'{AT}change/" class' not in page
    assert "data-editable" not in page
    assert "data-editable" in signed_in("editor").get(AT).content.decode()


def test_a_sentence_is_changed_by_a_plain_form(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    client = signed_in("editor")
    at = f"{AT}sentence/{place['item']}/{place['sentence']}/"
    assert QUOTED in client.get(at).content.decode()
    form = {"base": "1", "kind": "text", **place, "text": altered(digest)}
    answer = client.post(f"{AT}change/", form, follow=True)
    page = answer.content.decode()
    assert "Saved: changed a sentence." in page
    assert ALTERED in page
    assert "The words in quotation marks are not what the page says." in page
    own = client.get(at).content.decode()
    assert "The page says:" in own
    assert "Let it stand" in own


def test_words_are_checked_before_they_are_saved(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    client = signed_in("editor")
    form = {"base": "1", **place, "text": altered(digest)}
    told = client.post(f"{AT}check/", form).json()
    assert not told["proven"]
    (start, end) = told["faults"][0]
    assert altered(digest)[start:end] == "tiny"
    assert 'data-replace="small"' in told["notes"]
    assert "<mark data-at=" in told["source"]
    assert "?at=" in told["source"]
    told = client.post(f"{AT}check/", {**form, "text": altered(digest).replace("tiny", "small")})
    assert told.json()["proven"]
    assert "Everything in this sentence is proven." in told.json()["source"]
    assert editing.version(WATCH, 1, 1).digest == digest


def test_what_cannot_be_understood_or_done_is_said_so(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    client = signed_in("editor")
    bad = client.post(f"{AT}change/", "{", content_type="application/json")
    assert bad.status_code == HTTPStatus.BAD_REQUEST
    assert posted(client, 1, {"kind": "burn"}).status_code == HTTPStatus.BAD_REQUEST
    empty = posted(client, 1, {"kind": "text", **place, "text": " "})
    assert empty.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert empty.json()["message"]
    gone = posted(client, 99, {"kind": "text", **place, "text": "x"})
    assert gone.status_code == HTTPStatus.NOT_FOUND
    form = client.post(f"{AT}change/", {"kind": "text"}, follow=True)
    assert form.status_code == HTTPStatus.OK
    for wrong in ({"base": "x"}, {"base": "1", "text": "x" * 20_001}):
        answer = client.post(f"{AT}check/", {**place, **wrong})
        assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_items_and_sentences_come_go_and_move_without_a_script(
    digest: Digest, signed_in: SignedIn
) -> None:
    client = signed_in("editor")
    keys = [item.article_key for item in digest.items]
    client.post(f"{AT}change/", {"base": "1", "kind": "move", "item": keys[1], "before": keys[0]})
    order = [item.article_key for item in _standing(client).items]
    assert order[:2] == [keys[1], keys[0]]
    client.post(f"{AT}change/", {"base": "2", "kind": "drop", "item": keys[0]})
    assert keys[0] not in [item.article_key for item in _standing(client).items]
    client.post(
        f"{AT}change/",
        {"base": "3", "kind": "add", "item": keys[1], "after": "", "of": "note", "text": "Really."},
    )
    assert any(one.text == "Really." for one in _standing(client).items[0].sentences)


def _standing(client: Client) -> Digest:
    number = client.get(f"{AT}pulse/").json()["version"]
    return editing.version(WATCH, 1, number).digest


# Two at once.


def test_two_who_change_the_same_words_are_shown_both(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    theirs, mine = altered(digest), altered(digest).replace("tiny", "little")
    assert posted(signed_in("chief"), 1, {"kind": "text", **place, "text": theirs}).json() == {
        "version": 2,
        "merged": False,
    }
    client = signed_in("editor")
    answer = posted(client, 1, {"kind": "text", **place, "text": mine})
    assert answer.status_code == HTTPStatus.CONFLICT
    told = answer.json()
    (clash,) = told["clashes"]
    assert (told["version"], clash["theirs"], clash["mine"]) == (2, theirs, mine)
    assert "Cleo Chief changed the same words while you wrote." in clash["html"]
    assert "<ins>" in clash["html"]
    assert "<del>" in clash["html"]
    page = client.get(AT).content.decode()
    assert "Words of yours that were not saved" in page
    assert "little" in page
    assert "little" not in signed_in("chief").get(AT).content.decode()
    at = f"{AT}sentence/{place['item']}/{place['sentence']}/?kept={told['proposal']}"
    assert mine in client.get(at).content.decode()
    both = client.get(f"{at}&both=yes").content.decode()
    assert theirs in both
    assert mine in both
    assert "little" not in signed_in("chief").get(at).content.decode()
    client.post(f"{AT}kept/{told['proposal']}/forget/")
    assert "little" not in client.get(AT).content.decode()


def test_a_plain_form_that_clashes_is_answered_by_a_page(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    form = {"base": "1", "kind": "text", **place}
    signed_in("chief").post(f"{AT}change/", {**form, "text": altered(digest)})
    client = signed_in("editor")
    answer = client.post(f"{AT}change/", {**form, "text": "Nothing of the kind."})
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    for button in ("Keep mine", "Take theirs", "Edit both"):
        assert button in page
    kept = client.post(f"{AT}change/", {**form, "base": "2", "text": "Nothing of the kind."})
    assert kept.status_code == HTTPStatus.FOUND


def test_who_else_has_it_open_is_told(digest: Digest, signed_in: SignedIn) -> None:
    signed_in("chief").get(f"{AT}pulse/")
    told = signed_in("editor").get(f"{AT}pulse/").json()
    assert told["said"] == "Also open: Cleo Chief"
    assert told["version"] == 1


# History.


def test_history_shows_differences_and_takes_a_version_up_again(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    client = signed_in("editor")
    posted(client, 1, {"kind": "text", **place, "text": altered(digest)})
    page = client.get(f"{AT}history/").content.decode()
    assert "changed a sentence" in page
    assert "Edda Editor" in page
    page = client.get(f"{AT}history/2/").content.decode()
    assert "<del>small</del>" in page
    assert "<ins>tiny</ins>" in page
    assert "first version" in client.get(f"{AT}history/1/").content.decode()
    assert "Take this version up again" in client.get(f"{AT}history/1/").content.decode()
    client.post(f"{AT}history/1/restore/", {"base": "2"})
    assert QUOTED in client.get(AT).content.decode()
    assert "took up version 1 again" in client.get(f"{AT}history/").content.decode()


def test_taking_up_a_version_does_not_bury_what_others_wrote(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    posted(signed_in("chief"), 1, {"kind": "text", **place, "text": altered(digest)})
    client = signed_in("editor")
    answer = client.post(
        f"{AT}history/1/restore/", {"base": "1"}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == HTTPStatus.CONFLICT
    assert ALTERED in client.get(AT).content.decode()


# The way to print.


def test_the_way_to_print_and_back_as_a_correction(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    editor, chief = signed_in("editor"), signed_in("chief")
    posted(editor, 1, {"kind": "text", **place, "text": altered(digest)})
    assert 'value="approved"' not in editor.get(AT).content.decode()
    editor.post(f"{AT}state/", {"to": "review", "base": "2", "note": "please look"})
    assert editor.post(f"{AT}state/", {"to": "approved"}).status_code == HTTPStatus.FORBIDDEN
    page = chief.get(AT).content.decode()
    assert "please look" in page
    assert 'value="approved"' in page
    chief.post(f"{AT}state/", {"to": "approved", "base": "2"})
    assert "data-editable" not in chief.get(AT).content.decode()
    refused_page = chief.post(f"{AT}state/", {"to": "published", "base": "2"}, follow=True)
    assert "The gate refuses 1 place" in refused_page.content.decode()
    chief.post(f"{AT}state/", {"to": "draft", "base": "2"})
    stand = {"base": "2", "kind": "stand", **place, "problem": "", "reason": "He said so to us."}
    editor.post(f"{AT}change/", stand)
    assert "He said so to us." in editor.get(AT).content.decode()
    for state in ("review", "approved", "published"):
        chief.post(f"{AT}state/", {"to": state}, follow=True)
    page = chief.get(AT).content.decode()
    assert "Evidence bundle" in page
    for form in ("page", "markdown", "json", "evidence"):
        file = chief.get(f"{AT}files/{form}/")
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert len(b"".join(file.streaming_content)) > 1000
        file.close()
    assert "He said so to us." in chief.get(f"{AT}preview/page/").content.decode()
    assert chief.post(f"{AT}correct/", {"note": " "}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    opened = chief.post(f"{AT}correct/", {"note": "The word was wrong."})
    assert opened.headers["Location"] == f"/w/{WATCH}/editions/2/"
    assert "The word was wrong." in chief.get(opened.headers["Location"]).content.decode()
    assert "It is being put right in edition 2" in chief.get(AT).content.decode()


def test_a_frozen_edition_is_not_changed(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    chief = signed_in("chief")
    for state in ("review", "approved"):
        chief.post(f"{AT}state/", {"to": state})
    answer = posted(chief, 1, {"kind": "text", **place, "text": "x"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "approved" in answer.json()["message"]


def test_a_step_on_what_has_moved_on_is_not_taken(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    client = signed_in("editor")
    posted(client, 1, {"kind": "text", **place, "text": altered(digest)})
    page = client.post(f"{AT}state/", {"to": "review", "base": "1"}, follow=True)
    assert "changed the edition since you looked at it" in page.content.decode()
    assert client.get(f"{AT}pulse/").json()["state"] == "draft"


# Composing and adding.


def take(count: int) -> list[str]:
    """Take the first stories of the inbox; their keys."""
    first = Wanted(choice="new")
    keys = [one.card.story_key for one in inbox.inbox(WATCH, first, most=count).entries]
    inbox.decide(WATCH, keys, "taken", who="Edda Editor", now=timezone.now())
    return keys


def test_an_edition_is_composed_of_taken_stories_in_order(
    desk: Newsroom, signed_in: SignedIn
) -> None:
    keys = take(3)
    client = signed_in("editor")
    days = {"first": "2025-09-01", "last": "2025-09-30"}
    page = client.get(f"/w/{WATCH}/compose/", days).content.decode()
    assert all(f'value="{key}"' in page for key in keys)
    form = {**days, "form": "list", "language": "ru", "story": keys}
    form |= {f"place-{key}": str(3 - n) for n, key in enumerate(keys)}
    answer = client.post(f"/w/{WATCH}/compose/", form)
    assert answer.headers["Location"].startswith("/jobs/")
    assert work_off(desk) == 1
    job = client.get(answer.headers["Location"]).content.decode()
    assert "Edition 1 is drafted." in job
    digest = editing.version(WATCH, 1, 1).digest
    assert (digest.form, digest.language, len(digest.items)) == ("list", "ru", 3)
    wanted = [inbox.card(WATCH, key) for key in reversed(keys)]
    assert digest.items[0].article_key in {
        wanted[0].card.article_key,
        wanted[0].card.read_first,
    }


@pytest.mark.parametrize(
    "wrong",
    [{"story": []}, {"form": "sonnet"}, {"language": "xx"}, {"first": "2025-10-01"}],
)
def test_what_cannot_be_composed_is_said_before_it_is_tried(
    desk: Newsroom, signed_in: SignedIn, wrong: dict[str, object]
) -> None:
    form = {"first": "2025-09-15", "last": "2025-09-21", "form": "list", "language": "en"}
    answer = signed_in("editor").post(f"/w/{WATCH}/compose/", {**form, "story": ["x"], **wrong})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "note bad" in answer.content.decode()


def test_a_taken_story_becomes_an_item(digest: Digest, signed_in: SignedIn) -> None:
    client = signed_in("editor")
    keys = take(12)
    page = client.get(f"{AT}add/").content.decode()
    key = next(key for key in keys if f'value="{key}"' in page)
    client.post(f"{AT}change/", {"base": "1", "kind": "take", "story": key})
    assert len(_standing(client).items) == len(digest.items) + 1
    assert f'value="{key}"' not in client.get(f"{AT}add/").content.decode()


def test_a_file_becomes_an_item_whatever_its_words_would_like_to_be(
    desk: Newsroom, digest: Digest, signed_in: SignedIn
) -> None:
    client = signed_in("editor")
    text = (
        f"Velmaria opens a museum of clocks {evil()}\n\n"
        "ARDEL, Sept. 20 - Velmaria opened a museum of clocks on Saturday. "
        + f"“The museum in Ardel holds four hundred clocks {evil()},” said Tilda Rusk, keeper. "
        * 4
    )
    with_file = {"file": _file("clocks.txt", text), "url": "https://clocks.example/museum"}
    answer = client.post(f"{AT}add/", with_file)
    assert answer.headers["Location"].startswith("/jobs/")
    work_off(desk)
    job = client.get(answer.headers["Location"]).content.decode()
    assert "The article is in the edition." in job
    assert not list((desk.settings.home / "incoming").iterdir())
    page = client.get(AT).content.decode()
    assert "museum of clocks" in page
    assert holds_no_markup_of(page)
    item, names = _standing(client).items[-1], editing.version(WATCH, 1, 2).names[-1]
    for name in names:
        told = client.get(f"{AT}source/{item.article_key}/{name}/").json()
        assert holds_no_markup_of(told["notes"] + told["source"])
    for path in ("preview/page/", "preview/page/?as=print", "history/2/", "add/"):
        assert holds_no_markup_of(client.get(AT + path).content.decode()), path


def test_what_editors_write_is_words_wherever_it_is_shown(
    digest: Digest, place: dict[str, str], signed_in: SignedIn
) -> None:
    editor, chief = signed_in("editor"), signed_in("chief")
    title = {"item": "title", "sentence": "title"}
    words_of_all = (
        {"kind": "text", **title, "text": evil("title")},
        {"kind": "text", **place, "text": evil("quotation")},
        {"kind": "add", "item": "lead", "after": "", "of": "lead", "text": evil("lead")},
        {"kind": "stand", **place, "problem": "", "reason": evil("reason")},
    )
    for base, wish in enumerate(words_of_all, 1):
        assert posted(editor, base, wish).status_code == HTTPStatus.OK
    clash = posted(chief, 1, {"kind": "text", **title, "text": evil("clash")})
    assert holds_no_markup_of(clash.json()["clashes"][0]["html"])
    editor.post(f"{AT}state/", {"to": "review", "note": evil("note")})
    told = editor.post(f"{AT}check/", {"base": "5", **place, "text": evil("typed")}).json()
    assert holds_no_markup_of(told["notes"] + told["source"])
    pages = ["", "?part=sheet", "history/", "preview/", "preview/page/", "preview/page/?as=print"]
    pages += [f"history/{number}/" for number in range(1, 6)]
    pages += ["history/5/?against=1", f"sentence/{place['item']}/{place['sentence']}/"]
    for path in pages:
        assert holds_no_markup_of(chief.get(AT + path).content.decode()), path
    assert holds_no_markup_of(chief.get(f"/w/{WATCH}/editions/").content.decode())


def _file(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_neither_address_nor_file_is_told(digest: Digest, signed_in: SignedIn) -> None:
    client = signed_in("editor")
    for form in ({}, {"url": "javascript:alert(1)"}, {"url": "clocks"}):
        assert client.post(f"{AT}add/", form).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


# What the page is made of.


def test_the_preview_lets_in_its_own_style_and_script_and_nothing_else(
    digest: Digest, signed_in: SignedIn
) -> None:
    client = signed_in("reader")
    assert 'sandbox="allow-scripts allow-popups"' in client.get(f"{AT}preview/").content.decode()
    policies = set()
    for query in ("", "?as=print"):
        answer = client.get(f"{AT}preview/page/{query}")
        policy = answer.headers["Content-Security-Policy"]
        policies.add(policy)
        assert "unsafe" not in policy
        assert policy.startswith("sandbox allow-scripts")
        assert "allow-same-origin" not in policy
        assert policy.count("'sha256-") == 2
    assert len(policies) == 2


def test_the_page_asks_the_store_no_more_for_more_items(
    digest: Digest, signed_in: SignedIn
) -> None:
    client = signed_in("editor")
    client.get(AT)
    whole = asked(lambda: client.get(AT))
    for item in digest.items[2:]:
        posted(client, _version(client), {"kind": "drop", "item": item.article_key})
    assert asked(lambda: client.get(AT)) == whole
    assert whole <= 20


def _version(client: Client) -> int:
    return client.get(f"{AT}pulse/").json()["version"]


def test_the_languages_and_forms_of_editions_are_those_that_can_be_drafted() -> None:
    assert [phrases(one).language for one in words.LANGUAGES] == [*words.LANGUAGES]
