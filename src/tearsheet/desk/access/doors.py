"""Who may come in at which page, and how: asked before the page does anything."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tearsheet.model import Account, DeskRole

P = ParamSpec("P")


class Asked(HttpRequest):
    """A request that the middleware has looked at: who asks, None for nobody we know."""

    account: Account | None


View = Callable[Concatenate[Asked, P], HttpResponse]


class Door:
    """What a page asks of who comes in; stands on the view as ``view.door``, for tests to read."""

    def __init__(self, least: DeskRole | None, methods: tuple[str, ...]) -> None:
        self.least = least
        self.methods = methods


def door(least: DeskRole | None, *methods: str) -> Callable[[View[P]], View[P]]:
    """A page for whoever's role is ``least`` or more (None: for all), by these methods (GET).

    An outsider is shown the way to sign in, or told 401 where no page was asked for; a role that
    is not enough is told 403, another method 405, in this order.
    """
    allowed = methods or ("GET",)

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def asked_first(request: Asked, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if least and request.account is None:
                return _to_sign_in(request)
            if least and request.account and not request.account.may(least):
                return render(request, "desk/refused.html", {"least": least}, status=403)
            if request.method not in _with_head(allowed):
                return _other_way(request, allowed)
            return view(request, *args, **kwargs)

        asked_first.door = Door(least, allowed)  # type: ignore[attr-defined] # tests read it
        return asked_first

    return guarded


def who(request: Asked) -> Account:
    """The person who asks, behind a door that lets no outsider in."""
    if request.account is None:
        raise PermissionError("a page for people we know was opened to all")
    return request.account


def _with_head(methods: tuple[str, ...]) -> tuple[str, ...]:
    return (*methods, "HEAD") if "GET" in methods else methods


def _other_way(request: Asked, allowed: tuple[str, ...]) -> HttpResponse:
    from tearsheet.desk.views.errors import other_way

    return other_way(request, allowed)


def _to_sign_in(request: Asked) -> HttpResponse:
    where = f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": reverse("sign-in")})
    return HttpResponseRedirect(where)
