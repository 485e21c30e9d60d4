"""Who asks: the account behind each request."""

from collections.abc import Callable
from time import time

from django.http import HttpRequest, HttpResponse

from tearsheet.desk.access.doors import Asked
from tearsheet.model import Account
from tearsheet.store.accounts import account_of

_SEEN_EACH = 3600  # seconds between two notes that a browser is still in use


class WhoAsks:
    """Sets ``request.account``; somebody who may no longer come in is nobody."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: Asked) -> HttpResponse:
        """Answer somebody."""
        user = request.user
        request.account = account_of(user) if user.is_authenticated and user.is_active else None
        if request.account:
            _note_seen(request)
        return self.answer(request)


def _note_seen(request: Asked) -> None:
    hour = int(time() // _SEEN_EACH)
    if request.session.get("seen") != hour:
        request.session["seen"] = hour


def account(request: Asked) -> dict[str, Account | None]:
    """What every template knows of who asks."""
    return {"account": getattr(request, "account", None)}
