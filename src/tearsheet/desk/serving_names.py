"""Under which names the desk is reached, and whether by others than this machine."""

import socket
from collections.abc import Iterator

from tearsheet.settings import Settings

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def hosts_for(settings: Settings, host: str) -> tuple[str, ...]:
    """The names that the desk answers to: this machine's, and those that the settings add."""
    own: tuple[str, ...] = LOOPBACK
    if host in ("", "0.0.0.0", "::"):
        own += (socket.gethostname(), *_addresses())
    elif host not in own:
        own += (f"[{host}]" if ":" in host else host,)
    return (*own, *settings.desk_hosts)


def _addresses() -> Iterator[str]:
    """This machine's addresses on its networks."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, proto=socket.IPPROTO_TCP)
    except OSError:
        return
    for address in {str(one[4][0]).partition("%")[0] for one in found}:
        yield f"[{address}]" if ":" in address else address


def is_open_to_others(settings: Settings, host: str) -> bool:
    """Whether somebody at another machine can reach the desk."""
    return bool(settings.desk_proxy) or host not in ("localhost", "127.0.0.1", "::1")
