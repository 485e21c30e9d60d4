"""Is every byte still what it was?

Records must tile each file, inflate (gzip CRC), hold their digests, and refer to records that
are there. That finds most flipped bytes; a flip that inflates to the same words (in padding, in
a distance that reaches equal bytes) is found by digests of the bytes on disk, of which there are
three: each record carries that of the record before it (``Tearsheet-Previous``), the list beside
the file has all of them, and a caller may give those its database remembers.

Others may be writing meanwhile. What looks unfinished is looked at again once nobody is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tearsheet.archive import listing, record
from tearsheet.archive.errors import ArchiveError
from tearsheet.archive.listing import Listing
from tearsheet.archive.lock import nobody_writing
from tearsheet.archive.record import Record
from tearsheet.archive.walk import CAPTURES, Damage, Step, files, walk
from tearsheet.model import Location

REPORT_BYTES = 8 << 20  # how often progress is told


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is: bytes and records done, of ``bytes_total``."""

    file: str
    records: int
    bytes_done: int
    bytes_total: int


@dataclass(frozen=True, slots=True)
class Damaged:
    """Something that is not as it was archived, in words; ``offset`` is the record's."""

    file: str
    offset: int
    message: str


@dataclass(slots=True)
class _Seen:
    """What has gone by: digests of bytes on disk, captures and payloads, and what was found."""

    previous: str = ""
    damaged_before: bool = False
    records: int = 0
    bytes_done: int = 0
    captures: set[str] = field(default_factory=set)
    payloads: dict[tuple[str, int], str] = field(default_factory=dict)


def checked(folder: Path, expected: Mapping[tuple[str, int], str]) -> Iterator[Progress | Damaged]:
    """Progress and damage, in the order of the bytes; ends with the last `Progress`.

    ``expected`` maps (file, offset) to the SHA-256 of the record's bytes on disk.
    """
    paths = files(folder)
    total = sum(path.stat().st_size for path in paths)
    unmet = dict(expected)
    seen = _Seen()
    told = 0
    for path in paths:
        listed = _listed(path)
        if not listed.whole:
            yield Damaged(listing.beside(path).name, 0, "the list is damaged or gone")
        remembered = {entry.offset: entry.sha256 for entry in listed.entries}
        for step in _settled(path):
            at = step.location
            messages = _messages(step, seen)
            messages += _compared(at, remembered.pop(at.offset, None), "its list")
            messages += _compared(at, unmet.pop((at.file, at.offset), None), "the database")
            for message in dict.fromkeys(messages):
                yield Damaged(at.file, at.offset, message)
            seen.bytes_done += at.length
            if seen.bytes_done - told >= REPORT_BYTES:
                told = seen.bytes_done
                yield Progress(path.name, seen.records, seen.bytes_done, total)
        for offset in remembered:
            yield Damaged(path.name, offset, "a record of the list is not there")
    for file, offset in unmet:
        yield Damaged(file, offset, "a record the database knows is not there")
    total = max(total, seen.bytes_done)
    yield Progress(paths[-1].name if paths else "", seen.records, seen.bytes_done, total)


def _listed(path: Path) -> Listing:
    listed = listing.read(path)
    if not listed.whole:
        with nobody_writing(path.parent):
            return listing.read(path)
    return listed


def _settled(path: Path) -> Iterator[Step | Damage]:
    """Every step of a walk; an end that is none is walked once more when nobody is writing."""
    for step in walk(path):
        if isinstance(step, Damage) and step.last:
            with nobody_writing(path.parent):
                size = path.stat().st_size
            yield from walk(path, step.location.offset, size)
            return
        yield step


def _compared(at: Location, digest: str | None, whose: str) -> list[str]:
    if digest is None or digest == at.sha256:
        return []
    return [f"the record's bytes differ from what {whose} remembers"]


def _messages(step: Step | Damage, seen: _Seen) -> list[str]:
    at = step.location
    if isinstance(step, Damage):
        seen.damaged_before, seen.previous = True, at.sha256
        return [f"no readable record in {at.length} bytes: {step.error}"]
    seen.records += 1
    messages = _chained(step.record, at, seen)
    messages += _digests(step.record)
    try:
        messages += _kind(step.record, at, seen)
    except ArchiveError as error:
        messages.append(str(error))
    seen.damaged_before, seen.previous = False, at.sha256
    return messages


def _chained(found: Record, at: Location, seen: _Seen) -> list[str]:
    if record.previous_of(found) == seen.previous or seen.damaged_before:
        return []
    return ["the record before this one has changed (its bytes differ from the chain)"]


def _digests(found: Record) -> list[str]:
    if record.digest_of(found, "WARC-Block-Digest") != sha256(found.block).hexdigest():
        return ["the block does not have its digest"]
    return []


def _kind(found: Record, at: Location, seen: _Seen) -> list[str]:
    if found.kind in CAPTURES:
        return _capture(found, at, seen)
    if found.kind == "conversion":
        return _text(found, at, seen)
    return [] if found.kind == "warcinfo" else [f"a record of unknown kind {found.kind!r}"]


def _capture(found: Record, at: Location, seen: _Seen) -> list[str]:
    capture = record.capture_of(found, at)
    messages = _identified(found, capture.key)
    if found.kind != "revisit":
        seen.payloads[at.file, at.offset] = capture.payload_sha256
        if sha256(record.payload_of(found)).hexdigest() != capture.payload_sha256:
            messages.append("the payload does not have its digest")
    elif seen.payloads.get(record.original_of(found, at)) != capture.payload_sha256:
        messages.append("the payload it revisits is not where it says")
    seen.captures.add(capture.key)
    return messages


def _text(found: Record, at: Location, seen: _Seen) -> list[str]:
    text = record.filed_text(found, at)
    messages = _identified(found, text.article_key)
    if text.capture_key not in seen.captures:
        messages.append("a text whose capture is not there")
    if found.headers.get("WARC-Refers-To") != record.record_id(text.capture_key):
        messages.append("a text that refers to another record than its capture")
    return messages


def _identified(found: Record, key: str) -> list[str]:
    if found.headers.get("WARC-Record-ID") == record.record_id(key):
        return []
    return ["the record's name does not fit what it holds"]
