"""Web archives in the making, and a web server that breaks off, for tests."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import NAMESPACE_URL, uuid5

HTML = "text/html; charset=utf-8"


def record(url: str, kind: str, block: bytes, **headers: str) -> bytes:
    """One record, unpacked."""
    named = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, url + kind)}>",
        "WARC-Date": "2025-06-11T06:00:00Z",
        "WARC-Target-URI": url,
        "Content-Length": str(len(block)),
        **headers,
    }
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value]
    return "\r\n".join(["WARC/1.0", *lines, "", ""]).encode() + block + b"\r\n\r\n"


def response(url: str, body: bytes, coding: str = "", kind: str = HTML, **headers: str) -> bytes:
    """A record of a page with status 200, unpacked."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n"
    head += f"Content-Encoding: {coding}\r\n" if coding else ""
    return record(url, "response", f"{head}\r\n".encode() + body, **headers)


def pages(count: int, word: str = "Rain") -> list[bytes]:
    """So many different pages."""
    return [
        response(f"https://herald.example/{n}", f"<p>Day {n}: {word}. ".encode() * 40)
        for n in range(count)
    ]


def packed(records: list[bytes]) -> bytes:
    """A ``.warc.gz``: a member for each record."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


class Shelf:
    """Files of a web server; ``breaks`` bytes after which each answer breaks off, 0 for never."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.moved: dict[str, str] = {}
        self.breaks = 0
        self.ranges = True
        self.etag = '"1"'
        self.asked: list[str] = []


@contextmanager
def served(shelf: Shelf) -> Iterator[str]:
    """A web server on loopback; the value is its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            shelf.asked.append(asked)
            if self.path in shelf.moved:
                self.send_response(302)
                self.send_header("Location", shelf.moved[self.path])
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            content = shelf.files.get(self.path)
            if content is None:
                self.send_error(404)
                return
            start = int(asked.removeprefix("bytes=").split("-")[0]) if asked else 0
            if self.headers.get("If-Range", shelf.etag) != shelf.etag or not shelf.ranges:
                start, asked = 0, ""
            self.send_response(206 if asked else 200)
            self.send_header("ETag", shelf.etag)
            self.send_header("Content-Length", str(len(content) - start))
            if asked:
                end = len(content) - 1
                self.send_header("Content-Range", f"bytes {start}-{end}/{len(content)}")
            self.end_headers()
            rest = content[start:]
            self.wfile.write(rest[: shelf.breaks] if shelf.breaks else rest)
            if shelf.breaks and shelf.breaks < len(rest):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
