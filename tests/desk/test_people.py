"""People at the desk: found by any spelling, what they said, who is who."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.test import Client

from tearsheet.model import Correction, DeskRole, Person, Span
from tearsheet.pipeline import people
from tearsheet.store import queries, writes
from tests.desk.questions import asked, evil, holds_no_markup_of, plain, refused

SignedIn = Callable[[DeskRole | None], Client]
NOON = datetime(2025, 9, 15, 12, 0, tzinfo=UTC)


def somebody() -> Person:
    """A person who is printed in several spellings and quoted."""
    return next(
        one
        for one in people.most_named(100)
        if 0 < one.quoted <= 10 and len({name.text for name in one.names}) > 1
    )


def page_of(client: Client, name: str) -> str:
    return client.get(f"/people/of/?{urlencode({'name': name})}").content.decode()


def test_people_are_listed_and_found_by_any_spelling(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    person = somebody()
    assert person.name in client.get("/people/").content.decode()
    for name in person.names:
        found = client.get(f"/people/?{urlencode({'q': name.text})}").content.decode()
        assert person.name in plain(found).replace("&#x27;", "'")
    for part, whole in (("орле", "Надия Орлеш"), ("nad", "Nadia Orlesh")):
        assert whole in client.get("/people/", {"q": part}).content.decode()
    nobody = client.get("/people/?q=Zzyqx+Wwvut").content.decode()
    assert "written or sounds like that" in nobody


def test_the_page_of_a_person_has_every_spelling_and_quotation(signed_in: SignedIn) -> None:
    person = somebody()
    page = page_of(signed_in("reader"), person.names[-1].text)
    for name in person.names:
        assert name.text in plain(page).replace("&#x27;", "'")
    forms = {name.text for name in person.names}
    for known in queries.every_article():
        for quote in known.annotations.printed_quotes:
            if quote.speaker and quote.speaker.name in forms:
                span = quote.spans[0]
                assert f"?at={span.start}-{span.end}" in page
    assert "Call this person" not in page
    missing = signed_in("reader").get("/people/of/?name=Zzyqx+Wwvut")
    assert missing.status_code == 404


def test_names_are_parted_joined_and_left_to_the_machine_again(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    person = somebody()
    texts = list(dict.fromkeys(name.text for name in person.names))
    one, other = texts[0], texts[1]
    said = {"one": one, "other": other, "what": "part", "reason": "her brother"}
    parted = client.post("/people/decide/", said, follow=True).content.decode()
    assert "are two people from now on" in parted
    assert other not in {name.text for name in people.person_called(one).names}
    client.post("/people/decide/", {**said, "what": "join"})
    assert other in {name.text for name in people.person_called(one).names}
    subject = people.decisions_about(people.person_called(one))[0].subject
    client.post("/people/take-back/", {"name": one, "subject": subject})
    assert people.decisions_about(people.person_called(one)) == ()
    again = client.post("/people/take-back/", {"name": one, "subject": subject}, follow=True)
    assert "was changed meanwhile" in again.content.decode()


def test_a_person_is_called_as_an_editor_says_until_it_is_taken_back(
    signed_in: SignedIn,
) -> None:
    client = signed_in("editor")
    printed = somebody().names[0].text
    client.post("/people/call/", {"name": printed, "shown": "A. Bekova"})
    assert people.person_called(printed).name == "A. Bekova"
    client.post("/people/take-back/", {"name": printed, "subject": f"person: {printed}"})
    assert people.person_called(printed).name == printed
    empty = client.post("/people/call/", {"name": printed, "shown": " "}, follow=True)
    assert "Say what the person is to be called" in empty.content.decode()
    stranger = client.post("/people/call/", {"name": "Zzyqx", "shown": "Z"}, follow=True)
    assert stranger.status_code == 404
    same = client.post("/people/decide/", {"one": printed, "other": printed}, follow=True)
    assert "two different spellings" in same.content.decode()


def test_names_of_the_press_are_never_markup(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    printed = somebody().names[0].text
    client.post("/people/call/", {"name": printed, "shown": evil("n"), "reason": evil("r")})
    known = next(one for one in queries.every_article() if one.annotations.quotes)
    span = known.annotations.printed_quotes[0].spans[0]
    speaker = evil("speaker ")
    writes.correct(known.article.key, Correction(Span(span.start, span.end), speaker, "Edda", NOON))
    for page in (
        client.get("/people/").content.decode(),
        client.get(f"/people/?{urlencode({'q': evil()})}").content.decode(),
        page_of(client, printed),
        page_of(client, speaker),
    ):
        assert holds_no_markup_of(page)


def test_more_spellings_ask_no_more_questions(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    few = min(people.most_named(100), key=lambda one: (len(one.names), one.articles))
    page_of(client, few.names[0].text)
    least = asked(lambda: page_of(client, few.names[0].text))
    often = somebody().names[0].text
    assert asked(lambda: page_of(client, often)) <= least


def test_who_may_see_people_and_who_may_decide(signed_in: SignedIn) -> None:
    assert refused(signed_in, ("/people/", "/people/of/"), wrong=(), method="GET") == []
    done = ("/people/decide/", "/people/call/", "/people/take-back/")
    assert refused(signed_in, done, wrong=("reader",), method="POST") == []
