"""Rows to nouns and nouns to rows."""

from typing import TypeVar

import msgspec
from django.db.models import Q

from tearsheet.model import Capture, Location
from tearsheet.press.url_key import url_key
from tearsheet.store.rows import CaptureRow, LocatedRow

T = TypeVar("T")
_LAST = "\U0010ffff"  # of all code points


def frozen(noun: object) -> bytes:
    """A noun as the bytes a row keeps (JSON)."""
    return msgspec.json.encode(noun)


def thawed(kind: type[T], body: bytes) -> T:
    """The noun of type ``kind`` that `frozen` made. Raises msgspec.ValidationError."""
    return msgspec.json.decode(bytes(body), type=kind)


def beginning(column: str, prefix: str) -> Q:
    """The condition that a column begins so, by the column's index.

    LIKE would not tell capitals apart on SQLite, and so could not use an index there.
    """
    return Q((f"{column}__gte", prefix), (f"{column}__lt", f"{prefix}{_LAST}"))


def location_of(row: LocatedRow) -> Location:
    """Where the row's record lies."""
    return Location(row.file, row.offset, row.length, row.sha256)


def capture_row(capture: Capture) -> CaptureRow:
    """A row for a capture that nobody has read yet."""
    return CaptureRow(
        key=capture.key,
        url=capture.url,
        requested_url=capture.requested_url,
        captured_at=capture.captured_at,
        status=capture.status,
        headers=capture.headers,
        media_type=capture.media_type,
        payload_sha256=capture.payload_sha256,
        payload_length=capture.payload_length,
        source=capture.source,
        reserved=capture.reserved,
        url_key=url_key(capture.url),
        file=capture.location.file,
        offset=capture.location.offset,
        length=capture.location.length,
        sha256=capture.location.sha256,
    )


def capture_of(row: CaptureRow) -> Capture:
    """The capture a row stands for."""
    return Capture(
        key=row.key,
        url=row.url,
        requested_url=row.requested_url,
        captured_at=row.captured_at,
        status=row.status,
        headers=tuple((name, value) for name, value in row.headers),
        media_type=row.media_type,
        payload_sha256=row.payload_sha256,
        payload_length=row.payload_length,
        location=location_of(row),
        source=row.source,
        reserved=tuple(row.reserved),
    )
