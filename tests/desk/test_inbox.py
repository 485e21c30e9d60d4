"""The inbox: what it shows, what an editor does there, and who may."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client

from tearsheet.desk.inbox.query import address_of, moved, wanted_of
from tearsheet.model import Card, CardOutlet, DeskRole, Entry, Feature, Wanted
from tearsheet.pipeline import Newsroom, inbox
from tearsheet.store import inbox as kept
from tests.desk.questions import asked, evil, holds_no_markup_of, refused

SignedIn = Callable[[DeskRole | None], Client]
AT = "/w/velmaria/"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
WEEK = (date(2025, 9, 15), date(2025, 9, 21))


def entries(**wanted: object) -> list[Entry]:
    return list(inbox.inbox("velmaria", Wanted(**wanted)).entries)  # type: ignore[arg-type]


def page(client: Client, query: str = "", at: str = AT) -> str:
    answer = client.get(at + query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def shown(words: str) -> list[str]:
    return re.findall(r'<li id="s-(\w+)" class="story', words)


def triage(client: Client, htmx: bool = True, **fields: object):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(f"{AT}triage/", {"next": AT, "step": "0", **fields}, headers=headers)


# What is shown.


def test_the_front_leads_to_the_stories_of_the_latest_week(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    assert client.get("/").headers["Location"] == AT
    words = page(client)
    listed = entries(first=WEEK[0], last=WEEK[1])
    assert shown(words) == [one.card.story_key for one in listed[:25]]
    assert "Sep 15 – 21, 2025" in words.replace("\u2009", " ")


def test_a_card_says_what_was_printed_and_why_it_stands_there(signed_in: SignedIn) -> None:
    words = page(signed_in("reader"))
    card = entries(first=WEEK[0], last=WEEK[1])[0].card
    said = words[words.index(card.story_key) :]
    said = said[: said.index("</article>")]
    assert card.headline in said
    assert card.line in said
    assert all(outlet.name in said for outlet in card.outlets[:4])
    assert f"{card.independent} independent outlets" in said
    assert all(feature.why in said for feature in card.features)
    assert 'lang="en" dir="ltr"' in said


def test_words_of_another_language_carry_their_language_and_direction(
    signed_in: SignedIn,
) -> None:
    words = page(signed_in("reader"), "?language=ar")
    arabic = [one.card for one in entries(languages=("ar",)) if one.card.language == "ar"]
    assert arabic
    assert all(f'lang="ar" dir="rtl">{one.headline}' in words for one in arabic)


def test_filters_and_their_counts(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    words = page(client, "?country=IN&flag=opinion&from=2025-09-01&to=2025-09-30")
    found = entries(countries=("IN",), flags=("opinion",))
    assert found
    assert sorted(shown(words)) == sorted(one.card.story_key for one in found)
    assert re.search(r'name="country" value="IN"[^>]* checked', words)
    assert "India" in words


def test_a_search_lights_what_it_found(signed_in: SignedIn) -> None:
    words = page(signed_in("reader"), '?q="first light" OR river')
    found = entries(words='"first light" OR river')
    assert set(shown(words)) == {one.card.story_key for one in found}
    lit = {one.lower() for one in re.findall("<mark>([^<]+)</mark>", words)}
    assert {"first light", "river"} <= lit


def test_empty_pages_say_why(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    assert "Nothing matched." in page(client, "?q=zzzzzz")
    assert "printed nothing on this" in page(client, "?from=2020-01-01&to=2020-01-07")
    everything = [one.card.story_key for one in entries()]
    inbox.decide("velmaria", everything[:3], "taken", who="Edda Editor", now=NOW)
    inbox.decide("velmaria", everything[3:], "dropped", who="Edda Editor", now=NOW)
    said = f"All read. 3 taken, {len(everything) - 3} dropped."
    words = page(client, "?from=2025-01-01&to=2025-12-31")
    assert said in words
    assert "Compose an edition from 3 taken stories" in words


def test_nothing_collected_yet(signed_in: SignedIn) -> None:
    kept.drop_cards_of("velmaria")
    assert "Nothing has been collected yet" in page(signed_in("reader"))


def test_what_came_since_waits_until_it_is_asked_for(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    arrived = min(one.card.arrived_at for one in entries())
    before = (arrived - timedelta(hours=1)).isoformat().replace("+", "%2B")
    words = page(client, f"?upto={before}")
    assert not shown(words)
    assert re.search(r"\d+ new stories", words)
    looked = client.get(f"{AT}waiting/?upto={before}&seen=0")
    assert re.search(r"\d+ new stories", looked.content.decode())
    number = re.search(r"(\d+) new stories", looked.content.decode())
    again = client.get(f"{AT}waiting/?upto={before}&seen={number[1]}")
    assert again.status_code == 204


def test_pages_follow_one_another(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    first = page(client, "?from=2025-01-01&to=2025-12-31")
    more = re.search(r'hx-get="([^"]+after=[^"]+)"', first)
    second = page(client, more[1])
    assert set(shown(first)).isdisjoint(shown(second))
    assert len(shown(first)) + len(shown(second)) == len(entries())
    assert len(shown(page(client, "?from=2025-01-01&to=2025-12-31&after=nonsense"))) == 25


def test_two_pages_of_a_watch_that_is_not_there(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    assert client.get("/w/nobody/").status_code == 404
    assert client.post("/w/nobody/triage/", {"one": "taken x"}).status_code == 404


# What is done.


@pytest.mark.parametrize("choice", ["taken", "later", "dropped", "not about us"])
def test_a_story_gives_way_to_a_line(signed_in: SignedIn, choice: str) -> None:
    card = entries()[0].card
    answer = triage(signed_in("editor"), one=f"{choice} {card.story_key}")
    words = unescape(answer.content.decode())
    assert 'class="story gone"' in words
    assert card.headline in words
    assert 'name="undo"' in words
    standing = inbox.standing("velmaria", card.story_key)
    assert (standing.choice, standing.who) == (choice, "Edda Editor")


def test_several_at_once_and_back_again(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    keys = [one.card.story_key for one in entries()[:3]]
    triage(client, do="dropped", story=keys)
    assert inbox.counts("velmaria")["dropped"] == 3
    answer = triage(client, undo="0")
    assert inbox.counts("velmaria")["dropped"] == 0
    assert set(shown(answer.content.decode())) == set(keys)


def test_an_earlier_step_is_undone_by_its_own_button(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    first, second = [one.card.story_key for one in entries()[:2]]
    triage(client, one=f"taken {first}")
    step = inbox.standing("velmaria", first).step
    triage(client, one=f"dropped {second}")
    triage(client, undo=str(step))
    assert inbox.standing("velmaria", first).choice == "new"
    assert inbox.standing("velmaria", second).choice == "dropped"
    triage(client, undo="0")
    assert triage(client, undo="999").status_code == 422


def test_stories_become_one_and_two_again(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    before = {one.card.story_key for one in entries()}
    one, other = [entry.card.story_key for entry in entries()[:2]]
    answer = triage(client, do="merge", story=[one, other])
    words = answer.content.decode()
    assert len(shown(words)) == 1
    assert len(entries()) == len(before) - 1
    triage(client, undo="0")
    assert {entry.card.story_key for entry in entries()} == before


def test_a_story_is_taken_apart_in_the_list(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    card = next(one.card for one in entries() if one.card.articles > 2)
    (filed,) = kept.filed_with([], "velmaria", [card.story_key])
    at = f"{AT}apart/{card.story_key}/"
    for headers in ({}, {"HX-Request": "true"}):
        words = client.get(at, headers=headers).content.decode()
        assert all(f'value="{key}"' in words for key in filed.members)
    answer = client.post(at, {"article": filed.members[-1], "next": AT}, headers=headers)
    assert len(shown(answer.content.decode())) == 2
    assert client.post(at, {"article": filed.members}, headers=headers).status_code == 422
    assert client.post(at, {"article": "x"}, headers=headers).status_code == 422
    triage(client, undo="0")
    assert kept.filed_with([], "velmaria", [card.story_key])[0].members == filed.members
    answer = client.post(at, {"article": filed.members[0]})
    assert answer.headers["Location"].startswith(f"{AT}?done=")
    assert client.get(f"{AT}apart/nothing/").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "merge", "story": ["x"]},
        {"do": "merge"},
        {"do": "burn", "story": ["x"]},
        {"one": "taken nothing-there"},
        {"one": ""},
        {"undo": "0"},
        {},
    ],
)
def test_what_cannot_be_done_is_told_in_plain_words(
    signed_in: SignedIn, fields: dict[str, object]
) -> None:
    client = signed_in("editor")
    answer = triage(client, **fields)
    assert answer.status_code == 422
    assert re.search(r"\w+ \w+.*\.", answer.content.decode())
    plain = triage(client, htmx=False, **fields)
    assert plain.status_code == 302
    assert 'class="note bad"' in page(client)


def test_who_decided_in_between_is_said(signed_in: SignedIn) -> None:
    key = entries()[0].card.story_key
    inbox.decide("velmaria", [key], "dropped", who="Cleo Chief", now=NOW)
    answer = triage(signed_in("editor"), one=f"taken {key}")
    words = unescape(answer.content.decode())
    assert "Cleo Chief decided otherwise: Dropped" in words
    assert inbox.standing("velmaria", key).choice == "taken"


def test_what_others_decide_is_told_while_one_looks(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    key = entries()[0].card.story_key
    inbox.decide("velmaria", [key], "dropped", who="Cleo Chief", now=NOW)
    looked = unescape(client.get(f"{AT}waiting/?step=0").content.decode())
    assert f'data-of="{key}"' in looked
    assert "Dropped by Cleo Chief" in looked
    words = page(client, "?choice=dropped")
    assert "Dropped by Cleo Chief" in words
    assert 'name="undo"' not in words


def test_without_scripts_one_comes_back_to_the_next_story(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    keys = shown(page(client))
    answer = triage(client, htmx=False, one=f"taken {keys[1]}", next=f"{AT}?order=suggested")
    back = answer.headers["Location"]
    assert back.startswith(f"{AT}?order=suggested&done=")
    assert back.endswith(f"#s-{keys[2]}")
    words = page(client, at=back.partition("#")[0])
    headline = inbox.card("velmaria", keys[1]).card.headline
    assert f"Taken: {headline}." in words
    step = re.search(r'name="undo" value="(\d+)"', words)
    triage(client, htmx=False, undo=step[1])
    assert inbox.standing("velmaria", keys[1]).choice == "new"


@pytest.mark.parametrize("there", ["//evil.example/", "https://evil.example/?x=1", "javascript:1"])
def test_nobody_is_led_away(signed_in: SignedIn, there: str) -> None:
    key = entries()[0].card.story_key
    answer = triage(signed_in("editor"), htmx=False, one=f"taken {key}", next=there)
    assert answer.headers["Location"].startswith(AT)


# Who may.


def test_outsiders_and_wrong_methods_are_refused(signed_in: SignedIn) -> None:
    assert refused(signed_in, [AT, f"{AT}waiting/"], [], "GET") == []
    assert refused(signed_in, [f"{AT}triage/"], ["reader"], "POST") == []
    at = f"{AT}apart/{entries()[0].card.story_key}/"
    assert refused(signed_in, [at], ["reader"], "GET") == []
    told = signed_in(None).post(f"{AT}triage/", headers={"HX-Request": "true"})
    assert told.status_code == 401


def test_readers_see_no_buttons(signed_in: SignedIn) -> None:
    words = page(signed_in("reader"))
    assert 'form="triage"' not in words
    assert 'name="one"' not in words


# What foreign words must not do, and what it costs.


def test_foreign_words_stay_words(signed_in: SignedIn) -> None:
    filed = kept.filed_with([], "velmaria", [entries()[0].card.story_key])[0]
    card = replace(
        filed.card,
        headline=evil("headline"),
        line=evil("line"),
        language=evil("en"),
        line_language=evil("en"),
        outlets=(CardOutlet(evil("key"), evil("name"), "XX", evil("en")),),
        kinds=(evil("kind"),),
        features=(Feature(evil("name"), 9.0, 9.0, evil("why")),),
    )
    traits = (*filed.traits, f"outlet\t{evil('key')}", f"kind\t{evil('kind')}")
    kept.file_cards([replace(filed, card=card, traits=traits)])
    client = signed_in("editor")
    for answer in (
        client.get(AT),
        client.get(f"{AT}?q={evil('q')}&order={evil('o')}&upto={evil('u')}&after={evil('a')}"),
        client.get(f"{AT}?outlet={evil('o')}&country={evil('c')}&language={evil('l')}"),
        triage(client, one=f"taken {card.story_key}"),
        triage(client, undo="0"),
        client.get(f"{AT}waiting/?seen=7&q={evil('q')}"),
    ):
        assert answer.status_code == 200
        assert holds_no_markup_of(answer.content.decode())


def test_the_number_of_questions_does_not_grow(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    keys = [one.card.story_key for one in entries()]
    inbox.decide("velmaria", keys[:2], "taken", who="Edda Editor", now=NOW)
    looks = [f"{AT}?choice=taken", f"{AT}?choice=taken&q=Velmaria OR Вельмария OR Velmarie"]
    client.get(looks[0])
    few = [asked(lambda at=at: client.get(at)) for at in looks]
    inbox.decide("velmaria", keys[2:24], "taken", who="Edda Editor", now=NOW)
    assert [asked(lambda at=at: client.get(at)) for at in looks] == few
    assert max(few) < 25


def test_what_is_sent_is_small(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    answer = client.get(AT, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < 40_000


# Addresses.


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", Wanted(*WEEK)),
        ("from=2025-09-20&to=2025-09-01", Wanted(date(2025, 9, 1), date(2025, 9, 20))),
        ("from=yesterday", Wanted(*WEEK)),
        ("choice=burnt&order=worst&flag=none", Wanted(*WEEK)),
        (
            "choice=not+about+us&flag=opinion&language=ru&language=kk&q=+a+b+&order=newest",
            Wanted(
                *WEEK,
                "not about us",
                languages=("ru", "kk"),
                flags=("opinion",),
                words="a b",
                order="newest",
            ),
        ),
    ],
)
def test_an_address_is_read_generously_and_leads_back(query: str, wanted: Wanted) -> None:
    read = wanted_of(QueryDict(query), WEEK)
    assert read == wanted
    assert wanted_of(QueryDict(address_of(read)[1:]), (date.min, date.max)) == read


def test_the_period_before_and_after() -> None:
    week = Wanted(*WEEK)
    assert moved(week, -1) == Wanted(date(2025, 9, 8), date(2025, 9, 14))
    assert moved(week, 1) == Wanted(date(2025, 9, 22), date(2025, 9, 28))
    assert moved(Wanted(date.min, date.min), -1) is None
    assert moved(Wanted(None, WEEK[1]), -1) is None


def test_a_card_without_anything_can_be_shown(signed_in: SignedIn, desk: Newsroom) -> None:
    filed = kept.filed_with([], "velmaria", [entries()[0].card.story_key])[0]
    keys = (filed.card.story_key, filed.card.article_key)
    at = filed.card.arrived_at
    bare = Card("velmaria", *keys, "", "", "und", (), 1, 0, 0, NOW, NOW, at, at)
    kept.file_cards([replace(filed, card=bare)])
    assert shown(page(signed_in("editor"), "?order=newest"))[0] == filed.card.story_key
