"""The inbox: the stories of a watch in some days, and what an editor does with each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.inbox import shown
from tearsheet.desk.inbox.found import found_in
from tearsheet.desk.inbox.query import CHOICES, WEEK, address_of, moved, wanted_of
from tearsheet.desk.inbox.words import DONE, ORDERS, TABS, VERBS
from tearsheet.desk.shell import address_of as page_address
from tearsheet.desk.templatetags.tongue import number
from tearsheet.model import Account, Choice, Entry, Listed, Standing, TriageStep, Wanted, Watch
from tearsheet.pipeline import inbox as stories
from tearsheet.store import queries

PAGE = 25
_LOOKED_BACK = 50
"""So many of the last steps are looked through for the one that a button names."""
Words = dict[str, Any]
"""What a template is given: Django asks for a dictionary of anything."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to the stories of one choice."""

    choice: Choice
    name: Promise
    cards: int
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Week:
    """The days that are shown, and the ways to others; empty where there is none."""

    first: date | None
    last: date | None
    earlier: str
    after: str
    latest: str


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
    return render(request, "desk/inbox/page.html", _page(request, _watch(watch_key)))


@door("reader")
def waiting(request: Asked, watch_key: str) -> HttpResponse:
    """How many stories wait, and what others decided; nothing (204) where neither changed."""
    watch = _watch(watch_key)
    wanted = wanted_of(request.GET, _usual())
    listed = stories.inbox(watch.key, wanted, most=1)
    known = _number(request.GET.get("step", ""))
    others = [
        one
        for one in (stories.decisions(watch.key, most=_LOOKED_BACK) if listed.step > known else ())
        if one.number > known and one.who != who(request).called
    ]
    if listed.waiting == _number(request.GET.get("seen", "")) and not others:
        return HttpResponse(status=204)
    words = {"listed": listed, "others": _told_of(others), **_ways_to_new(watch, wanted, listed)}
    return render(request, "desk/inbox/waiting.html", words)


@door("editor", "POST")
def triage(request: Asked, watch_key: str) -> HttpResponse:
    """Decide on stories, make one of several, or take the last step back."""
    watch = _watch(watch_key)
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
        return HttpResponseRedirect(f"{_at(watch)}?{back.urlencode()}{where}")
    wanted = wanted_of(query, _usual())
    tabs = _tabs(watch, wanted)
    me = who(request).called
    words = {
        "answer": answer,
        "tabs": tabs,
        "all_read": _all_read(tabs),
        "may_triage": True,
        "notes": [
            shown.note(one, answer.step, me, answer.between)
            for one in answer.entries
            if not answer.as_cards
        ],
        "cards": [shown.card(one) for one in answer.entries if answer.as_cards],
    }
    return render(request, "desk/inbox/answer.html", words)


# What is done.


def _done(watch: Watch, form: QueryDict, me: Account) -> Answer:
    """Do what a form asks for. Raises TriageError with words for people."""
    now, seen = datetime.now(UTC), _number(form.get("step", ""))
    if "undo" in form:
        return _undone(watch, _number(form["undo"]), me.called, now)
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
        for one in stories.decisions(watch.key, most=_LOOKED_BACK)
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
    return HttpResponseRedirect(f"{_at(watch)}?{query.urlencode()}")


def _following(watch: Watch, query: QueryDict, form: QueryDict) -> str:
    """The story below the one that is decided on: where a page without scripts comes back to."""
    key = form.get("one", "").rpartition(" ")[2]
    if not key:
        return ""
    listed = _listed(watch, wanted_of(query, _usual()), query.get("after", ""))
    keys = [one.card.story_key for one in listed.entries]
    return keys[keys.index(key) + 1] if key in keys[:-1] else ""


# What is shown.


def _page(request: Asked, watch: Watch) -> Words:
    usual = _usual()
    asked = wanted_of(request.GET, usual)
    wanted = asked if asked.upto else replace(asked, upto=datetime.now(UTC))
    listed = _listed(watch, wanted, request.GET.get("after", ""))
    found = found_in(watch.key, listed.entries, wanted.words)
    tabs = _tabs(watch, wanted)
    taken = next(tab.cards for tab in tabs if tab.choice == "taken")
    dimensions = shown.dimensions(listed.facets)
    chosen = sum(one.chosen for one in listed.facets)
    after = request.GET.get("after", "")
    return {
        "watch": watch,
        "at": _at(watch),
        "wanted": wanted,
        "listed": listed,
        "week": _week(wanted, usual),
        "tabs": tabs,
        "cards": [shown.card(one, found.get(one.card.story_key)) for one in listed.entries],
        "verbs": [
            {"choice": choice, "name": name}
            for choice, name in VERBS.items()
            if choice != wanted.choice
        ],
        "orders": [
            {
                "name": name,
                "address": address_of(replace(asked, order=order)),
                "here": order == wanted.order,
            }
            for order, name in ORDERS.items()
        ],
        "dimensions": dimensions,
        "any_chosen": chosen,
        "bare": _bare(asked) if chosen or wanted.words else "",
        "held": _fields(replace(_unfiltered(asked), words="", upto=None)),
        "kept": _fields(replace(asked, first=None, last=None, upto=None)),
        "more": address_of(wanted, after=listed.after) if listed.after else "",
        "here": address_of(wanted, after=after),
        "triage": reverse("triage", kwargs={"watch_key": watch.key}),
        "may_triage": who(request).may("editor"),
        "done_words": json.dumps({choice: str(done) for choice, done in DONE.items()}),
        "done": _just_done(watch, _number(request.GET.get("done", "")), who(request)),
        "taken": taken,
        "compose": _compose(watch, wanted) if taken and who(request).may("editor") else "",
        "nothing": None if listed.entries else _nothing(watch, wanted, tabs, usual, chosen),
        **_ways_to_new(watch, wanted, listed),
    }


def _listed(watch: Watch, wanted: Wanted, after: str) -> Listed:
    try:
        return stories.inbox(watch.key, wanted, most=PAGE, after=after)
    except stories.CursorError:
        return stories.inbox(watch.key, wanted, most=PAGE)


def _ways_to_new(watch: Watch, wanted: Wanted, listed: Listed) -> Words:
    look = reverse("inbox-waiting", kwargs={"watch_key": watch.key})
    told = address_of(wanted, seen=str(listed.waiting), step=str(listed.step))
    return {"look": look + told, "fresh": _at(watch) + address_of(replace(wanted, upto=None))}


def _tabs(watch: Watch, wanted: Wanted) -> list[Tab]:
    found = stories.counts(watch.key, wanted.first, wanted.last)
    return [
        Tab(
            choice,
            name,
            found.get(choice, 0),
            _at(watch) + address_of(replace(wanted, choice=choice, upto=None)),
            choice == wanted.choice,
        )
        for choice, name in TABS.items()
    ]


def _week(wanted: Wanted, usual: tuple[date, date]) -> Week:
    earlier, after = moved(wanted, -1), moved(wanted, 1)
    at_latest = (wanted.first, wanted.last) == usual
    is_last = wanted.last is not None and wanted.last >= usual[1]
    return Week(
        wanted.first,
        wanted.last,
        address_of(earlier) if earlier else "",
        address_of(after) if after and not is_last else "",
        "" if at_latest else address_of(replace(wanted, first=None, last=None, upto=None)),
    )


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why the list is empty, in plain words, and a way out."""

    said: str
    address: str = ""
    way: str = ""


def _nothing(
    watch: Watch, wanted: Wanted, tabs: Sequence[Tab], usual: tuple[date, date], chosen: int
) -> Nothing:
    if chosen or wanted.words:
        return Nothing(_("Nothing matched."), _bare(wanted), _("Show all stories of these days"))
    if sum(tab.cards for tab in tabs):
        if wanted.choice == "new":
            return Nothing(_all_read(tabs))
        return Nothing(_("No story of these days is here."))
    if any(stories.counts(watch.key).values()):
        if (wanted.first, wanted.last) == usual:
            return Nothing(_("The press printed nothing on this in these days."))
        latest = address_of(replace(wanted, first=None, last=None, upto=None))
        return Nothing(
            _("The press printed nothing on this in these days."), latest, _("To the latest week")
        )
    return Nothing(
        _("Nothing has been collected yet. As soon as the press has been read, stories come here."),
        page_address("sources"),
        _("To the sources"),
    )


def _all_read(tabs: Sequence[Tab]) -> str:
    """All read. 14 taken, 40 dropped."""
    counts = [
        f"{number(tab.cards)} {str(tab.name).lower()}"
        for tab in tabs
        if tab.cards and tab.choice != "new"
    ]
    return _("All read. %(counts)s.") % {"counts": ", ".join(counts)}


def _just_done(watch: Watch, step: int, me: Account) -> Words | None:
    """What the page's reader did just now, where it came back from a form."""
    if not step:
        return None
    found = next(
        (
            one
            for one in stories.decisions(watch.key, most=_LOOKED_BACK)
            if one.number == step and one.who == me.called and not one.undone_by
        ),
        None,
    )
    return {"said": shown.step_said(found), "step": step} if found else None


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


# Addresses.


def _at(watch: Watch) -> str:
    return str(reverse("inbox", kwargs={"watch_key": watch.key}))


def _compose(watch: Watch, wanted: Wanted) -> str:
    where = page_address("compose", watch_key=watch.key)
    return where and where + address_of(Wanted(wanted.first, wanted.last))


def _unfiltered(wanted: Wanted) -> Wanted:
    return replace(wanted, languages=(), countries=(), outlets=(), kinds=(), flags=())


def _bare(wanted: Wanted) -> str:
    return address_of(replace(_unfiltered(wanted), words="", upto=None))


def _fields(wanted: Wanted) -> list[tuple[str, str]]:
    """The hidden fields of a form that asks for the same."""
    return [
        (name, value)
        for name, values in QueryDict(address_of(wanted)[1:]).lists()
        for value in values
    ]


def _watch(watch_key: str) -> Watch:
    found = queries.watch(watch_key)
    if found is None:
        raise Http404
    return found


def _usual() -> tuple[date, date]:
    """The week that is shown where none is asked for: seven days to the latest, at most today."""
    first, last = queries.latest_days(WEEK.days)
    today = datetime.now(UTC).date()
    return (first, last) if last <= today else (today - WEEK + timedelta(days=1), today)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


paths = [
    path("w/<str:watch_key>/", inbox, name="inbox"),
    path("w/<str:watch_key>/triage/", triage, name="triage"),
    path("w/<str:watch_key>/waiting/", waiting, name="inbox-waiting"),
]
