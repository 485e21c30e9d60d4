"""What stands on the inbox's page: its tabs, days, filters and cards, and what to say without."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, who
from tearsheet.desk.inbox import shown
from tearsheet.desk.inbox.found import found_in
from tearsheet.desk.inbox.query import WEEK, address_of, moved, wanted_of
from tearsheet.desk.inbox.words import DONE, ORDERS, TABS, VERBS
from tearsheet.desk.numbers import number_in
from tearsheet.desk.shell import address_of as page_address
from tearsheet.desk.templatetags.tongue import comma, number
from tearsheet.model import Account, Choice, Listed, Wanted, Watch
from tearsheet.pipeline import inbox as stories
from tearsheet.store import queries

PAGE = 25
LOOKED_BACK = 50
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


def page(request: Asked, watch: Watch) -> Words:
    """Everything that the page of a watch shows, under the names that its template asks by."""
    usual = usual_week()
    asked = wanted_of(request.GET, usual)
    wanted = asked if asked.upto else replace(asked, upto=timezone.now())
    listed = listed_as(watch, wanted, request.GET.get("after", ""))
    found = found_in(watch.key, listed.entries, wanted.words)
    tabs = tabs_of(watch, wanted)
    me = who(request)
    dimensions = shown.dimensions(listed.facets)
    chosen = sum(one.chosen for one in listed.facets)
    after = request.GET.get("after", "")
    return {
        "watch": watch,
        "at": at(watch),
        "wanted": wanted,
        "listed": listed,
        "week": _week(wanted, usual),
        "tabs": tabs,
        "cards": [
            shown.card(one, me.called, found.get(one.card.story_key), wanted)
            for one in listed.entries
        ],
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
        "may_triage": me.may("editor"),
        "done_words": json.dumps({choice: str(done) for choice, done in DONE.items()}),
        "done": _just_done(watch, number_in(request.GET.get("done", "")), me),
        **ways_to_compose(watch, wanted, tabs, me),
        "nothing": None if listed.entries else _nothing(watch, wanted, tabs, usual, chosen),
        **ways_to_new(watch, wanted, listed),
    }


def listed_as(watch: Watch, wanted: Wanted, after: str) -> Listed:
    """The cards that are wanted, from ``after`` on; from the first where no page gave that."""
    try:
        return stories.inbox(watch.key, wanted, most=PAGE, after=after)
    except stories.CursorError:
        return stories.inbox(watch.key, wanted, most=PAGE)


def ways_to_new(watch: Watch, wanted: Wanted, listed: Listed) -> Words:
    """Where the page asks for what came since, and where that is listed."""
    look = reverse("inbox-waiting", kwargs={"watch_key": watch.key})
    told = address_of(wanted, seen=str(listed.waiting), step=str(listed.step))
    return {"look": look + told, "fresh": at(watch) + address_of(replace(wanted, upto=None))}


def tabs_of(watch: Watch, wanted: Wanted) -> list[Tab]:
    """The choices, with how many stories of the days are of each."""
    found = stories.counts(watch.key, wanted.first, wanted.last)
    return [
        Tab(
            choice,
            name,
            found.get(choice, 0),
            at(watch) + address_of(replace(wanted, choice=choice, upto=None)),
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
            return Nothing(all_read(tabs))
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


def all_read(tabs: Sequence[Tab]) -> str:
    """All read. 14 taken, 40 dropped."""
    counts = [
        f"{number(tab.cards)} {str(tab.name).lower()}"
        for tab in tabs
        if tab.cards and tab.choice != "new"
    ]
    return _("All read. %(counts)s.") % {"counts": comma().join(counts)}


def _just_done(watch: Watch, step: int, me: Account) -> Words | None:
    """What the page's reader did just now, where it came back from a form."""
    if not step:
        return None
    found = next(
        (
            one
            for one in stories.decisions(watch.key, most=LOOKED_BACK)
            if one.number == step and one.who == me.called and not one.undone_by
        ),
        None,
    )
    return {"said": shown.step_said(found), "step": step} if found else None


def at(watch: Watch) -> str:
    """The address of a watch's inbox."""
    return str(reverse("inbox", kwargs={"watch_key": watch.key}))


def ways_to_compose(watch: Watch, wanted: Wanted, tabs: Sequence[Tab], me: Account) -> Words:
    """How many stories are taken, and where an edition is made of them."""
    taken = next(tab.cards for tab in tabs if tab.choice == "taken")
    where = page_address("compose", watch_key=watch.key)
    if not taken or not where or not me.may("editor"):
        return {"taken": taken, "compose": ""}
    return {"taken": taken, "compose": where + address_of(Wanted(wanted.first, wanted.last))}


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


def watch_of(watch_key: str) -> Watch:
    """The watch of an address. Raises Http404."""
    found = queries.watch(watch_key)
    if found is None:
        raise Http404
    return found


def usual_week() -> tuple[date, date]:
    """The week that is shown where none is asked for: seven days to the latest, at most today."""
    first, last = queries.latest_days(WEEK.days)
    today = timezone.now().date()
    return (first, last) if last <= today else (today - WEEK + timedelta(days=1), today)
