"""Django's PostgreSQL backend with four differences, so that one store has one meaning.

Text is compared and ordered by code point (collation ``C``), as SQLite does, and not by the
language of whoever made the database. Whoever begins a transaction waits until no other is under
way, as with SQLite's IMMEDIATE: what is read in it stays true until it is written. A column of
text is as long as what is put into it, since SQLite does not count. What PostgreSQL refuses in a
text is replaced (`store.storable`). All hold for every table and every ``atomic`` block, whoever
writes it.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import DatabaseError
from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations as Operations
from django.db.backends.postgresql.schema import DatabaseSchemaEditor as SchemaEditor
from django.db.models import Field, Model

from tearsheet.store.storable import StoringConnection, StoringOperations

WRITING = 0x7465_6172  # the advisory lock of whoever is in a transaction
COLLATION = "C"
_TEXTS = ("varchar", "text")


class DatabaseSchemaEditor(SchemaEditor):
    """Makes columns of text that are ordered by code point.

    The second index that LIKE needs under other collations is left out: the first one serves.
    """

    def _iter_column_sql(
        self,
        column_db_type: str,
        params: list[object],
        model: type[Model],
        field: Field,
        field_db_params: dict[str, Any],
        include_default: bool,
    ) -> Iterator[str]:
        collated = {**field_db_params, "collation": _collation_of(column_db_type)}
        return super()._iter_column_sql(
            column_db_type, params, model, field, collated, include_default
        )

    def _alter_column_type_sql(
        self,
        model: type[Model],
        old_field: Field,
        new_field: Field,
        new_type: str,
        old_collation: str | None,
        new_collation: str | None,
    ) -> object:
        # A type without a collation would go back to the one of the database.
        return super()._alter_column_type_sql(
            model, old_field, new_field, new_type, old_collation, _collation_of(new_type)
        )

    def _create_like_index_sql(self, model: type[Model], field: Field) -> None:
        return None


def _collation_of(column_type: str) -> str | None:
    return COLLATION if column_type.startswith(_TEXTS) else None


class DatabaseOperations(StoringOperations, Operations):
    """Stores JSON that both databases take."""


class DatabaseWrapper(StoringConnection, base.DatabaseWrapper):
    """A connection on which transactions take turns."""

    data_types: ClassVar = {**base.DatabaseWrapper.data_types, "CharField": "varchar"}
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)
        if autocommit:
            return
        try:
            with self.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", (WRITING,))
        except DatabaseError:
            # No transaction has begun: whoever comes next finds the connection as it was.
            self.connection.rollback()
            super()._set_autocommit(True)
            raise
