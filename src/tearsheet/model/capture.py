"""Bytes as they came from the press, before and after they are archived."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page on the doorstep: not yet archived, therefore not yet acknowledged.

    ``url`` is where the bytes came from in the end, ``requested_url`` where we asked.
    ``captured_at`` is aware (UTC). ``headers`` are the response's, in order, empty for a file.
    ``media_type`` is lower case without parameters. ``source`` says what led to it in words a
    person can follow: ``file:pages/a.html``, ``warc:crawl.warc.gz@1234``, ``mail:…``,
    ``feed:harbour-ledger``. ``reserved`` holds the rights its publisher reserves, as found
    (``noarchive (robots meta)``, ``tdm-reservation (header)``).
    """

    url: str
    requested_url: str
    captured_at: datetime
    status: int
    headers: Headers
    media_type: str
    payload: bytes
    source: str
    reserved: tuple[str, ...] = ()

    @property
    def payload_sha256(self) -> str:
        """SHA-256 of the payload, 64 lower-case hexadecimal digits."""
        return sha256(self.payload).hexdigest()

    @property
    def key(self) -> str:
        """What makes two arrivals one capture: the same bytes from the same URL."""
        return capture_key(self.url, self.payload_sha256)


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record lies: ``length`` bytes from ``offset`` in ``file`` of the archive.

    ``offset`` and ``length`` count bytes on disk (compressed); ``sha256`` is the digest of just
    those bytes, so that any flipped bit is found.
    """

    file: str
    offset: int
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Capture:
    """An archived page. Its record is on disk: nothing may lose it from here on.

    Fields as in `Arrival`; ``location`` is the WARC record (a ``response``, ``resource`` or
    ``revisit``), ``payload_length`` counts bytes.
    """

    key: str
    url: str
    requested_url: str
    captured_at: datetime
    status: int
    headers: Headers
    media_type: str
    payload_sha256: str
    payload_length: int
    location: Location
    source: str
    reserved: tuple[str, ...] = ()


def capture_key(url: str, payload_sha256: str) -> str:
    """The identity of a capture: SHA-256 over URL, line feed and payload digest, in hex."""
    return sha256(f"{url}\n{payload_sha256}".encode()).hexdigest()
