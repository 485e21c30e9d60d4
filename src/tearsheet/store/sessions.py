"""Sessions of signed-in browsers, kept in the store so that they can be listed and revoked."""

import hashlib

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils import timezone

from tearsheet.model import SignedIn
from tearsheet.store.rows import SessionRow


class SessionStore(DatabaseSessions):
    """Django's own sessions in the database, each with the account it belongs to."""

    @classmethod
    def get_model_class(cls) -> type[SessionRow]:
        """The table of sessions."""
        return SessionRow

    def create_model_instance(self, data: dict[str, str]) -> SessionRow:
        """The row of a session about to be saved."""
        row: SessionRow = super().create_model_instance(data)
        row.account_id = data.get(SESSION_KEY)
        row.browser = data.get("browser", "")[:200]
        return row


def browsers_of(name: str, here: str) -> list[SignedIn]:
    """Where a person is signed in, last seen first; ``here`` is the session of who asks."""
    there = SessionRow.objects.filter(account__name=name, expire_date__gt=timezone.now())
    return [
        SignedIn(_named(row.session_key), row.browser, row.seen_at, row.session_key == here)
        for row in there.order_by("-seen_at")
    ]


def sign_out_there(name: str, key: str) -> bool:
    """Sign a person's browser out; whether there was such a one."""
    for row in SessionRow.objects.filter(account__name=name):
        if _named(row.session_key) == key:
            row.delete()
            return True
    return False


def forget_expired() -> None:
    """Browsers that were away for too long leave the table."""
    SessionRow.objects.filter(expire_date__lt=timezone.now()).delete()


def _named(session_key: str) -> str:
    """A name for a session that opens nothing: the key itself is as good as a password."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:16]
