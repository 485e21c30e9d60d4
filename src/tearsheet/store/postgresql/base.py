"""Django's PostgreSQL backend with two differences, so that one store has one meaning.

Text is compared and ordered by code point (collation ``C``), as SQLite does, and not by the
language of whoever made the database. Whoever begins a transaction waits until no other is under
way, as with SQLite's IMMEDIATE: what is read in it stays true until it is written. Both hold for
every table and every ``atomic`` block, whoever writes it.
"""

from typing import Any, ClassVar

from django.db.backends.postgresql import base
from django.db.backends.postgresql.schema import DatabaseSchemaEditor as SchemaEditor

WRITING = 0x7465_6172  # the advisory lock of whoever is in a transaction
COLLATED = ' COLLATE "C"'


def _varchar(column: dict[str, Any]) -> str:
    return f"{base._get_varchar_column(column)}{COLLATED}"


class DatabaseSchemaEditor(SchemaEditor):
    """Leaves out the second index that LIKE needs elsewhere: with ``C`` the first one serves."""

    def _create_like_index_sql(self, model: object, field: object) -> None:
        return None


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection on which transactions take turns."""

    data_types: ClassVar = {
        **base.DatabaseWrapper.data_types,
        "CharField": _varchar,
        "SlugField": f"varchar(%(max_length)s){COLLATED}",
        "FileField": f"varchar(%(max_length)s){COLLATED}",
        "FilePathField": f"varchar(%(max_length)s){COLLATED}",
        "TextField": f"text{COLLATED}",
    }
    SchemaEditorClass = DatabaseSchemaEditor

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)
        if not autocommit:
            with self.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", (WRITING,))
