"""The evidence bundle: a small WARC file with just the records an edition rests on.

Its ``warcinfo`` lists the SHA-256 of every record that follows, in order, so that none can be
altered, added or left out unnoticed. Records are the archive's own, byte for byte.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from tearsheet.archive import record
from tearsheet.archive.errors import ArchiveError
from tearsheet.archive.lock import settle_names
from tearsheet.archive.member import Member, member_at, members, packed
from tearsheet.archive.record import Record
from tearsheet.archive.walk import CAPTURES
from tearsheet.model import Capture, Location

LISTED = "tearsheet-record"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle proves: pages, texts and where they came from.

    ``payloads`` and ``captures`` go by capture key; ``records`` by article key, each with the
    text (`Article.record`) and its capture's key.
    """

    payloads: Mapping[str, bytes]
    records: Mapping[str, tuple[str, str]]
    captures: Mapping[str, Capture]


def write(folder: Path, captures: Sequence[Capture], texts: Sequence[Location], path: Path) -> None:
    """Write the bundle at ``path``, durably, whole or not at all. Raises `ArchiveError`.

    The same records make the same bytes: its date is that of the youngest capture. What a
    revisit refers to comes along. A text whose capture is not among them is refused.
    """
    places = [*(capture.location for capture in captures), *texts]
    chosen: dict[tuple[str, int], bytes] = {}
    for place in places:
        for raw, at in _with_original(folder, place):
            chosen.setdefault((at.file, at.offset), raw)
    ordered = [chosen[place] for place in sorted(chosen)]
    youngest = max(
        (capture.captured_at for capture in captures), default=datetime(1970, 1, 1, tzinfo=UTC)
    )
    facts = [
        ("software", "tearsheet"),
        ("format", "WARC File Format 1.1"),
        *((LISTED, sha256(raw).hexdigest()) for raw in ordered),
    ]
    opening = packed(record.warcinfo(path.name, youngest, "", facts))
    _settle(path, b"".join([opening, *ordered]))


def read_bundle(path: Path) -> Bundle:
    """The bundle at ``path``, all digests verified; raises `ArchiveError` naming what is broken."""
    try:
        found = [(member, record.parsed(member.plain, member.location)) for member in members(path)]
    except OSError as error:
        raise ArchiveError(f"cannot be read ({error.strerror})", path.name) from error
    if not found or found[0][1].kind != "warcinfo":
        raise ArchiveError("not an evidence bundle", path.name)
    _hold_to_list(found, path.name)
    payloads, captures = _captures(found)
    return Bundle(payloads, _texts(found, captures), captures)


def _with_original(folder: Path, place: Location) -> list[tuple[bytes, Location]]:
    """The bytes of a record, before it those of the record it revisits."""
    raw, member = _raw(folder, place.file, place.offset)
    if member.location.sha256 != place.sha256:
        raise ArchiveError("the record's bytes have changed", place.file, place.offset)
    found = record.parsed(member.plain, place)
    if found.kind != "revisit":
        return [(raw, place)]
    original, held = _raw(folder, *record.original_of(found, place))
    return [(original, held.location), (raw, place)]


def _raw(folder: Path, file: str, offset: int) -> tuple[bytes, Member]:
    member = member_at(folder / file, offset)
    with (folder / file).open("rb") as opened:
        opened.seek(offset)
        return opened.read(member.location.length), member


def _settle(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        read_bundle(draft)
        draft.replace(path)
        settle_names(path.parent)
    except ArchiveError:
        draft.unlink(missing_ok=True)
        raise
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise ArchiveError(f"cannot be written ({error.strerror})", str(path)) from error


def _hold_to_list(found: Sequence[tuple[Member, Record]], name: str) -> None:
    opening = found[0][1]
    _hold_block(opening, found[0][0].location)
    pairs = [line.partition(": ") for line in opening.block.decode("ascii", "replace").splitlines()]
    listed = [value for key, _, value in pairs if key == LISTED]
    if len(listed) != len(found) - 1:
        message = f"{len(found) - 1} records, where the bundle lists {len(listed)}"
        raise ArchiveError(message, name)
    for digest, (member, _) in zip(listed, found[1:], strict=True):
        if digest != member.location.sha256:
            raise ArchiveError("the record is not the one listed", name, member.location.offset)


def _captures(
    found: Sequence[tuple[Member, Record]],
) -> tuple[Mapping[str, bytes], Mapping[str, Capture]]:
    by_digest: dict[str, bytes] = {}
    captures: dict[str, Capture] = {}
    for member, one in found:
        if one.kind not in CAPTURES:
            continue
        at = member.location
        _hold_block(one, at)
        capture = record.capture_of(one, at)
        _hold_name(one, capture.key, at)
        if one.kind != "revisit":
            by_digest[capture.payload_sha256] = _payload(one, capture)
        elif capture.payload_sha256 not in by_digest:
            raise ArchiveError("the payload it revisits is missing", at.file, at.offset)
        captures[capture.key] = capture
    payloads = {key: by_digest[capture.payload_sha256] for key, capture in captures.items()}
    return MappingProxyType(payloads), MappingProxyType(captures)


def _payload(one: Record, capture: Capture) -> bytes:
    payload = record.payload_of(one)
    if sha256(payload).hexdigest() != capture.payload_sha256:
        at = capture.location
        raise ArchiveError("the payload does not have its digest", at.file, at.offset)
    return payload


def _texts(
    found: Sequence[tuple[Member, Record]], captures: Mapping[str, Capture]
) -> Mapping[str, tuple[str, str]]:
    texts: dict[str, tuple[str, str]] = {}
    for member, one in found:
        if one.kind != "conversion":
            continue
        at = member.location
        _hold_block(one, at)
        text = record.filed_text(one, at)
        _hold_name(one, text.article_key, at)
        if text.capture_key not in captures:
            raise ArchiveError("a text whose capture is missing", at.file, at.offset)
        texts[text.article_key] = (text.record, text.capture_key)
    return MappingProxyType(texts)


def _hold_block(one: Record, at: Location) -> None:
    if record.digest_of(one, "WARC-Block-Digest") != sha256(one.block).hexdigest():
        raise ArchiveError("the block does not have its digest", at.file, at.offset)


def _hold_name(one: Record, key: str, at: Location) -> None:
    if one.headers.get("WARC-Record-ID") != record.record_id(key):
        message = "the record's name does not fit what it holds"
        raise ArchiveError(message, at.file, at.offset)
