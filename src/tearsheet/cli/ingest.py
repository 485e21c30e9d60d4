"""``tearsheet ingest``: pages in."""

import sys
from pathlib import Path

import click

from tearsheet.cli.console import home_option, json_option, now, settings_at, voice


@click.command(
    "ingest",
    epilog="""
\b
Examples:
  tearsheet ingest clippings/ release.pdf newsletter.eml
  tearsheet ingest crawl.warc.gz
  find clippings -name '*.html' | tearsheet ingest -
  tearsheet ingest --list pages.tsv      # PATH<tab>URL<tab>TIME on each line
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
@home_option
@json_option
def command(
    paths: tuple[str, ...], lists: tuple[Path, ...], home: Path | None, as_json: bool
) -> None:
    """Archive and read pages.

    PATH is a file (.html .txt .md .eml .pdf .docx, these with .gz, .warc .arc), a folder, a
    pattern, or - for a list on standard input. A page that is archived already is skipped, so
    the same command may be run again after it was stopped. Without any PATH it reads what an
    earlier run archived and could not read any more. Exit code 1 if pages failed and none was
    kept.
    """
    from itertools import chain

    from tearsheet.collect import arrivals, listed
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.ingest import explain, ingest
    from tearsheet.store import queries

    speak = voice(as_json)
    settings = settings_at(home)
    limit = settings.payload_megabytes * 1_000_000
    # A file name need not be valid UTF-8; what it is in bytes finds the file again.
    lines = {file: file.read_text("utf-8", "surrogateescape").splitlines() for file in lists}
    wanted = chain(paths, *(listed(given, file.parent) for file, given in lines.items()))
    coming = arrivals(wanted, now(), limit_bytes=limit)
    with Newsroom.open(settings) as room:
        if not paths and not lists and not queries.counts()["unread"]:
            raise click.UsageError("name a PATH, or - to read a list from standard input")
        for mended in room.mended:
            speak.remark(mended, "yellow")
        with speak.counting("Reading pages") as progress:
            tally = ingest(room, coming, now, progress)
    speak.say(explain(tally))
    speak.give(tally)
    sys.exit(int(bool(tally.failed) and not tally.kept))
