"""Outlets at the desk: found in any script, corrected for good, joined, taken back."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.test import Client

from tearsheet.model import DeskRole, Outlet
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.inbox import file_cards
from tearsheet.store import decisions, jobs, queries
from tearsheet.store.rows import CardRow
from tests.desk.questions import asked, evil, holds_no_markup_of, plain, refused

NOON = datetime(2025, 9, 22, 12, 0, tzinfo=UTC)
SignedIn = Callable[[DeskRole | None], Client]


def an_outlet() -> Outlet:
    return next(one.outlet for one in queries.every_article() if one.outlet.confirmed)


def written(there: Outlet, **said: str) -> dict[str, str]:
    return {
        "name": there.name,
        "country": there.country or "",
        "languages": ", ".join(there.languages),
        "kind": there.kind,
        "ownership": there.ownership.kind,
        "source": there.ownership.source,
        "steps": "0",
        **said,
    }


def test_outlets_are_listed_and_found_by_a_name_in_any_script(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    assert an_outlet().name in client.get("/outlets/?among=printed").content.decode()
    found = client.get("/outlets/?q=синьхуа").content.decode()
    assert 'href="/outlets/news.cn/"' in found or "xinhua" in found.casefold()
    assert "No outlet is called so" in client.get("/outlets/?q=zzzzqqq").content.decode()


def test_the_page_of_an_outlet_shows_what_is_known_of_it(signed_in: SignedIn) -> None:
    there = an_outlet()
    page = signed_in("reader").get(f"/outlets/{there.key}/").content.decode()
    title = next(
        one.article.title for one in queries.every_article() if one.outlet.key == there.key
    )
    assert there.domains[0] in page
    assert "Its latest articles" in page
    assert plain(title)[:20] in plain(page) or "Its latest" in page
    assert "Correct what is known of it" not in page
    assert signed_in("reader").get("/outlets/nowhere.example/").status_code == 404


def test_a_correction_shows_in_articles_and_can_be_taken_back(signed_in: SignedIn) -> None:
    there = an_outlet()
    client = signed_in("editor")
    said = written(there, country="is", kind="agency", reason="their imprint")
    answer = client.post(f"/outlets/{there.key}/correct/", said, follow=True)
    assert "Corrected. It stays so" in answer.content.decode()
    assert {
        (one.outlet.country, one.outlet.kind)
        for one in queries.every_article()
        if one.outlet.key == there.key
    } == {("IS", "agency")}
    decision = decisions.decisions_on(f"outlet: {there.key}")[0]
    assert (decision.who, decision.verdict, decision.reason) == (
        "Edda Editor",
        "country IS; kind agency",
        "their imprint",
    )
    client.post(f"/outlets/{there.key}/take-back/", {"steps": "1"})
    assert an_outlet() == there


def test_the_inbox_shows_what_was_corrected(desk: Newsroom, signed_in: SignedIn) -> None:
    there = an_outlet()
    said = written(there, name="The Corrected Herald")
    signed_in("editor").post(f"/outlets/{there.key}/correct/", said)
    assert jobs.under_way("relate") is not None
    file_cards(desk, NOON, wait=True)
    nouns = [bytes(noun) for noun in CardRow.objects.values_list("noun", flat=True)]
    assert any(b"The Corrected Herald" in noun for noun in nouns)
    assert not any(f'"{there.name}"'.encode() in noun for noun in nouns)


def test_a_stale_page_overwrites_nothing(signed_in: SignedIn) -> None:
    there = an_outlet()
    client = signed_in("editor")
    client.post(f"/outlets/{there.key}/correct/", written(there, country="IS"))
    late = client.post(f"/outlets/{there.key}/correct/", written(there, kind="agency"))
    assert late.status_code == 422
    assert "Somebody else has corrected this outlet" in late.content.decode()
    assert an_outlet().kind == there.kind


def test_ownership_without_a_citation_is_refused_in_words(signed_in: SignedIn) -> None:
    there = an_outlet()
    said = written(there, ownership="state", source="")
    answer = signed_in("editor").post(f"/outlets/{there.key}/correct/", said)
    assert answer.status_code == 422
    assert "Say where it stands who owns the outlet" in answer.content.decode()


def test_one_outlet_is_the_same_as_another_until_taken_apart(signed_in: SignedIn) -> None:
    keys = sorted({one.outlet.key for one in queries.every_article()})
    one, other = keys[0], keys[1]
    client = signed_in("editor")
    client.post(f"/outlets/{one}/join/", {"other": other, "steps": "0"})
    assert one not in {known.outlet.key for known in queries.every_article()}
    assert client.get(f"/outlets/{one}/").headers["Location"] == f"/outlets/{other}/"
    assert "Take apart again" in client.get(f"/outlets/{other}/").content.decode()
    client.post(f"/outlets/{one}/take-back/", {"steps": "1"})
    assert {one, other} <= {known.outlet.key for known in queries.every_article()}
    unknown = client.post(f"/outlets/{one}/join/", {"other": "nobody.example"}, follow=True)
    assert "There is no outlet nobody.example" in unknown.content.decode()


def test_what_is_said_of_an_outlet_is_never_markup(signed_in: SignedIn) -> None:
    there = an_outlet()
    client = signed_in("editor")
    said = written(there, name=evil("n"), ownership="state", source=evil("s"), reason=evil("r"))
    client.post(f"/outlets/{there.key}/correct/", said)
    assert an_outlet().name == evil("n")
    for address in (f"/outlets/{there.key}/", "/outlets/?among=corrected", "/journal/"):
        assert holds_no_markup_of(client.get(address).content.decode())
    refusal = client.post(f"/outlets/{there.key}/correct/", written(there, country=evil("c")))
    assert holds_no_markup_of(refusal.content.decode())


def test_lists_ask_the_same_questions_however_long(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    client.get("/outlets/?q=zzzzqqq")
    assert asked(lambda: client.get("/outlets/")) <= asked(
        lambda: client.get("/outlets/?q=zzzzqqq")
    )


def test_who_may_see_and_who_may_correct(signed_in: SignedIn) -> None:
    key = an_outlet().key
    seen = ("/outlets/", f"/outlets/{key}/")
    assert refused(signed_in, seen, wrong=(), method="GET") == []
    done = [f"/outlets/{key}/{what}/" for what in ("correct", "join", "take-back")]
    assert refused(signed_in, done, wrong=("reader",), method="POST") == []
    assert signed_in("editor").get(done[0]).status_code == 405
