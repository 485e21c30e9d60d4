"""The HTTP head of a ``response`` or ``revisit`` record, and back again.

Bodies are archived as they reached us: decoded. A reader of WARC files trusts the head, so
those header lines that described the bytes on the wire are kept under the name that web
archives use for it (``X-Archive-Orig-``) and a ``Content-Length`` that is true closes the head.
"""

from tearsheet.model import Headers

ORIGINAL = "X-Archive-Orig-"
OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
LENGTH = "Content-Length"


def head(status: int, headers: Headers, length: int) -> bytes:
    """The status line and headers in front of a body of ``length`` bytes.

    Line ends and what is not Latin-1 are replaced; `parsed` tells whether a head says it all.
    """
    lines = [f"HTTP/1.1 {status} "]
    lines += [f"{_one_line(_kept_name(name))}: {_one_line(value)}" for name, value in headers]
    lines.append(f"{LENGTH}: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


def parsed(block: bytes) -> tuple[int, Headers] | None:
    """Status and headers as they were before `head`, or None if this is no such head."""
    first, *lines = block.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    protocol, _, status = first.strip().partition(" ")
    if protocol != "HTTP/1.1" or not status.lstrip("-").isdecimal() or not lines:
        return None
    if not lines.pop().startswith(f"{LENGTH}: "):
        return None
    pairs = [line.split(": ", 1) for line in lines]
    if not all(len(pair) == 2 for pair in pairs):
        return None
    return int(status), tuple((_wire_name(name), value) for name, value in pairs)


def _kept_name(name: str) -> str:
    return ORIGINAL + name if name.lower() in OF_THE_WIRE else name


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _wire_name(name: str) -> str:
    return name.removeprefix(ORIGINAL)
