"""The tables of names and letters that stand beside the code."""

import tomllib
from functools import cache
from importlib import resources


@cache
def table(name: str) -> dict[str, dict[str, str]]:
    """The tables of ``scripts/<name>.toml``; every value in them is a string."""
    file = resources.files(__package__ or "") / "scripts" / f"{name}.toml"
    read: dict[str, dict[str, str]] = tomllib.loads(file.read_text("utf-8"))
    return read
