"""The inbox: the stories of a watch in some days, and what an editor does with each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.inbox import shown
from tearsheet.desk.inbox.page import (
    LOOKED_BACK,
    Words,
    all_read,
    at,
    listed_as,
    page,
    tabs_of,
    usual_week,
    watch_of,
    ways_to_compose,
    ways_to_new,
)
from tearsheet.desk.inbox.query import CHOICES, wanted_of
from tearsheet.desk.inbox.words import DONE
from tearsheet.desk.numbers import number_in
from tearsheet.model import Account, Choice, Entry, Standing, TriageStep, Watch
from tearsheet.pipeline import inbox as stories
from tearsheet.store import inbox as cards
from tearsheet.store import queries


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a step: what to say, and the cards that it touched."""

    said: str
    step: int
    entries: tuple[Entry, ...] = ()
    gone: tuple[str, ...] = ()
    between: tuple[Standing, ...] = ()
    as_cards: bool = False


@gzip_page
@door("reader")
def inbox(request: Asked, watch_key: str) -> HttpResponse:
    """The stories of a watch."""
    return render(request, "desk/inbox/page.html", page(request, watch_of(watch_key)))


@door("reader")
def waiting(request: Asked, watch_key: str) -> HttpResponse:
    """How many stories wait, and what others decided; nothing (204) where neither changed."""
    watch = watch_of(watch_key)
    wanted = wanted_of(request.GET, usual_week())
    listed = stories.inbox(watch.key, wanted, most=1)
    known = number_in(request.GET.get("step", ""))
    others = [
        one
        for one in (stories.decisions(watch.key, most=LOOKED_BACK) if listed.step > known else ())
        if one.number > known and one.who != who(request).called
    ]
    if listed.waiting == number_in(request.GET.get("seen", "")) and not others:
        return HttpResponse(status=204)
    words = {"listed": listed, "others": _told_of(others), **ways_to_new(watch, wanted, listed)}
    return render(request, "desk/inbox/waiting.html", words)


@door("editor", "POST")
def triage(request: Asked, watch_key: str) -> HttpResponse:
    """Decide on stories, make one of several, or take the last step back."""
    watch = watch_of(watch_key)
    query = QueryDict(urlsplit(request.POST.get("next", "")).query)
    before = _following(watch, query, request.POST) if not request.htmx else ""
    try:
        answer = _done(watch, request.POST, who(request))
    except stories.TriageError as error:
        return _refused(request, watch, query, str(error))
    if not request.htmx:
        back = query.copy()
        back["done"] = str(answer.step)
        where = f"#s-{before}" if before else "#inbox"
        return HttpResponseRedirect(f"{at(watch)}?{back.urlencode()}{where}")
    return _answered(request, watch, query, answer)


@door("editor", "GET", "POST")
def apart(request: Asked, watch_key: str, story_key: str) -> HttpResponse:
    """The articles of a story, and those of them that are made a story of their own."""
    watch = watch_of(watch_key)
    filed = cards.filed_with([], watch.key, [story_key])
    if not filed:
        raise Http404
    members = filed[0].members
    if request.method == "POST":
        return _parted(request, watch, members)
    known = queries.articles(members)
    words = {
        "articles": [known[key] for key in members if key in known],
        "story_key": story_key,
        "here": request.path,
        "back": at(watch),
    }
    part = "desk/inbox/apart.html" if request.htmx else "desk/inbox/apart_page.html"
    return render(request, part, words)


def _parted(request: Asked, watch: Watch, members: Sequence[str]) -> HttpResponse:
    """Make those of a story's articles that are marked a story of their own."""
    keys = [key for key in request.POST.getlist("article") if key in members]
    query = QueryDict(urlsplit(request.POST.get("next", "")).query)
    if not keys:
        return _refused(request, watch, query, _("Mark an article first."))
    try:
        made = stories.split(watch.key, keys, who=who(request).called, now=timezone.now())
    except stories.TriageError as error:
        return _refused(request, watch, query, str(error))
    if not request.htmx:
        return HttpResponseRedirect(f"{at(watch)}?done={made.step}#inbox")
    said = _("Made a story of its own of what was marked.")
    answer = Answer(said, made.step, made.entries, made.gone, as_cards=True)
    return _answered(request, watch, query, answer)


def _answered(request: Asked, watch: Watch, query: QueryDict, answer: Answer) -> HttpResponse:
    """What the page's script puts in place."""
    wanted, me = wanted_of(query, usual_week()), who(request)
    tabs = tabs_of(watch, wanted)
    words = {
        "answer": answer,
        "tabs": tabs,
        "all_read": all_read(tabs),
        "may_triage": True,
        "notes": [
            shown.note(one, answer.step, me.called, answer.between)
            for one in answer.entries
            if not answer.as_cards
        ],
        "cards": [shown.card(one, me.called) for one in answer.entries if answer.as_cards],
        **ways_to_compose(watch, wanted, tabs, me),
    }
    return render(request, "desk/inbox/answer.html", words)


# What is done.


def _done(watch: Watch, form: QueryDict, me: Account) -> Answer:
    """Do what a form asks for. Raises TriageError with words for people."""
    now, seen = timezone.now(), number_in(form.get("step", ""))
    if "undo" in form:
        return _undone(watch, number_in(form["undo"]), me.called, now)
    keys, asked = form.getlist("story"), form.get("do", "")
    if "one" in form:
        asked, _space, key = form["one"].rpartition(" ")
        keys = [key]
    if not keys:
        raise stories.TriageError(_("Mark a story first."))
    if asked == "merge":
        if len(keys) < 2:
            raise stories.TriageError(_("Mark two stories or more to make one of them."))
        merged = stories.merge(watch.key, keys, who=me.called, now=now)
        said = _("Made one story of the marked ones.")
        return Answer(said, merged.step, merged.entries, merged.gone, as_cards=True)
    choice = next((one for one in CHOICES if one == asked), None)
    if choice is None:
        raise stories.TriageError(_("There is no such choice."))
    made = stories.decide(watch.key, keys, choice, who=me.called, now=now, seen=seen)
    if not made.step:
        raise stories.TriageError(_("The story is no longer here. Load the page anew to see why."))
    said = _said_of(made.entries, choice)
    return Answer(said, made.step, made.entries, made.gone, made.between)


def _undone(watch: Watch, wanted: int, me: str, now: datetime) -> Answer:
    """Take back a step: the last one, or (``wanted``) one before it."""
    mine = [
        one
        for one in stories.decisions(watch.key, most=LOOKED_BACK)
        if one.who == me and one.kind != "undo" and not one.undone_by
    ]
    step = next((one for one in mine if one.number == wanted), None)
    if wanted and step is None:
        raise stories.TriageError(_("That has been undone already, or was decided by another."))
    if step is None or step == mine[0]:
        undone = stories.undo(watch.key, me, now)
        if undone is None:
            raise stories.TriageError(_("There is nothing left to undo."))
        said = _("Undone: %(step)s") % {"step": shown.step_said(undone.undid)}
        return Answer(said, 0, undone.entries, undone.gone, undone.between, as_cards=True)
    if step.kind != "decide":
        raise stories.TriageError(_("Undo what you did after that first."))
    back = stories.decide(watch.key, step.story_keys, "new", who=me, now=now)
    said = _("Undone: %(step)s") % {"step": shown.step_said(step)}
    return Answer(said, back.step, back.entries, as_cards=True)


def _said_of(entries: Sequence[Entry], choice: Choice) -> str:
    if len(entries) == 1:
        return f"{DONE[choice]}: {entries[0].card.headline}"
    return _("%(done)s: %(n)s stories") % {"done": DONE[choice], "n": len(entries)}


def _refused(request: Asked, watch: Watch, query: QueryDict, why: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(why, status=422, content_type="text/plain; charset=utf-8")
    messages.error(request, why)
    return HttpResponseRedirect(f"{at(watch)}?{query.urlencode()}")


def _following(watch: Watch, query: QueryDict, form: QueryDict) -> str:
    """The story below the one that is decided on: where a page without scripts comes back to."""
    key = form.get("one", "").rpartition(" ")[2]
    if not key:
        return ""
    listed = listed_as(watch, wanted_of(query, usual_week()), query.get("after", ""))
    keys = [one.card.story_key for one in listed.entries]
    return keys[keys.index(key) + 1] if key in keys[:-1] else ""


def _told_of(steps: Sequence[TriageStep]) -> list[Words]:
    """What others decided, for each story that it touched."""
    return [
        {
            "key": key,
            "said": shown.decided_by(Standing(one.choice, one.who, one.at, "", one.number)),
        }
        for one in reversed(steps)
        if one.kind == "decide"
        for key in one.story_keys
    ]


paths = [
    path("w/<str:watch_key>/", inbox, name="inbox"),
    path("w/<str:watch_key>/triage/", triage, name="triage"),
    path("w/<str:watch_key>/waiting/", waiting, name="inbox-waiting"),
    path("w/<str:watch_key>/apart/<str:story_key>/", apart, name="apart"),
]
