"""The archived original of an article: its bytes, what they are, and the record that holds them."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tearsheet.model import Capture
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.read.decode import decoded
from tearsheet.read.sniff import Format, format_of
from tearsheet.store import queries
from tearsheet.store.queries import Known

MOST_CHARACTERS = 1_500_000
"""Of a page that are shown; the rest is in what can be downloaded."""


@dataclass(frozen=True, slots=True)
class Original:
    """What an article was read from, back from the archive and held against its digests.

    ``text`` are the characters of the payload, at most so many as are shown (``cut`` says that
    there are more); empty where ``form`` is not written in characters.
    """

    known: Known
    payload: bytes
    form: Format
    text: str
    cut: bool

    @property
    def capture(self) -> Capture:
        """The capture."""
        return self.known.capture


def original_of(room: Newsroom, known: Known) -> Original:
    """The archived original of an article. Raises `ArchiveError` where the archive is broken."""
    capture = known.capture
    payload = room.archive.payload(capture)
    form = format_of(payload, capture.media_type, capture.url)
    text = decoded(payload, capture.headers) if form not in ("pdf", "docx", "unknown") else ""
    return Original(known, payload, form, text[:MOST_CHARACTERS], len(text) > MOST_CHARACTERS)


def record_of(room: Newsroom, known: Known) -> bytes:
    """A small WARC file with the record of the capture and that of the article's text.

    It is an evidence bundle: whoever has it can check every digest. Raises `ArchiveError`.
    """
    texts = queries.text_locations([known.article.key])
    with TemporaryDirectory(prefix="tearsheet-") as folder:
        path = Path(folder) / f"{known.article.key[:12]}.warc.gz"
        room.archive.bundle([known.capture], list(texts.values()), path)
        return path.read_bytes()
