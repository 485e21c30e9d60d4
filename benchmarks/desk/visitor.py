"""Somebody at the desk: signed in by the form, asking over HTTP with one kept connection."""

import gzip
import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import urlencode, urlsplit

PASSWORD = "tearsheet-desk-1"
PATIENCE = 90
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class DeskError(RuntimeError):
    """The desk did not start, or let nobody in; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that is served at ``address`` by a process of its own."""

    address: str
    process: int

    def busy(self) -> float:
        """Milliseconds of processor time that it has taken so far, all its threads together."""
        said = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, said[11:13])) * 1_000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def desk(home: Path, database: str = "") -> Iterator[Desk]:
    """A desk that `tearsheet serve` serves, nobody collecting."""
    with TemporaryDirectory() as folder, (Path(folder) / "said").open("w+") as said:
        words = ("serve", "--home", str(home), "--port", "0", "--no-collect")
        process = subprocess.Popen(
            [sys.executable, "-m", "tearsheet", *words],
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            env={
                **os.environ,
                "COLUMNS": "200",
                "PYTHONUNBUFFERED": "1",
                "TEARSHEET_DATABASE": database,
                "TEARSHEET_VECTORS": "none",
                "XDG_CACHE_HOME": folder,
            },
        )
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if found := re.match(r"The desk: (\S+)", line):
                    yield Desk(found[1], process.pid)
                    break
            else:
                said.seek(0)
                raise DeskError(said.read())
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk answered; ``milliseconds`` to the last byte."""

    status: int
    body: bytes
    milliseconds: float

    def json(self) -> dict[str, int]:
        """What a script is answered: version numbers, mostly."""
        found: dict[str, int] = json.loads(self.body)
        return found


class Visitor:
    """One browser's cookies and connection; not for two threads at once."""

    def __init__(self, address: str, name: str) -> None:
        self._host = urlsplit(address).netloc
        self._connection = http.client.HTTPConnection(self._host, timeout=PATIENCE)
        self._cookies = SimpleCookie()
        page = self.get("/sign-in/").body.decode()
        found = _TOKEN.search(page)
        if found is None:
            raise DeskError(page)
        form = {"name": name, "password": PASSWORD, "csrfmiddlewaretoken": found[1]}
        came = self._ask(
            "POST",
            "/sign-in/",
            urlencode(form).encode(),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        if came.status != 302:
            raise DeskError(f"{name} could not sign in: {came.status}")

    def get(self, path: str) -> Answer:
        """A page."""
        return self._ask("GET", path, None, {})

    def send(self, path: str, words: object) -> Answer:
        """JSON, as the desk's own scripts send it."""
        return self._ask(
            "POST", path, json.dumps(words).encode(), {"Content-Type": "application/json"}
        )

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={one.value}" for name, one in self._cookies.items())
        headers |= {"Cookie": cookies, "Accept-Encoding": "gzip"}
        if token := self._cookies.get("csrftoken"):
            headers |= {"X-CSRFToken": token.value, "Referer": f"http://{self._host}/"}
        start = perf_counter()
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        came = answer.read()
        taken = (perf_counter() - start) * 1_000
        for line in answer.headers.get_all("Set-Cookie", ()):
            self._cookies.load(line)
        if answer.headers.get("Content-Encoding") == "gzip":
            came = gzip.decompress(came)
        return Answer(answer.status, came, taken)
