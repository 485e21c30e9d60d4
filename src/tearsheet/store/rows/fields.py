"""Columns that foreign text is put into and looked up by."""

from hashlib import sha256

from django.db import models

_DIGITS = 16


class KeyField(models.CharField):
    """A key of at most ``max_length`` characters; a longer one ends in a digest of all of it,
    or is cut where that has no room.

    PostgreSQL's indexes take no text of more than 2,700 bytes. What is looked for is shortened
    as what is written was, so that a key is found however long it is, and no two become one. In
    the database and in migrations it is a CharField.
    """

    def get_prep_value(self, value: object) -> object:
        """The key as it is written and looked for."""
        prepared = super().get_prep_value(value)
        if not isinstance(prepared, str) or len(prepared) <= self.max_length:
            return prepared
        if self.max_length <= _DIGITS:
            return prepared[: self.max_length]
        digest = sha256(prepared.encode(errors="replace")).hexdigest()[:_DIGITS]
        return f"{prepared[: self.max_length - _DIGITS - 1]}~{digest}"

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        """What a migration calls it."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options
