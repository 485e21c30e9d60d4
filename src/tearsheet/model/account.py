"""Who works at the desk, and what each may do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DeskRole = Literal["reader", "editor", "chief", "admin"]
ROLES: tuple[DeskRole, ...] = ("reader", "editor", "chief", "admin")
"""Each may do what those before it may: read; triage and write; approve and publish; run the
house."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person at the desk. ``name`` is what they sign in with, ``called`` stands in the journal.

    ``language`` (BCP 47) is the page's, empty for what the browser asks for.
    """

    name: str
    called: str
    role: DeskRole
    email: str = ""
    language: str = ""
    active: bool = True

    def may(self, least: DeskRole) -> bool:
        """Whether this person's role is ``least`` or more."""
        return self.active and ROLES.index(self.role) >= ROLES.index(least)


@dataclass(frozen=True, slots=True)
class Token:
    """A key to the HTTP API, without what it opens with. ``digest`` (SHA-256) names it.

    Times are aware; ``used_at`` is None for one that nobody has used, and some minutes late.
    """

    digest: str
    title: str
    role: DeskRole
    made_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser that somebody is signed in with. ``key`` names it without opening anything."""

    key: str
    browser: str
    seen_at: datetime
    here: bool
