"""An account as a form brings it, and what may be wrong with it."""

import re

from django.http import QueryDict
from django.utils.translation import gettext as _

from tearsheet.model import Account, DeskRole

_NAME = re.compile(r"[\w.@+-]{1,60}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
_LONGEST = 200


def new_account(form: QueryDict, role: DeskRole) -> Account:
    """The account that a form describes; who gives no name for the journal is called as they
    sign in.
    """
    name = form.get("name", "").strip()
    called = " ".join(form.get("called", "").split())[:_LONGEST]
    return Account(name, called or name, role, form.get("email", "").strip()[:254])


def fault_of_name(new: Account) -> dict[str, list[str]]:
    """What is wrong with the names and the address of an account, by field."""
    wrong: dict[str, list[str]] = {}
    if not _NAME.fullmatch(new.name):
        wrong["name"] = [_("Letters, digits and . @ + - _ only, 60 at most.")]
    if new.email and not _EMAIL.fullmatch(new.email):
        wrong["email"] = [_("This is no e-mail address.")]
    return wrong
