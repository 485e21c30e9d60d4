"""Watches at the desk: proposed, tried, kept, changed, removed."""

import re
from collections.abc import Callable
from html import unescape

from django.test import Client

from tearsheet.model import DeskRole
from tearsheet.store import decisions, queries
from tests.desk.questions import asked, evil, holds_no_markup_of, plain, refused

SignedIn = Callable[[DeskRole | None], Client]
LISTS = ("names-name", "names-adjective", "names-place", "names-person", "leave_out")


def written(page: str) -> dict[str, str]:
    """What the form of a watch holds, as a browser would send it back."""
    said = {
        name: unescape(value)
        for name, value in re.findall(r'<input [^>]*name="([\w-]+)" value="([^"]*)"', page)
        if name != "csrfmiddlewaretoken"
    }
    for name in LISTS:
        found = re.search(rf'name="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
        said[name] = unescape(found[1]) if found else ""
    for name in ("language", "form"):
        chosen = re.search(
            rf'<select id="{name}".*?<option value="([^"]*)" selected', page, re.DOTALL
        )
        said[name] = chosen[1] if chosen else "en"
    return said


def test_a_country_is_proposed_with_its_names_then_kept(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    asked_for = {"what": "propose", "kind": "country", "country": "KZ", "language": "en"}
    proposed = client.post("/watches/add/", asked_for).content.decode()
    assert "Казахстан @ ru" in proposed
    assert queries.watch("kazakhstan") is None
    said = {**written(proposed), "what": "save"}
    kept = client.post("/watches/add/", said)
    assert kept.headers["Location"] == "/watches/of/kazakhstan/"
    watch = queries.watch("kazakhstan")
    assert watch is not None
    assert (watch.country, watch.kind) == ("KZ", "country")
    assert ("Казахстан", "ru") in {(name.text, name.language) for name in watch.names}
    assert decisions.decisions_on("watch: kazakhstan")[0].verdict == "added"
    again = client.post("/watches/add/", said)
    assert again.status_code == 422
    assert "There is a watch kazakhstan already" in again.content.decode()


def test_a_person_or_an_organisation_is_proposed_by_name(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    said = {"what": "propose", "kind": "person", "subject": "Aliya Bekova", "language": "en"}
    assert "Bekova @ en" in client.post("/watches/add/", said).content.decode()
    nothing = client.post("/watches/add/", {**said, "subject": " "})
    assert nothing.status_code == 422
    assert "The name is empty" in nothing.content.decode()
    strange = client.post("/watches/add/", {**said, "kind": "planet"})
    assert "choose a country" in strange.content.decode().casefold()


def test_names_are_tried_on_the_latest_articles(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    page = client.get("/watches/of/velmaria/").content.decode()
    tried = plain(
        client.post(
            "/watches/of/velmaria/change/", {**written(page), "what": "preview"}
        ).content.decode()
    )
    about = re.search(r"With these names, (\d+) of the last (\d+) articles", tried)
    assert about is not None
    assert 0 < int(about[1]) <= int(about[2])
    none = {**written(page), "what": "preview", "names-name": "Zzyqx @ en"}
    none |= dict.fromkeys(("names-adjective", "names-place", "names-person"), "")
    tried = plain(client.post("/watches/of/velmaria/change/", none).content.decode())
    assert "With these names, 0 of the last" in tried
    assert decisions.decisions_on("watch: ") == []


def test_a_change_is_kept_with_what_it_was_in_the_journal(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    said = written(client.get("/watches/of/velmaria/").content.decode())
    said["names-name"] += "\nВельмария новая @ ru\nVelmaria Nova"
    client.post("/watches/of/velmaria/change/", {**said, "what": "save"})
    watch = queries.watch("velmaria")
    assert watch is not None
    names = {(name.text, name.language) for name in watch.names}
    assert {("Вельмария новая", "ru"), ("Velmaria Nova", "und")} <= names
    told = decisions.decisions_on("watch: velmaria")[0].verdict
    assert told == "names added: Вельмария новая, Velmaria Nova"
    late = client.post("/watches/of/velmaria/change/", {**said, "title": "Other", "what": "save"})
    assert late.status_code == 422
    assert "Somebody else has changed this watch" in late.content.decode()


def test_what_cannot_be_followed_is_refused_in_words(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    said = written(client.get("/watches/of/velmaria/").content.decode())
    for wrong, why in (
        ({"title": " "}, "Say what editions are to call"),
        (dict.fromkeys(LISTS, ""), "Give at least one name"),
        ({"country": "X1"}, "not a country"),
        ({"form": "novel"}, "There is no form"),
        ({"names-name": "x" * 300}, "A name is longer"),
    ):
        answer = client.post("/watches/of/velmaria/change/", {**said, **wrong, "what": "save"})
        assert answer.status_code == 422
        assert why in answer.content.decode()


def test_a_watch_without_editions_is_removed(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    assert client.post("/watches/of/velmaria/remove/").headers["Location"] == "/watches/"
    assert queries.watch("velmaria") is None
    assert client.get("/watches/of/velmaria/").status_code == 404
    assert client.post("/watches/of/velmaria/remove/").status_code == 404
    assert "No watch yet" in client.get("/watches/").content.decode()


def test_names_are_never_markup(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    said = written(client.get("/watches/of/velmaria/").content.decode())
    said |= {"title": evil("t"), "leave_out": evil("l"), "names-name": f"{evil('n')} @ en"}
    client.post("/watches/of/velmaria/change/", {**said, "what": "save"})
    for address in (
        "/watches/",
        "/watches/of/velmaria/",
        "/journal/",
        "/sources/suggested/velmaria/",
    ):
        assert holds_no_markup_of(client.get(address).content.decode())
    refusal = client.post(
        "/watches/of/velmaria/change/", {**said, "country": evil("c"), "what": "save"}
    )
    assert holds_no_markup_of(refusal.content.decode())
    asked_for = {"what": "propose", "kind": "person", "subject": evil("s"), "language": "en"}
    assert holds_no_markup_of(client.post("/watches/add/", asked_for).content.decode())


def test_the_list_asks_few_questions(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    client.get("/watches/")
    assert asked(lambda: client.get("/watches/")) < 12


def test_who_may_see_watches_and_who_may_change_them(signed_in: SignedIn) -> None:
    seen = ("/watches/", "/watches/of/velmaria/")
    assert refused(signed_in, seen, wrong=(), method="GET") == []
    assert refused(signed_in, ("/watches/add/",), wrong=("reader",), method="GET") == []
    changed = [f"/watches/of/velmaria/{what}/" for what in ("change", "remove")]
    assert refused(signed_in, changed, wrong=("reader",), method="POST") == []
    assert "Keep it" not in signed_in("reader").get(seen[1]).content.decode()
