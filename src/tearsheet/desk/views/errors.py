"""What people read when something is not there, not theirs, or broken: what happened, what next."""

from dataclasses import dataclass

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error page: its title, what happened, what to do next."""

    title: str
    what: str
    then: str


NOT_UNDERSTOOD = Trouble(
    _("The desk did not understand"),
    _("What your browser sent makes no sense here."),
    _("Go back, look at what you wrote, and try again."),
)
OTHER_NAME = Trouble(
    _("The desk does not answer to this name"),
    _("You reached it under an address that it does not know as its own."),
    _("Whoever keeps the desk can add the name to the setting desk_hosts."),
)
TOO_BIG = Trouble(
    _("That was too much at once"),
    _("What you sent is larger than the desk takes in."),
    _("Send fewer or smaller files."),
)
FORGED = Trouble(
    _("Please try that once more"),
    _(
        "The desk could not make sure that this came from its own page. The page may have been "
        "open since before you signed in, or cookies are switched off."
    ),
    _("Load the page anew and repeat what you did. Nothing was changed."),
)
NOT_YOURS = Trouble(
    _("Not yours to open"),
    _("This page asks for another role than yours."),
    _("An administrator of your desk can change your role."),
)
MISSING = Trouble(
    _("There is nothing here"),
    _("No page of the desk has this address. Maybe it was moved, or never was."),
    _("Begin at the inbox, or search for what you were looking for."),
)
OTHER_WAY = Trouble(
    _("This cannot be done that way"),
    _("The page exists, but not for what your browser asked of it."),
    _("Open it from the navigation instead of reloading it."),
)
BROKEN = Trouble(
    _("Something broke on our side"),
    _("The desk could not finish that. What was saved before is unharmed."),
    _("Try again in a moment. If it happens again, tell whoever keeps the desk when it was."),
)


def misunderstood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 where it was too much."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return _page(request, TOO_BIG, 413)
    if isinstance(exception, DisallowedHost):
        return _page(None, OTHER_NAME, 400)
    return _page(request, NOT_UNDERSTOOD, 400)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that we did not send out."""
    return _page(request, FORGED, 403)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, NOT_YOURS, 403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _page(request, MISSING, 404)


def other_way(request: HttpRequest, allowed: tuple[str, ...]) -> HttpResponse:
    """405."""
    answer = _page(request, OTHER_WAY, 405)
    answer.headers["Allow"] = ", ".join(allowed)
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """500. It asks the store nothing: that may be what broke."""
    return _page(None, BROKEN, 500)


def _page(request: HttpRequest | None, trouble: Trouble, status: int) -> HttpResponse:
    words = {"trouble": trouble}
    if request is None:
        return HttpResponse(render_to_string("desk/errors/error.html", words), status=status)
    return render(request, "desk/errors/error.html", words, status=status)
