"""Whose given name is it? (One file for all languages.)"""

import tomllib
from functools import cache
from importlib import resources


def sex_of_given_name(word: str) -> str:
    """``f``, ``m``, or nothing for a name that tells neither; case is ignored."""
    return _names().get(word.casefold(), "")


@cache
def _names() -> dict[str, str]:
    file = resources.files(__package__ or "") / "given.toml"
    table = tomllib.loads(file.read_text("utf-8"))
    return {name.casefold(): sex for sex in ("f", "m") for name in table[sex]}
