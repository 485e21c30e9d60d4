"""The desk as one process: the web server, and beside it what works in the background."""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings as django_settings
from django.utils import timezone

from tearsheet.desk.room import working_in
from tearsheet.desk.serving_names import LOOPBACK, is_open_to_others
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.alone import alone
from tearsheet.settings import Settings

THREADS = 8
BIGGEST_REQUEST = 64 * 1024 * 1024  # bytes; the largest upload, a file of articles, with its form
CODE_BYTES = 6

_log = logging.getLogger(__name__)


class ServeError(RuntimeError):
    """The desk cannot be served; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Serving:
    """Where the desk stands. ``code`` is what the first account has to be made with, if any."""

    address: str
    code: str = ""


def serve(
    newsroom: Newsroom,
    host: str,
    port: int,
    every: timedelta | None,
    ready: Callable[[Serving], None] = lambda serving: None,
) -> None:
    """Serve the desk until interrupted; `tearsheet.desk.site.prepare` was called before.

    ``port`` 0 takes a free one; ``ready`` is told where the desk is, once it answers. ``every``
    is how often the press is visited, None for never. Raises `ServeError` where the port cannot
    be had, or another desk works in the same home.
    """
    from django.core.handlers.wsgi import WSGIHandler
    from waitress import create_server

    from tearsheet.desk import urls  # noqa: F401 - the pages register the work they ask for
    from tearsheet.desk.access import first_run
    from tearsheet.desk.background.worker import Worker
    from tearsheet.pipeline.reading import nursery

    settings = newsroom.settings
    with ExitStack() as house:
        if not house.enter_context(alone(settings.home, "serving")):
            raise ServeError(
                f"{settings.home}: another `tearsheet serve` works here already; open that one, "
                "or stop it first"
            )
        listening = house.enter_context(_listening(host, port))
        house.enter_context(working_in(newsroom))
        code = secrets.token_hex(CODE_BYTES) if is_open_to_others(settings, host) else ""
        first_run.guard(code)
        nursery()  # in the main thread, where it can be told to leave Ctrl-C to us
        server = create_server(
            WSGIHandler(),
            sockets=[listening],
            threads=THREADS,
            ident="",
            max_request_body_size=BIGGEST_REQUEST,
            clear_untrusted_proxy_headers=True,
            **_trust_in(settings.desk_proxy),
        )
        # A page that waits a moment for a thread is nothing that a person has to be told.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        worker = house.enter_context(Worker(newsroom))
        if every is not None:
            house.enter_context(_scheduled(settings, every))
        address = _address(host, listening.getsockname()[1])
        ready(Serving(address, code if first_run.is_due() else ""))
        server.run()
        server.close()
    if worker.at_work:
        # A step that takes long: what it acknowledged is on disk, the rest is done again.
        logging.shutdown()
        os._exit(0)


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, kind, proto, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, proto)
    except OSError as error:
        raise ServeError(f"--host {host}: no such address here ({error.strerror})") from error
    with listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(where)
        except OSError as error:
            raise ServeError(
                f"port {port} of {host} cannot be had ({error.strerror}); --port names another, "
                "--port 0 takes any that is free"
            ) from error
        yield listening


@contextmanager
def _scheduled(settings: Settings, every: timedelta) -> Iterator[None]:
    """Rounds each ``every``, and hubs heard between them where the settings say how."""
    from tearsheet.desk.background.scheduler import Scheduler
    from tearsheet.pipeline.collecting import Push

    with ExitStack() as heard:
        push = None
        if settings.push_address:
            try:
                push = heard.enter_context(Push.listening(settings, timezone.now))
            except OSError as error:  # maybe of another collector that hears them
                _log.warning("no hub is heard, feeds are polled: %s", error.strerror)
        heard.enter_context(Scheduler(every, push))
        yield


def _trust_in(proxy: str) -> dict[str, str | set[str]]:
    """Whose word is taken for who calls and how: our own web server's, if there is one."""
    if not proxy:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": proxy, "trusted_proxy_headers": headers}


def _address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in ("", "0.0.0.0", "::") else host
    scheme = "https" if django_settings.SESSION_COOKIE_SECURE else "http"
    if scheme == "https":
        names = [name for name in django_settings.ALLOWED_HOSTS if name not in LOOPBACK]
        return f"https://{names[0]}/" if names else f"http://{shown}:{port}/"
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
