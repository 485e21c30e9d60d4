"""``tearsheet serve``: the desk, in a browser."""

from pathlib import Path

import click

from tearsheet.cli.console import home_option, settings_at, voice


@click.command(
    "serve",
    epilog="""
\b
Examples:
  tearsheet serve
  tearsheet serve --home newsroom --port 8000
""",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8420, show_default=True, help="0: a free one."
)
@home_option
def command(host: str, port: int, home: Path | None) -> None:
    """Serve the desk: open the address it names in a browser. Ctrl-C stops it."""
    from tearsheet.desk.site import prepare

    prepare()
    from tearsheet.desk.serve import serve
    from tearsheet.pipeline import Newsroom

    speak = voice(as_json=False)
    with Newsroom.open(settings_at(home)) as newsroom:
        for mended in newsroom.mended:
            speak.remark(mended, "yellow")
        serve(newsroom, host, port, lambda at: speak.say(f"The desk: http://{host}:{at}/"))
