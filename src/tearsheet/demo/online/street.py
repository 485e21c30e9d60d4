"""The index page that lists all hosts of the demo press, and the command that serves them."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from html import escape

from tearsheet.demo.online import hostile, press
from tearsheet.demo.online.exchange import NOT_HERE, Ask, Reply, Site
from tearsheet.demo.online.pages import rendered
from tearsheet.demo.online.server import Server

_STYLE = (
    "<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto}"
    "td{padding:.2rem 1rem .2rem 0;vertical-align:top}</style>"
)


def everything() -> tuple[Site, ...]:
    """The demo press and the hostile hosts."""
    return (*press.sites(), *hostile.sites())


def index(sites: Iterable[Site], port: int) -> bytes:
    """The page at the server's own address."""
    rows = "\n".join(
        f'<tr><td><a href="http://{site.hosts[0]}.localhost:{port}/">{site.hosts[0]}</a></td>'
        f"<td>{escape(site.shows)}</td></tr>"
        for site in sites
    )
    body = (
        "<h1>The demo press online</h1>\n"
        "<p>All outlets are invented. A collector reaches them with "
        f"<code>TEARSHEET_OPEN_HOSTS=*.example=127.0.0.1:{port}</code></p>\n"
        '<form method="post" action="/next-day"><button>Turn to the next day</button></form>\n'
        f"<table>\n{rows}\n</table>"
    )
    return rendered("en", "The demo press online", _STYLE, body)


def server(port: int = 0) -> Server:
    """All sites and their index on one port."""
    sites = everything()

    def answer(ask: Ask) -> Reply:
        if ask.path == "/":
            return Reply(200, index(sites, ask.port))
        if ask.path == "/next-day" and ask.method == "POST":
            whole.turn("next day")
            return Reply(303, headers=(("Location", "/"),))
        return NOT_HERE

    whole = Server((*sites, Site(("127.0.0.1", "localhost", ""), answer)), port)
    return whole


def serve(port: int) -> None:
    """Serve the demo press on 127.0.0.1 until Ctrl-C; prints nothing.

    Raises OSError if the port is taken.
    """
    with suppress(KeyboardInterrupt):
        asyncio.run(server(port).run())
