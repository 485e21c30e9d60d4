"""One file of the disk becomes one arrival."""

import os
import zipfile
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.parser import BytesHeaderParser
from hashlib import sha256
from io import BytesIO
from urllib.parse import quote

from tearsheet.collect import kinds
from tearsheet.collect.bounded import BrokenError, TooLargeError, gunzipped
from tearsheet.collect.files.listed import Found
from tearsheet.model import Arrival, Failed, Kept, Outcome, Skipped


def arrival(found: Found, now: datetime, *, limit_bytes: int) -> Outcome[Arrival]:
    """The file as it arrives: its payload unpacked, its kind settled, its time and URL given.

    Time: as listed, else the file's modification time, so that a second ingest is the same;
    a time that is yet to come is a clock gone wrong, and ``now`` is taken. URL: as listed, else
    a letter's ``mid:`` (RFC 2392), else ``urn:sha256:`` of the payload: it says nothing of this
    machine's folders, and the same page is the same capture wherever it lies.
    """
    shown = printable(found.listed.shown)
    try:
        with found.listed.path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size > limit_bytes:
                return Skipped("too large", shown, f"{status.st_size} bytes")
            payload = file.read(limit_bytes + 1)
        payload = _unpacked(payload, limit_bytes)
    except OSError as error:
        return Failed("cannot be read", shown, error.strerror or str(error))
    except TooLargeError:
        return Skipped("too large", shown, "unpacked")
    except BrokenError as error:
        return Failed("broken compression", shown, str(error))
    at = found.listed.captured_at or modified(status.st_mtime, now)
    return _settled(found, payload, min(at, now), limit_bytes)


def modified(seconds: float, now: datetime) -> datetime:
    """A file's modification time, or ``now`` where it is none that a calendar knows."""
    try:
        return min(datetime.fromtimestamp(seconds, UTC), now)
    except (OverflowError, ValueError, OSError):
        return now


def printable(path: str) -> str:
    """A path that can be shown and stored, whatever bytes its name is made of."""
    try:
        raw = os.fsencode(path)
    except UnicodeEncodeError:  # no file's name: half of a surrogate pair in a list
        raw = path.encode("utf-8", "backslashreplace")
    return raw.decode("utf-8", "backslashreplace")


def _settled(found: Found, payload: bytes, at: datetime, limit_bytes: int) -> Outcome[Arrival]:
    shown = printable(found.listed.shown)
    media_type = kinds.settled(kinds.by_name(shown), payload[: kinds.SNIFFED])
    if not payload:
        return Skipped("empty", shown)
    if media_type is None and found.meant and b"\x00" not in payload[: kinds.SNIFFED]:
        media_type = kinds.TEXT
    if media_type not in kinds.PAGES:
        return Skipped("not a page", shown, media_type or "")
    if media_type == kinds.DOCX and (problem := docx_problem(payload, limit_bytes, shown)):
        return problem
    url = found.listed.url or own_url(payload, media_type)
    return Kept(
        Arrival(
            url=url,
            requested_url=url,
            captured_at=at.astimezone(UTC),
            status=0,
            headers=(),
            media_type=media_type,
            payload=payload,
            source=f"{'mail' if media_type == kinds.MAIL else 'file'}:{shown}",
        )
    )


def _unpacked(payload: bytes, limit_bytes: int) -> bytes:
    if len(payload) > limit_bytes:
        raise TooLargeError
    return gunzipped(payload, limit_bytes) if payload.startswith(kinds.GZIP_MAGIC) else payload


def docx_problem(payload: bytes, limit_bytes: int, shown: str) -> Skipped | Failed | None:
    """Why a document cannot be opened safely: its parts are counted before any is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(payload)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        return Failed("broken compression", shown, str(error))
    return Skipped("too large", shown, f"{size} bytes unpacked") if size > limit_bytes else None


def own_url(payload: bytes, media_type: str) -> str:
    """The URL of bytes that came from no web: a letter's ``mid:``, else ``urn:sha256:``."""
    name = _message_id(payload) if media_type == kinds.MAIL else ""
    if name:
        return f"mid:{quote(name, safe='@!$&*+-=.~_', errors='replace')}"
    return f"urn:sha256:{sha256(payload).hexdigest()}"


def _message_id(payload: bytes) -> str:
    try:
        headers = BytesHeaderParser(policy=policy.compat32).parse(BytesIO(payload))
        return str(headers.get("Message-ID") or "").strip().strip("<>")
    except (MessageError, ValueError):
        return ""
