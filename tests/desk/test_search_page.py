"""The search page: what is found, lit and led to, and who may look."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from tearsheet.model import DeskRole
from tearsheet.pipeline import Newsroom
from tearsheet.store import inbox, queries, search
from tearsheet.text.query import parse
from tests.desk.questions import asked, evil, holds_no_markup_of, refused

SignedIn = Callable[[DeskRole | None], Client]
AT = "/search/"
OF = "/w/velmaria/search/"


def page(client: Client, query: str = "", at: str = AT) -> str:
    answer = client.get(at + query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def found(words: str) -> list[str]:
    return re.findall(r'<h3 id="r-\d+"><a href="/article/(\w+)/"', words)


def test_nothing_is_listed_before_something_is_asked(signed_in: SignedIn) -> None:
    words = page(signed_in("reader"))
    assert found(words) == []
    assert 'class="section found"' not in words
    assert "autofocus" in words


def test_what_is_found_is_lit_and_leads_to_article_and_story(signed_in: SignedIn) -> None:
    words = page(signed_in("reader"), '?q=river OR "first light"', OF)
    keys = search.search(parse('river OR "first light"')).keys
    assert found(words) == list(keys) != []
    known = queries.articles(keys)
    stories = inbox.stories_now(keys)
    for key in keys:
        assert known[key].outlet.name in words
        story, headline = stories["velmaria", key]
        assert f'/w/velmaria/story/{story}/"><bdi>{headline}' in words
    lit = {one.lower() for one in re.findall("<mark>([^<]+)</mark>", words)}
    assert lit == {"river", "first light"}


@pytest.mark.parametrize("query", ["فيلماريا", "维尔马里亚", "벨마리아", "договор", "वेलमारिया"])
def test_every_script_is_found_and_set_in_its_direction(signed_in: SignedIn, query: str) -> None:
    words = page(signed_in("reader"), f"?q={query}")
    keys = search.search(parse(query), most=20).keys
    assert found(words) == list(keys) != []
    assert "<mark>" in words
    for one in queries.articles(keys).values():
        assert f'lang="{one.article.language}" dir="{one.article.direction}"' in words


def test_filters_and_order(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    words = page(client, "?q=Velmaria OR فيلماريا&language=ar&from=2025-09-18&to=2025-09-21")
    assert found(words)
    known = queries.articles(found(words)).values()
    assert {one.article.language for one in known} == {"ar"}
    assert '<option value="ar" selected>Arabic' in words
    ledger = page(client, "?by=Harbour Ledger")
    known = queries.articles(found(ledger)).values()
    assert {one.outlet.name for one in known} == {"The Harbour Ledger"}
    india = page(client, "?country=IN")
    assert {one.outlet.country for one in queries.articles(found(india)).values()} == {"IN"}
    titles = page(client, "?q=bridge&order=titles")
    assert "bridge" in queries.articles(found(titles))[found(titles)[0]].article.title.lower()


def test_pages_follow_one_another(signed_in: SignedIn) -> None:
    client, seen, at = signed_in("reader"), list[str](), "?from=2000-01-01"
    while at:
        words = page(client, at)
        seen += found(words)
        ways = re.findall(r'rel="next" href="([^"]+)"', words)
        at = ways[0] if ways else ""
    assert len(seen) == len(set(seen)) == search.search(parse("after:2000"), most=9_999).total
    assert found(page(client, "?from=2000-01-01&page=nonsense")) == seen[:20]
    assert "Nothing matched" in page(client, "?from=2000-01-01&page=400")


def test_nothing_matched(signed_in: SignedIn) -> None:
    assert "Nothing matched" in page(signed_in("reader"), "?q=zzzzzzz")


@pytest.mark.parametrize("query", ["((((", '"', "OR", "-", "title:", "* AND", "\0", "a" * 5_000])
def test_whatever_is_typed_is_answered(signed_in: SignedIn, query: str) -> None:
    assert signed_in("reader").get(AT, {"q": query}).status_code == 200


def test_outsiders_and_wrong_methods_are_refused(signed_in: SignedIn) -> None:
    assert refused(signed_in, [AT, OF], [], "GET") == []
    assert signed_in("reader").get("/w/nobody/search/").status_code == 404


def test_foreign_words_stay_words(signed_in: SignedIn, desk: Newsroom) -> None:
    key = search.search(parse('"first light"')).keys[0]
    filed = inbox.filed_with([key], "velmaria")[0]
    inbox.file_cards([replace(filed, card=replace(filed.card, headline=evil("story")))])
    client = signed_in("reader")
    for query in ({"q": '"first light"'}, {"q": evil("q"), "by": evil("by"), "country": evil("c")}):
        answer = client.get(OF, query)
        assert answer.status_code == 200
        assert holds_no_markup_of(answer.content.decode())


def test_the_number_of_questions_does_not_grow(signed_in: SignedIn) -> None:
    client = signed_in("reader")
    client.get(OF, {"q": "river"})
    few = asked(lambda: client.get(OF, {"q": '"first light"'}))
    many = asked(lambda: client.get(OF, {"q": "Velmaria"}))
    assert few == many < 20
