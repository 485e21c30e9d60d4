"""The worker: one thread that does what waits, one job after another."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread

from django.db import DatabaseError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tearsheet.archive import Archive, ArchiveError
from tearsheet.desk.background.work import WORK, Done, Progress, WorkRefusedError, asked
from tearsheet.model import Job
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.stopping import Stopped
from tearsheet.publish import PublishError
from tearsheet.store import jobs
from tearsheet.store.database import close_store
from tearsheet.store.sessions import forget_expired

PAUSE = 1.0  # seconds between two looks, for jobs that another process asked for
TELLING = 0.5  # seconds between two notes of how far a job is
STOPPING = 8.0  # seconds that a job has for stopping by itself

_log = logging.getLogger(__name__)


class Worker:
    """Does jobs from when it is entered until it is left; `stop` is raised inside the job."""

    def __init__(self, room: Newsroom) -> None:
        self._room = room
        self._stop = Event()
        self._thread = Thread(target=self._run, name="worker", daemon=True)

    def __enter__(self) -> "Worker":
        take_up()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop between two steps of the job; what cannot stop in time dies with the process."""
        self._stop.set()
        asked.set()
        self._thread.join(STOPPING)

    @property
    def at_work(self) -> bool:
        """Whether its thread still lives."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            with _archive_of_its_own(self._room) as room:
                while not self._stop.is_set():
                    asked.clear()
                    if not self._did_one(room):
                        asked.wait(PAUSE)
        finally:
            close_store()

    def _did_one(self, room: Newsroom) -> bool:
        try:
            job = jobs.claim(timezone.now())
            if job is None:
                return False
            do(room, job, self._stop)
        except (
            DatabaseError
        ):  # busy for long, or a full disk: the job is taken up at the next start
            _log.exception("the list of jobs could not be kept")
            self._stop.wait(PAUSE)
        return True


@contextmanager
def _archive_of_its_own(room: Newsroom) -> Iterator[Newsroom]:
    """The newsroom with an archive that no page of the site shares."""
    settings = room.settings
    archive = Archive.open(settings.archive, rotate_bytes=settings.warc_megabytes * 1_000_000)
    try:
        yield replace(room, archive=archive)
    finally:
        archive.close()


def take_up() -> None:
    """What a killed desk left running waits again, or is told as cut short; what is old goes."""
    now = timezone.now()
    jobs.take_up(
        {kind for kind, one in WORK.items() if one.again},
        _("The desk was stopped while this was under way. Please ask for it again."),
        _("The desk went down each time this was tried. Please tell who keeps the desk."),
        now,
    )
    jobs.forget_old(now)
    forget_expired()


def work_off(room: Newsroom) -> int:
    """Do everything that waits, here and now; how many jobs. For tests and one-off commands."""
    done = 0
    while job := jobs.claim(timezone.now()):
        do(room, job, Event())
        done += 1
    return done


def do(room: Newsroom, job: Job, stop: Event) -> None:
    """Do a job that was claimed, and file what came of it."""
    progress = Progress(stop)
    with translation.override(job.language):
        try:
            with _told(job, progress):
                came = WORK[job.kind].run(room, job.words, progress)
        except Stopped:
            jobs.put_back(job.number)
        except WorkRefusedError as error:
            jobs.fail(job.number, str(error), timezone.now())
        except (ArchiveError, PublishError, OSError) as error:
            _log.exception("job %s (%s)", job.number, job.kind)
            jobs.fail(job.number, str(error), timezone.now())
        except Exception as error:  # noqa: BLE001 - a fault ends its job, not the worker; it is told
            _log.exception("job %s (%s)", job.number, job.kind)
            why = _("Something broke on our side (%(fault)s). What was on file before is unharmed.")
            fault = f"{type(error).__name__}: {error}"
            jobs.fail(job.number, why % {"fault": fault}, timezone.now())
        else:
            done = came if isinstance(came, Done) else Done(came)
            jobs.end(job.number, done.told, done.leads_to, timezone.now())


@contextmanager
def _told(job: Job, progress: Progress) -> Iterator[None]:
    """While this lasts the store is told every moment how far the job is."""
    over = Event()

    def tell() -> None:
        told = progress.now
        try:
            while not over.wait(TELLING):
                if progress.now != told:
                    told = progress.now
                    jobs.note(job.number, *told)
        except DatabaseError:
            _log.warning("job %s: how far it is could not be noted", job.number)
        finally:
            close_store()

    teller = Thread(target=tell, name="teller", daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()
