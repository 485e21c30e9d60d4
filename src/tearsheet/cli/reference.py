"""The reference of commands and settings, written from the code (`make reference`)."""

import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from tearsheet.cli import tearsheet
from tearsheet.settings import PREFIX, Settings

WIDTH = 96
# Each person has his own, so that the reference names them in words.
FOLDERS = {"home": "your data folder", "models": "your cache folder"}


def commands() -> str:
    """``commands.md``: every command with its help, as a person sees it."""
    parts = [
        "# Commands\n",
        "Written from the code by `make reference`; a test holds it to the code.\n",
        "Every command takes `--json`, and ends with exit code 0 if all is well, 1 if something is "
        "refuted, damaged or missing, 2 if it was called wrongly, 130 if it was stopped.\n",
    ]
    for name, command in _walk(tearsheet, "tearsheet"):
        context = click.Context(
            command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH
        )
        parts.append(f"## {name}\n\n```\n{command.get_help(context).strip()}\n```\n")
    return "\n".join(parts)


def settings() -> str:
    """``settings.md``: every setting, its variable, its default and what it means."""
    lines = [
        "# Settings\n",
        "Written from the code by `make reference`; a test holds it to the code.\n",
        "Read once at the start: defaults, then the settings file (`tearsheet.toml` in the current "
        f"folder, or the file `{PREFIX}CONFIG` names), then the environment.\n",
        "| key | environment | default | meaning |",
        "|---|---|---|---|",
    ]
    defaults = Settings()
    for one in fields(Settings):
        default = FOLDERS.get(one.name) or getattr(defaults, one.name)
        variable = f"{PREFIX}{one.name.upper()}"
        lines.append(f"| `{one.name}` | `{variable}` | {default} | {one.metadata['meaning']} |")
    return "\n".join(lines) + "\n"


def _walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for part in command.list_commands(context):
            inner = command.get_command(context, part)
            if inner is not None:
                yield from _walk(inner, f"{name} {part}")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "commands.md").write_text(commands(), "utf-8")
    (folder / "settings.md").write_text(settings(), "utf-8")
