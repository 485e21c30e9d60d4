"""Who asks: the account behind each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tearsheet.desk.access.doors import Asked
from tearsheet.model import Account
from tearsheet.store.accounts import account_of


class WhoAsks:
    """Sets ``request.account``; somebody who may no longer come in is nobody."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: Asked) -> HttpResponse:
        """Answer somebody."""
        user = request.user
        request.account = account_of(user) if user.is_authenticated and user.is_active else None
        return self.answer(request)


def account(request: Asked) -> dict[str, Account | None]:
    """What every template knows of who asks."""
    return {"account": getattr(request, "account", None)}
