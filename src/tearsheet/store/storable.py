"""Text as both databases keep it: without what one of them refuses.

PostgreSQL takes no NUL and neither takes half a surrogate pair; pages hold both. They become
U+FFFD on the way into the database, in whatever table, and in what is asked of it as well, so
that a thing is found under the name it was given. How long text may be neither database says.
"""

import re
from collections.abc import Iterable

from django.db.backends.utils import CursorDebugWrapper, CursorWrapper

REPLACEMENT = "\ufffd"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: object) -> object:
    """The value with all text in it made storable; the value itself where it is so already."""
    if isinstance(value, str):
        return value if _is_storable(value) else _UNSTORABLE.sub(REPLACEMENT, value)
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, tuple):
        return tuple(storable(one) for one in value)
    if isinstance(value, dict):
        return {storable(name): storable(one) for name, one in value.items()}
    return value


def _is_storable(text: str) -> bool:
    if "\x00" in text:
        return False
    if text.isascii():
        return True
    try:  # ten times as fast as to search for it
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class _Storing:
    """Hands the database only what it takes."""

    def _execute(self, sql: str, params: object, *ignored: object) -> object:
        return super()._execute(sql, storable(params), *ignored)  # type: ignore[misc]

    def _executemany(self, sql: str, param_list: Iterable[object], *ignored: object) -> object:
        rows = [storable(params) for params in param_list]
        return super()._executemany(sql, rows, *ignored)  # type: ignore[misc]


class Cursor(_Storing, CursorWrapper):
    """A cursor of either database."""


class DebugCursor(_Storing, CursorDebugWrapper):
    """One that counts its statements."""


class StoringConnection:
    """A connection whose cursors store text as both databases keep it."""

    def make_cursor(self, cursor: object) -> Cursor:
        """A cursor, as Django wraps it."""
        return Cursor(cursor, self)

    def make_debug_cursor(self, cursor: object) -> DebugCursor:
        """A cursor that counts, as Django wraps it."""
        return DebugCursor(cursor, self)


class StoringOperations:
    """What a column of JSON holds is text as well."""

    def adapt_json_value(self, value: object, encoder: object) -> object:
        """The value as the driver takes it."""
        return super().adapt_json_value(storable(value), encoder)  # type: ignore[misc]
