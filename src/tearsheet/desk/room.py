"""The newsroom that the site works in: opened once by who serves it, asked for by the pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from tearsheet.pipeline.newsroom import Newsroom

_open: list[Newsroom] = []


@contextmanager
def working_in(newsroom: Newsroom) -> Iterator[None]:
    """Until this ends, `room` gives that newsroom."""
    _open.append(newsroom)
    try:
        yield
    finally:
        _open.pop()


def room() -> Newsroom:
    """The newsroom the site works in. Raises RuntimeError where nobody opened one."""
    if not _open:
        raise RuntimeError("the desk is served by `tearsheet serve`, which opens the newsroom")
    return _open[-1]
