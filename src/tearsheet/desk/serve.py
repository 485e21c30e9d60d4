"""The desk as one process: the web server, and beside it what works in the background."""

from collections.abc import Callable

from tearsheet.desk.room import working_in
from tearsheet.pipeline.newsroom import Newsroom


def serve(
    newsroom: Newsroom, host: str, port: int, ready: Callable[[int], None] = lambda port: None
) -> None:
    """Serve the desk until interrupted; `tearsheet.desk.site.prepare` was called before.

    ``port`` 0 takes a free one; ``ready`` is told which, once the site answers.
    """
    from django.core.handlers.wsgi import WSGIHandler
    from waitress import create_server

    with working_in(newsroom):
        server = create_server(WSGIHandler(), host=host, port=port, threads=8)
        ready(server.effective_port)
        server.run()
