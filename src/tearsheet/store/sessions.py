"""Sessions of signed-in browsers, kept in the store so that they can be listed and revoked."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

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
