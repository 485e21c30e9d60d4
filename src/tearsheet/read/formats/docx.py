"""What does a Word document (DOCX) say?"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from tearsheet.model import Capture, Dated, Failed, Kept, Outcome, Skipped
from tearsheet.read.formats.dating import tongue_of
from tearsheet.read.formats.manuscript import Block, material_of, titled
from tearsheet.read.formats.material import Material
from tearsheet.read.metadata.clock import moments
from tearsheet.read.metadata.names import names_in
from tearsheet.read.metadata.tags import one_line

# A long report unpacks to a few megabytes of XML; what claims more is a bomb.
MOST_BYTES = 50_000_000
_MOST_UNPACKED = 100_000_000
_MOST_XML = 30_000_000
_MOST_PARTS = 3_000
_MOST_PARAGRAPHS = 50_000
# Whoever prints a date so long after the file's creation wrote over an older document.
_LONGEST_IN_WORK = timedelta(days=366)


def read_docx(capture: Capture, payload: bytes) -> Outcome[Material]:
    """Skipped "no text" for an empty document.

    Failed "too large" where the archive claims to unpack beyond 100 MB (refused before anything
    is unpacked), "not readable" where it is no document.
    """
    try:
        too_large = _refusal(payload)
        if too_large:
            return Failed("too large", capture.url, too_large)
        document = docx.Document(io.BytesIO(payload))
        blocks = list(_blocks(document))
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, OpcError, LxmlError, KeyError, ValueError,
        AttributeError, EOFError, NotImplementedError, RuntimeError, OSError,
    ) as error:  # fmt: skip
        return Failed("not readable", capture.url, f"{type(error).__name__}: {error}"[:200])
    if not blocks:
        return Skipped("no text", capture.url)
    material = material_of(blocks, captured_at=capture.captured_at)
    return Kept(_with_properties(material, document, capture.captured_at))


def _refusal(payload: bytes) -> str:
    """Why an archive is not unpacked, empty if it may be."""
    if len(payload) > MOST_BYTES:
        return f"{len(payload)} bytes"
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS:
        return f"{len(parts)} parts"
    if unpacked > _MOST_UNPACKED:
        return f"{unpacked} bytes unpacked"
    xml = max((part.file_size for part in parts if part.filename.endswith(".xml")), default=0)
    return f"{xml} bytes of XML" if xml > _MOST_XML else ""


def _blocks(document: Document) -> Iterator[Block]:
    for count, element in enumerate(document.element.body.iter("{*}p")):
        if count >= _MOST_PARAGRAPHS:
            return
        paragraph = Paragraph(element, document)
        text = one_line(paragraph.text)
        if text:
            yield Block(text, _level(paragraph), text)


def _level(paragraph: Paragraph) -> int:
    """1 for a title, 1 to 6 for headings, 0 for all else."""
    style = paragraph.style
    name = (style.name or "").lower() if style is not None else ""
    if name == "title":
        return 1
    if name.startswith("heading"):
        digits = "".join(filter(str.isdigit, name))
        return min(int(digits), 6) if digits else 1
    return 0


def _with_properties(material: Material, document: Document, captured_at: datetime) -> Material:
    """Title, author, date and language from the core properties where the text has none."""
    properties = document.core_properties
    made_by, made_at = _untouched()
    material = titled(material, one_line(properties.title or ""))
    if not material.authors and properties.author and properties.author != made_by:
        material = replace(material, authors=names_in(properties.author))
    created = properties.created
    if material.published is None and isinstance(created, datetime):
        at = created if created.tzinfo else created.replace(tzinfo=UTC)
        if at != made_at and not _is_outdated(at, material, captured_at):
            dated = Dated(at, "second", "header", at.strftime("%Y-%m-%dT%H:%M:%SZ"))
            material = replace(material, published=dated)
    if material.language is None and properties.language:
        material = replace(material, language=properties.language)
    return material


@lru_cache(maxsize=1)
def _untouched() -> tuple[str, datetime | None]:
    """Author and date of the empty document that python-docx starts from: they say nothing."""
    properties = docx.Document().core_properties
    created = properties.created
    if created is not None and created.tzinfo is None:
        created = created.replace(tzinfo=UTC)
    return properties.author or "", created


def _is_outdated(created: datetime, material: Material, captured_at: datetime) -> bool:
    """Whether the text speaks of days long after its creation: an old file was written over."""
    latest = created + _LONGEST_IN_WORK
    days = moments(f"{material.text}\n{material.tail}", tongue_of([material.text], None))
    return any(latest < moment.at <= captured_at for moment in days)
