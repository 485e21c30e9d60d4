"""The story page: who printed what when, what is said in it, and what an editor does with it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.inbox.query import CHOICES, address_of, wanted_of
from tearsheet.desk.inbox.words import DONE, KEYS, VERBS
from tearsheet.desk.shell import current_watch
from tearsheet.model import Entry, Growth, Standing, Wanted, Watch
from tearsheet.pipeline import inbox
from tearsheet.pipeline.pairing import NothingToPartError
from tearsheet.pipeline.reading_room.story import StoryRead, story_read
from tearsheet.pipeline.telling import shown_with
from tearsheet.store import queries

_WEEK = timedelta(days=7)
_AT_ONCE = 200
_LONGEST_REASON = 2_000
_SAYS_NOTHING = 0.005
_FEW = 5
_OTHERS = 12
_QUOTATIONS, _FIGURES = 25, 15
"""So many stand on the page of the story; all are a link away."""
Words = dict[str, Any]
"""What a template is given: Django asks for a dictionary of anything."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A period of a story's growth as a bar of a plot 100 high; ``x`` counts from the start."""

    x: int
    y: float
    height: float
    began: datetime
    articles: int
    new_outlets: int


@door("reader")
def story(request: Asked, story_key: str, watch_key: str = "") -> HttpResponse:
    """The story; with a watch also what is decided of it there."""
    watch = _watch(watch_key) if watch_key else None
    read = story_read(story_key, watch, get_language() or "en")
    if read is None:
        raise Http404(_("There is no such story."))
    words = _said(request, read, watch) | {
        "read": read,
        "story_key": read.key,
        "bars": _bars(read.telling.growth),
        "reasons": _reasons(read),
        "first_read": _first_read(read),
        "query": "",
        "quotations": read.quotations[:_QUOTATIONS],
        "more_quotations": max(0, len(read.quotations) - _QUOTATIONS),
        "figures": read.figures[:_FIGURES],
        "more_figures": max(0, len(read.figures) - _FIGURES),
    }
    if watch:
        words |= _for_watch(request, watch, read)
    else:
        words["watch_here"] = current_watch(request, queries.watches())
    return render(request, "desk/story/story.html", words)


@door("reader")
def said(request: Asked, story_key: str, watch_key: str = "") -> HttpResponse:
    """Everything that is said in a story, and every figure of it."""
    watch = _watch(watch_key) if watch_key else None
    read = story_read(story_key, watch, get_language() or "en")
    if read is None:
        raise Http404(_("There is no such story."))
    words = {"quotations": read.quotations, "figures": read.figures}
    return render(request, "desk/story/said.html", _said(request, read, watch) | words)


def _said(request: Asked, read: StoryRead, watch: Watch | None) -> Words:
    here = [watch.key, read.key] if watch else [read.key]
    alone = "" if watch else "-alone"
    return {
        "watch": watch,
        "told": read.telling,
        "may_edit": who(request).may("editor"),
        "here_encoded": quote(f"{request.get_full_path()}#quotations", safe=""),
        "all_said": reverse(f"story-said{alone}", args=here),
        "story_address": reverse(f"story{alone}", args=here),
    }


def _for_watch(request: Asked, watch: Watch, read: StoryRead) -> Words:
    query = _query(request, watch)
    entry = inbox.card(watch.key, read.key)
    standing = entry.standing if entry else Standing()
    return {
        "standing": standing,
        "card": entry,
        "can_split": entry and who(request).may("editor") and len(read.shown.articles) > 1,
        "split_address": reverse("story-split", args=[watch.key, read.key]),
        "list_more": f"&{query[1:]}" if query else "",
        "verbs": [
            {"choice": choice, "name": name, "key": KEYS.get(choice, "")}
            for choice, name in VERBS.items()
            if choice != standing.choice
        ],
        "query": query,
        "back": f"{reverse('inbox', args=[watch.key])}{query}#s-{read.key}",
        "undo": _last_step(request, watch),
    }


@door("reader")
def beside(request: Asked, watch_key: str, story_key: str, way: str) -> HttpResponse:
    """On to the story after this one in the inbox's list, or to the one before."""
    watch = _watch(watch_key)
    query = _query(request, watch)
    found = _beside(watch, story_key, query, 1 if way == "next" else -1)
    if found is None:
        messages.info(request, _("There is no other story in this direction."))
        return HttpResponseRedirect(f"{reverse('inbox', args=[watch.key])}{query}")
    return HttpResponseRedirect(f"{reverse('story', args=[watch.key, found])}{query}")


@door("editor", "POST")
def decide(request: Asked, watch_key: str, story_key: str) -> HttpResponse:
    """Take the story, put it off, drop it or set it aside; on to the next one of the list."""
    watch = _watch(watch_key)
    choice = next((one for one in CHOICES if one == request.POST.get("choice")), None)
    query = _query(request, watch)
    if choice is None:
        messages.error(request, _("There is no such choice."))
        return _to_story(watch, story_key, query)
    after = _beside(watch, story_key, query, 1)
    made = inbox.decide(
        watch.key,
        [story_key],
        choice,
        who=who(request).called,
        now=timezone.now(),
        reason=_reason(request),
    )
    if not made.step:
        messages.error(
            request, _("This story is not in the inbox of this watch: none of it is about it.")
        )
        return _to_story(watch, story_key, query)
    _say(request, made.entries, str(DONE[choice]), made.between)
    return _to_story(watch, after or story_key, query, made.step)


@door("editor", "GET", "POST")
def split(request: Asked, watch_key: str, story_key: str) -> HttpResponse:
    """Part articles from the story: they are one of their own from now on."""
    watch = _watch(watch_key)
    query = _query(request, watch)
    if request.method != "POST":
        return _ask_to_split(request, watch, story_key, query)
    try:
        made = inbox.split(
            watch.key,
            request.POST.getlist("article"),
            who=who(request).called,
            now=timezone.now(),
            reason=_reason(request),
        )
    except (inbox.TriageError, NothingToPartError):
        messages.error(
            request,
            _("Choose articles of this story, and leave at least one in it: nothing was changed."),
        )
        return _to_story(watch, story_key, query)
    messages.success(request, _("The article is a story of its own now; its copies went along."))
    return _to_story(watch, story_key, query, made.step)


def _ask_to_split(request: Asked, watch: Watch, story_key: str, query: str) -> HttpResponse:
    key = request.GET.get("article", "")
    shown = shown_with(story_key)
    known = {one.article.key: one for one in shown.articles} if shown else {}
    if key not in known:
        raise Http404(_("There is no such article in this story."))
    others = [one for other, one in known.items() if other != key][:_OTHERS]
    words = {
        "watch": watch,
        "story_key": story_key,
        "query": query,
        "known": known[key],
        "others": others,
    }
    partial = request.htmx and not request.htmx.boosted
    return render(request, f"desk/story/split{'' if partial else '_page'}.html", words)


@door("editor", "GET", "POST")
def merge(request: Asked, watch_key: str, story_key: str) -> HttpResponse:
    """Choose a story that is one with this, or make them one."""
    watch = _watch(watch_key)
    here = inbox.card(watch.key, story_key)
    if request.method == "POST":
        return _merged(request, watch, story_key, request.POST.get("story", ""))
    words = request.GET.get("q", "").strip()
    found = _near(watch, here, words) if here else ()
    return render(
        request,
        "desk/story/merge.html",
        {
            "watch": watch,
            "story_key": story_key,
            "card": here and here.card,
            "found": found,
            "words": words,
        },
    )


def _merged(request: Asked, watch: Watch, story_key: str, other: str) -> HttpResponse:
    try:
        made = inbox.merge(
            watch.key,
            [story_key, other],
            who=who(request).called,
            now=timezone.now(),
            reason=_reason(request),
        )
    except inbox.TriageError:
        messages.error(request, _("Those are not two stories of this inbox: nothing was changed."))
        return HttpResponseRedirect(reverse("story-merge", args=[watch.key, story_key]))
    messages.success(request, _("The two are one story now."))
    return _to_story(watch, story_key, "", made.step)


@door("editor", "POST")
def undo(request: Asked, watch_key: str, story_key: str) -> HttpResponse:
    """Take back what this person did last, if it is what the page offered to undo."""
    watch = _watch(watch_key)
    query = _query(request, watch)
    last = _last_step(request, watch, wanted=request.POST.get("step", ""))
    undone = inbox.undo(watch.key, who(request).called, timezone.now()) if last else None
    if undone is None:
        messages.error(request, _("That was undone already, or you did something else since."))
        return _to_story(watch, story_key, query)
    messages.success(request, _("Undone."))
    keys = [one.card.story_key for one in undone.entries] or list(undone.undid.story_keys)
    return _to_story(watch, keys[0] if keys else story_key, query)


def _near(watch: Watch, here: Entry, words: str) -> tuple[Entry, ...]:
    """Stories that this one may be one with: those of the days around, or what was searched for."""
    day = here.card.first_seen.date()
    first, last = (None, None) if words else (day - _WEEK, here.card.last_seen.date() + _WEEK)
    wanted = Wanted(first=first, last=last, choice="all", words=words, order="most outlets")
    found = inbox.inbox(watch.key, wanted, most=40).entries
    return tuple(one for one in found if one.card.story_key != here.card.story_key)


def _beside(watch: Watch, story_key: str, query: str, by: int) -> str | None:
    """The key of the next story (or the one before) in the list that an address asks for."""
    wanted, after, keys = wanted_of(QueryDict(query[1:]), _usual()), "", list[str]()
    while True:
        listed = inbox.inbox(watch.key, wanted, most=_AT_ONCE, after=after)
        keys += [one.card.story_key for one in listed.entries]
        at = keys.index(story_key) if story_key in keys else None
        if at is not None and 0 <= at + by < len(keys):
            return keys[at + by]
        after = listed.after
        if not after or (at is not None and by < 0):
            return keys[0] if at is None and keys else None


def _query(request: Asked, watch: Watch) -> str:
    """Which list of the inbox one came from, as its address asks for it: from the question mark.

    A page that is opened from the inbox knows it by the page it came from.
    """
    asked = request.POST if request.method == "POST" else request.GET
    came = urlsplit(request.headers.get("Referer", ""))
    if not any(asked.get(name) for name in ("from", "to", "list")):
        if came.netloc != request.get_host() or came.path != reverse("inbox", args=[watch.key]):
            return ""
        asked = QueryDict(came.query)
    elif request.method == "POST":
        asked = QueryDict(asked.get("list", "").removeprefix("?"))
    return address_of(wanted_of(asked, _usual()))


def _usual() -> tuple[date, date]:
    first, last = queries.latest_days(_WEEK.days)
    return min(first, timezone.now().date()), min(last, timezone.now().date())


def _last_step(request: Asked, watch: Watch, wanted: str = "") -> Words | None:
    """The step that the page's reader did just now, if the address names it."""
    wanted = wanted or request.GET.get("done", "")
    if not wanted.isdecimal():
        return None
    mine = [
        one
        for one in inbox.decisions(watch.key, most=20)
        if one.who == who(request).called and one.kind != "undo" and not one.undone_by
    ]
    step = mine[0] if mine and str(mine[0].number) == wanted else None
    return {"number": step.number, "step": step} if step else None


def _say(
    request: Asked, entries: tuple[Entry, ...], done: str, others: tuple[Standing, ...]
) -> None:
    headline = entries[0].card.headline if entries else ""
    messages.success(request, f"{done}: {headline}")
    for one in others[-1:]:
        messages.warning(request, _("%(who)s had decided otherwise before you.") % {"who": one.who})


def _to_story(watch: Watch, story_key: str, query: str, step: int = 0) -> HttpResponse:
    done = f"{'&' if query else '?'}done={step}" if step else ""
    return HttpResponseRedirect(f"{reverse('story', args=[watch.key, story_key])}{query}{done}")


def _bars(growth: Growth) -> list[Bar]:
    most = max((one.articles for one in growth.periods), default=0) or 1
    return [
        Bar(
            at,
            100 - 100 * one.articles / most,
            100 * one.articles / most,
            one.began,
            one.articles,
            one.new_outlets,
        )
        for at, one in enumerate(growth.periods)
    ]


def _reasons(read: StoryRead) -> list[Words]:
    """Why each article is in the story, in its order, but for reasons that say nothing."""
    outlets = _outlets(read)
    return [
        {
            "article_key": key,
            "outlet": outlets[key],
            "near": outlets.get(why.near, ""),
            "features": [one for one in why.features if abs(one.share) >= _SAYS_NOTHING],
        }
        for key, why in read.reasons.items()
        if key in outlets
    ]


def _first_read(read: StoryRead) -> list[Words]:
    """The articles that tell most, and why."""
    outlets = _outlets(read)
    return [
        {
            "article_key": one.article_key,
            "outlet": outlets[one.article_key],
            "features": one.features,
        }
        for one in read.telling.informative[:_FEW]
    ]


def _outlets(read: StoryRead) -> dict[str, str]:
    return {one.article_key: one.outlet for one in read.telling.printings}


def _reason(request: Asked) -> str:
    return request.POST.get("reason", "").strip()[:_LONGEST_REASON]


def _watch(watch_key: str) -> Watch:
    found = queries.watch(watch_key)
    if found is None:
        raise Http404(_("There is no such watch."))
    return found


_AT = "w/<str:watch_key>/story/<str:story_key>/"
paths = [
    path("story/<str:story_key>/", story, name="story-alone"),
    path(_AT, story, name="story"),
    path("story/<str:story_key>/said/", said, name="story-said-alone"),
    path(f"{_AT}said/", said, name="story-said"),
    path(f"{_AT}next/", beside, {"way": "next"}, "story-next"),
    path(f"{_AT}before/", beside, {"way": "before"}, "story-before"),
    path(f"{_AT}decide/", decide, name="story-decide"),
    path(f"{_AT}split/", split, name="story-split"),
    path(f"{_AT}merge/", merge, name="story-merge"),
    path(f"{_AT}undo/", undo, name="story-undo"),
]
