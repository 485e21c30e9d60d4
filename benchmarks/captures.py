"""A corpus page as the capture that the archive would hold."""

from datetime import UTC, datetime
from hashlib import sha256

from tearsheet.model import Capture, Location, capture_key


def captured(url: str, payload: bytes, media_type: str = "text/html") -> Capture:
    """A capture of ``payload``; its location is made up, since nothing reads it here."""
    digest = sha256(payload).hexdigest()
    return Capture(
        key=capture_key(url, digest),
        url=url,
        requested_url=url,
        captured_at=datetime(2026, 11, 21, tzinfo=UTC),
        status=200,
        headers=(),
        media_type=media_type,
        payload_sha256=digest,
        payload_length=len(payload),
        location=Location("benchmark.warc.gz", 0, 1, "0" * 64),
        source="benchmark",
    )
