"""Who calls the API: the holder of a token, with a role that may be less than their own."""

from dataclasses import replace

from django.http import HttpRequest
from ninja.security import HttpBearer

from tearsheet.model import Account, DeskRole
from tearsheet.store.accounts import token_holder


class NotEnoughError(Exception):
    """The token's role is less than what the call asks for; ``least`` would do."""

    def __init__(self, least: DeskRole) -> None:
        super().__init__(least)
        self.least = least


class Token(HttpBearer):
    """``Authorization: Bearer …`` with a token whose role is ``least`` or more."""

    def __init__(self, least: DeskRole = "reader") -> None:
        super().__init__()
        self.least = least

    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        """The holder, in the role of the token; None for a token that opens nothing."""
        held = token_holder(token)
        if held is None:
            return None
        holder = replace(held[0], role=held[1])
        if not holder.may(self.least):
            raise NotEnoughError(self.least)
        return holder


def caller(request: HttpRequest) -> Account:
    """Who calls, behind a `Token`."""
    account: Account = request.auth
    return account
