"""``tearsheet demo``: the fictional press, from pages to a proven edition."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tearsheet.cli.console import Voice, json_option, now, settings_at, voice
from tearsheet.cli.relating import relate

if TYPE_CHECKING:
    from tearsheet.pipeline import Newsroom


@click.command(
    "demo",
    epilog="""
\b
Examples:
  tearsheet demo
  tearsheet demo --out velmaria --language ru
  tearsheet demo --serve --port 8080     # the demo press online, to try the collector on
""",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Folder for the demo's archive and edition.",
)
@click.option(
    "--form",
    type=click.Choice(["astana", "list", "brief"]),
    default="astana",
    show_default=True,
    help="Form of the edition.",
)
@click.option(
    "--language", default="en", show_default=True, help="Language of the edition: en, ru or kk."
)
@click.option("--serve", is_flag=True, help="Only serve the demo press online, until Ctrl-C.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8675,
    show_default=True,
    help="Port to serve it on.",
)
@json_option
def command(out: Path, form: str, language: str, serve: bool, port: int, as_json: bool) -> None:
    """Collect one week of the fictional demo press and draft the edition about its country.

    The press is served on this machine and collected over HTTP like any other; no network is
    needed. Everything it writes goes under one folder; run it again and nothing is read twice.
    """
    speak = voice(as_json)
    if serve:
        _serve(port, speak)
        return
    from tearsheet import demo
    from tearsheet.cli.digest import proven, report
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.editions import Order, draft_edition, publish_edition
    from tearsheet.press import load
    from tearsheet.store import writes

    watch = demo.watch()
    with Newsroom.open(settings_at(out), load(demo.press_folder() / "outlets.toml")) as room:
        writes.save_watch(watch)
        _collected(room, speak)
        relate(room, speak)
        order = Order(watch, *demo.WEEK, form, language)
        drafted = draft_edition(room, order, now())
        files = publish_edition(room, drafted.edition, out)
    report(speak, drafted, files, why=False)
    if files:
        speak.remark(f"Open {files[0]} in a browser; check it with: tearsheet verify {files[0]}")
    sys.exit(int(not files or not proven(drafted)))


def _collected(room: "Newsroom", speak: Voice) -> None:
    """The week's press in: over HTTP what is online, from files a letter and a web archive."""
    from tearsheet import demo
    from tearsheet.cli.collect import visited
    from tearsheet.collect import arrivals, listed
    from tearsheet.demo import online
    from tearsheet.pipeline.collecting import Scope, collect
    from tearsheet.pipeline.ingest import explain, ingest
    from tearsheet.store import sources

    clock = demo.clock()
    for source in online.listings(clock()):
        sources.add_source(source)
    with (
        online.serving(online.everything()) as served,
        speak.counting_both("Collecting the demo press", "Reading it") as (fetched, read),
    ):
        guest = replace(room, settings=demo.guest_settings(room.settings, served.port))
        collected = collect(guest, Scope(when_due=False), clock, fetched, read)
    press = demo.press_folder()
    limit = room.settings.payload_megabytes * 1_000_000
    arriving = arrivals(listed(demo.offline(), press), clock(), limit_bytes=limit)
    tally = ingest(room, arriving, clock)
    speak.remark(f"The week's press online: {visited(collected.visits)}")
    speak.remark(f"  pages: {explain(collected.pages)}")
    speak.remark(f"  read: {explain(collected.read)}")
    speak.remark(f"By mail and from a web archive: {explain(tally)}")


def _serve(port: int, speak: Voice) -> None:
    import socket
    from contextlib import suppress

    from tearsheet.demo import online

    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            words = f"port {port} cannot be had ({error.strerror}); --port names another"
            raise click.ClickException(words) from error
    speak.say(f"The demo press is online at http://127.0.0.1:{port}/ until Ctrl-C.")
    speak.say("Try the collector on it from another terminal:")
    speak.say(f"  export TEARSHEET_OPEN_HOSTS='*.example=127.0.0.1:{port}' TEARSHEET_HOME=trial")
    speak.say("  tearsheet source add http://www.harbourledger.example/")
    speak.say("  tearsheet collect")
    with suppress(KeyboardInterrupt):
        online.serve(port)
