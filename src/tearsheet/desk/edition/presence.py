"""Who has an edition open: told by the pages that ask how it stands, forgotten soon after.

Kept in memory: it is true for less than a minute, and the desk is one process.
"""

from datetime import datetime, timedelta
from threading import Lock

ABSENT_AFTER = timedelta(seconds=45)
"""Three times the pages' rhythm of asking (15 s): a slow line does not make anybody leave."""

_open: dict[tuple[str, int], dict[str, tuple[str, datetime]]] = {}
_lock = Lock()


def seen(watch_key: str, number: int, name: str, called: str, now: datetime) -> None:
    """Somebody (``name`` signs in, ``called`` is shown) has this edition open."""
    with _lock:
        _open.setdefault((watch_key, number), {})[name] = (called, now)


def others(watch_key: str, number: int, name: str, now: datetime) -> tuple[str, ...]:
    """Who else has it open, by what they are called."""
    with _lock:
        here = _open.get((watch_key, number), {})
        for gone in [one for one, (_, at) in here.items() if now - at > ABSENT_AFTER]:
            del here[gone]
        return tuple(sorted(called for one, (called, _) in here.items() if one != name))
