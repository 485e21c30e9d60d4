"""``tearsheet ingest``: pages in."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tearsheet.cli.console import Voice, home_option, json_option, now, settings_at, voice
from tearsheet.cli.relating import relate
from tearsheet.settings import Settings

MOST_TOLD = 10  # failures that are told one by one

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tearsheet.model import Arrival, Failed, Outcome, Watch
    from tearsheet.pipeline import Newsroom


@click.command(
    "ingest",
    epilog="""
\b
Examples:
  tearsheet ingest clippings/ release.pdf newsletter.eml
  tearsheet ingest crawl.warc.gz
  find clippings -name '*.html' | tearsheet ingest -
  tearsheet ingest --list pages.tsv      # PATH<tab>URL<tab>TIME on each line
  tearsheet ingest --warc s3://commoncrawl/crawl-data/CC-NEWS/2025/09/ --matching kazakhstan
  tearsheet ingest --mailbox imaps://press@example.org/Newsletters
""",
)
@click.argument("paths", nargs=-1)
@click.option(
    "--list",
    "lists",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of lines PATH, PATH<tab>URL or PATH<tab>URL<tab>TIME; paths are relative to it.",
)
@click.option(
    "--warc",
    "crawls",
    is_flag=True,
    help="PATH is a web archive: WARC, ARC or WACZ, a list of them, or an address (https, s3).",
)
@click.option(
    "--matching", metavar="WATCH", help="With --warc: only pages that name this watch's subject."
)
@click.option(
    "--mailbox",
    is_flag=True,
    help="PATH is a mailbox: mbox, Maildir, folder or imaps://user@host/FOLDER.",
)
@home_option
@json_option
def command(
    paths: tuple[str, ...],
    lists: tuple[Path, ...],
    crawls: bool,
    matching: str | None,
    mailbox: bool,
    home: Path | None,
    as_json: bool,
) -> None:
    """Archive and read pages.

    PATH is a file (.html .txt .md .eml .pdf .docx, these with .gz, .warc .arc), a folder, a
    pattern, or - for a list on standard input. A page that is archived already is skipped, so
    the same command may be run again after it was stopped. Without any PATH it reads what an
    earlier run archived and could not read any more. Exit code 1 if pages failed and none was
    kept.

    Of a mailbox each letter is taken in, the pages attached to it and the articles it links
    to; a password is read from TEARSHEET_MAIL_PASSWORD, else asked for.
    """
    if (crawls or mailbox) and (lists or not paths):
        raise click.UsageError("--warc and --mailbox want their PATHs named, and no --list")
    if crawls and mailbox:
        raise click.UsageError("--warc and --mailbox exclude each other")
    if matching and not crawls:
        raise click.UsageError("--matching goes with --warc")
    speak, settings = voice(as_json), settings_at(home)
    if mailbox:
        _mailboxes(paths, settings, speak)
    elif crawls:
        _crawls(paths, matching, settings, speak)
    else:
        _files(paths, lists, settings, speak)


def _files(
    paths: tuple[str, ...], lists: tuple[Path, ...], settings: Settings, speak: Voice
) -> None:
    from itertools import chain

    from tearsheet.cli.collect import tell_changes
    from tearsheet.collect import arrivals, listed
    from tearsheet.model import Change, Failed
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.ingest import explain, ingest
    from tearsheet.store import queries

    changes: list[Change] = []
    failed: list[Failed] = []
    limit = settings.payload_megabytes * 1_000_000
    # A file name need not be valid UTF-8; what it is in bytes finds the file again.
    lines = {file: file.read_text("utf-8", "surrogateescape").splitlines() for file in lists}
    wanted = chain(paths, *(listed(given, file.parent) for file, given in lines.items()))
    coming = arrivals(wanted, now(), limit_bytes=limit)
    with Newsroom.open(settings) as room:
        if not paths and not lists and not queries.counts()["unread"]:
            raise click.UsageError("name a PATH, or - to read a list from standard input")
        _mended(room, speak)
        with speak.counting("Reading pages") as progress:
            tally = ingest(room, _noting(coming, failed), now, progress, changes.append)
        tell_changes(speak, changes)
        relate(room, speak)
    _tell_failed(failed, speak)
    speak.say(explain(tally))
    speak.give(tally)
    sys.exit(int(bool(tally.failed) and not tally.kept))


def _noting(
    coming: "Iterable[Outcome[Arrival]]", failed: "list[Failed]"
) -> "Iterator[Outcome[Arrival]]":
    """What comes, as it comes; the first failures are noted, to be told with their names."""
    from tearsheet.model import Failed

    for outcome in coming:
        if isinstance(outcome, Failed) and len(failed) <= MOST_TOLD:
            failed.append(outcome)
        yield outcome


def _tell_failed(failed: "list[Failed]", speak: Voice) -> None:
    for one in failed[:MOST_TOLD]:
        detail = f" ({one.detail})" if one.detail else ""
        speak.remark(f"  {one.subject}: {one.reason}{detail}", "yellow")
    if len(failed) > MOST_TOLD:
        speak.remark("  and more", "yellow")


def _mailboxes(paths: tuple[str, ...], settings: Settings, speak: Voice) -> None:
    from tearsheet.cli.collect import report
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.collecting.mail import collect_mail

    brought = []
    with Newsroom.open(settings) as room:
        _mended(room, speak)
        for where in paths:
            password = _password(where, settings)
            with speak.counting_both("Fetching", "Reading pages") as (fetched, read):
                brought.append(collect_mail(room, where, password, now, fetched, read))
            if brought[-1].pages.arrived:
                report(speak, brought[-1])
            else:
                speak.say("No new letter.")
        relate(room, speak)
    speak.give(brought)
    failed = any(one.pages.failed for one in brought)
    sys.exit(int(failed and not any(one.pages.kept for one in brought)))


def _crawls(paths: tuple[str, ...], matching: str | None, settings: Settings, speak: Voice) -> None:
    from tearsheet.cli.collect import tell_changes
    from tearsheet.collect.warc.roads import MissingPartError
    from tearsheet.model import Change, Failed
    from tearsheet.pipeline import Newsroom, crawls
    from tearsheet.pipeline.ingest import explain, ingest

    changes: list[Change] = []
    failed: list[Failed] = []
    with Newsroom.open(settings) as room:
        _mended(room, speak)
        sought = crawls.matcher(_watch(matching)) if matching else None
        try:
            with (
                speak.counting("Reading records") as progress,
                crawls.arrivals(paths, now, settings, sought=sought) as coming,
            ):
                tally = ingest(room, _noting(coming, failed), now, progress, changes.append)
        except MissingPartError as error:
            raise click.ClickException(str(error)) from error
        tell_changes(speak, changes)
        relate(room, speak)
    _tell_failed(failed, speak)
    speak.say(explain(tally))
    speak.give(tally)
    sys.exit(int(bool(tally.failed) and not tally.kept))


def _watch(key: str) -> "Watch":
    """The watch of that key. An unknown one is a usage error."""
    from tearsheet.store import queries

    watch = queries.watch(key)
    if watch is None:
        raise click.UsageError(
            f"no watch {key!r}; `tearsheet watch add {key} --country CODE` makes one"
        )
    return watch


def _password(where: str, settings: Settings) -> str:
    """The password of a mailbox on a server, never kept. An address holding one is an error."""
    from tearsheet.collect.mail import ImapPlace, place_of
    from tearsheet.model import Failed

    place = place_of(where, settings.open_hosts)
    if isinstance(place, Failed):
        raise click.UsageError(f"{place.subject}: {place.reason}; {place.detail}")
    if not isinstance(place, ImapPlace):
        return ""
    given = os.environ.get("TEARSHEET_MAIL_PASSWORD")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise click.UsageError(
            f"{place.shown}: set TEARSHEET_MAIL_PASSWORD, there is nobody to ask"
        )
    return str(click.prompt(f"Password for {place.shown}", hide_input=True, err=True))


def _mended(room: "Newsroom", speak: Voice) -> None:
    for mended in room.mended:
        speak.remark(mended, "yellow")
