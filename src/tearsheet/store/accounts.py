"""Who works at the desk, and the keys that open its HTTP API for them."""

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tearsheet.model import ROLES, Account, DeskRole, Token
from tearsheet.store.rows import AccountRow, SessionRow, TokenRow

PREFIX = "tearsheet_"
_TOKEN_BYTES = 32
_NOTED_EACH = timedelta(minutes=10)
# Django's own words for these are not in every language of the desk.
_WEAK = {
    "password_too_short": gettext_lazy("This password is too short."),
    "password_too_similar": gettext_lazy("This password is too much like the name or the e-mail."),
    "password_too_common": gettext_lazy("Many people use this password, and it is guessed first."),
    "password_entirely_numeric": gettext_lazy("This password is digits only."),
}


class AccountError(ValueError):
    """An account cannot be made or changed; the message says why in plain words."""


def account_of(row: AccountRow) -> Account:
    """The person a row stands for."""
    return Account(row.name, row.called, row.role, row.email, row.language, row.is_active)


def accounts() -> list[Account]:
    """Everyone, by name."""
    return [account_of(row) for row in AccountRow.objects.order_by("name")]


def account(name: str) -> Account | None:
    """The person of that name."""
    row = AccountRow.objects.filter(name=name).first()
    return row and account_of(row)


def anybody() -> bool:
    """Whether there is any account yet."""
    return AccountRow.objects.exists()


def add_account(new: Account, password: str, now: datetime) -> Account:
    """Make an account. Raises AccountError if the name is taken."""
    with transaction.atomic():
        row, made = AccountRow.objects.get_or_create(
            name=new.name,
            defaults={
                "called": new.called,
                "email": new.email,
                "role": new.role,
                "language": new.language,
                "is_active": new.active,
                "password": make_password(password),
                "created_at": now,
            },
        )
    if not made:
        raise AccountError(_("There is an account %(name)s already.") % {"name": new.name})
    return account_of(row)


def add_first(new: Account, password: str, now: datetime) -> Account:
    """Make the account that runs the house. Raises AccountError where there is one already."""
    with transaction.atomic():
        if anybody():
            raise AccountError(_("This desk has an account already; please sign in."))
        return add_account(replace(new, role="admin"), password, now)


def faults_of(password: str, of: Account) -> list[str]:
    """Why a password is none to rely on, in plain words; empty for a good one."""
    row = AccountRow(name=of.name, called=of.called, email=of.email)
    try:
        validate_password(password, row)
    except ValidationError as error:
        return [str(_WEAK[one.code]) for one in error.error_list]
    return []


def change(name: str, to: Account) -> Account:
    """A person's role, e-mail, name in the journal, and whether they may come in.

    Who may not come in any more is signed out everywhere. Raises AccountError where nobody would
    be left to run the house, LookupError for an unknown name.
    """
    with transaction.atomic():
        row = _row(name)
        runs_the_house = row.role == ROLES[-1] and row.is_active
        if runs_the_house and not to.may(ROLES[-1]) and not _others_who_run_it(name):
            raise AccountError(_("This is the last administrator; make somebody else one first."))
        row.called, row.email, row.role = to.called, to.email, to.role
        row.is_active = to.active
        row.save(update_fields=["called", "email", "role", "is_active"])
        if not to.active:
            SessionRow.objects.filter(account=row).delete()
    return account_of(row)


def change_language(name: str, language: str) -> None:
    """Pages in ``language`` (BCP 47, empty: the browser's) for this person from now on."""
    AccountRow.objects.filter(name=name).update(language=language)


def change_words(name: str, called: str, email: str) -> None:
    """How a person is called in the journal, and where mail reaches them."""
    AccountRow.objects.filter(name=name).update(called=called, email=email)


def change_password(name: str, password: str, but: str = "") -> None:
    """A new password; every browser but the session ``but`` is signed out.

    Raises LookupError for an unknown name.
    """
    with transaction.atomic():
        row = _row(name)
        row.password = make_password(password)
        row.save(update_fields=["password"])
        SessionRow.objects.filter(account=row).exclude(session_key=but).delete()


def _row(name: str) -> AccountRow:
    row = AccountRow.objects.select_for_update().filter(name=name).first()
    if row is None:
        raise LookupError(f"nobody is called {name} here")
    return row


def _others_who_run_it(name: str) -> bool:
    others = AccountRow.objects.filter(role=ROLES[-1], is_active=True).exclude(name=name)
    return bool(others.exists())


def make_token(of: Account, title: str, role: DeskRole, now: datetime) -> str:
    """A new token of a person; nobody can read it again. Its role is at most theirs."""
    token = PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)
    TokenRow.objects.create(
        digest=_digest(token),
        account=AccountRow.objects.get(name=of.name),
        title=title[:100],
        role=_lesser(role, of.role),
        created_at=now,
    )
    return token


def tokens_of(name: str) -> list[Token]:
    """A person's tokens that are not revoked, newest first."""
    there = TokenRow.objects.filter(account__name=name, revoked_at=None)
    return [
        Token(row.digest, row.title, row.role, row.created_at, row.used_at)
        for row in there.order_by("-created_at")
    ]


def revoke_token(name: str, digest: str, now: datetime) -> bool:
    """A person's token opens nothing any more; whether there was such a one."""
    there = TokenRow.objects.filter(account__name=name, digest=digest, revoked_at=None)
    return bool(there.update(revoked_at=now))


def token_holder(token: str) -> tuple[Account, DeskRole] | None:
    """Whose token that is and what it may do; None for one that opens nothing.

    Who is not let in any more, or has a lesser role now, is not let in by an old token either.
    """
    if not token.startswith(PREFIX):
        return None
    there = TokenRow.objects.select_related("account")
    row = there.filter(digest=_digest(token), revoked_at=None, account__is_active=True).first()
    if row is None:
        return None
    now = timezone.now()
    if row.used_at is None or now - row.used_at > _NOTED_EACH:
        TokenRow.objects.filter(pk=row.pk).update(used_at=now)
    holder = account_of(row.account)
    return holder, _lesser(row.role, holder.role)


def _lesser(one: DeskRole, other: DeskRole) -> DeskRole:
    return min(one, other, key=ROLES.index)


def _digest(token: str) -> str:
    # A random token of 256 bits needs no slow hash: there is nothing to guess.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
