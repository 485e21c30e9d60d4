"""A walk over a WARC file that survives damage: each step is a record or a stretch that is none."""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tearsheet.archive import record as records
from tearsheet.archive.errors import ArchiveError
from tearsheet.archive.listing import DAMAGED, Entry
from tearsheet.archive.member import HEAD, UnfinishedError, member_at, members
from tearsheet.archive.record import Record
from tearsheet.model import Location

CAPTURES = frozenset({"response", "resource", "revisit"})


@dataclass(frozen=True, slots=True)
class Step:
    """One record and where it lies."""

    location: Location
    record: Record


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch that holds no readable record, and why; ``last`` if no record follows it."""

    location: Location
    error: ArchiveError
    last: bool

    @property
    def torn(self) -> bool:
        """Whether it looks like a write that was cut short."""
        return self.last and isinstance(self.error, UnfinishedError)


def name_of(number: int) -> str:
    """The name of the archive's file of this number, from 1 on."""
    return f"tearsheet-{number:06d}.warc.gz"


def number_of(name: str) -> int:
    """The number in a file's name."""
    return int(name.removeprefix("tearsheet-").removesuffix(".warc.gz"))


def files(folder: Path) -> list[Path]:
    """The archive's WARC files, oldest first."""
    return sorted(folder.glob("tearsheet-*.warc.gz"))


def walk(path: Path, start: int = 0, end: int | None = None) -> Iterator[Step | Damage]:
    """Every record of a file from byte ``start`` on, in order; damage is stepped over."""
    size = path.stat().st_size if end is None else end
    while start < size:
        try:
            for member in members(path, start, size):
                step = Step(member.location, records.parsed(member.plain, member.location))
                yield step
                start = member.location.offset + member.location.length
        except ArchiveError as error:
            follows = next_record(path, start + 1, size)
            stop = size if follows is None else follows
            yield Damage(_stretch(path, start, stop), error, last=follows is None)
            start = stop


def next_record(path: Path, start: int, size: int) -> int | None:
    """The offset of the first whole record at or after ``start``, None where there is none."""
    if start >= size:
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ) as view:
        place = view.find(HEAD, start)
        while place >= 0:
            if _is_record(path, place):
                return place
            place = view.find(HEAD, place + 1)
    return None


def entry_of(step: Step | Damage) -> Entry:
    """What the list says of a step of the walk."""
    at = step.location
    if isinstance(step, Damage):
        return Entry(at.offset, at.length, at.sha256, DAMAGED)
    kind, key, payload = step.record.kind, "", ""
    if kind in CAPTURES:
        capture = records.capture_of(step.record, at)
        key, payload = capture.key, capture.payload_sha256
    elif kind == "conversion":
        key = records.filed_text(step.record, at).article_key
    return Entry(at.offset, at.length, at.sha256, kind, key, payload)


def _is_record(path: Path, offset: int) -> bool:
    try:
        member = member_at(path, offset)
        records.parsed(member.plain, member.location)
    except ArchiveError:
        return False
    return True


def _stretch(path: Path, start: int, stop: int) -> Location:
    digest = sha256()
    with path.open("rb") as file:
        file.seek(start)
        left = stop - start
        while left and (chunk := file.read(min(left, 1 << 20))):
            digest.update(chunk)
            left -= len(chunk)
    return Location(path.name, start, stop - start, digest.hexdigest())
