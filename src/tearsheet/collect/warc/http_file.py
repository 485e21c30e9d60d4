"""A file on a web server, read as it comes and taken up again where the connection broke off."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from ipaddress import ip_address
from time import sleep

import httpx

from tearsheet.collect.fetch.addresses import (
    OpenHosts,
    Target,
    UnfetchableError,
    is_public,
    target,
)
from tearsheet.collect.fetch.addresses import shown as shown_url
from tearsheet.collect.fetch.times import http_date
from tearsheet.collect.warc.reach import LostError, Reach
from tearsheet.collect.warc.roads import Roads

REDIRECTS = 10
STEP = 1 << 16
WAIT = 0.5  # seconds before the second try; it doubles with each
AGENT = "tearsheet (reads web archives{contact})"


def shown(url: str) -> str:
    """The URL as it may be shown and stored."""
    return shown_url(url)


def opened(url: str, roads: Roads) -> Reach:
    """The file at ``url`` from its first byte. Raises `LostError`."""
    file = HttpFile(url, roads)
    try:
        file.begin(0)
    except OSError:
        file.close()
        raise
    return Reach(file, shown(url), file.length, file.version, file.at, again=file.ranges)


class HttpFile:
    """The bytes of a URL; nothing is kept but the piece at hand.

    A broken connection is taken up at the byte where it broke, as often as ``tries`` says
    without a byte in between. A file that changes meanwhile is an error. Every address is checked
    before it is connected to, also after a redirect; the proxy, if there is one, does so itself.
    """

    def __init__(self, url: str, roads: Roads) -> None:
        self.length = -1
        self.version = ""
        self.at: datetime | None = None
        self.ranges = False
        self._roads = roads
        self._open_hosts = OpenHosts(roads.open_hosts)
        self._url = url
        self._client = httpx.Client(
            timeout=roads.seconds,
            proxy=roads.proxy or None,
            trust_env=False,
            headers={
                "User-Agent": AGENT.format(contact=f"; {roads.contact}" if roads.contact else ""),
                "Accept-Encoding": "identity",
            },
        )
        self._answer: httpx.Response | None = None
        self._pieces: Iterator[bytes] = iter(())
        self._piece = b""
        self._start = 0  # where the piece begins in the file
        self._place = 0
        self._failures = 0

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes, fewer as they come; none at the end. Raises `LostError`."""
        if size < 0:
            return b"".join(iter(lambda: self.read(STEP), b""))
        while self._place >= self._start + len(self._piece):
            if 0 <= self.length <= self._place:
                return b""
            try:
                if self._answer is None:
                    self.begin(self._place)
                    continue  # of a whole answer the rest of a piece may be there already
                piece = next(self._pieces, b"")
            except httpx.HTTPError as error:
                self._broken(error)
                continue
            if not piece and self.length < 0:
                return b""
            if not piece:
                self._broken(LostError("the connection ended too soon"))
                continue
            self._failures = 0
            self._piece, self._start = piece, self._place
        begun = self._place - self._start
        taken = self._piece[begun : begun + size]
        self._place += len(taken)
        return taken

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to ``offset`` from the start: the next read asks for what is from there on."""
        if whence:
            raise ValueError("only from the start")
        if not self._start <= offset <= self._start + len(self._piece):
            self._hang_up()
            self._start = offset
        self._place = offset
        return offset

    def close(self) -> None:
        """Hang up."""
        self._hang_up()
        self._client.close()

    def begin(self, place: int) -> None:
        """Ask for the bytes from ``place`` on. Raises `LostError` if they cannot be had."""
        while True:
            try:
                self._ask(place)
            except httpx.HTTPError as error:
                self._broken(error)
            else:
                return

    def _ask(self, place: int) -> None:
        headers = {"Range": f"bytes={place}-"}
        if place and self.version and not self.version.startswith("W/"):
            headers["If-Range"] = self.version
        answer = self._followed(headers)
        if answer.status_code in (429, 500, 502, 503, 504):
            answer.close()
            raise httpx.RemoteProtocolError(f"status {answer.status_code}")
        if answer.status_code == 416 and place == 0:  # an empty file has no byte to begin at
            answer.close()
            self.length = 0
            return
        if answer.status_code not in (200, 206):
            answer.close()
            raise LostError(f"status {answer.status_code}")
        self._learn(answer, first=place == 0 and not self.version and self.length < 0)
        self._answer, self._pieces = answer, answer.iter_raw()
        self._piece, self._start = b"", place
        if answer.status_code == 200:
            self._pass_over(place)

    def _learn(self, answer: httpx.Response, *, first: bool) -> None:
        """Length and version at first; later, that they are what they were."""
        length = _length(answer)
        version = answer.headers.get("etag") or answer.headers.get("last-modified") or ""
        if first:
            self.length, self.version = length, version
            self.at = http_date(answer.headers.get("last-modified") or "")
            self.ranges = answer.status_code == 206
        elif version != self.version or (length >= 0 and length != self.length):
            answer.close()
            raise LostError("it was changed while it was read")

    def _pass_over(self, count: int) -> None:
        """What a server sends that knows no ranges: everything from the start."""
        while count:
            piece = next(self._pieces, b"")
            if not piece:
                raise LostError("it is shorter than it was")
            self._piece = piece[count:]
            count -= min(count, len(piece))

    def _broken(self, error: Exception) -> None:
        """Hang up and wait before the next try. Raises `LostError` when it was the last."""
        self._hang_up()
        self._failures += 1
        if self._failures >= self._roads.tries:
            why = " ".join(str(error).split())[:160] or type(error).__name__
            raise LostError(why) from error
        sleep(min(30.0, WAIT * 2 ** (self._failures - 1)))

    def _hang_up(self) -> None:
        if self._answer is not None:
            with suppress(httpx.HTTPError):
                self._answer.close()
        self._answer, self._pieces, self._piece = None, iter(()), b""

    def _followed(self, headers: dict[str, str]) -> httpx.Response:
        try:
            where = target(self._url)
            for _ in range(REDIRECTS):
                answer = self._client.send(self._request(where, headers), stream=True)
                if not answer.has_redirect_location:
                    return answer
                answer.close()
                where = where.joined(answer.headers["location"])
        except UnfetchableError as error:
            raise LostError(": ".join(filter(None, (error.reason, error.detail)))) from error
        raise LostError("too many redirects")

    def _request(self, where: Target, headers: dict[str, str]) -> httpx.Request:
        """A request that goes to the address that was checked, under the host's own name."""
        if self._roads.proxy:
            return self._client.build_request("GET", where.url, headers=headers)
        address, port = self._address(where)
        literal = f"[{address}]" if ":" in address else address
        return self._client.build_request(
            "GET",
            f"{where.scheme}://{literal}:{port}{where.path}",
            headers={**headers, "Host": where.authority},
            extensions={"sni_hostname": where.host},
        )

    def _address(self, where: Target) -> tuple[str, int]:
        opening = self._open_hosts(where.host)
        if opening is not None and opening.address:
            return opening.address, opening.port or where.port
        try:
            rows = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise LostError(f"no such host: {where.host}") from error
        found = [ip_address(str(row[4][0]).split("%")[0]) for row in rows]
        fit = found if opening is not None else [one for one in found if is_public(one)]
        if not fit:
            raise LostError(f"a private address: {where.host} (open_hosts opens it)")
        return str(fit[0]), where.port


def _length(answer: httpx.Response) -> int:
    """The bytes of the whole file, -1 if the answer does not say."""
    if answer.status_code == 206:
        total = answer.headers.get("content-range", "").rpartition("/")[2]
        return int(total) if total.isdecimal() else -1
    length = answer.headers.get("content-length", "")
    return int(length) if length.isdecimal() else -1
