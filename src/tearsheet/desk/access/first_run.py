"""The first run: while there is no account, every page leads to making one."""

import secrets
from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tearsheet.desk.access.doors import Asked
from tearsheet.store.accounts import anybody

_codes: list[str] = [""]


def guard(code: str) -> None:
    """Whoever makes the first account has to know ``code``; empty asks for none."""
    _codes[:] = [code]


def is_guarded() -> bool:
    """Whether a code is asked for."""
    return bool(_codes[0])


def knows_the_code(given: str) -> bool:
    """Whether that is the code, in whatever case and spacing."""
    plain = "".join(given.split()).casefold()
    return secrets.compare_digest(plain.encode(), _codes[0].encode())


def is_due() -> bool:
    """Whether nobody has an account yet."""
    return not anybody()


class FirstRun:
    """Leads everybody to the welcome page until there is an account."""

    def __init__(self, answer: Callable[[Asked], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: Asked) -> HttpResponse:
        """Answer, or lead there."""
        welcome = reverse("welcome")
        open_anyway = (welcome, reverse("language"))
        if request.account is None and request.path not in open_anyway and is_due():
            return HttpResponseRedirect(welcome)
        return self.answer(request)
