"""``tearsheet sources health``: how the sources fare."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tearsheet.cli.console import home_option, json_option, now, settings_at, voice

if TYPE_CHECKING:
    from tearsheet.model import Source

STYLES = {"well": "green", "new": "", "paused": "dim"}


@click.group(
    "sources",
    epilog="""
\b
Examples:
  tearsheet sources health
  tearsheet sources health --json | jq '.[] | select(.condition != "well")'
""",
)
def command() -> None:
    """How the sources fare, and what to do."""


@command.command("health")
@click.argument("names", nargs=-1)
@home_option
@json_option
def health(names: tuple[str, ...], home: Path | None, as_json: bool) -> None:
    """Tell which sources are silent, failing, slow, blocked, moved or unreadable.

    Each line says since when, on what evidence, and what to do. Exit code 1 if any needs a hand.
    """
    from tearsheet.pipeline.sources import all_health
    from tearsheet.store.database import open_store

    speak = voice(as_json)
    open_store(settings_at(home, there=True).store)
    meant = {one.key for name in names for one in _meant(name)}
    found = [one for one in all_health(now()) if not names or one.source in meant]
    width = max((len(one.source) for one in found), default=0)
    for one in found:
        since = one.since.astimezone().strftime(" since %Y-%m-%d %H:%M") if one.since else ""
        style = STYLES.get(one.condition, "yellow")
        speak.say(f"{one.source:{width}}  {one.condition}{since}: {one.why}", style)
        if one.advice:
            speak.say(f"{'':{width}}  {one.advice}")
    if not found:
        speak.remark("No source yet: tearsheet source add https://example.org/")
    speak.give(found)
    sys.exit(int(any(one.condition not in STYLES for one in found)))


def _meant(name: str) -> "list[Source]":
    """The sources a name means. An unknown one is a usage error."""
    from tearsheet.store import sources

    meant = sources.named(name)
    if not meant:
        raise click.UsageError(f"no source {name!r}; `tearsheet source list` shows them")
    return meant
