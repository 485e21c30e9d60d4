"""The reference says what the code does, and every command shows an example."""

from pathlib import Path

import click
import pytest

from tearsheet.cli import COMMANDS, tearsheet
from tearsheet.cli.reference import commands, settings

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.mark.parametrize(
    ("file", "written"), [("commands.md", commands), ("settings.md", settings)]
)
def test_the_reference_is_what_the_code_says(file: str, written) -> None:
    assert (REFERENCE / file).read_text("utf-8") == written(), "run `make reference`"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_and_json(name: str) -> None:
    command = tearsheet.get_command(click.Context(tearsheet), name)
    assert command is not None
    assert command.epilog
    assert f"tearsheet {name}" in command.epilog
    leaves = command.commands.values() if isinstance(command, click.Group) else [command]
    assert all(any(one.name == "as_json" for one in leaf.params) for leaf in leaves)
