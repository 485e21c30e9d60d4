"""The search page: everything the press printed, by words, place and day."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.inbox.query import Query as Asking
from tearsheet.desk.inbox.query import address_of, wanted_of
from tearsheet.desk.lit import Piece, excerpt_lit, title_lit
from tearsheet.desk.shell import address_of as page_address
from tearsheet.desk.shell import current_watch
from tearsheet.desk.templatetags.tongue import country, number, tongue
from tearsheet.model import Dated, Outlet, Wanted, Watch
from tearsheet.store import inbox as cards
from tearsheet.store import queries, search
from tearsheet.text.query import Query, parse

PAGE = 20
_LENGTH = 320
_LAST_PAGE = search.COUNTED // PAGE
_ANY_DAY = (date.min, date.max)
Words = dict[str, Any]
"""What a template is given: Django asks for a dictionary of anything."""


@dataclass(frozen=True, slots=True)
class Result:
    """An article that was found. ``story`` and ``story_address`` are empty where it is in no
    story of the watch.
    """

    address: str
    title: tuple[Piece, ...]
    title_text: str
    excerpt: tuple[Piece, ...]
    excerpt_text: str
    language: str
    outlet: Outlet
    printed: Dated | None
    story: str = ""
    story_address: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A line of a list to choose from."""

    value: str
    name: str
    chosen: bool


@gzip_page
@door("reader")
def results(request: Asked, watch_key: str = "") -> HttpResponse:
    """The articles that were searched for."""
    watch = _watch(request, watch_key)
    wanted = wanted_of(request.GET, _ANY_DAY)
    first = None if wanted.first == date.min else wanted.first
    last = None if wanted.last == date.max else wanted.last
    outlet = request.GET.get("by", "").replace('"', " ").strip()[:200]
    query = parse(f'{wanted.words} outlet:"{outlet}"' if outlet else wanted.words)
    by_title = request.GET.get("order", "") == "titles"
    page = _page_number(request.GET)
    asked = not query.is_empty or any((first, last, wanted.languages, wanted.countries))
    found = search.Found((), 0, total_is_exact=True)
    if asked:
        found = search.search(
            query,
            first=first,
            last=last,
            languages=wanted.languages,
            countries=wanted.countries,
            most=PAGE,
            after=(page - 1) * PAGE,
            order="titles first" if by_title else "newest",
        )
    here = Wanted(
        first,
        last,
        languages=wanted.languages,
        countries=wanted.countries,
        words=wanted.words,
    )
    more = {"by": outlet, "order": "titles" if by_title else ""}
    words = {
        "watch": watch,
        "asked": asked,
        "wanted": here,
        "by": outlet,
        "by_title": by_title,
        "total": _total(found),
        "results": list(_results(found, query, watch)),
        "before": address_of(here, **more, page=str(page - 1)) if page > 1 else "",
        "after": address_of(here, **more, page=str(page + 1)) if _goes_on(found, page) else "",
        "page": page,
        "newest_address": address_of(here, by=outlet),
        "titles_address": address_of(here, by=outlet, order="titles"),
        "in_inbox": _in_inbox(watch, here) if watch and wanted.words else "",
        "be_told": _be_told(watch, here) if who(request).may("editor") else "",
        **_choices(queries.outlets(), here),
    }
    return render(request, "desk/search/page.html", words)


def _watch(request: Asked, watch_key: str) -> Watch | None:
    if not watch_key:
        return current_watch(request, queries.watches())
    found = queries.watch(watch_key)
    if found is None:
        raise Http404
    return found


def _page_number(query: Asking) -> int:
    text = query.get("page", "")
    given = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(given, 1), _LAST_PAGE)


def _goes_on(found: search.Found, page: int) -> bool:
    return page < _LAST_PAGE and page * PAGE < found.total


def _total(found: search.Found) -> str:
    if found.total_is_exact:
        return ngettext("%(n)s article", "%(n)s articles", found.total) % {"n": number(found.total)}
    return ngettext("more than %(n)s article", "more than %(n)s articles", found.total) % {
        "n": number(found.total)
    }


def _results(found: search.Found, query: Query, watch: Watch | None) -> Iterator[Result]:
    """The articles in the order in which they were found, each with its story."""
    known = queries.articles(found.keys)
    stories = cards.stories_now(found.keys) if watch else {}
    for key in found.keys:
        if key not in known:
            continue
        article = known[key].article
        excerpt = excerpt_lit(article.text, article.language, query, _LENGTH)
        story_key, headline = stories.get((watch.key if watch else "", key), ("", ""))
        yield Result(
            address=page_address("article", article_key=key),
            title=title_lit(article.title, article.language, query),
            title_text=article.title,
            excerpt=excerpt,
            excerpt_text="".join(piece.text for piece in excerpt),
            language=article.language,
            outlet=known[key].outlet,
            printed=article.published,
            story=headline,
            story_address=page_address("story", watch_key=watch.key, story_key=story_key)
            if watch and story_key
            else "",
        )


def _choices(outlets: Sequence[Outlet], wanted: Wanted) -> Words:
    """The languages and countries of the outlets that printed something, and what is chosen."""
    languages = {tag.partition("-")[0].lower() for one in outlets for tag in one.languages}
    countries = {one.country for one in outlets if one.country}
    return {
        "languages": _options(languages, wanted.languages, tongue),
        "countries": _options(countries, wanted.countries, country),
    }


def _options(
    values: Iterable[str], chosen: Sequence[str], name: Callable[[str], str]
) -> list[Option]:
    named = [Option(value, name(value), value in chosen) for value in {*values, *chosen}]
    return sorted(named, key=lambda one: one.name.casefold())


def _be_told(watch: Watch | None, here: Wanted) -> str:
    """Where this search becomes an alert, empty for one that asks for nothing."""
    asked = {
        "watch": watch.key if watch else "",
        "words": here.words,
        "languages": ", ".join(here.languages),
        "countries": ", ".join(here.countries),
    }
    if not any(value for name, value in asked.items() if name != "watch"):
        return ""
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{page_address('alerts')}?{query}"


def _in_inbox(watch: Watch, wanted: Wanted) -> str:
    """The same words, among the stories of the watch."""
    asked = Wanted(wanted.first or date.min, wanted.last, "all", words=wanted.words)
    return page_address("inbox", watch_key=watch.key) + address_of(asked)


paths = [
    path("search/", results, name="search"),
    path("w/<str:watch_key>/search/", results, name="search-of"),
]
