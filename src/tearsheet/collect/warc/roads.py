"""How web archives of other machines are reached."""

from dataclasses import dataclass


class MissingPartError(RuntimeError):
    """A part that is not always installed is needed; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Roads:
    """Manners and limits; fields as in the settings.

    ``s3_endpoint`` is the URL of another S3 service than Amazon's, empty for what the
    environment says (AWS_ENDPOINT_URL).
    """

    contact: str = ""
    seconds: float = 30.0
    tries: int = 5
    open_hosts: tuple[str, ...] = ()
    proxy: str = ""
    s3_endpoint: str = ""
