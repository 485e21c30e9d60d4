"""An HTTP response as a web archive keeps it: status, headers, body, and the body decoded."""

import re
from dataclasses import dataclass

from tearsheet.collect.bounded import decoded
from tearsheet.model import Headers

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Response:
    """Status, headers in order (Latin-1, folded lines joined) and the body as it was sent."""

    status: int
    headers: Headers
    body: bytes

    def values(self, name: str) -> list[str]:
        """The comma-separated values of all headers of this name, in order."""
        lines = [value for key, value in self.headers if key.lower() == name]
        return [part.strip() for line in lines for part in line.split(",")]

    def payload(self, limit: int) -> bytes:
        """The body freed of transfer and content codings; raises as `bounded.decoded`."""
        whole = decoded(self.body, self.values("transfer-encoding"), limit)
        return decoded(whole, self.values("content-encoding"), limit)

    @property
    def media_type(self) -> str | None:
        """The Content-Type in lower case without parameters, None where none is given."""
        for key, value in self.headers:
            if key.lower() == "content-type":
                return value.split(";", 1)[0].strip().lower() or None
        return None


def parsed(block: bytes) -> Response | None:
    """The response that a block holds, None where it does not begin with a status line."""
    status = _STATUS.match(block)
    if status is None:
        return None
    end = _END.search(block)
    head, body = (block, b"") if end is None else (block[: end.start()], block[end.end() :])
    headers: list[tuple[str, str]] = []
    for line in head.decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if line[:1] in " \t" and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {line.strip()}".strip())
        elif colon:
            headers.append((name.strip(), value.strip()))
    return Response(int(status[1]), tuple(headers), body)
