"""The scheduler: asks for a round each time one is due."""

import logging
from datetime import timedelta
from threading import Event, Thread
from time import monotonic

from django.db import DatabaseError

from tearsheet.desk.background.work import ask
from tearsheet.pipeline.collecting import Push
from tearsheet.store import sources
from tearsheet.store.database import close_store

LOOK = 0.5  # seconds between two looks whether a hub called or the desk is being stopped

_log = logging.getLogger(__name__)


class Scheduler:
    """Asks for a round at once and then each ``every``, or when a hub calls, until it is left."""

    def __init__(self, every: timedelta, push: Push | None = None) -> None:
        self._every = every.total_seconds()
        self._push = push
        self._stop = Event()
        self._thread = Thread(target=self._run, name="scheduler", daemon=True)

    def __enter__(self) -> "Scheduler":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(10 * LOOK)

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._ask()
                self._wait(monotonic() + self._every)
        finally:
            close_store()

    def _ask(self) -> None:
        """Ask for a round, if there is anything to visit."""
        try:
            if sources.sources():
                words = {"callback": self._push.address} if self._push else {}
                ask("collect", words, "")
        except DatabaseError:
            _log.exception("no round could be asked for; the next one is tried in its turn")

    def _wait(self, until: float) -> None:
        while not self._stop.is_set() and (left := until - monotonic()) > 0:
            moment = min(left, LOOK)
            if self._push:
                if self._push.rung(moment):
                    return
            else:
                self._stop.wait(moment)
