"""``tearsheet serve``: the desk, in a browser."""

from datetime import timedelta
from pathlib import Path

import click

from tearsheet.cli.collect import INTERVAL
from tearsheet.cli.console import home_option, json_option, settings_at, voice


@click.command(
    "serve",
    epilog="""
\b
Examples:
  tearsheet serve --open
  tearsheet serve --home newsroom --port 8000 --every 1h
  tearsheet serve --host 0.0.0.0       # for the whole office: read the how-to first
""",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8420, show_default=True, help="0: a free one."
)
@click.option(
    "--every",
    type=INTERVAL,
    default="15m",
    metavar="TIME",
    show_default=True,
    help="How often the press is visited (15m, 2h).",
)
@click.option("--no-collect", is_flag=True, help="Visit the press only when somebody asks for it.")
@click.option("--open", "in_browser", is_flag=True, help="Open the desk in a browser.")
@home_option
@json_option
def command(
    host: str,
    port: int,
    every: timedelta,
    no_collect: bool,
    in_browser: bool,
    home: Path | None,
    as_json: bool,
) -> None:
    """Serve the desk: open the address it names in a browser. Ctrl-C stops it.

    One process: the pages, and beside them the collector. Stop it whenever you like: what was
    acknowledged is on disk, and work that was cut short is taken up at the next start.
    """
    from tearsheet.desk.secret import secret_of
    from tearsheet.desk.serving_names import hosts_for
    from tearsheet.desk.site import prepare

    settings = settings_at(home)
    prepare(
        secret_of(settings.home),
        hosts_for(settings, host),
        https=bool(settings.desk_proxy),
        hashed=True,
    )
    from tearsheet.desk.assets import lay_out
    from tearsheet.desk.serve import ServeError, Serving, serve
    from tearsheet.pipeline import Newsroom

    speak = voice(as_json)

    def ready(serving: Serving) -> None:
        speak.say(f"The desk: {serving.address}")
        if serving.code:
            speak.say(f"Code for the first account: {serving.code}")
        speak.give_line(serving)
        speak.remark("Ctrl-C stops it.")
        if in_browser:
            click.launch(serving.address)

    lay_out()
    with Newsroom.open(settings) as newsroom:
        for mended in newsroom.mended:
            speak.remark(mended, "yellow")
        try:
            serve(newsroom, host, port, None if no_collect else every, ready)
        except ServeError as error:
            raise click.ClickException(str(error)) from error
    speak.remark("The desk is closed. What was acknowledged is safe.")
