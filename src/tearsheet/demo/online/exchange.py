"""What a site is asked and what it answers: small frozen nouns, no sockets."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from tearsheet.model import Headers

Edition = Literal["first day", "next day"]
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request as a site sees it.

    ``host`` is lower case without port; ``path`` has its query, as it stood in the request line.
    ``earlier`` counts the requests for the same host and path before this one. ``port`` is the
    server's, ``aliased`` whether the host was asked under ``HOST.localhost``. ``body`` is what
    came with a POST, at most 32 KB.
    """

    method: str
    host: str
    path: str
    headers: Headers
    edition: Edition
    earlier: int = 0
    port: int = 0
    aliased: bool = False
    body: bytes = b""

    def header(self, name: str) -> str:
        """The first header of this name (any case), empty if there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class Reply:
    """An ordinary answer; the server adds length, date, ETag and what conditions and ranges ask.

    ``modified`` becomes Last-Modified. ``wait`` is how many seconds pass before the first byte.
    """

    status: int = 200
    body: bytes = b""
    media_type: str = HTML
    headers: Headers = ()
    modified: datetime | None = None
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Wire:
    """An answer byte by byte, head included; the connection is closed after it.

    ``parts`` begins a new stream for each request and may sleep between its parts.
    """

    parts: Callable[[], AsyncIterator[bytes]]
    status: int = 0


Answering: TypeAlias = Callable[[Ask], Reply | Wire]


@dataclass(frozen=True, slots=True)
class Site:
    """The hosts it answers for, how, and what it is made to show (one plain sentence).

    ``turned`` is called when a new day comes.
    """

    hosts: tuple[str, ...]
    answer: Answering
    shows: str = ""
    turned: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the access log.

    ``at`` is seconds on the monotonic clock when the request head had been read. ``status`` is 0
    for a `Wire` that names none and 400 for a request that could not be read.
    """

    at: float
    method: str
    host: str
    path: str
    status: int
    headers: Headers = ()

    @property
    def conditional(self) -> bool:
        """Whether it asked only for what has changed."""
        return any(
            name.lower() in ("if-none-match", "if-modified-since") for name, _ in self.headers
        )


def redirect(url: str, status: int = 302) -> Reply:
    """An answer that sends the reader to another URL."""
    return Reply(status, b"", headers=(("Location", url),))


NOT_HERE = Reply(404, b"<!doctype html><title>Not found</title><p>There is no such page here.</p>")
