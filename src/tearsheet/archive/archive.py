"""The archive's door: captures and texts go in durably and come back as they were."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from tearsheet.archive import bundle, check, record
from tearsheet.archive.errors import ArchiveError
from tearsheet.archive.listing import Entry
from tearsheet.archive.lock import Lock
from tearsheet.archive.member import member_at
from tearsheet.archive.record import FiledText, Original, Record
from tearsheet.archive.recovery import recover
from tearsheet.archive.walk import CAPTURES, Damage, files, walk
from tearsheet.archive.writer import Writer, name_of, number_of
from tearsheet.model import Arrival, Article, Capture, Location, capture_key

Place = tuple[int, int]  # number of the file, offset of the record


class Archive:
    """A folder of WARC files.

    `open` gives the one writer; `reading` any number of readers, in any process, that need no
    lock. Not for use by several threads at once. All methods raise `ArchiveError`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.recovered: tuple[str, ...] = ()
        self._clock: Callable[[], datetime] = _now
        self._lock: Lock | None = None
        self._writer: Writer | None = None
        self._captures: dict[bytes, Place] = {}
        self._payloads: dict[bytes, Place] = {}
        self._texts: dict[bytes, Place] = {}

    @classmethod
    def reading(cls, folder: Path) -> Self:
        """The archive for reading only: nothing is mended, nothing is locked."""
        return cls(folder)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        rotate_bytes: int,
        clock: Callable[[], datetime] | None = None,
    ) -> Self:
        """The archive for writing, made if it is not there, mended if a crash left it torn.

        ``recovered`` then says what was mended, in words. A new file is begun where a record
        would take one past ``rotate_bytes``. ``clock`` dates the ``warcinfo`` and text records.
        Raises `ArchiveError` if another process is writing or the folder cannot be written.
        """
        archive = cls(folder)
        archive._lock = Lock(folder)
        try:
            archive._recover(rotate_bytes, clock or _now)
        except BaseException:
            archive._lock.close()
            raise
        return archive

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Sync what is left, let go of the files and of the lock."""
        try:
            if self._writer is not None:
                self._writer.close()
        finally:
            self._writer = None
            if self._lock is not None:
                self._lock.close()
                self._lock = None

    def append(self, arrival: Arrival) -> Capture:
        """The capture that this arrival has become: on disk for good when it returns."""
        return self.append_all((arrival,))[0]

    def append_all(self, arrivals: Sequence[Arrival]) -> list[Capture]:
        """The captures, in order, made durable by one fsync.

        What is archived already (the same bytes from the same URL) is not written again: the
        capture of the first time comes back. Bytes known from another URL become a ``revisit``.
        """
        captures = [self._kept(arrival, arrival.payload_sha256) for arrival in arrivals]
        self.sync()
        return captures

    def append_text(self, article: Article, capture: Capture) -> Location:
        """Where the article's title and text lie; durable after `sync` or the next append.

        An article that is archived already is not written again.
        """
        key = article.key
        place = self._texts.get(bytes.fromhex(key))
        if place is not None:
            return member_at(self._path(place), place[1]).location
        location = self._writing().add(
            lambda previous: record.of_text(key, article.record, capture, previous, self._clock()),
            "conversion",
            key,
        )
        self._texts[bytes.fromhex(key)] = _place(location)
        return location

    def sync(self) -> None:
        """Make everything appended so far durable."""
        self._writing().sync()

    def payload(self, capture: Capture) -> bytes:
        """The bytes as they came, read back and held against their digests."""
        found = self._read(capture.location)
        payload = self._payload_of(found, capture.location)
        if sha256(payload).hexdigest() != capture.payload_sha256:
            at = capture.location
            raise ArchiveError("the payload is not what was archived", at.file, at.offset)
        return payload

    def record_text(self, location: Location) -> str:
        """The title, empty line and text of a ``conversion`` record."""
        found = self._read(location)
        if found.kind != "conversion":
            message = f"a record of kind {found.kind!r}, not a text"
            raise ArchiveError(message, location.file, location.offset)
        if sha256(found.block).hexdigest() != record.digest_of(found, "WARC-Block-Digest"):
            raise ArchiveError("the text is not what was archived", location.file, location.offset)
        return record.filed_text(found, location).record

    def scan(
        self,
        after: Mapping[str, int] | None = None,
        *,
        damaged: Callable[[ArchiveError], None] | None = None,
    ) -> Iterator[Capture | FiledText]:
        """Every capture and text in the order of writing.

        ``after`` maps a file's name to the byte to begin at; a file it does not name is read
        from its start. Damage raises `ArchiveError`, unless ``damaged`` takes it: then the
        scan goes on with the next whole record. A tail that is being written is left out.
        """
        since = after or {}
        paths = files(self.folder)
        for path in paths:
            for step in walk(path, since.get(path.name, 0)):
                if isinstance(step, Damage):
                    if step.torn and path == paths[-1]:
                        return
                    if damaged is None:
                        raise step.error
                    damaged(step.error)
                elif step.record.kind in CAPTURES:
                    yield record.capture_of(step.record, step.location)
                elif step.record.kind == "conversion":
                    yield record.filed_text(step.record, step.location)

    def check(
        self, expected: Mapping[tuple[str, int], str] | None = None
    ) -> Iterator[check.Progress | check.Damaged]:
        """What a reading of every byte finds; see `tearsheet.archive.check`.

        ``expected`` maps (file, offset) to the ``Location.sha256`` a database remembers.
        """
        return check.checked(self.folder, expected or {})

    def bundle(self, captures: Sequence[Capture], texts: Sequence[Location], path: Path) -> None:
        """Write just these records to one small WARC file, whole or not at all."""
        bundle.write(self.folder, captures, texts, path)

    def _recover(self, rotate_bytes: int, clock: Callable[[], datetime]) -> None:
        words: list[str] = []
        number, previous = 0, ""
        for found in recover(self.folder):
            words += found.mended
            number = number_of(found.path.name)
            for entry in found.entries:
                self._learn(entry, (number, entry.offset))
                previous = entry.sha256
        self.recovered = tuple(words)
        self._clock = clock
        self._writer = Writer(
            self.folder, number=number, previous=previous, rotate_bytes=rotate_bytes, clock=clock
        )

    def _learn(self, entry: Entry, place: Place) -> None:
        if entry.kind in CAPTURES:
            self._captures.setdefault(bytes.fromhex(entry.key), place)
            if entry.kind != "revisit":
                self._payloads.setdefault(bytes.fromhex(entry.payload), place)
        elif entry.kind == "conversion":
            self._texts.setdefault(bytes.fromhex(entry.key), place)

    def _writing(self) -> Writer:
        if self._writer is None:
            raise ArchiveError("is not open for writing", str(self.folder))
        return self._writer

    def _kept(self, arrival: Arrival, digest: str) -> Capture:
        key = capture_key(arrival.url, digest)
        place = self._captures.get(bytes.fromhex(key))
        return self._filed(arrival, key, digest) if place is None else self._capture_at(place)

    def _filed(self, arrival: Arrival, key: str, digest: str) -> Capture:
        original = self._original(digest)
        kind = record.kind_of(arrival, original)
        location = self._writing().add(
            lambda previous: record.of_arrival(arrival, previous, original, payload_sha256=digest),
            kind,
            key,
            digest,
        )
        self._learn(Entry(0, 0, "", kind, key, digest), _place(location))
        return Capture(
            key=key,
            url=arrival.url,
            requested_url=arrival.requested_url,
            captured_at=arrival.captured_at.astimezone(UTC),
            status=arrival.status,
            headers=arrival.headers,
            media_type=arrival.media_type,
            payload_sha256=digest,
            payload_length=len(arrival.payload),
            location=location,
            source=arrival.source,
        )

    def _original(self, payload_sha256: str) -> Original | None:
        place = self._payloads.get(bytes.fromhex(payload_sha256))
        if place is None:
            return None
        capture = self._capture_at(place)
        return Original(capture.url, capture.captured_at, capture.key, name_of(place[0]), place[1])

    def _capture_at(self, place: Place) -> Capture:
        member = member_at(self._path(place), place[1])
        found = record.parsed(member.plain, member.location)
        return record.capture_of(found, member.location)

    def _path(self, place: Place) -> Path:
        return self.folder / name_of(place[0])

    def _read(self, location: Location) -> Record:
        member = member_at(self.folder / location.file, location.offset, location.length)
        if member.location.sha256 != location.sha256:
            message = "the record's bytes have changed"
            raise ArchiveError(message, location.file, location.offset)
        return record.parsed(member.plain, location)

    def _payload_of(self, found: Record, location: Location) -> bytes:
        if found.kind != "revisit":
            return record.payload_of(found)
        file, offset = record.original_of(found, location)
        member = member_at(self.folder / file, offset)
        original = record.parsed(member.plain, member.location)
        if original.kind == "revisit":
            raise ArchiveError("a revisit of a revisit", location.file, location.offset)
        return record.payload_of(original)


def _place(location: Location) -> Place:
    return number_of(location.file), location.offset


def _now() -> datetime:
    return datetime.now(UTC)
