"""People: who is named in every spelling, what they said, and who is who."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.model import Decision, Person, PersonName, Quote, Span
from tearsheet.pipeline import people as register
from tearsheet.store import people as store
from tearsheet.store.queries import Known

MOST_LISTED = 100
MOST_FOUND = 30
MOST_SPELLINGS = 6
ARTICLES_AT_ONCE = 15
_LONGEST_NAME = 200
_LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation as the article prints it; ``at`` is where its first words stand."""

    known: Known
    quote: Quote
    words: str
    at: Span


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that stands, with the printed names that it is on."""

    decision: Decision
    names: tuple[str, ...]
    called: str


@door("reader")
def people(request: Asked) -> HttpResponse:
    """Who is named most, or whom a name in any script may mean."""
    wanted = " ".join(request.GET.get("q", "").split())[:_LONGEST_NAME]
    found = _found(wanted) if wanted else register.most_named(MOST_LISTED)
    lines = [(one, _others(one)) for one in found]
    return render(request, "desk/people/people.html", {"people": lines, "wanted": wanted})


@door("reader")
def person(request: Asked) -> HttpResponse:
    """One person, by a printed name: spellings, decisions, what they said (``from`` which on)."""
    found = _person(request.GET.get("name", ""))
    start = _number(request.GET.get("from", ""))
    known = store.latest_quoting(found.names, start, ARTICLES_AT_ONCE + 1)
    later, earlier = max(0, start - ARTICLES_AT_ONCE), start + ARTICLES_AT_ONCE
    forms = tuple(zip(found.names, found.why, strict=True))
    return render(
        request,
        "desk/people/person.html",
        {
            "person": found,
            "editor": who(request).may("editor"),
            "printed": found.names[0].text,
            "forms": forms,
            "spellings": tuple(dict.fromkeys(name.text for name in found.names)),
            "decided": [_standing(one) for one in register.decisions_about(found)],
            "said": [one for each in known[:ARTICLES_AT_ONCE] for one in _said_in(each, found)],
            "later": _asked(found, later) if start else "",
            "earlier": _asked(found, earlier) if len(known) > ARTICLES_AT_ONCE else "",
        },
    )


@door("editor", "POST")
def decide(request: Asked) -> HttpResponse:
    """Join or part two printed names."""
    one, other = _named(request, "one"), _named(request, "other")
    same = request.POST.get("what") == "join"
    if one == other or not one or not other:
        messages.error(request, _("Name two different spellings."))
        return _back(request)

    def put_down() -> None:
        register.decide(
            one,
            other,
            same=same,
            who=who(request).called,
            now=timezone.now(),
            reason=_reason(request),
        )

    said = (
        _("%(one)s and %(other)s are one person from now on.")
        if same
        else _("%(one)s and %(other)s are two people from now on.")
    )
    return _done(request, put_down, said % {"one": one, "other": other})


@door("editor", "POST")
def call(request: Asked) -> HttpResponse:
    """Say what a person is to be called."""
    printed, shown = _named(request, "name"), _named(request, "shown")
    if not shown or len(shown) > _LONGEST_NAME:
        messages.error(request, _("Say what the person is to be called, in 200 letters or fewer."))
        return _back(request)

    def put_down() -> None:
        register.person_called(printed)
        register.call(
            printed,
            shown,
            who=who(request).called,
            now=timezone.now(),
            reason=_reason(request),
        )

    told = _("Called %(name)s from now on. Quotations keep the words as printed.")
    return _done(request, put_down, told % {"name": shown})


@door("editor", "POST")
def take_back(request: Asked) -> HttpResponse:
    """Take back a decision on printed names."""

    def put_down() -> None:
        register.take_back(
            request.POST.get("subject", ""),
            who=who(request).called,
            now=timezone.now(),
            reason=_reason(request),
        )

    return _done(request, put_down, _("Taken back: how the names sound decides again."))


def _done(request: Asked, put_down: Callable[[], None], said: str) -> HttpResponse:
    try:
        put_down()
    except register.UnknownPersonError:
        messages.error(
            request,
            _("No article prints a name exactly so, or that was changed meanwhile. Look again."),
        )
    else:
        messages.success(request, said)
    return _back(request)


def _back(request: Asked) -> HttpResponse:
    name = _named(request, "name") or _named(request, "one")
    return HttpResponseRedirect(f"{reverse('person')}?{urlencode({'name': name})}")


def _found(wanted: str) -> tuple[Person, ...]:
    """Whom a name means, and those in whose names it stands: it may be typed in part."""
    found = register.people_called(wanted, MOST_FOUND)
    there = {name.text for person in found for name in person.names}
    holding = register.people_holding(wanted, MOST_FOUND)
    further = (one for one in holding if there.isdisjoint(name.text for name in one.names))
    return (*found, *further)


def _others(person: Person) -> list[PersonName]:
    """Some printed names beside the one shown, each spelling once."""
    spellings = {name.text: name for name in reversed(person.names) if name.text != person.name}
    return list(reversed(spellings.values()))[:MOST_SPELLINGS]


def _named(request: Asked, field: str) -> str:
    return " ".join(request.POST.get(field, "").split())


def _reason(request: Asked) -> str:
    return request.POST.get("reason", "").strip()[:_LONGEST_REASON]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0


def _asked(person: Person, start: int) -> str:
    return urlencode({"name": person.names[0].text, **({"from": start} if start else {})})


def _person(name: str) -> Person:
    try:
        return register.person_called(" ".join(name.split()))
    except register.UnknownPersonError as error:
        raise Http404(_("No article names anybody of that name.")) from error


def _standing(decision: Decision) -> Standing:
    names = tuple(decision.subject.removeprefix(register.PREFIX).split(register.PAIR))
    called = decision.verdict.removeprefix(register.CALLED) if len(names) == 1 else ""
    return Standing(decision, names, called)


def _said_in(known: Known, person: Person) -> Iterator[Said]:
    """What the person says in an article, in reading order."""
    forms = {name.text for name in person.names}
    for quote in known.annotations.quotes:
        if quote.speaker and quote.speaker.name in forms and quote.part == "text":
            words = " … ".join(span.of(known.article.text) for span in quote.spans)
            yield Said(known, quote, words, quote.spans[0])


paths = [
    path("people/", people, name="people"),
    path("people/of/", person, name="person"),
    path("people/decide/", decide, name="people-decide"),
    path("people/call/", call, name="people-call"),
    path("people/take-back/", take_back, name="people-take-back"),
]
