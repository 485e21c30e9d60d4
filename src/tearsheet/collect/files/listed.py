"""Which files are meant: folders walked, patterns widened, lists read, junk counted."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import has_magic, iglob
from os import listdir
from pathlib import Path

from tearsheet.model import Failed, Skipped

Identity = tuple[int, int]  # device and inode
JUNK = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "Icon\r"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: a path, and what its writer knows of it.

    ``shown`` is the path as it was given, for people; ``path`` is where it is. ``captured_at``
    is aware.
    """

    shown: str
    path: Path
    url: str | None = None
    captured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file to be read. ``meant`` if it was named itself, not met in a folder."""

    listed: Listed
    meant: bool


def listed(lines: Iterable[str], base: Path) -> Iterator[Listed | Failed]:
    """What each line of a list names; a line that cannot be understood is a `Failed`.

    A line is ``PATH``, ``PATH<TAB>URL``, ``PATH<TAB>URL<TAB>TIME`` (ISO 8601, UTC if it names no
    zone), or a JSON object with ``path``, ``url`` and ``captured_at``. Relative paths start at
    ``base``. Empty lines count for nothing.
    """
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        if not line.strip():
            continue
        try:
            yield _json_line(line, base) if line.startswith("{") else _tabbed_line(line, base)
        except (ValueError, TypeError) as error:
            yield Failed("not a line of a list", f"line {number}", str(error))


def found(wanted: Listed) -> Iterator[Found | Skipped | Failed]:
    """The files behind one path: itself, everything below a folder, or what a pattern matches."""
    path = wanted.path
    try:
        exists = path.exists()
    except (OSError, ValueError) as error:
        yield Failed("cannot be read", wanted.shown, str(error))
        return
    if exists:
        yield from _found_at(wanted)
    elif has_magic(wanted.shown):
        yield from _matching(wanted)
    else:
        yield Failed("no such file", wanted.shown)


def _json_line(line: str, base: Path) -> Listed:
    match json.loads(line):
        case {"path": str(path), **rest}:
            url, time = rest.get("url"), rest.get("captured_at")
        case _:
            raise ValueError("no path in it")
    if not isinstance(url, str | None) or not isinstance(time, str | None):
        raise TypeError("url and captured_at are strings")
    return _listed(path, url, time, base)


def _tabbed_line(line: str, base: Path) -> Listed:
    path, *rest = line.split("\t")
    if len(rest) > 2:
        raise ValueError("more than PATH, URL and TIME")
    return _listed(path, rest[0] if rest else None, rest[1] if len(rest) == 2 else None, base)


def _listed(path: str, url: str | None, time: str | None, base: Path) -> Listed:
    if not path:
        raise ValueError("no path in it")
    if url is not None:
        url.encode()  # a UnicodeEncodeError is a ValueError: half a surrogate pair is no URL
    at = datetime.fromisoformat(time) if time else None
    if at is not None:
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return Listed(path, base / path, url or None, at)


def _matching(wanted: Listed) -> Iterator[Found | Skipped | Failed]:
    matches = sorted(iglob(str(wanted.path), recursive=True))  # noqa: PTH207 - keeps absolute patterns
    if not matches:
        yield Failed("no such file", wanted.shown, "the pattern matches nothing")
    for match in matches:
        yield from _found_at(Listed(match, Path(match), wanted.url, wanted.captured_at))


def _found_at(wanted: Listed) -> Iterator[Found | Skipped | Failed]:
    if not wanted.path.is_dir():
        yield Found(wanted, meant=True) if wanted.path.is_file() else _not_a_file(wanted.shown)
    elif wanted.url is not None:
        yield Failed("a URL for a whole folder", wanted.shown)
    else:
        yield from _below(wanted)


def _below(top: Listed) -> Iterator[Found | Skipped | Failed]:
    """Everything below a folder, names in order; a link back to a folder above is not followed."""
    open_folders: list[tuple[Identity, Iterator[Path]]] = []
    pending: Listed | None = top
    while pending is not None or open_folders:
        if pending is not None:
            above = frozenset(identity for identity, _ in open_folders)
            opened = _opened(pending, above)
            if isinstance(opened, Skipped | Failed):
                yield opened
            else:
                open_folders.append(opened)
            pending = None
            continue
        path = next(open_folders[-1][1], None)
        if path is None:
            open_folders.pop()
            continue
        below = Listed(_shown(top, path), path, None, top.captured_at)
        if _is_junk(path.name):
            yield Skipped("hidden or junk", below.shown)
        elif path.is_dir():
            pending = below
        else:
            yield Found(below, meant=False) if path.is_file() else _not_a_file(below.shown)


def _opened(
    folder: Listed, above: frozenset[Identity]
) -> tuple[Identity, Iterator[Path]] | Skipped | Failed:
    try:
        status = folder.path.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in above:
            return Skipped("a link back to its own folder", folder.shown)
        names = sorted(listdir(folder.path))  # noqa: PTH208 - a name takes a tenth of a Path
    except OSError as error:
        return Failed("cannot be read", folder.shown, error.strerror or "")
    return identity, (folder.path / name for name in names)


def _shown(top: Listed, path: Path) -> str:
    """A path below a folder as the folder was given."""
    return f"{top.shown.rstrip('/')}/{path.relative_to(top.path)}"


def _is_junk(name: str) -> bool:
    return name.startswith((".", "~$")) or name.endswith("~") or name in JUNK


def _not_a_file(shown: str) -> Skipped:
    return Skipped("not a regular file", shown)
