"""The Django app of the desk: templates, static files, catalogues."""

from django.apps import AppConfig
from django.contrib.contenttypes.management import create_contenttypes
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    """No tables of its own."""

    name = "tearsheet.desk"
    label = "desk"

    def ready(self) -> None:
        """Keep Django from writing lists of permissions and content types: roles are ours."""
        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        post_migrate.disconnect(create_contenttypes)
