"""How commands speak: results on standard output, progress and messages on standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from signal import SIG_IGN, SIGINT, SIGTERM, default_int_handler, getsignal, raise_signal, signal
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
)

from tearsheet.model import Tally
from tearsheet.settings import Settings, SettingsError, load

if TYPE_CHECKING:
    from tearsheet.archive import Progress as ArchiveProgress

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Voice:
    """Where a command's words go. ``as_json``: one JSON document on standard output instead."""

    as_json: bool
    out: Console
    aside: Console

    def say(self, words: str, style: str = "") -> None:
        """A line of the result, for people."""
        if not self.as_json:
            self.out.print(words, style=style, highlight=False, markup=False, soft_wrap=True)

    def remark(self, words: str, style: str = "") -> None:
        """A line beside the result: progress, advice, what was mended."""
        self.aside.print(words, style=style, highlight=False, markup=False, soft_wrap=True)

    def give(self, result: object) -> None:
        """The whole result, for scripts (nothing unless ``--json`` was asked for)."""
        if self.as_json:
            click.echo(msgspec.json.format(msgspec.json.encode(result), indent=1))

    def give_line(self, result: object) -> None:
        """As `give`, on a line of its own: one of several results."""
        if self.as_json:
            click.echo(msgspec.json.encode(result))

    @contextmanager
    def counting(self, what: str, total: int | None = None) -> Iterator[Callable[[Tally], None]]:
        """A progress bar on a terminal, nothing elsewhere; gives what to call with each tally."""
        with self._bars() as bars:
            yield _counter(bars, what, total)

    @contextmanager
    def counting_both(
        self, one: str, other: str
    ) -> Iterator[tuple[Callable[[Tally], None], Callable[[Tally], None]]]:
        """Two progress bars, for work that goes on side by side."""
        with self._bars() as bars:
            yield _counter(bars, one, None), _counter(bars, other, None)

    @contextmanager
    def stepping(self, what: str) -> Iterator[Callable[[int, int], None]]:
        """A progress bar over things; gives what to call with how many are done, of how many."""
        with self._bars() as bars:
            task = bars.add_task(what, total=None, so_far="")
            yield lambda done, of: bars.update(task, completed=done, total=of)

    def _bars(self) -> Progress:
        return Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[so_far]}"),
            console=self.aside,
            transient=True,
            disable=not self.aside.is_terminal,
        )

    @contextmanager
    def measuring(self, what: str) -> Iterator[Callable[["ArchiveProgress"], None]]:
        """A progress bar over bytes; gives what to call with each report of the archive."""
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
        hidden = not self.aside.is_terminal
        with Progress(*columns, console=self.aside, transient=True, disable=hidden) as bar:
            task = bar.add_task(what, total=None)
            yield lambda step: bar.update(task, completed=step.bytes_done, total=step.bytes_total)


def _counter(bars: Progress, what: str, total: int | None) -> Callable[[Tally], None]:
    task = bars.add_task(what, total=total, so_far="")

    def show(tally: Tally) -> None:
        so_far = f"{tally.kept} kept, {tally.skipped.total()} skipped"
        if tally.failed:
            so_far += f", {tally.failed.total()} failed"
        bars.update(task, completed=tally.arrived, so_far=so_far)

    return show


def voice(as_json: bool) -> Voice:
    """A voice on this process's standard output and error."""
    return Voice(as_json, Console(), Console(stderr=True))


def json_option(function: Callable[..., None]) -> Callable[..., None]:
    """The ``--json`` option, the same on every command."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(
        function
    )


def home_option(function: Callable[..., None]) -> Callable[..., None]:
    """The ``--home`` option, the same on every command that has a store."""
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder that holds archive, database and editions [else: TEARSHEET_HOME].",
    )(function)


def settings_at(home: Path | None, there: bool = False) -> Settings:
    """The settings in force, with ``home`` in place where the person named one.

    With ``there`` a home that does not exist is an error: to look is not to make.
    """
    settings = load()
    if home:
        settings = replace(settings, home=home.resolve())
    if there and not settings.database and not settings.home.is_dir():
        raise click.UsageError(
            f"{settings.home}: nothing is kept there yet; `tearsheet source add` or "
            "`tearsheet ingest` begins it, --home names another"
        )
    return settings


def now() -> datetime:
    """The time, read at the edge."""
    return datetime.now(UTC)


def _interrupt() -> None:
    """Stop as with Ctrl-C; what a script started in the background is deaf to that until now."""
    if getsignal(SIGINT) is SIG_IGN:
        signal(SIGINT, default_int_handler)
    raise_signal(SIGINT)


def explained(command: click.Group) -> int:
    """Run ``command``; an expected error becomes one line that says what to do, and a code."""
    signal(SIGTERM, lambda *_: _interrupt())
    try:
        return command(standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(
            "\nStopped. What was acknowledged is safe; run the command again to go on.", err=True
        )
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough
        return 0
    except Exception as error:
        words = _expected(error)
        if words is None:
            raise
        click.echo(f"tearsheet: {words}", err=True)
        return 2


def _expected(error: Exception) -> str | None:
    """What to tell a person of an error we foresaw; None for a fault of our own.

    The rooms are imported only now: `--help` has no use for them.
    """
    from django.db import DatabaseError

    from tearsheet.archive import ArchiveError
    from tearsheet.edit import PhraseError
    from tearsheet.pipeline.vectors import EndpointError, FolderError, UnknownVectorsError
    from tearsheet.publish import PublishError
    from tearsheet.relate.vectors.e5.weights import WeightsBrokenError, WeightsMissingError
    from tearsheet.store.database import StoreError, damaged

    if isinstance(error, DatabaseError):
        return damaged(error)
    # An OSError is a disk that is full, a folder that is not ours.
    rooms = (SettingsError, ArchiveError, StoreError, PublishError, PhraseError, OSError)
    vectors = (UnknownVectorsError, EndpointError, FolderError, WeightsMissingError)
    foreseen = isinstance(error, (*rooms, *vectors, WeightsBrokenError))
    return str(error) if foreseen else None
