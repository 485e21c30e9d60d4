"""Which outlets need no introduction?"""

import tomllib
from functools import cache
from importlib.resources import files

from tearsheet.model import Outlet


@cache
def _keys() -> frozenset[str]:
    file = files("tearsheet.edit") / "known.toml"
    return frozenset(tomllib.loads(file.read_text("utf-8"))["keys"])


def is_known(outlet: Outlet) -> bool:
    """Whether readers anywhere know the outlet by name, so that it stands without its country."""
    return not _keys().isdisjoint((outlet.key, *outlet.domains))
