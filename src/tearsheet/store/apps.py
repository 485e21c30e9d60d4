"""The Django app of the store."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Rows with explicit keys; no surprise integer ids for nouns that have a key."""

    name = "tearsheet.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
