"""How many questions a page asks the database, and words that try to be more than words."""

import re
from collections.abc import Callable, Iterable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tearsheet.model import DeskRole

SignedIn = Callable[[DeskRole | None], Client]


def asked(look: Callable[[], object]) -> int:
    """How many questions looking asks."""
    with CaptureQueriesContext(connection) as questions:
        look()
    return len(questions)


def plain(page: str) -> str:
    """A page's words without its markup."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def evil(mark: str = "x") -> str:
    """Markup that must never be taken for any."""
    return f'{mark}"><script>alert(1)</script><img src=x onerror=alert(1)>'


def holds_no_markup_of(page: str) -> bool:
    """Whether a page shows `evil` words as words."""
    return "<script>alert" not in page and "<img src=x" not in page


def refused(
    signed_in: SignedIn, addresses: Iterable[str], wrong: Iterable[DeskRole], method: str
) -> list[str]:
    """What was not refused as it should be: outsiders led to sign in, wrong roles 403, and
    another method than the page knows 405.
    """
    found: list[str] = []
    for address in addresses:
        outsider = signed_in(None).generic(method, address)
        if outsider.status_code != 302 or "/sign-in/" not in outsider.headers["Location"]:
            found.append(f"an outsider at {address}: {outsider.status_code}")
        for role in wrong:
            status = signed_in(role).generic(method, address).status_code
            if status != 403:
                found.append(f"{role} at {address}: {status}")
        status = signed_in("editor").generic("PUT", address).status_code
        if status != 405:
            found.append(f"PUT at {address}: {status}")
    return found
