"""What a person can do: ``tearsheet COMMAND``. Each command is a module, loaded when asked for."""

import importlib
import sys

import click

COMMANDS = {
    "demo": "Collect the fictional demo press and show the edition drawn from it.",
    "source": "Say where the press is found: add, list, test, pause, suggest.",
    "sources": "How the sources fare, and what to do.",
    "collect": "Visit the sources that are due; archive and read what is new.",
    "ingest": "Archive and read pages from files, folders, lists and web archives.",
    "watch": "Say whose press to follow.",
    "digest": "Draft an edition from what was read.",
    "show": "Show what was understood of an article.",
    "search": "Find articles by their words.",
    "quotes": "Who said what, where first, and what became of the words.",
    "stories": "Which events the press tells, and who tells them on their own.",
    "copies": "Who prints the same text, and whose it is.",
    "correct": "Say who really says it.",
    "people": "Who is named, in every spelling; say who is who.",
    "outlets": "Who publishes; correct what the register says of an outlet.",
    "serve": "Open the desk: read, choose, edit and sign in a browser.",
    "verify": "Prove or refute an edition against its evidence.",
    "check": "Re-read everything: are the store and the archive whole?",
}


class _Commands(click.Group):
    """The commands by name; importing one costs nothing until it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"tearsheet.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: tearsheet demo",
)
@click.version_option(package_name="tearsheet", message="%(prog)s %(version)s")
def tearsheet() -> None:
    """Read the world's press about one subject; draft the digest an editor signs.

    Every sentence of an edition points at the exact characters of an archived page.
    """


def main() -> None:
    """Run the command line; expected errors become one plain line and exit code 2."""
    try:
        from tearsheet.cli.console import explained

        sys.exit(explained(tearsheet))
    except KeyboardInterrupt:  # before there was anything to stop
        sys.exit(130)
