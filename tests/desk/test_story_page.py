"""The story page: who printed what when, what is said, what an editor does with it."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from tearsheet.model import CopyRelation
from tearsheet.pipeline import Newsroom, inbox, telling
from tearsheet.pipeline.reading_room.figures import figures_of
from tearsheet.pipeline.reading_room.story import StoryRead, story_read
from tearsheet.pipeline.telling import Shown
from tearsheet.store import decisions, queries, relations
from tearsheet.store.queries import Known
from tests.desk.questions import SignedIn, asked, plain, refused

WATCH = "velmaria"
ALL = "?from=2025-01-01&to=2025-12-31"


@pytest.fixture
def stories(desk: Newsroom) -> list[Shown]:
    """The stories of the demo press, the one with the most articles first."""
    found = telling.shown_between(*queries.latest_days(3_000))
    return sorted(found, key=lambda one: -len(one.articles))


@pytest.fixture
def treaty(stories: list[Shown]) -> Shown:
    """A treaty, sent out by a wire, much copied and twice translated."""
    return stories[0]


def at(shown: Shown, more: str = "") -> str:
    return f"/w/{WATCH}/story/{shown.story.key}/{more}"


def read_of(shown: Shown) -> StoryRead:
    read = story_read(shown.story.key, queries.watch(WATCH))
    assert read is not None
    return read


def copy_of(shown: Shown, relation: CopyRelation) -> tuple[str, str]:
    """The keys of an original and of a copy of it that is so related."""
    group = shown.groups[0]
    return group.original, next(one.article_key for one in group.copies if one.relation == relation)


def test_every_article_stands_under_its_text(signed_in: SignedIn, treaty: Shown) -> None:
    page = signed_in("reader").get(at(treaty)).content.decode()
    read = read_of(treaty)
    assert 1 < len(read.texts) < len(treaty.articles)
    assert page.count('class="told"') == len(read.texts)
    told = [one for text in read.texts for one in (text.head, *text.copies)]
    assert {one.printing.article_key for one in told} == {o.article.key for o in treaty.articles}
    assert read.texts[0].written_by is not None
    assert read.texts[0].written_by.name in plain(page)
    for one in treaty.articles:
        assert f'href="/article/{one.article.key}/"' in page


def test_words_that_were_translated_stand_beside_them(signed_in: SignedIn, treaty: Shown) -> None:
    first = read_of(treaty).quotations[0]
    assert {one.wording.language for one in first.told} == {"en", "es", "fr"}
    assert [one.by_place for one in first.told] == [False, True, True]
    assert first.articles == 10
    page = signed_in("reader").get(at(treaty)).content.decode()
    for one in first.told:
        assert one.wording.text.split("\n")[0] in page
    assert "by their place in a translation" in page


def test_words_that_drifted_say_how(signed_in: SignedIn, stories: list[Shown]) -> None:
    read = read_of(stories[1])
    assert any(one.has_drifted for one in read.quotations)
    page = plain(signed_in("reader").get(at(stories[1])).content.decode())
    assert "the words drifted" in page
    assert "goes on where the earlier one stopped" in page


def test_figures_stand_with_all_who_say_so(signed_in: SignedIn, treaty: Shown) -> None:
    flow = next(one for one in read_of(treaty).figures if one.stated[0].unit == "m³")
    assert flow.stated[0].value == 310
    assert len(flow.stated[0].claims) == len(treaty.articles)
    assert not flow.differs
    assert "310 m³" in plain(signed_in("reader").get(at(treaty)).content.decode())


def test_figures_on_which_outlets_differ_stand_beside_each_other(treaty: Shown) -> None:
    original, copy = (
        next(one for one in treaty.articles if one.article.key == key)
        for key in copy_of(treaty, "exact")
    )
    found = figures_of([original, _with_flow(copy, Decimal(350))])
    assert [one.differs for one in found[:2]] == [True, False]
    assert [one.value for one in found[0].stated] == [310, 350]


def _with_flow(known: Known, value: Decimal) -> Known:
    figures = tuple(
        replace(one, value=value) if one.unit == "m³" else one for one in known.annotations.figures
    )
    return replace(known, annotations=replace(known.annotations, figures=figures))


def test_it_asks_no_more_questions_for_more_articles(
    signed_in: SignedIn, stories: list[Shown]
) -> None:
    client = signed_in("editor")
    few = next(one for one in stories if len(one.articles) == 2)
    client.get(at(few))
    assert asked(lambda: client.get(at(stories[0]))) <= asked(lambda: client.get(at(few))) + 2


def test_everything_that_is_said_is_a_link_away(signed_in: SignedIn, treaty: Shown) -> None:
    client = signed_in("reader")
    page = client.get(at(treaty, "said/"))
    assert page.status_code == 200
    assert client.get(f"/story/{treaty.story.key}/said/").status_code == 200


def test_it_is_read_without_a_watch(signed_in: SignedIn, treaty: Shown) -> None:
    page = signed_in("reader").get(f"/story/{treaty.story.key}/")
    assert page.status_code == 200
    assert "Take" not in page.content.decode()


@pytest.mark.parametrize(
    "address", ["/story/nothing/", "/w/velmaria/story/nothing/", "/w/no/story/x/"]
)
def test_what_is_not_there_is_not_found(signed_in: SignedIn, address: str) -> None:
    assert signed_in("reader").get(address).status_code == 404


def test_a_reader_is_offered_nothing_to_decide(signed_in: SignedIn, treaty: Shown) -> None:
    page = signed_in("reader").get(at(treaty)).content.decode()
    for deed in ("decide/", "split/", "merge/", "speaker/"):
        assert deed not in page


def test_doors(signed_in: SignedIn, treaty: Shown) -> None:
    deeds = [at(treaty, deed) for deed in ("decide/", "undo/")]
    assert refused(signed_in, deeds, ["reader"], "POST") == []
    asking = [at(treaty, deed) for deed in ("split/", "merge/")]
    assert refused(signed_in, asking, ["reader"], "GET") == []
    pages = [at(treaty), at(treaty, "said/"), at(treaty, "next/"), f"/story/{treaty.story.key}/"]
    assert refused(signed_in, pages, [], "GET") == []


def test_taking_goes_on_to_the_next_and_can_be_undone(signed_in: SignedIn, treaty: Shown) -> None:
    client = signed_in("editor")
    listed = [
        re.search(r"/story/(\w+)/", client.get(at(treaty, f"{way}/{ALL}")).headers["Location"])
        for way in ("next", "before")
    ]
    answer = client.post(
        at(treaty, "decide/"), {"choice": "taken", "reason": "our river", "list": ALL}
    )
    assert any(one and one[1] in answer.headers["Location"] for one in listed)
    standing = inbox.standing(WATCH, treaty.story.key)
    assert (standing.choice, standing.who) == ("taken", "Edda Editor")
    assert standing.reason == "our river"
    page = client.get(answer.headers["Location"]).content.decode()
    step = re.search(r'name="step" value="(\d+)"', page)
    assert step
    client.post(at(treaty, "undo/"), {"step": step[1]})
    assert inbox.standing(WATCH, treaty.story.key).choice == "new"
    said = client.post(at(treaty, "undo/"), {"step": step[1]}, follow=True)
    assert "undone already" in plain(said.content.decode())


def test_a_choice_that_there_is_not_changes_nothing(signed_in: SignedIn, treaty: Shown) -> None:
    client = signed_in("editor")
    said = client.post(at(treaty, "decide/"), {"choice": "eaten"}, follow=True)
    assert "no such choice" in plain(said.content.decode())
    assert inbox.standing(WATCH, treaty.story.key).choice == "new"


def test_an_article_that_does_not_belong_leaves(signed_in: SignedIn, treaty: Shown) -> None:
    client = signed_in("editor")
    alone = read_of(treaty).texts[1].head.printing.article_key
    form = client.get(at(treaty, f"split/?article={alone}")).content.decode()
    assert alone in form
    done = client.post(at(treaty, "split/"), {"article": alone, "reason": "a feature"}, follow=True)
    assert "story of its own" in plain(done.content.decode())
    left = telling.shown_with(treaty.story.key)
    assert left
    assert alone not in left.story.article_keys
    step = re.search(r'name="step" value="(\d+)"', done.content.decode())
    assert step
    client.post(at(treaty, "undo/"), {"step": step[1]})
    back = telling.shown_with(treaty.story.key)
    assert back
    assert alone in back.story.article_keys


def test_the_last_article_cannot_leave(signed_in: SignedIn, stories: list[Shown]) -> None:
    one = next(one for one in stories if len(one.articles) == 1)
    said = signed_in("editor").post(
        at(one, "split/"), {"article": one.articles[0].article.key}, follow=True
    )
    assert "leave at least one in it" in plain(said.content.decode())


def test_two_stories_become_one(signed_in: SignedIn, stories: list[Shown]) -> None:
    client = signed_in("editor")
    here = next(one for one in stories if inbox.card(WATCH, one.story.key))
    page = client.get(at(here, "merge/")).content.decode()
    other = re.findall(r'name="story" value="(\w+)"', page)[0]
    assert other != here.story.key
    client.post(at(here, "merge/"), {"story": other})
    joined = telling.shown_with(here.story.key)
    assert joined
    assert other in joined.story.article_keys
    again = client.post(at(here, "merge/"), {"story": other}, follow=True)
    assert "not two stories" in plain(again.content.decode())


def test_stories_to_join_are_searched_for(signed_in: SignedIn, treaty: Shown) -> None:
    page = signed_in("editor").get(at(treaty, "merge/"), {"q": "telescope"}).content.decode()
    assert "It is the same story" in page
    none = signed_in("editor").get(at(treaty, "merge/"), {"q": "xylophone"}).content.decode()
    assert "No story of this inbox has these words" in plain(none)


def test_the_speaker_of_a_quotation_is_corrected(signed_in: SignedIn, treaty: Shown) -> None:
    client = signed_in("editor")
    said = read_of(treaty).quotations[0]
    where = f"/article/{said.first.article_key}/speaker/"
    form = client.get(where, {"quotation": said.number, "next": at(treaty)})
    assert said.first.text.split("\n")[0] in form.content.decode()
    done = client.post(
        where,
        {
            "quotation": said.number,
            "speaker": "Ilse Brandt",
            "reason": "heard it",
            "next": at(treaty),
        },
    )
    assert done.headers["Location"] == at(treaty)
    (decided,) = decisions.corrections_of([said.first.article_key])[said.first.article_key]
    assert (decided.speaker, decided.who, decided.reason) == (
        "Ilse Brandt",
        "Edda Editor",
        "heard it",
    )
    speakers = {one.wording.speaker for each in read_of(treaty).quotations for one in each.told}
    assert "Ilse Brandt" in speakers


def test_nobody_is_led_away_from_the_desk(signed_in: SignedIn, treaty: Shown) -> None:
    key = treaty.articles[0].article.key
    done = signed_in("editor").post(
        f"/article/{key}/speaker/",
        {"quotation": "1", "speaker": "A", "next": "https://elsewhere.example/"},
    )
    assert done.headers["Location"].startswith("/article/")


def test_a_copy_shows_what_it_left_out(signed_in: SignedIn, treaty: Shown) -> None:
    page = signed_in("reader").get("/compare/{}/{}/".format(*copy_of(treaty, "edited")))
    words = page.content.decode()
    assert "<del>" in words
    assert "<ins>" in words
    assert "[left out:" in words
    part = signed_in("reader").get(
        "/compare/{}/{}/".format(*copy_of(treaty, "edited")), headers={"HX-Request": "true"}
    )
    assert "<html" not in part.content.decode()


def test_a_translation_stands_sentence_by_sentence(signed_in: SignedIn, treaty: Shown) -> None:
    page = signed_in("reader").get("/compare/{}/{}/".format(*copy_of(treaty, "translated")))
    words = page.content.decode()
    assert 'lang="fr"' in words or 'lang="es"' in words
    assert words.count("<tr") > 10


def test_a_copy_is_parted_and_joined_again(signed_in: SignedIn, treaty: Shown) -> None:
    client = signed_in("editor")
    original, copy = copy_of(treaty, "edited")
    pair = f"/compare/{original}/{copy}/pair/"
    client.post(pair, {"same": "no", "reason": "written anew"})
    group = relations.group_of(copy)
    assert group is None or original not in {one.article_key for one in group.copies}
    client.post(pair, {"same": "yes"})
    joined = relations.group_of(copy)
    assert joined
    assert original in {one.article_key for one in joined.copies}
    assert refused(signed_in, [pair], ["reader"], "POST") == []
    assert refused(signed_in, [pair.removesuffix("pair/")], [], "GET") == []
    assert client.get(f"/compare/{original}/{original}/").status_code == 404
