"""What arrives at the door, whatever way it was named."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

from tearsheet.collect import kinds
from tearsheet.collect.files.file import arrival, printable
from tearsheet.collect.files.listed import Found, Listed, found, listed
from tearsheet.model import Arrival, Failed, Outcome

STDIN = "-"


def arrivals(
    paths: Iterable[str | Listed | Failed],
    now: datetime,
    *,
    limit_bytes: int,
    stdin: Iterable[str] | None = None,
) -> Iterator[Outcome[Arrival]]:
    """An outcome for every file, and for every record of a web archive, that ``paths`` name.

    A path is a file, a folder (walked in order of names), a pattern, ``-`` for a list on
    standard input, or a line that `listed` has read. Nothing is ahead of the reader: one
    payload of at most ``limit_bytes`` is held at a time. Nothing raises: what cannot be read is
    `Failed`, what is no page or too large is `Skipped`.
    """
    for wanted in _wanted(paths, _standard_input() if stdin is None else stdin):
        if isinstance(wanted, Failed):
            yield wanted
            continue
        for file in found(wanted):
            if isinstance(file, Found):
                yield from _arriving(file, now, limit_bytes)
            else:
                yield type(file)(file.reason, printable(file.subject), file.detail)


def _standard_input() -> Iterable[str]:
    """Lines of standard input; a file name need not be valid UTF-8."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")
    return sys.stdin


def _wanted(
    paths: Iterable[str | Listed | Failed], stdin: Iterable[str]
) -> Iterator[Listed | Failed]:
    for path in paths:
        if not isinstance(path, str):
            yield path
        elif path == STDIN:
            yield from listed(stdin, Path())
        elif not path:  # what an unset variable leaves; Path("") would be the current folder
            yield Failed("no such file", path, "an empty name")
        else:
            yield Listed(path, Path(path))


def _arriving(file: Found, now: datetime, limit_bytes: int) -> Iterator[Outcome[Arrival]]:
    if not kinds.is_warc(file.listed.path.name):
        yield arrival(file, now, limit_bytes=limit_bytes)
    elif file.listed.url is not None:
        yield Failed("a URL for a whole web archive", printable(file.listed.shown))
    else:
        # Imported late: it brings an HTTP client along, and few files are web archives.
        from tearsheet.collect.warc import arriving

        yield from arriving.arrivals(file, now, limit_bytes=limit_bytes)
