"""Letters on the disk: an mbox file, a Maildir, a folder of letters, a letter."""

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from tearsheet.collect import kinds
from tearsheet.collect.bounded import BrokenError, TooLargeError, gunzipped
from tearsheet.collect.files.file import modified, printable
from tearsheet.collect.mail.letter import Letter, MailboxState, letter_of
from tearsheet.model import Failed, Outcome, Skipped

_FROM = b"From "
# mboxrd (RFC 4155 names it): a line of the letter that begins so was given one more ">".
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_FROM_DATE = re.compile(
    r"From \S+\s+(?P<date>\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d)(?: \S+)? (?P<year>\d{4})"
)
_LETTERS = (".eml", ".eml.gz")
_MAILBOXES = (".mbox", ".mbx")
_BEGINNING = 512
_LONGEST_LINE = 1 << 20


def letters_on_disk(
    path: Path, shown: str, state: MailboxState, now: datetime, limit_bytes: int
) -> Iterator[Outcome[Letter]]:
    """The letters at a path, in order; of an mbox those behind ``state``. Never raises."""
    try:
        if path.is_dir():
            folders = list(_maildirs(path))
            if folders:
                yield from _in_maildirs(folders, path, shown, now, limit_bytes)
            else:
                yield from _in_folder(path, shown, now, limit_bytes)
        elif not path.exists():
            yield Failed("no such file", shown)
        else:
            yield from _in_file(path, shown, state, now, limit_bytes)
    except OSError as error:
        yield Failed("cannot be read", shown, error.strerror or str(error))


def _maildirs(path: Path) -> Iterator[Path]:
    """The folder and its subfolders (``.Name``, Maildir++) that hold ``cur`` and ``new``."""
    inside = sorted(one for one in path.iterdir() if one.is_dir() and one.name[0] == ".")
    for folder in (path, *inside):
        if (folder / "cur").is_dir() and (folder / "new").is_dir():
            yield folder


def _in_maildirs(
    folders: list[Path], top: Path, shown: str, now: datetime, limit_bytes: int
) -> Iterator[Outcome[Letter]]:
    for folder in folders:
        files = [one for place in ("cur", "new") for one in (folder / place).iterdir()]
        for file in sorted(files, key=lambda one: one.name):
            if file.is_file() and not file.name.startswith("."):
                # The flags behind the colon change as letters are read; the name does not.
                name = file.relative_to(top).with_name(file.name.split(":")[0])
                yield _whole(file, _below(shown, name), now, limit_bytes)


def _in_folder(
    path: Path, shown: str, now: datetime, limit_bytes: int
) -> Iterator[Outcome[Letter]]:
    for file in sorted(path.rglob("*")):
        name = file.name.lower()
        if not file.is_file() or name.startswith("."):
            continue
        below = _below(shown, file.relative_to(path))
        if name.endswith(_LETTERS):
            yield _whole(file, below, now, limit_bytes)
        elif name.endswith(_MAILBOXES):
            yield from _in_mbox(file, below, MailboxState(), now, limit_bytes)


def _below(shown: str, name: Path) -> str:
    return printable(f"{shown.rstrip('/')}/{name}")


def _in_file(
    path: Path, shown: str, state: MailboxState, now: datetime, limit_bytes: int
) -> Iterator[Outcome[Letter]]:
    with path.open("rb") as file:
        start = file.read(len(_FROM))
    if start == _FROM:
        yield from _in_mbox(path, shown, state, now, limit_bytes)
    else:
        yield _whole(path, shown, now, limit_bytes)


def _whole(path: Path, shown: str, now: datetime, limit_bytes: int) -> Outcome[Letter]:
    try:
        if path.stat().st_size > limit_bytes:
            return Skipped("too large", shown, f"{path.stat().st_size} bytes")
        payload = path.read_bytes()
        if payload.startswith(kinds.GZIP_MAGIC):
            payload = gunzipped(payload, limit_bytes)
        at = modified(path.stat().st_mtime, now)
    except OSError as error:
        return Failed("cannot be read", shown, error.strerror or str(error))
    except TooLargeError:
        return Skipped("too large", shown, "unpacked")
    except BrokenError as error:
        return Failed("broken compression", shown, str(error))
    return letter_of(payload, at, shown, limit_bytes=limit_bytes, state=MailboxState())


def _in_mbox(
    path: Path, shown: str, state: MailboxState, now: datetime, limit_bytes: int
) -> Iterator[Outcome[Letter]]:
    """The letters behind ``state`` where the file is the one it was, all of them where not."""
    with path.open("rb") as file:
        validity = zlib.crc32(file.read(_BEGINNING))
        file.seek(state.last)
        follows = file.read(len(_FROM))
        is_the_same = state.validity == validity and follows in (b"", _FROM)
        file.seek(state.last if is_the_same else 0)
        at = modified(path.stat().st_mtime, now)
        for start, end, head, payload in _split(file, limit_bytes):
            where = f"{shown}@{start}"
            if payload is None:
                yield Skipped("too large", where, f"{end - start} bytes")
                continue
            came = min(_came(head) or at, now)
            read = MailboxState(validity, end)
            yield letter_of(payload, came, where, limit_bytes=limit_bytes, state=read)


def _split(file: BinaryIO, limit_bytes: int) -> Iterator[tuple[int, int, bytes, bytes | None]]:
    """Where each letter begins and ends, the line above it, and its bytes; None if too many.

    A line ``From `` counts at the start and behind an empty line only.
    """
    start, head = file.tell(), b""
    letter, size = bytearray(), 0
    empty = begins = True
    while line := file.readline(_LONGEST_LINE):
        if empty and begins and line.startswith(_FROM):
            if head:
                end = file.tell() - len(line)
                yield start, end, head, _unquoted(letter) if size <= limit_bytes else None
            start, head = file.tell() - len(line), line
            letter, size = bytearray(), 0
        elif head:
            size += len(line)
            letter += line if size <= limit_bytes else b""
        empty = begins and line in (b"\n", b"\r\n")
        begins = line.endswith(b"\n")
    if head:
        yield start, file.tell(), head, _unquoted(letter) if size <= limit_bytes else None


def _unquoted(letter: bytearray) -> bytes:
    """A letter as it was sent: without the empty line that parts it from the next."""
    whole = bytes(letter)
    for end in (b"\r\n", b"\n"):
        if whole.endswith(end * 2):
            whole = whole[: -len(end)]
            break
    return _QUOTED_FROM.sub(rb"\1", whole)


def _came(head: bytes) -> datetime | None:
    """When a letter came, as the line above it says (UTC by custom)."""
    found = _FROM_DATE.match(head.decode("latin-1"))
    if found is None:
        return None
    try:
        at = datetime.strptime(f"{found['date']} {found['year']}", "%a %b %d %H:%M:%S %Y")
    except ValueError:
        return None
    return at.replace(tzinfo=UTC)
