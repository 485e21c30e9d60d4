"""The journal: what everybody decided, newest first, in plain sentences."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from tearsheet.desk.access.doors import Asked, door
from tearsheet.desk.journal import KINDS, OTHER, told
from tearsheet.desk.sheet import csv_answer
from tearsheet.store import journal as store

AT_ONCE = 50
MOST_EXPORTED = 100_000
_FILTERS = ("kind", "who", "first", "last")


@door("reader")
def journal(request: Asked) -> HttpResponse:
    """A page of the journal; ``before`` asks for what was decided before that entry."""
    before = request.GET.get("before", "")
    wanted = _asked(request)
    found, further = store.page(wanted, int(before) if _is_number(before) else None, AT_ONCE)
    chosen = {name: request.GET[name] for name in _FILTERS if request.GET.get(name)}
    return render(
        request,
        "desk/journal/journal.html",
        {
            "entries": told(found),
            "further": urlencode({**chosen, "before": further}) if further else "",
            "newest": urlencode(chosen) if before else None,
            "export": urlencode(chosen),
            "chosen": chosen,
            "kinds": [*((one.name, one.called) for one in KINDS)],
            "people": store.everybody(),
        },
    )


@door("reader")
def export(request: Asked) -> HttpResponse:
    """The entries asked for as a CSV file."""
    rows = (
        (one.at.isoformat(), one.who, one.subject, one.verdict, one.reason)
        for one in store.every(_asked(request), MOST_EXPORTED)
    )
    return csv_answer("journal.csv", ("at", "who", "subject", "decided", "reason"), rows)


def _asked(request: Asked) -> store.Asked:
    kind = request.GET.get("kind", "")
    every = tuple(one.prefix for one in KINDS)
    return store.Asked(
        prefixes=tuple(one.prefix for one in KINDS if one.name == kind),
        without=every if kind == OTHER else (),
        who=request.GET.get("who", ""),
        first=_day(request.GET.get("first", "")),
        last=_day(request.GET.get("last", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


paths = [
    path("journal/", journal, name="journal"),
    path("journal/journal.csv", export, name="journal-export"),
]
