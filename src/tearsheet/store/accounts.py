"""Who works at the desk."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tearsheet.model import Account
from tearsheet.store.rows import AccountRow


class AccountError(ValueError):
    """An account cannot be made or changed; the message says why in plain words."""


def account_of(row: AccountRow) -> Account:
    """The person a row stands for."""
    return Account(row.name, row.called, row.role, row.email, row.language, row.is_active)


def accounts() -> list[Account]:
    """Everyone, by name."""
    return [account_of(row) for row in AccountRow.objects.order_by("name")]


def anybody() -> bool:
    """Whether there is any account yet."""
    return AccountRow.objects.exists()


def add_account(account: Account, password: str, now: datetime) -> Account:
    """Make an account. Raises AccountError if the name is taken."""
    with transaction.atomic():
        row, made = AccountRow.objects.get_or_create(
            name=account.name,
            defaults={
                "called": account.called,
                "email": account.email,
                "role": account.role,
                "language": account.language,
                "is_active": account.active,
                "password": make_password(password),
                "created_at": now,
            },
        )
    if not made:
        raise AccountError(f"there is an account {account.name} already")
    return account_of(row)


def change_language(name: str, language: str) -> None:
    """Pages in ``language`` (BCP 47) for this person from now on."""
    AccountRow.objects.filter(name=name).update(language=language)
