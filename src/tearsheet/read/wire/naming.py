"""What a hand is called: the register's key for a name, and whether two names are one."""

from functools import lru_cache

from tearsheet.press import register


@lru_cache(maxsize=4096)
def key_of(name: str) -> str | None:
    """The register's key for a name, None if it knows none."""
    if not name:
        return None
    outlet = register().named(name)
    return outlet.key if outlet else None


def is_same(one: str, other: str) -> bool:
    """Whether two printed names differ in case and surrounding space at most."""
    return one.casefold().strip() == other.casefold().strip()
