"""Which mailbox is meant? A path, or an address of the kind ``imaps://user@host/FOLDER``."""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tearsheet.model import Failed

_SCHEME = re.compile(r"^(imaps?)://", re.IGNORECASE)
_PORTS = {"imaps": 993, "imap": 143}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class ImapPlace:
    """A folder of a mailbox on a server (RFC 5092). ``secure`` is TLS from the first byte."""

    user: str
    host: str
    port: int
    folder: str
    secure: bool

    @property
    def shown(self) -> str:
        """Its address for people and records: without the user's name, never with a password."""
        scheme = "imaps" if self.secure else "imap"
        port = "" if self.port == _PORTS[scheme] else f":{self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}{port}/{self.folder}"


def place_of(where: str, open_hosts: tuple[str, ...] = ()) -> Path | ImapPlace | Failed:
    """What ``where`` names; Failed where it is no address or holds a password.

    ``imap://`` (no TLS: password and letters could be read on the way) is for loopback hosts
    that ``open_hosts`` names, in tests.
    """
    scheme = _SCHEME.match(where)
    if scheme is None:
        return Path(where)
    secure = scheme[1].lower() == "imaps"
    try:
        parts = urlsplit(where)
        host, port = parts.hostname or "", parts.port or _PORTS[scheme[1].lower()]
    except ValueError:
        return Failed("not a mailbox", scheme[0], "the address cannot be read")
    shown = f"{scheme[0]}{host}"
    if parts.password is not None:
        return Failed(
            "a password in the address",
            shown,
            "leave it out; it is asked for, or taken from TEARSHEET_MAIL_PASSWORD",
        )
    user = unquote(parts.username or "")
    if not host or not user:
        return Failed("not a mailbox", shown, "an address is imaps://user@host/FOLDER")
    folder = unquote(parts.path.lstrip("/")) or "INBOX"
    if _CONTROL.search(user + folder):
        return Failed("not a mailbox", shown, "a control character in it")
    if not secure and not (_is_loopback(host) and host in open_hosts):
        return Failed("not a mailbox", shown, "only imaps:// (TLS) is safe for a password")
    return ImapPlace(user, host, port, folder, secure)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
