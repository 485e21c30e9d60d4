"""Work that one process of a home does at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal


@contextmanager
def alone(
    home: Path,
    work: Literal["reading", "relating", "filing cards", "serving"],
    *,
    wait: bool = False,
) -> Iterator[bool]:
    """Whether this process is the one that does this work, for as long as the block lasts.

    Reading takes all cores, so a second reader would only read the same pages again; articles
    are related in one order; cards would be made twice; a home has one desk. With ``wait`` it is
    always this one, once any other is done. The lock goes with the process, however it ends.
    """
    with (home / f"{work.replace(' ', '-')}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
