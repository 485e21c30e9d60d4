"""``tearsheet demo``: the fictional press, from pages to a proven edition."""

import sys
from pathlib import Path

import click

from tearsheet.cli.console import json_option, now, settings_at, voice


@click.command(
    "demo",
    epilog="""
\b
Examples:
  tearsheet demo
  tearsheet demo --out /tmp/demo --language ru
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
@json_option
def command(out: Path, form: str, language: str, as_json: bool) -> None:
    """Read one week of the fictional demo press and draft the edition about its country.

    Everything it writes goes under one folder; run it again and nothing is read twice.
    """
    from tearsheet import demo
    from tearsheet.cli.digest import proven, report
    from tearsheet.collect import arrivals, listed
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.editions import Order, draft_edition, publish_edition
    from tearsheet.pipeline.ingest import explain, ingest
    from tearsheet.press import load
    from tearsheet.store import writes

    speak = voice(as_json)
    settings = settings_at(out)
    press = demo.press_folder()
    watch = demo.watch()
    lines = (press / "list.tsv").read_text("utf-8").splitlines()
    limit = settings.payload_megabytes * 1_000_000
    arriving = arrivals(listed(lines, press), now(), limit_bytes=limit)
    with Newsroom.open(settings, load(press / "outlets.toml")) as room:
        writes.save_watch(watch)
        with speak.counting("Reading the demo press", len(lines)) as progress:
            tally = ingest(room, arriving, now, progress)
        speak.remark(f"The week's press: {explain(tally)}")
        order = Order(watch, *demo.WEEK, form, language)
        drafted = draft_edition(room, order, now())
        files = publish_edition(room, drafted.edition, out)
    report(speak, drafted, files, why=False)
    if files:
        speak.remark(f"Open {files[0]} in a browser; check it with: tearsheet verify {files[0]}")
    sys.exit(int(not files or not proven(drafted)))
