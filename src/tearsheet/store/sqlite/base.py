"""Django's SQLite backend, with text as both databases keep it (`store.storable`)."""

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.operations import DatabaseOperations as Operations

from tearsheet.store.storable import StoringConnection, StoringOperations


class DatabaseOperations(StoringOperations, Operations):
    """Stores JSON that both databases take."""


class DatabaseWrapper(StoringConnection, base.DatabaseWrapper):
    """A connection to a file."""

    ops_class = DatabaseOperations
