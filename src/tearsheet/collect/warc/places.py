"""Which web archives are meant: paths, patterns, URLs, S3 keys, WACZ files, lists of paths."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from glob import has_magic
from pathlib import Path
from typing import IO
from urllib.parse import urljoin, urlsplit

from tearsheet.collect import kinds
from tearsheet.collect.files.file import printable
from tearsheet.collect.files.listed import Found, Listed, found
from tearsheet.collect.warc import buckets, http_file
from tearsheet.collect.warc.reach import LostError, Reach
from tearsheet.collect.warc.roads import MissingPartError, Roads
from tearsheet.model import Failed, Skipped

LIST_BYTES = 64 << 20  # of a list of paths, unpacked: CC-NEWS names some 500 files a month
LIST_ENDINGS = (".paths", ".paths.gz", "/paths.gz", "paths.txt")
MOST_MEMBERS = 100_000
# Where the paths lead that Common Crawl's lists hold. Source: commoncrawl.org, Get Started.
COMMON_CRAWL = "https://data.commoncrawl.org/"
COMMON_CRAWL_PATHS = "crawl-data/"


@dataclass(frozen=True, slots=True)
class Place:
    """One web archive that can be opened; ``shown`` names it for good, by path or URL.

    `open` raises `LostError` where it cannot be had now, OSError where it is not there.
    """

    shown: str
    opener: Callable[[], Reach] = field(repr=False, compare=False)

    def open(self) -> Reach:
        """The archive from its first byte."""
        return self.opener()


def required(wheres: Iterable[str]) -> None:
    """Raise `MissingPartError` if one of these places needs a part that is not installed."""
    if any(where.lower().startswith("s3://") for where in wheres):
        buckets.required()


def places(wheres: Iterable[str], roads: Roads = Roads()) -> Iterator[Place | Skipped | Failed]:  # noqa: B008 - frozen
    """The web archives that ``wheres`` name, each opened only when it is its turn.

    A place is a path, a folder, a pattern, an http(s) URL, ``s3://bucket/key`` (or a prefix that
    ends with ``/``, or a pattern), each a WARC or ARC file, a WACZ file, or a list of such
    places (``warc.paths.gz``). Nothing raises.
    """
    for where in wheres:
        yield from _at(where, roads, listed=False)


def _at(where: str, roads: Roads, *, listed: bool) -> Iterator[Place | Skipped | Failed]:
    scheme = where.split("://", 1)[0].lower() if "://" in where else ""
    if scheme in ("http", "https"):
        yield from _opened_up(_over_http(where, roads), roads, listed=listed)
    elif scheme == "s3":
        yield from _in_bucket(where, roads, listed=listed)
    elif scheme not in ("", "file"):
        yield Failed("no such place", where, f"{scheme} is not http, https or s3")
    else:
        path = where.removeprefix("file://")
        yield from _on_disk(Listed(path, Path(path)), roads, listed=listed)


def _on_disk(wanted: Listed, roads: Roads, *, listed: bool) -> Iterator[Place | Skipped | Failed]:
    if not wanted.shown:  # what an unset variable leaves; Path("") would be the current folder
        yield Failed("no such file", "", "an empty name")
        return
    for file in found(wanted):
        if not isinstance(file, Found):
            yield type(file)(file.reason, printable(file.subject), file.detail)
        elif not file.meant and not kinds.is_warc(file.listed.path.name):
            yield Skipped("not a web archive", printable(file.listed.shown))
        else:
            yield from _opened_up(_file(file.listed), roads, listed=listed)


def from_disk(listed: Listed) -> Iterator[Place | Skipped | Failed]:
    """The web archive, or those of the WACZ file, in a file of the disk."""
    yield from _opened_up(_file(listed), Roads(), listed=True)


def _file(listed: Listed) -> Place:
    shown = printable(listed.shown)

    def opened() -> Reach:
        status = listed.path.stat()
        at = _time(status.st_mtime)
        return Reach(
            listed.path.open("rb"), shown, status.st_size, f"mtime {status.st_mtime_ns}", at
        )

    return Place(shown, opened)


def _time(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _over_http(url: str, roads: Roads) -> Place:
    return Place(http_file.shown(url), lambda: http_file.opened(url, roads))


def _in_bucket(where: str, roads: Roads, *, listed: bool) -> Iterator[Place | Skipped | Failed]:
    try:
        buckets.required()
    except MissingPartError as error:  # a list named it: no reason to stop at the rest
        yield Failed("a part is missing", where, str(error))
        return
    if not has_magic(where) and not where.endswith("/"):
        yield from _opened_up(_key(where, roads), roads, listed=listed)
        return
    try:
        keys = buckets.keys(where, roads)
    except OSError as error:
        yield Failed("cannot be read", where, str(error))
        return
    wanted = [key for key in keys if has_magic(where) or kinds.is_warc(key)]
    if not wanted:
        yield Failed("no such file", where, "nothing there is a web archive")
    for key in wanted:
        yield from _opened_up(_key(key, roads), roads, listed=listed)


def _key(where: str, roads: Roads) -> Place:
    return Place(where, lambda: buckets.opened(where, roads))


def _opened_up(place: Place, roads: Roads, *, listed: bool) -> Iterator[Place | Skipped | Failed]:
    """The place itself, or those that a WACZ file holds or a list names."""
    name = urlsplit(place.shown).path if "://" in place.shown else place.shown
    try:
        if name.lower().endswith(".wacz"):
            yield from _members(place)
        elif not name.lower().endswith(LIST_ENDINGS):
            yield place
        elif listed:
            yield Failed("a list in a list", place.shown)
        else:
            for where in _lines(place):
                yield from _named(where, place.shown, roads)
    except LostError as error:
        yield Failed("cannot be reached", place.shown, str(error))
    except OSError as error:
        yield Failed("cannot be read", place.shown, error.strerror or str(error))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        yield Failed("not a WACZ file", place.shown, str(error))


def _lines(place: Place) -> list[str]:
    """The places a list names. Raises OSError where it cannot be read."""
    with place.open() as reach:
        content = reach.read(LIST_BYTES + 1)
        while not reach.problem and len(content) <= LIST_BYTES and (more := reach.read(1 << 20)):
            content += more
        if reach.problem:
            raise LostError(reach.problem)
    if content.startswith(kinds.GZIP_MAGIC):
        try:
            with gzip.open(io.BytesIO(content)) as unpacked:
                content = unpacked.read(LIST_BYTES + 1)
        except (EOFError, zlib.error) as error:
            raise OSError(f"a broken list: {error}") from error
    if len(content) > LIST_BYTES:
        raise OSError("a list beyond all measure")
    return [
        line for raw in content.decode("utf-8", "replace").splitlines() if (line := raw.strip())
    ]


def _named(where: str, by: str, roads: Roads) -> Iterator[Place | Skipped | Failed]:
    """The places a line of a list names; a relative one begins at the root of the host or bucket.

    In a list on disk it is a path beside the list, or else one of Common Crawl's.
    """
    if "://" in where:
        yield from _at(where, roads, listed=True)
    elif by.lower().startswith(("http://", "https://")):
        yield from _at(urljoin(by, f"/{where.lstrip('/')}"), roads, listed=True)
    elif by.startswith("s3://"):
        bucket = by.removeprefix("s3://").split("/", 1)[0]
        yield from _at(f"s3://{bucket}/{where.lstrip('/')}", roads, listed=True)
    else:
        path = Path(by).parent / where
        if where.startswith(COMMON_CRAWL_PATHS) and not path.exists():
            yield from _at(COMMON_CRAWL + where, roads, listed=True)
        else:
            yield from _on_disk(Listed(str(path), path), roads, listed=True)


def _members(place: Place) -> Iterator[Place | Failed]:
    """The web archives inside a WACZ file. Source: Web Archive Collection Zipped, 1.1.1.

    Nothing is unpacked to disk, so that it does not matter what names its members have.
    """
    with place.open() as reach, zipfile.ZipFile(_Seekable(reach)) as parts:
        if reach.problem:
            raise LostError(reach.problem)
        names = [
            name
            for name in parts.namelist()
            if name.startswith("archive/") and kinds.is_warc(name) and not name.endswith(".wacz")
        ]
    if len(names) > MOST_MEMBERS:
        raise ValueError(f"{len(names)} web archives in one")
    if not names:
        yield Failed("not a WACZ file", place.shown, "no web archive in it")
    for name in names:
        yield _member(place, name)


def _member(place: Place, name: str) -> Place:
    shown = f"{place.shown}!{printable(name)}"

    def opened() -> Reach:
        with ExitStack() as stack:
            outer = stack.enter_context(place.open())
            parts = stack.enter_context(zipfile.ZipFile(_Seekable(outer)))
            try:
                member = parts.open(name)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError) as error:
                raise OSError(str(error)) from error
            length = parts.getinfo(name).file_size
            file = _Member(member, stack.pop_all())
        return Reach(file, shown, length, outer.version, outer.at, outer.again)

    return Place(shown, opened)


class _Member:
    """A member of a zip; closing it closes the zip."""

    def __init__(self, file: IO[bytes], around: ExitStack) -> None:
        self._file, self._around = file, around

    def read(self, size: int = -1, /) -> bytes:
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def close(self) -> None:
        self._file.close()
        self._around.close()


class _Seekable(io.RawIOBase):
    """What `zipfile` asks of a file, over a `Reach`."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if whence == 1:
            offset += self._reach.tell()
        elif whence == 2:
            if self._reach.length < 0:
                raise LostError("its host does not say how long it is")
            offset += self._reach.length
        if offset < 0:
            raise OSError("before the start")
        return self._reach.seek(offset)

    def tell(self) -> int:
        return self._reach.tell()

    def read(self, size: int = -1, /) -> bytes:
        wanted = self._reach.length - self._reach.tell() if size < 0 else size
        parts = bytearray()
        while len(parts) < wanted and (piece := self._reach.read(wanted - len(parts))):
            parts += piece
        if self._reach.problem:
            raise LostError(self._reach.problem)
        return bytes(parts)
