"""The documents tell the truth where a machine can see it: links lead somewhere, commands exist."""

import re
from pathlib import Path

import click
import pytest

from tearsheet.cli import tearsheet

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_shown_exists_with_its_options(page: Path) -> None:
    shown = commands_shown(page.read_text("utf-8"))
    assert [line for words in shown if (line := misspelt(words))] == []


def test_what_does_not_exist_is_found() -> None:
    text = "tearsheet colect\nX=1 tearsheet source tset a  # why\nSee `tearsheet show a --hme b`."
    assert [misspelt(words) for words in commands_shown(text)] == [
        "no command colect",
        "no command tset",
        "no option --hme of show",
    ]


def commands_shown(text: str) -> list[list[str]]:
    """The words of each command line that stands on a line of its own or in backquotes."""
    lines = re.findall(r"^(?:\w+=\S+ )*(?:\.venv/bin/)?tearsheet (.+)$", text, re.MULTILINE)
    lines += re.findall(r"`(?:\w+=\S+ )*(?:\.venv/bin/)?tearsheet ([^`\n]+)`", text)
    return [line.split("#")[0].split() for line in lines]


def misspelt(words: list[str]) -> str:
    """What of a command line does not exist, empty if all does."""
    command: click.Command = tearsheet
    context = click.Context(command)
    while isinstance(command, click.Group) and words and words[0] != "…":
        name, *words = words
        found = command.get_command(context, name)
        if found is None:
            return "" if name.startswith("-") else f"no command {name}"
        command = found
    known = {option for one in command.get_params(context) for option in one.opts}
    wrong = [word for word in words if word.startswith("--") and word not in known]
    return f"no option {wrong[0]} of {command.name}" if wrong else ""


def test_every_make_target_shown_exists() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    shown = {
        name
        for page in PAGES
        for name in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    assert {"demo", "test"} <= shown <= targets
