"""Who works at the desk, and what they are signed in with."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from tearsheet.store.rows.lengths import KEY


class AccountRow(AbstractBaseUser):
    """An `Account`. The password is Django's salted hash; whoever is not ``is_active`` stays out.

    ``language`` is the page's, empty for what the browser asks for.
    """

    name = models.CharField(max_length=60, unique=True)
    called = models.CharField(max_length=200)
    email = models.EmailField(blank=True, default="")
    role = models.CharField(max_length=6)
    language = models.CharField(max_length=10, blank=True, default="")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "name"
    EMAIL_FIELD = "email"
    objects = BaseUserManager()


class TokenRow(models.Model):
    """A key to the HTTP API. Only its SHA-256 is kept; its role is at most its account's."""

    digest = models.CharField(max_length=KEY, primary_key=True)
    account = models.ForeignKey(AccountRow, on_delete=models.CASCADE, related_name="tokens")
    title = models.CharField(max_length=100)
    role = models.CharField(max_length=6)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class SessionRow(AbstractBaseSession):
    """One browser that is signed in; deleting it signs that browser out."""

    session_key = models.CharField(max_length=40, primary_key=True)
    account = models.ForeignKey(AccountRow, null=True, on_delete=models.CASCADE)
    browser = models.CharField(max_length=200, blank=True, default="")
    seen_at = models.DateTimeField(auto_now=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Where Django looks for what reads and writes these rows."""
        from tearsheet.store.sessions import SessionStore

        return SessionStore
