"""Reading pages in parallel: one process a core, each page with a time and a memory limit."""

import gc
import os
import resource
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as PageTimeout
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from threading import current_thread, main_thread

import msgspec
from pebble import ProcessExpired, ProcessFuture, ProcessPool

from tearsheet.annotate import annotate_what_can_be
from tearsheet.model import Annotations, Article, Capture, Failed, Kept, Outcome
from tearsheet.press import Register
from tearsheet.read import read
from tearsheet.settings import Settings

# Pages handed out for each process: enough that none waits, few enough that memory stays flat.
AHEAD = 8


@dataclass(frozen=True, slots=True)
class Understood:
    """A page as read and annotated, not yet on file.

    ``lacking`` are the reasons why a part of the annotations is empty: each a plain phrase.
    """

    article: Article
    annotations: Annotations
    lacking: tuple[str, ...] = ()


# How a reader hands over what it understood: as one string of bytes, which takes 0.05 ms a page
# to make and to read; pickled dataclasses take 0.3 (2026-11-22).
_packed = msgspec.msgpack.Encoder().encode
_unpacked = msgspec.msgpack.Decoder(Understood).decode


@dataclass(frozen=True, slots=True)
class Readers:
    """Processes that read; a context manager."""

    pool: ProcessPool
    settings: Settings
    workers: int

    @classmethod
    def start(cls, settings: Settings, register: Register) -> "Readers":
        """Start one process a core, or as many as the settings say."""
        workers = settings.workers or os.cpu_count() or 1
        pool = ProcessPool(
            max_workers=workers,
            context=nursery(),
            initializer=_begin,
            initargs=(register, settings.page_megabytes),
        )
        return cls(pool, settings, workers)

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.pool.close()
        else:
            self.pool.stop()
        self.pool.join()

    def read(
        self, pages: Iterable[tuple[Capture, bytes]]
    ) -> Iterator[tuple[Capture, Outcome[Understood]]]:
        """What came of each page, in the order they came. Takes pages only as fast as it reads."""
        waiting: deque[tuple[Capture, ProcessFuture[Outcome[bytes]]]] = deque()
        for capture, payload in pages:
            future = self.pool.schedule(
                _read, args=(capture, payload), timeout=self.settings.page_seconds
            )
            waiting.append((capture, future))
            if len(waiting) >= AHEAD * self.workers:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _result(
        self, capture: Capture, future: "ProcessFuture[Outcome[bytes]]"
    ) -> tuple[Capture, Outcome[Understood]]:
        try:
            outcome = future.result()
        except PageTimeout:
            limit = f"more than {self.settings.page_seconds:g} s"
            return capture, Failed("took too long", capture.source, limit)
        except ProcessExpired as error:
            return capture, Failed("broke the reader", capture.source, str(error))
        if isinstance(outcome, Kept):
            return capture, Kept(_unpacked(outcome.value))
        return capture, outcome


def nursery() -> ForkServerContext:
    """A clean process that has imported what reading needs, and from which readers are forked.

    A plain fork would carry the archive's lock and the database along; a fresh interpreter for
    each reader would cost a second. Readers leave Ctrl-C to us: it reaches the whole terminal,
    and a reader that dies of it would be counted as a broken page.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with _deaf_to_interrupts():
        forkserver.ensure_running()
    return context


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is started inside ignores Ctrl-C for good (only the main thread may say so)."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal(SIGINT, SIG_IGN)
    try:
        yield
    finally:
        signal(SIGINT, before)


_register: Register


def _begin(register: Register, megabytes: int) -> None:
    """Set up one reading process: its register, and a bound on what a page may allocate.

    The garbage collector leaves alone what is loaded by now: to walk over all of it again and
    again took 0.9 ms a page (2026-11-22).
    """
    global _register
    _register = register
    gc.freeze()
    limit = _address_space() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _address_space() -> int:
    """Bytes of address space this process has mapped already, libraries included."""
    try:
        mapped = Path("/proc/self/statm").read_text("ascii").split()[0]
        return int(mapped) * resource.getpagesize()
    except OSError:  # not Linux: the libraries map about this much
        return 1_000_000_000


def _understood(article: Article) -> Understood:
    """The article with its annotations; what reads as a press review is called one."""
    annotations, faults = annotate_what_can_be(article, _register)
    if annotations.review:
        article = replace(article, kind="press review")
    return Understood(article, annotations, tuple(fault.reason for fault in faults))


def _read(capture: Capture, payload: bytes) -> Outcome[bytes]:
    """Read and annotate one page, packed; whatever breaks is this page's failure alone."""
    try:
        outcome = read(capture, payload)
        if not isinstance(outcome, Kept):
            return outcome
        return Kept(_packed(_understood(outcome.value)))
    except MemoryError:
        return Failed("too much memory", capture.source)
    except RecursionError as error:
        return Failed("nested too deeply", capture.source, str(error))
    except Exception as error:  # noqa: BLE001 - one broken page never stops a run; it is counted
        return Failed("broke the reader", capture.source, f"{type(error).__name__}: {error}")
