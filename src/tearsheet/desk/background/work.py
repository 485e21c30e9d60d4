"""What can be done in the background: a register of kinds, and how a page asks for one."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TypeVar

from django.utils import timezone, translation

from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.stopping import Stopped
from tearsheet.store import jobs


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: a plain sentence, and where what was made can be seen."""

    told: str
    leads_to: str = ""


class WorkRefusedError(ValueError):
    """A job cannot be done; the message says why and what to do, in plain words."""


class Progress:
    """How far a job is. Call it often: when the desk is being stopped it raises `Stopped`.

    ``progress(_("Reading pages"), 12, 40)``; ``whole`` 0 where nobody knows how many. It writes
    nothing itself, so that it may be called from any thread and any loop.
    """

    def __init__(self, stop: Event | None = None) -> None:
        self.now: tuple[int, int, str] = (0, 0, "")
        self._stop = stop or Event()

    def __call__(self, doing: str, done: int = 0, whole: int = 0) -> None:
        """Say what is under way. Raises `Stopped`."""
        self.tell(doing, done, whole)
        if self._stop.is_set():
            raise Stopped

    def tell(self, doing: str, done: int = 0, whole: int = 0) -> None:
        """Say what is under way, where nothing may be raised."""
        self.now = (done, whole, doing)

    def told_to_stop(self) -> bool:
        """Whether the desk is being stopped, for work that looks for itself."""
        return self._stop.is_set()


Run = Callable[[Newsroom, dict[str, str], Progress], str | Done]
R = TypeVar("R", bound=Run)


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work. ``again``: a job that was cut short may simply be begun again;
    ``once``: asking for what is asked for already gives that job.
    """

    run: Run
    again: bool = False
    once: bool = False


WORK: dict[str, Work] = {}
asked = Event()
"""Set whenever there is something to do: the worker waits for it."""


def work(kind: str, *, again: bool = False, once: bool = False) -> Callable[[R], R]:
    """Register what does jobs of ``kind``: ``run(room, words, progress)`` tells what came of it.

    It runs in the language of who asked. `WorkRefusedError` is a failure in plain words.
    """

    def registered(run: R) -> R:
        WORK[kind] = Work(run, again, once)
        return run

    return registered


def ask(kind: str, words: dict[str, str], who: str) -> int:
    """Ask for work of a registered kind on behalf of account ``who``; the job's number.

    Raises LookupError for a kind that nobody does.
    """
    queue = jobs.ask_once if WORK[kind].once else jobs.ask
    number = queue(kind, words, who, translation.get_language() or "en", timezone.now())
    asked.set()
    return number
