"""How a capture or a text stands in a WARC record, and how it is read back.

The standard's headers say all that the standard has words for. What it has none for rides in
headers that begin with ``Tearsheet-``; their values are JSON in ASCII, so that any string comes
back exactly:

==============================  ==========================================================
``Tearsheet-Source``            what led to the capture (string)
``Tearsheet-Requested-URL``     where we asked, if not at the target URI (string)
``Tearsheet-URL``               the URL, if the target URI had to be escaped (string)
``Tearsheet-Reserved``          the rights its publisher reserves, if any (list of strings)
``Tearsheet-Media-Type``        the media type, if the standard header cannot hold it (string)
``Tearsheet-HTTP``              ``[status, [[name, value], …]]``, if an HTTP head cannot hold it
``Tearsheet-Payload-Length``    bytes of the payload a ``revisit`` stands for (number)
``Tearsheet-Original``          ``[file, offset]`` of the record that has a revisit's payload
``Tearsheet-Capture``           key of the capture a ``conversion`` was read from (string)
``Tearsheet-Previous``          SHA-256 (hex) of the bytes on disk of the record before this one
==============================  ==========================================================

Record identifiers are version 5 UUIDs of the key, so the same capture is the same record in
every copy. Source: ISO 28500:2017 (WARC 1.1).
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from fastwarc.warc import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tearsheet.archive import http
from tearsheet.archive.errors import ArchiveError
from tearsheet.model import Arrival, Capture, Headers, Location, article_key, capture_key

VERSION = "WARC/1.1"
PREFIX = "Tearsheet-"
REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
HTTP_RESPONSE = "application/http;msgtype=response"
TEXT = "text/plain; charset=utf-8"
DIGEST = "sha256:"
HEADER_BYTES = 1 << 30  # our own lines are as long as they are
_VISIBLE = re.compile(r"[!-;=?-~]+")  # visible ASCII but the angle brackets
_MEDIA_TYPE = re.compile(r"[!-~]+/[!-~]+")
_URL_SAFE = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "<>")

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record as it stands on disk: its kind, its headers, its block.

    ``own`` are the values of our headers by their names without the prefix.
    """

    kind: str
    headers: Mapping[str, str]
    own: Mapping[str, object]
    block: bytes


@dataclass(frozen=True, slots=True)
class Original:
    """Where a payload is archived already: enough to write a ``revisit`` of it."""

    url: str
    captured_at: datetime
    key: str
    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class FiledText:
    """An article's title and text as archived: the capture it was read from and where it lies."""

    capture_key: str
    record: str
    location: Location

    @property
    def article_key(self) -> str:
        """The key of the article it is."""
        return article_key(self.capture_key, self.record)


def kind_of(arrival: Arrival, original: Original | None) -> str:
    """The kind of WARC record an arrival becomes."""
    if original is not None:
        return "revisit"
    return "response" if _spoke_http(arrival) else "resource"


def record_id(key: str) -> str:
    """The WARC-Record-ID of the capture or article with this key."""
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, 'tearsheet:' + key)}>"


def warcinfo(file: str, at: datetime, previous: str, facts: Iterable[tuple[str, str]]) -> bytes:
    """The record that opens a file, uncompressed."""
    block = "".join(f"{name}: {value}\r\n" for name, value in facts).encode()
    return _written(
        "warcinfo",
        (
            ("WARC-Record-ID", record_id(f"{file} {at.isoformat()}")),
            ("WARC-Date", _date(at)),
            ("WARC-Filename", file),
            ("WARC-Block-Digest", _digest(block)),
            *_previous(previous),
        ),
        "application/warc-fields",
        block,
    )


def of_arrival(
    arrival: Arrival,
    previous: str,
    original: Original | None = None,
    *,
    payload_sha256: str | None = None,
) -> bytes:
    """The ``response``, ``resource`` or (with an original) ``revisit`` record, uncompressed.

    ``payload_sha256`` spares the time to take it again.
    """
    digest = payload_sha256 or arrival.payload_sha256
    spoke_http = _spoke_http(arrival)
    payload = b"" if original else arrival.payload
    head = http.head(arrival.status, arrival.headers, len(arrival.payload)) if spoke_http else b""
    whole = not spoke_http or http.parsed(head) == (arrival.status, arrival.headers)
    typed = _MEDIA_TYPE.fullmatch(arrival.media_type) is not None
    fields: list[tuple[str, str]] = [
        ("WARC-Record-ID", record_id(capture_key(arrival.url, digest))),
        ("WARC-Date", _date(arrival.captured_at)),
        ("WARC-Target-URI", _target(arrival.url)),
        ("WARC-Payload-Digest", DIGEST + digest),
        ("WARC-Block-Digest", DIGEST + digest if payload and not head else _digest(head + payload)),
        *_revisited(original, len(arrival.payload)),
        *_own("URL", arrival.url, _target(arrival.url) != arrival.url),
        *_own("Requested-URL", arrival.requested_url, arrival.requested_url != arrival.url),
        *_own("Source", arrival.source),
        *_own("Reserved", arrival.reserved, bool(arrival.reserved)),
        *_own("HTTP", [arrival.status, arrival.headers], not whole),
        *_own("Media-Type", arrival.media_type, not typed),
        *_previous(previous),
    ]
    if typed:
        fields.append(("WARC-Identified-Payload-Type", arrival.media_type))
    plain = arrival.media_type if typed else "application/octet-stream"
    return _written(
        kind_of(arrival, original), fields, HTTP_RESPONSE if spoke_http else plain, head + payload
    )


def of_text(article_key: str, record: str, capture: Capture, previous: str, at: datetime) -> bytes:
    """The ``conversion`` record of an article's title and text, uncompressed."""
    block = record.encode()
    fields = (
        ("WARC-Record-ID", record_id(article_key)),
        ("WARC-Date", _date(at)),
        ("WARC-Target-URI", _target(capture.url)),
        ("WARC-Refers-To", record_id(capture.key)),
        ("WARC-Payload-Digest", _digest(block)),
        ("WARC-Block-Digest", _digest(block)),
        *_own("Capture", capture.key),
        *_previous(previous),
    )
    return _written("conversion", fields, TEXT, block)


def parsed(plain: bytes, location: Location) -> Record:
    """The one record that ``plain`` (uncompressed) is; the location is for the error.

    Raises `ArchiveError` where it is not exactly one whole record.
    """
    try:
        found = next(
            iter(ArchiveIterator(BytesIO(plain), parse_http=False, max_header_len=HEADER_BYTES))
        )
        headers = dict(found.headers.items())
        block = found.reader.read()
        length = int(headers["Content-Length"])
        own = {
            name.removeprefix(PREFIX): json.loads(value)
            for name, value in headers.items()
            if name.startswith(PREFIX)
        }
    except (StopIteration, OSError, ValueError, KeyError, RecursionError) as error:
        raise ArchiveError("not a WARC record", location.file, location.offset) from error
    start = plain.find(b"\r\n\r\n") + 4
    tiles = plain.startswith(VERSION.encode()) and plain[start + length :] == b"\r\n\r\n"
    if not tiles or len(block) != length:
        raise ArchiveError("not exactly one WARC record", location.file, location.offset)
    return Record(headers.get("WARC-Type", ""), headers, own, block)


def capture_of(record: Record, location: Location) -> Capture:
    """The capture a ``response``, ``resource`` or ``revisit`` record holds.

    Raises `ArchiveError` where a header is missing or does not make sense.
    """
    try:
        return _capture_of(record, location)
    except (KeyError, ValueError, TypeError) as error:
        message = f"a record of kind {record.kind!r} lacks what makes a capture ({error!r})"
        raise ArchiveError(message, location.file, location.offset) from error


def filed_text(record: Record, location: Location) -> FiledText:
    """The text a ``conversion`` record holds. Raises `ArchiveError` where it is not one of ours."""
    key = record.own.get("Capture")
    try:
        text = record.block.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArchiveError("a text that is not UTF-8", location.file, location.offset) from error
    if not isinstance(key, str):
        message = "a text that names no capture"
        raise ArchiveError(message, location.file, location.offset)
    return FiledText(key, text, location)


def payload_of(record: Record) -> bytes:
    """The payload a ``response`` or ``resource`` record holds."""
    if not record.headers.get("Content-Type", "").startswith("application/http"):
        return record.block
    return record.block[record.block.find(b"\r\n\r\n") + 4 :]


def digest_of(record: Record, name: str) -> str:
    """A digest header's hexadecimal digits, empty where there is none."""
    return record.headers.get(name, "").removeprefix(DIGEST)


def previous_of(record: Record) -> str:
    """The digest of the record before this one, empty for the first of all."""
    return str(record.own.get("Previous", ""))


def original_of(record: Record, location: Location) -> tuple[str, int]:
    """File and offset of the record that holds a revisit's payload. Raises `ArchiveError`."""
    match record.own.get("Original"):
        case [str(file), int(offset)] if "/" not in file:
            return file, offset
    message = "a revisit that does not say where its payload is"
    raise ArchiveError(message, location.file, location.offset)


def _spoke_http(arrival: Arrival) -> bool:
    return arrival.status != 0 or bool(arrival.headers)


def _capture_of(record: Record, location: Location) -> Capture:
    headers = record.headers
    url = _said(record, "URL", headers["WARC-Target-URI"])
    typed = headers.get("WARC-Identified-Payload-Type")
    payload_sha256 = digest_of(record, "WARC-Payload-Digest")
    status, http_headers = _http_of(record)
    length = record.own.get("Payload-Length")
    at = datetime.fromisoformat(headers["WARC-Date"])
    if at.tzinfo is None:
        raise ValueError("WARC-Date without a zone")
    return Capture(
        key=capture_key(url, payload_sha256),
        url=url,
        requested_url=_said(record, "Requested-URL", url),
        captured_at=at,
        status=status,
        headers=http_headers,
        media_type=_said(record, "Media-Type", typed),
        payload_sha256=payload_sha256,
        payload_length=length if isinstance(length, int) else len(payload_of(record)),
        location=location,
        source=_said(record, "Source"),
        reserved=_reserved(record),
    )


def _said(record: Record, name: str, otherwise: str | None = None) -> str:
    """A string in one of our headers, or what the standard's own header says."""
    value = record.own.get(name, otherwise)
    if not isinstance(value, str):
        raise TypeError(f"no {name}")
    return value


def _reserved(record: Record) -> tuple[str, ...]:
    match record.own.get("Reserved", []):
        case list(rights) if all(isinstance(one, str) for one in rights):
            return tuple(rights)
    raise TypeError("rights that are no list of strings")


def _http_of(record: Record) -> tuple[int, Headers]:
    match record.own.get("HTTP"):
        case [int(status), list(pairs)]:
            return status, tuple((str(name), str(value)) for name, value in pairs)
    if not record.headers.get("Content-Type", "").startswith("application/http"):
        return 0, ()
    found = http.parsed(record.block[: record.block.find(b"\r\n\r\n") + 4])
    if found is None:
        raise ValueError("no HTTP head")
    return found


def _written(
    kind: str, fields: Iterable[tuple[str, str]], content_type: str, block: bytes
) -> bytes:
    """A record as warcio writes it, every header ours."""
    headers = StatusAndHeaders("", [("WARC-Type", kind), *fields], protocol=VERSION)
    revisited = _Head(block) if kind == "revisit" else None
    body = b"" if revisited else block
    record = ArcWarcRecord(
        "warc", kind, headers, BytesIO(body), revisited, content_type, len(block)
    )
    record.payload_length = 0
    out = BytesIO()
    WARCWriter(out, gzip=False, warc_version=VERSION).write_record(record)
    return out.getvalue()


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """An HTTP head that warcio writes as it is."""

    def __init__(self, block: bytes) -> None:
        super().__init__("", [])
        self.headers_buff = block

    def __bool__(self) -> bool:
        return True

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Nothing: the bytes are settled."""


def _own(name: str, value: object, present: bool = True) -> Fields:
    return ((f"{PREFIX}{name}", json.dumps(value)),) if present else ()


def _previous(sha256_hex: str) -> Fields:
    return _own("Previous", sha256_hex, bool(sha256_hex))


def _revisited(original: Original | None, length: int) -> Fields:
    if original is None:
        return ()
    return (
        ("WARC-Profile", REVISIT_PROFILE),
        ("WARC-Refers-To", record_id(original.key)),
        ("WARC-Refers-To-Target-URI", _target(original.url)),
        ("WARC-Refers-To-Date", _date(original.captured_at)),
        *_own("Original", [original.file, original.offset]),
        *_own("Payload-Length", length),
    )


def _target(url: str) -> str:
    """The URL as it may stand in a WARC header."""
    if _VISIBLE.fullmatch(url):
        return url
    return quote(url, safe=_URL_SAFE) or "urn:empty"


def _date(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _digest(block: bytes) -> str:
    return DIGEST + sha256(block).hexdigest()
