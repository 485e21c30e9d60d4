"""Style sheets and scripts under names that hold their hash, compressed, ready to be served."""

import hashlib
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from platformdirs import user_cache_path
from whitenoise.storage import CompressedManifestStaticFilesStorage

UNUSED = ("htmx-4*", "htmax-4*", "htmx-2.js", "ext", "django-htmx.js")
"""What django-htmx brings along and no page asks for."""
VERSION = "1"


class Hashed(CompressedManifestStaticFilesStorage):
    """A changed file has a new name, also where one script names another."""

    support_js_module_import_aggregation = True


def lay_out() -> None:
    """Make the folder of assets of this version, if it is not there yet, and serve from it.

    It lies in the cache folder of the person: whole or not there, and made anew if thrown away.
    """
    cache = user_cache_path("tearsheet", appauthor=False) / "assets"
    folder = cache / _version()
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache, prefix="half-") as half:
            made = Path(half) / "made"
            django_settings.STATIC_ROOT = str(made)
            call_command(
                "collectstatic", verbosity=0, interactive=False, ignore_patterns=list(UNUSED)
            )
            _put(made, folder)
    django_settings.STATIC_ROOT = str(folder)


def _put(made: Path, folder: Path) -> None:
    """Move what was made to its place; another desk may have been faster."""
    try:
        made.rename(folder)
    except OSError:
        if not folder.is_dir():
            shutil.copytree(made, folder)
    os.utime(folder)


def _version() -> str:
    """A name that changes whenever any asset does."""
    digest = hashlib.sha256(VERSION.encode())
    for finder in finders.get_finders():
        for path, storage in finder.list(list(UNUSED)):
            with storage.open(path) as stream:
                digest.update(path.encode() + b"\0" + stream.read() + b"\0")
    return digest.hexdigest()[:16]
