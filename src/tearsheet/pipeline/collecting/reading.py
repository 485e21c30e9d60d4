"""Reading what is archived, while more is fetched: one reader a home."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Event, Thread
from types import TracebackType

from tearsheet.archive import Archive
from tearsheet.model import Change, Tally
from tearsheet.pipeline.alone import alone
from tearsheet.pipeline.ingest import Progress, read_unread
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.store.database import close_store

PAUSE = 0.5  # seconds between two looks for something to read


class Reader:
    """A thread that reads whatever is archived and unread, until it is told that no more comes.

    It has an archive and a database connection of its own. ``tally`` is what it counted,
    ``changes`` what it found to be no longer as it was.
    """

    def __init__(
        self, room: Newsroom, now: Callable[[], datetime], progress: Progress = lambda tally: None
    ) -> None:
        self.tally = Tally()
        self.changes: list[Change] = []
        self._room = room
        self._now = now
        self._progress = progress
        self._finish = Event()
        self._stop = Event()
        self._failed: BaseException | None = None
        self._thread = Thread(target=self._run, name="reader")

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait until all is read; after an error, or at Ctrl-C, stop between two pages."""
        if kind is not None:
            self._stop.set()
        self._finish.set()
        try:
            self._thread.join()
        except KeyboardInterrupt:
            self._stop.set()
            self._thread.join()
            raise
        if self._failed is not None and kind is None:
            raise self._failed

    def _run(self) -> None:
        try:
            self._read()
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            self._failed = error
        finally:
            close_store()

    def _read(self) -> None:
        archive = Archive.open(
            self._room.settings.archive,
            rotate_bytes=self._room.settings.warc_megabytes * 1_000_000,
        )
        try:
            room = replace(self._room, archive=archive)
            while not self._stop.is_set():
                last = self._finish.is_set()
                with alone(room.settings.home, "reading") as ours:
                    if ours:
                        self._read_all(room)
                if last and ours:
                    return
                self._pause(last)
        finally:
            archive.close()

    def _pause(self, last: bool) -> None:
        """A moment; at the end of a round for another process that reads, and reads ours too."""
        (self._stop if last else self._finish).wait(PAUSE)

    def _read_all(self, room: Newsroom) -> None:
        read_unread(
            room,
            self._now,
            self.tally,
            self._progress,
            self.changes.append,
            self._stop.is_set,
        )
