"""The first run: the first account, the first watch, the first round."""

from django.contrib.auth import authenticate, login
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tearsheet import demo
from tearsheet.desk import first_watch
from tearsheet.desk.access import first_run
from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.background import ask
from tearsheet.desk.background import first_round as _first_round  # noqa: F401 - registers its work
from tearsheet.desk.people_form import fault_of_name, new_account
from tearsheet.desk.room import room
from tearsheet.pipeline.sources import suggested
from tearsheet.store import queries, writes
from tearsheet.store.accounts import AccountError, add_first, faults_of

_SUGGESTED, _TICKED = 30, 12


@door(None, "GET", "POST")
def welcome(request: Asked) -> HttpResponse:
    """Make the account that runs the house; afterwards this page leads to the front."""
    if not first_run.is_due():
        return HttpResponseRedirect(reverse("front"))
    wrong: dict[str, list[str]] = {}
    if request.method == "POST":
        wrong = _made_first(request)
        if not wrong:
            return HttpResponseRedirect(reverse("first-watch"))
    words = {"wrong": wrong, "given": request.POST, "guarded": first_run.is_guarded()}
    return render(request, "desk/welcome.html", words, status=422 if wrong else 200)


def _made_first(request: Asked) -> dict[str, list[str]]:
    """Make the account and sign in; what was wrong, by field."""
    if first_run.is_guarded() and not first_run.knows_the_code(request.POST.get("code", "")):
        return {"code": [_("This is not the code that the desk named when it was started.")]}
    new, password = new_account(request.POST, "admin"), request.POST.get("password", "")
    wrong = fault_of_name(new)
    if faults := faults_of(password, new):
        wrong["password"] = faults
    if wrong:
        return wrong
    try:
        add_first(new, password, timezone.now())
    except AccountError as error:
        return {"name": [str(error)]}
    user = authenticate(request, username=new.name, password=password)
    login(request, user)
    request.session["browser"] = request.headers.get("User-Agent", "")
    return {}


@door("editor")
def first_watch_choice(request: Asked) -> HttpResponse:
    """Choose whom to follow; once chosen, its names and sources are proposed."""
    words = {
        "countries": first_watch.countries(),
        "languages": first_watch.LANGUAGES,
        "given": request.GET,
        "demo": queries.watch(demo.watch().key) is None,
    }
    if "kind" not in request.GET:
        return render(request, "desk/first_watch.html", words)
    try:
        watch = first_watch.proposed(request.GET)
    except first_watch.UnclearError as error:
        words["wrong"] = str(error)
        return render(request, "desk/first_watch.html", words, status=422)
    shown, others = first_watch.by_language(watch.names)
    sources = suggested(room(), watch)[:_SUGGESTED]
    words |= {"watch": watch, "shown": shown, "others": others}
    words |= {"sources": [(one, place < _TICKED) for place, one in enumerate(sources)]}
    return render(request, "desk/first_watch_names.html", words)


@door("editor", "POST")
def first_watch_made(request: Asked) -> HttpResponse:
    """Make the watch and collect at once."""
    if "demo" in request.POST:
        return _led_to(ask("demo press", {}, who(request).name))
    try:
        watch = first_watch.as_written(first_watch.proposed(request.POST), request.POST)
        sites = first_watch.sites_of(request.POST)
    except first_watch.UnclearError as error:
        words = {"wrong": str(error), "back": request.POST.urlencode()}
        return render(request, "desk/first_watch_unclear.html", words, status=422)
    writes.save_watch(watch)
    request.session["watch"] = watch.key
    words = {"watch": watch.key, "sites": "\n".join(sites)}
    return _led_to(ask("first round", words, who(request).name))


def _led_to(number: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("job", kwargs={"number": number}))


paths = [
    path("welcome/", welcome, name="welcome"),
    path("welcome/watch/", first_watch_choice, name="first-watch"),
    path("welcome/watch/make/", first_watch_made, name="first-watch-made"),
]
