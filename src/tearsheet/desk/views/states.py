"""Taking an edition a step further on its way to the readers, and putting right what is out."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.edition import words
from tearsheet.desk.edition.opened import on_desk, watch_of
from tearsheet.desk.numbers import number_in
from tearsheet.desk.room import room
from tearsheet.model import State
from tearsheet.pipeline import editing

LONGEST_NOTE = 2_000
"""Characters: a page of typescript, more than anybody reads beside a state."""


@door("editor", "POST")
def move(request: Asked, watch_key: str, number: int) -> HttpResponse:
    """Bring the edition into the state ``to``, with a note."""
    to = _state(request.POST.get("to", ""))
    base = number_in(request.POST.get("base", ""))
    note = request.POST.get("note", "").strip()[:LONGEST_NOTE]
    back = HttpResponseRedirect(reverse("edition", args=(watch_key, number)))
    try:
        editing.move(
            room(),
            watch_key,
            number,
            to,
            who(request),
            timezone.now(),
            note,
            base,
        )
    except editing.NoSuchEditionError as error:
        raise Http404(str(error)) from error
    except editing.NotAllowedError as error:
        if _may_not(request, watch_key, number, to):
            return render(request, "desk/refused.html", {"least": "chief"}, status=403)
        messages.error(request, str(error))
    except editing.NotProvenError as error:
        messages.error(request, str(error))
        back.headers["Location"] += "#refusals"
    except editing.StaleError:
        messages.error(
            request,
            _("Somebody has changed the edition since you looked at it. Look at it again first."),
        )
    else:
        messages.success(request, _("The edition is now: %(state)s.") % {"state": words.STATES[to]})
    return back


@door("chief", "GET", "POST")
def correct(request: Asked, watch_key: str, number: int) -> HttpResponse:
    """Open a correction: what was wrong becomes the first line of a new draft."""
    on, wrong = on_desk(watch_key, number), ""
    note = request.POST.get("note", "").strip()[:LONGEST_NOTE]
    if request.method == "POST":
        try:
            draft = editing.correct_published(
                room(), watch_key, number, who(request), timezone.now(), note
            )
        except (ValueError, editing.FrozenError, editing.NotAllowedError) as error:
            wrong = str(error)
        else:
            messages.success(
                request, _("The correction is drafted: change what was wrong, then publish it.")
            )
            return HttpResponseRedirect(reverse("edition", args=(watch_key, draft)))
    context = {
        "watch": watch_of(watch_key),
        "number": number,
        "on": on,
        "note": note,
        "wrong": wrong,
    }
    return render(request, "desk/edition/correct.html", context, status=422 if wrong else 200)


def _state(text: str) -> State:
    """The state a form names; 404 for one that there is not."""
    for state in words.STATES:
        if state == text:
            return state
    raise Http404(text)


def _may_not(request: Asked, watch_key: str, number: int, to: State) -> bool:
    """Whether there is such a step, but not for this person."""
    least = editing.TRANSITIONS.get((on_desk(watch_key, number).state, to))
    return least is not None and not who(request).may(least)


paths = [
    path("w/<str:watch_key>/editions/<int:number>/state/", move, name="edition-state"),
    path("w/<str:watch_key>/editions/<int:number>/correct/", correct, name="edition-correct"),
]
