"""Who is told, on loopback: a mail server (as much of RFC 5321 as a letter needs), a webhook."""

import queue
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Mailed:
    """What the server took: letters and who they were for. ``refusing`` makes it take nothing."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    refusing: bool = False


class _Talk(socketserver.StreamRequestHandler):
    timeout = 20

    def handle(self) -> None:
        mailed: Mailed = self.server.mailed  # type: ignore[attr-defined] # set below
        self._say("220 post.example ready")
        while line := self.rfile.readline():
            said = line.decode("utf-8", "replace").strip()
            match said[:4].upper():
                case "EHLO" | "HELO":
                    self._say("250-post.example")
                    self._say("250 SMTPUTF8")
                case "RCPT":
                    if mailed.refusing:
                        self._say("451 greylisted, come again")
                    else:
                        mailed.receivers.append(said.partition("<")[2].partition(">")[0])
                        self._say("250 ok")
                case "DATA":
                    self._say("354 go on")
                    mailed.letters.append(self._letter())
                    self._say("250 taken")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _letter(self) -> EmailMessage:
        lines = list[bytes]()
        while (line := self.rfile.readline()).rstrip(b"\r\n") != b".":
            lines.append(line[1:] if line.startswith(b"..") else line)
        letter = message_from_bytes(b"".join(lines), policy=default)
        assert isinstance(letter, EmailMessage)
        return letter

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[Mailed]:
    """A server that takes letters until the block ends."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads = True
        mailed = Mailed(server.server_address[1])
        server.mailed = mailed  # type: ignore[attr-defined] # read above
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield mailed
        finally:
            server.shutdown()
            thread.join()


Heard = queue.Queue[tuple[bytes, HTTPMessage]]


class _Hook(BaseHTTPRequestHandler):
    timeout = 20

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.put((body, self.headers))  # type: ignore[attr-defined] # set below
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def webhook() -> Iterator[tuple[int, Heard]]:
    """A service that takes every POST: its port, and what it heard (body and headers)."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hook) as server:
        heard: Heard = queue.Queue()
        server.heard = heard  # type: ignore[attr-defined] # read above
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.server_address[1], heard
        finally:
            server.shutdown()
            thread.join()
