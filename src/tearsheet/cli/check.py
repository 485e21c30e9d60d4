"""``tearsheet check``: is everything whole?"""

import sys
from pathlib import Path

import click

from tearsheet.cli.console import home_option, json_option, settings_at, voice


@click.command(
    "check",
    epilog="""
\b
Examples:
  tearsheet check
  tearsheet check --json | jq '.damage'
""",
)
@home_option
@json_option
def command(home: Path | None, as_json: bool) -> None:
    """Re-read the whole archive and hold the store against it.

    Finds a single flipped byte. Exit code 1 if anything is not whole.
    """
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.check import check
    from tearsheet.store import queries

    speak = voice(as_json)
    with Newsroom.open(settings_at(home, there=True)) as room:
        for mended in room.mended:
            speak.remark(mended, "yellow")
        with speak.measuring("Re-reading the archive") as progress:
            damage = list(check(room.archive, progress))
        counts = queries.counts()
    for one in damage:
        speak.say(f"{one.room}: {one.where}: {one.what}", "red")
    held = ", ".join(f"{count} {noun}" for noun, count in counts.items())
    speak.say(f"{held}: {'whole' if not damage else f'{len(damage)} damaged'}")
    if counts["unread"]:
        speak.remark(f"{counts['unread']} captures wait to be read: `tearsheet ingest` reads them.")
    speak.give({"held": counts, "mended": room.mended, "damage": damage})
    sys.exit(int(bool(damage)))
