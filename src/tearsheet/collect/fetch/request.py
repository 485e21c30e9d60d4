"""What is asked of the fetcher, how it behaves, and what it answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tearsheet.collect.fetch.times import freshness
from tearsheet.model import Headers


@dataclass(frozen=True, slots=True)
class Manners:
    """How the fetcher behaves towards hosts; the defaults are those of the settings.

    ``host_seconds`` parts the starts of two requests to one host, ``host_connections`` of them
    may be under way, ``connections`` of all hosts together. ``seconds`` bounds one try, from the
    look-up of the name to the last byte; the wait for a turn is not counted. ``payload_bytes``
    bounds a body both as sent and unpacked. ``open_hosts``: see `addresses.OpenHosts`.
    """

    contact: str = ""
    host_seconds: float = 1.0
    host_connections: int = 2
    connections: int = 200
    seconds: float = 30.0
    tries: int = 3
    payload_bytes: int = 20_000_000
    open_hosts: tuple[str, ...] = ()
    proxy: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A URL to get, and the validators of the copy we hold, if any (as the host sent them)."""

    url: str
    etag: str = ""
    modified: str = ""
    accept: str = "*/*"
    payload_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A page (status 200), or the word that ours is still the current one (304, no payload).

    ``url`` is where it came from in the end, without fragment; ``moved_to`` the target of an
    unbroken chain of permanent redirects (301, 308) from the requested URL, else empty. ``at``
    is when the last request began (aware, UTC), ``seconds`` how long the last try took.
    ``headers`` are in order as sent (Latin-1); ``payload`` is freed of transfer and content
    codings. ``media_type`` is the claimed one settled with the bytes, empty where neither says.
    ``reserved``: see `rights.reserved`.
    """

    url: str
    requested_url: str
    moved_to: str
    at: datetime
    status: int
    headers: Headers
    media_type: str
    payload: bytes
    seconds: float
    reserved: tuple[str, ...] = ()

    @property
    def etag(self) -> str:
        """The entity tag as sent, quotation marks and all; empty if none."""
        return header(self.headers, "etag")

    @property
    def modified(self) -> str:
        """The Last-Modified date as sent; empty if none."""
        return header(self.headers, "last-modified")

    @property
    def not_modified(self) -> bool:
        """Whether the copy we hold is still the current one."""
        return self.status == 304

    @property
    def max_age(self) -> timedelta | None:
        """How long the host says the answer stays fresh; None where it does not say."""
        return freshness(self.headers, self.at)


def header(headers: Headers, name: str) -> str:
    """The first header of this (lower-case) name, stripped; empty if there is none."""
    return next((value.strip() for key, value in headers if key.lower() == name), "")
