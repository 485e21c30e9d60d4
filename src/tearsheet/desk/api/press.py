"""What was printed: articles with what was found in them, the search, the coverage."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field

from tearsheet.desk.api.problems import REFUSED
from tearsheet.desk.api.tokens import caller
from tearsheet.model import (
    Account,
    Annotations,
    Article,
    Capture,
    CopyGroup,
    Coverage,
    Outlet,
    Watch,
)
from tearsheet.pipeline.lookback import coverage
from tearsheet.store import queries, relations, search
from tearsheet.text.query import parse

router = Router(tags=["press"])
Key = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
EARLIEST, LATEST = date(1700, 1, 1), date(9000, 1, 1)
LONGEST = 3700  # days


@dataclass(frozen=True, slots=True)
class Read:
    """An article on file: its key, its words, where it came from."""

    key: str
    article: Article
    outlet: Outlet
    capture: Capture


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found."""

    key: str
    title: str
    language: str
    url: str
    outlet: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of what a search found; ``total`` is cut off where ``exact`` is false."""

    hits: tuple[Hit, ...]
    total: int
    exact: bool


@router.get("/me", response={200: Account, **REFUSED}, summary="Who calls, in the token's role")
def me(request: HttpRequest) -> Account:
    """The account of the token."""
    return caller(request)


@router.get("/watches", response={200: list[Watch], **REFUSED}, summary="All watches")
def watches(request: HttpRequest) -> list[Watch]:
    """Whose press is followed."""
    return queries.watches()


@router.get("/watches/{watch_key}", response={200: Watch, **REFUSED}, summary="One watch")
def one_watch(request: HttpRequest, watch_key: str) -> Watch:
    """A watch by its key."""
    return found_watch(watch_key)


@router.get(
    "/watches/{watch_key}/coverage",
    response={200: Coverage, **REFUSED},
    summary="How much was printed, by whom and where",
)
def covered(request: HttpRequest, watch_key: str, first: date, last: date) -> Coverage:
    """Counts over a period (days included) of at most ten years."""
    watch = found_watch(watch_key)
    if not 0 <= (last - first).days <= LONGEST:
        raise Http404("no such period: first is before last, and at most ten years")
    return coverage(watch.key, between(first), between(last))


@router.get("/articles/{key}", response={200: Read, **REFUSED}, summary="One article")
def one_article(request: HttpRequest, key: Key) -> Read:
    """An article with its outlet and the capture it was read from."""
    known = _found(key)
    return Read(key, known.article, known.outlet, known.capture)


@router.get(
    "/articles/{key}/annotations",
    response={200: Annotations, **REFUSED},
    summary="What was found in an article",
)
def annotations(request: HttpRequest, key: Key) -> Annotations:
    """Quotations, names, figures and times; spans are half-open, in code points."""
    return _found(key).annotations


@router.get("/articles/{key}/copies", response={200: CopyGroup, **REFUSED}, summary="Its copies")
def copies(request: HttpRequest, key: Key) -> CopyGroup:
    """The copy group of an article; 404 if it has no copies."""
    _found(key)
    group = relations.group_of(key)
    if group is None:
        raise Http404("no other article prints this text")
    return group


@router.get("/search", response={200: Hits, **REFUSED}, summary="Search with operators")
def found(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=1000)],
    first: date | None = None,
    last: date | None = None,
    most: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Hits:
    """Articles by their words, the newest first."""
    there = search.search(
        parse(q),
        first=first and between(first),
        last=last and between(last),
        most=most,
        after=after,
    )
    known = queries.articles(there.keys)
    hits = tuple(
        Hit(
            key,
            one.article.title,
            one.article.language,
            one.article.url,
            one.outlet.name,
            one.outlet.country,
        )
        for key in there.keys
        if (one := known.get(key))
    )
    return Hits(hits, there.total, there.total_is_exact)


def between(day: date) -> date:
    """The day, or the nearest that a period may begin or end with."""
    return min(max(day, EARLIEST), LATEST)


def found_watch(watch_key: str) -> Watch:
    """The watch of that key, else 404."""
    watch = queries.watch(watch_key)
    if watch is None:
        raise Http404(f"there is no watch {watch_key}")
    return watch


def _found(key: str) -> queries.Known:
    known = queries.articles([key]).get(key)
    if known is None:
        raise Http404(f"there is no article {key}")
    return known
