"""Composing an edition: the stories that were taken, in order, drafted by the machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.background import ask
from tearsheet.desk.edition import jobs, words
from tearsheet.desk.edition.opened import watch_of
from tearsheet.model import Card, Wanted, Watch
from tearsheet.pipeline import inbox
from tearsheet.store import queries

MOST = 60
"""Most stories that one edition is composed of."""


@dataclass(frozen=True, slots=True)
class Order:
    """What edition is asked for; ``wrong`` says in words what cannot be."""

    first: date
    last: date
    form: str
    language: str
    stories: tuple[str, ...]
    wrong: str = ""


@door("editor", "GET", "POST")
def compose(request: Asked, watch_key: str) -> HttpResponse:
    """Ask for an edition of the taken stories."""
    watch = watch_of(watch_key)
    order = _order(request, watch)
    if request.method == "POST" and not order.wrong:
        number = ask(
            jobs.COMPOSE,
            {
                "watch": watch.key,
                "first": order.first.isoformat(),
                "last": order.last.isoformat(),
                "form": order.form,
                "language": order.language,
                "stories": "\n".join(order.stories),
                "called": who(request).called,
            },
            who(request).name,
        )
        return HttpResponseRedirect(reverse("job", args=(number,)))
    if order.wrong and request.method == "POST":
        messages.error(request, order.wrong)
    context = {
        "watch": watch,
        "order": order,
        "cards": taken(watch_key, order.first, order.last),
        "forms": words.FORMS.items(),
        "languages": words.LANGUAGES,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/edition/compose.html", context, status=status)


def taken(watch_key: str, first: date | None = None, last: date | None = None) -> tuple[Card, ...]:
    """The stories that were taken, of these days or of all, as the machine would order them."""
    listed = inbox.inbox(watch_key, Wanted(first=first, last=last, choice="taken"), most=MOST)
    return tuple(entry.card for entry in listed.entries)


def _order(request: Asked, watch: Watch) -> Order:
    """What is asked for; where nothing is, the watch's own form and its latest week."""
    asked = request.POST if request.method == "POST" else request.GET
    usual = queries.latest_days(7)
    first = _day(asked.get("first") or asked.get("from", ""), usual[0])
    last = _day(asked.get("last") or asked.get("to", ""), usual[1])
    form, language = asked.get("form", watch.form), asked.get("language", watch.language)
    stories = sorted(asked.getlist("story"), key=lambda key: _place(asked, key))
    wrong = ""
    if first > last:
        wrong = _("The first day is after the last one.")
    elif form not in words.FORMS or language not in words.LANGUAGES:
        wrong = _("Choose a form and a language from the lists.")
    elif request.method == "POST" and not stories:
        wrong = _("Choose at least one story.")
    elif len(stories) > MOST:
        wrong = _("Choose %(n)d stories at most.") % {"n": MOST}
    return Order(first, last, form, language, tuple(stories), wrong)


def _day(text: str, usual: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return usual


def _place(asked: Mapping[str, str], key: str) -> int:
    """The place a story was given; those without one come last, in the order they stand in."""
    place = asked.get(f"place-{key}", "")
    return int(place) if place.isdecimal() and len(place) < 6 else MOST


paths = [path("w/<str:watch_key>/compose/", compose, name="compose")]
