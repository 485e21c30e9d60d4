"""The inbox: stories of a watch, and what is decided of them."""

from datetime import date
from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Body, Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from tearsheet.desk.api.press import Key, between, found_watch
from tearsheet.desk.api.problems import CLASHED, REFUSED
from tearsheet.desk.api.tokens import Token, caller
from tearsheet.model import (
    Choice,
    Entry,
    Flag,
    InboxOrder,
    Listed,
    Telling,
    Triaged,
    TriageStep,
    Undone,
    Wanted,
)
from tearsheet.pipeline import inbox
from tearsheet.pipeline.telling import shown_with

router = Router(tags=["inbox"])
EDITOR = Token("editor")
Keys = Annotated[list[Key], Field(min_length=1, max_length=200)]
Words = Annotated[list[Annotated[str, Field(max_length=100)]], Query(max_length=50)]


class Decided(Schema):
    """What is decided of stories (each by its key or that of any of its articles)."""

    story_keys: Keys
    choice: Choice
    reason: Annotated[str, Field(max_length=2000)] = ""


class Merged(Schema):
    """Stories that are one."""

    story_keys: Annotated[list[Key], Field(min_length=2, max_length=50)]
    reason: Annotated[str, Field(max_length=2000)] = ""


class Parted(Schema):
    """Articles of one story that are a story of their own."""

    article_keys: Keys
    reason: Annotated[str, Field(max_length=2000)] = ""


@router.get("/watches/{watch_key}/stories", response={200: Listed, **REFUSED}, summary="The inbox")
def stories(
    request: HttpRequest,
    watch_key: str,
    first: date | None = None,
    last: date | None = None,
    choice: Choice | Literal["all"] = "new",
    language: Words = [],  # noqa: B006 - ninja copies it
    country: Words = [],  # noqa: B006
    flag: Annotated[list[Flag], Query(max_length=20)] = [],  # noqa: B006
    words: Annotated[str, Query(max_length=1000)] = "",
    order: InboxOrder = "suggested",
    most: Annotated[int, Query(ge=1, le=200)] = 40,
    after: Annotated[str, Query(max_length=500)] = "",
) -> Listed:
    """Stories of a watch with what was decided of them; ``after`` asks for the next page."""
    wanted = Wanted(
        first=first and between(first),
        last=last and between(last),
        choice=choice,
        languages=tuple(language),
        countries=tuple(country),
        flags=tuple(flag),
        words=words,
        order=order,
    )
    try:
        return inbox.inbox(found_watch(watch_key).key, wanted, most=most, after=after)
    except inbox.CursorError as error:
        raise HttpError(422, str(error)) from error


@router.get(
    "/watches/{watch_key}/stories/{story_key}",
    response={200: Entry, **REFUSED},
    summary="One story's card",
)
def one_card(request: HttpRequest, watch_key: str, story_key: Key) -> Entry:
    """The card of a story, by its key or that of any of its articles."""
    entry = inbox.card(found_watch(watch_key).key, story_key)
    if entry is None:
        raise Http404("there is no such story in this inbox")
    return entry


@router.get(
    "/watches/{watch_key}/stories/{article_key}/telling",
    response={200: Telling, **REFUSED},
    summary="All that a story shows",
)
def telling(request: HttpRequest, watch_key: str, article_key: Key) -> Telling:
    """Who printed the story of an article when, who of them on their own, what to read first."""
    watch = found_watch(watch_key)
    shown = shown_with(article_key, watch)
    if shown is None:
        raise Http404("this article is in no story yet")
    return shown.told(watch.language)


@router.post(
    "/watches/{watch_key}/decisions",
    auth=EDITOR,
    response={200: Triaged, **REFUSED},
    summary="Take, drop, put off",
)
def decide(request: HttpRequest, watch_key: str, decided: Annotated[Decided, Body()]) -> Triaged:
    """Put down what is decided of stories; the last word stands, and all are kept."""
    return inbox.decide(
        found_watch(watch_key).key,
        decided.story_keys,
        decided.choice,
        who=caller(request).called,
        now=timezone.now(),
        reason=decided.reason,
    )


@router.get(
    "/watches/{watch_key}/decisions",
    response={200: list[TriageStep], **REFUSED},
    summary="The inbox's journal",
)
def decisions(
    request: HttpRequest,
    watch_key: str,
    most: Annotated[int, Query(ge=1, le=500)] = 100,
    before: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> list[TriageStep]:
    """What was decided, the latest first."""
    return list(inbox.decisions(found_watch(watch_key).key, most=most, before=before))


@router.post(
    "/watches/{watch_key}/undo",
    auth=EDITOR,
    response={200: Undone, **REFUSED},
    summary="Take back one's own last step",
)
def undo(request: HttpRequest, watch_key: str) -> Undone:
    """Take back what the caller decided last; 404 where nothing is left."""
    undone = inbox.undo(found_watch(watch_key).key, caller(request).called, timezone.now())
    if undone is None:
        raise Http404("nothing is left to undo")
    return undone


@router.post(
    "/watches/{watch_key}/merge",
    auth=EDITOR,
    response={200: Triaged, **CLASHED},
    summary="Make one story of several",
)
def merge(request: HttpRequest, watch_key: str, merged: Annotated[Merged, Body()]) -> Triaged:
    """Put down that stories are one; 409 where there are not two."""
    return inbox.merge(
        found_watch(watch_key).key,
        merged.story_keys,
        who=caller(request).called,
        now=timezone.now(),
        reason=merged.reason,
    )


@router.post(
    "/watches/{watch_key}/split",
    auth=EDITOR,
    response={200: Triaged, **CLASHED},
    summary="Make a story of its own of some articles",
)
def split(request: HttpRequest, watch_key: str, parted: Annotated[Parted, Body()]) -> Triaged:
    """Put down that articles leave their story; 409 where they are not of one story."""
    return inbox.split(
        found_watch(watch_key).key,
        parted.article_keys,
        who=caller(request).called,
        now=timezone.now(),
        reason=parted.reason,
    )
