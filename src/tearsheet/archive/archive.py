"""The archive's door: captures and texts go in durably and come back as they were."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from tearsheet.archive import bundle, check, record
from tearsheet.archive.errors import ArchiveError
from tearsheet.archive.known import Known, Place
from tearsheet.archive.lock import PATIENCE, Lock
from tearsheet.archive.member import member_at
from tearsheet.archive.record import FiledText, Original, Record
from tearsheet.archive.walk import CAPTURES, Damage, files, name_of, number_of, walk
from tearsheet.archive.writer import Writer
from tearsheet.model import Arrival, Article, Capture, Location, capture_key


class Archive:
    """A folder of WARC files.

    `open` gives a writer, `reading` a reader; there may be any number of both, in any process.
    The lock is held only while something is written. One thread at a time may use an archive.
    All methods raise `ArchiveError`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._clock: Callable[[], datetime] = _now
        self._known = Known()
        self._lock: Lock | None = None
        self._writer: Writer | None = None
        self._inside = 0  # the process that holds the lock here: a forked child does not
        self._mended: list[str] = []

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
        patience: float = PATIENCE,
    ) -> Self:
        """The archive for writing, made if it is not there, mended if a crash left it torn.

        A new file is begun where a record would take one past ``rotate_bytes``. ``clock`` dates
        the ``warcinfo`` and text records. Raises `ArchiveError` if the folder cannot be written,
        or others write without a pause of theirs for ``patience`` seconds.
        """
        archive = cls(folder)
        archive._clock = clock or _now
        archive._lock = Lock(folder, patience)
        archive._writer = Writer(
            folder, known=archive._known, rotate_bytes=rotate_bytes, clock=archive._clock
        )
        archive._mended = archive._writer.mended
        try:
            with archive.writing():
                pass
        except BaseException:
            archive.close()
            raise
        return archive

    @property
    def recovered(self) -> tuple[str, ...]:
        """What was found broken and mended so far, in words: at the start, and behind writers
        that were killed since.
        """
        return tuple(self._mended)

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
        """Let go of the files."""
        writer, self._writer = self._writer, None
        lock, self._lock = self._lock, None
        try:
            if writer is not None:
                writer.close()
        finally:
            if lock is not None:
                lock.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep other writers out, once what they have appended is known here.

        Waits for them. Several appends inside are one turn; all of it is durable at the end, and
        what `append` gives back already before. May be used inside itself.
        """
        writer, lock = self._open_writer()
        if self._inside == os.getpid():
            yield
            return
        with lock.held():
            try:
                self._inside = os.getpid()
                writer.learn()
                yield
            finally:
                own, self._inside = self._inside, 0
                if own == os.getpid():
                    writer.settle()

    def append(self, arrival: Arrival) -> Capture:
        """The capture that this arrival has become: on disk for good when it returns."""
        return self.append_all((arrival,))[0]

    def append_all(self, arrivals: Sequence[Arrival]) -> list[Capture]:
        """The captures, in order, made durable by one fsync.

        What is archived already (the same bytes from the same URL) is not written again: the
        capture of the first time comes back. Bytes known from another URL become a ``revisit``.
        """
        digests = [arrival.payload_sha256 for arrival in arrivals]
        with self.writing():
            captures = [self._kept(*one) for one in zip(arrivals, digests, strict=True)]
            self.sync()
        return captures

    def append_text(self, article: Article, capture: Capture) -> Location:
        """Where the article's title and text lie.

        Durable when it returns; inside `writing` only at its end, after `sync` or the next
        append. An article that is archived already is not written again.
        """
        key = article.key
        with self.writing():
            place = self._known.text(key)
            if place is not None:
                return member_at(self._path(place), place[1]).location
            return self._open_writer()[0].add(
                lambda previous: record.of_text(
                    key, article.record, capture, previous, self._clock()
                ),
                "conversion",
                key,
            )

    def sync(self) -> None:
        """Make everything appended so far durable."""
        with self.writing():
            self._open_writer()[0].sync()

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

    def records_by_file(self) -> dict[str, tuple[int, int]]:
        """For each file how many captures and texts are in it, and the sum of their offsets.

        Of what is known for certain here, which is what was durable when this archive was opened
        or last wrote.
        """
        found: dict[int, tuple[int, int]] = {}
        for _, (number, offset) in self._known.places():
            count, offsets = found.get(number, (0, 0))
            found[number] = count + 1, offsets + offset
        return {name_of(number): tally for number, tally in found.items()}

    def keys_in(self, names: Iterable[str]) -> list[str]:
        """The keys of the captures and texts in these files, in the order of writing."""
        numbers = {number_of(name) for name in names}
        there = [(place, key) for key, place in self._known.places() if place[0] in numbers]
        return [key for _, key in sorted(there)]

    def record_of(self, key: str) -> Capture | FiledText:
        """The capture or the text of this key, read from its record."""
        place = self._known.place(key)
        if place is None:
            raise ArchiveError(f"no record of {key}", str(self.folder))
        member = member_at(self._path(place), place[1])
        found = record.parsed(member.plain, member.location)
        if found.kind == "conversion":
            return record.filed_text(found, member.location)
        return record.capture_of(found, member.location)

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

    def _open_writer(self) -> tuple[Writer, Lock]:
        if self._writer is None or self._lock is None:
            raise ArchiveError("is not open for writing", str(self.folder))
        return self._writer, self._lock

    def _kept(self, arrival: Arrival, digest: str) -> Capture:
        key = capture_key(arrival.url, digest)
        place = self._known.capture(key)
        return self._filed(arrival, key, digest) if place is None else self._capture_at(place)

    def _filed(self, arrival: Arrival, key: str, digest: str) -> Capture:
        original = self._original(digest)
        location = self._open_writer()[0].add(
            lambda previous: record.of_arrival(arrival, previous, original, payload_sha256=digest),
            record.kind_of(arrival, original),
            key,
            digest,
        )
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
            reserved=arrival.reserved,
        )

    def _original(self, payload_sha256: str) -> Original | None:
        place = self._known.payload(payload_sha256)
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


def _now() -> datetime:
    return datetime.now(UTC)
