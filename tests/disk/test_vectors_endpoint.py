"""Vectors of other people's models: a server over real HTTP, a folder, what is kept of them."""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from tearsheet.pipeline.vectors import (
    Cached,
    Endpoint,
    EndpointError,
    Folder,
    FolderError,
    UnknownVectorsError,
    encoder_for,
    why_none,
)
from tearsheet.pipeline.vectors.cache import digest

STAND_IN = """
import numpy

class SentenceTransformer:
    def __init__(self, path, device, local_files_only):
        assert device == "cpu" and local_files_only
        if "broken" in path:
            raise OSError("no weights")

    def encode(self, sentences, **_):
        return numpy.array([[len(one) + 1, 1, 0] for one in sentences], "float64")
"""


@dataclass
class Server:
    """What the server says before it gives vectors, and what it was asked."""

    first: list[tuple[int, bytes]] = field(default_factory=list)
    asked: list[dict[str, object]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """The server on loopback; rows are (letters + 1, 2, 0), given in the reverse order."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append({**asked, "path": self.path})
            server.keys.append(self.headers["Authorization"])
            status, body = server.first.pop(0) if server.first else (200, rows(asked["input"]))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if status == 429:
                self.send_header("Retry-After", "7")
            if status == 302:
                self.send_header("Location", "http://192.0.2.1/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
        server.url = f"http://127.0.0.1:{http.server_port}/v1"
        yield server
        http.shutdown()


def rows(texts: list[str]) -> bytes:
    data = [{"index": at, "embedding": [len(text) + 1, 2, 0]} for at, text in enumerate(texts)]
    return json.dumps({"object": "list", "data": data[::-1]}).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(Server()) as made:
        yield made


def opened(server: Server, waits: list[float], **more: str) -> Endpoint:
    return Endpoint.open(server.url, "small", wait=waits.append, **more)


def test_rows_come_in_the_order_of_the_texts_in_several_requests(server):
    encoder = opened(server, [], key="secret")
    texts = ["x" * (number % 7) for number in range(150)]
    made = encoder.encode(texts)
    wanted = np.array([[max(len(text), 1) + 1, 2, 0] for text in texts], float)
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    np.testing.assert_allclose(made, wanted, atol=1e-6)
    assert made.dtype == np.float32
    assert encoder.dimensions == 3
    assert [len(asked["input"]) for asked in server.asked] == [1, 64, 64, 22]
    assert {(asked["path"], asked["model"]) for asked in server.asked} == {
        ("/v1/embeddings", "small")
    }
    assert set(server.keys) == {"Bearer secret"}
    assert encoder.encode([]).shape == (0, 3)
    assert encoder.encode(["\ud800"]).shape == (1, 3)


def test_a_busy_server_is_asked_again(server):
    encoder = opened(server, waits := [])
    server.first += [(503, b""), (429, b""), (500, b"")]
    assert encoder.encode(["one"]).shape == (1, 3)
    assert waits == [0.5, 7.0, 14.0]


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ([(503, b"loading")] * 4, "HTTP 503: loading"),
        ([(401, b"no such key")], "HTTP 401: no such key"),
        ([(302, b"")], "HTTP 302"),
        ([(200, b"<html>")], "no embeddings in the answer"),
        ([(200, b'{"data": []}')], "0 rows for 1 texts"),
        ([(200, b'{"data": [{"index": 0, "embedding": [0, 0]}]}')], "a row without a direction"),
        ([(200, b'{"data": [{"index": 0, "embedding": [1, 1]}]}')], "2 dimensions after 3"),
        ([(200, b'{"data": [{"index": 4, "embedding": [1, 1]}]}')], "1 rows for 1 texts"),
    ],
)
def test_a_wrong_answer_is_an_error_that_names_the_server(server, first, why):
    encoder = opened(server, [])
    server.first += first
    with pytest.raises(EndpointError, match=why) as raised:
        encoder.encode(["one"])
    assert server.url in str(raised.value)


def test_rows_of_different_lengths_are_an_error(server):
    encoder = opened(server, [])
    uneven = [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1, 2]}]
    server.first.append((200, json.dumps({"data": uneven}).encode()))
    with pytest.raises(EndpointError, match="different lengths"):
        encoder.encode(["one", "two"])


def test_no_server_there_is_an_error_after_all_tries(server):
    with serving(Server()) as gone:
        url = gone.url
    with pytest.raises(EndpointError, match=url):
        Endpoint.open(url, "small", wait=(waits := []).append)
    assert waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("url", ["http://192.0.2.7/v1", "https://vectors.example/v1"])
def test_texts_go_to_no_other_machine_unless_the_settings_say_so(url):
    with pytest.raises(EndpointError, match="not this machine"):
        Endpoint.open(url, "small")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "http://", "http://[::1", "127.0.0.1/v1"])
def test_what_is_no_url_is_an_error(url):
    with pytest.raises(EndpointError):
        Endpoint.open(url, "small")


def test_a_password_in_the_url_is_not_shown(server):
    url = server.url.replace("//", "//me:hidden@")
    encoder = Endpoint.open(url, "small")
    server.first.append((403, b""))
    with pytest.raises(EndpointError) as raised:
        encoder.encode(["one"])
    assert "hidden" not in str(raised.value) + encoder.name


def test_the_setting_chooses(server, tmp_path):
    assert encoder_for("none", tmp_path) is None
    assert "different languages" in why_none("none")
    assert why_none("e5") == ""
    encoder = encoder_for(f"{server.url}#small", tmp_path)
    assert encoder is not None
    assert encoder.name.endswith("/v1/embeddings small")
    for setting in (server.url, "word2vec", "", str(tmp_path / "missing")):
        with pytest.raises(UnknownVectorsError, match='"table"'):
            encoder_for(setting, tmp_path)


@pytest.fixture
def package(tmp_path, monkeypatch) -> Iterator[Path]:
    """Where a package of the test's own stands for sentence-transformers."""
    monkeypatch.syspath_prepend(tmp_path)
    installed = sys.modules.pop("sentence_transformers", None)
    yield tmp_path / "sentence_transformers.py"
    sys.modules.pop("sentence_transformers", None)
    if installed:
        sys.modules["sentence_transformers"] = installed


def model_folder(path: Path) -> Path:
    path.mkdir()
    (path / "modules.json").write_text("[]")
    (path / "model.safetensors").write_bytes(b"weights")
    return path


def test_a_folder_of_sentence_transformers(tmp_path, package):
    package.write_text(STAND_IN)
    folder = model_folder(tmp_path / "small")
    encoder = encoder_for(str(folder), tmp_path)
    assert encoder is not None
    assert encoder.dimensions == 3
    half, long, short = 0.5**0.5, 0.9**0.5, 0.1**0.5
    wanted = [[half, half, 0], [long, short, 0]]
    np.testing.assert_allclose(encoder.encode(["", "xx"]), wanted, atol=1e-6)
    assert encoder.encode([]).shape == (0, 3)
    (folder / "model.safetensors").write_bytes(b"other weights")
    assert Folder.open(folder).name != encoder.name
    with pytest.raises(FolderError, match="no weights"):
        Folder.open(model_folder(tmp_path / "broken"))


def test_a_folder_without_a_model_or_the_package_says_what_to_do(tmp_path, package):
    with pytest.raises(FolderError, match=r"modules\.json"):
        Folder.open(tmp_path)
    package.write_text("raise ImportError('broken')")
    with pytest.raises(FolderError, match="pip install sentence-transformers"):
        Folder.open(model_folder(tmp_path / "small"))


class Shelf:
    """A cache in memory."""

    def __init__(self) -> None:
        self.rows = dict[tuple[str, bytes], bytes]()

    def kept(self, encoder, texts):
        return {text: self.rows[encoder, text] for text in texts if (encoder, text) in self.rows}

    def keep(self, encoder, rows):
        self.rows.update({(encoder, text): row for text, row in rows.items()})


def test_a_text_is_encoded_once_and_has_one_row(server):
    encoder, shelf = opened(server, []), Shelf()
    cached = Cached(encoder, shelf)
    asked = len(server.asked)
    first = cached.encode(["one", "three", "one", "\ud800"])
    assert [asked["input"] for asked in server.asked[asked:]] == [["one", "three", "?"]]
    again = cached.encode(["three", "one"])
    assert len(server.asked) == asked + 1
    np.testing.assert_array_equal(again, first[[1, 0]])
    np.testing.assert_allclose(np.linalg.norm(first, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(first[:2], encoder.encode(["one", "three"]), atol=1e-3)
    assert {len(row) for row in shelf.rows.values()} == {2 * 3}
    shelf.rows[encoder.name, digest("one")] = b"cut"
    np.testing.assert_array_equal(cached.encode(["one"]), first[:1])
    assert cached.encode([]).shape == (0, 3)
    assert (cached.name, cached.dimensions) == (encoder.name, 3)
